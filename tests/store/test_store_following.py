"""States set by hand stay at their answer from one download to the next, and never go over to another municipality."""

from datetime import timedelta

import pytest

import loaders
import store
from tests.store.exports import read_fake, registration, write_csv

BODO = registration(1, "Kari", "Bodø", "2024-04-02 12:00:00", "kari@bodo.example")
ASKER = registration(2, "Ola", "Asker", "2024-04-03 12:00:00", "ola@asker.example")
RANA = registration(3, "Per", "Rana", "2024-04-04 12:00:00", "per@rana.example")


@pytest.fixture(autouse=True)
def small_loader(monkeypatch):
    monkeypatch.setattr(loaders, "read_export", read_fake)


def adopt(engine, *rows):
    return store.adopt(engine, write_csv(*rows), "Soknad(1-3).csv", round_id="2024", who="kari")


def numbered(number, answer, **changes):
    """The answer under another number, and with other cells."""
    cells = dict(zip(("id", "time", "email", "name", "place"), answer, strict=True)) | {"id": str(number)} | changes
    return tuple(cells.values())


def place(engine, source, submission_id):
    store.set_state(engine, "2024", [(source, submission_id)], "placed", "kari")


def followed(engine):
    """The ids that the states stand at now."""
    states = store.corrections(engine, "2024").states
    return store.follow_states(engine, "2024", states)["submission_id"].tolist()


def counted(engine):
    return store.manual_entries(engine, "2024")["states"]["submission_id"].tolist()


@pytest.mark.parametrize(
    ("after", "id_now"),
    [
        ([BODO, ASKER, RANA], "1"),
        ([numbered(1, ASKER), numbered(2, BODO)], "2"),
        ([numbered(1, ASKER), numbered(2, RANA)], store.LOST),
        ([numbered(1, BODO, email="ny@bodo.example")], "1"),
        ([numbered(1, BODO, time="2024-04-09 08:00:00")], "1"),
        ([numbered(1, BODO, email="ny@bodo.example", time="2024-04-09 08:00:00")], store.LOST),
        ([numbered(1, BODO, place="Asker")], store.LOST),
        ([numbered(1, BODO, place="  BODØ ")], "1"),
        ([numbered(1, BODO, email="", time="")], "1"),
        ([numbered(7, BODO, time="2024-04-09 08:00:00")], "7"),
        ([numbered(7, BODO, email="")], store.LOST),
        ([numbered(7, BODO, time=""), numbered(8, BODO)], "8"),
        ([numbered(1, BODO, time="2024-04-09 08:00:00"), numbered(2, BODO)], "2"),
    ],
    ids=[
        "the next download",
        "numbered anew",
        "numbered anew and gone",
        "another address",
        "another time",
        "another address and time",
        "another municipality",
        "written otherwise",
        "without address and time",
        "sent again",
        "another number and no address",
        "of two the one of the same time",
        "sent again by one who stands elsewhere",
    ],
)
def test_a_state_follows_the_answer_it_was_set_on(engine, after, id_now):
    first = adopt(engine, BODO, ASKER, RANA)
    place(engine, first.source, "1")
    adopt(engine, *after)
    assert followed(engine) == [id_now]
    assert counted(engine) == ([id_now] if id_now else [])


@pytest.mark.parametrize(("later", "id_now"), [(0, "1"), (1, "2")])
def test_a_state_set_in_the_moment_that_a_file_came_is_of_that_file(engine, later, id_now):
    first = adopt(engine, BODO, ASKER, RANA)
    place(engine, first.source, "1")
    at = store.corrections(engine, "2024").states["made_at"][0].to_pydatetime() + timedelta(microseconds=later)
    content = write_csv(numbered(1, ASKER), numbered(2, BODO))
    store.adopt(engine, content, "Soknad(1-3).csv", round_id="2024", who="kari", at=at)
    assert followed(engine) == [id_now]


@pytest.mark.parametrize(
    ("after", "id_now"),
    [
        ([(1, "Andre"), (2, "Første")], "2"),
        ([(1, "Andre")], store.LOST),
        ([(2, "Andre")], store.LOST),
        ([(1, "Ny"), (2, "Andre")], "1"),
    ],
    ids=["numbered anew", "gone and numbered anew", "gone", "changed"],
)
def test_a_state_never_goes_over_to_another_answer_of_the_same_sender(engine, after, id_now):
    times = {"Første": "2024-04-02 12:00:00", "Andre": "2024-04-02 13:00:00", "Ny": "2024-04-05 08:00:00"}
    first = adopt(engine, numbered(1, BODO, time=times["Første"]), numbered(2, BODO, time=times["Andre"]), ASKER)
    place(engine, first.source, "1")
    adopt(engine, *(numbered(number, BODO, time=times[which]) for number, which in after), ASKER)
    assert followed(engine) == [id_now]


def test_a_state_without_its_answer_comes_back_with_the_file_that_has_it(engine):
    first = adopt(engine, BODO, ASKER)
    place(engine, first.source, "1")
    second = adopt(engine, numbered(1, ASKER))
    [lost] = store.follow_states(engine, "2024", store.corrections(engine, "2024").states).to_dict("records")
    assert (lost["submission_id"], lost["municipality"]) == (store.LOST, "bodø")
    store.restore(engine, first.id, "kari", expected=second.id)
    assert counted(engine) == ["1"]


def test_a_state_set_on_the_later_file_belongs_to_the_answer_of_that_file(engine):
    first = adopt(engine, BODO, ASKER)
    adopt(engine, numbered(1, ASKER), numbered(2, BODO))
    place(engine, first.source, "1")
    adopt(engine, BODO, ASKER)
    assert followed(engine) == ["2"]


def test_a_state_of_a_source_that_is_not_in_force_stays_where_it_is(engine):
    first = adopt(engine, BODO)
    place(engine, first.source, "1")
    store.take_out(engine, first.id, "kari")
    assert followed(engine) == ["1"]


def test_a_damaged_earlier_version_leaves_the_states_at_their_numbers(engine, monkeypatch):
    first = adopt(engine, BODO)
    place(engine, first.source, "1")
    second = adopt(engine, BODO, ASKER)

    def read(version_id):
        if version_id == first.id:
            raise store.StoreUnreadable("skadet")
        return read_fake(write_csv(BODO, ASKER), "Soknad.csv")

    states = store.corrections(engine, "2024").states
    assert store.follow_states(engine, "2024", states, read=read)["submission_id"].tolist() == ["1"]
    assert second.source == first.source


def test_what_a_file_would_do_to_the_states_is_known_before_it_is_in_force(engine):
    first = adopt(engine, BODO, ASKER)
    place(engine, first.source, "1")
    place(engine, first.source, "2")
    candidate = read_fake(write_csv(numbered(1, ASKER)), "Soknad(1-1).csv")
    states = store.corrections(engine, "2024").states
    would_be = store.follow_states(engine, "2024", states, instead=(first.source, candidate))
    assert would_be["submission_id"].tolist() == [store.LOST, "1"]
    assert followed(engine) == ["1", "2"]
