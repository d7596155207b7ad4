"""The target, the regions, the way, the time line and earlier rounds, through the data of their figures."""

from dataclasses import replace
from datetime import date

import pytest

from analysis.forecast import forecast
from analysis.milestones import list_milestones
from analysis.pace import read_pace
from analysis.regions import count_regions
from analysis.rounds_compared import compare_rounds
from analysis.series import count_over_time
from analysis.target_line import draw_target_line
from analysis.way import count_way, count_way_by_region
from charts import regions, rounds, target, timeline, way
from charts.palette import ACCENT, STAGE_COLORS
from charts.theme import NEUTRAL
from tests.analysis.tables import BODO, NO_ROWS, ROUND, rows, situation
from tests.charts.spring import NUMBERS, spring
from tests.charts.valid import Valid

regions, rounds, target, timeline, way = Valid(regions), Valid(rounds), Valid(target), Valid(timeline), Valid(way)


def test_the_target_figure_has_the_curve_the_line_and_the_named_case():
    found = spring()
    curve, line, pace = count_over_time(found, "applications"), draw_target_line(found), read_pace(found)
    figure = target.draw_target(curve, pace, line, list_milestones(found), forecast(found))
    names = {trace.name: trace for trace in figure.data}
    assert names["Søknader"].y[-1] == 13
    assert names["Søknader"].line.color == ACCENT
    assert list(names["Mål"].y) == [0, 40]
    # 25 April alone lies in the last 14 days (19 April to 2 May) with the 19th: 2 × 13 / 14 = 1.9 more.
    assert names["Tempoet de siste 14 dagene fortsetter"].y[-1] == pytest.approx(13 + 2 * 13 / 14)
    # The line stands at 40 × 54 / 67 = 32.2, 54 of its 67 days after the day before the call; 13 is 19.2 below it.
    # Of 14.9 some 25 are missing.
    assert figure.layout.meta["title"] == "Med samme tempo mangler det om lag 25 på målet på 40"
    alone = target.draw_target(curve, pace, line, list_milestones(found))
    assert alone.layout.meta["title"] == "19 søknader bak en rett linje til målet, 27 igjen til 40"
    assert figure.layout.meta["unit"].endswith("Grå linje går rett til målet")
    table = target.tabulate_target(curve, line, forecast(found))
    assert table["Søknader i alt"].iloc[-1] == 13
    assert table["Mållinjen"].iloc[-1] == pytest.approx(40 * 54 / 67, abs=0.05)


def test_regions_stand_in_the_order_of_what_they_lack_and_those_that_have_reached_their_target_are_quiet():
    figure = regions.draw_regions(count_regions(spring()))
    texts = [note.text for note in figure.layout.annotations]
    assert texts[:2] == ["0 av 6, mangler 6", "1 av 4, mangler 3"]
    missing = figure.data[1]
    assert list(missing.x[:3]) == [6, 3, 0]
    assert [shape.x0 for shape in figure.layout.shapes if shape.type == "line"] == [6, 4]
    reached = regions.draw_regions(count_regions(spring()).assign(applications=6))
    assert set(reached.data[0].marker.color[-2:]) <= {NEUTRAL, STAGE_COLORS["applied"]}
    assert "6 av 4 – nådd" in [note.text for note in reached.layout.annotations]
    place = [note.text for note in reached.layout.annotations].index("6 av 4 – nådd")
    assert reached.data[0].marker.color[place] == NEUTRAL


def test_no_unknown_municipalities_make_no_bar():
    def names(*sent):
        table = count_regions(situation("2024-05-02", applications=rows(*sent)))
        return list(regions.draw_regions(table).layout.yaxis.ticktext)

    assert "uten kjent kommune" not in names({"on": "2024-04-08 10:00", "of": BODO})
    assert names({"on": "2024-04-08 10:00"})[-1] == "uten kjent kommune"


def test_one_region_says_what_it_lacks():
    table = count_regions(spring())
    nordland = table[table["region"] == "Nordland"]
    assert regions.describe_regions(nordland) == "Nordland mangler 3 søknader på målet."
    assert regions.describe_regions(nordland.assign(applications=3)) == "Nordland mangler 1 søknad på målet."
    assert regions.describe_regions(nordland.assign(applications=4)) == "Nordland har nådd målet sitt for søknader."


