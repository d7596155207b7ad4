"""What is in doubt and would change a number is asked, with the effect of each answer; an answer settles it."""

import pytest
from make_files import ENGLISH, text
from small_exports import asked, form, listed

from loaders import read_export
from loaders.table.questions import Numbers, effect_of


def test_a_number_in_doubt_is_asked_with_its_effect_and_does_not_act():
    export = read_export(form("Antall", [3, 1]), "Påmelding(1-2).csv")
    (question,) = export.questions
    assert (question.code, question.column, question.cell) == ("ask_persons", "Antall", "G1")
    assert question.sentence == "Er tallene i «Antall» antall deltakere?"
    assert question.samples == ("3", "1")
    yes, no = question.answers
    assert (yes.mapping, yes.kind, yes.effect) == ({"Antall": "persons"}, None, "4 personer i stedet for 2")
    assert (no.mapping, no.effect) == ({"Antall": ""}, "Endrer ingen tall")
    assert export.summary["persons"] == 2
    assert list(export.columns["confidence"])[-1] == "asked"
    told = export.findings[export.findings["code"] == "ask_persons"].iloc[0]
    assert (told["severity"], told["column"], told["cell"]) == ("check", "Antall", "G1")


@pytest.mark.parametrize(("answer", "persons"), [("persons", 4), ("", 2)])
def test_an_answer_settles_its_question_whatever_it_is(answer, persons):
    export = read_export(form("Antall", [3, 1]), "Påmelding(1-2).csv", mapping={"Antall": answer})
    assert (asked(export), export.summary["persons"]) == ([], persons)


def test_what_would_change_no_number_is_not_asked():
    assert asked(read_export(form("Antall", [1, 1]), "Påmelding(1-2).csv")) == []


@pytest.mark.parametrize(
    ("header", "values", "code", "effect"),
    [
        ("Svaret ditt", ["Deltar", "Avmeldt", "Venteliste"], "ask_state", "1 rad teller i stedet for 3"),
        ("Status", ["Ja", "Nei", "Ja"], "ask_state", "2 rader teller i stedet for 3"),
        ("Bekreftet", ["Ja", "Nei", "Ja"], "ask_coming", "2 rader teller i stedet for 3"),
        ("Deltar du fysisk?", ["Ja", "Nei", "Ja"], "ask_coming", "2 rader teller i stedet for 3"),
        ("Avmeldt etter fristen", ["Ja", "Nei", "Nei"], "ask_cancelled", "2 rader teller i stedet for 3"),
        ("Antall deltakere i korpset", [20, 30, 40], "ask_persons", "90 personer i stedet for 3"),
    ],
)
def test_where_only_the_header_or_only_the_values_say_so_it_is_asked(header, values, code, effect):
    export = read_export(listed(header, values), "Påmelding.csv")
    assert asked(export) == [code]
    assert export.rows["counts"].all()
    assert effect in export.questions[0].answers[0].effect


@pytest.mark.parametrize(
    ("title", "headers", "rows", "looks_like"),
    [
        (
            "Evaluering(1-2).csv",
            [*ENGLISH, "Hvor fornøyd var du?"],
            [[1, "2024-03-16", "2024-03-16", "", "", 4]],
            "en evaluering",
        ),
        (
            "Hva kan du(1).csv",
            [*ENGLISH, "Total points", "Kommune"],
            [[1, "2024-03-16", "2024-03-16", "", "", 4, "Lom"]],
            "en quiz",
        ),
        (
            "Medlemsliste.csv",
            ["Navn", "E-post", "Kommune"],
            [["Tone Eksempel", "t@eks.example", "Lom"]],
            "en liste over medlemmer",
        ),
        ("Eksport.csv", ["E-post", "Annet"], [["t@eks.example", "rød"]], "en adresseliste"),
    ],
)
def test_a_file_that_is_something_else_is_asked_about_with_what_each_kind_would_give(title, headers, rows, looks_like):
    export = read_export(text([headers, *rows]), title)
    question = export.questions[0]
    assert question.code == "ask_kind"
    assert looks_like in question.sentence
    assert [answer.kind for answer in question.answers] == ["registrations", "applications", "attendance"]
    assert "1 rad teller" in question.answers[0].effect
    told = export.findings.set_index("code").loc["ask_kind"]
    assert told["remedy"] == "Velg hva filen inneholder før den tas i bruk, eller la den være."
    assert "ask_kind" not in asked(read_export(text([headers, *rows]), title, kind="registrations"))


def test_registrations_are_not_asked_what_they_are():
    assert asked(read_export(listed("Annet", ["rød", "blå"]), "Skjema.csv")) == []


@pytest.mark.parametrize(
    ("title", "questions"),
    [("Deltakerliste 15. mars.csv", ["ask_kind"]), ("Påmelding 15. mars.csv", []), ("Oppmøte 15. mars.csv", [])],
)
def test_a_list_of_participants_with_ticks_may_be_who_was_expected_or_who_came(title, questions):
    rows = [["Navn", "E-post", "Kommune", "Tilstede"], ["Tuva Solbakk", "t@eks.example", "Bodø", "x"]]
    export = read_export(text([*rows, ["Eirin Nesvold", "e@eks.example", "Asker", ""]]), title)
    assert asked(export) == questions


@pytest.mark.parametrize(
    ("after", "effect"),
    [
        (Numbers(3, 3, 3, {}), ""),
        (Numbers(2, 3, 3, {}), "2 rader teller i stedet for 3"),
        (Numbers(1, 1, 1, {}), "1 rad teller i stedet for 3, 1 person i stedet for 3"),
        (Numbers(3, 5, 3, {}), "5 personer i stedet for 3"),
        (Numbers(3, 3, 2, {}), "2 rader har kommune i stedet for 3"),
        (Numbers(3, 3, 3, {"placed": 2}), "2 med tildelt plass i stedet for 0"),
        (Numbers(3, 3, 3, {"received": 2}), ""),
    ],
)
def test_what_an_answer_would_change_is_told_in_numbers(after, effect):
    assert effect_of(Numbers(3, 3, 3, {}), after) == effect
