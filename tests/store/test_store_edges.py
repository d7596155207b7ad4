"""What the store does where it seldom comes: faults by their codes, waiting for one's turn, a round taken away."""

import os
import sqlite3
from types import SimpleNamespace

import pytest
from sqlalchemy.exc import OperationalError

import loaders
import store
from store import transactions
from store.corrections import settled_elsewhere
from store.engine import _begin, _identity, _read_address, _set_pragmas, _size
from store.errors import StoreDamaged, StoreFull, StoreGone, StoreLocked, StoreReadOnly, StoreUnavailable, told_calmly
from store.round_files import shows_examples
from tests.store.exports import read_fake, registration, write_csv

ON_SQLITE = pytest.mark.parametrize("url", ["sqlite"], indirect=True)


class Fault(Exception):
    """A fault as a driver tells it."""

    def __init__(self, text="", **codes):
        super().__init__(text)
        self.__dict__ |= codes


class ConnectionTimeout(Fault):
    pass


def told(fault):
    with pytest.raises((store.StoreError, OperationalError)) as caught, told_calmly():
        raise OperationalError("SELECT 1", {}, fault)
    return type(caught.value)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (5, StoreLocked),
        (6, StoreLocked),
        (8, StoreReadOnly),
        (10, StoreFull),
        (10 | 1 << 8, StoreDamaged),
        (10 | 2 << 8, StoreFull),
        (11, StoreDamaged),
        (13, StoreFull),
        (14, StoreGone),
        (26, StoreDamaged),
        (5 | 1 << 8, StoreLocked),
        (1, OperationalError),
        (2, OperationalError),
    ],
)
def test_a_fault_of_sqlite_is_told_by_its_code(code, kind):
    assert told(Fault(sqlite_errorcode=code)) is kind


def test_a_table_that_is_missing_is_another_file_in_the_database_s_place():
    assert told(Fault("no such table: changes", sqlite_errorcode=1)) is StoreGone
    assert told(Fault("no such table: changes", sqlite_errorcode=2)) is OperationalError


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        ("53100", StoreFull),
        ("53200", StoreUnavailable),
        ("25006", StoreReadOnly),
        ("55P03", StoreLocked),
        ("57014", StoreLocked),
        ("57P01", StoreGone),
        ("08006", StoreGone),
        ("XX001", StoreDamaged),
        ("28P01", StoreGone),
        ("3D000", StoreGone),
        ("22001", OperationalError),
    ],
)
def test_a_fault_of_the_server_is_told_by_its_state_or_its_class(state, kind):
    assert told(Fault(sqlstate=state)) is kind


def test_a_server_that_cannot_be_reached_is_gone():
    assert told(ConnectionTimeout()) is StoreGone
    assert told(Fault()) is OperationalError


@pytest.mark.parametrize("name", ["postgresql", "postgres"], ids=["long", "short"])
def test_an_address_of_a_server_is_opened_with_its_driver(name):
    assert _read_address(f"{name}://a@b/c").drivername == "postgresql+psycopg"


@pytest.mark.parametrize(("code", "goes_on"), [(5, True), (8, True), (8 | 1 << 8, True), (6, False), (14, False)])
def test_a_file_that_is_locked_or_only_read_is_opened_as_it_is(code, goes_on):
    error = sqlite3.OperationalError("x")
    error.sqlite_errorcode = code

    def execute(statement):
        if "journal_mode" in statement:
            raise error

    connection = SimpleNamespace(execute=execute)
    if goes_on:
        assert _set_pragmas(connection) is None
    else:
        with pytest.raises(sqlite3.OperationalError):
            _set_pragmas(connection)


def test_a_file_that_is_not_there_has_no_size(tmp_path):
    assert _size(tmp_path / "borte") == 0
    (tmp_path / "fil").write_bytes(b"abc")
    assert _size(tmp_path / "fil") == 3


