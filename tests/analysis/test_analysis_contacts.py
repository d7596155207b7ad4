"""Whom to call in a municipality: each person once, the nearest to its application first."""

from analysis.contacts import list_contacts
from tests.analysis.tables import BODO, GILDESKAL, NARVIK, rows, situation

SIGNED = rows(
    {"on": "2024-03-01 10:00", "of": BODO, "name": "Ola Berg", "email": "ola@example.no", "phone": "900 00 001"},
    {
        "on": "2024-03-02 10:00",
        "of": BODO,
        "name": "Kari Vik",
        "email": "kari@example.no",
        "role": "rektor",
        "phone": "900 00 002",
    },
)
ASKED = rows(
    {
        "on": "2024-04-02 10:00",
        "of": (BODO, GILDESKAL),
        "name": "Ola Berg",
        "email": "post@example.no",
        "contact_person": "Kari Vik",
    }
)


def told(number, people_of=("Nordland",), **tables):
    return list_contacts(situation("2024-05-02", **tables), number, people_of).to_dict("records")


def test_the_contact_person_comes_first_and_gets_what_the_registration_knows():
    assert told(BODO, registrations=SIGNED, applications=ASKED) == [
        {
            "name": "Kari Vik",
            "role": "rektor",
            "phone": "900 00 002",
            "email": "kari@example.no",
            "origin": "kontaktperson i søknaden",
        },
        {
            "name": "Ola Berg",
            "role": "",
            "phone": "900 00 001",
            "email": "post@example.no",
            "origin": "sendte søknaden",
        },
    ]


def test_a_joint_applicant_has_the_same_contact_also_under_a_filter():
    whole = situation("2024-05-02", registrations=SIGNED, applications=ASKED)
    found = list_contacts(whole.select(["Nordland"]), GILDESKAL, ("Nordland",))
    assert list(found["name"]) == ["Kari Vik", "Ola Berg"]


def test_the_people_of_a_joint_application_are_those_of_the_branch_of_the_municipality_named_first():
    joint = rows({"on": "2024-04-02 10:00", "of": (BODO, "1103"), "name": "Ola Berg", "email": "ola@example.no"})
    assert [one["name"] for one in told("1103", applications=joint)] == ["Ola Berg"]
    assert told("1103", people_of=("Rogaland",), applications=joint) == []


def test_without_an_application_the_latest_registered_comes_first():
    assert [one["name"] for one in told(BODO, registrations=SIGNED)] == ["Kari Vik", "Ola Berg"]


def test_two_people_of_one_address_are_two_and_one_without_a_name_is_the_addresss_own():
    shared = [
        {"on": f"2024-03-0{day} 10:00", "of": NARVIK, "name": name, "email": "post@example.no"}
        for day, name in ((3, "Anne"), (2, "Bjørn"), (1, ""))
    ]
    assert [one["name"] for one in told(NARVIK, registrations=rows(*shared))] == ["Anne", "Bjørn"]


def test_a_municipality_nobody_has_answered_for_has_no_contacts():
    assert told(NARVIK, registrations=SIGNED) == []
    assert list(list_contacts(situation("2024-05-02"), NARVIK, ("Nordland",)).columns)[:2] == ["name", "role"]
