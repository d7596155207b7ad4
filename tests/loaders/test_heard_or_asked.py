"""What decides who counts is heard in other words too, and asked about where it could mean something else."""

import pytest
from make_files import text
from small_exports import PEOPLE, application, asked, form, listed

from loaders import read_export
from loaders.rows.states import read_came, read_registration_state


def counts(header, answers):
    return read_export(form(header, answers), f"Påmelding(1-{len(answers)}).csv")


@pytest.mark.parametrize("header", ["Meld forfall", "Melder avbud"])
def test_a_cancellation_in_a_column_of_its_own_is_heard(header):
    assert list(counts(header, ["", "Ja"]).rows["counts"]) == [True, False]


@pytest.mark.parametrize("answer", ["Beklager, nei", "Dessverre nei", "Sorry, no"])
def test_a_no_behind_an_excuse_is_a_no(answer):
    assert list(counts("Kan du komme?", ["Ja", answer]).rows["counts"]) == [True, False]


@pytest.mark.parametrize(
    ("header", "answers"),
    [
        ("Meldt avbod", ["Ja", "Nei", "Nei"]),
        ("Kønr", ["3", "", ""]),
        ("Nåværende status", ["Avmeldt", "Påmeldt", "Påmeldt"]),
    ],
)
def test_who_is_out_is_heard_under_more_headers(header, answers):
    assert list(counts(header, answers).rows["counts"]) == [False, True, True]


@pytest.mark.parametrize("header", ["Statuskode", "Gjeldende status"])
def test_a_code_under_a_header_of_states_is_told(header):
    export = counts(header, ["A", "C", "A"])
    assert export.findings["code"].tolist().count("state_unknown") == 2


@pytest.mark.parametrize(
    "header",
    [
        "Bekrefter du at du kommer?",
        "Melder du deg på?",
        "Vil du være med?",
        "Vert de med?",
        "Deltar kommunen din?",
        "Kan de kome?",
        "Can you make it?",
    ],
)
def test_a_question_whether_somebody_comes_is_heard_or_asked_about(header):
    export = counts(header, ["Ja", "Nei", "Ja"])
    assert list(export.rows["counts"]) == [True, False, True] or asked(export) == ["ask_coming"]


@pytest.mark.parametrize(
    "header", ["Vil du være med på middag?", "Bekrefter du adressen?", "Melder du deg på nyhetsbrev?"]
)
def test_a_question_about_something_else_beside_coming_is_not(header):
    assert not asked(counts(header, ["Ja", "Nei", "Ja"]))


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
        ("Vil dere melde dere av?", ["Nei", "Ja", "Nei"], "ask_cancelled"),
        ("Ønsker du å trekke påmeldingen?", ["Nei", "Ja", "Nei"], "ask_cancelled"),
        ("Duplikat", ["", "x", ""], "ask_cancelled"),
        ("Test", ["Nei", "Ja", "Nei"], "ask_cancelled"),
        ("Ugyldig?", ["Nei", "Ja", "Nei"], "ask_cancelled"),
        ("Teller ikke med", ["", "x", ""], "ask_cancelled"),
        ("Overført til neste samling", ["", "x", ""], "ask_cancelled"),
        ("Ombestemt seg", ["", "x", ""], "ask_cancelled"),
        ("Ikke interessert lenger", ["Nei", "Ja", "Nei"], "ask_cancelled"),
        ("Får plass", ["Ja", "Nei", "Ja"], "ask_coming"),
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
    "header",
    [
        "Avmeldingsfrist lest",
        "Kjenner du avmeldingsfristen?",
        "Har du fått avslag på støtte før?",
        "Har dere venteliste?",
        "Ønsker du å stå på venteliste?",
        "Er du testet?",
        "Har du duplikat av billetten?",
    ],
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


@pytest.mark.parametrize(
    ("header", "answers", "code"),
    [
        ("Ønsker dere å trekke søknaden?", ["Nei", "Ja"], "ask_withdrawn"),
        ("Svar på tilbud", ["Ja", "Nei"], "ask_state"),
        ("Er søknaden trukket fram i planen?", ["Ja", "Nei"], None),
    ],
)
def test_a_question_whose_answer_decides_an_application_is_asked_about(header, answers, code):
    export = read_export(application(header, answers), "Søknad(1-2).csv")
    assert list(export.rows["state"]) == ["received", "received"]
    assert asked(export) == ([code] if code else [])


