"""Which rows count in the file as a whole: a later answer of the same person supersedes, a rejoin is no newcomer.

The dashboard decides this again for each day it shows; here it describes the file.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

NO_TIME = np.datetime64("NaT")


def find_superseded(
    people: Sequence[str],
    numbers: Sequence[tuple[str, ...]],
    texts: Sequence[str],
    sent: np.ndarray,
    eligible: np.ndarray,
) -> np.ndarray:
    """For each row the position of the row that supersedes it, -1 for none.

    The latest per person and municipality stands; of two at the same time the lower in the file. A row for several
    municipalities is superseded by a later one that shares any of them. "" is nobody, never equal to another.
    """
    replaced_by = np.full(len(people), -1, dtype=np.int64)
    seen: dict[str, list[int]] = {}
    again = pd.Series(people).duplicated(keep=False).to_numpy(dtype=bool)
    for row in np.flatnonzero(eligible & again):
        if people[row]:
            seen.setdefault(people[row], []).append(int(row))
    oldest = np.datetime64("0001-01-01")
    for rows in seen.values():
        if len(rows) < 2:
            continue
        rows = sorted(rows, key=lambda row: (oldest if np.isnat(sent[row]) else sent[row], row))
        latest: dict[tuple[str, str], int] = {}
        for row in reversed(rows):
            keys = [(number, "") for number in numbers[row]] or [("", texts[row])]
            later = [latest[key] for key in keys if key in latest]
            if later:
                replaced_by[row] = min(later)
            for key in keys:
                latest.setdefault(key, row)
    return replaced_by
