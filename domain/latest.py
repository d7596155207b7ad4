"""Which answer of a person stands: the latest per municipality, and one row of each person who came and went.

The loaders ask this of a whole file, the analysis of what was known on one day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Standing:
    """Which rows stand, and what each followed.

    `stands` says for each row whether it is eligible and nothing later replaces it. `firsts` has for each row its
    municipalities ("" for an unknown one) with the row that was first for the same person and municipality.
    `latest` has for each row the one that stands in its place.
    """

    stands: list[bool]
    firsts: list[tuple[tuple[str, int], ...]]
    latest: list[int]


def choose_latest(
    people: Sequence[str],
    numbers: Sequence[tuple[str, ...]],
    texts: Sequence[str],
    sent: Sequence[datetime | None],
    lines: Sequence[int],
    eligible: Sequence[bool],
) -> Standing:
    """The latest of the eligible rows per person and municipality stands; of two at one time the lower line.

    A row for several municipalities is replaced by a later one of the same person that shares any of them. Rows of
    unknown municipalities are told apart by their text. A person "" is nobody, and never equal to another. A row
    without a time is older than all others; the first row of a person is the first with a time, if one has it.
    """
    order = sorted(range(len(people)), key=lambda row: (sent[row] or datetime.min, lines[row]))
    keys: list[tuple[tuple[str | int, str, str], ...]] = [()] * len(people)
    first: dict[tuple[str | int, str, str], int] = {}
    last: dict[tuple[str | int, str, str], int] = {}
    for row in order:
        if not eligible[row]:
            continue
        who = people[row] or row
        keys[row] = tuple((who, number, "") for number in dict.fromkeys(numbers[row])) or ((who, "", texts[row]),)
        for key in keys[row]:
            last[key] = row
            if key not in first or sent[first[key]] is None:
                first[key] = row
    return Standing(
        stands=[bool(own) and all(last[key] == row for key in own) for row, own in enumerate(keys)],
        firsts=[tuple((key[1], first[key]) for key in own) for own in keys],
        latest=[last[own[0]] if own else row for row, own in enumerate(keys)],
    )


def choose_first(people: Sequence[str], eligible: Sequence[bool]) -> list[bool]:
    """For each row whether it is the first eligible one of its person; "" is nobody, and stands for itself."""
    seen: set[str] = set()
    stands = []
    for who, may in zip(people, eligible, strict=True):
        stands.append(bool(may) and (who == "" or who not in seen))
        if may and who:
            seen.add(who)
    return stands
