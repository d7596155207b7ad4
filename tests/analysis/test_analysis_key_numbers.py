"""The big numbers: what each is out of, what is new in a week, which four lead, and what is said beside them."""

import pytest

from analysis.beside import beside_sentences, unplaced_sentences
from analysis.headline import headline
from analysis.key_numbers import KeyNumber, count_key_numbers, numbers_of_the_phase
from analysis.pace import read_pace
from analysis.way import count_way
from analysis.week import change_text
from tests.analysis.tables import ALTA, ASKER, BODO, NARVIK, NO_ROWS, TROMSO, rows, situation


def test_a_number_tells_its_target_and_what_is_new_in_seven_days():
    found = situation(
        "2024-05-02",
        applications=rows({"on": "2024-04-25 23:59", "of": BODO}, {"on": "2024-04-26 00:00", "of": NARVIK}),
    )
    number = count_key_numbers(found)["applications"]
    assert (number.value, number.new, number.change) == ("2 av 40", 1, "+1 siste uke")
    nordland = count_key_numbers(found.select(["Nordland"]))
    assert (nordland["applications"].value, nordland["registered"].value) == ("2 av 4", "–")
    assert nordland["registered"].change == "ikke lastet opp"
    empty = count_key_numbers(situation("2024-05-02", registrations=NO_ROWS).select(["Nordland"]))
    assert (empty["registered"].value, empty["registered"].change) == ("0 av 41", "ingen endring siste uke")


def test_who_came_and_who_withdrew_in_the_week_are_told_apart():
    gone = {"state": "withdrawn", "of": BODO}
    table = rows(
        {"on": "2024-04-20 12:00", **gone, "decided_at": "2024-05-01 12:00"},  # was there a week ago
        {"on": "2024-04-20 12:00", **gone, "decided_at": "2024-04-25 12:00"},  # was gone by then
        {"on": "2024-04-28 12:00", "of": NARVIK},
        {"on": "2024-04-29 12:00", "of": ALTA},
        {"of": TROMSO},  # without a time: nobody knows when it came
    )
    found = situation("2024-05-02", applications=table)
    number = count_key_numbers(found)["applications"]
    assert (number.count, number.net, number.new) == (3, 1, 2)
    assert number.change == "2 nye siste uke, netto +1"
    counts = headline(found)
    assert (counts["applications_net_7_days"], counts["applications_last_7_days"]) == (1, 2)
    assert read_pace(found).last_7 == 2
    way = count_way(found).set_index("step")
    assert way.loc["applied", "change"] == counts["municipalities_applied_net_7_days"] == 1


@pytest.mark.parametrize(
    ("net", "new", "text"),
    [
        (1, 1, "+1 siste uke"),
        (0, 0, "ingen endring siste uke"),
        (0, 1, "1 ny siste uke, netto 0"),
        (-1, 0, "0 nye siste uke, netto −1"),
        (-1, None, "−1 siste uke"),
        (None, None, ""),
    ],
)
def test_a_change_in_words(net, new, text):
    assert change_text(net, new) == text


@pytest.mark.parametrize(
    ("day", "keys"),
    [
        ("2024-03-14", ["registered", "participants", "applications", "attended"]),
        ("2024-03-15", ["applications", "registered", "attended", "participants"]),
        ("2024-05-15", ["applications", "registered", "attended", "participants"]),
        ("2024-05-16", ["applications", "places", "confirmed", "attended"]),
        ("2024-07-09", ["places", "confirmed", "start", "ready"]),
    ],
)
def test_the_four_numbers_follow_the_phase(day, keys):
    assert [number.key for number in numbers_of_the_phase(situation(day))] == keys


def test_rows_without_a_known_municipality_are_in_the_sums_of_the_country_and_not_of_a_region():
    found = situation(
        "2024-05-02", applications=rows({"on": "2024-05-01 12:00"}, {"on": "2024-05-01 12:00", "of": BODO})
    )
    assert beside_sentences(found) == ["Summene teller også 1 søknad uten kjent kommune."]
    nordland = found.select(["Nordland"])
    assert beside_sentences(nordland) == ["1 søknad uten kjent kommune er ikke med, siden de ikke hører til en region."]
    assert unplaced_sentences(nordland) == ["1 rad uten kjent kommune, i hele landet: 1 søknad."]
    assert len(unplaced_sentences(found)) == 2  # Longyearbyen is told, too


def test_a_municipality_signed_up_only_together_with_another_is_told_of():
    joint = {"on": "2024-03-01 12:00", "of": (BODO, NARVIK)}
    assert beside_sentences(situation("2024-05-02", registrations=rows(joint)))[:1] == [
        "1 påmeldt kommune er bare nevnt sammen med en annen."
    ]
    both = rows(joint, {"on": "2024-03-02 12:00", "of": NARVIK})
    assert not any("bare nevnt" in one for one in beside_sentences(situation("2024-05-02", registrations=both)))


@pytest.mark.parametrize(
    ("key", "count", "of", "value"),
    [
        ("applications", 39, 40, "39 av 40"),
        ("applications", 40, 40, "40 av 40"),
        ("applications", 41, 40, "41 (mål 40)"),
        ("places", 21, 20, "21 (mål 20)"),
        ("start", 23, 22, "23 av 22"),
        ("places", 0, None, "0"),
        ("places", None, 20, "–"),
    ],
)
def test_what_is_over_its_target_is_no_part_of_it(key, count, of, value):
    assert KeyNumber(key, "Tall", count, of, 0).value == value


def test_the_ready_are_counted_when_it_is_known_who_signed_up_for_the_start():
    whole = {"state": "confirmed", "placed_at": "2024-06-01 10:00", "confirmed_at": "2024-06-20 10:00"}
    whole |= {"anchoring": "Ja", "contact_person": "Kari", "team": "Tre lærere"}
    applied = rows(
        {"on": "2024-05-01 10:00", "of": BODO, **whole},
        {"on": "2024-05-01 10:00", "of": ALTA, **whole},
        {"on": "2024-05-01 10:00", "of": ASKER, **whole, "team": ""},
    )
    started = rows({"on": "2024-08-26 00:00", "of": BODO}, {"on": "2024-08-26 10:00", "of": ASKER})
    found = situation("2024-09-01", applications=applied, start_registrations=started)
    ready = count_key_numbers(found)["ready"]
    assert (ready.count, ready.of, ready.change) == (1, 3, "+1 siste uke")
    unknown = count_key_numbers(situation("2024-09-01", applications=applied))["ready"]
    assert (unknown.count, unknown.value, unknown.change) == (None, "–", "ikke lastet opp")
