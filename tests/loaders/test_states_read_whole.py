"""A state is read to its end and in both directions; what is not understood is told with its text."""

import pytest
from small_exports import application, form

from loaders import read_export
from loaders.rows.states import read_application_state, read_came, read_registration_state


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Tildelt plass - takket nei", "withdrawn"),
        ("Tilbudt plass, takket nei", "withdrawn"),
        ("Tildelt, men trukket", "withdrawn"),
        ("Bekreftet trukket", "withdrawn"),
        ("Deltar ikke", "withdrawn"),
        ("Kommunen trakk seg", "withdrawn"),
        ("Takka nei", "withdrawn"),
        ("Offer declined", "withdrawn"),
        ("Declined by applicant", "withdrawn"),
        ("Plass avslått av kommunen", "withdrawn"),
        ("Tilbudt plass -> trukket", "withdrawn"),
        ("Plass på venteliste", "waiting"),
        ("Tildelt plass => venteliste", "waiting"),
        ("Står på venteliste", "waiting"),
        ("Waiting list no. 3", "waiting"),
        ("Plass avslått", "declined"),
        ("Tilbud avslått", "declined"),
        ("Ikke innvilget", "declined"),
        ("Ikkje innvilga", "declined"),
        ("Får ikke plass", "declined"),
        ("Avslag sendt 12.06", "declined"),
        ("Avslag pga. for mange søkere", "declined"),
        ("Tildelt plass", "placed"),
        ("Tildelt plass (fra venteliste)", "placed"),
        ("Tildelt plass, ikke bekreftet", "placed"),
        ("Bekreftet plass", "confirmed"),
        ("Tilbud akseptert", "confirmed"),
        ("Offer accepted", "confirmed"),
        ("Tildelt plass. Har takket ja.", "confirmed"),
        ("Avventer vedtak", "under_review"),
        ("Søknaden er mottatt", "received"),
    ],
)
def test_an_application_has_the_state_that_the_whole_text_says(text, state):
    export = read_export(application("Status", [text]), "Søknad(1-1).csv")
    assert list(export.rows["state"]) == [state]
    assert "state_unknown" not in set(export.findings["code"])


@pytest.mark.parametrize(
    "text",
    [
        "Avslag – klage",
        "Venteliste -> tildelt plass",
        "Venteliste → plass",
        "Avslag => tilbud",
        "Avslag omgjort til tildelt plass",
        "Avslått/venteliste",
        "Trukket – angret, vil ha plass",
        "Ikke lenger på venteliste",
        "Ikke bekreftet",
        "Bekreftet mottatt",
        "Tildelt plass som observatør",
        "Utsatt",
        "Bekreftelse mangler",
        "Confirmation pending",
        "Tildeling avventes",
        "Ikke godkjent ennå",
        "Avslag?",
        "Avsluttet",
    ],
)
def test_what_contradicts_itself_or_is_not_understood_is_told_and_not_guessed(text):
    assert read_application_state(text) is None
    export = read_export(application("Status", [text]), "Søknad(1-1).csv")
    told = export.findings[export.findings["code"] == "state_unknown"].iloc[0]
    assert f"«{text}»" in told["message"]
    assert (told["severity"], told["column"], told["cell"]) == ("check", "Status", "H2")
    assert list(export.rows["state"]) == ["received"]


@pytest.mark.parametrize(
    "text",
    [
        "Bekreftet avmelding",
        "Påmeldt, avmeldt 12.03",
        "Påmeldt (trukket)",
        "Betalt - kansellert",
        "Approved; cancelled",
        "Meldt forfall 13.3.",
        "Avbestilt av deltaker",
        "Kan ikke komme",
        "Nei, jeg kan ikke delta",
        "Avmeldt på grunn av sykdom",
        "Kansellert av: Tuva Solbakk",
        "Avmeldt v/ Per Eg",
        "avmeldt av tuva solbakk 12.03",
        "Cancelled by Jørn Åsgard",
        "AVMELDT AV KONTORET",
    ],
)
def test_a_registration_that_ends_in_a_refusal_does_not_count(text):
    export = read_export(form("Status", ["Påmeldt", text]), "Påmelding(1-2).csv")
    assert list(export.rows["why_not"]) == ["", "Avmeldt"]


@pytest.mark.parametrize(
    "text",
    ["Påmeldt 12.03.2024", "Bekreftet på e-post", "Ikke avmeldt", "Ikke betalt", "No show", "Har fått plass", "OK"],
)
def test_a_registration_without_a_refusal_counts(text):
    assert read_registration_state(text) == ""


@pytest.mark.parametrize(
    "text", ["Refusjon avslått", "Refund declined", "Cancelled? No", "1 avmeldt", "2 påmeldt, 1 avmeldt", "Opptatt"]
)
def test_a_refusal_of_something_else_or_for_some_of_them_counts_and_is_told(text):
    assert read_registration_state(text) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Avanmäld", "Avmeldt"),
        ("Afmeldt 12.03", "Avmeldt"),
        ("Deltager ikke", "Avmeldt"),
        ("Väntelista", "Venteliste"),
        ("Refusjon", "Avmeldt"),
        ("Avslått", "Avslått"),
        ("Tilmeldt", ""),
        ("Betald", ""),
        ("Inte avanmäld", ""),
    ],
)
def test_swedish_and_danish_systems_say_states_in_their_words(text, reason):
    assert read_registration_state(text) == reason


@pytest.mark.parametrize("text", ["Avmeldt, påmeldt igjen", "Nei, jeg deltar digitalt", "Påmeldt – syk", "Kanskje"])
def test_a_registration_in_doubt_counts_and_is_told(text):
    export = read_export(form("Status", ["Påmeldt", text]), "Påmelding(1-2).csv")
    assert export.rows["counts"].all()
    assert f"«{text}»" in " ".join(export.findings["message"])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Usikker, ring Tuva Solbakk 91234567", "«Usikker, ring … … …»"),
        ("Påmeldt ved en feil", "«Påmeldt ved … …»"),
        ("Avmeldt av Per Eg, kommer likevel", "«Avmeldt av … … kommer likevel»"),
        ("Tuva Solbakk", "i cellen"),
        ("Spør post@eks.example", "i cellen"),
    ],
)
def test_a_state_in_doubt_is_told_without_the_people_it_names(text, shown):
    export = read_export(form("Status", ["Påmeldt", text]), "Påmelding(1-2).csv")
    assert export.rows["counts"].all()
    told = export.findings[export.findings["code"] == "state_unknown"].iloc[0]
    assert told["message"].startswith(f"Statusen {shown} er ukjent")


@pytest.mark.parametrize(
    ("text", "came"),
    [("Deltok", True), ("Deltok ikke", False), ("Møtt", True), ("Ikke møtt", False), ("x", True), ("Påmeldt", None)],
)
def test_who_came_is_read_to_the_end(text, came):
    assert read_came(text) is came
