"""How the process that opens a file is asked, and what its end means, without starting one."""

import importlib.util
import io
import subprocess
import sys
from types import SimpleNamespace

import pytest
from make_files import text
from openpyxl import Workbook

from loaders import ExportError
from loaders.sandbox import open_file
from loaders.sandbox.open_file import ask_child, feed, read_at_most, run, site_folder, split_answer

NOTHING = (2).to_bytes(8, "little") + b"{}"


@pytest.fixture
def asked(monkeypatch):
    """What a process would be started with; `ends` is how it ends."""
    found = SimpleNamespace(ends=(0, NOTHING, False), command=[], patience=0)

    def run_here(command, content, patience):
        found.command, found.patience = command, patience
        return found.ends

    monkeypatch.setattr(open_file, "run", run_here)
    return found


@pytest.mark.parametrize(
    ("code", "answer", "late", "problem"),
    [
        (0, NOTHING, True, "time"),
        (-24, b"", False, "time"),
        (-9, b"", False, "time"),
        (-6, b"", False, "memory"),
        (1, b"", False, "broken"),
        (0, b"", False, "broken"),
    ],
)
def test_a_process_that_ends_otherwise_is_told_by_how_it_ended(asked, code, answer, late, problem):
    asked.ends = (code, answer, late)
    with pytest.raises(ExportError) as caught:
        ask_child("read", b"")
    assert caught.value.findings["code"].iloc[0] == problem


def test_a_process_is_given_its_task_and_its_limits(asked):
    head, rest = ask_child("read", b"abc")
    assert (head, bytes(rest)) == ({}, b"")
    assert asked.command[0] == sys.executable
    assert asked.command[1:3] == ["-I", "-S"]
    assert asked.command[4:] == ["read", site_folder(), "1000", "8"]
    assert asked.patience == 30
    ask_child("mark", b"", seconds=60)
    assert (asked.command[-1], asked.patience) == ("60", 60)


def test_where_no_processor_time_is_limited_the_clock_is(asked, monkeypatch):
    monkeypatch.setattr(open_file, "os", SimpleNamespace(name="nt"))
    ask_child("read", b"")
    assert asked.patience == 8


class Process:
    """A process that answers at once, or only when it is killed."""

    def __init__(self, command, **how):
        self.how = how
        self.stdin, self.stdout, self.killed = io.BytesIO(), io.BytesIO(self.answer), False

    answer, code = b"answer", 0

    def __enter__(self):
        Process.last = self
        return self

    def __exit__(self, *_):
        return None

    def kill(self):
        self.killed = True

    def wait(self):
        return -9 if self.killed else self.code


def test_a_process_s_answer_and_end_are_given(monkeypatch):
    monkeypatch.setattr(subprocess, "Popen", Process)
    assert run(["x"], b"content", 30) == (0, b"answer", False)
    assert Process.last.how["creationflags"] == 0  # only Windows takes another
    monkeypatch.setattr(Process, "code", 3)
    assert run(["x"], b"content", 30) == (3, b"answer", False)


def test_an_answer_of_600_megabytes_is_taken():
    assert open_file.MOST_ANSWER == 600 * 2**20


def test_a_process_that_answers_too_much_is_ended(monkeypatch):
    monkeypatch.setattr(subprocess, "Popen", Process)
    for most, code in ((6, 0), (5, -9)):
        monkeypatch.setattr(open_file, "MOST_ANSWER", most)
        assert run(["x"], b"", 30)[0] == code


def test_a_process_that_takes_no_more_input_is_no_fault():
    class Closed(io.BytesIO):
        def write(self, _):
            raise BrokenPipeError

    feed(Closed(), b"abc")
    stream = io.BytesIO()
    feed(stream, b"abc")
    assert stream.closed


class Ended(Exception):
    pass


def child_main(monkeypatch, task, content):
    """What the child's main writes for a task, with its limits; the child itself ends without cleaning up."""
    spec = importlib.util.spec_from_file_location("child_main", open_file.CHILD)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    written, limits = io.BytesIO(), []

    def end(status):
        raise Ended(status)

    resource = SimpleNamespace(
        RLIMIT_AS="memory",
        RLIMIT_CPU="time",
        RLIMIT_CORE="core",
        setrlimit=lambda what, most: limits.append((what, most)),
    )
    monkeypatch.setitem(sys.modules, "resource", resource)
    monkeypatch.setattr(module.gc, "disable", lambda: None)
    monkeypatch.setattr(module.os, "_exit", end)
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setattr(sys, "argv", ["child", task, site_folder(), "1000", "8"])
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content)))
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(buffer=written))
    with pytest.raises(Ended, match="0"):
        module.main()
    return written.getvalue(), limits


def test_the_child_reads_or_marks_under_its_limits(monkeypatch, read_here):
    read_here.child()
    answer, limits = child_main(monkeypatch, "read", text([["Navn", "Kommune"], ["Kari", "Bodø"]]))
    assert split_answer(answer)[0]["sheets"][0]["height"] == 2
    assert limits == [("memory", (1_000 << 20,) * 2), ("time", (8, 8)), ("core", (0, 0))]
    with pytest.raises(ExportError, match="tom"):
        split_answer(child_main(monkeypatch, "read", b"")[0])
    order = NOTHING.replace(b"{}", b'{"texts": {}}').replace(b"\2", bytes([13]), 1)
    content = io.BytesIO()
    Workbook().save(content)
    answer, _ = child_main(monkeypatch, "mark", order + content.getvalue())
    assert bytes(split_answer(answer)[1]).startswith(b"PK")


def test_an_answer_that_is_too_short_or_empty_is_broken():
    for answer in (b"", bytes(8), (3).to_bytes(8, "little") + b"{}"):
        with pytest.raises(ExportError, match="skadet"):
            split_answer(answer)
    head, rest = split_answer((2).to_bytes(8, "little") + b"{}ab")
    assert (head, bytes(rest)) == ({}, b"ab")


def test_an_answer_that_is_too_long_is_broken(monkeypatch):
    monkeypatch.setattr(open_file, "MOST_ANSWER", len(NOTHING))
    assert split_answer(NOTHING)[0] == {}
    with pytest.raises(ExportError, match="skadet"):
        split_answer(NOTHING + b"a")


@pytest.mark.parametrize("found", [None, SimpleNamespace(origin=None)])
def test_what_reads_workbooks_must_be_installed(monkeypatch, found):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: found)
    with pytest.raises(ModuleNotFoundError, match="python_calamine"):
        site_folder.__wrapped__()


def test_no_more_than_a_piece_too_much_is_read():
    class Endless(io.RawIOBase):
        def read(self, size=-1):
            return bytes(10)

    assert read_at_most(io.BytesIO(b"abc"), 3) == b"abc"
    assert len(read_at_most(Endless(), 29)) == 30
    assert len(read_at_most(Endless(), 30)) == 40
