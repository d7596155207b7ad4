"""A database that does not answer, or is held by others: readers give up soon, writers say that they wait."""

import threading
import time
from contextlib import contextmanager

import pytest
from sqlalchemy import text

import loaders
import store
from store import transactions
from tests.store.exports import read_fake, registration, write_csv

A = write_csv(registration(1), registration(2))
B = write_csv(registration(1), registration(2), registration(3))
ON_SQLITE = pytest.mark.parametrize("url", ["sqlite"], indirect=True)
ON_POSTGRES = pytest.mark.parametrize("url", ["postgresql"], indirect=True)
# The deadline is 2 seconds; a busy machine may need some more to notice.
SOON = 6


@pytest.fixture(autouse=True)
def small_loader(monkeypatch):
    monkeypatch.setattr(loaders, "read_export", read_fake)


def adopt(engine, content=A, **more):
    export = read_fake(content, "Samling.csv")  # as the page gives it, which has read the file for the review
    return store.adopt(engine, content, "Samling.csv", round_id="2024", who="kari", export=export, **more)


class GivenUp(Exception):
    pass


def give_up_after(seconds, told):
    def waiting(waited):
        told.append(waited)
        if waited >= seconds:
            raise GivenUp

    return waiting


@pytest.fixture
def frozen(postgres):
    """A server that keeps its connections and says nothing, until the block is left."""

    @contextmanager
    def freeze():
        postgres.freeze()
        try:
            yield
        finally:
            postgres.thaw()

    return freeze


@contextmanager
def a_writer_that_does_not_finish(engine):
    with engine.connect().execution_options(store_writes=True) as connection, connection.begin() as held:
        connection.execute(text("UPDATE changes SET number = number + 1 WHERE round_id = ''"))
        yield
        held.rollback()


@ON_POSTGRES
@pytest.mark.parametrize("met", [True, False], ids=["a connection is open", "none is open"])
def test_a_frozen_server_is_given_up_soon_and_met_again_when_it_answers(engine, frozen, monkeypatch, met):
    adopted = adopt(engine)
    if not met:
        engine.dispose()
    monkeypatch.setattr(transactions, "_PAUSE", 0)
    with frozen():
        began = time.monotonic()
        with pytest.raises(store.StoreUnavailable):
            store.in_force(engine, "2024")
        with pytest.raises(store.StoreUnavailable):
            store.check_answers(engine)
        assert time.monotonic() - began < 2 * SOON
    assert [v.id for v in store.in_force(engine, "2024")] == [adopted.id]


@ON_POSTGRES
def test_one_who_asks_right_after_another_was_not_answered_does_not_wait_again(engine, frozen):
    adopted = adopt(engine)
    with frozen():
        with pytest.raises(store.StoreUnavailable):
            store.change_id(engine)
        began = time.process_time(), time.monotonic()
        for _ in range(60):
            with pytest.raises(store.StoreUnavailable):
                store.change_id(engine)
        assert time.monotonic() - began[1] < 1
    time.sleep(transactions._PAUSE)  # what is tested is that the pause ends
    assert [v.id for v in store.in_force(engine, "2024")] == [adopted.id]


@ON_POSTGRES
def test_sixty_readers_of_a_frozen_server_are_all_answered_soon(engine, frozen):
    adopt(engine)
    took = []

    def ask():
        began = time.monotonic()
        with pytest.raises(store.StoreUnavailable):
            store.change_id(engine)
        took.append(time.monotonic() - began)

    with frozen():
        threads = [threading.Thread(target=ask) for _ in range(60)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(took) == 60
    assert max(took) < SOON


@ON_POSTGRES
def test_a_table_that_somebody_has_locked_whole_is_given_up_soon(engine):
    adopt(engine)
    with engine.connect() as connection, connection.begin():
        connection.execute(text("LOCK TABLE versions IN ACCESS EXCLUSIVE MODE"))
        with pytest.raises(store.StoreUnavailable):
            store.in_force(engine, "2024")


@ON_SQLITE
def test_a_file_that_another_process_keeps_for_itself_is_given_up_soon(url, engine):
    adopt(engine)
    engine.dispose()
    held = store.connect(url, check=False)
    with held.connect() as connection:
        connection.exec_driver_sql("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute(text("UPDATE changes SET number = number"))
        connection.commit()
        began = time.monotonic()
        with pytest.raises(store.StoreLocked):
            store.in_force(engine, "2024")
        assert time.monotonic() - began < SOON
        connection.exec_driver_sql("PRAGMA locking_mode = NORMAL")
        connection.execute(text("UPDATE changes SET number = number"))
        connection.commit()
    held.dispose()


def test_readers_do_not_wait_for_those_who_wait_to_write(url, engine):
    adopted = adopt(engine)
    stopped = threading.Event()

    def waiting(_waited):
        if stopped.is_set():
            raise GivenUp

    def write():
        with pytest.raises(GivenUp):
            adopt(engine, B, waiting=waiting)

    with a_writer_that_does_not_finish(engine):
        writers = [threading.Thread(target=write) for _ in range(14)]  # nearly all connections there are
        for thread in writers:
            thread.start()
        began = time.monotonic()
        for _ in range(20):
            assert [v.id for v in store.in_force(engine, "2024")] == [adopted.id]
        assert time.monotonic() - began < SOON
        stopped.set()
        for thread in writers:
            thread.join()


def test_one_who_waits_to_adopt_is_told_and_can_give_up_with_nothing_changed(engine):
    adopted, told = adopt(engine), []
    before = store.change_id(engine)
    with a_writer_that_does_not_finish(engine), pytest.raises(GivenUp):
        adopt(engine, B, waiting=give_up_after(2, told))
    assert told == sorted(told)
    assert 2 <= len(told) <= 4
    assert ([v.id for v in store.in_force(engine, "2024")], store.change_id(engine)) == ([adopted.id], before)


def test_one_who_waits_adopts_as_soon_as_the_other_is_done(engine):
    adopt(engine)
    held = a_writer_that_does_not_finish(engine)
    held.__enter__()
    told = []

    def waiting(waited):
        told.append(waited)
        if len(told) == 1:
            held.__exit__(None, None, None)

    assert adopt(engine, B, waiting=waiting).outcome == "adopted"
    assert len(told) == 1


@ON_POSTGRES
def test_one_who_waits_for_a_frozen_server_is_told_and_can_give_up(engine, frozen):
    adopted, told = adopt(engine), []
    with frozen(), pytest.raises(GivenUp):
        adopt(engine, B, waiting=give_up_after(2, told))
    assert told
    assert [v.id for v in store.in_force(engine, "2024")] == [adopted.id]


@ON_POSTGRES
def test_one_who_waits_for_a_server_that_is_restarted_adopts_when_it_is_back(engine, postgres):
    adopt(engine)
    postgres.stop()
    told = []

    def waiting(waited):
        told.append(waited)
        if len(told) == 1:
            postgres.start()

    assert adopt(engine, B, waiting=waiting).outcome == "adopted"
    assert len(told) == 1


@ON_SQLITE
def test_a_line_of_the_log_that_can_wait_does_not_hold_anybody_long(engine):
    adopt(engine)
    with a_writer_that_does_not_finish(engine):
        began = time.monotonic()
        with pytest.raises(store.StoreLocked):
            store.write_log(engine, "see", "kari", "1804", patience=0.2)
        assert time.monotonic() - began < 3
