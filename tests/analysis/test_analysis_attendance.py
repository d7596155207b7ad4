"""Attendance joined to registrations: by e-mail, by a name that is alone, by domain, else unknown."""

from datetime import date

from analysis.headline import headline
from tests.analysis.tables import ALTA, BODO, NARVIK, notes, rows, situation, status_of

SIGNED = rows(
    {"on": "2024-03-11 10:00", "of": BODO, "email": "kari@bodo.kommune.no", "name": "Kari Nordmann"},
    {"on": "2024-03-11 10:00", "of": ALTA, "email": "ola@example.no", "name": "Ola Hansen"},
    {"on": "2024-03-11 10:00", "of": ALTA, "email": "per1@example.no", "name": "Per Olsen"},
    {"on": "2024-03-11 10:00", "of": NARVIK, "email": "per2@example.no", "name": "Per Olsen"},
)


def came(*people: dict):
    made = [{"joined_at": "2024-03-15 09:30:00", "email": "", "name": "", **person} for person in people]
    return rows(*[{"person": person["email"] or person["name"], **person} for person in made])


def joined(*people: dict):
    found = situation("2024-03-15", registrations=SIGNED, attendance=came(*people))
    return found.attendance[["number", "joined_by", "registration"]].values.tolist()


def test_by_email_whatever_the_name():
    assert joined({"email": "kari@bodo.kommune.no", "name": "Kari N"}) == [[BODO, "email", 0]]


def test_by_a_name_that_is_alone_without_its_addition():
    assert joined({"name": "Hansen,  Ola (External)"}) == [[ALTA, "name", 1]]


def test_a_name_of_two_municipalities_joins_nothing():
    assert joined({"name": "Per Olsen"}) == [["", "", -1]]


def test_by_the_domain_of_the_address_when_nothing_else_says_it():
    assert joined({"email": "ny@narvik.kommune.no", "name": "Ny", "of": NARVIK}) == [[NARVIK, "domain", -1]]


def test_the_rest_is_without_a_known_municipality():
    assert joined({"name": "+47 900 00 000"}, {"name": ""}) == [["", "", -1], ["", "", -1]]


def test_several_from_one_address_are_each_joined_to_their_own_registration():
    sent = {"on": "2024-03-11 10:00", "of": BODO, "email": "post@x.no"}
    signed = rows({**sent, "name": "A"}, {**sent, "name": "B"})
    people = came({"email": "post@x.no", "name": "B"}).assign(person="post@x.no")
    found = situation("2024-03-15", registrations=signed, attendance=people)
    assert found.attendance["registration"].tolist() == [1]


def test_rejoins_are_one_participant_on_the_row_with_the_total():
    people = came(
        {"name": "Ola Hansen", "minutes": 90},
        {"name": "Ola Hansen", "minutes": 20, "counts": False, "why_not": "Samme person"},
    )
    found = situation("2024-03-15", registrations=SIGNED, attendance=people)
    assert found.counting("attendance")["minutes"].tolist() == [90]
    assert found.attendance["registration"].tolist() == [1, 1]
    counts = headline(found)
    assert (counts["attendees"], counts["attendees_matched"], counts["attendees_unmatched"]) == (1, 1, 0)


def test_those_who_did_not_come_are_not_counted():
    people = came({"email": "ola@example.no", "name": "Ola Hansen", "excluded": "Møtte ikke"})
    found = situation("2024-03-15", registrations=SIGNED, attendance=people)
    assert headline(found)["attendees"] == 0
    assert found.attendance["why_not"].tolist() == ["Møtte ikke"]


def test_nobody_has_attended_before_the_day_of_the_gathering():
    people = came({"name": "Ola Hansen", "joined_at": ""})
    assert headline(situation("2024-03-14", registrations=SIGNED, attendance=people))["attendees"] == 0
    found = situation("2024-03-15", registrations=SIGNED, attendance=people)
    assert status_of(found, ALTA)["attended"] == date(2024, 3, 15)


def test_a_municipality_is_guided_from_the_first_note_of_guidance():
    written = notes(
        ("2024-04-20", BODO, "Veiledning"),
        ("2024-04-10", BODO, "telefon"),
        ("2024-04-25", BODO, "veiledning"),
        ("2024-05-03", ALTA, "veiledning"),
    )
    found = situation("2024-05-02", notes=written)
    assert status_of(found, BODO)["guided"] == date(2024, 4, 20)
    assert status_of(found, BODO)["last_contact"] == date(2024, 4, 25)
    assert headline(found)["municipalities_guided"] == 1
