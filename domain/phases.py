"""Which phase a round is in on a day: what people ask of its numbers changes with it."""

from datetime import date
from typing import Literal

from domain.rounds import Round

Phase = Literal["before_gathering", "before_deadline", "before_answers", "towards_start"]


def phase_of(round_: Round, as_of: date) -> Phase:
    """The phase on `as_of`; the deadline's day itself is before the deadline, and the day of the answers before them.

    A round without a day for its answers is taken to answer halfway between deadline and start. Without a deadline it
    is always before it.
    """
    if round_.gathering and as_of < round_.gathering:
        return "before_gathering"
    if round_.deadline is None or as_of <= round_.deadline:
        return "before_deadline"
    answers = round_.answers
    if answers is None and round_.start:
        answers = round_.deadline + (round_.start - round_.deadline) / 2
    return "before_answers" if answers is None or as_of <= answers else "towards_start"
