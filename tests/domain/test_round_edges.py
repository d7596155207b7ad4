"""A round's record at its edges: what is left out, one gathering or several, ordered dates, files and their events."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from domain.assessors import Allotment, Given, PassedOn, hand_out, read_allotment, write_allotment
from domain.criteria import Criterion, is_complete, points_of, read_criteria
from domain.gatherings import START, Gathering, name_events, read_gatherings, with_gatherings
from domain.kinds import ONLY_GATHERING, event_key, file_event, file_label
from domain.links import is_web_address
from domain.phases import phase_of
from domain.round_dates import DATE_OF
from domain.rounds import Round, default_as_of, read_round, settle_tables

ONE = Round("2025", "Runden", gatherings=(Gathering("a", "Samling i Bodø", datetime(2025, 3, 14, 9)),))
TWO = replace(ONE, gatherings=(*ONE.gatherings, Gathering("b", "Digital samling", datetime(2025, 3, 7, 9))))


def test_what_a_round_does_not_say_is_not_known_and_not_so():
    bare = read_round('id = "x"\ntitle = "y"')
    assert not bare.start_is_month and not bare.targets_are_examples
    assert bare == Round("x", "y")
    assert (bare.branch_applications, bare.known_municipalities, bare.criteria) == ({}, (), ())
    told = read_round('id = "x"\ntitle = "y"\n[dates]\nstart_is_month = true\n[targets]\nexample = true\n')
    assert told.start_is_month and told.targets_are_examples


def test_a_branch_has_the_targets_that_are_set():
    text = 'id = "x"\ntitle = "y"\n[targets.branches.A]\napplications = 4\n[targets.branches.B]\nplaces = 2\n'
    found = read_round(text)
    assert (found.branch_applications, found.branch_places) == ({"A": 4}, {"B": 2})


def test_the_gathering_is_the_first_of_those_that_have_a_day():
    undated = Gathering("c", "Uten dag")
    assert ONE.gathering == date(2025, 3, 14)
    assert replace(TWO, gatherings=(undated, *TWO.gatherings)).gathering == date(2025, 3, 7)
    assert replace(ONE, gatherings=(undated,)).gathering is None


@pytest.mark.parametrize(
    ("round_", "words"),
    [
        (ONE, ("samlingen", "samlingen", "samlingen")),
        (TWO, ("minst én samling", "samlingene", "den første samlingen")),
        (replace(ONE, gatherings=()), ("samlingen", "samlingen", "samlingen")),
    ],
)
def test_one_gathering_is_spoken_of_otherwise_than_several(round_, words):
    assert (round_.some_gathering, round_.every_gathering, round_.first_gathering) == words


def test_events_are_named_with_their_titles_where_they_are_several():
    assert name_events(ONE.gatherings) == {"a": "samlingen", START: "oppstarten"}
    assert TWO.event_names == {"a": "«Samling i Bodø»", "b": "«Digital samling»", START: "oppstarten"}


def test_a_round_of_one_event_alone():
    begun = replace(TWO, start=date(2025, 9, 1))
    assert [one.key for one in begun.only("b").gatherings] == ["b"]
    assert [(one.key, one.day) for one in begun.only(START).gatherings] == [(START, date(2025, 9, 1))]
    assert [(one.key, one.day) for one in TWO.only(START).gatherings] == [(START, None)]
    assert [(one.key, one.day) for one in TWO.only("gone").gatherings] == [("gone", None)]


def test_a_title_stands_beside_a_curve_up_to_fourteen_letters():
    titles = ["x" * 14, "x" * 15]
    gatherings = tuple(Gathering(str(n), title, datetime(2025, 3, n, 9)) for n, title in enumerate(titles, start=1))
    assert [one.short for one in replace(ONE, gatherings=gatherings).milestone_days()] == ["x" * 14, "Samling 2"]
    assert [one.short for one in replace(ONE, gatherings=gatherings[1:]).milestone_days()] == ["Samling"]


def test_the_call_and_the_gatherings_are_done_on_their_day_and_no_other_milestone_is():
    dated = replace(ONE, **dict.fromkeys(("call", "deadline", "answers", "start"), date(2025, 3, 14)))
    done = {one.key: one.done_on_its_day for one in dated.milestone_days()}
    assert done == {"call": True, "a": True, "deadline": False, "answers": False, "start": False}
    assert {key for key, one in DATE_OF.items() if not one.ordered} == {"first_day", "last_day"}


def test_a_start_known_by_its_month_lasts_until_the_months_last_day():
    start = replace(ONE, start=date(2025, 2, 1))
    assert (start.start_until, replace(start, start_is_month=True).start_until) == (date(2025, 2, 1), date(2025, 2, 28))
    assert replace(ONE, start_is_month=True).start_until is None


def test_times_with_a_zone_are_told_by_the_clock_in_oslo():
    late = datetime(2025, 5, 15, 22, 30, tzinfo=UTC)
    values = {"dates": {"deadline": late}, "gatherings": [{"start": late, "end": date(2025, 5, 16)}, "ingen tabell"]}
    settled = settle_tables(values)
    assert settled["dates"] == {"deadline": date(2025, 5, 16)}
    assert settled["gatherings"] == [
        {"start": datetime(2025, 5, 16, 0, 30), "end": datetime(2025, 5, 16)},
        "ingen tabell",
    ]
    first_hour = datetime(1, 1, 1, tzinfo=UTC)
    assert settle_tables({"example": {"as_of": first_hour}, "gatherings": 3})["example"] == {"as_of": date(1, 1, 1)}


@pytest.mark.parametrize(
    ("written", "day"),
    [("2025-05-15", 15), (" 2025-05-15T23:59:59 ", 15), ("2025-05-15 21:59:59Z", 15), ("2025-05-15T22:00:00Z", 16)],
)
def test_a_date_in_quotation_marks_is_a_date(written, day):
    found = read_round(
        f'id = "x"\ntitle = "y"\n[dates]\nretention = "{written}"\ngathering_start = "2025-03-14 09:30"\n'
        f'[example]\nas_of = "{written}"\n'
    )
    assert found.retention == found.example_as_of == date(2025, 5, day)
    assert found.gatherings[0].start == datetime(2025, 3, 14, 9, 30)
    with pytest.raises(ValueError, match="«call» må være en dato"):
        read_round('id = "x"\ntitle = "y"\n[dates]\ncall = "15.05.2025"\n')


@pytest.mark.parametrize(
    ("place", "online"), [("Teams", True), (" på nett ", True), ("Bodø", False), ("", False), (7, False)]
)
def test_older_settings_are_online_by_a_word_for_it(place, online):
    (only,) = with_gatherings({"id": "x", "place": place, "dates": {}})["gatherings"]
    assert only["online"] is online


def test_settings_that_list_their_gatherings_are_left_as_they_are():
    for values in ({"gatherings": []}, {"dates": 3}, {"gatherings": [], "place": "Bodø"}):
        assert with_gatherings(values) == values
    assert "dates" not in with_gatherings({"id": "x"})


def test_gatherings_stand_in_order_of_time_and_the_undated_last():
    tables = [{"key": "c", "title": "C"}] + [
        {"key": key, "title": key, "start": datetime(2025, 3, day, 9)} for key, day in (("b", 9), ("a", 8))
    ]
    assert [one.key for one in read_gatherings({"gatherings": tables})] == ["a", "b", "c"]
    with pytest.raises(ValueError, match="«end» må være en dato med klokkeslett"):
        read_gatherings({"gatherings": [{"key": "a", "title": "A", "end": date(2025, 3, 9)}]})


@pytest.mark.parametrize(
    ("gathering", "where"),
    [
        (Gathering("a", "A", place="Bodø"), "Bodø"),
        (Gathering("a", "A", place="Bodø", online=True), "Bodø"),
        (Gathering("a", "A", online=True), "På nett"),
        (Gathering("a", "A"), ""),
    ],
)
def test_where_a_gathering_is(gathering, where):
    assert gathering.where == where


def test_a_file_is_kept_and_named_by_its_event():
    assert [file_event(kind, "gathering") for kind in ("registrations", "attendance", "applications")] == [
        "gathering",
        "",
        "",
    ]
    assert [file_event(kind, "") for kind in ("registrations", "attendance")] == ["gathering", ""]
    assert [file_event(kind, "b") for kind in ("registrations", "attendance")] == ["b", "b"]
    assert [event_key(kind, "") for kind in ("attendance", "applications")] == ["gathering", ""]
    assert file_label("attendance") == file_label("attendance", "", ONLY_GATHERING) == "deltakelse"
    several = {"gathering": "«A»", "b": "«B»"}
    assert file_label("attendance", "", several) == "deltakelse på «A»"
    assert file_label("registrations", "b", several) == "påmeldinger til «B»"
    assert file_label("registrations", "gone", several) == "påmeldinger til en samling som er fjernet"


def test_a_phase_without_an_answer_or_a_start_lasts():
    without = Round("x", "y", gatherings=(), deadline=date(2025, 5, 15))
    assert phase_of(without, date(2026, 1, 1)) == "before_answers"
    assert phase_of(replace(without, start=date(2025, 5, 17)), date(2025, 5, 16)) == "before_answers"
    assert phase_of(replace(without, start=date(2025, 5, 17)), date(2025, 5, 17)) == "towards_start"


def test_the_examples_stand_on_their_own_day():
    shown = replace(ONE, example_as_of=date(2025, 5, 2), last_day=date(2025, 9, 30))
    assert default_as_of(shown, date(2026, 1, 1), examples=True) == date(2025, 5, 2)
    assert default_as_of(shown, date(2026, 1, 1)) == date(2025, 9, 30)


def test_an_application_belongs_to_its_assessors_and_not_to_one_who_passed_it_on():
    first, second = ("s", "1"), ("s", "2")
    allotment = Allotment(
        3,
        (Given(first, ("kari", "ola"), "t"), Given(second, ("ola",), "t"), Given(first, ("ola",), "t")),
        (PassedOn(first, "per", "Ungane mine går der", "t"), PassedOn(second, "kari", "", "t")),
    )
    assert (allotment.of("ola"), allotment.of("kari"), allotment.of("per")) == ((first, second), (first,), ())
    assert (allotment.barred(first), allotment.barred(second)) == ({"per"}, {"kari"})
    assert read_allotment(write_allotment(allotment)) == allotment
    assert allotment.by_key() == {first: ("ola",), second: ("ola",)}
    assert Allotment().seed == 0


def test_what_is_drawn_takes_the_place_of_what_was_given_and_adds_what_is_new():
    written = Allotment(1, (Given(("s", "1"), ("kari",), "then"), Given(("s", "2"), ("per",), "then")))
    now = replace(written, given=(replace(written.given[0], key=("s", "9")), written.given[1]))
    found = hand_out(written, now, {("s", "9"): ("ola",), ("s", "3"): ("per",)}, "now")
    assert found.given == (
        Given(("s", "1"), ("ola",), "then"),
        Given(("s", "2"), ("per",), "then"),
        Given(("s", "3"), ("per",), "now"),
    )


def test_a_criterion_has_its_own_scale_and_weight_or_the_usual_ones():
    own = {"key": "k", "name": "N", "guidance": "Se på", "weight": 3, "low": 0, "high": 6}
    assert read_criteria([own, {"key": "l", "name": "L"}]) == (
        Criterion("k", "N", "Se på", 3, 0, 6),
        Criterion("l", "L", "", 1, 1, 5),
    )
    with pytest.raises(KeyError):
        read_criteria([{"name": "uten"}])


def test_an_assessment_is_complete_with_a_score_for_each_criterion():
    criteria = (Criterion("a", "A"), Criterion("b", "B", weight=3))
    assert is_complete(criteria, {"a": 1, "b": 5}) and not is_complete(criteria, {"a": 1})
    assert not is_complete((), {})
    assert [points_of(criteria, {"a": a, "b": b}) for a, b in ((1, 1), (5, 1), (1, 5), (5, 5))] == [0, 25, 75, 100]
    assert points_of((), {"a": 1}) is None


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("https://example.no", True),
        ("HTTP://example.no/a?b#c", True),
        ("example.no", False),
        ("ftp://example.no", False),
        ("https://bank.example@evil.example/", False),
        ("https://example.no/ mellomrom", False),
        ("https://example.no/\u200b", False),
        ("https://", False),
    ],
)
def test_a_whole_address_on_the_web(text, whole):
    assert is_web_address(text) is whole
