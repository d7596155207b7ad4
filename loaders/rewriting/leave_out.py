"""The uploaded file without the columns that are not needed, so that they are never stored."""

import io
from collections.abc import Collection, Mapping
from dataclasses import replace

import numpy as np
import pandas as pd
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from loaders.export import Export, ExportError
from loaders.rewriting.mark_errors import rows_of, sheet_title
from loaders.sandbox.open_file import read_sheets, stem_of
from loaders.sandbox.sheets import Sheet, letters
from loaders.table.find_table import Table, choose_table

NEEDED = {"email", "name", "first_name", "last_name", "contact_person", "contact_email", "upn", "organisation", "team"}
"""Personal, and what the counting and the follow-up rest on: a municipality may be read from the workplace."""
NOT_PERSONAL = {
    "submission_id",
    "started_at",
    "submitted_at",
    "submitted_time",
    "modified_at",
    "municipality",
    "county",
    "municipality_number",
    "partners",
    "persons",
    "state",
    "placed",
    "placed_date",
    "waiting",
    "declined",
    "withdrawn",
    "confirmed",
    "confirmed_date",
    "state_date",
    "anchoring",
    "consent",
    "joined_at",
    "left_at",
    "minutes",
    "action",
    "moment",
    "guest",
    "attended",
    "absent",
    "meeting_role",
}


def personal_columns(export: Export) -> pd.DataFrame:
    """column (as the file calls it), field and needed (bool): what holds people, or free text that may name them.

    A column that is used for nothing counts as free text.
    """
    columns = export.columns
    # In a meeting's report the role is the meeting's own: who arranged it isn't counted.
    beside = NOT_PERSONAL | {"role"} if export.kind == "attendance" else NOT_PERSONAL
    personal = columns[~columns["field"].isin(beside) & (columns["column"].str.strip() != "")]
    return personal[["column", "field"]].assign(needed=personal["field"].isin(NEEDED)).reset_index(drop=True)


def leave_out(
    content: bytes, filename: str, columns: Collection[str], mapping: Mapping[str, str] | None = None
) -> tuple[bytes, str]:
    """(an xlsx, its name): the file's table with these columns emptied below their headers; raises ExportError.

    Headers and rows keep their places, so that cells are still found in the original. Other sheets are left out
    whole: they may hold copies. `mapping` is what the file was read with: it may say which row has the headers.
    """
    table = choose_table(read_sheets(content, filename), mapping)
    if table is None:
        raise ExportError("Filen har ingen tabell å ta kolonner ut av.")
    if not set(columns) <= set(table.named_headers):
        # Whatever was to be left out would be stored after all.
        raise ExportError(
            "En kolonne som skulle tas ut, finnes ikke blant overskriftene, og filen er ikke endret.",
            remedy="Les filen på nytt, og velg kolonnene igjen.",
        )
    workbook = Workbook(write_only=True)
    if table.sheet.look.get("from_1904"):
        workbook.epoch = CALENDAR_MAC_1904
    sheet = workbook.create_sheet(sheet_title(table.sheet.name))
    for place, column in enumerate(table.sheet.columns, table.sheet.column):
        if column.hidden:
            sheet.column_dimensions[letters(place)].hidden = True
    for _, cells in rows_of(sheet, _emptied(table, set(columns))):
        sheet.append(cells)
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue(), f"{stem_of(filename)}.xlsx"


def _emptied(table: Table, names: set[str]) -> Sheet:
    """The table's sheet with these columns empty below the headers, and nothing of the tables beside it."""
    places = {place for place, header in zip(table.places, table.named_headers, strict=True) if header in names}
    beside = {place for side in table.sides for place in side.places}
    lines = np.arange(table.sheet.height)
    columns = []
    for place, column in enumerate(table.sheet.columns):
        emptied = lines > table.header if place in places else lines >= table.header
        if place in places | beside:
            column = replace(column, codes=np.where(emptied, 0, column.codes))
        columns.append(column)
    return replace(table.sheet, columns=columns)