class Clock:
    """A clock that goes on with each try that is refused and with each pause."""

    def __init__(self, monkeypatch, faults, lasts):
        self.now, self.pauses, self.allowed, self.faults = 100.0, [], [], list(faults)
        self.lasts = lasts
        monkeypatch.setattr(transactions, "time", SimpleNamespace(monotonic=lambda: self.now, sleep=self.pause))
        monkeypatch.setattr(transactions, "_begin_writing", self.begin)

    def pause(self, seconds):
        self.pauses.append(seconds)
        self.now += seconds

    def begin(self, engine, moved, seconds):
        self.allowed.append(seconds)
        if not self.faults:
            return "connection"
        self.now += self.lasts
        raise self.faults.pop(0)


ENGINE = SimpleNamespace(get_execution_options=lambda: {"store_patience": 10.0})


def take_turn(patience=None, waiting=None):
    return transactions._take_turn(ENGINE, (), patience, waiting)


def test_a_writer_asks_anew_until_its_patience_ends(monkeypatch):
    clock = Clock(monkeypatch, [StoreLocked()] * 3, 3.0)
    assert take_turn() == "connection"
    assert clock.allowed == [10.0, 7.0, 4.0, 1.0]
    clock = Clock(monkeypatch, [StoreLocked()] * 3, 5.0)
    with pytest.raises(StoreLocked):
        take_turn()
    assert len(clock.allowed) == 2
    clock = Clock(monkeypatch, [StoreLocked()], 9.95)
    assert take_turn() == "connection"
    assert clock.allowed[-1] == 0.1
    clock = Clock(monkeypatch, [StoreLocked()], 2.0)
    with pytest.raises(StoreLocked):
        take_turn(patience=2.0)


def test_one_who_is_told_of_waiting_waits_longer_and_asks_once_a_second(monkeypatch):
    waited = []
    clock = Clock(monkeypatch, [StoreLocked(), StoreGone(), StoreUnavailable()], 0.25)
    assert take_turn(waiting=waited.append) == "connection"
    assert waited == [0.25, 1.25, 1.5]
    assert clock.pauses == [0.75, 0.0, 0.0]
    assert clock.allowed[0] == 300.0


@pytest.mark.parametrize("fault", [StoreGone, StoreDamaged, StoreReadOnly])
def test_nobody_waits_for_what_does_not_come_back(monkeypatch, fault):
    Clock(monkeypatch, [fault()], 0.1)
    with pytest.raises(fault):
        take_turn()


def test_a_database_that_only_did_not_answer_is_asked_anew(monkeypatch):
    Clock(monkeypatch, [StoreUnavailable()], 0.1)
    assert take_turn() == "connection"


NEW = {"id": "2031", "title": "Ny runde", "dates": {}}


@ON_SQLITE
def test_a_round_that_holds_nothing_is_taken_away_by_one_who_saw_its_last_edition(url, engine):
    saved = store.save_round(engine, NEW, "kari", expected=0)
    with pytest.raises(store.StoreConflict):
        store.remove_round(engine, "2031", "kari", expected=saved.version + 1)
    assert not store.may_remove_round(engine, "2024")
    with pytest.raises(store.StoreRefused, match="følger med"):
        store.remove_round(engine, "2024", "kari", expected=0)
    store.remove_round(engine, "2031", "kari", expected=saved.version)
    assert "2031" not in store.round_texts(engine)
    assert store.read_log(engine)["details"].iloc[0] == "runde 2031 fjernet"
    assert "2024" in store.round_texts(engine)


@ON_SQLITE
def test_a_round_shows_the_examples_where_its_settings_give_a_day_for_them(url, engine):
    assert shows_examples(engine, "2024") is True
    assert shows_examples(engine, "2030") is False
    store.save_round(engine, NEW, "kari", expected=0)
    assert shows_examples(engine, "2031") is False


@ON_SQLITE
def test_a_counter_of_everything_moves_with_a_copy_put_back(url, engine):
    with transactions.writing(engine) as connection:
        transactions.move_everything(connection, 7)
    numbers = transactions.change_numbers(engine)
    assert (numbers[" everything"], numbers[""]) == (7, 1)
    with transactions.writing(engine, "2024", topic="notes") as connection:
        transactions.move_everything(connection, 9)
    assert transactions.change_numbers(engine) == {"": 2, "2024": 1, " notes": 1, " everything": 9}


