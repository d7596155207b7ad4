"""Several gatherings on the pages: kept in the settings, chosen on Deltakelse, asked for when a file is uploaded."""

import re
from collections.abc import Iterator
from datetime import date

import pytest

import store
from frame import numbers
from frame.parts import pending_files
from tests.menu import MENU
from tests.pages.conftest import open_in, text_of
from tests.pages.test_settings import field, press
from tests.store.exports import write_csv

HEADERS = ("ID", "Starttidspunkt", "Fullføringstidspunkt", "E-postadresse", "Navn", "Kommune")


def signed_up(*people, day="03-01"):
    rows = [
        (n, f"2024-{day} 10:00:00", f"2024-{day} 10:05:00", f"{name}@example.no", name, town)
        for n, (name, town) in enumerate(people, 1)
    ]
    return write_csv(*rows, headers=HEADERS)


@pytest.fixture
def two(engine):
    """The round of 2024 with one more gathering, and files of both."""
    add_second(engine)


def add_second(engine):
    values = store.round_settings(engine, "2024").values
    values["gatherings"].append(
        {"key": "gathering-2", "title": "Samling i Bodø", "start": values["gatherings"][0]["start"].replace(month=4)}
    )
    store.save_round(engine, values, "kari", expected=0)
    for event, people in (("gathering", [("Kari", "Bodø"), ("Ola", "Alta")]), ("gathering-2", [("Kari", "Bodø")])):
        store.adopt(engine, signed_up(*people), "Påmelding(1-2).csv", round_id="2024", who="kari", event=event)


def choices(app):
    return next((box.options for box in app.selectbox if box.label == "Samling"), None)


def test_with_one_gathering_nobody_is_asked_which(open_page):
    assert choices(open_page("participation")) is None


def test_the_page_shows_all_gatherings_once_or_one_by_itself(open_page, two):
    link = {"runde": "2024", "dato": "2024-05-02"}
    whole = open_page("participation", **link)
    assert choices(whole) == ["Minst én samling", "Inspirasjonssamling", "Samling i Bodø"]
    persons = [metric.value for metric in whole.metric if metric.label == "Påmeldte personer"]
    one = open_page("participation", samling="Samling i Bodø", **link)
    assert persons == ["2"]
    assert [metric.value for metric in one.metric if metric.label == "Påmeldte personer"] == ["1"]
    assert "Etter samling" in next(c.options for c in whole.get("button_group") if "Oppmøte" in c.label)
    assert not one.exception


def test_a_gathering_in_the_link_that_is_not_there_is_told(open_page, two):
    page = open_page("participation", samling="Samling i Alta", runde="2024", dato="2024-05-02")
    assert "Ukjent samling i lenken: «Samling i Alta». Siden viser alle samlingene." in text_of(page)


def test_a_gathering_is_added_edited_and_removed_in_the_settings(engine, open_page):
    page = press(open_page("settings"), "Legg til en samling")
    field(page, "text_input", "Samling 2: navn").set_value("Samling i Bodø")
    field(page, "date_input", "Samling 2: dag").set_value(date(2024, 4, 10))
    press(page, "Lagre innstillingene")
    saved = store.round_settings(engine, "2024").round
    assert [(one.key, one.title, one.day) for one in saved.gatherings] == [
        ("gathering", "Inspirasjonssamling", date(2024, 3, 15)),
        ("gathering-2", "Samling i Bodø", date(2024, 4, 10)),
    ]
    page = open_page("settings")
    next(box for box in page.checkbox if box.key.endswith("gathering-2_gone")).check()
    press(page, "Lagre innstillingene")
    assert [one.key for one in store.round_settings(engine, "2024").round.gatherings] == ["gathering"]
    assert "endret samlinger" in text_of(open_page("settings"))
    page = press(open_page("settings"), "Legg til en samling")
    assert any(field.key.endswith("gathering-3_title") for field in page.text_input)  # no file of old stands under it


def test_a_gathering_with_files_stays_and_the_form_says_why(engine, open_page, two):
    page = open_page("settings", runde="2024")
    next(box for box in page.checkbox if box.key.endswith("gathering-2_gone")).check()
    press(page, "Lagre innstillingene")
    assert "Filer som er i bruk, gjelder «Samling i Bodø»." in text_of(page)
    assert len(store.round_settings(engine, "2024").round.gatherings) == 2


def test_the_last_gathering_may_go_and_one_may_come_again(engine, open_page):
    page = open_page("settings")
    next(box for box in page.checkbox if box.key.endswith("gathering_gone")).check()
    press(page, "Lagre innstillingene")
    assert store.round_settings(engine, "2024").round.gatherings == ()
    assert "Runden har ingen samlinger." in text_of(open_page("settings"))
    for name in ("overview", "participation", "map", "progress", "data"):
        assert not open_page(name, runde="2024").exception


def test_files_are_named_by_their_gathering(open_page, two):
    text = text_of(open_page("data", runde="2024"))
    assert "Påmeldinger til «Inspirasjonssamling»" in text
    assert "Påmeldinger til «Samling i Bodø»" in text


def test_a_file_in_doubt_is_asked_about_before_anything_is_compared(open_page, two):
    page = open_page("data", runde="2024")
    page.session_state["files_under_review"] = pending_files._Pending()
    content = signed_up(("Per", "Asker"))
    page.session_state["files_under_review"].files["k"] = pending_files.PendingFile("k", "Ny(1-1).csv", content)
    page.run()
    assert not page.exception
    asked = next(radio for radio in page.radio if "Hva gjelder den?" in radio.label)
    assert list(asked.options) == ["«Inspirasjonssamling»", "«Samling i Bodø»", "Oppstarten"]
    assert next(button for button in page.button if button.label == "Ta i bruk").disabled
    asked.set_value("gathering-2").run()
    assert not any("Hva gjelder den?" in radio.label for radio in page.radio)


@pytest.fixture(scope="module")
def store_of_two(tmp_path_factory):
    """The address of a store with files of two gatherings, that is only looked at."""
    numbers.forget()
    url = f"sqlite:///{tmp_path_factory.mktemp('two') / 'store.sqlite'}"
    engine = store.connect(url)
    add_second(engine)
    present = write_csv(("Kari", "kari@example.no", "15.03.2024 09:31:00"), headers=("Navn", "E-post", "Ble med"))
    store.adopt(engine, present, "Deltakere.csv", round_id="2024", who="kari", kind="attendance", event="gathering")
    engine.dispose()
    yield url
    numbers.forget()


@pytest.mark.parametrize("page", [entry.file for entry in MENU])
def test_no_page_speaks_of_the_gathering_where_there_are_two(store_of_two, monkeypatch, page):
    monkeypatch.setenv("DATABASE_URL", store_of_two)
    for day in ("2024-03-12", "2024-04-01", "2024-09-01"):
        app = open_in(page, runde="2024", dato=day, kommune="1804")
        spoken = [found for text in sent_texts(app) for found in re.findall(r".{0,50}\bsamlingen\b.{0,30}", text)]
        # «Den første samlingen», escaped as a message writes it, and the box at each of them in the settings.
        assert not [text for text in spoken if not re.search(r"(rste|Fjern) samlingen", text)], day


def sent_texts(app) -> Iterator[str]:
    """All that the page sends: texts, help, choices, tables and drawings."""
    waiting = [app._tree]
    while waiting:
        for element in getattr(waiting.pop(), "children", {}).values():
            waiting.append(element)
            if (sent := getattr(element, "proto", None)) is not None:
                yield str(sent)
