"""Columns that each stand for one thing: a tick, yes or no, a date, or the thing itself in words."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from domain.answers import read_yes
from loaders.rows.reading import Reading, read_moment
from loaders.rows.states import NEGATIVE, RANKS, find_state
from loaders.rows.times import NONE, read_times
from loaders.rows.values import TICKS, read_number
from loaders.rows.written_times import ONLY_CLOCK

SAME = {
    "placed": ("placed", "place", "confirmed", "coming"),
    "confirmed": ("confirmed", "coming"),
    "cancelled": ("withdrawn",),
    "coming": ("coming", "confirmed", "registered", "came", "placed", "place"),
    "attended": ("came", "coming", "confirmed"),
    "absent": ("absent", "withdrawn"),
}
"""By field the states that say yes to it, where they aren't called like the field."""
OK_IS_YES = ("placed", "confirmed", "coming", "attended")
"""The fields that «ok» says yes to; under «Avmeldt» it says that all is well."""


@dataclass(frozen=True, eq=False)
class Flag:
    """The rows that say yes (a date does), those that say no, and the dates.

    Where all filled cells are the same tick, or all say that somebody came, an empty one says no.
    """

    yes: np.ndarray
    no: np.ndarray
    times: pd.DatetimeIndex


def read_flag(reading: Reading, name: str) -> Flag:
    """The flag of a field's column (`field#2` for its second), with a finding for what says neither."""
    answers = reading.answers
    field, column = name.partition("#")[0], answers.column(name)
    texts = answers.distinct(name)
    said = [text.casefold() for text in texts if text]
    tick = len(set(said)) == 1 and said[0] in TICKS
    words = [True if text and tick else read_word(text, field) for text in texts]
    yes = np.array([word is True for word in words], dtype=bool)[column.codes]
    no = np.array([word is False for word in words], dtype=bool)[column.codes]
    dated = (read_times(column, reading.order).local != NONE) & ~yes & ~no
    times = read_moment(reading, name, told=False).where(dated, pd.NaT)
    filled = answers.filled(name)
    strange = filled & ~yes & ~no & ~dated
    answers.tell(
        reading.findings,
        "check",
        "Svaret er verken ja, nei eller en dato, og er ikke brukt.",
        "Skriv Ja, Nei eller datoen i cellen.",
        code="flag_unread",
        rows=np.flatnonzero(strange),
        field=name,
    )
    arrivals = (
        field == "attended" and (yes | dated).any() and not (no | strange).any()
    )  # only those who came have a time
    return Flag(yes | dated, no | (~filled if tick or arrivals else False), times)


def read_word(text: str, field: str) -> bool | None:
    """Yes or no, also as the state itself: «Tildelt», «Avslag», «Bekreftet»; None for neither."""
    if not text:
        return None
    tick = text.casefold()
    if (tick in TICKS and (tick != "ok" or field in OK_IS_YES)) or (field == "attended" and ONLY_CLOCK.match(text)):
        return True
    state = find_state(text)
    if state is None and (number := read_number(text)) is not None:  # a place in the queue, a sum paid back
        return number > 0 if field in ("waiting", "cancelled") else read_yes(text)
    if state in ("yes", *SAME.get(field, (field,))):
        return True
    known = state in ("no", "absent", *NEGATIVE) or (field not in ("placed", "confirmed") and state in RANKS)
    return False if known else None
