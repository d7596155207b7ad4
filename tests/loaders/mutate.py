"""Damages files in random ways, for the fuzz runs: whatever comes out is still only bytes."""

import random
from collections.abc import Callable

MOST = 400_000


def flip(content: bytearray, draw: random.Random) -> None:
    """Some bytes become others."""
    for _ in range(draw.choice((1, 2, 8, 64))):
        content[draw.randrange(len(content))] = draw.randrange(256)


def cut(content: bytearray, draw: random.Random) -> None:
    """A piece is missing, often the end."""
    start = draw.randrange(len(content))
    del content[start : len(content) if draw.random() < 0.5 else start + draw.randrange(1, 2000)]


def double(content: bytearray, draw: random.Random) -> None:
    """A piece stands twice."""
    start = draw.randrange(len(content))
    content[start:start] = content[start : start + draw.randrange(1, 3000)]


def insert(content: bytearray, draw: random.Random) -> None:
    """Something stands in between that means something somewhere."""
    pieces = (
        b"\x00",
        b"\xff\xfe",
        b'"',
        b";",
        b"\t",
        b"\r",
        b"\n\n",
        b"sep=,\n",
        b"PK\x03\x04",
        b"\xef\xbb\xbf",
        b"=1+1",
        b"1e999",
        b"-1",
        b"99999999999999999999",
        b"<x>",
        b"&amp;",
        b"]]>",
        b"\xc3",
        b"31.12.9999",
        b"0001-01-01",
    )
    where = draw.randrange(len(content) + 1)
    content[where:where] = draw.choice(pieces) * draw.choice((1, 1, 3, 50))


def swap(content: bytearray, draw: random.Random) -> None:
    """Two pieces change places."""
    size = draw.randrange(1, 200)
    one, other = draw.randrange(len(content)), draw.randrange(len(content))
    content[one : one + size], content[other : other + size] = content[other : other + size], content[one : one + size]


WAYS: tuple[Callable[[bytearray, random.Random], None], ...] = (flip, flip, cut, double, insert, insert, swap)


def mutate(content: bytes, draw: random.Random) -> bytes:
    """The content damaged in one to four ways."""
    damaged = bytearray(content[:MOST])
    for _ in range(draw.choice((1, 1, 2, 4))):
        if damaged:
            draw.choice(WAYS)(damaged, draw)
    return bytes(damaged)
