"""Which state a text names, to its end or not at all, and what the state means in each kind of file."""

import pytest

from loaders.rows.states import (
    LONGEST_PHRASE,
    begins_negative,
    find_sign,
    find_state,
    grammar,
    is_by,
    is_known,
    is_meeting_role,
    is_neutral,
    is_organising,
    may_be_negative,
    read_application_state,
    read_came,
    read_registration_state,
)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Påmeldt", "registered"),
        ("x" * 121, None),
        ("Avmeldt" + " 1" * 56, "withdrawn"),
        ("Avmeldt." + " 1" * 56, "withdrawn"),
        ("Avmeldt" + " 1" * 57, None),
        ("Ikke avmeldt, bekreftet", "confirmed"),
        ("Ja, mottatt", "received"),
        ("Avmeldt?", None),
        ("2 avmeldt", None),
        ("Nei, digitalt", None),
        ("Ja, digitalt", "coming"),
        ("Digitalt", "coming"),
        ("Nei", "no"),
        ("Ikke", "no"),
        ("Venteliste, trukket", "withdrawn"),
        ("Avslag, trukket", "withdrawn"),
        ("Avslag, venteliste", None),
        ("Trukket, tildelt plass", None),
        ("Tildelt plass, trukket", "withdrawn"),
        ("Mottatt, bekreftet", None),
        ("Tildelt plass, bekreftet", "confirmed"),
        ("Ikke møtt", "absent"),
        ("Ikke avmeldt", "registered"),
        ("Ikke under behandling", None),
        ("Ikke bekreftet plass", None),
        ("Ikke bekreftet plass, mottatt", "received"),
        ("Tildelt plass, ikke digitalt", None),
        ("Kommer ikke", "withdrawn"),
        ("Kommer", "coming"),
        ("Avmelding trukket", None),
        ("Avmelding", "withdrawn"),
        ("Avmeldt av Kari Lie Moe Rud", "withdrawn"),
        ("Avmeldt av Kari Lie Moe Rud Dal", None),
        ("Avmeldt av en", None),
        ("blå", None),
        ("12.03", None),
    ],
)
def test_a_text_names_one_state_to_its_end_or_none(text, state):
    assert find_state(text) == state


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Mottatt, under behandling", "review"),
        ("Under behandling, mottatt", "review"),
        ("Påmeldt, under behandling", "review"),
        ("Mottatt, påmeldt", "received"),
        ("Påmeldt, mottatt", "registered"),
        ("Plass, kommer", "coming"),
        ("Plass, tildelt", "place"),
        ("Tildelt, plass", "placed"),
        ("Tildelt, kommer", "coming"),
        ("Bekreftet, kommer", "confirmed"),
        ("Kommer, bekreftet", "coming"),
        ("Bekreftet, deltok", "confirmed"),
        ("Deltok, bekreftet", "came"),
    ],
)
def test_of_several_good_states_the_furthest_is_meant_and_the_first_of_those_as_far(text, state):
    assert find_state(text) == state


@pytest.mark.parametrize(
    ("text", "registration", "application", "came"),
    [
        ("", "", "", None),
        ("Nei", "Avmeldt", "declined", False),
        ("Ja", "", "placed", True),
        ("Ikke møtt", "", None, False),
        ("Møtt", "", "confirmed", True),
        ("Avslag", "Avslått", "declined", False),
        ("Venteliste", "Venteliste", "waiting", None),
        ("Trukket", "Avmeldt", "withdrawn", False),
        ("Mottatt", "", "received", None),
        ("Bekreftet", "", "confirmed", True),
        ("blå", None, None, None),
    ],
)
def test_a_state_means_its_own_in_each_kind_of_file(text, registration, application, came):
    assert read_registration_state(text) == registration
    assert read_application_state(text) == application
    assert read_came(text) is came


@pytest.mark.parametrize(
    ("asked", "yes", "no"),
    [
        (is_known, ["avmeldt,", "(Venteliste)"], ["Kari", "12", "…"]),
        (is_by, ["av", "v/", "Av:"], ["avmeldt"]),
        (is_neutral, ["12.03"], ["Avmeldt", "blå"]),
        (is_meeting_role, [" Organizer ", "Attendee"], ["rektor"]),
        (is_organising, [" Organizer "], ["Attendee"]),
        (may_be_negative, ["Avmeldt", "ikke"], ["Hei på deg"]),
        (begins_negative, ["Avmeldt 12.03", "Avmelding"], ["Per er avmeldt", ""]),
    ],
)
def test_words_are_known_as_states_as_who_did_it_and_as_roles(asked, yes, no):
    assert [asked(word) for word in [*yes, *no]] == [True] * len(yes) + [False] * len(no)


def test_the_longest_phrase_of_the_table_is_heard_and_of_two_beginnings_of_a_word_the_longer():
    phrases, beginnings = grammar()
    assert max(len(phrase.split()) for phrase in phrases) == LONGEST_PHRASE
    assert find_state("Var ikke til stede") == "absent"
    for stem, sign in beginnings.items():
        longer = {other: beginnings[other] for other in beginnings if stem.startswith(other)}
        assert find_sign([f"{stem}qx"]) == (longer[max(longer, key=len)], 1) == (sign, 1)
