"""The orders that were drawn for lists to call from; a list drawn once more keeps its earlier draws."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime

import pandas as pd
from sqlalchemy import Engine, select

from store.errors import StoreRefused
from store.log import add_line
from store.moments import as_table, known_by
from store.tables import draws as table
from store.transactions import insert_row, reading, writing

COLUMNS = ["id", "list_title", "region", "seed", "numbers", "drawn_by", "drawn_at"]


@dataclass(frozen=True)
class NewDraw:
    """An order that was drawn: the list's title and the regions it was shown for in words, the draw's number (`seed`)
    and the municipalities (numbers) in the order drawn."""

    list_title: str
    region: str
    seed: int
    numbers: tuple[str, ...]


def add_draw(engine: Engine, round_id: str, draw: NewDraw, who: str) -> int:
    """Keep a drawn order; the answer is its id. Raises StoreRefused for one of fewer than two municipalities."""
    if len(draw.numbers) < 2:
        raise StoreRefused("Det er ikke noe å trekke mellom.", "Velg en liste med minst to kommuner.")
    with writing(engine, round_id) as connection:
        row = {"round_id": round_id, "list_title": draw.list_title, "region": draw.region, "seed": draw.seed}
        made = {"drawn_by": who, "drawn_at": datetime.now(UTC)}
        added = insert_row(connection, table, **row, **made, numbers=json.dumps(draw.numbers))
        details = f"trakk rekkefølge for listen «{draw.list_title}», {draw.region}, {len(draw.numbers)} kommuner"
        add_line(connection, "draw", who, round_id, details)
        return added


def draws(engine: Engine, round_id: str, *, known_at: datetime | None = None) -> pd.DataFrame:
    """The round's draws, the oldest first: COLUMNS, with `numbers` a tuple and `drawn_at` in UTC; `known_at` asks for
    those made by an earlier moment."""
    of_round = (table.c.round_id == round_id) & known_by(table.c.drawn_at, known_at)
    wanted = select(*(table.c[name] for name in COLUMNS)).where(of_round)
    with reading(engine) as connection:
        rows = connection.execute(wanted.order_by(table.c.id)).mappings().all()
    return as_table([{**row, "numbers": tuple(json.loads(row["numbers"]))} for row in rows], COLUMNS)
