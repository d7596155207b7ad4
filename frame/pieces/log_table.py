"""Owns the log as people read it."""

import pandas as pd

from domain.clock import OSLO
from domain.words import format_time
from frame.door.roles import name_of
from store import ACT_NAMES


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
