"""Owns the log as people read it."""

from collections.abc import Collection

import pandas as pd
import streamlit as st

import store
from domain.clock import OSLO
from domain.words import format_number, format_time
from frame import reads
from frame.door.roles import name_of
from frame.pieces.table import show_table
from store import ACT_NAMES

LINES = 100
"""Lines of the log on one page: after ten years there are tens of thousands."""


def show_log(
    *, key: str, alt: str, rows: int, round_id: str | None = None, acts: Collection[str] | None = None
) -> bool:
    """A page of the log's lines, and which one where there are several; whether there are any.

    Never kept: who looks at the log sees what has just been done.
    """
    engine, which = reads.engine(), {"round_id": round_id, "acts": acts}
    count = store.count_log(engine, **which)
    if not count:
        return False
    pages = -(-count // LINES)
    page = 1
    if pages > 1:
        label = f"Side, fra 1 til {format_number(pages)}"
        page = int(st.number_input(label, 1, pages, key=f"{key}_page", width=200))
        shown = f"{format_number((page - 1) * LINES + 1)} til {format_number(min(page * LINES, count))}"
        st.caption(f"Linje {shown} av {format_number(count)}, det nyeste først.")
    lines = store.read_log(engine, **which, limit=LINES, skip=(page - 1) * LINES)
    show_table(log_table(lines), key=f"{key}_{page}", rows=rows, alt=alt)
    return True


def whole_log() -> pd.DataFrame:
    """Every line, for a file."""
    return log_table(store.read_log(reads.engine()))


def log_table(lines: pd.DataFrame) -> pd.DataFrame:
    """The log for reading: Tid, Hvem, Hva, Runde, Detaljer; the newest first."""
    return pd.DataFrame(
        {
            "Tid": [format_time(at) for at in lines["at"].dt.tz_convert(OSLO)],
            "Hvem": lines["who"].map(name_of),
            "Hva": lines["act"].map(ACT_NAMES),
            "Runde": lines["round_id"],
            "Detaljer": lines["details"],
        }
    )
