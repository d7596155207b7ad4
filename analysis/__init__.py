"""Rows in, numbers out: the status table, series over time, pace and call lists. Pure pandas.

Today's date is always an argument. Only `analysis/__main__.py` reads the store.
"""

from analysis.headline import headline
from analysis.situation import Notice, Situation, compute_situation
from analysis.sources import Sources
from domain.rounds import Round, default_as_of, read_round
from domain.stages import STAGE_KEYS, STAGE_LABELS, STAGES, Stage

__all__ = [
    "STAGES",
    "STAGE_KEYS",
    "STAGE_LABELS",
    "Notice",
    "Round",
    "Situation",
    "Sources",
    "Stage",
    "compute_situation",
    "default_as_of",
    "headline",
    "read_round",
]
