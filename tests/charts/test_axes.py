"""Axes, stripes, labels and titles: what the figures over time share."""

from datetime import date, timedelta
from itertools import combinations

import pytest

from analysis.milestones import Milestone, list_milestones
from analysis.regions import count_regions
from analysis.series import MEASURES, count_over_time
from charts import participation, regions, time_axis
from charts.locale_nb import PLOTLY_CONFIG
from charts.palette import ACCENT
from charts.theme import MEASURE_COLORS, count_axis, spread, wrap
from charts.time_axis import add_days_off, place_labels
from tests.analysis.tables import ALTA, BODO, NARVIK, rows, situation
from tests.charts.spring import spring
from tests.charts.valid import Valid

participation, regions = Valid(participation), Valid(regions)


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
    labels = place_labels(tuple(list_milestones(spring())), first, last, right)
    assert len(labels) == 4
    assert not any(one.row == other.row and one.overlaps(other) for one, other in combinations(labels, 2))


def crowd(many):
    """So many milestones on days that follow one another, on an axis of a year."""
    days = [date(2024, 6, 1) + timedelta(days=place) for place in range(many)]
    return tuple(Milestone("deadline", "Søknadsfrist", day, day, "ahead", 0, "") for day in days)


@pytest.mark.parametrize("many", [8, 20, 21, 60])
def test_labels_that_all_collide_stand_in_rows_of_their_own_after_a_bounded_search(many, monkeypatch):
    weighed = []
    monkeypatch.setattr(time_axis, "_cost", lambda *given, cost=time_axis._cost: weighed.append(1) or cost(*given))
    labels = place_labels(crowd(many), date(2024, 1, 1), date(2024, 12, 31), 16)
    assert all(one.overlaps(other) for one, other in combinations(labels, 2))
    assert sorted(label.row for label in labels) == list(range(many))
    # No line cuts through a text: each stands above those that begin within it.
    assert not any(one.is_cut_by(other) and other.row > one.row for one, other in combinations(labels, 2))
    assert len(weighed) <= (4 * many**3 if many <= 20 else 2)


def test_no_milestones_need_no_rows():
    assert place_labels((), date(2024, 1, 1), date(2024, 12, 31)) == ()


def test_milestones_beyond_the_axis_are_named_at_its_end():
    labels = place_labels(tuple(list_milestones(spring())), date(2024, 3, 12), date(2024, 5, 2), 16)
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
    assert not groups.layout.shapes  # weekends say something of days only


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


@pytest.mark.parametrize(("days", "shaded"), [(55, True), (56, False)])
def test_weekends_are_shaded_in_up_to_eight_weeks(days, shaded):
    layout = {"shapes": [], "annotations": []}
    add_days_off(layout, date(2024, 6, 3), date(2024, 6, 3) + timedelta(days=days))
    assert bool(layout["shapes"]) == shaded


def test_stripes_and_lines_run_within_the_panels_and_not_through_their_names():
    sent = rows(*({"on": f"2024-03-{day} 10:00", "of": of} for day, of in ((11, BODO), (20, ALTA))))
    found = situation("2024-03-25", registrations=sent)
    table = count_over_time(found, "participants", split="branch")
    figure = participation.draw_over_time(table, "participants", list_milestones(found))
    panels = {shape.yref for shape in figure.layout.shapes}
    assert panels == {"y domain", "y2 domain"}
    for axis, name in zip((figure.layout.yaxis, figure.layout.yaxis2), figure.layout.annotations[-2:], strict=True):
        assert (name.y, name.yanchor) == (axis.domain[1], "bottom")


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
    figure = regions.draw_regions(count_regions(found), "participants")
    assert (figure.layout.yaxis.ticktext[0], figure.data[0].x[0]) == ("Nordland", 1)
