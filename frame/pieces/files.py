"""Owns what leaves as a file: xlsx with a sheet that tells filter, day and source, and `;`-CSV where asked."""

import csv
import io
import re
from collections.abc import Mapping
from datetime import date, datetime

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from frame.door import people

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
WIDEST = 60


def write_xlsx(tables: Mapping[str, pd.DataFrame], about: Mapping[str, str]) -> bytes:
    """Return a workbook with one sheet a table and a last sheet «Om tallene» that holds `about`.

    Text cells are typed as text, so that a cell that came in as `=1+1` stays those characters.
    """
    book = Workbook(write_only=True)
    for title, table in tables.items():
        people.check(table)
        _write_sheet(book.create_sheet(title[:31]), table)
    facts = pd.DataFrame({"Hva": list(about), "Verdi": list(about.values())})
    _write_sheet(book.create_sheet("Om tallene"), facts)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def name_file(title: str, as_of: date, kind: str) -> str:
    """`deltok-men-har-ikke-sokt-2024-05-02.xlsx`: a name in bokmål that every file system takes."""
    plain = title.lower().translate(str.maketrans({"æ": "ae", "ø": "o", "å": "a"}))
    return f"{re.sub(r'[^a-z0-9]+', '-', plain).strip('-')}-{as_of:%Y-%m-%d}.{kind}"


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
        return plain.strftime("%d.%m.%Y")
    if isinstance(plain, float):
        return str(plain).replace(".", ",")
    text = str(plain)
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA_STARTS) else text


def _write_sheet(sheet: Worksheet, table: pd.DataFrame) -> None:
    for position, column in enumerate(table.columns, start=1):
        longest = max([len(str(column)), *(len(str(value)) for value in table[column].head(500))])
        sheet.column_dimensions[get_column_letter(position)].width = min(longest + 2, WIDEST)
    sheet.freeze_panes = "A2"
    if len(table.columns):
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{len(table) + 1}"
    sheet.append([_head(sheet, name) for name in table.columns])
    for row in table.itertuples(index=False):
        sheet.append([_cell(sheet, value) for value in row])


def _head(sheet: Worksheet, name: str) -> WriteOnlyCell:
    cell = _cell(sheet, str(name))
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", fgColor="E9EEF3")
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cell


def _cell(sheet: Worksheet, value: object) -> WriteOnlyCell:
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
