"""The order that a list to call from is drawn in: random, and the same for whoever draws it with the same number."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

import pandas as pd

from domain.clock import local_day, local_time

HIGHEST_SEED = 999_999
"""Numbers of up to six digits can be read aloud, and are more than anybody would try out."""


@dataclass(frozen=True)
class Draw:
    """A drawn order that was kept: the municipalities in it (numbers), the draw's own number, and when it was made
    (local time); `times` is how often the list has been drawn by then."""

    seed: int
    numbers: tuple[str, ...]
    drawn_at: datetime
    drawn_by: str
    times: int

    @property
    def day(self) -> date:
        """The day it was made."""
        return self.drawn_at.date()


def draw_order(numbers: Iterable[str], seed: int) -> tuple[str, ...]:
    """The municipalities in the order that a number draws: that of the hashes of number and municipality.

    It rests on nothing else, not on the order they came in nor on the edition of a library, so anybody can repeat it.
    """
    return tuple(sorted(set(numbers), key=lambda number: sha256(f"{seed} {number}".encode()).digest()))


def latest_draw(draws: pd.DataFrame, list_title: str, region: str, until: date | None = None) -> Draw | None:
    """The last draw of a list for these regions, made by the end of a day; None where there is none.

    `draws` has list_title, region, seed, numbers, drawn_by and drawn_at (aware), the oldest first.
    """
    own = draws[(draws["list_title"] == list_title) & (draws["region"] == region)]
    if until is not None:
        own = own[[local_day(moment) <= until for moment in own["drawn_at"]]]
    if own.empty:
        return None
    last = own.iloc[-1]
    moment = local_time(last["drawn_at"].to_pydatetime())
    return Draw(int(last["seed"]), tuple(last["numbers"]), moment, str(last["drawn_by"]), len(own))


def in_drawn_order(rows: pd.DataFrame, drawn: Sequence[str]) -> pd.DataFrame:
    """The rows of a list (with `number`) in a drawn order, with `place` from 1; those who came on the list since stand
    last, without a place."""
    place = {number: at for at, number in enumerate(drawn, 1)}
    places = pd.array([place.get(number) for number in rows["number"]], dtype="Int64")
    return rows.assign(place=places).sort_values("place", kind="stable", na_position="last", ignore_index=True)
