"""The gatherings of a round in the store: older settings, the places of their files, and what may not be removed."""

from datetime import datetime

import pytest

import loaders
import store
from domain.gatherings import FIRST, Gathering, with_gatherings
from domain.rounds import read_round
from store.round_settings import check_settings
from tests.store.exports import read_fake, registration, write_csv

OLD = """
id = "2025"
title = "Runden"
place = "Nett"
[dates]
gathering_start = 2025-03-14T09:30:00
gathering_end = 2025-03-14T13:30:00
deadline = 2025-05-15
"""
SECOND = {"key": "gathering-2", "title": "Samling i Bodø", "start": datetime(2025, 4, 10, 10), "place": "Bodø"}


@pytest.fixture
def small_loader(monkeypatch):
    monkeypatch.setattr(loaders, "read_export", read_fake)


@pytest.fixture
def two(engine):
    """A round with two gatherings."""
    values = store.save_round(engine, OLD, "kari", expected=0).values
    values["gatherings"].append(SECOND)
    return store.save_round(engine, values, "kari", expected=store.round_settings(engine, "2025").version)


def save(engine, settings, **changed):
    return store.save_round(engine, settings.values | changed, "kari", expected=settings.version)


def adopt(engine, content=None, **more):
    content = content or write_csv(registration(1))
    return store.adopt(engine, content, "Samling(1-1).csv", round_id="2025", who="kari", **more)


def test_older_settings_have_the_one_gathering_and_are_the_same_when_they_are_saved_anew(engine):
    known = Gathering(
        FIRST, "Inspirasjonssamling", datetime(2025, 3, 14, 9, 30), datetime(2025, 3, 14, 13, 30), "Nett", True
    )
    saved = store.save_round(engine, OLD, "kari", expected=0)
    assert saved.text == OLD
    assert saved.round.gatherings == (known,)
    again = save(engine, saved)
    assert again.round == saved.round
    assert "gathering_start" not in again.values["dates"]
    assert "place" not in again.values


def test_a_round_that_says_nothing_has_a_gathering_without_a_day_and_an_empty_list_none():
    assert read_round('id = "x"\ntitle = "y"').gatherings == (Gathering(FIRST, "Inspirasjonssamling"),)
    assert read_round('id = "x"\ntitle = "y"\ngatherings = []').gatherings == ()
    assert with_gatherings({"gatherings": [], "place": "her"}) == {"gatherings": [], "place": "her"}


def test_the_list_is_read_in_order_of_time_with_local_times():
    text = 'id = "x"\ntitle = "y"\n' + "".join(
        f'[[gatherings]]\nkey = "{key}"\ntitle = "Samling {key}"\n{start}\n'
        for key, start in (("c", ""), ("b", "start = 2025-04-02T08:00:00Z"), ("a", "start = 2025-04-01"))
    )
    found = read_round(text).gatherings
    assert [(one.key, one.start) for one in found] == [
        ("a", datetime(2025, 4, 1)),
        ("b", datetime(2025, 4, 2, 10)),
        ("c", None),
    ]
    with pytest.raises(ValueError, match="«start» må være en dato med klokkeslett"):
        read_round('id = "x"\ntitle = "y"\n[[gatherings]]\nkey = "a"\ntitle = "A"\nstart = "i dag"\n')


@pytest.mark.parametrize(
    ("one", "field", "sentence"),
    [
        ({"title": " "}, "gatherings.gathering-2.title", "Skriv hva samlingen heter."),
        ({"title": "x" * 61}, "gatherings.gathering-2.title", "Navnet er for langt"),
        ({"title": "inspirasjonssamling"}, "gatherings.gathering-2.title", "To samlinger heter det samme"),
        ({"key": FIRST}, "gatherings", "Hver samling må ha en egen"),
        ({"key": "start"}, "gatherings", "Hver samling må ha en egen"),
        ({"key": "Æ"}, "gatherings", "Hver samling må ha en egen"),
        ({"end": datetime(2025, 4, 10, 10)}, "gatherings.gathering-2.end", "Samlingen slutter før"),
        ({"start": datetime(1999, 4, 10, 10)}, "gatherings.gathering-2.start", "Velg en dag i årene"),
        ({"place": 3}, "gatherings.gathering-2.place", "Stedet må være en tekst"),
    ],
)
def test_each_field_of_a_gathering_that_is_not_right_has_its_sentence(one, field, sentence):
    values = with_gatherings({"id": "2025", "title": "Runden"})
    values["gatherings"].append(SECOND | one)
    problems = check_settings(values)
    assert list(problems) == [field]
    assert problems[field].startswith(sentence)


