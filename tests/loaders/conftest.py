"""What tests of the loaders share: the modules of the child that opens a file."""

import pytest


@pytest.fixture
def child(read_here):
    """The child's modules."""
    return read_here.child()
