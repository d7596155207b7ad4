"""Owns what leaves as a file: xlsx that a person would hand on, and `;`-CSV where asked.

A sheet has a line that says what it is, one for filter, day and source, the header, the rows and, where sums make
sense, their sum. A last sheet «Om tallene» holds the facts one by one.
"""

import csv
import io
import textwrap
from collections.abc import Mapping, Sequence
from datetime import date, datetime

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from domain.words import format_date, plain_name
from frame.door import people
from frame.pieces.numbers_in_files import as_numbers, is_share
from frame.view import LINK

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
HEADER_ROW = 4
"""Above it are the title, the filter with day and source, and an empty row."""
NARROWEST, WIDEST = 9, 60
MOST_UPRIGHT = 6
"""Columns that an upright page has room for."""
ABOUT = "Om tallene"
FONT = "Calibri"
BOLD = 13
"""Points of plain letters as wide as the bold ones of a header."""
LINE = 1.4
"""Points of a line for each point of its letters."""


def write_xlsx(
    tables: Mapping[str, pd.DataFrame], about: Mapping[str, str], *, title: str = "", sums: bool = False
) -> bytes:
    """Return a workbook with one sheet a table and a last sheet «Om tallene» that holds `about`.

    `title` stands above each table, the sheet's name where it is empty; `sums` adds a row with the sum of each column
    of whole numbers. Text cells are typed as text, so that a cell that came in as `=1+1` stays those characters.
    """
    book = Workbook(write_only=True)
    under = " · ".join(f"{name}: {value}" for name, value in about.items() if name != LINK)
    for name, table in tables.items():
        people.check(table)
        _write_sheet(book.create_sheet(name[:31]), as_numbers(table), title or name, under, sums=sums)
    facts = pd.DataFrame({"Hva": list(about), "Verdi": list(about.values())})
    _write_sheet(book.create_sheet(ABOUT), facts, ABOUT, "", sums=False, link=about.get(LINK, ""))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def name_file(title: str, as_of: date, kind: str) -> str:
    """`deltok-men-har-ikke-sokt-2024-05-02.xlsx`: a name in bokmål that every file system takes."""
    return f"{plain_name(title)}-{as_of:%Y-%m-%d}.{kind}"


def write_csv(table: pd.DataFrame) -> bytes:
    """Return the table as `;`-CSV in UTF-8 with BOM, as a Norwegian Excel opens it; no cell starts a formula."""
    people.check(table)
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(table.columns)
    for row in table.itertuples(index=False):
        writer.writerow([_csv_text(value) for value in row])
    return buffer.getvalue().encode("utf-8-sig")


def _csv_text(value: object) -> str:
    plain = _plain(value)
    if plain is None:
        return ""
    if isinstance(plain, datetime):
        return plain.strftime("%d.%m.%Y %H:%M")
    if isinstance(plain, date):
        return format_date(plain)
    if isinstance(plain, float):
        return str(plain).replace(".", ",")
    text = str(plain)
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA_STARTS) else text


def _write_sheet(sheet: Worksheet, table: pd.DataFrame, title: str, under: str, *, sums: bool, link: str = "") -> None:
    """Write the sheet's lines; the cell that holds `link` leads there."""
    _set_up_page(sheet, table)
    above = (
        _styled(sheet, title, Font(name=FONT, bold=True, size=14)),
        _styled(sheet, under, Font(name=FONT, color="55626F", size=10)),
    )
    for row, cell in enumerate(above, start=1):
        _lay_over_table(sheet, table, row, cell)
        sheet.append([cell])
    sheet.append([])
    _make_room(sheet, HEADER_ROW, BOLD, list(zip(map(str, table.columns), _widths(sheet, table), strict=True)))
    sheet.append([_head(sheet, name) for name in table.columns])
    shares = [name for name in table.columns if is_share(table[name])]
    for row in table.itertuples(index=False):
        cells = [_cell(sheet, value, name in shares) for name, value in zip(table.columns, row, strict=True)]
        for cell in cells:
            if link and cell.value == link:
                cell.hyperlink = link
        sheet.append(cells)
    if sums and len(table) > 1:
        sheet.append(_sum_row(sheet, table))


