"""A spreadsheet of scores in: a row for each application and assessor, in any order of columns, and its findings.

The template that the dashboard hands out has the headers below and one for each criterion. What can't be used stops the
file, each fault with its cell: nobody's score is left out in silence.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from domain.criteria import Criterion
from loaders.export import ExportError
from loaders.findings import Findings, is_stopped
from loaders.matching.names import normalise_text
from loaders.sandbox.open_file import read_sheets
from loaders.sandbox.sheets import Sheet

ID, PLACE, ASSESSOR, COMMENT = "Søknads-ID", "Kommune", "Vurdert av", "Begrunnelse"
COLUMNS = ["source", "submission_id", "assessor", "scores", "comment"]
OTHER_WORDS = {
    ID: ("søknads id", "søknadsid", "søknad", "id", "søknadsnummer"),
    PLACE: ("kommuner", "søker"),
    ASSESSOR: ("vurderer", "vurdert av hvem", "navn på vurderer", "assessor"),
    COMMENT: ("kommentar", "merknad", "begrunnelser"),
}
SEARCHED = 30
"""So many lines of a sheet may stand above its headers."""
NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
AS_GIVEN = "Last ned malen på nytt, og fyll den ut."


@dataclass(frozen=True, eq=False)
class Scores:
    """`rows` has COLUMNS, a row for each application and assessor; `empty` rows had no score. A finding of severity
    "stop" blocks the file."""

    rows: pd.DataFrame
    findings: pd.DataFrame
    empty: int

    @property
    def is_stopped(self) -> bool:
        """Whether the file can't be used."""
        return is_stopped(self.findings)


@dataclass
class _Reading:
    sheet: Sheet
    header: int
    places: dict[str, int]
    """Position of each column that is known, by header: ID and the others, and `criterion:<key>`."""
    findings: Findings
    seen: dict[tuple[str, str, str], str] = field(default_factory=dict)
    """The cell where an application and an assessor were first met."""

    def text(self, row: int, name: str) -> str:
        return self.sheet.columns[self.places[name]].text(row).strip() if name in self.places else ""

    def cell(self, row: int, name: str) -> str:
        return self.sheet.cell(row, self.places[name])

    def stop(self, code: str, message: str, remedy: str, row: int, name: str) -> None:
        self.findings.add("stop", message, remedy, code=code, cells=[self.cell(row, name)], column=self.header_of(name))

    def header_of(self, name: str) -> str:
        return self.sheet.columns[self.places[name]].text(self.header)


def read_scores(
    content: bytes,
    filename: str,
    criteria: Sequence[Criterion],
    known: Mapping[str, tuple[str, str]],
    labels: Mapping[str, str],
) -> Scores:
    """The scores of a file. `known` gives the (source, submission_id) of each application by its id in the template,
    `labels` its municipalities as the template names them. Raises ExportError when the file holds no such table."""
    reading = _find_table(read_sheets(content, filename), criteria)
    for name in (one.name for one in criteria if f"criterion:{one.key}" not in reading.places):
        reading.findings.add(
            "stop",
            f"Kolonnen «{name}» mangler.",
            AS_GIVEN,
            code="column_missing",
            cells=[reading.cell(reading.header, ID)],
        )
    rows, empty = [], 0
    for row in range(reading.header + 1, reading.sheet.height):
        scores = _read_row(reading, row, criteria)
        if not scores and not reading.text(row, COMMENT):
            empty += bool(reading.text(row, ID))
            continue
        found = _place_row(reading, row, known, labels)
        if found:
            rows.append((*found, reading.text(row, ASSESSOR), scores, reading.text(row, COMMENT)))
    return Scores(pd.DataFrame(rows, columns=COLUMNS), reading.findings.table(), empty)


