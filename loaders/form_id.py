"""The id of the form that a file comes from: the same for every download, whatever has been put around the answers."""

import pandas as pd

from loaders.table.fields import CONSEQUENCE
from loaders.table.headers import NEARLY, header_weight, headers_key, plain_header, readings_of

DATES = {"placed_date", "confirmed_date", "state_date", "modified_at"}
ADDED = CONSEQUENCE - {"persons", "coming", "participants"} | DATES
"""What people and systems add to the answers as time goes."""
NOTES = ("feil", "notat", "notater")


def form_of(headers: list[str]) -> str:
    """From the questions, not from their order: people move columns.

    Only headers are heard, so that neither later answers nor what the user says of a column make another form.
    """
    plain = [plain_header(header) for header in headers]
    questions = [
        bare
        for header, bare in zip(headers, plain, strict=True)
        if bare and bare not in NOTES and not is_added(readings_of(header, plain))
    ]
    return headers_key(sorted(questions))


def is_added(readings: tuple[str, ...]) -> bool:
    return any(header_weight(name, readings) >= NEARLY for name in ADDED)


def form_of_meeting(headers: list[str], title: str, rows: pd.DataFrame) -> str:
    """Reports of all meetings have the same columns: the title and the day tell them apart."""
    days = rows["joined_at"].dropna()
    day = f"{days.min():%Y-%m-%d}" if len(days) else ""
    return headers_key([*headers, title, day])
