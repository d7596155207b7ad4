"""What tests of the loaders share: the modules of the child that opens a file."""

import csv

import pytest


@pytest.fixture
def child(read_here):
    """The child's modules; the limit that it sets for its one file does not outlast the test."""
    most = csv.field_size_limit()
    yield read_here.child()
    csv.field_size_limit(most)
