"""Who is the same as whom."""

import pytest

from domain.people import address_key, clean_name, is_same_person, name_key, sender_key


@pytest.mark.parametrize(
    "written",
    [
        "Kari Nordmann",
        "kari  nordmann",
        "Nordmann, Kari",
        "Kari Nordmann (Bodø)",
        "Nordmann, Kari [Bodø kommune]",
        "Kari Nordmann (External)",
        "Kari-Nordmann",
        "KARI NORDMANN.",
    ],
)
def test_one_name_however_it_is_written(written):
    assert name_key(written) == "kari nordmann"


@pytest.mark.parametrize("other", ["Kari Nordman", "Kari", "Nordmann Kari", "Nordmann, Kari, Bodø"])
def test_another_name_is_another(other):
    assert name_key(other) != name_key("Kari Nordmann")


@pytest.mark.parametrize("nothing", ["", "–", "Ukjent", "Anonym", "(tom)", "+47 900 00 000", "90000000"])
def test_what_names_nobody_is_no_name(nothing):
    assert name_key(nothing) == ""


def test_a_name_is_shown_without_what_the_meeting_adds_and_with_what_people_add():
    assert clean_name("Kari Nordmann (External)") == "Kari Nordmann"
    assert clean_name("Kari Nordmann (Bodø)") == "Kari Nordmann (Bodø)"
    assert clean_name("Anonymous") == ""


def test_two_from_one_address_are_two_senders_and_two_without_an_address_are_nobody():
    assert sender_key("post@bodo.example", "kari") != sender_key("post@bodo.example", "ola")
    assert sender_key("", "kari") == ""


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("Kari Nordmann", ""), ("Nordmann, Kari", "kari@bodo.example"), True),
        (("Kari Nordmann", "post@bodo.example"), ("Ola Hansen", "post@bodo.example"), False),
        (("", "Post@Bodo.example "), ("Ola Hansen", "post@bodo.example"), True),
        (("", ""), ("Ola Hansen", ""), False),
        (("", "kari@bodo.example"), ("", "ola@bodo.example"), False),
    ],
)
def test_who_is_the_same_person(one, other, same):
    assert is_same_person(one, other) is same
    assert is_same_person(other, one) is same


def test_addresses_are_compared_without_capitals():
    assert address_key(" Post@Bodo.EXAMPLE") == "post@bodo.example"
