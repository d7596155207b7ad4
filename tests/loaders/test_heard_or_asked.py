"""What decides who counts is heard in other words too, and asked about where it could mean something else."""

import pytest
from make_files import text
from small_exports import PEOPLE, asked, form, listed

from loaders import read_export
from loaders.rows.states import read_came, read_registration_state


def counts(header, answers):
    return read_export(form(header, answers), f"Påmelding(1-{len(answers)}).csv")


@pytest.mark.parametrize("header", ["Meld forfall", "Melder avbud"])
def test_a_cancellation_in_a_column_of_its_own_is_heard(header):
    assert list(counts(header, ["", "Ja"]).rows["counts"]) == [True, False]


def test_will_you_come_is_heard_in_english_too():
    assert list(counts("Are you attending?", ["Yes", "No"]).rows["counts"]) == [True, False]


@pytest.mark.parametrize("header", ["Aktiv", "Gyldig"])
def test_a_word_that_may_mean_something_else_is_asked_about(header):
    export = counts(header, ["Ja", "Nei", "Ja"])
    assert export.rows["counts"].all()
    assert [question.code for question in export.questions] == ["ask_coming"]


@pytest.mark.parametrize("header", ["Hvor mange deltar fra deres kommune?", "Antall deltakere fra vår kommune"])
def test_how_many_take_part_from_ones_municipality_is_a_number_of_participants(header):
    assert list(counts(header, ["2", "1", "3"]).rows["persons"]) == [2, 1, 3]


def test_tickets_may_be_no_participants_and_are_asked_about():
    export = counts("Antall billetter", ["2", "1", "3"])
    assert list(export.rows["persons"]) == [1, 1, 1]
    assert [question.code for question in export.questions] == ["ask_persons"]


@pytest.mark.parametrize(("first", "second"), [("1. deltaker", "2. deltaker"), ("Første deltaker", "Andre deltaker")])
def test_participants_counted_by_ordinals_are_several_persons(first, second):
    rows = [["Bodø", "Tuva Solbakk", "Eirin Nesvold"], ["Asker", "Jørn Åsgard", ""]]
    export = read_export(text([["Kommune", first, second], *rows]), "Påmelding.csv")
    assert list(export.rows["persons"]) == [2, 1]


@pytest.mark.parametrize(
    ("header", "answers"),
    [("Fravær", ["x", "", ""]), ("Ikke møtt", ["Ja", "Nei", "Nei"]), ("Deltok ikke", ["1", "", ""])],
)
def test_absence_in_a_column_of_its_own_is_heard(header, answers):
    rows = [[*person, answer] for person, answer in zip(PEOPLE, answers, strict=False)]
    export = read_export(text([["Navn", "Kommune", header], *rows]), "Oppmøte.csv")
    assert (export.kind, list(export.rows["counts"])) == ("attendance", [False, True, True])


@pytest.mark.parametrize("written", ["Avmelding trukket", "Ikke bekreftet avmelding"])
def test_a_cancellation_that_was_taken_back_is_no_cancellation(written):
    assert read_registration_state(written) is None


def test_one_who_regrets_is_not_coming():
    assert read_registration_state("Kan dessverre ikke") == "Avmeldt"
    assert read_came("Fraværende") is False


@pytest.mark.parametrize(
    ("header", "answers", "code"),
    [
        ("Avlyst av deltaker", ["Ja", "Nei", "Nei"], "ask_cancelled"),
        ("Deltakelsen er avbestilt", ["Nei", "Ja", "Nei"], "ask_cancelled"),
        ("Påmeldingen ble slettet", ["", "x", ""], "ask_cancelled"),
        ("Ikke avmeldt", ["Ja", "Nei", "Ja"], "ask_coming"),
        ("Ikke venteliste", ["Ja", "Nei", "Ja"], "ask_coming"),
        ("Deltakelse", ["Deltar fysisk", "Kan ikke", "Deltar digitalt"], "ask_coming"),
    ],
)
def test_a_state_told_by_the_header_itself_is_asked_about(header, answers, code):
    export = counts(header, answers)
    assert export.rows["counts"].all()
    assert [question.code for question in export.questions] == [code]


@pytest.mark.parametrize(
    "header", ["Avmeldingsfrist lest", "Kjenner du avmeldingsfristen?", "Har du fått avslag på støtte før?"]
)
def test_a_question_about_something_else_is_not_asked_about(header):
    export = counts(header, ["Ja", "Nei", "Ja"])
    assert export.rows["counts"].all()
    assert not export.questions


@pytest.mark.parametrize(
    ("header", "beside", "count", "questions"),
    [
        ("Status", ["Avmeldt", "Venteliste", "", "", ""], 5, ["ask_state"]),
        ("Avmeldt", ["Ja", "Nei", "", "", ""], 5, ["ask_cancelled"]),
        ("Status", ["Avmeldt", "", "Venteliste", "", ""], 3, []),
        ("Status", ["Avmeldt", "Avmeldt", "", "", ""], 3, []),
        ("Status", ["Avmeldt", "Venteliste", "Påmeldt", "", ""], 3, []),
    ],
)
def test_a_key_directly_beside_the_answers_is_asked_about(header, beside, count, questions):
    export = read_export(listed(header, beside), "Påmelding.csv")
    assert export.rows["counts"].sum() == count
    assert asked(export) == questions


@pytest.mark.parametrize(
    ("header", "yes", "no"), [("Avanmäld", "Ja", "Nej"), ("Afmeldt", "Ja", "Nej"), ("Väntelista", "x", "")]
)
def test_a_flag_of_a_swedish_or_danish_system_is_heard(header, yes, no):
    export = counts(header, [no, yes, no])
    assert list(export.rows["counts"]) == [True, False, True]
    assert not export.questions


@pytest.mark.parametrize("header", ["Jeg melder meg av", "Jeg må melde avbud", "Har du meldt deg av?"])
def test_a_sentence_that_cancels_is_asked_about(header):
    assert asked(counts(header, ["", "x", ""])) == ["ask_cancelled"]


@pytest.mark.parametrize("header", ["Kursstatus", "Plasseringsstatus"])
def test_an_unknown_status_is_asked_about_where_a_part_of_it_is_understood(header):
    assert asked(counts(header, ["Iverksatt", "Avmeldt", "Avmeldt"])) == ["ask_state"]
    assert not asked(counts(header, ["Iverksatt", "Planlagt", "Ferdig"]))


@pytest.mark.parametrize("header", ["Biljetter", "Personer", "Plasser"])
def test_a_bare_word_for_people_over_small_numbers_is_asked_about(header):
    assert asked(counts(header, ["3", "1", "1"])) == ["ask_persons"]
    assert not asked(counts(header, ["1", "2", "3"]))


@pytest.mark.parametrize(
    ("comment", "told"),
    [
        ("Avmeldt 12.03", 1),
        ("AVMELDT", 1),
        ("Meldt avbud, Tone Eksempel kommer i stedet", 1),
        ("Gleder meg! Kan ikke spise nøtter", 0),
        ("Refusjon av reise?", 0),
    ],
)
def test_a_comment_that_cancels_is_told_and_does_not_act(comment, told):
    export = counts("Kommentar", ["Vegetar", comment, ""])
    assert export.rows["counts"].all()
    assert list(export.findings["code"]).count("state_aside") == told
