"""Random histories of a round: files adopted, restored and taken out, corrections, notes and settings.

`python -m tests.store.histories --moments 1000` takes the headline numbers after every act and asks for each of them
again at the end, on SQLite and on PostgreSQL.
"""

import argparse
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


def headlines(engine, known_at=None):
    """The headline JSON on each of the days, now or as it was known."""
    then = {"known_at": known_at} if known_at else {}
    tables, _ = store.read_round_files(engine, ROUND, **then)
    round_ = read_round(store.round_texts(engine, **then)[ROUND])
    sources = gather(tables, **store.manual_entries(engine, ROUND, **then))
    first = default_as_of(round_, date(2024, 9, 30), examples=store.shows_examples(engine, ROUND, **then))
    counts = [headline(compute_situation(sources, round_, day)) for day in (first, *DAYS[-1:])]
    return json.dumps(counts, sort_keys=True)


def follow(engine, seed, moments):
    """(moment, headline JSON) after each act of a history."""
    history, taken = History(engine, seed), []
    for _ in range(moments):
        history.act()
        taken.append((datetime.now(UTC), headlines(engine)))
    return taken


def main(arguments=None):
    """Follow a long history on both databases; 1 when an earlier moment gives other numbers than were shown then."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--moments", type=int, default=1000)
    moments = parser.parse_args(arguments).moments
    loaders.read_export = read_once
    wrong = 0
    server = Postgres()
    try:
        with tempfile.TemporaryDirectory() as folder:
            for name, url in (("SQLite", f"sqlite:///{folder}/d.sqlite"), ("PostgreSQL", server.new_database())):
                engine = store.connect(url)
                taken = follow(engine, 1, moments)
                others = sum(headlines(engine, moment) != told for moment, told in taken)
                different = len({told for _, told in taken})
                print(f"{name}: {moments} moments, {different} different headlines, {others} asked later are others")
                wrong += others
                engine.dispose()
    finally:
        server.close()
    return 1 if wrong else 0


if __name__ == "__main__":
    assert DATA.exists()
    sys.exit(main())
