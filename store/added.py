"""What people have added to a round, as the tables that the numbers are computed with."""

from datetime import datetime

import pandas as pd
from sqlalchemy import Engine

from store.corrections import corrections
from store.notes import notes


def added(engine: Engine, round_id: str, *, known_at: datetime | None = None) -> dict[str, pd.DataFrame]:
    """notes, settlements and states by name, as analysis.Sources takes them; `known_at` asks for an earlier moment."""
    made = corrections(engine, round_id, known_at=known_at)
    return {"notes": notes(engine, round_id, known_at=known_at), "settlements": made.settlements, "states": made.states}
