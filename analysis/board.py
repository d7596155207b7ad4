"""A draft of the choice: who gets a place, who waits in which order, why one with more points was passed over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import pandas as pd

from analysis.rules import Rule
from domain.assessors import Key

Outcome = Literal["place", "waiting", "none"]
OUTCOME_LABELS: dict[Outcome, str] = {"place": "Plass", "waiting": "Venteliste", "none": "Uten plass"}
NO_POINTS = -1


@dataclass(frozen=True)
class Draft:
    """`waiting` is in its order; `reasons` say why an application was passed over; `rules` are those it was made
    under."""

    places: int
    chosen: frozenset[Key] = frozenset()
    waiting: tuple[Key, ...] = ()
    reasons: Mapping[Key, str] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()

    def outcome(self, key: Key) -> Outcome:
        """What an application gets."""
        return "place" if key in self.chosen else "waiting" if key in self.waiting else "none"

    @property
    def is_full(self) -> bool:
        """Whether every place is given."""
        return len(self.chosen) >= self.places


@dataclass(frozen=True)
class PassedOver:
    """An application without a place although some with fewer points have one: `lower` are those, by label."""

    key: Key
    label: str
    tenths: int
    lower: tuple[str, ...]
    reason: str


def keys_of(ranked: pd.DataFrame) -> list[Key]:
    """The application of each row, in their order."""
    return list(zip(ranked["source"], ranked["submission_id"], strict=True))


def labels_by_key(ranked: pd.DataFrame) -> dict[Key, str]:
    """What each application is called."""
    return dict(zip(keys_of(ranked), ranked["label"], strict=True))


def points_by_key(ranked: pd.DataFrame) -> dict[Key, int]:
    """The points of each application in tenths, NO_POINTS where nobody has assessed it."""
    return dict(zip(keys_of(ranked), ranked["tenths"], strict=True))


def choose_by_points(ranked: pd.DataFrame, places: int) -> Draft:
    """The applications with most points; of those that tie for the last places the first by name."""
    scored = [key for key, tenths in points_by_key(ranked).items() if tenths > NO_POINTS]
    return Draft(places, frozenset(scored[:places]))


def tied_at_the_last_place(ranked: pd.DataFrame, draft: Draft) -> list[Key]:
    """The applications with as many points as the last one with a place, where some have one and some have not."""
    points = points_by_key(ranked)
    least = min((points[key] for key in draft.chosen), default=NO_POINTS)
    tied = [key for key, tenths in points.items() if tenths == least > NO_POINTS]
    return tied if any(key not in draft.chosen for key in tied) else []


def pushed_out(ranked: pd.DataFrame, draft: Draft) -> list[Key]:
    """Whom the next one that is moved in can push out, the one with fewest points first; none while places are free."""
    order = [key for key in reversed(keys_of(ranked)) if key in draft.chosen]
    return order if draft.is_full else []


def move(draft: Draft, key: Key, to: Outcome, *, instead_of: Key | None = None, number: int | None = None) -> Draft:
    """The draft with an application moved; `instead_of` goes first on the waiting list, `number` is the application's
    own place there (from 1, the last where not given)."""
    chosen = draft.chosen - {key}
    waiting = [other for other in draft.waiting if other != key]
    if to == "place":
        chosen |= {key}
        if instead_of is not None:
            chosen -= {instead_of}
            waiting = [instead_of, *waiting]
    if to == "waiting":
        waiting.insert(len(waiting) if number is None else number - 1, key)
    return replace(draft, chosen=chosen, waiting=tuple(waiting))


def only_known(draft: Draft, ranked: pd.DataFrame) -> tuple[Draft, int]:
    """The draft without what is no longer among the applications, and how many those with a place or waiting are."""
    known = set(keys_of(ranked))
    chosen, waiting = draft.chosen & known, tuple(key for key in draft.waiting if key in known)
    gone = len(draft.chosen) + len(draft.waiting) - len(chosen) - len(waiting)
    reasons = {key: reason for key, reason in draft.reasons.items() if key in known}
    return replace(draft, chosen=chosen, waiting=waiting, reasons=reasons), gone


def find_passed_over(ranked: pd.DataFrame, draft: Draft) -> list[PassedOver]:
    """Every application without a place that has more points than one with a place, the highest first."""
    labels = dict(zip(keys_of(ranked), ranked["label"], strict=True))
    points = points_by_key(ranked)
    found = []
    for key, tenths in points.items():
        lower = tuple(labels[other] for other in labels if other in draft.chosen and points[other] < tenths)
        if key not in draft.chosen and lower:
            found.append(PassedOver(key, labels[key], tenths, lower, draft.reasons.get(key, "")))
    return found


def sum_points(ranked: pd.DataFrame, draft: Draft) -> int:
    """The points of the chosen, in tenths."""
    points = points_by_key(ranked)
    return sum(max(points.get(key, 0), 0) for key in draft.chosen)


def municipalities_of(ranked: pd.DataFrame, keys: Sequence[Key] | frozenset[Key]) -> list[str]:
    """The numbers of the municipalities of these applications."""
    wanted = set(keys)
    rows = zip(keys_of(ranked), ranked["numbers"], strict=True)
    return [number for key, numbers in rows if key in wanted for number in numbers]


def write_draft(draft: Draft) -> dict[str, Any]:
    """The draft as JSON can hold it."""
    return {
        "places": draft.places,
        "chosen": sorted(map(list, draft.chosen)),
        "waiting": [list(key) for key in draft.waiting],
        "reasons": [[*key, reason] for key, reason in draft.reasons.items()],
        "rules": [[rule.bound, rule.number, rule.grouping, rule.group] for rule in draft.rules],
    }


def read_draft(content: Mapping[str, Any], now: Mapping[Key, Key] | None = None) -> Draft:
    """The draft of what `write_draft` wrote. `now` gives the key that an application has in the files in force."""

    def key_of(source: str, submission_id: str) -> Key:
        return (now or {}).get((source, submission_id), (source, submission_id))

    return Draft(
        places=int(content["places"]),
        chosen=frozenset(key_of(*key) for key in content["chosen"]),
        waiting=tuple(key_of(*key) for key in content["waiting"]),
        reasons={key_of(*key): reason for *key, reason in content["reasons"]},
        rules=tuple(Rule(*rule) for rule in content["rules"]),
    )


def written_keys(content: Mapping[str, Any]) -> list[Key]:
    """The applications that a written draft names."""
    named = [*content["chosen"], *content["waiting"], *(row[:2] for row in content["reasons"])]
    return [(str(source), str(submission_id)) for source, submission_id in named]
