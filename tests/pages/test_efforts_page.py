"""Egne tiltak: entered with a title alone, changed, removed and brought back; two sessions; what leaders and the past
see; who was called; a list in drawn order."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

import store
from analysis.draws import draw_order
from domain.clock import write_moment
from domain.efforts import Effort
from frame import numbers
from frame.door.roles import User
from store.tables import effort_texts
from tests.browser.steps import applications, registrations
from tests.pages.conftest import text_of
from tests.store.kept import rows_of

DAY = "2024-05-02"
LIST = "Ingen kontakt på en stund"
LETTER = Effort(date(2024, 4, 3), "artikkel", "Søk nå", "https://example.no/(brev)", ("Nordland",))


@pytest.fixture
def adopted(engine):
    """Four registered; Bodø applied on 2 April, Alta the day after."""
    signed = registrations("Bodø", "Narvik", "Alta", "Tromsø")
    store.adopt(engine, signed, "Påmelding(1-4).xlsx", round_id="2024", who="kari")
    store.adopt(engine, applications("Bodø", "Alta"), "Søknad(1-2).xlsx", round_id="2024", who="kari")
    numbers.forget()
    return engine


def field(app, kind, label, **more):
    return next(one for one in getattr(app, kind) if one.label == label)


def press(app, label):
    next(button for button in app.button if button.label == label).click()
    app.run()
    assert not app.exception
    return app


def test_a_title_is_enough_and_the_counts_stand_beside_it(adopted, open_page):
    app = open_page("efforts", dato=DAY)
    assert "Ingen tiltak er ført ennå. Skriv inn det første" in text_of(app)
    field(app, "text_input", "Tittel").set_value("Brev til *alle*")
    field(app, "date_input", "Dag").set_value(date(2024, 4, 3))
    press(app, "Lagre tiltaket")
    [saved] = store.efforts(adopted, "2024").itertuples()
    assert (saved.title, saved.kind, saved.day, saved.regions) == (
        "Brev til *alle*",
        "nyhetsbrev",
        date(2024, 4, 3),
        (),
    )
    text = text_of(app)
    assert "Brev til *alle*" in text
    assert "Uka etter: 1 søknad, uka før: 1. Tiltaket gjaldt alle, så ingen er uten det." in text
    assert field(app, "text_input", "Tittel").value == ""  # a new form, ready for the next


def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(adopted, open_page):
    app = open_page("efforts", dato=DAY)
    field(app, "text_input", "Lenke, hvis det finnes en").set_value("javascript:alert(1)")
    press(app, "Lagre tiltaket")
    assert [error.value for error in app.error] == [
        "Skriv en kort tittel\\.",
        "Skriv hele adressen, med https\\:// først, eller la feltet stå tomt\\.",
    ]
    assert field(app, "text_input", "Lenke, hvis det finnes en").value == "javascript:alert(1)"
    assert store.efforts(adopted, "2024").empty


def test_the_regions_without_it_always_stand_beside_and_a_link_can_be_followed(adopted, open_page):
    store.add_effort(adopted, "2024", LETTER, "kari")
    app = open_page("efforts", dato=DAY)
    assert "Uka etter: 0 søknader, uka før: 1. I regioner uten tiltaket: 1 og 0." in text_of(app)
    assert any("](https://example.no/%28brev%29)" in line.value for line in app.markdown)
    registered = open_page("efforts", dato=DAY, tell="Påmeldinger")
    assert "Uka etter: 0 påmeldinger, uka før: 0." in text_of(registered)
    elsewhere = open_page("efforts", dato=DAY, region="Agder")
    assert "Ingen tiltak gjaldt regionene i filteret" in text_of(elsewhere)
    assert "effekt" not in (text_of(app) + text_of(registered)).lower()


def test_one_is_changed_removed_and_brought_back(adopted, open_page):
    saved = store.add_effort(adopted, "2024", LETTER, "kari")
    app = open_page("efforts", dato=DAY)
    press(app, "Fjern")
    assert store.efforts(adopted, "2024").empty
    assert "Artikkel «Søk nå» er fjernet." in text_of(app)
    press(app, "Angre fjerningen")
    assert store.efforts(adopted, "2024")["title"].tolist() == ["Søk nå"]
    assert "er fjernet" not in text_of(app)
    app.session_state[f"edit_effort_{saved.id}"] = True
    app.run()
    [_, title] = [one for one in app.text_input if one.label == "Tittel"]
    assert title.value == "Søk nå"
    title.set_value("Søk i dag")
    press(app, "Lagre endringen")
    assert list(rows_of(adopted, effort_texts)["title"]) == ["Søk nå", "Søk nå", "Søk nå", "Søk i dag"]


def test_nobody_runs_over_what_another_has_written_meanwhile(adopted, open_page):
    saved = store.add_effort(adopted, "2024", LETTER, "kari")
    mine = open_page("efforts", dato=DAY)
    store.edit_effort(adopted, replace(saved, title="Endret av Ola"), "ola")
    press(mine, "Fjern")
    assert "Noen andre har endret tiltaket siden du så det." in text_of(mine)
    assert "Endret av Ola" in text_of(mine)
    assert len(store.efforts(adopted, "2024")) == 1
    press(mine, "Fjern")
    assert store.efforts(adopted, "2024").empty


def test_two_open_forms_for_the_same_effort_end_in_a_decision(adopted, open_page):
    saved = store.add_effort(adopted, "2024", LETTER, "kari")
    app = open_page("efforts", dato=DAY)
    app.session_state[f"edit_effort_{saved.id}"] = True
    app.run()
    store.edit_effort(adopted, replace(saved, title="Endret av Ola"), "ola")
    [_, title] = [one for one in app.text_input if one.label == "Tittel"]
    title.set_value("Min tittel")
    press(app, "Lagre endringen")
    assert "Lagre en gang til for å erstatte det som står nå: Artikkel «Endret av Ola»." in text_of(app)
    assert store.read_effort(adopted, saved.id).title == "Endret av Ola"
    press(app, "Lagre endringen")
    assert store.read_effort(adopted, saved.id).title == "Min tittel"


def test_a_list_is_kept_as_it_stood_when_the_day_began(adopted, open_page):
    app = open_page("efforts", dato=DAY)
    field(app, "text_input", "Tittel").set_value("Ringerunde")
    field(app, "date_input", "Dag").set_value(date(2024, 4, 3))
    field(app, "selectbox", "Eller alle på en liste fra Oppfølging").set_value(LIST)
    press(app, "Lagre tiltaket")
    [saved] = store.efforts(adopted, "2024").itertuples()
    assert saved.list_title == LIST
    assert set(saved.municipalities) == {"1806", "5601", "5501"}  # Bodø had applied by then, Alta not
    assert "3 kommuner på listen «Ingen kontakt på en stund»" in text_of(app)
    assert "I kommuner uten tiltaket: 0 og 1." in text_of(app)


def test_a_leader_sees_and_can_neither_enter_nor_remove(adopted, open_page, monkeypatch):
    store.add_effort(adopted, "2024", LETTER, "kari")
    monkeypatch.setattr("frame.door.access.current_user", lambda: User("l", "L", "leder", ()))
    app = open_page("efforts", dato=DAY)
    assert "Søk nå" in text_of(app)
    assert {button.label for button in app.button} & {"Lagre tiltaket", "Fjern"} == set()


def test_an_earlier_moment_shows_what_had_been_entered_by_then_and_no_form(adopted, open_page):
    before = datetime.now(UTC)
    saved = store.add_effort(adopted, "2024", LETTER, "kari")
    between = datetime.now(UTC)
    store.edit_effort(adopted, replace(saved, title="Nytt navn"), "kari")
    assert "Ingen tiltak er ført ennå." in text_of(open_page("efforts", dato=DAY, visst=before.isoformat()))
    then = open_page("efforts", dato=DAY, visst=write_moment(between))
    assert "Søk nå" in text_of(then) and "Nytt navn" not in text_of(then)
    assert "1 tiltak skrevet eller endret" in text_of(then)
    assert {button.label for button in then.button} & {"Lagre tiltaket", "Fjern"} == set()


def test_who_was_called_is_counted_with_the_warning_and_a_followed_draw_says_that_they_are_comparable(
    adopted, open_page
):
    assert "De logges på siden Oppfølging." in text_of(open_page("efforts", dato=DAY))
    store.add_note(adopted, "2024", store.Note("5601", date(2024, 4, 3), "telefon", "Avtalt"), "kari")
    app = open_page("efforts", dato=DAY)
    # Alta was called and applied the same day; Narvik and Tromsø were not, and did not.
    told = (
        "Av 3 kommuner på listen 03.04.2024 ble 1 kontaktet på telefon eller i møte den dagen. Innen 14 dager søkte 1 "
        "av 1 som ble kontaktet, og 0 av 2 som ikke ble det."
    )
    assert told in text_of(app)
    assert "Rådgivere ringer gjerne de mest lovende først" in text_of(app)
    assert "effekt" not in text_of(app).lower()


def test_the_drawn_order_is_kept_shown_and_followed_to_the_next(adopted, open_page):
    app = open_page("follow_up", liste=LIST, dato=DAY)
    press(app, "Trekk rekkefølge")
    [kept] = store.draws(adopted, "2024").itertuples()
    assert (kept.list_title, kept.region) == (LIST, "hele landet")
    assert kept.numbers == draw_order(["1806", "5501"], kept.seed)
    app = open_page("follow_up", liste=LIST, dato=DAY)
    assert f"med tallet {kept.seed}" in text_of(app)
    shown = next(table.value for table in app.dataframe if "Plass" in table.value)
    assert shown["Plass"].tolist() == [1, 2]
    names = {"1806": "Narvik", "5501": "Tromsø"}
    assert shown["Kommune"].tolist() == [names[number] for number in kept.numbers]
    opened = open_page("follow_up", liste=LIST, dato=DAY, kommune=kept.numbers[0])
    assert any(button.label == f"Neste på listen: {names[kept.numbers[1]]}" for button in opened.button)
    nearest = open_page("follow_up", liste=LIST, dato=DAY, rekkefolge="naermest")
    assert not any("Plass" in table.value for table in nearest.dataframe)
    press(app, "Trekk på nytt")
    assert "Listen er trukket 2 ganger." in text_of(open_page("follow_up", liste=LIST, dato=DAY))
    # It was drawn for the whole country: a region's list has an order of its own.
    assert "med tallet" not in text_of(open_page("follow_up", liste=LIST, dato=DAY, region="Nordland"))


def test_the_latest_two_are_shown_and_all_of_them_when_asked_for(adopted, open_page):
    for day in range(3, 7):
        store.add_effort(adopted, "2024", replace(LETTER, day=date(2024, 4, day), title=f"Brev {day}"), "kari")
    app = open_page("efforts", dato=DAY)
    assert [f"{day:02}.04.2024 · Artikkel" in text_of(app) for day in (3, 4, 5, 6)] == [False, False, True, True]
    field(app, "toggle", "Vis alle 4 tiltak").set_value(True).run()
    assert "03.04.2024 · Artikkel" in text_of(app)


def test_what_a_link_to_them_asks_for_and_is_not_there_is_told(adopted, open_page):
    store.add_effort(adopted, "2024", LETTER, "kari")
    asked = text_of(open_page("efforts", dato=DAY, tell="kaker", vis_tiltak="ja"))
    assert "Ukjent tall i lenken: «kaker». Siden teller søknader." in asked
    assert "Ukjent valg i lenken: «ja». Diagrammene viser egne tiltak." in asked
    press(open_page("follow_up", liste=LIST, dato=DAY), "Trekk rekkefølge")
    asked = text_of(open_page("follow_up", liste=LIST, dato=DAY, rekkefolge="alfabetisk"))
    assert "Ukjent rekkefølge i lenken: «alfabetisk»." in asked
