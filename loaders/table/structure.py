"""What is odd about a file as a whole: sheets, columns, lines that are no answers, and what Excel has left in cells."""

import numpy as np

from domain.kinds import Kind
from domain.words import join_words
from loaders.findings import Findings
from loaders.sandbox.sheets import letters
from loaders.table.answers import ID_SHARE, Answers, find_ids
from loaders.table.fields import LABELS
from loaders.table.find_table import Table
from loaders.table.said_aside import tell_headings, tell_said_aside
from loaders.table.told_tables import tell_headers, tell_other_tables, tell_sheets

WHO = {"attendance": ("name", "first_name", "last_name", "email", "asked_name", "asked_email", "upn")}
WHERE = ("municipality", "municipality_number", "organisation", "email", "asked_email", "contact_email")
TIMES = {
    "registrations": ("submitted_at",),
    "applications": ("submitted_at",),
    "attendance": ("joined_at", "moment", "submitted_at"),
}
USEFUL = {
    "registrations": ("submission_id", "municipality", "email", "name", "organisation", "role"),
    "applications": ("submission_id", "municipality", "email", "contact_person", "anchoring", "motivation", "state"),
    "attendance": ("email", "minutes"),
}
MOST_LISTED = 30
ROWS = (
    (
        "hidden",
        "Raden er skjult eller filtrert bort i regnearket, og er lest likevel.",
        "Fjern filteret i filen og se om radene skal være med.",
    ),
    (
        "struck",
        "Raden har gjennomstreket tekst i regnearket, og er lest likevel.",
        "Se om den er strøket fordi den ikke gjelder lenger. Slett den i så fall i filen.",
    ),
)
"""What a sheet's look may tell of rows: its key, the message, the remedy."""
CELLS = (
    (
        "uncalculated",
        "Formelen har ikke noe lagret resultat, og cellen er lest som tom.",
        "Åpne filen i Excel, lagre den, og last den opp på nytt.",
    ),
    ("errors", "Cellen viser en feil fra Excel (som #REF! eller #N/A) og er lest som tom.", "Rett formelen i cellen."),
    (
        "mended",
        "Bokstavene var kodet to ganger (som «Ã¸» eller «&oslash;» for «ø»), og er rettet.",
        "Se om teksten ser riktig ut.",
    ),
    (
        "lost",
        "En bokstav i teksten er gått tapt før filen ble lastet opp.",
        "Skriv teksten riktig i filen, eller last ned eksporten på nytt.",
    ),
)


def tell_structure(answers: Answers, kind: Kind, notes: np.ndarray, findings: Findings) -> None:
    """Findings about sheets, lines and cells outside the answers."""
    table = answers.table
    tell_other_tables(table, kind, findings)
    tell_sheets(table, findings)
    tell_headers(table, findings)
    tell_notes(answers, notes, findings)
    tell_headings(answers, kind, notes, findings)
    tell_missing_ids(answers, notes, findings)
    tell_unnamed(answers, findings)
    tell_said_aside(answers, kind, findings)
    tell_cells(table, findings)
    tell_out_of_sight(answers, findings)


def tell_notes(answers: Answers, notes: np.ndarray, findings: Findings) -> None:
    table = answers.table
    cells = []
    for row in np.flatnonzero(notes):
        place = next((place for place, column in enumerate(answers.columns) if column.text(int(row))), 0)
        cells.append(table.cell(int(row), place))
    if cells:
        findings.add(
            "check",
            "Linjen er ikke lest som et svar: den ser ut som en sum, et notat eller noe annet enn svarene.",
            "Er den et svar, fyll ut cellene. Er den et notat, kan den stå.",
            code="not_an_answer",
            cells=cells,
        )


def tell_missing_ids(answers: Answers, notes: np.ndarray, findings: Findings) -> None:
    if "submission_id" not in answers or not len(answers):
        return
    with_id = find_ids(answers)
    missing = ~with_id & ~notes
    if with_id.mean() >= ID_SHARE:
        answers.tell(
            findings,
            "check",
            "Raden har ingen ID og er trolig skrevet inn for hånd. Den er lest som et svar.",
            "Slett raden i filen hvis den ikke er et svar.",
            code="without_id",
            rows=np.flatnonzero(missing),
            field="submission_id",
        )


def tell_unnamed(answers: Answers, findings: Findings) -> None:
    """Notes beside the table: columns that hold something and have no header."""
    table = answers.table
    for place, header in enumerate(table.headers):
        if header or answers.claims[place].field:
            continue
        rows = np.flatnonzero(answers.columns[place].filled)
        cells = [table.cell(int(row), place) for row in rows]
        findings.add(
            "tip",
            "Cellen står i en kolonne uten overskrift og er ikke brukt.",
            "Gi kolonnen en overskrift hvis den er del av svarene.",
            code="column_unnamed",
            cells=cells,
            column=answers.headers[place],
        )


def tell_cells(table: Table, findings: Findings) -> None:
    """What the program that wrote the file has left in its cells: formulas without a result, errors, lost letters."""
    look = table.sheet.look
    headers = {
        letters(place + table.sheet.column): header for place, header in zip(table.places, table.headers, strict=True)
    }
    for key, message, remedy in CELLS:
        of_column: dict[str, list[str]] = {}
        for cell in look.get(key, ()):
            cell = cell if isinstance(cell, str) else f"{letters(cell[1])}{cell[0] + 1}"
            of_column.setdefault(headers.get(cell.rstrip("0123456789"), ""), []).append(cell)
        for header, cells in of_column.items():
            findings.add("check", message, remedy, code=f"cells_{key}", cells=cells, column=header)
    if look.get("quotes"):
        findings.add(
            "check",
            "Et anførselstegn mangler sin make, og er lest som en del av teksten. Linjene under er egne rader.",
            "Se om cellene i raden står i riktige kolonner.",
            code="quote_unpaired",
            cells=[f"A{row}" for row in look["quotes"]],
        )


