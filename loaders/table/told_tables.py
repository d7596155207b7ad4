"""Findings about what was not read: tables beside and below the answers, other sheets, other header lines."""

import re

import numpy as np

from domain.kinds import Kind
from domain.words import plural, shorten
from loaders.findings import Findings
from loaders.rows.states import NEGATIVE, find_state
from loaders.sandbox.sheets import Sheet
from loaders.table.find_table import Table
from loaders.table.header_lines import is_data, score_header

WORD = re.compile(r"[^\W\d_]{2,}")
HOSTS = re.compile(r"host|vert|organi[sz]er|arrangør", re.IGNORECASE)
MOST_LINES = 2_000
LEAST_COLUMNS, LEAST_SCORE = 3, 3.0
"""Of the header of a report's part: a line about the meeting has fewer columns and no words of people."""


def tell_other_tables(table: Table, kind: Kind, findings: Findings) -> None:
    """The tables beside the answers and below them, and the parts of a meeting's report."""
    for side in table.sides:
        named = [f"«{shorten(header)}»" for header in side.headers if header and not is_data(header)]
        if named:
            findings.add(
                "check",
                f"Ved siden av svarene står en annen tabell ({', '.join(named)}), og den er ikke lest.",
                "Hører kolonnene til svarene, slett den tomme kolonnen mellom dem i filen.",
                code="table_beside",
                cells=side.cells[:1],
            )
        else:
            findings.add(
                "tip",
                "Cellen står ved siden av svarene, uten overskrift, og er ikke brukt.",
                "Gi kolonnen en overskrift rett ved de andre hvis den er del av svarene.",
                code="cells_beside",
                cells=side.cells,
            )
    if kind == "attendance":
        tell_parts_of_report(table, findings)
    elif len(table.below):
        findings.add(
            "check",
            "Under tabellen står en annen tabell i samme ark, og den er ikke lest.",
            "Flytt den til et eget ark, eller last den opp som en egen fil.",
            code="table_below",
            cells=[table.sheet.cell(int(table.below[0]), table.places[0])],
        )
    if table.outside:
        findings.add(
            "check",
            "Raden står under Excel-tabellen med svarene. Den er lest som et svar.",
            "Slett raden i filen hvis den ikke er et svar.",
            code="row_below_table",
            cells=[table.sheet.cell(row, table.places[0]) for row in table.outside],
        )


def tell_parts_of_report(table: Table, findings: Findings) -> None:
    """A report's panelists, hosts and telephones stand in parts of their own, and are not among the participants."""
    known = set()
    for column in table.columns:
        for text in column.texts:
            known.update(words_of(text))
    parts: list[tuple[str, int, int]] = []
    for title, first, lines in find_other_parts(table):
        new = [line for line in lines[:MOST_LINES] if not is_known(table.sheet, line, known)]
        if new:
            parts.append((title, first, len(new)))
    for hosts in (False, True):
        told = [part for part in parts if bool(HOSTS.search(part[0])) == hosts]
        if told:
            named = ", ".join(f"«{shorten(title)}» ({plural(count, 'linje', 'linjer')})" for title, _, count in told)
            findings.add(
                "tip" if hosts else "check",
                f"Rapporten har flere som var med, i egne deler: {named}. De er ikke lest.",
                "Verten teller ikke som deltaker."
                if hosts
                else "Skal noen av dem telle, kopier linjene inn under deltakerne i filen.",
                code="report_hosts" if hosts else "report_parts",
                cells=[table.sheet.cell(first, 0) for _, first, _ in told],
            )


def find_other_parts(table: Table) -> list[tuple[str, int, list[int]]]:
    """(title, its line, its data lines) of each part of the sheet but the table's own: a title, a header, lines."""
    sheet, counts = table.sheet, table.sheet.counts
    own = set(table.rows.tolist()) | {table.header}
    titles = [int(row) for row in np.flatnonzero(counts == 1) if row not in own and row + 1 < sheet.height]
    parts = []
    for title in titles:
        header = title + 1
        if counts[header] < LEAST_COLUMNS or header in own or score_header(sheet, header, counts) < LEAST_SCORE:
            continue
        lines = []
        for row in range(header + 1, sheet.height):
            if counts[row] < 2 or row in own:
                break
            lines.append(row)
        if lines and counts[lines[0]] >= 0.5 * counts[header]:
            parts.append((next(filter(None, sheet.texts(title))), title, lines))
    return parts


