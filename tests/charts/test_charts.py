"""The figures through their data: what they draw, what their titles say, and that labels stay apart."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import pytest

from analysis.after_gathering import conversion_sentence, count_conversion, count_weeks_to_application, days_sentence
from analysis.forecast import forecast
from analysis.milestones import Milestone, list_milestones
from analysis.pace import draw_target_line, read_pace
from analysis.readiness import count_readiness, list_readiness
from analysis.regions import count_regions
from analysis.roles import count_roles
from analysis.rounds_compared import compare_rounds, compare_sentence
from analysis.series import MEASURES, count_over_time
from analysis.turnout import count_turnout, turnout_sentence
from analysis.way import count_way, count_way_by_region
from charts import gathering, participation, readiness, regions, rounds, target, time_axis, timeline, way
from charts.locale_nb import PLOTLY_CONFIG
from charts.palette import ACCENT, STAGE_COLORS
from charts.theme import MEASURE_COLORS, TEXT, count_axis, lift_title, spread, wrap
from charts.time_axis import add_days_off, place_labels
from data.reference import municipalities
from tests.analysis.tables import ALTA, BODO, NARVIK, ROUND, rows, situation

NUMBERS = list(municipalities())
SIGNED = rows(
    {"on": "2024-03-11 10:00", "of": BODO, "persons": 2, "role": "Rektor"},
    {"on": "2024-03-13 10:00", "of": ALTA, "role": "Lærer"},
    {"on": "2024-03-13 10:00", "role": "Rektor"},
)
CAME = rows({"joined_at": "2024-03-15 09:30", "email": "person0@example.no", "name": "Person 0", "minutes": 200})
APPLIED = rows(
    *[{"on": f"2024-04-{day:02} 10:00", "of": NUMBERS[day]} for day in range(8, 20)],
    {"on": "2024-04-25 10:00", "of": BODO, "state": "placed", "placed_at": "2024-04-30 10:00"},
)


def spring():
    return situation("2024-05-02", registrations=SIGNED, attendance=CAME, applications=APPLIED)


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


@pytest.mark.parametrize(
    "found",
    [
        spring(),
        spring().select(["Nordland"]),
        spring().select(["Svalbard"]),
        situation("2024-05-02"),
        situation("2024-05-02", replace(ROUND, call=None, gathering_start=None, deadline=None, start=None)),
        situation("2024-09-20", registrations=SIGNED, applications=APPLIED),
        situation("2024-05-02", applications=rows({"on": "2024-05-02 10:00", "of": BODO})),
    ],
    ids=["spring", "branch", "svalbard", "empty", "no dates", "autumn", "one row"],
)
def test_every_figure_is_drawn_with_a_title_and_its_n_and_nothing_of_the_theme(found):
    for figure in every_figure(found):
        assert figure.layout.title.text
        assert "n = " in figure.layout.title.text
        assert figure.layout.font.family.startswith("Inter")
        assert figure.layout.font.color == TEXT
        assert figure.layout.paper_bgcolor == figure.layout.plot_bgcolor == "rgba(0,0,0,0)"
        assert figure.layout.separators == ",\u202f"
        assert figure.layout.height < 1200


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
    title, unit = lift_title(participation.draw_over_time(count_over_time(spring(), "registrations"), "registrations"))
    assert title == "3 påmeldinger i alt. Flest kom den 13.03.2024: 2"
    assert unit == "Påmeldinger per dag, til og med 02.05.2024. Grå felt er helger. n = 3"
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


def test_the_groups_of_those_that_applied_are_told_apart_without_colour():
    figure = gathering.draw_weeks_to_application(count_weeks_to_application(spring()), "Et funn.")
    looks = [(trace.marker.pattern.shape, trace.marker.color) for trace in figure.data]
    assert len({shape for shape, _ in looks}) == 2 and len(set(looks)) == 3
    assert "grått verken påmeldt eller deltok" in figure.layout.meta["unit"]


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
    assert figure.layout.meta["title"] == "19 søknader bak mållinjen, 27 igjen til målet på 40"
    table = target.tabulate_target(curve, line, forecast(found))
    assert table["Søknader i alt"].iloc[-1] == 13
    assert table["Mållinjen"].iloc[-1] == pytest.approx(40 * 54 / 67, abs=0.05)


def test_a_region_carries_its_target_as_a_mark_and_in_words():
    figure = regions.draw_regions(count_regions(spring()))
    texts = [note.text for note in figure.layout.annotations]
    assert "1 av 4" in texts
    marks = [shape for shape in figure.layout.shapes if shape.type == "line"]
    assert [mark.x0 for mark in marks] == [4, 6]


def test_turnout_shows_who_came_and_who_did_not_as_parts_of_one_bar():
    figure = gathering.draw_turnout(count_turnout(spring()), turnout_sentence(spring()))
    came, stayed_away = figure.data
    assert (came.x[0], stayed_away.x[0]) == (1, 2)
    assert figure.layout.annotations[0].text == "1 av 3"


def test_the_way_has_a_bar_for_each_step_in_its_colour_and_a_pattern_for_print():
    figure = way.draw_way(count_way(spring()))
    (bars,) = figure.data
    assert list(bars.x) == [357, 2, 1, 0, 13, 1, 0, 0]
    assert bars.marker.color[4] == ACCENT
    assert bars.marker.pattern.shape[4] == "/"
    assert figure.layout.annotations[5].text == "1 (0 %), +1 siste uke"


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
            gathering_start=None,
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


MILESTONES = list_milestones(spring())


@pytest.mark.parametrize("right", [16, 64, 112])
@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2024, 2, 1), date(2024, 5, 15)),
        (date(2024, 3, 9), date(2024, 9, 30)),
        (date(2024, 3, 12), date(2024, 3, 20)),
        (date(2024, 2, 12), date(2024, 3, 24)),
        (date(2024, 4, 1), date(2024, 4, 1)),
    ],
)
def test_labels_of_milestones_never_overlap_on_a_phone(first, last, right):
    labels = place_labels(tuple(MILESTONES), first, last, right)
    assert len(labels) == 4
    assert not any(one.row == other.row and one.overlaps(other) for one, other in combinations(labels, 2))


def crowd(many):
    """So many milestones on days that follow one another, on an axis of a year."""
    days = [date(2024, 6, 1) + timedelta(days=place) for place in range(many)]
    return tuple(Milestone("deadline", "Søknadsfrist", day, day, "ahead", 0, "") for day in days)


@pytest.mark.parametrize("many", [8, 20])
def test_labels_that_all_collide_stand_in_rows_of_their_own_after_a_bounded_search(many, monkeypatch):
    weighed = []
    monkeypatch.setattr(time_axis, "_cost", lambda *given, cost=time_axis._cost: weighed.append(1) or cost(*given))
    labels = place_labels(crowd(many), date(2024, 1, 1), date(2024, 12, 31), 16)
    assert all(one.overlaps(other) for one, other in combinations(labels, 2))
    assert sorted(label.row for label in labels) == list(range(many))
    # No line cuts through a text: each stands above those that begin within it.
    assert not any(one.is_cut_by(other) and other.row > one.row for one, other in combinations(labels, 2))
    assert len(weighed) < 4 * many**3


def test_no_milestones_need_no_rows():
    assert place_labels((), date(2024, 1, 1), date(2024, 12, 31)) == ()


def test_milestones_beyond_the_axis_are_named_at_its_end():
    labels = place_labels(tuple(MILESTONES), date(2024, 3, 12), date(2024, 5, 2), 16)
    assert [label.text for label in labels] == [
        "← Utlysning 10.03.",
        "Samling 15.03.",
        "Frist 15.05. →",
        "Oppstart september 2024 →",
    ]


def test_weeks_are_named_by_their_iso_number_under_their_middle():
    table = count_over_time(spring(), "participants", "week")
    figure = participation.draw_over_time(table, "participants", step="week")
    axis, bar = figure.layout.xaxis, figure.data[0]
    ticks = dict(zip(axis.ticktext, axis.tickvals, strict=True))
    assert ticks["uke 11"] == "2024-03-14"  # Thursday
    # The week of 11 March runs on the axis from noon on the 10th to noon on the 17th; its bar is 0.7 days in.
    assert bar.offset == pytest.approx(0.2 * 86_400_000)
    assert bar.width == pytest.approx(5.6 * 86_400_000)
    groups = participation.draw_over_time(
        count_over_time(spring(), "participants", "week", "branch"), "participants", step="week"
    )
    assert groups.layout.xaxis.ticktext == axis.ticktext
    assert (groups.data[0].offset, groups.data[0].width) == (bar.offset, bar.width)
    assert len(groups.layout.shapes) > 2  # the weekends


def test_weekends_are_shaded_and_easter_is_named():
    layout = {"shapes": [], "annotations": []}
    add_days_off(layout, date(2024, 3, 18), date(2024, 4, 7))
    # The weekends of 23 March and 6 April, and Easter from 28 March to 1 April, which covers the one between.
    assert [(shape["x0"], shape["x1"]) for shape in layout["shapes"]] == [
        ("2024-03-22T12:00", "2024-03-24T12:00"),
        ("2024-04-05T12:00", "2024-04-07T12:00"),
        ("2024-03-27T12:00", "2024-04-01T12:00"),
    ]
    assert [note["text"] for note in layout["annotations"]] == ["påske"]


def test_titles_wrap_in_even_lines_and_show_markup_as_text():
    assert wrap("183 påmeldinger i alt. Flest kom den 11.03.2024: 17.", 42) == [
        "183 påmeldinger i alt. Flest",
        "kom den 11.03.2024: 17.",
    ]
    assert wrap("<b>Nes</b>", 42) == ["&lt;b&gt;Nes&lt;/b&gt;"]


def test_axes_of_counts_have_whole_steps():
    assert count_axis(3)["dtick"] == 1
    assert count_axis(45)["dtick"] == 10
    assert count_axis(0)["range"] == [0, 1]


def test_labels_at_the_ends_of_lines_are_kept_apart():
    # Values 40 and 41 at half a unit per pixel are 80 and 82 pixels up: the upper moves to 80 + 17.
    assert spread([40, 41, 60], 0.5) == [0, 15, 0]


def test_every_measure_has_a_colour():
    assert MEASURES.keys() <= MEASURE_COLORS.keys()
    assert MEASURE_COLORS["applications"] == MEASURE_COLORS["applied"] == ACCENT


def test_plotly_speaks_bokmal():
    words = PLOTLY_CONFIG["locales"]["nb"]["format"]
    assert words["days"][:2] == ["søndag", "mandag"]
    assert words["months"][4] == "mai"
    assert words["decimal"] == ","


def test_numbers_of_the_north_are_not_lost():
    found = situation("2024-05-02", registrations=rows({"on": "2024-03-11 10:00", "of": NARVIK}))
    assert regions.draw_regions(count_regions(found), "participants").data[0].x[1] == 1
