"""Rounds laid over each other by days to the deadline: how did we stand at this time in the last round?"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import pandas as pd

from analysis.series import count_over_time
from analysis.situation import Situation
from domain.rounds import Round
from domain.words import format_number, plural


def round_before(round_: Round, known: Mapping[str, Round], has_files: Callable[[str], bool]) -> Round | None:
    """The round to compare with: the latest before it with a deadline and files, else the one it names."""
    before = [
        other
        for other in known.values()
        if other.deadline and other.deadline < (round_.deadline or date.max) and has_files(other.id)
    ]
    return max(before, key=lambda other: other.deadline, default=known.get(round_.earlier_round))


def compare_rounds(situations: Sequence[Situation]) -> pd.DataFrame:
    """The applications of each round: round, title, days_left to the deadline (negative after it) and total.

    Rounds without a deadline or without dated applications have no curve.
    """
    curves = []
    for situation in situations:
        if not has_curve(situation):
            continue
        table = count_over_time(situation, "applications")
        deadline = pd.Timestamp(situation.round.deadline)
        curves.append(
            pd.DataFrame(
                {
                    "round": situation.round.id,
                    "title": situation.round.title,
                    "days_left": (deadline - table["start"]).dt.days,
                    "total": table["total"],
                }
            )
        )
    columns = ["round", "title", "days_left", "total"]
    return pd.concat(curves, ignore_index=True) if curves else pd.DataFrame(columns=columns)


def has_curve(situation: Situation) -> bool:
    """Whether the round has a deadline and a dated application."""
    rows = situation.counting("applications")
    return situation.round.deadline is not None and bool((~rows["undated"]).any())


def compare_sentence(situation: Situation, earlier: Situation | None, earlier_round: Round | None = None) -> str:
    """How the round stands beside the earlier one on the same day, or what is known of the earlier round."""
    if earlier is not None and has_curve(earlier) and situation.round.deadline:
        days_left = (situation.round.deadline - situation.as_of).days
        then = compare_rounds([earlier])
        then = then[then["days_left"] >= days_left]
        n = int(then["total"].max()) if len(then) else 0
        now = len(situation.counting("applications"))
        when = f"{plural(abs(days_left), 'dag', 'dager')} {'før' if days_left >= 0 else 'etter'} fristen"
        count = plural(n, "søknad", "søknader")
        return f"{when} var det {count} i {earlier.round.title}; nå er det {format_number(now)}."
    known = earlier_round or (earlier.round if earlier else None)
    told = "Ingen tidligere runde med datoer er lastet inn, så kurvene kan ikke sammenlignes."
    if earlier is not None and earlier.round.deadline is None:
        told = f"{earlier.round.title} har ingen søknadsfrist i innstillingene, så kurvene kan ikke sammenlignes."
    if known is None or known.known_applied is None:
        return told
    gave = f", og {known.known_places} fikk plass" if known.known_places is not None else ""
    applied = plural(known.known_applied, "kommune", "kommuner")
    return f"{told} Det som er kjent: i {known.title} søkte {applied}{gave}."