def test_a_gathering_that_is_right_is_taken():
    values = with_gatherings({"id": "2025", "title": "Runden"})
    values["gatherings"].append(SECOND | {"title": "x" * 60, "end": datetime(2025, 4, 10, 10, 1)})
    assert check_settings(values) == {}
    assert check_settings(values | {"gatherings": []}) == {}
    assert check_settings(values | {"gatherings": ["samling"]}).keys() == {"gatherings"}


def test_files_of_two_gatherings_stand_beside_each_other_and_the_first_keeps_its_place(engine, two, small_loader):
    first, second = adopt(engine, event=FIRST), adopt(engine, event="gathering-2")
    assert first.source == f"registrations:gathering:{first.form}"
    assert second.source == f"registrations:gathering-2:{first.form}"
    assert {version.id for version in store.in_force(engine, "2025")} == {first.id, second.id}


TEAMS = (
    "Navn;Fornavn;Etternavn;E-post;Ble med;Forlot;Varighet\n"
    "Kari Eksempel;Kari;Eksempel;kari@example.no;{day} 09:31;{day} 11:00;1 t 29 min\n"
)


def test_reports_of_two_meetings_with_the_same_columns_replace_nothing_and_only_the_first_has_no_event(engine, two):
    kept = {}
    for day in ("14.03.2025", "10.04.2025"):
        export = loaders.read_export(TEAMS.format(day=day).encode(), "Deltakere.csv", kind="attendance")
        guess = store.guess_event_of(engine, export, two.round, "Deltakere.csv")
        assert guess.question == ""
        kept[guess.event] = store.adopt(
            engine,
            TEAMS.format(day=day).encode(),
            "Deltakere.csv",
            round_id="2025",
            who="kari",
            event=guess.event,
            export=export,
        )
    assert list(kept) == ["", "gathering-2"]
    assert kept[""].source == f"attendance:{kept[''].form}"
    assert kept["gathering-2"].source == f"attendance:gathering-2:{kept['gathering-2'].form}"
    assert len(store.in_force(engine, "2025")) == 2


def test_a_file_for_a_gathering_that_the_round_does_not_have_is_refused(engine, two, small_loader):
    with pytest.raises(store.StoreRefused, match="har ikke samlingen"):
        adopt(engine, event="gathering-3")
    assert adopt(engine, event="start").event == "start"


def test_a_gathering_is_removed_only_when_no_file_in_force_is_about_it(engine, two, small_loader):
    adopted = adopt(engine, event="gathering-2")
    without = {"gatherings": two.values["gatherings"][:1]}
    with pytest.raises(store.StoreRefused) as refused:
        save(engine, two, **without)
    assert "«Samling i Bodø»" in refused.value.problems["gatherings"]
    assert store.round_settings(engine, "2025").version == two.version
    store.take_out(engine, adopted.id, "kari")
    saved = save(engine, two, **without)
    assert [one.key for one in saved.round.gatherings] == [FIRST]
    with pytest.raises(store.StoreRefused, match="har ikke samlingen"):
        store.restore(engine, adopted.id, "kari", expected=0)
    store.save_round(engine, two.text, "kari", expected=saved.version)
    assert store.restore(engine, adopted.id, "kari", expected=0).event == "gathering-2"


def test_attendance_of_the_first_gathering_keeps_it_too(engine, two):
    export = loaders.read_export(TEAMS.format(day="14.03.2025").encode(), "D.csv", kind="attendance")
    store.adopt(engine, TEAMS.format(day="14.03.2025").encode(), "D.csv", round_id="2025", who="kari", export=export)
    with pytest.raises(store.StoreRefused):
        save(engine, two, gatherings=two.values["gatherings"][1:])


def test_an_earlier_file_of_the_same_form_and_name_tells_its_gathering(engine, two, small_loader):
    content = write_csv(registration(1, day="2025-03-01 12:00:00"))
    export = read_fake(content, "Påmelding(1-1).csv")
    assert store.guess_event_of(engine, export, two.round).question
    store.adopt(engine, content, "Påmelding(1-1).csv", round_id="2025", who="kari", event="gathering-2")
    assert store.guess_event_of(engine, export, two.round) == store.EventGuess("gathering-2")
    other = read_fake(content, "Nettside.csv")
    assert store.guess_event_of(engine, other, two.round).question
