"""What the council did under an axis of days: labels that never meet, in few rows, and the same facts in the table."""

import random
from datetime import date, datetime, timedelta

import pandas as pd
import plotly.graph_objects as go
import pytest

from analysis.efforts import NO_MARKS, Marks, list_marks
from analysis.milestones import list_milestones
from analysis.series import count_over_time
from charts import participation, timeline
from charts.own_marks import MOST_ROWS, add_columns, add_marks, place_marks
from domain.efforts import Effort
from tests.analysis.tables import ALTA, BODO, notes, rows, situation

BEGIN, END = datetime(2024, 3, 31, 12), datetime(2024, 5, 2, 12)
APPLIED = rows(*({"on": f"2024-04-{day:02} 12:00", "of": BODO} for day in range(1, 29)))
CALLED = notes(("2024-04-08", BODO, "telefon"), ("2024-04-08", ALTA, "møte"), ("2024-04-10", ALTA, "telefon"))


def effort(number, day, **more):
    return Effort(day, "telefonrunde", f"Nummer {number}", id=number, **more)


def place(days):
    return place_marks(days, [f"Telefonrunde {day:%d.%m.}" for day in days], BEGIN, END)


def meetings(labels):
    """The pairs of labels that cover each other."""
    return [
        (one, other)
        for at, one in enumerate(labels)
        for other in labels[at + 1 :]
        if one.row == other.row and one.begin < other.end and other.begin < one.end
    ]


def test_a_few_efforts_are_named_each_beside_its_dot():
    labels = place([date(2024, 4, 2), date(2024, 4, 15), date(2024, 5, 1)])
    assert [label.anchor for label in labels] == ["left", "left", "right"]  # the last has no room to its right
    assert labels[0].text == "Telefonrunde 02.04."
    assert not meetings(labels)


