"""A version whose stored file is damaged, or of an unknown kind, takes itself out of the numbers, not the dashboard."""

from datetime import date

import pytest
from sqlalchemy import text

import store
from frame import numbers, reads
from tests.pages.conftest import open_in, text_of
from tests.store.exports import registration, write_csv

HEADERS = ("ID", "Påmeldt dato", "E-post", "Navn", "Kommune")
PAGES = ["overview", "participation", "municipalities", "follow_up", "data", "privacy"]
SENTENCE = "Filen «gathering.csv» er skadet i databasen og kan ikke leses. Tallene er uten den."


@pytest.fixture
def damaged(engine):
    """Registrations for the gathering that are damaged, and for the start that are whole."""
    for event, *rows in (("gathering", registration(1)), ("start", registration(1), registration(2))):
        content = write_csv(*rows, headers=HEADERS)
        store.adopt(engine, content, f"{event}.csv", round_id="2024", who="kari", event=event)
    with engine.begin() as connection:
        connection.execute(text("UPDATE contents SET compressed = x'00' WHERE id = 1"))
    numbers.forget()
    return engine


@pytest.mark.parametrize("page", PAGES)
def test_every_page_says_which_file_is_damaged_and_goes_on(open_page, damaged, page):
    assert text_of(open_page(page, dato="2024-06-20")).count(SENTENCE) == 1


@pytest.mark.parametrize("page", PAGES)
def test_every_page_says_which_file_only_a_newer_edition_knows_and_goes_on(open_page, damaged, page):
    with damaged.begin() as connection:
        connection.execute(text("UPDATE versions SET kind = 'evaluations' WHERE id = 1"))
    numbers.forget()
    shown = text_of(open_page(page, dato="2024-06-20"))
    assert shown.count("Filen «gathering.csv» har innhold av et slag som denne utgaven av oversikten ikke kjenner") == 1


def test_a_file_that_only_a_newer_edition_knows_stands_on_data_without_a_name_for_its_kind(open_page, damaged):
    with damaged.begin() as connection:
        connection.execute(text("UPDATE versions SET kind = 'evaluations' WHERE id = 1"))
    numbers.forget()
    shown = text_of(open_page("data"))
    assert "**Innhold av et ukjent slag til samlingen**" in shown
    assert "evaluations" not in shown


def test_the_other_files_count(open_page, damaged):
    open_page("overview", dato="2024-06-20")
    found = numbers.situation("2024", reads.change_id()[0], date(2024, 6, 20)).status.set_index("number")
    assert found.loc["1804", "start_registered"] == date(2024, 3, 11)
    assert found["registered"].isna().all()


def test_taking_a_damaged_version_back_is_refused_with_a_sentence(open_page, damaged):
    store.adopt(damaged, write_csv(registration(3), headers=HEADERS), "ny.csv", round_id="2024", who="kari")
    app = open_page("data")
    assert SENTENCE not in text_of(app)
    next(button for button in app.button if button.key == "restore_1").click().run()
    assert "Filen «gathering.csv» er skadet i databasen og kan ikke leses." in text_of(app)
    assert 1 not in [version.id for version in store.in_force(damaged, "2024")]
    assert SENTENCE not in text_of(app)


def test_the_name_of_a_damaged_file_is_shown_as_text(open_page, engine):
    name = "[her](https://evil.example) **nå**.csv"
    store.adopt(engine, write_csv(registration(1), headers=HEADERS), name, round_id="2024", who="kari")
    with engine.begin() as connection:
        connection.execute(text("UPDATE contents SET compressed = x'00'"))
    numbers.forget()
    [shown] = open_page("overview").error
    assert r"\[her\]\(https\://evil\.example\) \*\*nå\*\*\.csv" in shown.value


def test_a_damaged_database_is_refused_with_the_way_back_and_left_as_it_is(tmp_path, monkeypatch):
    address, file = f"sqlite:///{tmp_path / 'dashboard.sqlite'}", tmp_path / "dashboard.sqlite"
    engine = store.connect(address)
    content = write_csv(registration(1), headers=HEADERS)
    store.adopt(engine, content, "a.csv", round_id="2024", who="kari", event="gathering")
    engine.dispose()
    damaged = bytearray(file.read_bytes())
    damaged[8192:16384] = b"\xa5" * 8192
    file.write_bytes(damaged)
    monkeypatch.setenv("DATABASE_URL", address)
    numbers.forget()
    page = open_in("overview")
    numbers.forget()
    [told] = [one.value for one in (*page.error, *page.warning) if "Databasen er skadet" in one.value]
    assert "python -m store export MAPPE" in told.replace("\\", "")
    assert not page.metric
    assert file.read_bytes() == damaged