def tell_out_of_sight(answers: Answers, findings: Findings) -> None:
    """Rows that Excel hides or strikes through, and columns that it hides, which are read all the same."""
    table = answers.table
    look = table.sheet.look
    first, last = table.header + table.sheet.row + 2, int(table.rows.max(initial=0)) + table.sheet.row + 1
    for key, message, remedy in ROWS:
        if rows := [row for row in look.get(key, ()) if first <= row <= last]:
            findings.add("check", message, remedy, code=f"rows_{key}", cells=[f"A{row}" for row in rows])
    for place, (header, column) in enumerate(zip(answers.headers, answers.columns, strict=True)):
        if not (column.hidden and column.filled.any()):
            continue
        used = bool(answers.claims[place].field)
        findings.add(
            "check" if used else "tip",
            "Kolonnen er skjult i regnearket, og er lest likevel."
            if used
            else "Kolonnen er skjult i regnearket, og er ikke brukt.",
            "Se om den gjelder fortsatt, eller om en annen kolonne har tatt over." if used else "",
            code="column_hidden",
            cells=[table.header_cell(place)],
            column=header,
        )


def tell_columns(answers: Answers, kind: Kind, findings: Findings, *, remembered: bool) -> None:
    """A stop without the necessary columns, a check without a time, a tip for each useful column that is missing."""
    if remembered:
        findings.add(
            "tip",
            "Kolonnene er lest slik de ble valgt for en tidligere fil med de samme overskriftene.",
            "Endre valgene i kolonnetabellen hvis de ikke passer lenger.",
            code="mapping_remembered",
        )
    table = answers.table
    at = table.header_cell(0) if table.places else ""
    necessary = WHO.get(kind, WHERE)
    if not any(field in answers for field in necessary):
        wanted = (
            "et navn eller en e-postadresse" if kind in WHO else "en kommune, et arbeidssted eller en e-postadresse"
        )
        findings.add(
            "stop",
            f"Ingen kolonne er kjent igjen som {wanted}. Filen har {listed(answers.headers)}.",
            "Velg hva kolonnene inneholder i kolonnetabellen, eller last opp en annen fil.",
            code="no_place_column",
            cells=[at],
        )
    if not len(answers):
        findings.add(
            "check",
            "Filen har overskrifter, men ingen svar.",
            "Last ned eksporten på nytt når det har kommet svar.",
            code="no_answers",
            cells=[at],
        )
    if not any(field in answers for field in TIMES[kind]):
        findings.add(
            "check",
            "Filen har ingen tid for svarene. Alle rader er «uten dato».",
            "Velg kolonnen med tidspunktet, eller ta den med i eksporten.",
            code="no_time_column",
            cells=[at],
        )
    else:
        tell_undated(answers, kind, findings)
    missing = [
        LABELS[field]
        for field in USEFUL[kind]
        if field not in answers
        and f"asked_{field}" not in answers
        and not (field == "municipality" and "municipality_number" in answers)
    ]
    if "first_name" in answers or "last_name" in answers:
        missing = [label for label in missing if label != LABELS["name"]]
    if missing:
        findings.add(
            "tip",
            f"Filen har ingen kolonne for {join_words(f'«{label}»' for label in missing)}.",
            "Det går uten, men mindre kan vises.",
            code="useful_missing",
            cells=[at],
        )
    if kind == "registrations" and len(answers):
        tell_nameless(answers, findings)


def tell_undated(answers: Answers, kind: Kind, findings: Findings) -> None:
    field = answers.first_of(*TIMES[kind])
    if kind != "attendance":
        answers.tell(
            findings,
            "check",
            "Raden har ingen tid og er «uten dato».",
            "Fyll inn tiden i filen hvis den er kjent.",
            code="without_time",
            rows=np.flatnonzero(~answers.filled(field)),
            field=field,
        )


def tell_nameless(answers: Answers, findings: Findings) -> None:
    """Answers without a name, and those with neither name nor address, which can't be told apart."""
    fields = [field for field in ("name", "first_name", "last_name", "asked_name") if field in answers]
    if not fields:
        return
    named, addressed = answers.filled_any(*fields), answers.filled_any("email", "asked_email")
    for code, rows, message, remedy in (
        ("nameless", ~named & addressed, "Raden har ikke noe navn.", "Fyll inn navnet i filen hvis det er kjent."),
        (
            "anonymous",
            ~named & ~addressed,
            "Svaret er anonymt og regnes aldri som samme person som et annet.",
            "Sjekk selv om noen har svart flere ganger.",
        ),
    ):
        answers.tell(findings, "tip", message, remedy, code=code, rows=np.flatnonzero(rows), field=fields[0])


def listed(headers: list[str]) -> str:
    names = [f"«{' '.join(header.split())[:60]}»" for header in headers]
    more = f" og {len(names) - MOST_LISTED} til" if len(names) > MOST_LISTED else ""
    return f"kolonnene {', '.join(names[:MOST_LISTED])}{more}"
