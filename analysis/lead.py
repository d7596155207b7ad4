"""The sentence that the first screen leads with: it answers what people ask in the phase the round is in."""

from analysis.headline import count_municipalities, target_of
from analysis.pace import count_in, lead_sentence, read_pace
from analysis.situation import Situation
from domain.phases import phase_of
from domain.words import format_day, format_number, join_words, plural


def lead_of_the_phase(situation: Situation) -> str:
    """How many are signed up, how many applications are in and when, how many places are given, or who is ready."""
    phase = phase_of(situation.round, situation.as_of)
    if phase == "before_gathering":
        return _registered(situation)
    if phase == "before_deadline" or not situation.sources.has("applications"):
        return lead_sentence(situation)
    return _places(situation) if phase == "before_answers" else _ready(situation)


def _registered(situation: Situation) -> str:
    n, day = count_municipalities(situation)["municipalities_registered"], situation.round.gathering
    who = plural(n, "kommune er", "kommuner er") if n else "Ingen kommuner er"
    if n is None:
        return "Ingen påmeldinger er lastet opp ennå."
    some, several = situation.round.some_gathering, len(situation.round.gatherings) > 1
    if day is None:
        return f"{who} påmeldt {some}."
    left = f"om {plural((day - situation.as_of).days, 'dag', 'dager')}"
    return f"{who} påmeldt {some}{'. Den første er' if several else ''} {format_day(day)}, {left}."


def _places(situation: Situation) -> str:
    """`48 søknader er inne, 8 over målet på 40. 12 av 20 plasser er tildelt.`"""
    return f"{count_in(read_pace(situation))}. {_given(situation)}."


def _ready(situation: Situation) -> str:
    """`20 av 20 plasser er tildelt, 17 er bekreftet, og 15 av 22 kommuner med plass er påmeldt oppstarten.`"""
    rows, counts = situation.counting("applications"), count_municipalities(situation)
    if not rows["placed_day"].notna().any():
        return f"{_given(situation)}."
    parts = [_given(situation), f"{format_number(int(rows['confirmed_day'].notna().sum()))} er bekreftet"]
    if situation.sources.has("start_registrations"):
        placed = situation.municipalities["placed"].notna()
        signed_up = int((placed & situation.municipalities["start_registered"].notna()).sum())
        of = plural(counts["municipalities_placed"] or 0, "kommune", "kommuner")
        parts.append(f"{format_number(signed_up)} av {of} med plass er påmeldt oppstarten")
    return f"{join_words(parts)}."


def _given(situation: Situation) -> str:
    n, target = int(situation.counting("applications")["placed_day"].notna().sum()), target_of(situation, "places")
    if not n:
        return "Ingen plasser er tildelt ennå"
    if target and n <= target:
        return f"{format_number(n)} av {plural(target, 'plass', 'plasser')} er tildelt"
    over = f" (mål {format_number(target)})" if target else ""
    return f"{plural(n, 'plass', 'plasser')} er tildelt{over}"
