"""The sentence that leads the first screen in each phase, and what stands beside a row of those to call."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from analysis.__main__ import count_events
from analysis.board import Draft
from analysis.contacts import first_contacts
from analysis.followup import of_municipalities
from analysis.lead import lead_of_the_phase
from analysis.ranking import template_ids
from analysis.reach import reach_sentence
from analysis.regions import count_regions, regions_sentence
from analysis.sources import UNKNOWN
from analysis.work_list import add_what_a_call_needs
from data.reference import SVALBARD
from tests.analysis.tables import ALTA, BODO, GILDESKAL, NARVIK, NO_ROWS, ROUND, notes, rows, situation

SIGNED = rows({"on": "2024-03-11 10:00", "of": BODO}, {"on": "2024-03-11 11:00", "of": NARVIK})
APPLIED = {"on": "2024-04-01 10:00"}
PLACED = {**APPLIED, "state": "placed", "placed_at": "2024-06-10 10:00"}
CONFIRMED = {**PLACED, "state": "confirmed", "confirmed_at": "2024-06-12 10:00"}


def lead(as_of, **tables):
    return lead_of_the_phase(situation(as_of, **tables))


@pytest.mark.parametrize(
    ("as_of", "tables", "sentence"),
    [
        ("2024-03-14", {"registrations": SIGNED}, "2 kommuner er påmeldt {0} 15. mars, om 1 dag."),
        ("2024-03-13", {"registrations": SIGNED}, "2 kommuner er påmeldt {0} 15. mars, om 2 dager."),
        ("2024-03-14", {"registrations": SIGNED.head(1)}, "1 kommune er påmeldt {0} 15. mars, om 1 dag."),
        ("2024-03-14", {"registrations": NO_ROWS}, "Ingen kommuner er påmeldt {0} 15. mars, om 1 dag."),
        ("2024-03-14", {}, "Ingen påmeldinger er lastet opp ennå."),
    ],
)
def test_before_the_gathering_it_tells_how_many_are_signed_up(as_of, tables, sentence):
    assert lead(as_of, **tables) == sentence.format(ROUND.some_gathering)


@pytest.mark.parametrize(
    ("as_of", "applications", "sentence"),
    [
        ("2024-05-16", [{**APPLIED, "of": BODO}], "Ingen plasser er tildelt ennå."),
        ("2024-06-11", [{**PLACED, "of": BODO}], "1 av 20 plasser er tildelt."),
        ("2024-06-11", [{**PLACED, "of": BODO}, {**PLACED, "of": ALTA}], "2 av 20 plasser er tildelt."),
    ],
)
def test_after_the_deadline_it_tells_how_many_places_are_given(as_of, applications, sentence):
    told = lead(as_of, applications=rows(*applications))
    assert told.endswith(f". {sentence}") and told.startswith(str(len(applications)))


def test_a_single_place_without_a_target_is_one_place():
    without = replace(ROUND, target_places=None)
    for number, sentence in ((1, "1 plass er tildelt."), (2, "2 plasser er tildelt.")):
        applications = rows(*[{**PLACED, "of": of} for of in (BODO, ALTA)[:number]])
        assert lead_of_the_phase(situation("2024-06-11", without, applications=applications)).endswith(sentence)


@pytest.mark.parametrize(
    ("target", "sentence"),
    [(1, "2 plasser er tildelt (mål 1)."), (2, "2 av 2 plasser er tildelt."), (3, "2 av 3 plasser er tildelt.")],
)
def test_places_over_their_target_are_not_told_as_so_many_of_fewer(target, sentence):
    round_, applications = replace(ROUND, target_places=target), rows(*[{**PLACED, "of": of} for of in (BODO, ALTA)])
    assert lead_of_the_phase(situation("2024-06-11", round_, applications=applications)).endswith(sentence)


def test_one_place_of_one_is_told_in_the_singular():
    applications = rows({**PLACED, "of": BODO})
    told = lead_of_the_phase(situation("2024-06-11", replace(ROUND, target_places=1), applications=applications))
    assert told.endswith("1 av 1 plass er tildelt.")


def test_up_to_the_deadline_and_without_applications_it_tells_how_many_have_applied():
    with_one = {"applications": rows({**APPLIED, "of": BODO})}
    assert lead("2024-05-15", **with_one).startswith("1 av 40 søknader er inne")
    assert "plasser" not in lead("2024-05-15", **with_one)
    assert "tildelt" not in lead("2024-06-11", registrations=SIGNED)


@pytest.mark.parametrize(
    ("applications", "start", "sentence"),
    [
        ([{**APPLIED, "of": BODO}], None, "Ingen plasser er tildelt ennå."),
        ([{**PLACED, "of": BODO}], None, "1 av 20 plasser er tildelt og 0 er bekreftet."),
        ([{**CONFIRMED, "of": BODO}, {**PLACED, "of": ALTA}], None, "2 av 20 plasser er tildelt og 1 er bekreftet."),
        (
            [{**CONFIRMED, "of": BODO}, {**PLACED, "of": ALTA}],
            rows({"on": "2024-08-01 10:00", "of": BODO}, {"on": "2024-08-01 10:00", "of": NARVIK}),
            "2 av 20 plasser er tildelt, 1 er bekreftet og 1 av 2 kommuner med plass er påmeldt oppstarten.",
        ),
        (
            [{**CONFIRMED, "of": BODO}],
            NO_ROWS,
            "1 av 20 plasser er tildelt, 1 er bekreftet og 0 av 1 kommune med plass er påmeldt oppstarten.",
        ),
    ],
)
def test_towards_the_start_it_tells_who_is_ready(applications, start, sentence):
    more = {} if start is None else {"start_registrations": start}
    assert lead("2024-08-15", applications=rows(*applications), **more) == sentence


def test_beside_a_row_stands_whom_to_call_and_when_it_was_done_last():
    signed = rows(
        {"on": "2024-03-01 10:00", "of": BODO, "name": "Ola Berg", "email": "ola@example.no", "phone": "900 00 001"}
    )
    logged = notes(("2024-04-03", BODO, "telefon"), ("2024-04-01", BODO, "telefon"), ("2024-04-02", NARVIK, "e-post"))
    logged = logged.assign(
        next_step=["Ring igjen", "Send brev", "Avtal møte"], next_step_on=[date(2024, 5, 10), date(2024, 4, 20), None]
    )
    found = situation("2024-05-02", registrations=signed, notes=logged)
    listed = pd.DataFrame({"number": [BODO, NARVIK, GILDESKAL]})
    told = add_what_a_call_needs(found, listed, ("Nordland",))
    assert told["person"].tolist() == ["Ola Berg", "", ""]
    assert told["phone"].tolist() == ["900 00 001", "", ""]
    assert told["email"].tolist() == ["ola@example.no", "", ""]
    assert [pd.isna(day) for day in told["last_contact"]] == [False, False, True]
    assert pd.Timestamp(told["last_contact"].iloc[0]).date() == date(2024, 4, 3)
    assert told["next_step"].tolist() == ["Send brev innen 20.04.2024", "Avtal møte", ""]
    filtered = add_what_a_call_needs(found.select(["Nordland"]), listed, ("Nordland",))
    assert pd.Timestamp(filtered["last_contact"].iloc[0]).date() == date(2024, 4, 3)
    assert add_what_a_call_needs(found, listed, ("Rogaland",))["person"].tolist() == ["", "", ""]


def test_the_first_with_a_telephone_is_called_first_else_the_first():
    signed = rows(
        {"on": "2024-03-02 10:00", "of": BODO, "name": "Ola Berg", "email": "ola@example.no", "phone": "900 00 001"},
        {"on": "2024-03-03 10:00", "of": BODO, "name": "Kari Vik", "email": "kari@example.no", "phone": ""},
        {"on": "2024-03-03 10:00", "of": GILDESKAL, "name": "Per Eg", "email": "per@example.no", "phone": ""},
        {"on": "2024-03-02 10:00", "of": GILDESKAL, "name": "Liv Moe", "email": "liv@example.no", "phone": ""},
    )
    found = first_contacts(situation("2024-05-02", registrations=signed), ("Nordland",))
    assert dict(zip(found["number"], found["name"], strict=True)) == {BODO: "Ola Berg", GILDESKAL: "Per Eg"}


def test_an_application_is_called_by_its_id_and_by_its_form_where_two_have_numbered_alike():
    ranked = pd.DataFrame({"source": ["b", "a", "b", "a"], "submission_id": ["1", "1", "2", ""]})
    assert template_ids(ranked) == {("b", "1"): "1 (2)", ("a", "1"): "1 (1)", ("b", "2"): "2"}


def test_an_application_of_a_draft_has_a_place_waits_or_has_neither():
    draft = Draft(2, frozenset({("a", "1"), ("a", "2")}), (("a", "3"),))
    assert [draft.outcome(("a", number)) for number in "134"] == ["place", "waiting", "none"]
    assert (draft.is_full, Draft(3, draft.chosen).is_full) == (True, False)


def test_a_class_alone_and_none_at_all_are_told_as_they_are():
    def classes(*facts):
        return pd.DataFrame([*facts, ("alle", 0, 0)], columns=["label", "municipalities", "applied"])

    assert reach_sentence(classes(), "size", "applied", "søkt") == "Ingen kommuner i utvalget."
    assert reach_sentence(classes(("a", 0, 0)), "size", "applied", "søkt") == "Ingen kommuner i utvalget."
    alone = reach_sentence(classes(("under 3 000", 20, 5)), "size", "applied", "søkt")
    assert alone.startswith("5 av 20 kommuner med under 3 000 innbyggere har søkt") and alone.endswith(".")


def test_regions_without_a_target_and_without_an_application_are_told_so():
    found = situation("2024-05-02", applications=NO_ROWS)
    assert regions_sentence(count_regions(found, "county")) == "Ingen søknader er inne ennå."
    assert regions_sentence(count_regions(found, "county"), "places") == "Ingen plasser er tildelt ennå."


def test_a_filter_holds_for_notes_too_and_a_week_ago_is_under_the_same_filter():
    logged = notes(("2024-04-03", BODO, "telefon"), ("2024-04-04", ALTA, "telefon"))
    applied = rows({"on": "2024-04-26 10:00", "of": BODO}, {"on": "2024-04-20 10:00", "of": ALTA})
    found = situation("2024-05-02", applications=applied, notes=logged)
    nordland = found.select(["Nordland"])
    assert found.notes["number"].tolist() == [BODO, ALTA] and nordland.notes["number"].tolist() == [BODO]
    assert found.select([]) is found and nordland.select([]) is found
    assert (len(found.week_ago.counting("applications")), len(nordland.week_ago.counting("applications"))) == (1, 0)
    bare = found.without_contacts()
    assert "last_contact" not in bare.status and bare.notes.empty
    again = bare.with_contacts(logged)
    assert again.status["last_contact"].notna().sum() == 2
    assert again.week_ago is bare.week_ago
    part = nordland.without_contacts().with_contacts(logged, whole=found)
    assert part.notes["number"].tolist() == [BODO]
    assert part.whole is found


def test_each_gathering_has_its_day_and_the_start_one_only_where_more_than_its_month_is_known():
    found = situation("2024-05-02", registrations=SIGNED)
    days = [one["day"] for one in count_events(found)]
    assert days == ["2024-03-15", None]
    known = situation("2024-05-02", replace(ROUND, start_is_month=False), registrations=SIGNED)
    assert [one["day"] for one in count_events(known)] == ["2024-03-15", "2024-09-01"]


def test_a_list_of_municipalities_names_longyearbyen_beside_and_leaves_out_the_unknown():
    found = situation("2024-05-02", registrations=rows({"on": "2024-03-11 10:00", "of": BODO}))
    status = found.status

    def listed(numbers, **more):
        return of_municipalities(found, "k", "Tittel", "Hvorfor", status[status["number"].isin(numbers)], **more)

    both = listed([BODO, SVALBARD, UNKNOWN], remark="Nær.", reason="Fordi")
    assert both.rows["number"].tolist() == [BODO] and both.rows["reason"].tolist() == ["Fordi"]
    assert both.remark == "Nær. Longyearbyen lokalstyre står ikke på listen."
    assert listed([BODO]).remark == "" and listed([SVALBARD]).remark == "Longyearbyen lokalstyre står ikke på listen."
    assert (both.names_people, both.n) == (False, 1)
