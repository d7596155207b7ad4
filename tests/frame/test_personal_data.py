"""Who sees whose names: every page, download and log line searched for every name and address of the example files."""

import re
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
import streamlit as st
from streamlit.elements.widgets.button import ButtonMixin
from visitors import DAY, elements, found_in, go_to, pages, run_page, sent, written

import store
from data import DATA
from frame import numbers, reads
from frame.door import people as people_gate
from frame.door import sign_in
from frame.door.roles import CAN, User
from frame.parts.call_lists import KEY
from frame.pieces import files

COLLEAGUES = ("en@example.org", "kari@example.org")  # who adopted the files, and who looks at them
PERSONAL = ("name", "email", "contact_person", "contact_email", "phone", "comment", "motivation", "team")
KINDS = ("registrations", "attendance", "applications", "start_registrations")
RINDAL = "5061"  # Trøndelag; applied together with Surnadal, Møre og Romsdal, which is named first
SURNADAL = "1566"
BODO, STAVANGER = "1804", "1103"
EXAMPLES = DATA / "examples"


@pytest.fixture(scope="module")
def adopted(tmp_path_factory):
    """A store in which the example files were adopted as real ones; what is read of it is kept from test to test."""
    url = f"sqlite:///{tmp_path_factory.mktemp('store') / 'dashboard.sqlite'}"
    engine = store.connect(url)
    for file in store.example_files():
        content = (EXAMPLES / file.path).read_bytes()
        store.adopt(engine, content, file.filename, round_id="2024", who="en@example.org")
    engine.dispose()
    numbers.forget()
    yield url
    numbers.forget()


@pytest.fixture(autouse=True)
def on_this_store(monkeypatch, adopted):
    monkeypatch.setenv("DATABASE_URL", adopted)
    monkeypatch.delenv("AUTH_MODE", raising=False)
    monkeypatch.setattr(sign_in, "_started_as", None)


@pytest.fixture
def downloads(monkeypatch):
    """What the download buttons of the pages would write, gathered as the pages are run."""
    offered = []
    monkeypatch.setattr(
        ButtonMixin, "_download_button", lambda _self, label, data, *_, **__: offered.append((label, data)) and False
    )
    return offered


def people(branch=None):
    """Every name, address, telephone number and free text, or only those of one branch's rows."""
    now, _ = reads.change_id()
    whole = numbers.situation("2024", now, date.fromisoformat(DAY))
    found = set()
    for rows in (getattr(whole, kind) for kind in KINDS):
        own = rows if branch is None else rows[rows["branch"] == branch]
        for column in [column for column in PERSONAL if column in own]:
            found |= {str(value).strip() for value in own[column].dropna()}
    return {text for text in found if len(text) > 6}


def run_lists(role, branches=()):
    """The page Oppfølging with each of its lists chosen: the list's title and the page."""
    test = run_page("follow_up", role, branches)
    for title in titles_of(test):
        yield title, go_to(test, "follow_up", liste=title)


def titles_of(test):
    """The lists that the page offers, without their counts."""
    [tabs] = [tabs for tabs in test.button_group if tabs.key == KEY]
    return [re.sub(r" \(\d+\)$", "", option) for option in tabs.options]


def walk(role, branches, *numbers):
    """Every page the role may see, with each municipality opened and each list chosen; yields the bytes new on it."""
    opened = {"municipalities", "map", "follow_up"}
    test = run_page("guide", role, branches)
    known = set()

    def new_on(test):
        new = [element for element in elements(test) if element not in known]
        known.update(new)
        return b"\n".join(new)

    for file, right in pages().items():
        if right not in CAN[role]:
            continue
        yield file, new_on(go_to(test, file))
        for number in numbers if file in opened else ():
            yield f"{file} {number}", new_on(go_to(test, file, kommune=number))
        for title, test in run_lists(role, branches) if file == "follow_up" else ():
            yield f"{file} {title}", new_on(test)


def assert_none_of(names, walked, offered, log):
    """Neither on a page, nor in a download, nor in the log of the server or of the store."""
    for place, content in walked:
        assert not found_in(content, names), place
    assert len(offered) > 5
    for label, content in written(offered):
        assert not found_in(content, names), label
    assert not found_in(log.text.encode(), names)
    assert not found_in(store.read_log(reads.engine()).to_csv().encode(), names)


@pytest.fixture
def shown_tables(monkeypatch):
    """Every table that the pages show or would write, gathered as the pages are run."""
    tables = []

    def gather(function, place):
        def and_keep(*arguments, **more):
            tables.append(arguments[place])
            return function(*arguments, **more)

        return and_keep

    for name in ("dataframe", "table", "data_editor"):
        monkeypatch.setattr(st, name, gather(getattr(st, name), 0))
    monkeypatch.setattr(files, "_write_sheet", gather(files._write_sheet, 1))
    return tables


