"""What the map says of each municipality adds up."""

from datetime import date

import pytest
from map_status import AS_OF, build_status

from charts.map_choice import MapChoice
from charts.map_classes import MEASURES, classify, count_by_region
from charts.map_fallback import build_map_table
from charts.map_geometry import place_of
from charts.palette import NONE_COLOR, RAMP, STAGE_COLORS

STATUS = build_status(
    {
        "4601": {"registered": date(2024, 3, 12), "applied": date(2024, 5, 2)},
        "0301": {"registered": date(2024, 3, 12)},
        "2111": {"registered": date(2024, 3, 12)},
    },
    participants={"4601": 3, "0301": 12, "2111": 4},
    last_contact={"4601": date(2024, 5, 8), "0301": date(2024, 5, 15), "5001": date(2024, 1, 1)},
)


def build_legend(status, measure="stage"):
    return classify(status, MapChoice(AS_OF, measure)).legend


def counts(rows):
    return {row.label: row.count for row in rows if row.count}


@pytest.mark.parametrize("measure", MEASURES)
def test_the_counts_of_the_legend_add_up_to_the_357(measure):
    assert sum(row.count for row in build_legend(STATUS, measure)) == 357


def test_longyearbyen_and_unknown_municipalities_are_not_on_the_map():
    assert counts(build_legend(STATUS)) == {"påmeldt": 1, "søkt": 1, "ikke påmeldt": 355}


def test_every_stage_that_is_reached_stands_in_the_legend_with_its_colour():
    found = {row.key: row.color for row in build_legend(STATUS)}
    assert found == {key: STAGE_COLORS[key] for key in ("registered", "applied", "none")}


def test_a_few_classes_of_quantities_take_the_darkest_colours():
    one = build_status(participants={"4601": 1})
    assert [row.color for row in build_legend(one, "participants")] == [RAMP[-1], NONE_COLOR]
    assert [row.color for row in build_legend(STATUS, "participants")] == [*RAMP[-2:], NONE_COLOR]
    counted = dict(zip(("4601", "0301", "1101", "1103", "1804"), (1, 2, 3, 5, 10), strict=True))
    assert [row.color for row in build_legend(build_status(participants=counted), "participants")] == [
        *RAMP,
        NONE_COLOR,
    ]


def test_nobody_anywhere_leaves_the_class_of_nothing():
    assert [(row.key, row.count) for row in build_legend(build_status(), "participants")] == [("none", 357)]


@pytest.mark.parametrize(
    ("measure", "finding"),
    [
        ("stage", "1 av 357 kommuner har søkt, og 355 er ikke i gang"),
        ("participants", "2 av 357 kommuner har påmeldte deltakere"),
        ("attended", "Ingen av 357 kommuner deltok på samling"),
        ("days", "3 av 357 kommuner har et notat om kontakt"),
    ],
)
def test_the_title_states_the_finding(measure, finding):
    assert classify(STATUS, MapChoice(AS_OF, measure)).finding == finding


def test_those_that_have_come_further_than_applying_have_applied():
    placed = build_status({"4601": {"applied": date(2024, 5, 2), "placed": date(2024, 5, 10)}})
    assert classify(placed, MapChoice(AS_OF)).finding.startswith("1 av 357 kommuner har søkt")


@pytest.mark.parametrize(("level", "region", "of"), [("branch", "Vestland", 43), ("county", "Vestland", 43)])
def test_the_regions_count_their_own_the_most_first(level, region, of):
    counted = count_by_region(classify(STATUS, MapChoice(AS_OF)), level)
    assert counted.iloc[0].tolist() == [region, 1, of]
    assert counted["of"].sum() == 357
    assert counted["n"].sum() == 1


def test_participants_are_in_steps():
    assert counts(build_legend(STATUS, "participants")) == {"3–4": 1, "10 eller flere": 1, "ingen påmeldte": 355}


@pytest.mark.parametrize(
    ("share", "label", "value"),
    [
        (0.0, "ingen barn nådd", ""),
        (0.4, "under 10 %", "0"),
        (9.99, "under 10 %", "9"),
        (10.0, "10–24 %", "10"),
        (24.9, "10–24 %", "24"),
        (25.0, "25–49 %", "25"),
        (49.9, "25–49 %", "49"),
        (50.0, "50–74 %", "50"),
        (74.9, "50–74 %", "74"),
        (75.0, "75 % eller mer", "75"),
        (100.0, "75 % eller mer", "100"),
    ],
)
def test_a_share_of_children_is_in_steps_and_rounded_down(share, label, value):
    classes = classify(STATUS.assign(children_reached=share), MapChoice(AS_OF, "children"))
    assert classes.values[place_of("4601")] == value
    assert classes.legend[classes.codes[place_of("4601")]].label == label


def test_the_children_reached_are_told_of_all_that_live_in_the_municipalities_shown():
    own = STATUS.assign(children=[{"0301": 30, "4601": 10}.get(number, 0) for number in STATUS["number"]])
    assert classify(own, MapChoice(AS_OF, "children")).finding.replace("\u00a0", " ") == (
        "25 % av barna på 6–15 år bor i kommuner som har søkt (10 av 40)"
    )


def test_days_are_counted_from_the_last_contact_to_the_day_of_the_status():
    assert counts(build_legend(STATUS, "days")) == {"0–7 dager": 2, "over 60 dager": 1, "ingen notat": 354}
    classes = classify(STATUS, MapChoice(AS_OF, "days"))
    assert [classes.values[place_of(number)] for number in ("4601", "0301", "5001", "1101")] == ["7", "0", "135", ""]


def test_nothing_is_grey_in_every_measure():
    assert {build_legend(STATUS, measure)[-1].color for measure in MEASURES} == {NONE_COLOR}


def test_a_region_counts_its_own_and_leaves_the_rest_outside():
    vestland = STATUS[STATUS["branch"] == "Vestland"]
    classes = classify(vestland, MapChoice(AS_OF))
    assert classes.shown == len(vestland) == 43
    assert classes.outside == 357 - 43
    assert classes.codes[place_of("0301")] is None
    assert counts(classes.legend) == {"søkt": 1, "ikke påmeldt": 42}


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("branch", [None, "Vestland", "Finnmark, Troms og Svalbard"])
def test_the_table_holds_as_many_of_each_class_as_the_map(measure, branch):
    status = STATUS if branch is None else STATUS[STATUS["branch"] == branch]
    table = build_map_table(status, MapChoice(AS_OF, measure))
    assert table["class_label"].value_counts().to_dict() == counts(build_legend(status, measure))


def test_a_status_table_without_rows_has_an_empty_legend():
    assert sum(row.count for row in build_legend(STATUS.iloc[:0])) == 0
