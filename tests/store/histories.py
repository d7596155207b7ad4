"""Random histories of a round: files adopted, restored and taken out, corrections, notes and settings.

`python -m tests.store.histories --moments 1000 [--each 40]` takes what the numbers are made from after every act, and
the headline numbers after every tenth, and asks for each of them again when the history is at its end, on SQLite and
on PostgreSQL. The moments are spread over histories of 40, each with a seed of its own: a longer one asks little that
is new, and every act in it costs more than the one before.
"""

import argparse
import contextlib
import hashlib
import json
import random
import sys
import tempfile
from datetime import UTC, date, datetime
from functools import lru_cache

import loaders
import store
from analysis.headline import headline
from analysis.situation import compute_situation
from analysis.sources import gather
from data import DATA
from domain.rounds import default_as_of, read_round
from tests.store.postgres import Postgres

ROUND = "2024"
DAYS = (date(2024, 4, 20), date(2024, 5, 16), date(2024, 9, 1))
PLACES = ("Bodø", "Narvik", "Alta", "Våler", "Asker", "Bergen", "Os", "Herøy")
COUNTED = 10
HEAD = "ID;Completion time;Email;Name;Kommune;Hvorfor søker dere?;Status"


_REAL = loaders.read_export
_READ = {}


def read_once(content, filename, **named):
    """The loaders' reading, each file once: it starts a process, and a history reads the same files again and again."""
    key = (content, filename, repr(sorted(named.items())))
    if key not in _READ:
        _READ[key] = _REAL(content, filename, **named)
    return _READ[key]


@lru_cache(maxsize=1)
def files():
    """Some exports of one form and some of another, each with answers that the others lack."""
    drawn = random.Random(4)
    made = []
    for number in range(5):
        lines = [HEAD]
        for row in range(1, 7 + number):
            place, state = drawn.choice(PLACES), drawn.choice(("", "", "Tildelt plass", "Trukket"))
            sent = f"2024-0{drawn.randint(3, 5)}-{drawn.randint(10, 28)} 10:00:00"
            lines.append(f"{row};{sent};post{row}@kommune.example;Sender {row};{place};Vi vil;{state}")
        made.append(("\n".join(lines).encode("utf-8-sig"), f"Soknad(1-{6 + number}).csv", "applications"))
    for number in range(3):
        lines = ["ID;Completion time;Email;Name;Kommune"]
        for row in range(1, 9 + number):
            sent, place = f"2024-03-{drawn.randint(11, 14)} 10:00:00", drawn.choice(PLACES)
            lines.append(f"{row};{sent};deltaker{row}@kommune.example;Person {row};{place}")
        made.append(("\n".join(lines).encode("utf-8-sig"), f"Pamelding(1-{8 + number}).csv", "registrations"))
    return made


class History:
    """A store in which one act follows another, drawn from a seed."""

    def __init__(self, engine, seed):
        self.engine, self.drawn = engine, random.Random(seed)

    def act(self):
        """Do something; a refusal is something, too."""
        acts = (
            self.adopt,
            self.adopt,
            self.restore,
            self.take_out,
            self.settle,
            self.state,
            self.take_back,
            self.note,
            self.change_note,
            self.settings,
        )
        try:
            self.drawn.choice(acts)()
        except (store.StoreConflict, store.StoreRefused):
            return

    def adopt(self):
        content, filename, kind = self.drawn.choice(files())
        export = read_once(content, filename, kind=kind)
        store.adopt(self.engine, content, filename, round_id=ROUND, who="kari", export=export)

    def restore(self):
        known = store.versions(self.engine, ROUND)
        if len(known):
            chosen = known.iloc[self.drawn.randrange(len(known))]
            now = [one.id for one in store.in_force(self.engine, ROUND) if one.source == chosen["source"]]
            store.restore(self.engine, int(chosen["id"]), "per", expected=now[0] if now else 0)

    def take_out(self):
        if found := store.in_force(self.engine, ROUND):
            store.take_out(self.engine, self.drawn.choice(found).id, "per")

    def settle(self):
        numbers = self.drawn.choice((("3419",), ("3114",), ("1818",), ()))
        store.settle_municipality(self.engine, ROUND, self.drawn.choice(("Våler", "Herøy", "Os")), numbers, "kari")

    def state(self):
        sources = [one.source for one in store.in_force(self.engine, ROUND) if one.kind == "applications"]
        if sources:
            state = self.drawn.choice(("placed", "confirmed", "withdrawn", "declined", "received"))
            at = self.drawn.choice((None, datetime(2024, 5, 16, 10, tzinfo=UTC), datetime(2024, 6, 1, tzinfo=UTC)))
            store.set_state(self.engine, ROUND, [(sources[0], str(self.drawn.randint(1, 8)))], state, "kari", at)

    def take_back(self):
        made = store.corrections(self.engine, ROUND)
        kind = self.drawn.choice(("settlement", "state"))
        table = made.settlements if kind == "settlement" else made.states
        if len(table):
            store.remove_correction(self.engine, int(self.drawn.choice(table["id"].tolist())), "per", kind=kind)

    def note(self):
        channel = self.drawn.choice(store.CHANNELS)
        number = self.drawn.choice(("1804", "1806", "5601"))
        store.add_note(
            self.engine, ROUND, store.Note(number, date(2024, 4, self.drawn.randint(1, 28)), channel, "Avtalt."), "kari"
        )

    def change_note(self):
        known = store.notes(self.engine, ROUND)
        if not len(known):
            return
        note = store.read_note(self.engine, int(self.drawn.choice(known["id"].tolist())))
        if self.drawn.random() < 0.4:
            store.remove_note(self.engine, note.id, "per", version=note.version)
        else:
            changed = {**vars(note), "channel": self.drawn.choice(store.CHANNELS), "agreed": "Endret."}
            store.edit_note(self.engine, store.Note(**changed), "per")

    def settings(self):
        found = store.round_settings(self.engine, ROUND)
        values = dict(found.values)
        values["targets"] = {**values["targets"], "applications": self.drawn.randint(20, 60)}
        # The sum of the branches' targets is checked; without them there is nothing to add up.
        values["targets"].pop("branches", None)
        store.save_round(self.engine, values, "admin", expected=found.version)