def names_someone(table):
    """Whether a table has an address in a cell, or a column of names or telephone numbers."""
    if not isinstance(table, pd.DataFrame):
        return False
    text = re.sub("|".join(COLLEAGUES), "", table.astype(str).to_csv(index=False))
    return bool(people_gate.PERSON_COLUMNS & set(table.columns)) or bool(re.search(r"\w@\w", text))


def test_a_leader_gets_no_ones_name_or_address(downloads, shown_tables, caplog):
    names = people()
    assert len(names) > 400
    walked = walk("leder", (), BODO, STAVANGER, RINDAL, SURNADAL)
    assert_none_of(names, walked, downloads, caplog)
    assert not [table for table in shown_tables if names_someone(table)]


@pytest.mark.parametrize(
    ("branch", "municipality", "opened"),
    [("Nordland", "Bodø", (BODO, STAVANGER)), ("Trøndelag", "Rindal", (RINDAL, SURNADAL))],
)
def test_an_adviser_gets_no_one_of_another_branch(branch, municipality, opened, downloads, shown_tables, caplog):
    """A municipality of the own branch and one of another: in Trøndelag one that applied together with it."""
    own, everyone = people(branch), people()
    assert len(own) > 20
    walked = walk("rådgiver", [branch], *opened)
    assert_none_of(everyone - own, walked, downloads, caplog)
    assert_passed_the_gate(shown_tables)
    assert_logged_in_words(shown_tables, municipality)


def test_every_table_with_names_that_an_administrator_sees_or_writes_passed_the_gate(downloads, shown_tables):
    for _title, _page in run_lists("administrator"):
        pass
    run_page("municipalities", "administrator", kommune=RINDAL)
    list(written(downloads))
    assert_passed_the_gate(shown_tables)
    assert_logged_in_words(shown_tables, "Rindal")


def assert_passed_the_gate(tables):
    """Every table on a page or in a file that names someone."""
    named = [table for table in tables if names_someone(table)]
    assert len(named) > 5
    assert all("people" in table.attrs for table in named), [list(table.columns) for table in named]


def assert_logged_in_words(tables, municipality):
    """Every list that was shown stands in the log by its title, every municipality by its name."""
    lines = set(store.read_log(reads.engine()).query("act == 'see'")["details"])
    shown = {table.attrs["people"] for table in tables if names_someone(table) and len(table)}
    assert {"listen «Alle påmeldte»", "listen «Påmeldte personer som ikke kom»"} <= shown
    assert all(any(line.startswith(what) for line in lines) for what in shown)
    assert municipality in lines
    assert not [line for line in lines if re.search(r"\d{4}|_|@", line)]


def test_an_adviser_copies_no_address_of_another_branch():
    copied = 0
    for _title, test in run_lists("rådgiver", ["Trøndelag"]):
        for button in [button for button in test.button if button.label == "Kopier adressene"]:
            button.click().run()
            copied += len(test.session_state["addresses"][1])
            assert not found_in(sent(test), people() - people("Trøndelag"))
    assert copied > 20


def test_who_has_seen_whose_people_is_logged_and_shown_once_a_session():
    test = run_page("municipalities", "rådgiver", ["Møre og Romsdal"], kommune=SURNADAL)
    before = len(store.read_log(reads.engine()).query("act == 'see'"))
    test.run()
    run_page("municipalities", "leder", kommune=SURNADAL)
    seen = store.read_log(reads.engine()).query("act == 'see'")
    assert len(seen) == before
    assert {"who": "kari@example.org", "details": "Surnadal"}.items() <= seen.iloc[0].to_dict().items()
    assert b"kari@example.org" in sent(run_page("privacy", "administrator"))
    assert b"kari@example.org" not in sent(run_page("privacy", "leder"))


def test_a_table_with_addresses_that_passed_no_gate_is_neither_shown_nor_written():
    rows = pd.DataFrame({"E-post": ["kari@kulturskole.example"], "branch": ["Nordland"]})
    with pytest.raises(people_gate.PeopleUnchecked):
        files.write_xlsx({"Alle": rows}, {})
    with pytest.raises(people_gate.PeopleUnchecked):
        files.write_csv(rows)
    adviser = User("kari", "Kari", "rådgiver", ("Agder",))
    assert people_gate.let_through(adviser, rows, "listen").empty
    assert files.write_csv(people_gate.let_through(replace(adviser, branches=("Nordland",)), rows, "listen"))


def test_the_search_finds_what_may_be_seen(downloads):
    names = people()
    assert len(found_in(sent(run_page("follow_up", "administrator", liste="Alle påmeldte")), names)) > 100
    assert any(len(found_in(content, names)) > 100 for _, content in written(downloads))
    seen = found_in(sent(run_page("municipalities", "rådgiver", ["Møre og Romsdal"], kommune=SURNADAL)), names)
    assert seen
    assert found_in(sent(run_page("municipalities", "rådgiver", ["Trøndelag"], kommune=RINDAL)), seen) == []
