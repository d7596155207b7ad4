"""Rounds: their settings from files, edited, checked and versioned."""

import copy
import tomllib
from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import store
from domain.rounds import read_round, read_tables
from store.round_settings import check_settings, write_settings
from store.rounds import ROUNDS

FILE = tomllib.loads((ROUNDS / "2024.toml").read_text("utf-8"))
READ = read_tables((ROUNDS / "2024.toml").read_text("utf-8"))
"""The same as the store gives it: with its list of gatherings."""


def edited(**changes):
    values = copy.deepcopy(FILE)
    for dotted, value in changes.items():
        *path, name = dotted.split("__")
        table = values
        for step in path:
            table = table[step]
        table[name] = value
    return values


def test_the_rounds_start_from_the_files_the_newest_first(engine):
    assert [r.round_id for r in store.rounds(engine)] == ["2024", "2021"]
    assert list(store.round_texts(engine)) == ["2024", "2021"]
    found = store.round_settings(engine, "2024")
    assert (found.version, found.saved_by, found.values) == (0, "", READ)


def test_an_edition_is_saved_and_the_earlier_ones_kept(engine):
    saved = store.save_round(engine, edited(title="Ny tittel"), "kari", expected=0)
    assert (saved.title, saved.saved_by) == ("Ny tittel", "kari")
    assert store.round_settings(engine, "2024").values == READ | {"title": "Ny tittel"}
    history = store.round_history(engine, "2024")
    assert [h.title for h in history] == ["Ny tittel", FILE["title"]]
    restored = store.save_round(engine, history[1].text, "ola", expected=saved.version)
    assert restored.values == READ
    assert [h.saved_by for h in store.round_history(engine, "2024")] == ["ola", "kari", ""]
    assert list(store.read_log(engine)["act"]) == ["settings", "settings"]


def test_a_form_that_was_overtaken_is_a_conflict_that_carries_the_other_edition(engine):
    store.save_round(engine, edited(title="Kari sin"), "kari", expected=0)
    with pytest.raises(store.StoreConflict) as conflict:
        store.save_round(engine, edited(title="Ola sin"), "ola", expected=0)
    assert (conflict.value.theirs.title, conflict.value.theirs.saved_by) == ("Kari sin", "kari")
    assert store.round_settings(engine, "2024").title == "Kari sin"


def test_a_new_round_stands_beside_the_others(engine):
    values = edited(
        id="2025", title="Neste runde", dates__first_day=date(2025, 2, 1), dates__last_day=date(2025, 9, 30)
    )
    store.save_round(engine, values, "kari", expected=0)
    assert [r.round_id for r in store.rounds(engine)] == ["2025", "2024", "2021"]


def test_a_round_that_is_not_there_is_missing(engine):
    with pytest.raises(store.StoreMissing):
        store.round_settings(engine, "1999")


def test_settings_that_are_not_right_are_refused_and_nothing_is_saved(engine):
    with pytest.raises(store.StoreRefused) as refused:
        store.save_round(engine, edited(title=" "), "kari", expected=0)
    assert set(refused.value.problems) == {"title"}
    with pytest.raises(store.StoreRefused) as refused:
        store.save_round(engine, "id = ", "kari", expected=0)
    assert set(refused.value.problems) == {""}
    assert store.round_settings(engine, "2024").version == 0


@pytest.mark.parametrize("round_id", ["2024", "2021"])
def test_the_files_settings_are_right(round_id):
    assert check_settings(tomllib.loads((ROUNDS / f"{round_id}.toml").read_text("utf-8"))) == {}


WHOLE = "må være et helt tall, 0 eller høyere."
WRONG = [
    ({"id": "Runde 1"}, "id", "Skriv en kort kode for runden"),
    ({"title": "x" * 201}, "title", "Tittelen er for lang"),
    ({"links__registration": "javascript:alert(1)"}, "links.registration", "Skriv hele adressen"),
    (
        {"dates__deadline": date(2024, 3, 1)},
        "dates.deadline",
        "Søknadsfristen (01.03.2024) er før samlingens start (15.03.2024).",
    ),
    ({"dates__start": date(2024, 4, 1)}, "dates.start", "Oppstarten (01.04.2024) er før"),
    ({"dates__gathering_end": datetime(2024, 3, 15, 9)}, "gatherings.gathering.end", "Samlingen slutter før"),
    ({"dates__gathering_start": date(2024, 3, 15)}, "gatherings.gathering.start", "Samlingen må ha både dato"),
    ({"dates__deadline": "15. mai"}, "dates.deadline", "Skriv en dato som 15.05.2024."),
    ({"dates__last_day": date(2023, 1, 1)}, "dates.last_day", "Tidslinjen slutter 01.01.2023, før den begynner"),
    ({"dates__last_day": date(2024, 5, 14)}, "dates.last_day", "Tidslinjen slutter 14.05.2024, før søknadsfristen"),
    ({"targets__places": -1}, "targets.places", f"Målet for plasser {WHOLE}"),
    ({"targets__places": 2.5}, "targets.places", f"Målet for plasser {WHOLE}"),
    ({"targets__places": True}, "targets.places", f"Målet for plasser {WHOLE}"),
    (
        {"targets__applications": 41},
        "targets.applications",
        "Fylkesavdelingene har til sammen 40 søknader, men målet i alt er 41.",
    ),
    (
        {"targets__branches__Nordland__places": "to"},
        "targets.branches.Nordland.places",
        f"Målet for plasser i Nordland {WHOLE}",
    ),
]


