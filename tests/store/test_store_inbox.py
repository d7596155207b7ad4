"""The inbox adopts by itself what is ordinary, once, and leaves all else to somebody; killed or not, alone or not."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from types import SimpleNamespace

import pytest

import loaders
import store
from store.inbox import Inbox

HEAD = "ID;Completion time;Email;Name;Kommune"
PLACES = ("Bodø", "Narvik", "Alta", "Asker", "Bergen", "Oslo", "Tromsø", "Hamar")
LOOKING = """
import os, signal, sys, time
from pathlib import Path
import store

def look(url, folder):
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    inbox = store.Inbox(store.connect(url), Path(folder), rest=0)
    print(os.getpid(), flush=True)
    while True:
        inbox.look()
        time.sleep(0.05)

signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the killed are gone at once
for line in sys.stdin:
    if os.fork() == 0:
        look(*line.rstrip().split("\\t"))
"""
"""Starts a process that looks for each line it is given, an address and a folder, and writes its number: importing all
that it needs takes longer than what it does."""


def registrations(number, *, place=None, day="11"):
    lines = [HEAD]
    for row in range(1, number + 1):
        where = place if place and row == number else PLACES[row % len(PLACES)]
        lines.append(f"{row};2024-03-{day} 10:00:00;post{row}@kommune.example;Person {row};{where}")
    return "\n".join(lines).encode("utf-8-sig")


def refusal_of(content, filename):
    with pytest.raises(loaders.ExportError) as refused:
        loaders.read_export(content, filename)
    return refused.value


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "innboks"
    made.mkdir()
    return made


@pytest.fixture
def known(engine):
    """Somebody has adopted a first file of the form."""
    content = registrations(6)
    return store.adopt(engine, content, "Pamelding(1-6).csv", round_id="2024", who="kari", kind="registrations")


def looked_at(engine, folder):
    """The inbox after the two looks that a file takes."""
    inbox = Inbox(engine, folder, rest=0)
    inbox.look()
    return inbox, inbox.look()


def adopted(engine):
    return [(row.filename, row.adopted_by) for row in store.versions(engine, "2024").itertuples()]


def test_a_file_with_new_answers_of_a_known_form_is_adopted_and_logged(engine, folder, known):
    (folder / "Pamelding(1-8).csv").write_bytes(registrations(8))
    inbox, taken = looked_at(engine, folder)
    assert taken == ["Pamelding(1-8).csv"]
    assert inbox.waiting == ()
    assert adopted(engine)[0] == ("Pamelding(1-8).csv", "innboks")
    assert store.read_log(engine).iloc[0][["act", "who"]].tolist() == ["adopt", "innboks"]
    assert store.in_force(engine, "2024")[0].rows == 8
    assert inbox.look() == []


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (registrations(5), "færre svar"),
        (b"PK\x03\x04 half a workbook", "kan ikke"),
        (registrations(40), "34 svar er nye, mot 6 fra før."),
        (registrations(6).replace(b"post", b"annen"), "er endret. Er det riktig fil?"),
        (registrations(7, place="Herøy"), "Noe nytt må ses på"),
    ],
)
def test_what_is_not_ordinary_waits_and_says_why(engine, folder, known, content, why):
    name = "Pamelding.xlsx" if content.startswith(b"PK") else "Pamelding.csv"
    (folder / name).write_bytes(content)
    inbox, taken = looked_at(engine, folder)
    assert taken == [] and len(adopted(engine)) == 1
    [waiting] = inbox.waiting
    assert waiting.filename == name and why in waiting.why


def test_the_first_file_of_a_form_waits(engine, folder):
    (folder / "Pamelding(1-8).csv").write_bytes(registrations(8))
    inbox, taken = looked_at(engine, folder)
    assert taken == [] and "tas i bruk av et menneske" in inbox.waiting[0].why


def test_a_file_that_is_written_to_is_left_until_it_rests(engine, folder, known):
    path = folder / "Pamelding(1-8).csv"
    inbox = Inbox(engine, folder, rest=0)
    path.write_bytes(registrations(8)[:200])
    inbox.look()
    path.write_bytes(registrations(8))  # longer than it was at the look before
    assert inbox.look() == []
    assert inbox.look() == [path.name]


def test_a_file_rests_from_the_moment_nobody_writes_to_it(engine, folder, known):
    path = folder / "Pamelding(1-8).csv"
    path.write_bytes(registrations(8))
    inbox = Inbox(engine, folder, rest=60)
    now = time.time()
    os.utime(path, (now, now - 50))
    inbox.look()
    assert inbox.look() == []
    os.utime(path, (now, now - 70))
    inbox.look()
    assert inbox.look() == [path.name]


def test_locks_halves_and_other_files_are_passed_over(engine, folder, known):
    for name in ("~$Pamelding(1-8).csv", ".Pamelding.csv", "Pamelding.csv.part", "notat.docx"):
        (folder / name).write_bytes(registrations(8))
    (folder / "mappe.csv").mkdir()
    inbox, taken = looked_at(engine, folder)
    assert (taken, inbox.waiting) == ([], ())


def test_the_same_bytes_and_what_was_taken_back_are_passed_over(engine, folder, known):
    (folder / "kopi.csv").write_bytes(registrations(6))
    (folder / "ny.csv").write_bytes(registrations(8))
    inbox, taken = looked_at(engine, folder)
    assert taken == ["ny.csv"]
    store.restore(engine, known.id, "kari", expected=store.in_force(engine, "2024")[0].id)
    assert inbox.look() == [] and inbox.waiting == ()
    assert looked_at(engine, folder)[1] == []  # nor after a restart
    assert store.in_force(engine, "2024")[0].rows == 6


def test_what_waits_is_adopted_once_its_reason_is_gone(engine, folder, known):
    (folder / "Pamelding.csv").write_bytes(registrations(40))
    inbox, taken = looked_at(engine, folder)
    assert taken == [] and inbox.waiting
    store.adopt(engine, registrations(30), "Pamelding(1-30).csv", round_id="2024", who="kari", kind="registrations")
    assert inbox.look() == ["Pamelding.csv"]


def test_one_strange_file_keeps_no_other_waiting(engine, folder, known, monkeypatch, caplog):
    try:
        (folder / os.fsdecode(b"A-S\xf8knad.csv")).write_bytes(registrations(7))
    except OSError:
        pytest.skip("this file system takes only names that are text")
    (folder / "B-halv.xlsx").write_bytes(b"PK\x03\x04 and no more")
    (folder / "C.csv").write_bytes(registrations(7, day="12"))
    (folder / "D.csv").write_bytes(registrations(8))
    real = Inbox._judge_and_adopt

    def judge(self, name, stamp):
        if name == "C.csv":
            raise RecursionError("somebody's name")
        return real(self, name, stamp)

    monkeypatch.setattr(Inbox, "_judge_and_adopt", judge)
    inbox, taken = looked_at(engine, folder)
    assert taken == ["D.csv"]
    assert [(one.filename, one.why) for one in inbox.waiting if one.filename != "B-halv.xlsx"] == [
        ("A-S?knad.csv", "Filnavnet har tegn som ikke kan leses. Gi filen et annet navn."),
        ("C.csv", "Filen kan ikke leses av innboksen. Last den opp på siden Data."),
    ]
    [unreadable] = [one.why for one in inbox.waiting if one.filename == "B-halv.xlsx"]
    assert unreadable == str(refusal_of((folder / "B-halv.xlsx").read_bytes(), "B-halv.xlsx"))
    assert len(inbox.waiting) == 3 and "RecursionError" in caplog.text and "somebody" not in caplog.text


def test_a_half_file_that_rests_is_told_and_adopted_once_it_is_whole(engine, folder, known):
    path = folder / "Pamelding(1-8).csv"
    path.write_bytes(registrations(8)[:-1] + b'"Bod')  # the quotation mark is never closed
    inbox, taken = looked_at(engine, folder)
    assert taken == [] and [one.filename for one in inbox.waiting] == [path.name]
    assert inbox.waiting[0].why
    path.write_bytes(registrations(8))
    inbox.look()
    assert inbox.look() == [path.name] and inbox.waiting == ()


def test_a_file_of_a_clock_that_is_ahead_is_not_forgotten(engine, folder, known):
    path = folder / "Pamelding(1-8).csv"
    path.write_bytes(registrations(8))
    os.utime(path, (time.time() + 7200,) * 2)
    inbox = Inbox(engine, folder, rest=10)
    inbox.look()
    assert inbox.look() == [path.name]


def test_a_folder_that_is_gone_is_told(engine, folder):
    inbox = Inbox(engine, folder / "ingen", rest=0)
    assert inbox.look() == [] and "kan ikke leses" in inbox.trouble
    (folder / "ingen").mkdir()
    inbox.look()
    assert inbox.trouble == ""


def test_nobody_is_overtaken_by_the_inbox(engine, known):
    store.adopt(engine, registrations(7), "b.csv", round_id="2024", who="per", kind="registrations")
    with pytest.raises(store.StoreConflict):
        store.adopt(
            engine, registrations(8), "c.csv", round_id="2024", who="innboks", expected=known.id, only_expected=True
        )
    assert [name for name, _ in adopted(engine)] == ["b.csv", "Pamelding(1-6).csv"]


@pytest.fixture(scope="module")
def starter():
    command = [sys.executable, "-c", LOOKING]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield process


@pytest.fixture
def start(starter, url, folder):
    """Starts a process that looks into the folder, and answers its number when it does."""
    started = []

    def start_one():
        starter.stdin.write(f"{url}\t{folder}\n")
        starter.stdin.flush()
        started.append(int(starter.stdout.readline()))
        return started[-1]

    yield start_one
    for process in started:
        kill(process)


def kill(process):
    """Kill it, and wait until it is gone."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)
        while True:
            os.kill(process, 0)
            time.sleep(0.01)


