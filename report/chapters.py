"""The chapters of the board pack: each with its finding, its figures and the words beside them.

Slides and document are written from these, so that a number stands in one place only.
"""

from collections.abc import Callable
from datetime import timedelta

import pandas as pd

from analysis.beside import beside_sentences, unplaced_sentences
from analysis.forecast import forecast
from analysis.key_numbers import numbers_of_the_phase
from analysis.lead import lead_of_the_phase
from analysis.lists import make_lists
from analysis.milestones import Milestone, list_milestones, milestones_sentence
from analysis.pace import Pace, read_pace
from analysis.readiness import known_items, list_readiness, readiness_sentence
from analysis.regions import compares_places, count_regions, what_is_compared
from analysis.series import count_over_time
from analysis.situation import Situation
from analysis.target_line import TargetLine, draw_target_line
from analysis.way import ALL, count_way, way_sentence
from charts.map_choice import MapChoice
from charts.map_classes import classify
from charts.map_geometry import CREDIT
from charts.palette import ACCENT, NONE_COLOR, STAGE_COLORS
from charts.readiness import LABELS
from charts.regions import COLORS, WORDS, describe_regions, order_regions
from charts.target import describe_line, first_day, title_target
from charts.theme import NEUTRAL
from charts.timeline import tabulate_milestones
from domain.stages import STAGE_KEYS
from domain.words import (
    capital,
    format_date,
    format_day,
    format_month,
    format_number,
    format_short_day,
    join_words,
    plural,
)
from report.chapter import Chapter, Chart, Mark, Series
from report.edition import EXAMPLES, Edition

MOST_NAMED = 3
BEFORE_COLOR = OTHERS_COLOR = "#B9C2CB"


def make_chapters(edition: Edition) -> list[Chapter]:
    """The chapters in their order: six, and the readiness for the start when places are given."""
    makers: tuple[Callable[[Edition], Chapter | None], ...] = (
        tell_numbers,
        tell_curve,
        tell_regions,
        tell_map,
        tell_way,
        tell_missing,
        tell_readiness,
        tell_milestones,
    )
    return [chapter for make in makers if (chapter := make(edition)) is not None]


def tell_numbers(edition: Edition) -> Chapter:
    """The four numbers of the phase as the page shows them: Tall, Nå, Siste uke."""
    numbers = numbers_of_the_phase(edition.situation)
    columns = ["Tall", "Nå", "Siste uke"]
    table = pd.DataFrame([(one.label, one.value, one.change) for one in numbers], columns=columns)
    remarks = [*beside_sentences(edition.situation), *([EXAMPLES] if edition.examples else [])]
    return Chapter("numbers", _lead(edition.situation), edition.round.title, tuple(remarks), table=table)


def _lead(situation: Situation) -> str:
    return _title(lead_of_the_phase(situation))


def tell_curve(edition: Edition) -> Chapter:
    """The applications day by day with the target line and the milestones."""
    situation = edition.situation
    pace, ahead = read_pace(situation, earlier=edition.earlier), forecast(situation, edition.earlier)
    line = draw_target_line(situation, edition.earlier)
    chart = _draw_curve(situation, pace, line)
    remarks = [pace.sentence, *([ahead.sentence] if ahead.cases else []), *ahead.remarks]
    alt = f"Kurve over søknader i alt, dag for dag til og med {format_date(edition.as_of)}. {pace.sentence}"
    unit = f"Søknader i alt til og med {format_date(edition.as_of)}"
    unit += "" if line.points.empty else f". Mållinjen {describe_line(line)}"
    return Chapter("curve", _title_curve(situation, pace), unit, tuple(remarks), alt, chart)


def _title_curve(situation: Situation, pace: Pace) -> str:
    """What the page's chart says, but never again what the first slide has said."""
    title, lead = title_target(count_over_time(situation, "applications"), pace), _lead(situation)
    if title != lead:
        return title
    if pace.deadline is None:
        return "Runden har ingen søknadsfrist"
    if pace.loaded and pace.kept and not pace.last_14:
        return "Ingen nye søknader de siste 14 dagene"
    if pace.loaded and pace.kept:
        return capital(pace.kept)
    if pace.target is None:
        return "Det er ikke satt noe mål for søknadene"
    goal = plural(pace.target, "søknad", "søknader")
    return f"Målet er {goal} ved fristen {format_day(pace.deadline)}"