@ON_SQLITE
def test_what_a_text_was_settled_to_in_another_round_is_proposed_unless_it_was_taken_back(url, engine):
    settle = store.settle_municipality
    settle(engine, "2021", "Nes", ["3228"], "kari")
    settle(engine, "2021", "Nes", ["3322"], "kari")
    settle(engine, "2024", "Våler", ["3114"], "kari")
    gone = settle(engine, "2021", "Sande", ["1514"], "kari")
    store.remove_correction(engine, gone, "kari")
    asked = ["nes", "våler", "sande", "os"]
    assert settled_elsewhere(engine, "2024", asked) == {"nes": ("3322",)}
    assert settled_elsewhere(engine, "2021", asked) == {"våler": ("3114",)}


def test_a_file_is_the_same_while_it_is_changed_unless_it_was_opened_as_one_that_nobody_changes(tmp_path):
    path, other = tmp_path / "a", tmp_path / "b"
    assert _identity(path, False) is None
    path.write_bytes(b"x")
    other.write_bytes(b"x")
    before = [_identity(path, frozen) for frozen in (False, True)]
    assert before[0] != _identity(other, False)
    os.utime(path, (1, 1))
    after = [_identity(path, frozen) for frozen in (False, True)]
    assert (before[0] == after[0], before[1] == after[1], before[0] == before[1]) == (True, False, False)


@pytest.mark.parametrize(
    ("options", "begun"),
    [({}, ["BEGIN"]), ({"store_writes": True}, ["BEGIN IMMEDIATE"]), ({"store_bare": True, "store_writes": True}, [])],
)
def test_a_writer_takes_the_lock_at_once_and_a_bare_statement_none(options, begun):
    said = []
    _begin(SimpleNamespace(get_execution_options=lambda: options, exec_driver_sql=said.append))
    assert said == begun


@ON_SQLITE
def test_a_file_is_adopted_only_over_the_one_that_was_expected_where_that_is_asked(url, engine, monkeypatch):
    monkeypatch.setattr(loaders, "read_export", read_fake)
    files = [write_csv(*(registration(n) for n in range(number))) for number in (1, 2, 3)]
    how = {"round_id": "2024", "who": "kari", "only_expected": True}
    first = store.adopt(engine, files[0], "Samling.csv", **how)
    with pytest.raises(store.StoreConflict):
        store.adopt(engine, files[1], "Samling.csv", **how)
    with pytest.raises(store.StoreConflict):
        store.adopt(engine, files[1], "Samling.csv", expected=first.id + 1, **how)
    second = store.adopt(engine, files[1], "Samling.csv", expected=first.id, **how)
    assert [v.id for v in store.in_force(engine, "2024")] == [second.id]
    assert store.adopt(engine, files[2], "Samling.csv", round_id="2024", who="kari").between == ()


@pytest.mark.parametrize(
    ("code", "there", "log", "opened"),
    [
        (8, True, b"", True),
        (14, True, b"", True),
        (14 | 1 << 8, True, b"", True),
        (5, True, b"", False),
        (14, False, b"", False),
        (14, True, b"x", False),
    ],
)
def test_a_file_in_a_folder_that_may_only_be_read_is_opened_as_one_that_nobody_changes(
    monkeypatch, tmp_path, code, there, log, opened
):
    path = tmp_path / "a.sqlite"
    if there:
        path.write_bytes(b"x")
    if log:
        (tmp_path / "a.sqlite-wal").write_bytes(log)

    def open_as(_path, mode, patience):
        if mode == "mode=rw":
            error = sqlite3.OperationalError("x")
            error.sqlite_errorcode = code
            raise error
        return mode, patience

    monkeypatch.setattr(store.engine, "_open_as", open_as)
    if opened:
        assert store.engine._open_file(path, 3) == ("mode=ro&immutable=1", 3)
    else:
        with pytest.raises(sqlite3.OperationalError):
            store.engine._open_file(path, 3)
