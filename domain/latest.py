"""Which answer of a person stands: the latest per municipality, and one row of each person who came and went.

The loaders ask this of a whole file, the analysis of what was known on one day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

Key = tuple[str | int, str, str]
"""(who, municipality, text): what a later answer must share to replace an earlier one."""


@dataclass(frozen=True)
class Standing:
    """Which rows stand, and what each followed.

    `keys` has what each row answers for (nothing for a row that is not eligible), `first` and `last` the first and the
    last row of each key, and `replaced` says for each row whether a later one shares a key with it.
    """

    keys: list[tuple[Key, ...]]
    first: dict[Key, int]
    last: dict[Key, int]
    replaced: list[bool]

    @cached_property
    def stands(self) -> list[bool]:
        """For each row whether it is eligible and nothing later replaces it."""
        return [bool(own) and not gone for own, gone in zip(self.keys, self.replaced, strict=True)]

    @cached_property
    def firsts(self) -> list[tuple[tuple[str, int], ...]]:
        """For each row its municipalities ("" for an unknown one) with the row that was first for the same person."""
        return [tuple((key[1], self.first[key]) for key in own) for own in self.keys]

    @cached_property
    def latest(self) -> list[int]:
        """For each row the one that stands in its place."""
        return [self.last[own[0]] if own else row for row, own in enumerate(self.keys)]


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
    moments = [moment or datetime.min for moment in sent]
    order = sorted(sorted(range(len(people)), key=lines.__getitem__), key=moments.__getitem__)
    keys: list[tuple[Key, ...]] = [()] * len(people)
    replaced = [False] * len(people)
    first: dict[Key, int] = {}
    last: dict[Key, int] = {}
    for row in order:
        if not eligible[row]:
            continue
        who = people[row] or row
        keys[row] = own = keys_of(who, numbers[row], texts[row])
        for key in own:
            if key in last:
                replaced[last[key]] = True
            last[key] = row
            if key not in first or sent[first[key]] is None:
                first[key] = row
    return Standing(keys, first, last, replaced)


def keys_of(who: str | int, numbers: tuple[str, ...], text: str) -> tuple[Key, ...]:
    if len(numbers) == 1:  # as nearly all have
        return ((who, numbers[0], ""),)
    return tuple([(who, number, "") for number in dict.fromkeys(numbers)]) or ((who, "", text),)


def choose_first(people: Sequence[str], eligible: Sequence[bool]) -> list[bool]:
    """For each row whether it is the first eligible one of its person; "" is nobody, and stands for itself."""
    seen: set[str] = set()
    stands = []
    for who, may in zip(people, eligible, strict=True):
        stands.append(bool(may) and (who == "" or who not in seen))
        if may and who:
            seen.add(who)
    return stands