def test_regions_of_what_is_not_loaded_are_no_noughts():
    table = count_regions(situation("2024-05-02", registrations=NO_ROWS))
    figure = regions.draw_regions(table, "applied")
    assert [len(trace.x) for trace in figure.data] in ([], [0])
    assert regions.describe_regions(table, "applied") == "Søkerkommuner: ikke lastet opp."
    shown = regions.tabulate_regions(table)
    assert set(shown["Søknader"]) == {"ikke lastet opp"}
    assert set(shown["Påmeldte kommuner"]) == {0}


def test_the_way_has_a_bar_for_each_step_that_was_reached_in_its_colour_and_a_pattern_for_print():
    figure = way.draw_way(count_way(spring()))
    (bars,) = figure.data
    assert list(bars.x) == [2, 1, 13, 1]  # nobody was guided
    assert bars.marker.color[2] == ACCENT
    assert bars.marker.pattern.shape[2] == "/"
    assert figure.layout.annotations[3].text == "1 (0 %), +1 siste uke"
    assert figure.layout.meta["unit"] == "Kommuner på hvert steg av 357, hvert telt for seg"


def test_the_way_by_region_has_columns_for_what_is_reached_and_a_sentence_for_the_rest():
    counted = count_way_by_region(spring())
    shown = way.summarise_way_by_region(counted)
    assert list(shown) == ["Region", "Kommuner", "Påmeldt", "Deltok", "Søkt", "Tildelt plass"]
    assert way.tell_unreached(counted) == (
        "Ingen kommune har nådd stegene veiledet og bekreftet ennå. Påmeldt oppstart: ikke lastet opp."
    )


def test_after_the_deadline_the_curve_ends_there_or_with_the_last_application_after_it():
    def drawn(*late):
        days = [f"2024-05-{day:02} 10:00" for day in (2, 3, 10, 15, *late)]
        sent = rows(*({"on": day, "of": NUMBERS[place]} for place, day in enumerate(days)))
        found = situation("2024-09-20", applications=sent)
        curve = count_over_time(found, "applications")
        return target.draw_target(curve, read_pace(found), draw_target_line(found), list_milestones(found))

    figure = drawn()
    assert figure.layout.xaxis.range[1] == "2024-05-15T12:00"
    assert figure.layout.meta["title"] == "Halvparten av søknadene kom de siste 6 dagene før fristen"
    assert drawn(20).layout.xaxis.range[1] == "2024-05-20T12:00"


def test_the_timeline_has_a_row_for_each_milestone():
    figure = timeline.draw_milestones(list_milestones(spring()), date(2024, 5, 2))
    assert list(figure.data[0].marker.symbol) == ["circle", "circle", "diamond", "circle-open"]
    assert "<b>Søknadsfrist</b> 15.05.2024<br>neste, om 13 dager" in [note.text for note in figure.layout.annotations]
    assert timeline.tabulate_milestones(list_milestones(spring()))["Status"].tolist()[3] == "kommer, om 4 måneder"


def test_rounds_are_told_apart_by_colour_width_and_name():
    then = situation(
        "2023-09-01",
        replace(
            ROUND,
            id="2023",
            title="2023",
            call=date(2023, 3, 1),
            first_day=date(2023, 3, 1),
            deadline=date(2023, 5, 2),
            gatherings=(),
        ),
        applications=rows({"on": "2023-04-20 10:00", "of": BODO}),
    )
    figure = rounds.draw_rounds(compare_rounds([spring(), then]), "2024", "x", list_milestones(spring()))
    assert [trace.line.color == ACCENT for trace in figure.data] == [True, False]
    assert [note.text for note in figure.layout.annotations] == [
        "Utlysning 10.03.",
        "Samling 15.03.",
        "Frist 15.05.",
        "Oppstart september 2024 →",
        "<b>13 denne runden</b>",
        "1 2023",
    ]
    # 20 April 2023 was 12 days before its deadline: it stands on 3 May, 12 days before this one's.
    assert list(figure.data[1].x)[list(figure.data[1].y).index(1)] == "2024-05-03"
    assert dict(zip(figure.layout.xaxis.ticktext, figure.layout.xaxis.tickvals, strict=True))["14"] == "2024-05-01"
    table = rounds.tabulate_rounds(compare_rounds([spring(), then]))
    assert table.set_index("Dager til fristen").loc[13].tolist() == [13, 0]
