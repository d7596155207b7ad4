"""Every figure and every table: a title with its n, nothing of the theme, nothing drawn of nothing, Norwegian heads."""

from dataclasses import replace

import pytest

from analysis.after_gathering import conversion_sentence, count_conversion, count_weeks_to_application, days_sentence
from analysis.forecast import forecast
from analysis.milestones import list_milestones
from analysis.pace import read_pace
from analysis.readiness import count_readiness, list_readiness
from analysis.regions import count_regions
from analysis.roles import count_roles
from analysis.rounds_compared import compare_rounds, compare_sentence
from analysis.series import count_over_time
from analysis.target_line import draw_target_line
from analysis.turnout import count_turnout, turnout_sentence
from analysis.way import count_way, count_way_by_region
from charts import gathering, participation, readiness, regions, rounds, target, timeline, way
from charts.theme import TEXT
from tests.analysis.tables import BODO, ROUND, rows, situation
from tests.charts.spring import APPLIED, SIGNED, spring
from tests.charts.valid import Valid

gathering, participation, readiness, regions = Valid(gathering), Valid(participation), Valid(readiness), Valid(regions)
rounds, target, timeline, way = Valid(rounds), Valid(target), Valid(timeline), Valid(way)


def every_figure(found):
    milestones, pace = list_milestones(found), read_pace(found)
    curve, line = count_over_time(found, "applications"), draw_target_line(found)
    yield target.draw_target(curve, pace, line, milestones, forecast(found))
    yield target.draw_target(curve, pace, line, milestones, compact=True)
    for measure in ("participants", "applied", "start_registrations"):
        for step in ("day", "week"):
            table = count_over_time(found, measure, step)
            yield participation.draw_over_time(table, measure, milestones, step=step)
            yield participation.draw_over_time(table, measure, milestones, step=step, view="total")
            table = count_over_time(found, measure, step, "branch")
            yield participation.draw_over_time(table, measure, milestones, step=step)
    for level in ("branch", "county"):
        for what in regions.WORDS:
            yield regions.draw_regions(count_regions(found, level), what)
        yield gathering.draw_turnout(count_turnout(found, level), turnout_sentence(found))
    yield gathering.draw_turnout(count_turnout(found), turnout_sentence(found))
    yield gathering.draw_roles(count_roles(found))
    yield gathering.draw_conversion(count_conversion(found), conversion_sentence(found))
    yield gathering.draw_weeks_to_application(count_weeks_to_application(found), days_sentence(found))
    yield way.draw_way(count_way(found))
    yield timeline.draw_milestones(milestones, found.as_of)
    yield rounds.draw_rounds(compare_rounds([found]), found.round.id, compare_sentence(found, None), milestones)
    yield readiness.draw_readiness(list_readiness(found))


WITHOUT_DATES = replace(ROUND, call=None, gatherings=(), deadline=None, start=None)


@pytest.mark.parametrize(
    "make",
    [
        spring,
        lambda: situation("2024-05-02", WITHOUT_DATES),
        pytest.param(lambda: spring().select(["Nordland"]), marks=pytest.mark.long),
        pytest.param(lambda: spring().select(["Svalbard"]), marks=pytest.mark.long),
        pytest.param(lambda: situation("2024-05-02"), marks=pytest.mark.long),
        pytest.param(
            lambda: situation("2024-09-20", registrations=SIGNED, applications=APPLIED), marks=pytest.mark.long
        ),
        pytest.param(
            lambda: situation("2024-05-02", applications=rows({"on": "2024-05-02 10:00", "of": BODO})),
            marks=pytest.mark.long,
        ),
    ],
    ids=["spring", "no dates", "branch", "svalbard", "empty", "autumn", "one row"],
)
def test_every_figure_is_drawn_with_a_title_and_its_n_and_nothing_of_the_theme(make):
    found = make()
    for figure in every_figure(found):
        assert figure.layout.title.text
        assert figure.layout.meta["n"] >= 0
        assert figure.layout.font.family.startswith("Inter")
        assert figure.layout.font.color == TEXT
        assert figure.layout.paper_bgcolor == figure.layout.plot_bgcolor == "rgba(0,0,0,0)"
        assert figure.layout.separators == ",\u202f"
        assert figure.layout.height < 1200


def test_what_has_nothing_to_show_is_a_title_without_a_figure():
    nothing = situation("2024-05-02", WITHOUT_DATES)
    milestones = list_milestones(nothing)
    figures = [
        target.draw_target(count_over_time(nothing, "applications"), read_pace(nothing), draw_target_line(nothing)),
        participation.draw_over_time(count_over_time(nothing, "participants"), "participants"),
        participation.draw_over_time(count_over_time(nothing, "participants", split="branch"), "participants"),
        regions.draw_regions(count_regions(nothing), "participants"),
        gathering.draw_turnout(count_turnout(nothing), turnout_sentence(nothing)),
        gathering.draw_roles(count_roles(nothing)),
        gathering.draw_conversion(count_conversion(nothing), conversion_sentence(nothing)),
        gathering.draw_weeks_to_application(count_weeks_to_application(nothing), days_sentence(nothing)),
        way.draw_way(count_way(nothing)),
        timeline.draw_milestones(milestones, nothing.as_of),
        rounds.draw_rounds(compare_rounds([nothing]), nothing.round.id, compare_sentence(nothing, None), milestones),
        readiness.draw_readiness(list_readiness(nothing)),
    ]
    assert all(not figure.data and figure.layout.meta["title"] for figure in figures)


def test_the_tables_have_norwegian_heads():
    found = spring()
    tables = [
        participation.tabulate_over_time(count_over_time(found, "participants", split="branch"), "participants"),
        regions.tabulate_regions(count_regions(found)),
        gathering.tabulate_turnout(count_turnout(found, "branch")),
        gathering.tabulate_roles(count_roles(found)),
        gathering.tabulate_conversion(count_conversion(found)),
        gathering.tabulate_weeks_to_application(count_weeks_to_application(found)),
        way.tabulate_way(count_way(found)),
        way.tabulate_way_by_region(count_way_by_region(found)),
        readiness.tabulate_readiness_by_branch(count_readiness(list_readiness(found))),
        readiness.tabulate_readiness(list_readiness(found)),
    ]
    assert all(name[0].isupper() and "_" not in name for table in tables for name in table.columns)
