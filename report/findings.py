"""The three sentences that say how the round stands, for the first slide, the board's paper and the letter."""

from analysis.milestones import list_milestones, milestones_sentence
from analysis.pace import read_pace
from analysis.readiness import list_readiness, readiness_sentence
from analysis.way import count_way, way_sentence
from report.chapters import tell_map, tell_regions
from report.edition import Edition


def find_three(edition: Edition) -> list[str]:
    """How fast it goes or how ready those with a place are, how the regions stand, and how far the municipalities
    have come. Of a round without answers what is ahead and what is lacking."""
    situation = edition.situation
    if situation.is_empty:
        ahead = milestones_sentence(list_milestones(situation))
        return [ahead, way_sentence(count_way(situation)), _sentence(tell_map(edition).title)]
    ready = list_readiness(situation)
    first = read_pace(situation).sentence if ready.empty else readiness_sentence(ready)
    return [first, _sentence(tell_regions(edition).title), way_sentence(count_way(situation))]


def _sentence(title: str) -> str:
    return f"{title}."