def _set_up_page(sheet: Worksheet, table: pd.DataFrame) -> None:
    """Widths for whole words, the header in sight and on every printed page, one page wide."""
    for position, column in enumerate(table.columns, start=1):
        words = [*str(column).split(), *(_shown(value) for value in table[column])]
        width = min(max(NARROWEST, *map(len, words)) + 2, WIDEST)
        sheet.column_dimensions[get_column_letter(position)].width = width
    sheet.freeze_panes = f"A{HEADER_ROW + 1}"
    if len(table.columns):
        last = get_column_letter(len(table.columns))
        sheet.auto_filter.ref = f"A{HEADER_ROW}:{last}{HEADER_ROW + len(table)}"
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if len(table.columns) > MOST_UPRIGHT else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0


def _lay_over_table(sheet: Worksheet, table: pd.DataFrame, row: int, cell: WriteOnlyCell) -> None:
    """Wrap a line above the table within the table's width: a sheet is printed as wide as what stands on it."""
    if len(table.columns) > 1:
        sheet.merged_cells.add(f"A{row}:{get_column_letter(len(table.columns))}{row}")
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    _make_room(sheet, row, cell.font.size, [(cell.value, sum(_widths(sheet, table)))])


def _widths(sheet: Worksheet, table: pd.DataFrame) -> list[float]:
    return [sheet.column_dimensions[get_column_letter(place)].width for place in range(1, len(table.columns) + 1)]


def _make_room(sheet: Worksheet, row: int, size: float, texts: Sequence[tuple[str, float]]) -> None:
    """Give a row the height of the longest of its texts, wrapped within their widths: digits of 11 points."""
    lines = max((len(textwrap.wrap(text, max(1, int(width * 11 / size) - 1))) for text, width in texts), default=1)
    sheet.row_dimensions[row].height = LINE * size * max(1, lines)


def _shown(value: object) -> str:
    if isinstance(value, float) or value is None:
        return ""
    return "00.00.0000" if isinstance(value, date) else str(value)


def _sum_row(sheet: Worksheet, table: pd.DataFrame) -> list[WriteOnlyCell]:
    """«Sum», and under each column of whole numbers their sum."""
    cells = []
    for position, name in enumerate(table.columns):
        whole = pd.api.types.is_integer_dtype(table[name])
        cell = _styled(
            sheet, int(table[name].sum()) if whole else "Sum" if not position else None, Font(name=FONT, bold=True)
        )
        cell.border = Border(top=Side(style="thin"))
        cells.append(cell)
    return cells


def _styled(sheet: Worksheet, value: object, font: Font) -> WriteOnlyCell:
    cell = _cell(sheet, value)
    cell.font = font
    return cell


def _head(sheet: Worksheet, name: str) -> WriteOnlyCell:
    cell = _cell(sheet, str(name))
    cell.font = Font(name=FONT, bold=True)
    cell.fill = PatternFill("solid", fgColor="E9EEF3")
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cell


def _cell(sheet: Worksheet, value: object, as_share: bool = False) -> WriteOnlyCell:
    plain = _plain(value)
    cell = WriteOnlyCell(sheet, value=None)
    if isinstance(plain, str):
        cell.value = "".join(sign for sign in plain[:32_767] if sign >= " " or sign in "\t\n")
        cell.data_type = "s"  # never a formula, whatever it starts with
    elif isinstance(plain, datetime):
        cell.value, cell.number_format = plain.replace(tzinfo=None), "dd.mm.yyyy hh:mm"
    elif isinstance(plain, date):
        cell.value, cell.number_format = plain, "dd.mm.yyyy"
    else:
        cell.value = plain
        if as_share:
            cell.number_format = "0 %"
    return cell


def _plain(value: object) -> object:
    """Return the value as openpyxl takes it; None for a missing one."""
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    if value is None or pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.to_pydatetime()
    return value.item() if hasattr(value, "item") else value
