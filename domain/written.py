"""What an assessor writes about an application, and how the writing of two windows is put together."""

from collections.abc import Mapping
from dataclasses import dataclass, field

COMMENT = ""
"""The field of the comment among those of the criteria, whose keys are never empty."""
Value = float | str


@dataclass(frozen=True)
class Written:
    """The scores by criterion's key, without those not given yet, and the comment."""

    scores: Mapping[str, float] = field(default_factory=dict)
    comment: str = ""

    def fields(self) -> dict[str, Value]:
        """Each field that holds something."""
        return {**self.scores, **({COMMENT: self.comment} if self.comment else {})}


def written_of(fields: Mapping[str, Value | None]) -> Written:
    """The same from its fields; those that hold nothing are left out."""
    scores = {key: float(value) for key, value in fields.items() if key != COMMENT and value not in (None, "")}
    return Written(scores, str(fields.get(COMMENT) or ""))


@dataclass(frozen=True)
class Merged:
    """`written` is what both windows have written; of the `clashes` (fields) it has what is written here."""

    written: Written
    clashes: tuple[str, ...] = ()


def merge(seen: Written, here: Written, there: Written) -> Merged:
    """What was `seen` and then changed `here`, put together with what stands `there` by now.

    A field that only one of them has changed is taken from that one; one that both have changed to different values is
    a clash.
    """
    before, mine, theirs = seen.fields(), here.fields(), there.fields()
    fields: dict[str, Value | None] = {}
    clashes = []
    for name in {**before, **mine, **theirs}:
        own, other = mine.get(name), theirs.get(name)
        changed_here, changed_there = own != before.get(name), other != before.get(name)
        fields[name] = own if changed_here else other
        if changed_here and changed_there and own != other:
            clashes.append(name)
    return Merged(written_of(fields), tuple(clashes))
