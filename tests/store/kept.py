"""What the store keeps although nothing reads it back: every row of a table; and counts as a deletion is given them."""

import pandas as pd
from sqlalchemy import select

from store.deletion import COUNT_COLUMNS


def rows_of(engine, table):
    """Every row of a table, in the order in which they were written."""
    with engine.connect() as connection:
        rows = connection.execute(select(table).order_by(*table.primary_key.columns)).mappings().all()
    return pd.DataFrame(rows, columns=[column.name for column in table.c])


def counts_of(*rows):
    """The counts that stay of a round: (stage, municipality, day, count) of each."""
    return pd.DataFrame(rows, columns=COUNT_COLUMNS)
