"""What people and systems put around a table of answers: titles, sums, side tables, other sheets; and the file."""

import csv
import io
import random
from dataclasses import dataclass, field

from openpyxl import Workbook
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from tests.loaders.draw_answers import Answer, Cells, Drawn, System

SIDES = (
    [["Fylke", "Antall"], ["Nordland", 12], ["Akershus", 8]],
    [["Status", "Antall"], ["Avmeldt", 2]],
    [["Kommune", "Antall påmeldte"], ["Asker", 3]],
    [["Sum deltakere"], [24]],
    [["Ansvarlig", "E-post"], ["Gro Vakt", "gro@eks.example"]],
)
BELOW = (
    [["Fylke", "Antall"], ["Nordland", 3], ["Agder", 4]],
    [["Nordland", 3], ["Agder", 4]],
    [["Utskrift 14.03.2024 kl. 08.00"]],
    [["", "Purret 12. april"]],
)
ABOVE = (
    [["Utskrift fra systemet"], []],
    [["Arrangement", "Inspirasjonssamling"], ["Dato", "15.03.2024"], []],
    [["Påmeldte til samlingen"]],
)
SUM_WORDS = ("Totalt", "Sum", "Totalsum", "I alt", "Til sammen", "SUM:", "Antall påmeldte")


@dataclass
class Draft:
    """A table before it is written: `more` are further heading lines, `hidden` headers of hidden columns.

    `merged` are (first row, last row, header) of cells that are one.
    """

    headers: Cells
    rows: list[Cells]
    more: list[Cells] = field(default_factory=list)
    hidden: tuple[str, ...] = ()
    merged: tuple[tuple[int, int, str], ...] = ()


def finish(
    rng: random.Random, title: str, kind: str, draft: Draft, answers: list[Answer], system: System, features: list[str]
) -> Drawn:
    """Put around the table what people put there, write the file, and say what must come out of it."""
    extension, lines, top = system.extension, [draft.headers, *draft.more, *draft.rows], 0
    if kind != "attendance":
        lines = add_below(rng, draft, features)
        if rng.random() < 0.2:
            lines = add_beside(rng.choice(SIDES), lines, rng.choice((1, 1, 2)))
            features.append("side table")
        if not system.lead and not draft.more and rng.random() < 0.2:
            above = rng.choice(ABOVE)
            lines, top = [*above, *lines], len(above)
            features.append("lines above")
    write = write_workbook if extension == "xlsx" else write_text
    counting = [answer for answer in answers if answer.counts]
    return Drawn(
        f"{title}(1-{len(answers)}).{extension}",
        write(rng, draft, lines, top, features),
        kind,
        len(counting),
        sum(answer.persons for answer in counting),
        sorted(answer.municipality_number for answer in counting),
        len(answers) if kind != "attendance" else 0,
        features,
    )


def add_below(rng: random.Random, draft: Draft, features: list[str]) -> list[Cells]:
    """The lines with what stands below: a sum, another small table, or a download in another order."""
    headers, rows = draft.headers, draft.rows
    lines = [headers, *draft.more, *rows]
    choice = rng.random()
    if choice < 0.15 and any("Antall" in str(name) or "Tal på" in str(name) for name in headers):
        lines += [[], sum_line(rng, headers, rows)] if rng.random() < 0.4 else [sum_line(rng, headers, rows)]
        features.append("sum line")
    elif choice < 0.3:
        lines += [[], *rng.choice(BELOW)]
        features.append("small table below")
    elif choice < 0.38 and not draft.more and not draft.merged and len(rows) > 3:
        at, order = rng.randint(1, len(rows) - 1), list(range(len(headers)))
        rng.shuffle(order)
        lines = [headers, *rows[:at], *([[]] if rng.random() < 0.5 else [])]
        lines += [[line[place] for place in order] for line in (headers, *rows[at:])]
        features.append("headers again")
    return lines


def add_beside(side: list[Cells], lines: list[Cells], gap: int) -> list[Cells]:
    width = max(map(len, lines))
    return [
        [*line, *[None] * (width - len(line) + gap), *(side[at] if at < len(side) else [])]
        for at, line in enumerate(lines)
    ]


def sum_line(rng: random.Random, headers: Cells, rows: list[Cells]) -> Cells:
    line: Cells = [None] * len(headers)
    for at in range(len(headers)):
        if all(isinstance(row[at], int) for row in rows) and at:
            line[at] = sum(row[at] for row in rows)
    line[rng.choice([at for at in range(len(line)) if line[at] is None])] = rng.choice(SUM_WORDS)
    return line


def write_workbook(rng: random.Random, draft: Draft, lines: list[Cells], top: int, features: list[str]) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = "Sheet1"
    for row in lines:
        sheet.append([value if value != "" else None for value in row])
    for first, last, name in draft.merged:
        letter, start = sheet.cell(1, draft.headers.index(name) + 1).column_letter, top + 2 + len(draft.more)
        sheet.merge_cells(f"{letter}{start + first}:{letter}{start + last}")
    for name in draft.hidden:
        sheet.column_dimensions[sheet.cell(1, draft.headers.index(name) + 1).column_letter].hidden = True
    alone = not {"headers again", "lines above", "sum line", "small table below"} & set(features)
    if (
        alone
        and not draft.merged
        and len(set(map(str.casefold, draft.headers))) == len(draft.headers)
        and rng.random() < 0.4
    ):
        last = sheet.cell(1, len(draft.headers)).column_letter
        sheet.add_table(Table(displayName="Table1", ref=f"A1:{last}{len(draft.rows) + 1}"))
        features.append("Excel table")
    add_sheets(rng, book.create_sheet, draft, features)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def add_sheets(rng: random.Random, create, draft: Draft, features: list[str]) -> None:
    choice = rng.random()
    rows: list[Cells] = []
    if choice < 0.25:
        rows = [["Fylke", "Antall"], ["Nordland", 3], ["Agder", 4]]
        features.append("other sheet")
    elif choice < 0.35 and not draft.merged:
        rows = [draft.headers, *draft.rows[: len(draft.rows) // 2]]
        features.append("copy in a sheet")
    if rows:
        other: Worksheet = create("Ark1")
        for row in rows:
            other.append(row)


def write_text(rng: random.Random, draft: Draft, lines: list[Cells], top: int, features: list[str]) -> bytes:
    sign, encoding = rng.choice(";,\t"), rng.choice(("utf-8-sig", "cp1252", "utf-8", "utf-16", "twice"))
    features.append(f"text {sign!r} {encoding}")
    out = io.StringIO()
    csv.writer(out, delimiter=sign, lineterminator="\r\n").writerows(lines)
    if encoding == "twice":
        return out.getvalue().encode().decode("cp1252", "replace").encode("utf-8-sig")
    return out.getvalue().encode(encoding)