def _draw_curve(situation: Situation, pace: Pace, line: TargetLine) -> Chart:
    curve = count_over_time(situation, "applications")
    if curve.empty:
        return Chart("curve", (), ())
    total = {day.date(): int(n) for day, n in zip(curve["start"], curve["total"], strict=True)}
    first = min(first_day(curve, line), situation.as_of)
    last = max(situation.as_of, pace.deadline or situation.as_of)
    days = tuple(first + timedelta(days=n) for n in range((last - first).days + 1))
    series = [Series("Søknader i alt", tuple(total.get(day, 0 if day < min(total) else None) for day in days), ACCENT)]
    if len(line.points):
        end = line.points["day"].iloc[-1].date()
        values = tuple(
            round(float(value), 2) if day <= end else None for day, value in zip(days, line.at(days), strict=True)
        )
        series.append(Series(f"Mål: {format_number(pace.target)} ved fristen", values, NEUTRAL))
    ahead = [one for one in list_milestones(situation) if first <= one.day <= last]
    # A point of a chart has one text: what falls on the same day shares it.
    shared = {day: [one for one in ahead if one.day == day] for day in dict.fromkeys(one.day for one in ahead)}
    marks = tuple(
        Mark(day, join_words(f"{one.short} {_short_day(one)}" for one in named)) for day, named in shared.items()
    )
    return Chart("curve", days, tuple(series), marks)


def _short_day(one: Milestone) -> str:
    return format_short_day(one.day) if one.day == one.until else format_month(one.day, short=True)


def tell_regions(edition: Edition) -> Chapter:
    """What each region has of what they are compared by in this phase, against its target; one region among all."""
    what = what_is_compared(edition.situation)
    counted = count_regions(edition.situation, edition.parts)
    table = order_regions(counted, what)
    noun, colors = capital(WORDS[what][1]), tuple[str, ...]()
    title, unit = _title(describe_regions(counted, what)), f"{noun} fra hver region"
    if len(table) == 1:
        own = table.iloc[0]
        table = order_regions(count_regions(edition.situation.select(()), edition.parts), what)
        colors = tuple(COLORS[what] if region == own["region"] else OTHERS_COLOR for region in table["region"])
        unit += f", {own['region']} i farge blant alle"
        if pd.isna(own["target"]):
            of, whence = format_number(int(table[what].sum())), "kommer fra" if what == "applications" else "er i"
            title = f"{format_number(own[what])} av {of} {WORDS[what][1]} {whence} {own['region']}"
    goal = table["target"]
    series = [Series(noun, tuple(map(float, table[what])), COLORS[what], colors)]
    if goal.notna().any():
        series.append(Series("Mål", tuple(None if pd.isna(one) else float(one) for one in goal), NEUTRAL))
    bars = join_words(
        f"{row['region']} {format_number(row[what])}" + ("" if pd.isna(row["target"]) else f" av {row['target']}")
        for row in table.to_dict("records")
    )
    chart = Chart("bars", tuple(table["region"]), tuple(series))
    return Chapter("regions", title, unit, (), f"Søyler: {bars}.", chart)


def tell_map(edition: Edition) -> Chapter:
    """How many municipalities have come how far; the picture is drawn where it stands."""
    table = count_regions(edition.situation, edition.parts)
    key, verb = ("placed", "har fått plass") if compares_places(edition.situation) else ("applied", "har søkt")
    n, of = int(table[key].sum()), int(table["municipalities"].sum())
    title = f"{format_number(n)} av {plural(of, 'kommune', 'kommuner')} {verb}" if n else f"Ingen kommuner {verb} ennå"
    if table[key].isna().all():
        title = _title_without_applications(table, of, edition.round.some_gathering)
    none = table.loc[(table[key] == 0) & (table["municipalities"] > 0), "region"].tolist()
    if n and none:
        title += f", ingen i {join_words(none)}" if len(none) <= MOST_NAMED else f", ingen i {len(none)} av regionene"
    counts = [
        f"{format_number(one['n'])} {one['label']}"
        for one in count_way(edition.situation).to_dict("records")
        if one["step"] != ALL and not pd.isna(one["n"]) and one["n"]
    ]
    alt = f"Kart over {edition.where} der hver kommune har farge etter hvor langt den er kommet. {join_words(counts)}."
    legend = classify(edition.situation.status, MapChoice(edition.as_of)).legend
    rows = [(row.color, capital(row.label), row.count) for row in legend]
    rows.append(("", "Kommuner i alt", sum(row.count for row in legend)))
    remarks = (*unplaced_sentences(edition.situation), CREDIT)
    unit = "Hver kommune i fargen til det lengste steget den er kommet til"
    return Chapter("map", title, unit, remarks, alt, table=pd.DataFrame(rows, columns=["Farge", "Steg", "Kommuner"]))