@pytest.mark.parametrize("many", [4, 20, 150])
def test_many_efforts_never_meet_and_every_one_has_its_number(many):
    drawn = random.Random(many)
    for _ in range(60):
        spread = drawn.choice((1, 8))
        days = sorted(date(2024, 4, 1) + timedelta(days=drawn.randrange(31) // spread) for _ in range(many))
        labels = place(days)
        assert not meetings(labels)
        assert max(label.row for label in labels) < MOST_ROWS
        covered = sorted(at for label in labels for at in range(label.first, label.last + 1))
        assert covered == list(range(many))


def test_those_of_one_day_share_a_mark_and_neighbours_without_room_too():
    one_day = place([date(2024, 4, 10)] * 20)
    assert [label.text for label in one_day] == ["1–20"]
    two = place([date(2024, 4, 2)] * 5 + [date(2024, 4, 20)])
    assert [label.text for label in two] == ["1–5", "6"]


def drawn(*efforts, called=None):
    found = situation("2024-05-02", applications=APPLIED, **({} if called is None else {"notes": called}))
    table = count_over_time(found, "applications")
    marks = Marks(efforts, list_marks(found).calls)
    return participation.draw_over_time(table, "applications", list_milestones(found)), marks, table


def test_the_figure_grows_by_the_strip_and_nothing_else_of_it_changes():
    figure, marks, _ = drawn(effort(1, date(2024, 4, 8)), called=CALLED)
    marked = add_marks(figure, marks)
    go.Figure(marked)  # plotly knows every property
    more = marked["layout"]["margin"]["b"] - figure["layout"]["margin"]["b"]
    assert more > 60
    assert marked["layout"]["height"] - figure["layout"]["height"] == more
    assert marked["data"] == figure["data"]
    assert marked["layout"]["annotations"][: len(figure["layout"]["annotations"])] == figure["layout"]["annotations"]
    texts = [one["text"] for one in marked["layout"]["annotations"]]
    assert texts[-3:] == ["Egne tiltak", "Telefonrunde 08.04.", "Telefon og møter per dag, høyst 2"]
    own = [one for one in marked["layout"]["annotations"] if one.get("name") == "own_mark"]
    assert own[0]["hovertext"] == "Telefonrunde «Nummer 1» 08.04.2024"
    bars = [one for one in marked["layout"]["shapes"] if one["type"] == "rect" and one.get("ysizemode") == "pixel"]
    assert [one["y1"] - one["y0"] for one in bars] == [16, 8]


def test_without_anything_done_the_figure_is_the_one_that_was_drawn():
    figure, _, table = drawn()
    assert add_marks(figure, NO_MARKS) == figure
    read = participation.tabulate_over_time(table, "applications")
    assert add_columns(read, NO_MARKS, table["start"].dt.date.tolist()).columns.tolist() == read.columns.tolist()
    empty = {**figure, "data": []}
    assert add_marks(empty, Marks((effort(1, date(2024, 4, 8)),), NO_MARKS.calls)) == empty


def test_what_is_before_or_after_the_axis_is_not_drawn():
    figure, _, _ = drawn()
    first, last = (datetime.fromisoformat(text).date() for text in figure["layout"]["xaxis"]["range"])
    edges = [first, first + timedelta(days=1), last, last + timedelta(days=1)]
    shown = []
    for day in edges:
        marked = add_marks(figure, Marks((effort(1, day),), NO_MARKS.calls))
        shown.append(marked != figure)
    assert shown == [False, True, True, False]  # the axis begins and ends at noon


def test_numbers_are_explained_and_names_need_no_explaining():
    figure, _, _ = drawn()
    few = Marks((effort(1, date(2024, 4, 8)),), NO_MARKS.calls)
    assert "numbers" not in add_marks(figure, few)["layout"]["meta"]
    many = Marks(tuple(effort(n, date(2024, 4, 8)) for n in range(1, 6)), NO_MARKS.calls)
    assert add_marks(figure, many)["layout"]["meta"]["numbers"].split(" · ")[1] == "2 Telefonrunde «Nummer 2» 08.04."


def test_a_title_from_somebody_is_text_and_no_markup_in_the_figure():
    figure, _, _ = drawn()
    evil = Effort(date(2024, 4, 8), "møte", "<b>fet</b><a href='javascript:x'>", id=1)
    marked = add_marks(figure, Marks((evil,), NO_MARKS.calls))
    own = next(one for one in marked["layout"]["annotations"] if one.get("name") == "own_mark")
    assert "<" not in own["hovertext"]


def test_the_table_has_what_was_done_in_each_period_on_either_side_of_its_edges():
    efforts = (effort(1, date(2024, 4, 8)), effort(2, date(2024, 4, 14)), effort(3, date(2024, 4, 15)))
    found = situation("2024-05-02", applications=APPLIED, notes=CALLED)
    marks = Marks(efforts, list_marks(found).calls)
    table = pd.DataFrame({"Periode": ["uke 14", "uke 15", "uke 16"]})
    starts = [date(2024, 4, 1), date(2024, 4, 8), date(2024, 4, 15)]
    told = add_columns(table, marks, starts, 7)
    assert told["Egne tiltak"].tolist() == [
        "",
        "Telefonrunde «Nummer 1»; Telefonrunde «Nummer 2»",
        "Telefonrunde «Nummer 3»",
    ]
    assert told["Telefon og møter"].tolist() == [0, 3, 0]
    regions = ["Nordland", "Finnmark, Troms og Svalbard", "Agder"]
    by_region = add_columns(table, marks, [date(2024, 4, 8)] * 3, 7, regions)
    assert by_region["Telefon og møter"].tolist() == [1, 2, 0]
    north = Marks((effort(1, date(2024, 4, 8), regions=("Nordland",)),), marks.calls)
    reached = add_columns(table, north, [date(2024, 4, 8)] * 3, 7, ["Nordland", "Agder", "rektor"])["Egne tiltak"]
    assert reached.tolist() == ["Telefonrunde «Nummer 1»", "", "Telefonrunde «Nummer 1»"]


def test_the_milestones_table_has_the_efforts_and_the_calls_among_its_rows():
    found = situation("2024-05-02", applications=APPLIED, notes=CALLED)
    told = timeline.tabulate_marks(Marks((effort(1, date(2024, 4, 9)),), list_marks(found).calls))
    assert told[["Milepæl", "Når"]].values.tolist() == [
        ["2 kontakter på telefon eller i møte", "08.04.2024"],
        ["Telefonrunde «Nummer 1»", "09.04.2024"],
        ["1 kontakt på telefon eller i møte", "10.04.2024"],
    ]
    assert timeline.tabulate_marks(NO_MARKS).empty
