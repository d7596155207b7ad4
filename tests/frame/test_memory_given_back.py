"""What a freed table leaves behind, in a process of its own: the setting is the whole process's."""

import ctypes
import subprocess
import sys

import pytest

from frame.serving import start

MEGABYTE = 1024 * 1024
SCRIPT = """
import ctypes, sys
from frame.serving import start
if sys.argv[1] == "asked":
    start.give_back_freed_tables()
class Told(ctypes.Structure):
    _fields_ = [(name, ctypes.c_size_t) for name in "arena ordblks smblks hblks hblkhd a b c d e".split()]
library = ctypes.CDLL(None)
library.mallinfo2.restype = Told
library.malloc.restype, library.malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
library.free.argtypes = [ctypes.c_void_p]
before = library.mallinfo2().hblks
for size in map(int, sys.argv[2:]):
    library.free(library.malloc(size))
last = library.malloc(size)
print(library.mallinfo2().hblks - before)
"""


def stands_by_itself(*arguments: object) -> bool:
    """Whether the last of some blocks, each freed before the next, stands where it goes back to the system at once."""
    ran = subprocess.run([sys.executable, "-c", SCRIPT, *map(str, arguments)], capture_output=True, check=True)
    return ran.stdout.strip() == b"1"


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "mallinfo2"), reason="asks the GNU C library")
def test_a_long_column_goes_back_also_after_a_longer_one_was_freed():
    blocks = (20 * MEGABYTE, 16 * MEGABYTE)
    assert stands_by_itself("asked", *blocks)
    assert not stands_by_itself("not asked", *blocks)
    assert not stands_by_itself("asked", *blocks, start.LARGE - 64)