def read_known(engine, known_at=None):
    """What the numbers are computed from, now or as it was known: rows by file, what was added, settings, examples."""
    then = {"known_at": known_at} if known_at else {}
    tables, _ = store.read_round_files(engine, ROUND, **then)
    added = store.manual_entries(engine, ROUND, **then)
    examples = store.shows_examples(engine, ROUND, **then)
    return tables, added, store.round_texts(engine, **then)[ROUND], examples


def count(known):
    """The headline JSON on the day that is shown first and on the last of the days."""
    tables, added, settings, examples = known
    round_, sources = read_round(settings), gather(tables, **added)
    first = default_as_of(round_, date(2024, 9, 30), examples=examples)
    counts = [headline(compute_situation(sources, round_, day)) for day in (first, *DAYS[-1:])]
    return json.dumps(counts, sort_keys=True)


def write_known(known):
    """A short text that is the same only for the same rows, additions and settings, cell by cell."""
    tables, added, settings, examples = known
    named = [*((table[:3], table[3]) for table in tables), *added.items()]
    parts = [repr((name, list(frame), frame.to_numpy(dtype=object).tolist())) for name, frame in named]
    return hashlib.sha256("\n".join([*parts, settings, str(examples)]).encode()).hexdigest()


def patiently(step):
    """A step that is tried again: on a machine that is busy a read's deadline of two seconds may pass."""
    for _ in range(30):
        with contextlib.suppress(store.StoreGone):
            return step()
    return step()


def ask_again(url, seed, moments):
    """(moments that are others when asked for later, how many different there were) of one history, and of before it.

    What the numbers are computed from is compared at every moment, cell by cell, and the numbers at every tenth:
    computing them takes ten times as long, and the same from the same.
    """
    engine = store.connect(url)
    history, taken = History(engine, seed), []
    for number in range(moments + 1):
        if number:
            patiently(history.act)
        known = patiently(lambda: read_known(engine))
        taken.append((datetime.now(UTC), write_known(known), count(known) if number % COUNTED == 0 else None))
    others = 0
    for moment, told, counted in taken:
        later = patiently(lambda moment=moment: read_known(engine, moment))
        others += write_known(later) != told or (counted is not None and count(later) != counted)
    engine.dispose()
    return others, {told for _, told, _ in taken}


def ask_many(name, new_url, moments, each):
    """How many of so many moments are others; a line on the way after each ten histories."""
    wrong, done, different = 0, 0, set()
    seed = 0
    while done < moments:
        seed += 1
        others, told = ask_again(new_url(seed), seed, min(each, moments - done))
        if others:
            print(f"{name}: seed {seed}, {others} moments are others", flush=True)
        wrong, done, different = wrong + others, min(done + each, moments), different | told
        if seed % 10 == 0 or done == moments:
            print(f"{name}: {done} moments in {seed} histories, {len(different)} different, {wrong} others", flush=True)
    return wrong


def main(arguments=None):
    """Follow many histories on both databases; 1 when an earlier moment gives other numbers than were shown then."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--moments", type=int, default=1000)
    parser.add_argument("--each", type=int, default=40, help="moments of one history")
    parser.add_argument("--only", choices=("SQLite", "PostgreSQL"), help="one of the two databases")
    options = parser.parse_args(arguments)
    loaders.read_export = read_once
    server = Postgres()
    try:
        with tempfile.TemporaryDirectory() as folder:
            engines = (
                ("SQLite", lambda seed: f"sqlite:///{folder}/{seed}.sqlite"),
                ("PostgreSQL", lambda _seed: server.new_database()),
            )
            wrong = sum(
                ask_many(name, new_url, options.moments, options.each)
                for name, new_url in engines
                if options.only in (None, name)
            )
    finally:
        server.close()
    return 1 if wrong else 0


if __name__ == "__main__":
    assert DATA.exists()
    sys.exit(main())
