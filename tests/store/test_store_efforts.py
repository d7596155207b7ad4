"""What the council did and the orders it drew: kept like settings, each edit a version, deleted with the round."""

import json
import threading
from dataclasses import replace
from datetime import UTC, date, datetime

import pandas as pd
import pytest

import store
from domain.efforts import Effort
from store.tables import effort_texts
from tests.store.kept import rows_of

LETTER = Effort(date(2024, 4, 10), "nyhetsbrev", "Søk nå", "https://example.no/brev?id=1", ("Nordland",))
DRAW = store.NewDraw("Deltok, men har ikke søkt", "hele landet", 4711, ("1804", "5601", "1806"))


def now():
    return datetime.now(UTC)


def titles(engine, **then):
    return store.efforts(engine, "2024", **then)["title"].tolist()


def test_an_effort_comes_back_as_it_was_written(engine):
    saved = store.add_effort(engine, "2024", LETTER, "kari")
    assert saved == replace(LETTER, id=saved.id, version=1, written_by="kari")
    [row] = store.efforts(engine, "2024").to_dict("records")
    assert (row["day"], row["kind"], row["regions"], row["municipalities"]) == (
        date(2024, 4, 10),
        "nyhetsbrev",
        ("Nordland",),
        (),
    )
    assert row["written_at"].tzinfo is not None
    assert titles(engine) == ["Søk nå"]
    assert store.efforts(engine, "2025").empty


def test_efforts_stand_in_order_of_their_day_and_a_form_sent_twice_saves_one(engine):
    late = replace(LETTER, day=date(2024, 4, 11), title="Sist", municipalities=("1804", "5601"), list_title="Alle")
    first = store.add_effort(engine, "2024", late, "kari", request="form-1")
    assert store.add_effort(engine, "2024", late, "kari", request="form-1").id == first.id
    store.add_effort(engine, "2024", LETTER, "kari", request="form-2")
    assert titles(engine) == ["Søk nå", "Sist"]
    assert store.read_effort(engine, first.id).municipalities == ("1804", "5601")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": " \n"}, "title"),
        ({"title": "x" * 121}, "title"),
        ({"kind": "plakat"}, "kind"),
        ({"day": None}, "day"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"link": "example.no"}, "link"),
        ({"link": "https://"}, "link"),
        ({"link": "https://udir.no@ondt.example/"}, "link"),
        ({"link": 'https://example.no/"onclick="x'}, "link"),
        ({"link": "https://example.no/a b"}, "link"),
        ({"link": "https://example.no/\u202e"}, "link"),
        ({"link": "ftp://example.no/"}, "link"),
        ({"link": " https://example.no"}, "link"),
    ],
)
def test_what_is_wrong_is_refused_with_a_sentence_at_its_field(engine, wrong, field):
    with pytest.raises(store.StoreRefused) as refused:
        store.add_effort(engine, "2024", replace(LETTER, **wrong), "kari")
    assert list(refused.value.problems) == [field]
    assert store.efforts(engine, "2024").empty


@pytest.mark.parametrize(
    "right", [{"title": "x" * 120}, {"link": ""}, {"link": "HTTP://Example.no"}, {"link": "https://example.no?a=(b)#c"}]
)
def test_what_is_right_up_to_the_edge_is_saved(engine, right):
    saved = store.add_effort(engine, "2024", replace(LETTER, **right), "kari")
    assert {name: getattr(saved, name) for name in right} == right


def test_an_edit_is_a_version_and_one_of_an_older_text_is_a_conflict(engine):
    seen = store.add_effort(engine, "2024", LETTER, "kari")
    edited = store.edit_effort(engine, replace(seen, title="Søk i dag"), "per")
    assert (edited.version, edited.written_by) == (2, "per")
    with pytest.raises(store.StoreConflict) as conflict:
        store.edit_effort(engine, replace(seen, title="Overkjørt"), "ola")
    assert conflict.value.theirs.title == "Søk i dag"
    assert list(rows_of(engine, effort_texts)["title"]) == ["Søk nå", "Søk i dag"]
    assert titles(engine) == ["Søk i dag"]


def test_a_removal_is_undone_by_its_version_alone(engine):
    seen = store.add_effort(engine, "2024", LETTER, "kari")
    removed = store.remove_effort(engine, seen.id, "kari", version=1)
    assert removed.removed
    assert titles(engine) == []
    for version in (1, 3):
        with pytest.raises(store.StoreConflict):
            store.restore_effort(engine, seen.id, "kari", version=version)
    with pytest.raises(store.StoreConflict):
        store.edit_effort(engine, seen, "per")
    with pytest.raises(store.StoreConflict):
        store.remove_effort(engine, seen.id, "per", version=2)
    back = store.restore_effort(engine, seen.id, "kari", version=2)
    assert (back.version, back.title, titles(engine)) == (3, "Søk nå", ["Søk nå"])
    with pytest.raises(store.StoreConflict):
        store.restore_effort(engine, seen.id, "kari", version=3)
    with pytest.raises(store.StoreMissing):
        store.remove_effort(engine, 99, "kari", version=1)


