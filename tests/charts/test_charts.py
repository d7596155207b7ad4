"""The figures through their data: what they draw, what their titles say, and that labels stay apart."""

from dataclasses import replace
from datetime import date

import pandas as pd
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
from charts.palette import ACCENT, STAGE_COLORS
from charts.theme import NEUTRAL, TEXT, lift_title
from tests.analysis.tables import ALTA, BODO, NARVIK, NO_ROWS, ROUND, rows, situation
from tests.charts.spring import APPLIED, CAME, NUMBERS, SIGNED, spring
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


def test_bars_show_what_came_each_day_and_the_line_the_sum():
    table = count_over_time(spring(), "participants")
    milestones = list_milestones(spring())
    bars = participation.draw_over_time(table, "participants", milestones).data[0]
    assert bars.type == "bar"
    assert sum(bars.y) == 4
    assert bars.marker.color == STAGE_COLORS["registered"]
    assert "11.03.2024: 2 påmeldte deltakere, i alt 2" in bars.customdata
    line = participation.draw_over_time(table, "participants", milestones, view="total").data[0]
    assert line.y[-1] == 4


def test_groups_are_small_panels_on_one_scale_each_named_with_its_count():
    table = count_over_time(spring(), "participants", split="branch")
    figure = participation.draw_over_time(table, "participants")
    assert len(figure.data) == 3
    texts = [note.text for note in figure.layout.annotations]
    assert "<b>Nordland</b> 2" in texts
    assert "<b>uten kjent kommune</b> 1" in texts
    assert figure.layout.yaxis.range == figure.layout.yaxis2.range == figure.layout.yaxis3.range


def test_the_title_says_how_many_and_when_most_came():
    figure = participation.draw_over_time(count_over_time(spring(), "registrations"), "registrations")
    bare, title, unit, n = lift_title(figure.to_plotly_json())
    assert bare["data"]
    assert "title" not in bare["layout"]
    assert figure.layout.height - bare["layout"]["height"] == figure.layout.meta["head"]
    assert figure.layout.margin.t - bare["layout"]["margin"]["t"] == figure.layout.meta["head"]
    assert title == "3 påmeldinger i alt. Flest kom den 13.03.2024: 2"
    assert unit == "Påmeldinger per dag, til og med 02.05.2024. Grå felt er helger."
    assert n == 3
    week = count_over_time(spring(), "registrations", "week")
    assert participation.describe_over_time(week, "registrations", "week").endswith("Flest kom i uke 11: 3.")


def test_a_title_names_all_that_are_most_and_none_where_too_many_are():
    days = [f"2024-03-{day} 10:00" for day in (11, 12, 13, 14)]

    def told(*on):
        found = situation("2024-05-02", registrations=rows(*({"on": day, "of": BODO} for day in on)))
        return participation.describe_over_time(count_over_time(found, "registrations"), "registrations")

    assert told(*days[:2]) == "2 påmeldinger i alt. Flest kom den 11.03.2024 og 12.03.2024: 1 hver."
    assert told(*days) == "4 påmeldinger i alt, høyst 1 om dagen."


def test_the_weeks_with_most_applications_are_all_named_also_those_before_the_gathering():
    def told(*on):
        sent = rows(*({"on": day, "of": NUMBERS[place]} for place, day in enumerate(on)))
        return gathering.describe_weeks_to_application(
            count_weeks_to_application(
                situation("2024-05-02", registrations=SIGNED, attendance=CAME, applications=sent)
            )
        )

    assert told() == "Ingen kommuner har søkt ennå."
    assert told("2024-03-12 10:00") == "Flest søkte før samlingen: 1 kommune."
    assert told("2024-03-16 10:00", "2024-03-24 10:00") == "Flest søkte i uke 1 og 2 etter samlingen: 1 kommune i hver."
    assert told("2024-03-12 10:00", "2024-03-24 10:00").startswith("Flest søkte før samlingen og i uke 2 etter")


