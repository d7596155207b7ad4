"""Several people in one answer: «Navn på deltaker 1», «… 2», «… 3»."""

import re

import numpy as np

from domain.people import clean_name
from loaders.findings import Findings
from loaders.table.answers import Answers
from loaders.table.consequences import OTHER_PEOPLE, participant_number
from loaders.table.headers import plain_header
from loaders.table.profile import is_list_of_people, split_people

PARTED = re.compile(r"[\n;/&]|\b(?:og|and)\b")
"""A comma may part a last name from a first, where most names of the column have one."""


def count_participants(answers: Answers) -> np.ndarray:
    """How many people each row names; one where it names none, or the file has no such columns.

    Where the columns begin with «deltaker 2», or name the others, the one who answers is the first.
    """
    named = answers.map("participants", lambda text: len(split_people(text))).astype("int64")
    for name in answers.each("participant"):
        named += answers.filled(name)
    headers = [answers.header(name) for name in answers.each("participant")]
    from_second = min(map(participant_number, headers), default=1) == 2
    others = "participants" in answers and OTHER_PEOPLE.search(plain_header(answers.header("participants"))) is not None
    return np.maximum(named + (from_second or others), 1)


def tell_several(answers: Answers, findings: Findings) -> None:
    """Cells of the name column that name several people, where nothing else says how many they are."""
    if {"persons", "participants", "participant"} & set(answers.place_of):
        return
    for field in (name for name in ("name", "asked_name") if name in answers):
        commas = [text.count(",") for text in answers.column(field).texts if text]
        turned = commas.count(1) > len(commas) / 2
        several = [
            text
            for text in answers.distinct(field)
            if (PARTED.search(text) or text.count(",") > turned) and is_list_of_people(text)
        ]
        rows = sorted(row for found in answers.rows_of(field, several).values() for row in found)
        answers.tell(
            findings,
            "check",
            "Cellen ser ut til å ha navnene på flere personer, og er regnet som én.",
            "Gi hver person en egen rad, eller en kolonne «Antall deltakere».",
            code="several_people",
            rows=rows,
            field=field,
        )


def first_participants(answers: Answers) -> np.ndarray:
    """The first name that each row gives, "" for none."""
    names = answers.map("participants", lambda text: next(iter(split_people(text)), ""))
    for name in answers.each("participant"):
        names = np.where(names == "", answers.map(name, clean_name), names)
    return names
