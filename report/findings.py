"""The three sentences that say how the round stands, for the first slide, the board's paper and the letter."""

from analysis.lead import lead_of_the_phase
from analysis.milestones import list_milestones, milestones_sentence
from analysis.pace import count_in, read_pace
from analysis.readiness import list_readiness, readiness_sentence
from analysis.way import count_way, way_sentence
from report.chapters import tell_curve, tell_map, tell_regions
from report.edition import Edition


def find_three(edition: Edition) -> list[str]:
    """How fast it goes, when the applications came or how ready those with a place are, how the regions stand, and how
    far the municipalities have come. Of a round without answers what is ahead and what is lacking."""
    situation = edition.situation
    if situation.is_empty:
        ahead = milestones_sentence(list_milestones(situation))
        return [ahead, way_sentence(count_way(situation)), _sentence(tell_map(edition).title)]
    ready = list_readiness(situation)
    return [
        _first(edition) if ready.empty else readiness_sentence(ready),
        _sentence(tell_regions(edition).title),
        way_sentence(count_way(situation)),
    ]


def _first(edition: Edition) -> str:
    pace, lead = read_pace(edition.situation), lead_of_the_phase(edition.situation)
    # Of a pace that is no more there is only the count, and the lead may have told it.
    is_told = not pace.kept and lead.startswith(count_in(pace))
    return _sentence(tell_curve(edition).title) if is_told else pace.sentence


def _sentence(title: str) -> str:
    return f"{title}."
