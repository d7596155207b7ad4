"""What the last week has changed: what came in («nye»), and how the counts stand against seven days before («netto»).

Every card, sentence, bar, table, download and command takes its change from here.
"""

from datetime import date, timedelta

import pandas as pd

from domain.words import format_change

LAST_DAYS = 7


def new_rows(rows: pd.DataFrame, as_of: date, days: int = LAST_DAYS) -> pd.DataFrame:
    """The counting rows that came in the last `days` days, `as_of` among them.

    Nobody knows when a row without a time came: it is not new. What was withdrawn is not subtracted.
    """
    return rows[(rows["day"] > pd.Timestamp(as_of - timedelta(days=days))) & ~rows["undated"]]


def count_new(rows: pd.DataFrame, as_of: date, days: int = LAST_DAYS) -> int:
    """How many of the counting rows are new."""
    return len(new_rows(rows, as_of, days))


def count_days_over(first: date, as_of: date, days: int) -> int:
    """How many of the `days` days from `first` on are over at the end of `as_of`."""
    return min(max((as_of - first).days + 1, 0), days)


def net_change(now: int | None, week_ago: int | None) -> int | None:
    """How many more there are now, negative for fewer; None where there is no file to count from."""
    return None if now is None or week_ago is None else now - week_ago


def change_text(net: int | None, new: int | None = None) -> str:
    """`+6 siste uke`; where others were withdrawn in the week, `6 nye siste uke, netto +5`; "" for no file."""
    if net is None:
        return ""
    if new is None or new == net:
        return f"{format_change(net)} siste uke" if net else "ingen endring siste uke"
    return f"{new} {'ny' if new == 1 else 'nye'} siste uke, netto {format_change(net) or 0}"
