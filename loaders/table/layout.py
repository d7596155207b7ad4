"""A table's columns as recognising reads them, what each was taken for, and what a mapping calls it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from loaders.sandbox.sheets import Column
from loaders.table.fields import LABELS, Field
from loaders.table.headers import BEGINNING, GENERAL, NEARLY, WHOLE, WORD, find_lead, plain_header, readings_of
from loaders.table.profile import Profile, profile_of

HOWS = {WHOLE: "exact", NEARLY: "prefix", GENERAL: "exact", BEGINNING: "prefix", WORD: "word", 0.0: "values"}
BECAUSE = {
    WHOLE: "Overskriften er navnet på feltet",
    NEARLY: "Overskriften er nesten navnet på feltet",
    GENERAL: "Overskriften kan være navnet på feltet",
    BEGINNING: "Overskriften begynner som navnet på feltet",
    WORD: "Et ord i overskriften peker på feltet",
}
UNLIKELY = 2.3
"""What an empty or hidden column loses against one that is filled and visible."""
HOME = ("bosted", "bustad", "hjem", "heim", "født", "oppvekst", "bor i", "bur i")
"""A municipality where somebody lives or comes from, where they work in another."""
WHO_AND_WHEN = frozenset(
    ("email", "name", "first_name", "last_name", "submitted_at", "joined_at", "left_at", "minutes")
)


@dataclass(frozen=True)
class Claim:
    """A column's field ("" for none), how it was recognised, why (a sentence) and how certainly.

    `proposed` is the field that the column is asked about, and has not until the question is answered.
    """

    field: str
    how: str
    reason: str = ""
    confidence: str = ""
    proposed: str = ""


NO_CLAIM = Claim("", "")


@dataclass(frozen=True, eq=False)
class Layout:
    """A table's headers as in the file, its columns, their profiles, and which columns Excel hides."""

    headers: list[str]
    columns: list[Column]
    profiles: list[Profile]
    readings: list[tuple[str, ...]]
    hidden: frozenset[int] = frozenset()
    chosen: Mapping[int, str] = field(default_factory=dict)
    lead: int = 0


def lay_out(headers: list[str], columns: list[Column], chosen: Mapping[int, str]) -> Layout:
    plain = [plain_header(header) for header in headers]
    readings = [readings_of(header, plain) for header in headers]
    profiles = [profile_of(column) for column in columns]
    hidden = frozenset(place for place, column in enumerate(columns) if column.hidden)
    return Layout(headers, columns, profiles, readings, hidden, chosen, find_lead(headers))


@dataclass(frozen=True)
class Candidate:
    """A column that may hold a field, with what its header weighs and the score of all evidence."""

    place: int
    field: Field
    weight: float
    agrees: float
    score: float


def doubts(layout: Layout, place: int, name: str) -> float:
    """What speaks against a column beside a rival: it is empty, hidden, the same in every row, or about the home."""
    profile = layout.profiles[place]
    empty = UNLIKELY if not profile.telling else 2.0 * profile.blank / profile.rows if name != "comment" else 0.0
    constant = 1.2 if profile.constant and name in WHO_AND_WHEN else 0.0
    home = 1.8 if name == "municipality" and any(word in layout.readings[place][0] for word in HOME) else 0.0
    return empty + constant + home + (UNLIKELY if place in layout.hidden else 0.0)


def keys_of(headers: list[str], cells: list[str]) -> list[str]:
    """What a mapping calls each column: its header, with the header's cell where the header is repeated."""
    plain = [plain_header(header) for header in headers]
    repeated = {header for header in plain if plain.count(header) > 1}
    return [
        f"{header} [{cell}]" if bare in repeated else header
        for header, bare, cell in zip(headers, plain, cells, strict=True)
    ]


def chosen_places(headers: list[str], cells: list[str], mapping: Mapping[str, str]) -> dict[int, str]:
    """By column the field that a mapping gives it; a bare repeated header means the first of them."""
    plain = [plain_header(header) for header in headers]
    keys = [plain_header(key) for key in keys_of(headers, cells)]
    by_letter = [f"{header} [{cell.rstrip('0123456789')}]" for header, cell in zip(plain, cells, strict=True)]
    chosen: dict[int, str] = {}
    for key, name in mapping.items():
        wanted = plain_header(key)
        column = wanted.rstrip("]").rstrip("0123456789") + "]" if wanted.endswith("]") else wanted
        for names in (keys, [name.casefold() for name in by_letter], plain):
            if (wanted if names is not by_letter else column) in names or column in names:
                place = names.index(wanted if wanted in names else column)
                if name in LABELS or not name:
                    chosen[place] = name
                break
    return chosen


def remembered_claims(claims: list[Claim]) -> list[Claim]:
    """Claims whose choice was made for an earlier file with the same headers."""
    return [replace(claim, how="saved") if claim.how == "chosen" else claim for claim in claims]
