"""Several people in one answer: «Navn på deltaker 1», «… 2», «… 3»."""

import numpy as np

from domain.people import clean_name
from loaders.table.answers import Answers
from loaders.table.evidence import participant_number
from loaders.table.headers import plain_header


def count_participants(answers: Answers) -> np.ndarray:
    """How many people each row names; one where it names none, or the file has no such columns.

    Where the columns begin with «deltaker 2», the one who answers is the first.
    """
    named = np.zeros(len(answers), dtype="int64")
    for name in answers.each("participant"):
        named += answers.filled(name)
    first = min(
        (participant_number(plain_header(answers.header(name))) for name in answers.each("participant")), default=1
    )
    return np.maximum(named + (first == 2), 1)


def first_participants(answers: Answers) -> np.ndarray:
    """The first name that each row gives, "" for none."""
    names = np.full(len(answers), "", dtype=object)
    for name in answers.each("participant"):
        names = np.where(names == "", answers.map(name, clean_name), names)
    return names