def test_every_moment_shows_the_efforts_and_draws_as_they_stood(engine):
    moments = [now()]

    def after(_done):
        moments.append(now())

    seen = store.add_effort(engine, "2024", LETTER, "kari")
    after(seen)
    after(store.edit_effort(engine, replace(seen, title="Endret"), "per"))
    after(store.remove_effort(engine, seen.id, "per", version=2))
    after(store.restore_effort(engine, seen.id, "per", version=3))
    after(store.add_draw(engine, "2024", DRAW, "per"))
    shown = [(titles(engine, known_at=moment), len(store.draws(engine, "2024", known_at=moment))) for moment in moments]
    assert shown == [([], 0), (["Søk nå"], 0), (["Endret"], 0), ([], 0), (["Endret"], 0), (["Endret"], 1)]
    counted = [store.done_since(engine, "2024", moment) for moment in moments]
    assert [(one.efforts, one.draws, one.is_empty) for one in counted] == [
        *[(1, 1, False)] * 4,
        (0, 1, False),
        (0, 0, True),
    ]


def test_each_act_is_logged_without_what_was_written(engine):
    seen = store.add_effort(engine, "2024", replace(LETTER, title="Brev om Kari Eksempel"), "kari")
    store.remove_effort(engine, seen.id, "kari", version=1)
    store.restore_effort(engine, seen.id, "per", version=2)
    store.add_draw(engine, "2024", DRAW, "per")
    lines = store.read_log(engine)
    assert lines["details"].tolist() == [
        "trakk rekkefølge for listen «Deltok, men har ikke søkt», hele landet, 3 kommuner",
        "tiltak hentet tilbake: nyhetsbrev 10.04.2024",
        "tiltak fjernet: nyhetsbrev 10.04.2024",
        "nytt tiltak: nyhetsbrev 10.04.2024",
    ]
    assert set(lines["act"]) == {"effort", "draw"} <= set(store.ACT_NAMES)


def test_a_draw_is_kept_as_drawn_and_one_of_a_single_municipality_refused(engine):
    store.add_draw(engine, "2024", DRAW, "kari")
    store.add_draw(engine, "2024", replace(DRAW, seed=4712, numbers=DRAW.numbers[:2]), "per")
    kept = store.draws(engine, "2024")
    assert kept["numbers"].tolist() == [DRAW.numbers, DRAW.numbers[:2]]
    assert kept["seed"].tolist() == [4711, 4712]
    assert kept["drawn_at"].dt.tz is not None
    with pytest.raises(store.StoreRefused):
        store.add_draw(engine, "2024", replace(DRAW, numbers=("1804",)), "kari")


def test_they_are_written_out_and_deleted_with_the_round(engine, tmp_path):
    seen = store.add_effort(engine, "2024", LETTER, "kari")
    store.edit_effort(engine, replace(seen, title="Endret"), "kari")
    store.add_draw(engine, "2024", DRAW, "kari")
    store.add_effort(engine, "2025", LETTER, "kari")
    store.export_files(engine, tmp_path / "ut")
    written = {name: json.loads((tmp_path / "ut" / f"{name}.json").read_text()) for name in ("effort_texts", "draws")}
    assert [row["title"] for row in written["effort_texts"]] == ["Søk nå", "Endret", "Søk nå"]
    assert written["draws"][0]["seed"] == 4711
    assert store.has_personal_data(engine, "2024")
    store.delete_personal_data(engine, "2024", "kari")
    assert not store.has_personal_data(engine, "2024")
    assert store.efforts(engine, "2024").empty
    assert store.draws(engine, "2024").empty
    assert store.efforts(engine, "2025")["title"].tolist() == ["Søk nå"]


@pytest.mark.parametrize("what", ["effort", "draw"])
def test_a_round_that_holds_one_is_not_removed(engine, what):
    settings = {"id": "2031", "title": "Ny runde", "dates": {}}
    store.save_round(engine, settings, "kari", expected=0)
    assert store.may_remove_round(engine, "2031")
    if what == "effort":
        store.add_effort(engine, "2031", LETTER, "kari")
    else:
        store.add_draw(engine, "2031", DRAW, "kari")
    assert not store.may_remove_round(engine, "2031")


def test_two_who_edit_at_once_lose_nothing(engine):
    seen = store.add_effort(engine, "2024", LETTER, "kari")
    told = []

    def edit(title):
        try:
            told.append(store.edit_effort(engine, replace(seen, title=title), title).title)
        except store.StoreConflict as conflict:
            told.append(conflict.theirs.title)

    both = [threading.Thread(target=edit, args=(title,)) for title in ("en", "to")]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert len(set(told)) == 1  # the second was told of the first's
    assert titles(engine) == [told[0]]
    assert len(rows_of(engine, effort_texts)) == 2


def test_no_effort_is_a_table_with_its_columns(engine):
    assert {"id", "version", "day"} <= set(store.efforts(engine, "2024").columns)
    assert store.draws(engine, "2024").columns.tolist()[-1] == "drawn_at"
    assert isinstance(store.efforts(engine, "2024")["written_at"].dtype, pd.DatetimeTZDtype)