@pytest.mark.parametrize("header", ["Dato for avslag", "Avslagsdato"])
def test_the_day_of_a_refusal_is_a_refusal(header):
    export = read_export(application(header, ["", "20.06.2024"]), "Søknad(1-2).csv")
    assert list(export.rows["state"]) == ["received", "declined"]


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
    ("header", "values"),
    [
        ("Kategori", ["Deltaker", "Avmeldt", "Deltaker"]),
        ("Billettype", ["Ordinær", "Venteliste", "Ordinær"]),
        ("Hva gjelder det?", ["Påmelding", "Avmelding", "Påmelding"]),
        ("Jeg ønsker å", ["Melde meg på", "Melde meg av", "Melde meg på"]),
        ("Attendance", ["Attending", "Not attending", "Attending"]),
    ],
)
def test_states_under_any_header_are_asked_about(header, values):
    export = counts(header, values)
    assert export.rows["counts"].all()
    assert asked(export) == ["ask_state"]


@pytest.mark.parametrize(
    "header",
    [
        "Blir du med?",
        "Skal du på samlingen?",
        "Har du anledning til å delta?",
        "Deltar kommunen på samlingen?",
        "Can you make it?",
        "I will attend",
        "Fått plass",
    ],
)
def test_who_will_come_is_asked_about_in_looser_words(header):
    assert asked(counts(header, ["Ja", "Nei", "Ja"])) == ["ask_coming"]


@pytest.mark.parametrize(
    "header",
    ["Vil du delta i nettverk etterpå?", "Kan du bidra med innlegg?", "Kommer du kvelden før?", "Er du rektor?"],
)
def test_a_question_that_only_begins_likewise_is_not(header):
    assert not asked(counts(header, ["Ja", "Nei", "Ja"]))


@pytest.mark.parametrize("header", ["Antall ledsagere", "Hvor mange kommer i tillegg til deg?"])
def test_those_who_come_besides_are_asked_about(header):
    assert asked(counts(header, ["2", "0", "0"])) == ["ask_persons"]


@pytest.mark.parametrize(
    ("header", "values"), [("cancelled_at", ["", "2024-03-12T10:00:00Z"]), ("Kønummer", ["", "2"])]
)
def test_a_systems_own_name_for_a_flag_is_heard(header, values):
    assert list(counts(header, values).rows["counts"]) == [True, False]


def test_a_sum_paid_back_is_asked_about():
    assert asked(counts("Refundert beløp", ["0,00", "500,00", "0,00"])) == ["ask_cancelled"]


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("Årsak til avmelding", 1),
        ("Avmeldt av", 1),
        ("Avmeldingsfrist", 0),
        ("Forfallsdato", 0),
        ("Har du meldt fra om avbud før?", 0),
    ],
)
def test_a_column_about_cancelling_that_some_have_filled_in_is_told(header, told):
    export = counts(header, ["", "Sykdom", ""])
    assert export.rows["counts"].all()
    assert list(export.findings["code"]).count("state_aside") == told


@pytest.mark.parametrize(("title", "told"), [("Venteliste samling", 1), ("Avmeldte_mars", 1), ("Påmelding", 0)])
def test_a_file_that_is_called_by_a_state_is_told_unless_a_column_says_who(title, told):
    export = read_export(form("Lunsj", ["Ja", "Nei"]), f"{title}.csv")
    assert list(export.findings["code"]).count("named_by_state") == told
    export = read_export(form("Status", ["Venteliste", "Påmeldt"]), f"{title}.csv")
    assert "named_by_state" not in set(export.findings["code"])


@pytest.mark.parametrize(("first", "second", "told"), [("", "Avmeldt", 1), ("Avmeldt", "", 0), ("", "", 0)])
def test_an_answer_that_stands_before_a_cancellation_of_the_same_person_is_told(first, second, told):
    rows = [["Tone Moe", "t@eks.example", "Bodø", f"1{day}.03.2024", said] for day, said in enumerate((first, second))]
    export = read_export(text([["Navn", "E-post", "Kommune", "Påmeldt dato", "Status"], *rows]), "Påmelding.csv")
    assert export.summary["counting"] == 1
    found = export.findings[export.findings["code"] == "cancelled_later"]
    assert list(found["cells"]) == [("D2",)] * told


@pytest.mark.parametrize(
    ("comment", "told"),
    [
        ("Avmeldt 12.03", 1),
        ("AVMELDT", 1),
        ("Meldt avbud, Tone Eksempel kommer i stedet", 1),
        ("Gleder meg! Kan ikke spise nøtter", 0),
        ("Refusjon av reise?", 0),
        ("Trekkspill er instrumentet mitt", 0),
    ],
)
def test_a_comment_that_cancels_is_told_and_does_not_act(comment, told):
    export = counts("Kommentar", ["Vegetar", comment, ""])
    assert export.rows["counts"].all()
    assert list(export.findings["code"]).count("state_aside") == told
