"""What must be asked about a file as a whole: how its dates are written, and which of its sheets is meant."""

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from domain.words import format_date, plural
from loaders.export import Answer, Question
from loaders.findings import place_in_sheet
from loaders.rows.reading import Reading
from loaders.rows.times import turned_by_excel
from loaders.table.answers import Answers
from loaders.table.fields import TIME_FIELDS
from loaders.table.find_table import SHEET, Table

DATE_ORDER = "(datoer)"
"""As a key of a mapping: "day" or "month", what stands first in the file's dates; "swap" or "keep" for those that a
spreadsheet of another language may have turned."""
ORDERS = {"day": "Dag først", "month": "Måned først"}
TURNED = {"swap": "Ja, bytt tilbake", "keep": "Nei, datoene er riktige"}
MOST_SAMPLES = 3


def ask_about_file(reading: Reading, choices: Mapping[str, str], read: Callable[[str], pd.DataFrame]) -> list[Question]:
    """The questions that the findings already tell, with the days or the rows each answer gives.

    `read` gives the rows as they are with an answer about the dates.
    """
    questions = []
    answers, order = reading.answers, reading.order
    if order.asked:
        fields = [name for name in TIME_FIELDS if name in answers]
        cells = [(answers.cell(row, fields[place]), row, fields[place]) for row, place in order.cells]
        questions.append(
            ask_dates("dates_unclear", "Står dag eller måned først i datoene?", cells, ORDERS, answers, read)
        )
    elif not order.swapped and (cells := find_turned(answers)):
        sentence = "Har et regneark på et annet språk byttet dag og måned i noen av datoene?"
        questions.append(ask_dates("dates_turned", sentence, cells, TURNED, answers, read))
    if SHEET not in choices:
        questions += ask_sheets(answers.table)
    return questions


def find_turned(answers: Answers) -> list[tuple[str, int, str]]:
    """(cell, row, field) of each date that may have been turned."""
    found = []
    for name in (name for name in TIME_FIELDS if name in answers):
        column = answers.column(name)
        if turned_by_excel(column):
            typed = [code for code, kind in enumerate(column.kinds) if kind in "de"]
            rows = np.flatnonzero(np.isin(column.codes, typed)).tolist()
            found += [(answers.cell(row, name), row, name) for row in rows]
    return found


def ask_dates(
    code: str,
    sentence: str,
    cells: list[tuple[str, int, str]],
    labels: Mapping[str, str],
    answers: Answers,
    read: Callable[[str], pd.DataFrame],
) -> Question:
    first = min((cell for cell, _, _ in cells), key=place_in_sheet)
    samples = tuple(dict.fromkeys(answers.column(name).text(row) for _, row, name in cells))[:MOST_SAMPLES]
    offered = tuple(
        Answer(label, {DATE_ORDER: answer}, None, say_days(read(answer))) for answer, label in labels.items()
    )
    return Question(code, "", first, sentence, samples, offered)


def say_days(rows: pd.DataFrame) -> str:
    """«Fra 03.04.2024 til 12.05.2024»."""
    times = rows["joined_at"] if "joined_at" in rows else rows["submitted_at"]
    known = times.dropna()
    if not len(known):
        return "Ingen rader har dato"
    return f"Fra {format_date(known.min().date())} til {format_date(known.max().date())}"


def ask_sheets(table: Table) -> list[Question]:
    """Which sheet is meant, where others have the same headers and rows of their own."""
    alike = [sheet for sheet in table.skipped if sheet.alike and sheet.rows > sheet.copies]
    if not alike:
        return []
    rows = {table.sheet.name: len(table.rows), **{sheet.name: sheet.rows for sheet in alike}}
    answers = tuple(
        Answer(f"Arket «{name}»", {SHEET: name}, None, f"{plural(count, 'rad', 'rader')} leses, de andre ikke")
        for name, count in rows.items()
    )
    sentence = "Flere ark har de samme overskriftene, og ett ark leses om gangen. Hvilket ark er det?"
    return [Question("sheet_alike", "", "", sentence, tuple(rows)[:MOST_SAMPLES], answers)]
