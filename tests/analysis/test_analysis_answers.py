"""Who is answered what: the letter, the language, the address, the waiting list, and what is filled in."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from analysis.answers import STANDARD, Filled, fill, list_answers, missing_facts, next_waiting, unknown_placeholders
from report.answers import write_letters, write_mails
from tests.analysis.tables import ALTA, ASKER, BODO, NARVIK, ROUND
from tests.report.reading import everything_in

STATES = ("placed", "waiting", "waiting", "received")


def ranked(states=STATES):
    facts = zip("ABCD", (BODO, NARVIK, ALTA, ASKER), states, strict=True)
    rows = [("form", label, label, (number,), "Nordland", state) for label, number, state in facts]
    return pd.DataFrame(rows, columns=["source", "submission_id", "label", "numbers", "branch", "state"])


def people(**changed):
    rows = [
        {
            "source": "form",
            "submission_id": one,
            "contact_person": "",
            "name": f"{one} Oppdiktet",
            "contact_email": "",
            "email": f"{one.lower()}@example.no",
        }
        | changed.get(one, {})
        for one in "ABCD"
    ]
    return pd.DataFrame(rows)


def answers(states=STATES, waiting=(("form", "C"), ("form", "B")), **changed):
    return list_answers(ranked(states), people(**changed), list(waiting), {BODO: "nn"}).set_index("label")


def test_each_application_with_an_answer_gets_the_letter_of_its_state_in_the_language_of_its_municipality():
    rows = answers()
    assert rows["letter"].to_dict() == {"A": "placed", "B": "waiting", "C": "waiting"}
    assert rows["language"].to_dict() == {"A": "nn", "B": "nb", "C": "nb"}
    assert rows["waiting"].to_dict() == {"A": 0, "B": 2, "C": 1}


def test_the_contact_is_written_to_before_the_sender_and_what_is_no_address_is_none():
    rows = answers(A={"contact_email": "post@bodo.example", "contact_person": "Kari\nOppdiktet"}, B={"email": "ukjent"})
    assert rows["email"].to_dict() == {"A": "post@bodo.example", "B": "", "C": "c@example.no"}
    assert rows.loc["A", "name"] == "Kari Oppdiktet"


def test_who_has_left_the_waiting_list_is_passed_and_who_came_on_it_since_is_last():
    waiting = [("form", "C"), ("form", "B")]
    assert next_waiting(ranked(), waiting) == ("form", "C")
    assert next_waiting(ranked(("placed", "waiting", "placed", "waiting")), waiting) == ("form", "B")
    assert next_waiting(ranked(("placed",) * 4), waiting) is None
    assert answers(("waiting", "waiting", "withdrawn", "placed"))["waiting"].to_dict() == {"A": 2, "B": 1, "D": 0}


def test_a_letter_is_filled_in_and_tells_what_is_missing():
    row = answers().reset_index().iloc[0]
    filled = fill(STANDARD["placed", "nn"], row, ROUND, date(2024, 6, 30))
    assert filled.subject == "De har fått plass: Prøverunden"
    assert "Hei, A Oppdiktet!" in filled.text and "innan 30.06.2024" in filled.text and missing_facts(filled) == []
    assert missing_facts(fill(STANDARD["placed", "nb"], row, ROUND, None)) == ["bekreft innen"]

    placed, second, first = (
        fill(("Emne", "Nr. {nummer}"), row, ROUND, None) for _, row in answers().reset_index().iterrows()
    )
    assert (second.text, first.text, missing_facts(placed)) == ("Nr. 2", "Nr. 1", ["nummer"])


@pytest.mark.parametrize("key", STANDARD)
def test_the_standard_texts_use_only_fields_that_can_be_filled_in(key):
    assert unknown_placeholders("".join(STANDARD[key])) == []


def test_a_field_that_does_not_exist_is_told():
    assert unknown_placeholders("Hei {navn} {Navn} {kommune}") == ["Navn", "kommune"]


def test_drafts_and_letters_hold_each_text_once_under_names_of_their_own():
    letters = [
        ("Bodø", "a@example.no", "nn", Filled("Emne én", "Første\n\nAndre avsnitt")),
        ("Bodø", "b@example.no", "nb", Filled("Emne to", "Tekst")),
    ]
    mails = everything_in("svar.zip", write_mails(letters))
    assert all(text in mails for text in ("a@example.no", "b@example.no", "Emne én", "Andre avsnitt", "X-Unsent"))
    words = everything_in("svar.zip", write_letters(letters))
    assert "Emne to" in words and "nn-NO" in words


@pytest.mark.parametrize(
    ("known", "text"),
    [
        ({"start_is_month": False}, "01.09.2024"),
        ({"start_is_month": True}, "[oppstart]"),
        ({"start_is_month": False, "start": None}, "[oppstart]"),
    ],
)
def test_the_day_of_the_start_is_told_where_more_than_its_month_is_known(known, text):
    row = answers().reset_index().iloc[0]
    assert fill(("Emne", "{oppstart}"), row, replace(ROUND, **known), None).text == text
