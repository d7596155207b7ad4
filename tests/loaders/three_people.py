"""A list of registrations of three invented people, as it is read, with another cell, and what is told of it."""

from make_files import text
from small_exports import told

from loaders import read_export

LISTED = ["Påmeldt dato", "E-post", "Navn", "Kommune"]

PEOPLE = [
    ["11.03.2024", "tuva@eks.example", "Tuva Moe", "Bodø"],
    ["12.03.2024", "eirin@eks.example", "Eirin Lie", "Asker"],
    ["13.03.2024", "marte@eks.example", "Marte Rud", "Lom"],
]


def read(*lines, name="Påmelding.csv", **how):
    return read_export(text(lines), name, **how)


def cells(export, code):
    """(severity, cells) of what is told under a code."""
    found = told(export, code)
    return [(severity, cells) for severity, cells in zip(found["severity"], found["cells"], strict=True)]


def changed(row, place, value):
    return [value if at == place else cell for at, cell in enumerate(PEOPLE[row])]