def wait_until(condition, seconds=60):
    until = time.monotonic() + seconds
    while not condition() and time.monotonic() < until:
        time.sleep(0.05)
    assert condition()


@pytest.mark.long
def test_killed_at_any_moment_it_adopts_each_file_once(engine, folder, known, start):
    for turn, number in enumerate((7, 8, 9), start=1):
        process = start()
        (folder / f"Pamelding(1-{number}).csv").write_bytes(registrations(number))
        time.sleep(0.25 * turn)
        kill(process)
    start()
    wait_until(lambda: store.in_force(engine, "2024")[0].rows == 9)
    names = [name for name, _ in adopted(engine)]
    assert names[0] == "Pamelding(1-9).csv" and len(names) == len(set(names))
    assert all(store.read_version(engine, row.id).rows is not None for row in store.versions(engine).itertuples())


@pytest.mark.long
def test_two_instances_on_one_database_adopt_once(engine, folder, known, start):
    start()
    start()
    for number in (7, 8):
        (folder / f"Pamelding(1-{number}).csv").write_bytes(registrations(number))
        wait_until(lambda number=number: store.in_force(engine, "2024")[0].rows == number)
    time.sleep(1)
    assert [name for name, _ in adopted(engine)] == ["Pamelding(1-8).csv", "Pamelding(1-7).csv", "Pamelding(1-6).csv"]
    lines = store.read_log(engine)
    assert len(lines[(lines["who"] == "innboks") & (lines["act"] == "adopt")]) == 2


