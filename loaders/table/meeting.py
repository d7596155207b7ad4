"""The shape of a meeting's report in any language: two times and a duration in each row."""

from itertools import combinations

import numpy as np

from loaders.rows.times import DAY, NONE, Order, read_times
from loaders.sandbox.sheets import Column
from loaders.table.profile import Profile

READ_ROWS = 200


def find_shape(columns: list[Column], profiles: list[Profile], closed: set[int]) -> tuple[int, int, int] | None:
    """The places of joining, leaving and duration; None where the columns have no such shape.

    Without a duration two times are no meeting: surveys have when an answer was begun and ended.
    """
    timed = [place for place, profile in enumerate(profiles) if place not in closed and profile.times >= 0.7]
    lasting = [place for place, profile in enumerate(profiles) if place not in closed and profile.durations >= 0.6]
    pairs = [(one, other) for one, other in combinations(timed, 2) if follow(columns[one], columns[other])]
    varied = [pair for pair in pairs if not all(profiles[place].constant for place in pair)] or pairs
    if not varied:
        return None
    joined, left = min(reversed(varied), key=lambda pair: pair[1] - pair[0])
    after = [place for place in lasting if place not in (joined, left)]
    if not after:
        return None
    return joined, left, next((place for place in after if place > left), after[-1])


def follow(one: Column, other: Column) -> bool:
    """Whether each time of the second column is later than the first's, on the same day."""
    start, end = (seconds(column) for column in (one, other))
    known = (start != NONE) & (end != NONE)
    gaps = (end - start)[known]
    return bool(known.any()) and bool(((gaps >= 0) & (gaps < DAY)).mean() > 0.9) and bool((gaps > 0).any())


def seconds(column: Column) -> np.ndarray:
    """Of the first rows; whether day or month stands first makes none of them unreadable."""
    return read_times(column.cut(np.arange(min(READ_ROWS, len(column.codes)))), Order()).local