def _find_table(sheets: Sequence[Sheet], criteria: Sequence[Criterion]) -> _Reading:
    """The header line that knows most columns: of every sheet, among its first lines."""
    wanted = {_plain(word): name for name, words in OTHER_WORDS.items() for word in (name, *words)}
    wanted |= {_plain(one.name): f"criterion:{one.key}" for one in criteria}
    best: _Reading | None = None
    for sheet in sheets:
        for line in range(min(SEARCHED, sheet.height)):
            places: dict[str, int] = {}
            for place, column in enumerate(sheet.columns):
                name = wanted.get(_plain(column.text(line)))
                if name:
                    places.setdefault(name, place)
            if ID in places and ASSESSOR in places and (best is None or len(places) > len(best.places)):
                best = _Reading(sheet, line, places, Findings(sheet.name))
    if best is None:
        raise ExportError(f"Fant ingen linje med overskriftene «{ID}» og «{ASSESSOR}».", remedy=AS_GIVEN)
    _tell_other_columns(best, wanted)
    return best


def _tell_other_columns(reading: _Reading, wanted: Mapping[str, str]) -> None:
    """Columns that are not read, and headers that stand twice."""
    for place, column in enumerate(reading.sheet.columns):
        header = column.text(reading.header).strip()
        cell = [reading.sheet.cell(reading.header, place)]
        name = wanted.get(_plain(header))
        if header and not name:
            reading.findings.add(
                "check",
                f"Kolonnen «{header}» er ikke et kriterium i runden, og leses ikke.",
                "Står det poeng der, må overskriften være kriteriets navn.",
                code="column_unknown",
                cells=cell,
            )
        elif name and reading.places[name] != place:
            reading.findings.add(
                "stop",
                f"Overskriften «{header}» står to ganger.",
                "Fjern den ene kolonnen.",
                code="column_twice",
                cells=cell,
            )


def _read_row(reading: _Reading, row: int, criteria: Sequence[Criterion]) -> dict[str, float]:
    """The scores of a row that are on their scales; the others are findings, and stop the file."""
    scores = {}
    for one in criteria:
        name = f"criterion:{one.key}"
        text = reading.text(row, name)
        if not text:
            continue
        number = float(text.replace(",", ".")) if NUMBER.fullmatch(text) else None
        if number is None or not one.holds(number):
            what = f"«{text}» er ikke et tall" if number is None else f"{text} er utenfor skalaen {one.low}–{one.high}"
            reading.stop("score", f"{what} for «{one.name}».", "Rett tallet.", row, name)
        else:
            scores[one.key] = number
    return scores


def _place_row(
    reading: _Reading, row: int, known: Mapping[str, tuple[str, str]], labels: Mapping[str, str]
) -> tuple[str, str] | None:
    """The application of a row, when it and its assessor can be used."""
    told = reading.text(row, ID)
    key = known.get(told)
    if key is None:
        what = f"Søknaden «{told}» finnes ikke i runden." if told else "Raden har poeng, men ingen søknads-ID."
        reading.stop("application_unknown", what, "Bruk ID-en fra malen.", row, ID)
        return None
    assessor = reading.text(row, ASSESSOR)
    if not assessor:
        reading.stop(
            "assessor_missing",
            "Raden har poeng, men sier ikke hvem som har vurdert.",
            "Skriv navnet i kolonnen.",
            row,
            ASSESSOR,
        )
        return None
    first = reading.seen.setdefault((*key, assessor.casefold()), reading.cell(row, ID))
    if first != reading.cell(row, ID):
        reading.stop(
            "assessor_twice",
            f"Søknad {told} er vurdert av den samme i {first} også.",
            "Behold én av radene.",
            row,
            ASSESSOR,
        )
        return None
    place = reading.text(row, PLACE)
    if place and normalise_text(place) != normalise_text(labels.get(told, place)):
        reading.findings.add(
            "check",
            f"Søknad {told} er fra {labels[told]}, men raden sier «{place}».",
            "Se etter om ID-ene er flyttet i forhold til radene.",
            code="place_differs",
            cells=[reading.cell(row, PLACE)],
            column=reading.header_of(PLACE),
        )
    return key


def _plain(header: str) -> str:
    return re.sub(r"[\W_]+", " ", header.casefold()).strip()


def template_headers(criteria: Sequence[Criterion]) -> list[str]:
    """The headers of the template, in its order."""
    return [ID, PLACE, ASSESSOR, *(one.name for one in criteria), COMMENT]


def is_in_every_template(header: str) -> bool:
    """Whether a column of the template is called so, whatever the criteria are: no criterion can have that name."""
    return _plain(header) in map(_plain, template_headers(()))
