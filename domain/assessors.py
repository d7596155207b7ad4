"""Those who assess a round's applications, and which applications are given to whom."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

EACH = 2
"""So many assess each application."""
Key = tuple[str, str]
"""An application: (source, submission_id)."""


@dataclass(frozen=True)
class Assessor:
    """One who assesses. `id` is what signing in calls them, in lower case; `numbers` and `branches` are the
    municipalities and branches that are their own."""

    id: str
    name: str
    numbers: tuple[str, ...] = ()
    branches: tuple[str, ...] = ()


@dataclass(frozen=True)
class Given:
    """An application and whom it is given to; `at` is when its key was written down, as ISO."""

    key: Key
    assessors: tuple[str, ...]
    at: str


@dataclass(frozen=True)
class PassedOn:
    """An application that an assessor has passed on, and why; `at` as ISO."""

    key: Key
    assessor: str
    reason: str
    at: str


@dataclass(frozen=True)
class Allotment:
    """Which application is given to whom, drawn with the number `seed`; 0 before the first draw."""

    seed: int = 0
    given: tuple[Given, ...] = ()
    passed_on: tuple[PassedOn, ...] = ()

    def of(self, assessor: str) -> tuple[Key, ...]:
        """The applications that are given to an assessor."""
        return tuple(dict.fromkeys(one.key for one in self.given if assessor in one.assessors))

    def by_key(self) -> dict[Key, tuple[str, ...]]:
        """The assessors of each application."""
        return {one.key: one.assessors for one in self.given}

    def barred(self, key: Key) -> frozenset[str]:
        """Those who have passed an application on."""
        return frozenset(one.assessor for one in self.passed_on if one.key == key)


def hand_out(written: Allotment, now: Allotment, drawn: Mapping[Key, tuple[str, ...]], at: str) -> Allotment:
    """The allotment with the assessors that were drawn. `now` has the lines of `written` under the keys that the
    applications have by now; lines keep the key and time they were written with."""
    lines = zip(written.given, now.given, strict=True)
    given = [replace(line, assessors=drawn.get(moved.key, line.assessors)) for line, moved in lines]
    known = {one.key for one in now.given}
    added = [Given(key, who, at) for key, who in drawn.items() if key not in known]
    return replace(written, given=(*given, *added))


def write_allotment(allotment: Allotment) -> dict[str, object]:
    """The allotment as JSON can hold it."""
    return {
        "seed": allotment.seed,
        "given": [[*one.key, list(one.assessors), one.at] for one in allotment.given],
        "passed_on": [[*one.key, one.assessor, one.reason, one.at] for one in allotment.passed_on],
    }


def read_allotment(content: Mapping[str, list[list[str]] | int]) -> Allotment:
    """The allotment that was written."""
    given, passed_on = content["given"], content["passed_on"]
    assert isinstance(given, list) and isinstance(passed_on, list)
    return Allotment(
        int(str(content["seed"])),
        tuple(Given((source, own), tuple(who), at) for source, own, who, at in given),
        tuple(PassedOn((source, own), who, reason, at) for source, own, who, reason, at in passed_on),
    )
