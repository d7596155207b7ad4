"""A page as it was known: the link that freezes the numbers, the banner with what came since, and the way back."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
import streamlit as st

import store
from domain.clock import now, write_moment
from frame import reads
from tests.pages.conftest import open_in, text_of
from tests.store.kept import counts_of

EXAMPLES = store.round_files.EXAMPLES
FIRST, SECOND = "Soknad - Fremtidens kulturskole(1-51).xlsx", "Soknad - Fremtidens kulturskole(1-51) (1).xlsx"
DAY = "2024-09-01"


def adopt(engine, name):
    return store.adopt(engine, (EXAMPLES / name).read_bytes(), name, round_id="2024", who="kari")


def numbers_of(app):
    return {metric.label: metric.value for metric in app.metric}


@pytest.fixture
def frozen(engine):
    """The moment when the first file was all that was known; the second, and more, came after it."""
    adopt(engine, FIRST)
    moment = now()
    before = numbers_of(open_in("overview", dato=DAY))
    adopt(engine, SECOND)
    store.settle_municipality(engine, "2024", "våler", ("3419",), "kari")
    store.add_note(engine, "2024", store.Note("1804", date(2024, 4, 2), "telefon"), "kari")
    return moment, before


def test_a_link_with_a_moment_gives_the_numbers_that_were_shown_then(frozen):
    moment, before = frozen
    app = open_in("overview", dato=DAY, visst=write_moment(moment))
    assert numbers_of(app) == before
    today = numbers_of(open_in("overview", dato=DAY))
    assert today != before
    banner = next(text for text in text_of(app).splitlines() if "Tallene står slik de var kjent" in text)
    assert "ny fil med søknader" in banner and "1 kommune avklart på nytt" in banner
    assert "1 notat skrevet eller endret" in banner and "plasser til" in banner
    next(button for button in app.button if button.label == "Se dagens tall").click()
    app.run()
    assert numbers_of(app) == today
    assert "slik de var kjent" not in text_of(app)


def test_every_page_that_shows_then_shows_the_same_then(frozen):
    moment, before = frozen
    link = {"dato": DAY, "visst": write_moment(moment)}
    for page in ("participation", "progress", "municipalities", "map"):
        app = open_in(page, **link)
        assert "Tallene står slik de var kjent" in text_of(app), page
        assert numbers_of(app).items() <= {**before, **numbers_of(app)}.items()
        shared = numbers_of(app).keys() & before.keys()
        assert all(numbers_of(app)[label] == before[label] for label in shared), page


def test_a_page_that_is_written_on_shows_what_holds_now(frozen):
    moment, _ = frozen
    app = open_in("data", dato=DAY, visst=write_moment(moment))
    assert "Denne siden viser alltid det som gjelder nå." in text_of(app)
    assert "slik de var kjent" not in text_of(app)


def test_what_is_no_moment_is_told_and_a_moment_ahead_is_today(engine):
    adopt(engine, FIRST)
    assert "er ikke et tidspunkt" in text_of(open_in("overview", dato=DAY, visst="i-fjor"))
    text = text_of(open_in("overview", dato=DAY, visst="2039-01-01T00:00"))
    assert "er ikke kommet ennå. Siden viser dagens tall." in text and "slik de var kjent" not in text
    assert "er ikke et tidspunkt" in text_of(open_in("overview", dato=DAY, visst="0001-01-01T00:00"))


def test_the_frozen_link_leads_to_the_same_page_day_and_filter(engine, monkeypatch):
    adopt(engine, FIRST)
    links = []
    monkeypatch.setattr(st.sidebar, "link_button", lambda label, url, **_: links.append((label, url)), raising=False)
    before = numbers_of(open_in("progress", dato=DAY, region=["Nordland"]))
    [url] = [link[1] for link in links if link[0] == "Frys tallene" and link[1].startswith("/framdrift")]
    asked = parse_qs(urlsplit(url).query)
    assert (asked["dato"], asked["region"]) == ([DAY], ["Nordland"])
    adopt(engine, SECOND)
    link = {name: values if name == "region" else values[0] for name, values in asked.items()}
    assert numbers_of(open_in("progress", **link)) == before


def test_what_others_adopt_while_a_page_is_made_comes_after_its_frozen_moment(engine):
    adopt(engine, FIRST)
    before = numbers_of(open_in("overview", dato=DAY))
    change_id, _ = reads.change_id()
    adopt(engine, SECOND)
    for moment in (reads.first_seen(change_id), reads.last_seen(change_id)):
        assert numbers_of(open_in("overview", dato=DAY, visst=write_moment(moment))) == before
    assert numbers_of(open_in("overview", dato=DAY)) != before


def test_deleted_personal_data_do_not_come_back(frozen, engine):
    moment, _ = frozen
    counts = counts_of(("applications", "1804", date(2024, 5, 1), 2), ("applications", "1806", date(2024, 9, 2), 1))
    store.delete_personal_data(engine, "2024", "admin", counts)
    text = text_of(open_in("overview", dato=DAY, visst=write_moment(moment))).replace("\\", "")
    assert "Personopplysningene i runden er slettet og kommer ikke tilbake." in text
    assert "Det som står igjen for hele landet, er 2 søknader." in text
