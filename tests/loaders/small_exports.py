"""Small exports around one column in question, five invented people in them, and what is told of an export."""

import io

from make_files import ENGLISH, text
from openpyxl import Workbook

PEOPLE = [
    ("Tuva Solbakk", "Bodø"),
    ("Eirin Nesvold", "Asker"),
    ("Jørn Åsgard", "Ålesund"),
    ("Marte Lillevik", "Tromsø"),
    ("Sindre Høylo", "Gjesdal"),
]
LISTED = ("Navn", "E-post", "Kommune", "Påmeldt dato")


def form(question, answers, *, place="Kommune", more=(), given=()):
    """A download of Forms with a municipality and one more question."""
    rows = [
        [n, f"2024-03-10 09:0{n}", f"2024-03-10 09:1{n}", f"p{n}@eks.example", *PEOPLE[n], *given, answer]
        for n, answer in enumerate(answers)
    ]
    return text([[*ENGLISH, place, *more, question], *rows])


def application(question, answers):
    """A download of applications with one more question."""
    return form(question, answers, place="Hvilken kommune søker?", more=["Motivasjon"], given=["Vi vil mer"])


def listed(header, values, *, instead=None):
    """A list of another system with one more column; `instead` are other headers for the first four."""
    names = [(instead or {}).get(name, name) for name in LISTED]
    rows = [[PEOPLE[n][0], f"p{n}@eks.example", PEOPLE[n][1], f"1{n}.03.2024", value] for n, value in enumerate(values)]
    return text([[*names, header], *rows])


def workbook(sheets):
    """A workbook with these sheets, {name: rows}."""
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def told(export, code):
    """The findings of an export under a code."""
    return export.findings[export.findings["code"] == code]


def asked(export):
    """The questions of an export, by what they ask."""
    return [question.code for question in export.questions]
