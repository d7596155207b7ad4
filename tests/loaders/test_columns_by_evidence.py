"""A column is what its header, its values and its neighbours say together; a word in a question decides nothing."""

import pytest
from make_files import text
from small_exports import PEOPLE, application, asked, form, listed

from loaders import read_export

YES_NO = ("Ja", "Nei")


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        ("Har dere fått innsyn i status for kulturskoleplanen?", YES_NO),
        ("Hva er status for samarbeidet med skolen?", ("Godt i gang", "Ikke startet")),
        ("Har kulturskolen venteliste?", YES_NO),
        ("Hvor mange elever står på venteliste?", (20, 35)),
        ("Er planen avslått eller vedtatt?", ("Vedtatt", "Avslått")),
        ("Deltok kommunen i forrige runde?", YES_NO),
        ("Deltar dere i Den kulturelle skolesekken?", YES_NO),
        ("Deltar du på middag?", YES_NO),
        ("Kommer du med tog?", YES_NO),
        ("Sivilstatus", ("Gift", "Ugift")),
        ("Statusrapport sendt", YES_NO),
        ("Antall elever i kulturskolen", (180, 95)),
        ("Hvor mange ansatte har kulturskolen?", (12, 8)),
        ("Antall lodd", (10, 5)),
        ("Antall år i stillingen", (3, 4)),
        ("Kor mange skular er det i kommunen?", (4, 2)),
        ("How many pupils?", (44, 20)),
        ("Hvor mange ganger har du deltatt?", (2, 3)),
        ("Møtt motstand?", YES_NO),
        ("Har du avbestilt hotell?", YES_NO),
        ("Kommer du alene?", YES_NO),
        ("Er du påmeldt nyhetsbrev?", YES_NO),
        ("Påmeldt middag", YES_NO),
        ("Godkjent", YES_NO),
        ("Antall medlemmer", (20, 75)),
        ("Hvor mange deltar i korps?", (20, 25)),
    ],
)
def test_a_question_with_a_word_of_a_state_or_a_number_changes_nothing_and_is_not_asked_about(question, answers):
    export = read_export(form(question, answers), "Påmelding(1-2).csv")
    assert (export.summary["counting"], export.summary["persons"], asked(export)) == (2, 2, [])
    assert export.columns["field"].iloc[-1] == ""


@pytest.mark.parametrize(
    "question",
    [
        "Er status for kulturskolen drøftet politisk?",
        "Bekreftet av kommunedirektør",
        "Har dere fått avslag tidligere?",
        "Tildelt midler fra Kulturrådet",
        "Avslag på tidligere søknader?",
        "Trukket fram som eksempel",
    ],
)
def test_a_question_of_an_application_is_no_answer_to_it(question):
    export = read_export(application(question, YES_NO), "Søknad(1-2).csv")
    assert list(export.rows["state"]) == ["received", "received"]


@pytest.mark.parametrize(
    "header",
    [
        "Antall deltakere",
        "Antall deltakere (inkl. deg selv)",
        "Hvor mange kommer?",
        "Hvor mange deltar fra dere?",
        "Kor mange deltek frå kommunen?",
        "Kor mange kjem frå dykk?",
        "How many will attend?",
        "Hvor mange personer skal delta på samlingen?",
        "Antall som deltar",
        "Antall kollegaer som deltar",
        "Hvor mange fra kommunen kommer til å delta?",
        "Ant. deltakere",
        "Deltakere (antall)",
        "Number of attendees",
        "Quantity",
    ],
)
def test_numbers_of_participants_are_counted_by_their_many_names(header):
    export = read_export(listed(header, [3, 1]), "Påmelding.csv")
    assert (export.summary["persons"], asked(export)) == (4, [])


@pytest.mark.parametrize(
    "header",
    ["Arbeidskommune", "Kommunen din", "Kommunetilhørighet", "Kommune / bydel", "Hvor jobber du (kommune)?", "Sted"],
)
def test_a_column_of_municipalities_is_known_by_its_values_whatever_it_is_called(header):
    export = read_export(listed("Annet", ["", ""], instead={"Kommune": header}), "Påmelding.csv")
    assert list(export.rows["municipality_text"]) == ["Bodø", "Asker"]


@pytest.mark.parametrize("header", ["E-mailadresse", "Jobbepost", "Contact email", "Elektronisk adresse", "Nås på"])
def test_a_column_of_addresses_is_known_by_its_values(header):
    export = read_export(listed("Annet", ["", ""], instead={"E-post": header}), "Påmelding.csv")
    assert list(export.rows["email"]) == ["p0@eks.example", "p1@eks.example"]


@pytest.mark.parametrize(
    "header",
    ["Tidsmerke", "Svardato", "RecordedDate", "submittedAt", "Innsendelsesdato", "Når meldte du deg på?", "Lagret"],
)
def test_a_column_of_times_is_known_by_its_values(header):
    export = read_export(listed("Annet", ["", ""], instead={"Påmeldt dato": header}), "Påmelding.csv")
    assert export.rows["submitted_at"].notna().all()


@pytest.mark.parametrize("header", ["Deltakerens navn", "Kursdeltaker", "Hva heter du?", "Hvem"])
def test_a_column_of_names_is_known_by_its_values(header):
    export = read_export(listed("Annet", ["", ""], instead={"Navn": header}), "Påmelding.csv")
    assert list(export.rows["name"]) == [name for name, _ in PEOPLE[:2]]