def _title_without_applications(table: pd.DataFrame, of: int, gathering: str) -> str:
    if table["registered"].isna().all():
        return "Kartet er uten farger til den første filen er lastet opp"
    municipalities = plural(of, "kommune", "kommuner")
    return f"{format_number(int(table['registered'].sum()))} av {municipalities} har meldt seg på {gathering}"


def tell_way(edition: Edition) -> Chapter:
    """Municipalities with each step of the way, now and a week ago; the last steps once somebody has come there."""
    way = count_way(edition.situation)
    steps = way[(way["step"] != ALL) & way["n"].notna()].reset_index(drop=True)
    reached = steps.loc[(steps["n"] > 0) | (steps["week_ago"] > 0), "step"]
    last = max(map(STAGE_KEYS.index, ["applied", *reached]))
    steps = steps[steps["step"].map(STAGE_KEYS.index) <= last]
    colors = tuple(STAGE_COLORS[step] for step in steps["step"])
    chart = Chart(
        "bars",
        tuple(capital(label) for label in steps["label"]),
        (
            Series("Nå", tuple(map(float, steps["n"])), ACCENT, colors),
            Series("For en uke siden", tuple(map(float, steps["week_ago"])), BEFORE_COLOR),
        ),
    )
    bars = join_words(f"{label} {format_number(n)}" for label, n in zip(steps["label"], steps["n"], strict=True))
    unit = f"Kommuner på hvert steg, hvert talt for seg, av {plural(int(way['n'].iloc[0]), 'kommune', 'kommuner')}"
    remarks = [] if chart.is_empty else ["Et steg er ikke en del av det forrige: noen søker uten å ha vært påmeldt."]
    absent = way.loc[way["n"].isna(), "label"]
    remarks += [f"Ikke lastet opp, og derfor ikke talt: {join_words(absent)}."] if len(absent) else []
    return Chapter("way", _title(way_sentence(way)), unit, tuple(remarks), f"Søyler: {bars}.", chart)


MISSING = (
    "not_attended",
    "attended_not_applied",
    "several_not_applied",
    "quiet",
    "lacking",
    "not_confirmed",
    "not_at_start",
)
"""The lists of municipalities and applications that are counted, by their key; none that names people."""


def tell_missing(edition: Edition) -> Chapter:
    """How many stand on each list of those that are missing; counts, never who."""
    lists = make_lists(edition.situation, level=edition.parts)
    known = [lists[key] for key in MISSING if lists[key].n]
    near, at = lists["attended_not_applied"], edition.situation.round.some_gathering
    title = f"{near.counted} deltok på {at} og har ikke søkt"
    if not near.n:
        title = near.remark or f"Ingen kommuner deltok på {at} uten å ha søkt"
    chart = Chart(
        "bars", tuple(one.title for one in known), (Series("Antall", tuple(float(one.n) for one in known), ACCENT),)
    )
    bars = join_words(f"{one.title.lower()}: {one.counted}" for one in known)
    none = lists["regions_with_none"]
    some = int((count_regions(edition.situation, edition.parts)["applied"] > 0).sum())
    remarks = [f"Uten søkere: {join_words(none.rows['region'])}."] if none.n and some else []
    return Chapter(
        "missing", _title(title), "Kommuner eller søknader på hver liste", tuple(remarks), f"Søyler: {bars}.", chart
    )


def tell_readiness(edition: Edition) -> Chapter | None:
    """What those with a place have in order; None while nobody has one."""
    table = list_readiness(edition.situation)
    if table.empty:
        return None
    items = known_items(table)
    done = [float(table[key].sum()) for key in items]
    series = (
        Series("På plass", tuple(done), STAGE_COLORS["confirmed"]),
        Series("Mangler", tuple(len(table) - n for n in done), NONE_COLOR),
    )
    names = tuple(capital(LABELS[key]) for key in items)
    bars = join_words(f"{name.lower()} {format_number(n)}" for name, n in zip(names, done, strict=True))
    unit = f"Søknader med plass: {format_number(len(table))}"
    alt = f"Søyler: av {plural(len(table), 'søknad', 'søknader')} med plass har {bars}."
    return Chapter("readiness", _title(readiness_sentence(table)), unit, (), alt, Chart("stacked", names, series))


def tell_milestones(edition: Edition) -> Chapter:
    """The round's milestones."""
    milestones = list_milestones(edition.situation)
    return Chapter("milestones", _title(milestones_sentence(milestones)), table=tabulate_milestones(milestones))


def _title(sentence: str) -> str:
    return sentence.removesuffix(".")
