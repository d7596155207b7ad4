"""Several people at once: new numbers in open sessions, half-written forms, lost connections, a busy database."""

import signal
from contextlib import contextmanager

import pytest
from map_server import until
from playwright.sync_api import expect
from steps import (
    WITHIN_THE_POLL,
    adopt,
    adopt_quietly,
    applications,
    choose_files,
    in_a_hurry,
    number,
    open_page,
    registrations,
    settle,
)

import store

DAY = "dato=2024-05-02"
KEEP_SOCKETS = """window.sockets = [];
window.WebSocket = class extends WebSocket {
    constructor(...all) { super(...all); window.sockets.push(this); }
};"""


def test_open_sessions_show_new_numbers_and_keep_what_is_being_written(app, engine, new_page):
    adopt_quietly(engine, "Søknad(1-3).xlsx", applications("Bodø", "Rana", "Ås"))
    reader, writer = in_a_hurry(new_page), in_a_hurry(new_page)
    open_page(reader, f"{app.url}/?{DAY}")
    expect(number(reader, "Søknader")).to_have_text("3 av 40")
    assert reader.evaluate("window.hurried"), "by itself it asks each 20 seconds"
    open_page(writer, f"{app.url}/oppfolging?{DAY}&kommune=1804")
    form = writer.get_by_test_id("stForm").first
    form.get_by_role("textbox", name="Hva ble avtalt?").fill("Ringer igjen når rådmannen er")
    adopt_quietly(engine, "Søknad(1-4).xlsx", applications("Bodø", "Rana", "Ås", "Alta"))
    expect(number(reader, "Søknader")).to_have_text("4 av 40", timeout=WITHIN_THE_POLL)
    expect(writer.get_by_text("Søknad(1-4).xlsx")).to_be_visible(timeout=WITHIN_THE_POLL)
    settle(writer)
    expect(form.get_by_role("textbox", name="Hva ble avtalt?")).to_have_value("Ringer igjen når rådmannen er")


@pytest.mark.parametrize("when", ["before", "after", "as it is read"])
def test_a_contact_saved_while_the_connection_drops_is_kept_or_stays_in_the_form(app, engine, new_page, watch, when):
    page = new_page(script=KEEP_SOCKETS)
    watch.expected.append("WebSocket")
    open_page(page, f"{app.url}/oppfolging?{DAY}&kommune=1804")
    form = page.get_by_test_id("stForm").first
    text, save = form.get_by_role("textbox", name="Hva ble avtalt?"), form.get_by_role("button", name="Lagre kontakten")
    text.fill("Avtalt på toget")
    steps = [save.click, lambda: page.evaluate("sockets.at(-1).close()")]
    if when == "as it is read":  # the server meets both at once, and the run is stopped in its beginning
        app.process.send_signal(signal.SIGSTOP)
    for step in reversed(steps) if when == "before" else steps:
        step()
    app.process.send_signal(signal.SIGCONT)
    until(lambda: page.evaluate("sockets.length") > 1, "the page to connect again")
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-connection-state", "CONNECTED")
    page.wait_for_timeout(2000)  # what was pressed meanwhile is sent only now, and nothing on the page tells of it
    settle(page)
    typed, kept = text.input_value(), list(store.notes(engine, "2024")["agreed"])  # it is kept before the form is empty
    assert kept == ["Avtalt på toget"] or (not kept and typed == "Avtalt på toget")
    if not kept:  # and it can be saved when the connection is back
        save.click()
        expect(page.get_by_text("Kontakten er lagret.")).to_be_visible()
        assert list(store.notes(engine, "2024")["agreed"]) == ["Avtalt på toget"]


def test_adopting_is_told_to_both_who_do_it_at_once(app, engine, new_page):
    first, second = new_page(), in_a_hurry(new_page)
    for page in (first, second):
        open_page(page, f"{app.url}/data?{DAY}")
    choose_files(first, **{"Søknad(1-2).xlsx": applications("Bodø", "Rana")})
    expect(first.get_by_role("button", name="Ta i bruk")).to_be_enabled()
    adopt(second, "Søknad(1-3).xlsx", applications("Bodø", "Rana", "Ås"))
    first.get_by_role("button", name="Ta i bruk").click()
    expect(first.get_by_text("Mens du så på filen, tok andre i bruk")).to_be_visible()
    told = second.get_by_text("Etter at du tok i bruk «Søknad(1-3).xlsx»")
    expect(told).to_contain_text("«Søknad(1-2).xlsx»", timeout=WITHIN_THE_POLL)
    second.get_by_role("button", name="Greit, jeg har sett det").click()
    expect(told).to_have_count(0)
    assert [version.filename for version in store.in_force(engine, "2024")] == ["Søknad(1-2).xlsx"]


@contextmanager
def database_held(engine):
    """Somebody else is writing, and takes their time."""
    with engine.connect().execution_options(store_writes=True) as connection, connection.begin() as held:
        yield
        held.rollback()


def test_one_who_waits_for_the_database_is_told_and_can_give_up(app, engine, page):
    open_page(page, f"{app.url}/data")
    choose_files(page, **{"Påmelding(1-2).xlsx": registrations("Bodø", "Rana")})
    with database_held(engine):
        page.get_by_role("button", name="Ta i bruk").click()
        expect(page.get_by_text("Databasen er opptatt. Filen venter på tur")).to_be_visible()
        page.get_by_role("button", name="Gi opp").click()
        expect(page.get_by_text("Du ga opp å vente.")).to_be_visible()
        expect(page.get_by_text("Filen venter på tur")).to_have_count(0)
    settle(page)
    assert store.in_force(engine, "2024") == []
    with database_held(engine):
        page.get_by_role("button", name="Ta i bruk").click()
        expect(page.get_by_text("Filen venter på tur")).to_be_visible()
    expect(page.get_by_text("er tatt i bruk:")).to_be_visible()
    assert len(store.in_force(engine, "2024")) == 1