@pytest.mark.parametrize(("change", "field", "sentence"), WRONG)
def test_each_field_that_is_not_right_has_its_sentence(change, field, sentence):
    problems = check_settings(edited(**change))
    assert list(problems) == [field]
    assert problems[field].startswith(sentence)


def test_dates_and_targets_that_are_not_known_may_be_left_out():
    assert check_settings({"id": "2026", "title": "Neste"}) == {}
    assert check_settings(edited(dates__deadline=None, targets__branches={})) == {}


def test_a_start_known_by_month_may_be_the_month_of_the_deadline():
    assert check_settings(edited(dates__start=date(2024, 5, 1))) == {}


scalars = st.one_of(
    st.text(),
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.dates(),
    st.lists(st.text(), max_size=3),
    st.datetimes(min_value=datetime(1900, 1, 1)),
)
tables = st.recursive(
    st.dictionaries(st.text(), scalars, max_size=4),
    lambda inner: st.dictionaries(st.text(), st.one_of(scalars, inner), max_size=4),
    max_leaves=12,
)


@pytest.mark.long
@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(tables)
def test_written_settings_are_read_back_the_same(values):
    assert tomllib.loads(write_settings(values)) == values


def test_a_round_that_is_prepared_is_not_shown_before_it_has_files(engine):
    prepared = edited(id="2025", title="Den neste")
    del prepared["example"]
    store.save_round(engine, prepared, "kari", expected=0)
    assert store.first_round(engine) == "2024"


WITH_TIMES = """
id = "2025"
title = "Med klokkeslett"
[dates]
call = 2025-03-10T08:00:00
gathering_start = 2025-03-15T09:30:00+01:00
gathering_end = 2025-03-15T13:30:00
deadline = 2025-05-15T23:59:59
start = 2025-09-01T00:00:00
first_day = 2025-02-01 00:00:00
last_day = 2025-09-30T00:00:00
retention = 2026-12-31T23:30:00Z
"""


def test_dates_written_with_a_time_are_dates_wherever_they_are_asked_for(engine):
    saved = store.save_round(engine, WITH_TIMES, "kari", expected=0)
    assert saved.dates == {
        "call": date(2025, 3, 10),
        "deadline": date(2025, 5, 15),
        "start": date(2025, 9, 1),
        "first_day": date(2025, 2, 1),
        "last_day": date(2025, 9, 30),
        "retention": date(2027, 1, 1),  # half past midnight in Oslo
    }
    assert {type(day) for day in saved.dates.values()} == {date}
    assert saved.dates == saved.values["dates"]
    (gathering,) = saved.round.gatherings
    assert (gathering.start, gathering.end) == (datetime(2025, 3, 15, 9, 30), datetime(2025, 3, 15, 13, 30))
    assert store.rounds(engine)[0].round_id == "2025"


def test_the_rounds_record_has_the_same_dates_as_the_store(engine):
    saved = store.save_round(engine, WITH_TIMES, "kari", expected=0)
    record = read_round(saved.text)
    assert {name: getattr(record, name) for name in saved.dates} == saved.dates


def test_a_gathering_known_by_its_day_only_begins_at_midnight(engine):
    text = 'id = "2025"\ntitle = "T"\n[dates]\ngathering_start = 2025-03-15\n'
    assert store.save_round(engine, text, "kari", expected=0).round.gatherings[0].start == datetime(2025, 3, 15)
    assert read_round(text).gathering == date(2025, 3, 15)


def test_a_date_that_is_none_is_refused_with_its_field(engine):
    for written in ('"15. mai"', "15", "09:30:00", "[2025-05-15]"):
        text = f'id = "2025"\ntitle = "T"\n[dates]\ndeadline = {written}\n'
        with pytest.raises(store.StoreRefused) as refused:
            store.save_round(engine, text, "kari", expected=0)
        assert refused.value.problems == {"dates.deadline": "Skriv en dato som 15.05.2024."}
        with pytest.raises(ValueError, match="«deadline» må være en dato"):
            read_round(text)


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("dates = 3", "dates"),
        ('links = "x"', "links"),
        ("targets = []", "targets"),
        ("place = 7", "gatherings.gathering.place"),
        ("gatherings = 3", "gatherings"),
        ("gatherings = [3]", "gatherings"),
        ("known = { municipalities = [1804] }", "known.municipalities"),
        ("known = { applied = 1.5 }", "known.applied"),
        ("example = { as_of = 3 }", "example.as_of"),
        ("example = { as_of = 1999-12-31 }", "example.as_of"),
        ("example = { as_of = 9999-12-31 }", "example.as_of"),
        ("targets = { branches = { Nordland = 3 } }", "targets.branches"),
    ],
)
def test_settings_that_no_page_could_read_are_refused_with_their_field(engine, line, field):
    with pytest.raises(store.StoreRefused) as refused:
        store.save_round(engine, f'id = "2025"\ntitle = "T"\n{line}\n', "kari", expected=0)
    assert list(refused.value.problems) == [field]


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("1999-12-31", False),
        ("2000-01-01", True),
        ("2100-12-31", True),
        ("2101-01-01", False),
        ("9999-12-31T23:59:59Z", False),
        ("0001-01-01T00:00:00+02:00", False),
    ],
)
def test_a_date_lies_in_a_year_that_can_be_meant(engine, written, right):
    text = f'id = "2025"\ntitle = "T"\n[dates]\nstart = {written}\nstart_is_month = true\n'
    if right:
        assert store.save_round(engine, text, "kari", expected=0).dates["start"]
        return
    with pytest.raises(store.StoreRefused) as refused:
        store.save_round(engine, text, "kari", expected=0)
    assert refused.value.problems == {"dates.start": "Skriv en dato som 15.05.2024 i årene 2000–2100."}