def waits(inbox):
    return [waiting.why for waiting in inbox.waiting]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("Navn;Innsendt;Farge\nKari;2024-03-11;blå\n", "Filen har feil som må rettes før den kan tas i bruk."),
        (
            "ID;Innsendt;E-post;Kommune\n1;3/4/2024;a@eks.example;Bodø\n2;3/5/2024;b@eks.example;Alta\n",
            "1 spørsmål må besvares først.",
        ),
        ("ID;Innsendt;E-post;Kommune\n1;2019-03-11;a@eks.example;Bodø\n", "Svarene ligger utenfor dagene til rundene."),
    ],
)
def test_what_somebody_must_mend_or_answer_waits_with_the_same_sentence_at_each_look(engine, folder, content, why):
    (folder / "Pamelding.csv").write_bytes(content.encode())
    inbox, taken = looked_at(engine, folder)
    assert (taken, waits(inbox)) == ([], [why])
    assert (inbox.look(), waits(inbox)) == ([], [why])


def test_a_file_that_is_too_large_or_that_another_program_holds_waits(engine, folder, known, monkeypatch):
    content = registrations(8)
    (folder / "Pamelding(1-8).csv").write_bytes(content)
    monkeypatch.setattr(store.inbox, "MAX_BYTES", len(content) - 1)
    assert waits(looked_at(engine, folder)[0]) == ["Filen er større enn 0 MB."]
    monkeypatch.setattr(store.inbox, "MAX_BYTES", 20 * 1024 * 1024)

    def held(_path):
        raise PermissionError

    with monkeypatch.context() as patch:
        patch.setattr("pathlib.Path.read_bytes", held)
        assert waits(looked_at(engine, folder)[0]) == ["Filen kan ikke åpnes. Den kan være i bruk i et annet program."]
    monkeypatch.setattr(store.inbox, "MAX_BYTES", len(content))
    assert looked_at(engine, folder)[1] == ["Pamelding(1-8).csv"]


@pytest.mark.parametrize(
    ("fault", "why"), [(store.StoreConflict("Noen andre."), []), (store.StoreRefused("Nei.", "Gjør noe."), ["Nei."])]
)
def test_a_file_that_is_refused_says_why_and_one_that_was_overtaken_nothing(
    engine, folder, known, monkeypatch, fault, why
):
    def refuse(*_given, **_how):
        raise fault

    monkeypatch.setattr(store.inbox, "adopt", refuse)
    (folder / "Pamelding(1-8).csv").write_bytes(registrations(8))
    inbox, taken = looked_at(engine, folder)
    assert (taken, [sentence.split(" Gjør")[0] for sentence in waits(inbox)]) == ([], why)


@pytest.mark.parametrize("asked", ["guess_event_of", "place_export"])
def test_a_file_whose_event_or_place_is_asked_about_waits_with_the_question(engine, folder, known, monkeypatch, asked):
    questions = SimpleNamespace(event="", question="Hvilken er det?", previous=None)
    monkeypatch.setattr(store.inbox, asked, lambda *_given, **_how: questions)
    (folder / "Pamelding(1-8).csv").write_bytes(registrations(8))
    assert waits(looked_at(engine, folder)[0]) == ["Hvilken er det?"]