@pytest.mark.parametrize("header", ["Født", "Fødselsdato", "Samlingsdato", "Sist oppdatert"])
def test_a_date_of_something_else_is_not_when_the_answer_was_sent(header):
    rows = [[name, f"p{n}@eks.example", place, f"1{n}.03.2012"] for n, (name, place) in enumerate(PEOPLE)]
    export = read_export(text([["Navn", "E-post", "Kommune", header], *rows]), "Påmelding.csv")
    assert export.rows["submitted_at"].isna().all()


def test_a_day_that_is_the_same_in_all_rows_stands_behind_one_that_tells_them_apart():
    rows = [[name, f"p{n}@eks.example", place, "15.03.2024", f"1{n}.02.2024"] for n, (name, place) in enumerate(PEOPLE)]
    export = read_export(text([["Navn", "E-post", "Kommune", "Dato", "Påmeldt dato"], *rows]), "Påmelding.csv")
    assert f"{export.rows['submitted_at'].min():%d.%m}" == "10.02"


def test_the_filled_column_goes_before_the_empty_one():
    rows = [["Tone Eksempel", "tone@eks.example", "", "Bodø"], ["Per Eksempel", "per@eks.example", "", "Tynset"]]
    headers = ["Navn", "E-post", "Kommune", "Hvilken kommune representerer du?"]
    export = read_export(text([headers, *rows]), "Påmelding.csv")
    assert list(export.rows["municipality_text"]) == ["Bodø", "Tynset"]
    assert list(export.columns["field"])[2:] == ["", "municipality"]


def test_yes_and_no_under_a_word_for_a_person_or_a_time_are_neither():
    rows = [["Ja", name, f"p{n}@eks.example", place, "Ja", f"1{n}.03.2024"] for n, (name, place) in enumerate(PEOPLE)]
    rows[2][0] = rows[3][4] = "Nei"
    headers = ["Deltaker", "Navn", "E-post", "Kommune", "Påmeldt", "Dato"]
    export = read_export(text([headers, *rows]), "Påmelding.csv")
    assert list(export.rows["name"]) == [name for name, _ in PEOPLE]
    assert list(export.rows["why_not"]) == ["", "", "", "Avmeldt", ""]
    assert export.rows["submitted_at"].notna().all()


def test_the_kind_of_a_workplace_is_no_workplace():
    rows = [["Tone Eksempel", "Bodø", "Kulturskole"], ["Per Eksempel", "Asker", "Kommuneadministrasjon"]]
    export = read_export(text([["Navn", "Kommune", "Hvilken type virksomhet jobber du i?"], *rows]), "Påmelding.csv")
    assert set(export.rows["organisation"]) == {""}


@pytest.mark.parametrize(
    ("before", "own"), [("Bestiller", "Deltaker"), ("Kontaktperson", "Navn"), ("Ordered by", "Attendee")]
)
def test_the_address_behind_the_participant_is_the_participants(before, own):
    rows = [
        ["Siri Sek", "siri@eks.example", name, f"p{n}@eks.example", place] for n, (name, place) in enumerate(PEOPLE)
    ]
    export = read_export(text([[before, "E-post", own, "E-post", "Kommune"], *rows]), "Påmelding.csv")
    assert list(export.rows["email"]) == [f"p{n}@eks.example" for n in range(5)]
    assert list(export.rows["name"]) == [name for name, _ in PEOPLE]


@pytest.mark.parametrize("headers", [("E-post kjøper", "E-post person"), ("E-post person", "E-post kjøper")])
def test_of_two_addresses_the_one_that_names_the_buyer_is_not_the_participants(headers):
    rows = [
        [name, *(f"{header[7]}{n}@eks.example" for header in headers), place] for n, (name, place) in enumerate(PEOPLE)
    ]
    export = read_export(text([["Navn", *headers, "Kommune"], *rows]), "Påmelding.csv")
    assert list(export.rows["email"]) == [f"p{n}@eks.example" for n in range(5)]


def test_each_column_says_why_and_how_certainly_it_was_taken_for_its_field():
    export = read_export(listed("Annet", ["rød", "blå"], instead={"Kommune": "Sted"}), "Påmelding.csv")
    columns = export.columns.set_index("column")
    assert columns.loc["Sted", "reason"] == "Overskriften er ukjent, men verdiene er kommuner."
    assert columns.loc["Sted", "confidence"] == "likely"
    assert columns.loc["E-post", "reason"] == "Overskriften er navnet på feltet, og verdiene er e-postadresser."
    assert columns.loc["E-post", "confidence"] == "sure"
    assert columns.loc["Sted", "samples"] == ("Bodø", "Asker")
    assert columns.loc["Annet", "confidence"] == columns.loc["Annet", "reason"] == ""


@pytest.mark.parametrize(("home", "work"), [("Bostedskommune", "Kommune du arbeider i"), ("Født i", "Jobber i")])
def test_where_somebody_works_goes_before_where_they_live(home, work):
    rows = [[name, ("Oslo", "Lom")[n % 2], place, f"1{n}.03.2024"] for n, (name, place) in enumerate(PEOPLE)]
    export = read_export(text([["Navn", home, work, "Påmeldt dato"], *rows]), "Påmelding.csv")
    assert list(export.rows["municipality_text"]) == [place for _, place in PEOPLE]
