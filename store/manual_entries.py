"""What people have added to a round, as the tables that the numbers are computed with."""

from collections.abc import Callable
from datetime import datetime

import pandas as pd
from sqlalchemy import Engine

from loaders import Export
from store.corrections import corrections
from store.efforts import efforts
from store.following import LOST, follow_states
from store.notes import notes


def manual_entries(
    engine: Engine, round_id: str, *, read: Callable[[int], Export] | None = None, known_at: datetime | None = None
) -> dict[str, pd.DataFrame]:
    """notes, settlements, states and efforts by name, as analysis.Sources takes them; `known_at` asks for an earlier
    moment.

    The states are those whose answer is in the files in force, under the number it has there.
    """
    made = corrections(engine, round_id, known_at=known_at)
    states = follow_states(engine, round_id, made.states, read=read, known_at=known_at)
    return {
        "notes": notes(engine, round_id, known_at=known_at),
        "settlements": made.settlements,
        "states": states[states["submission_id"] != LOST].drop(columns="municipality"),
        "efforts": efforts(engine, round_id, known_at=known_at),
    }