def is_known(sheet: Sheet, line: int, known: set[str]) -> bool:
    """Whether the one whom a line is about is among the participants already, by name or address."""
    texts = [text for text in sheet.texts(line) if text]
    address = next((text.casefold() for text in texts if "@" in text), "")
    if address and address in known:
        return True
    name = next((text for text in texts if len(words_of(text)) > 1 and "@" not in text), "")
    return bool(name) and set(words_of(name)) <= known


def words_of(text: str) -> list[str]:
    return [text.casefold()] if "@" in text else WORD.findall(text.casefold())


def tell_sheets(table: Table, findings: Findings) -> None:
    """The sheets that were not read; one with the same headers may hold more answers."""
    for sheet in table.skipped:
        more = sheet.rows - sheet.copies
        lines, rows = plural(sheet.rows, "linje", "linjer"), plural(more, "rad", "rader")
        if sheet.headless:
            findings.add(
                "check",
                f"Arket «{sheet.name}» har {lines} som ligner på svarene, uten overskrifter.",
                "Er de svar, kopier dem inn under de andre, eller sett inn overskriftene og last opp arket som en fil.",
                code="sheet_headless",
                sheet=sheet.name,
            )
        elif sheet.rows and find_state(sheet.name) in NEGATIVE:
            findings.add(
                "check",
                f"Arket «{sheet.name}» sier at noen ikke er med, og er ikke lest. De i arket som er lest, teller.",
                "Skriv hvem det gjelder i en kolonne med overskriften «Status» i arket som er lest.",
                code="sheet_of_state",
                sheet=sheet.name,
            )
        elif sheet.alike and more:
            findings.add(
                "check",
                f"Arket «{sheet.name}» har de samme overskriftene, og {rows} som ikke står i arket som er lest.",
                "Er de svar, kopier radene inn under de andre, eller lagre arket som en egen fil og last opp den.",
                code="sheet_alike",
                sheet=sheet.name,
            )
        elif sheet.addresses:
            people = plural(sheet.addresses, "e-postadresse", "e-postadresser")
            findings.add(
                "check",
                f"Arket «{sheet.name}» har {people} som ikke står i arket som er lest, og er ikke lest.",
                "Er radene svar, gi dem de samme overskriftene, eller lagre arket som en egen fil og last opp den.",
                code="sheet_of_others",
                sheet=sheet.name,
            )
        else:
            copy = (
                "Radene står også i arket som er lest." if sheet.alike else f"Bare arket «{table.sheet.name}» er brukt."
            )
            findings.add("tip", f"Arket «{sheet.name}» er ikke lest.", copy, code="sheet_skipped", sheet=sheet.name)
    if not table.sheet.visible:
        message = "Arket med svarene er skjult i filen."
        findings.add("check", message, "Sjekk at det er riktig ark.", code="sheet_hidden")


def tell_headers(table: Table, findings: Findings) -> None:
    """Headers that stand more than once, in another order, or perhaps in another line."""
    other = {part.header for part in table.parts}
    same = [row for row in table.repeated if row not in other]
    if same:
        findings.add(
            "tip",
            "Overskriftene står en gang til her, og linjen er ikke lest som et svar.",
            code="headers_again",
            cells=[table.sheet.cell(row, table.places[0]) for row in same],
        )
    for part in table.parts:
        unknown = ", ".join(f"«{shorten(header)}»" for header in part.unknown if not is_data(header))
        findings.add(
            "check",
            "Overskriftene står en gang til her, i en annen rekkefølge. Linjene under er lest etter dem."
            + (f" Kolonner som ikke finnes øverst, er ikke lest: {unknown}." if unknown else ""),
            "Se om svarene under står i riktige kolonner.",
            code="headers_reordered",
            cells=[table.sheet.cell(part.header, table.places[0])],
        )
        if part.bare:
            findings.add(
                "check",
                "Cellen har ingen overskrift i linjen der overskriftene står en gang til, og er ikke lest.",
                "Skriv overskriften også der.",
                code="cells_unheaded",
                cells=[table.sheet.cell(*place) for place in part.bare],
            )
    if table.doubtful:
        findings.add(
            "check",
            f"Rad {table.sheet.number(table.header)} er lest som overskrifter, men en annen rad kan også være det.",
            "Stemmer det ikke, oppgi radens nummer i «Overskriftene står på rad» i dashbordet.",
            code="headers_doubtful",
            cells=[table.header_cell(0)],
        )
