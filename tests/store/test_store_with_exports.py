"""The store with the loaders themselves and the example exports: load A, load B, restore A."""

import pytest

import analysis.__main__
import store
from tests.examples import EXAMPLES, FILES

APPLICATIONS = [file for file in FILES if file["kind"] == "applications"]


def adopt(engine, file):
    content = (EXAMPLES / file["path"]).read_bytes()
    return store.adopt(engine, content, file["filename"], round_id="2024", who="kari", event=file["event"] or None)


def rows_in_force(engine):
    return {v.source: store.read_version(engine, v.id).rows for v in store.in_force(engine, "2024")}


def test_after_a_and_b_restoring_a_gives_the_same_rows_as_a(engine):
    a, b = APPLICATIONS
    first = adopt(engine, a)
    [(source, before)] = rows_in_force(engine).items()
    second = adopt(engine, b)
    [(same_source, between)] = rows_in_force(engine).items()
    assert same_source == source
    assert not between.equals(before)
    store.restore(engine, first.id, "kari", expected=second.id)
    assert rows_in_force(engine)[source].equals(before)
    assert store.content(engine, store.in_force(engine, "2024")[0].id) == (EXAMPLES / a["path"]).read_bytes()


def test_the_two_downloads_of_the_applications_differ_by_what_was_done_between_them(engine):
    a, b = APPLICATIONS
    adopt(engine, a)
    content = (EXAMPLES / b["path"]).read_bytes()
    export, _mapping = store.read_upload(engine, content, b["filename"])
    found = store.compare(engine, export, round_id="2024", content=content)
    assert (found.new, found.gone, found.changed + found.unchanged) == (0, 0, 51)
    assert found.changed > 0
    assert found.warnings == ()
    assert set(found.table["Kolonne"]) <= {"Status", "Vedtaksdato", "Bekreftet dato"}


def test_the_numbers_after_a_b_and_a_restored_are_those_of_a_to_the_byte(engine, monkeypatch, capsys):
    monkeypatch.setattr(store, "connect", lambda: engine)

    def numbers():
        printed = []
        for day in ("2024-05-02", "2024-05-15", "2024-08-31"):
            assert analysis.__main__.main(["--json", "--round", "2024", "--as-of", day]) == 0
            printed.append(capsys.readouterr().out)
        return printed

    a, b = APPLICATIONS
    first = adopt(engine, a)
    before = numbers()
    second = adopt(engine, b)
    assert numbers() != before
    store.restore(engine, first.id, "kari", expected=second.id)
    assert numbers() == before


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_every_example_is_adopted_as_its_kind_and_its_event(engine):
    for file in FILES:
        content = (EXAMPLES / file["path"]).read_bytes()
        export, _mapping = store.read_upload(engine, content, file["filename"])
        assert export.kind == file["kind"]
        if file["event"]:
            round_ = store.round_settings(engine, "2024").round
            assert store.guess_event_of(engine, export, round_, file["filename"]).event == file["event"]
        adopt(engine, file)
    assert len(store.in_force(engine, "2024")) == len({(f["kind"], f["event"]) for f in FILES})


def test_what_applicants_have_written_is_read_with_the_columns_that_were_chosen_for_the_file(engine):
    [file, _] = APPLICATIONS
    content, chosen = (EXAMPLES / file["path"]).read_bytes(), None
    asked = []
    for _ in range(2):
        adopted = store.adopt(engine, content, file["filename"], round_id="2024", who="kari", mapping=chosen)
        asked.append(list(dict.fromkeys(store.read_written_answers(engine, adopted.id)["question"])))
        chosen = {"Motivasjon": "contact_person"}
    assert ["Motivasjon" in questions for questions in asked] == [True, False]
