"""What people have added to a round, as the tables that the numbers are computed with."""

import pandas as pd
from sqlalchemy import Engine

from store.corrections import corrections
from store.notes import notes


def added(engine: Engine, round_id: str) -> dict[str, pd.DataFrame]:
    """notes, settlements and states by name, as analysis.Sources takes them."""
    made = corrections(engine, round_id)
    return {"notes": notes(engine, round_id), "settlements": made.settlements, "states": made.states}
