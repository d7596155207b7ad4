"""What an applicant has written, question by question as the form asks, for those who assess it."""

from collections.abc import Mapping

import pandas as pd

from loaders.export import ExportError
from loaders.read_file import read_opened
from loaders.sandbox.open_file import read_sheets
from loaders.table.find_table import choose_table
from loaders.table.headers import is_quiz, plain_header

HIDDEN = frozenset(
    (
        *("submission_id", "started_at", "submitted_at", "submitted_time", "modified_at"),
        *("email", "name", "first_name", "last_name", "upn", "phone"),
        *("contact_person", "contact_email", "contact_phone"),
        *("state", "state_date", "placed", "placed_date", "waiting", "declined", "withdrawn", "cancelled"),
        *("confirmed", "confirmed_date", "municipality", "municipality_number", "county", "partners", "consent"),
    )
)
"""Fields that nobody assesses: the form's own, who sent it, what has become of it, and where it is from."""


def read_written_answers(content: bytes, filename: str, mapping: Mapping[str, str] | None = None) -> pd.DataFrame:
    """A line for each answer of a file of applications, in the order of the file: source_row (as Excel numbers it),
    question and answer, "" where it was left open. Raises ExportError.

    What a column of the form asks is shown whatever it was taken for, but for HIDDEN.
    """
    sheets = read_sheets(content, filename)
    export = read_opened(sheets, filename, "applications", mapping)
    table = choose_table(sheets, mapping)
    if table is None:
        raise ExportError("Filen har ingen tabell.")
    shown = [
        (place, str(column.column))
        for place, column in enumerate(export.columns.itertuples())
        if column.field not in HIDDEN and table.headers[place] and not is_quiz(plain_header(table.headers[place]))
    ]
    rows = [
        (table.sheet.number(int(row)), question, table.columns[place].text(position))
        for position, row in enumerate(table.rows)
        for place, question in shown
    ]
    return pd.DataFrame(rows, columns=["source_row", "question", "answer"])