def test_the_groups_of_those_that_applied_are_told_apart_without_colour_and_named_in_a_legend():
    days = {BODO: "2024-03-12", ALTA: "2024-03-18", NARVIK: "2024-03-25"}
    sent = rows(*({"on": f"{day} 10:00", "of": of} for of, day in days.items()))
    found = situation("2024-05-02", registrations=SIGNED, attendance=CAME, applications=sent)
    figure = gathering.draw_weeks_to_application(count_weeks_to_application(found), "Et funn.")
    names = ["Deltok på samlingen", "Påmeldt, deltok ikke", "Verken påmeldt eller deltok"]
    assert [trace.name for trace in figure.data] == names
    assert [trace.marker.pattern.shape for trace in figure.data] == ["", "/", ""]
    assert figure.layout.showlegend
    assert list(figure.layout.xaxis.ticktext) == ["før", "1", "2"]


def test_too_few_applications_make_no_chart_of_weeks():
    def drawn(*applicants):
        sent = rows(*({"on": "2024-04-08 10:00", "of": of} for of in applicants))
        found = situation("2024-05-02", registrations=SIGNED, applications=sent)
        return gathering.draw_weeks_to_application(count_weeks_to_application(found), "Et funn.").data

    assert not drawn(BODO, ALTA)
    assert drawn(BODO, ALTA, NARVIK)


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


def test_turnout_is_drawn_as_a_share_of_one_whole():
    figure = gathering.draw_turnout(count_turnout(spring()), turnout_sentence(spring()))
    came, stayed_away = figure.data
    assert (came.x[0], stayed_away.x[0]) == (pytest.approx(100 / 3), pytest.approx(200 / 3))
    assert figure.layout.annotations[0].text == "1 av 3"


def test_the_title_of_the_turnout_finds_the_difference_between_groups_that_are_large_enough():
    table = (
        count_turnout(spring())
        .iloc[[0, 0, 0]]
        .reset_index(drop=True)
        .assign(
            group=["Agder", "Rogaland", "Nordland"], registrations=[10, 20, 9], came=[8, 4, 9], stayed_away=[2, 16, 0]
        )
    )
    figure = gathering.draw_turnout(table, "Av påmeldingene deltok 21 av 39.")
    assert figure.layout.meta["title"] == "Størst andel møtte: Agder, 8 av 10 (80 %). Minst: Rogaland, 4 av 20 (20 %)"
    assert list(figure.layout.yaxis.ticktext) == ["Nordland", "Agder", "Rogaland"]
    alone = gathering.draw_turnout(table.iloc[1:], "Av påmeldingene deltok 13 av 29.")
    assert alone.layout.meta["title"] == "Av påmeldingene deltok 13 av 29"


def test_roles_stand_in_the_order_of_their_size_the_unknown_last():
    table = pd.DataFrame(
        {"role_group": ["Lærer", "Rektor", "Annet"], "registrations": [1, 1, 9], "participants": [1, 2, 9]}
    )
    assert list(gathering.draw_roles(table).layout.yaxis.ticktext) == ["Rektor", "Lærer", "Annet"]


def test_from_gathering_to_application_is_drawn_as_shares():
    figure = gathering.draw_conversion(count_conversion(spring()), conversion_sentence(spring()))
    assert [one + rest for one, rest in zip(*(trace.x for trace in figure.data), strict=True)] == [100] * len(
        figure.data[0].x
    )
    assert figure.data[0].x[0] == 50  # Bodø of Bodø and Alta


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
    assert figure.layout.meta["title"] == "Halvparten av søknadene kom de siste 12 dagene før fristen"
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


def test_regions_of_what_is_not_loaded_are_no_noughts():
    table = count_regions(situation("2024-05-02", registrations=NO_ROWS))
    figure = regions.draw_regions(table, "applied")
    assert [len(trace.x) for trace in figure.data] in ([], [0])
    assert regions.describe_regions(table, "applied") == "Søkerkommuner: ikke lastet opp."
    shown = regions.tabulate_regions(table)
    assert set(shown["Søknader"]) == {"ikke lastet opp"}
    assert set(shown["Påmeldte kommuner"]) == {0}
