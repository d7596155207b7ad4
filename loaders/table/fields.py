"""What columns are called in the exports: the fields with their labels and words, read from data/column_names.csv.

The order of the table is the order of trying, so that the specific stands before the general (`kommunenummer` before
`kommune`). Words are compared after `headers.plain_header`.
"""

from dataclasses import dataclass

from data.reference import read_table

KINDS_BY_LETTER = {"R": "registrations", "S": "applications", "A": "attendance"}
CONSEQUENCE = frozenset(
    "state cancelled coming waiting declined withdrawn placed confirmed persons participants attended absent".split()  # noqa: SIM905
)
"""The fields that decide who counts: they act only where header and values both say so, or the user has."""


@dataclass(frozen=True)
class Field:
    """`exact` are whole headers, of which `general` may mean something else as well.

    Those in `beginnings` may begin a header; `words` may stand anywhere in it (all of a tuple's parts), unless one
    of `against` does (`^` only at its beginning).
    """

    name: str
    label: str
    kinds: tuple[str, ...]
    exact: tuple[str, ...]
    general: frozenset[str]
    beginnings: tuple[str, ...]
    words: tuple[tuple[str, ...], ...]
    against: tuple[str, ...]


def read_fields() -> tuple[Field, ...]:
    return tuple(read_field(line) for line in read_table("column_names.csv"))


def read_field(line: dict[str, str]) -> Field:
    """`=` before a name: never only a beginning; `~`: so general that another column may fit better."""
    names = line["names"].split("|")
    return Field(
        line["field"],
        line["label"],
        tuple(KINDS_BY_LETTER[letter] for letter in line["kinds"]),
        tuple(name.lstrip("=~") for name in names),
        frozenset(name[1:] for name in names if name[0] == "~"),
        tuple(name.lstrip("~") for name in names if name[0] != "=" and len(name) > 2),
        tuple(tuple(word.split("+")) for word in line["words"].split("|") if word),
        tuple(word for word in line["against"].split("|") if word),
    )


TIME_FIELDS = (
    "submitted_at",
    "started_at",
    "modified_at",
    "joined_at",
    "left_at",
    "moment",
    "placed_date",
    "confirmed_date",
    "state_date",
)
FIELDS = read_fields()
EXTRA_LABELS = {"asked_name": "Navn (spørsmål)", "asked_email": "E-post (spørsmål)"}
"""The two fields that a question of a form fills where Forms itself has recorded the same."""
LABELS = {field.name: field.label for field in FIELDS} | EXTRA_LABELS

FORMS_LEAD = {
    "id": "submission_id",
    "start time": "started_at",
    "starttidspunkt": "started_at",
    "completion time": "submitted_at",
    "fullføringstidspunkt": "submitted_at",
    "email": "email",
    "e-postadresse": "email",
    "e-post": "email",
    "name": "name",
    "navn": "name",
    "namn": "name",
    "last modified time": "modified_at",
    "tidspunkt for siste endring": "modified_at",
}
"""The columns that Forms puts before the questions, in the languages seen."""

QUIZ = frozenset(
    [
        "total points",
        "quiz feedback",
        "grade posted time",
        "points",
        "feedback",
        "totalt antall poeng",
        "poeng",
        "tilbakemelding",
        "tilbakemelding på testen",
        "poengsum",
        "totale poeng",
    ]
)
"""A quiz adds these, alone or before a dash and the question; none of them is an answer."""


def field_labels(kind: str) -> dict[str, str]:
    """The fields that a column of such an export can be set to, with their labels in bokmål."""
    return {field.name: field.label for field in FIELDS if kind in field.kinds} | EXTRA_LABELS
