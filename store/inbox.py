"""The inbox: a folder whose files are adopted by themselves where nothing is in doubt.

What becomes of a file is decided from the file and the store alone, at every look anew: a restart forgets nothing, and
two instances that look at one folder come to the same.
"""

import hashlib
import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine, select

from domain.words import join_words, plural
from loaders import MAX_BYTES, Export, ExportError, is_stopped
from store.adopting import adopt, read_upload
from store.difference import Difference, compare
from store.errors import StoreConflict, StoreError, StoreRefused, StoreUnreadable
from store.events import guess_event_of
from store.placing import place_export
from store.rounds import round_for, rounds, rows_within
from store.tables import versions as table
from store.transactions import change_id, reading
from store.versions import read_version

WHO = "innboks"
"""What the log calls it."""
SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".txt")
REST = 10.0
"""Seconds that nobody has written to a file before it is read."""
STRANGE_NAME = "Filnavnet har tegn som ikke kan leses. Gi filen et annet navn."
FEW_CHANGED, MANY_NEW = 3, 20
"""So many answers may have changed, and so many be new, whatever their share: small rounds move in large steps."""


@dataclass(frozen=True)
class Waiting:
    """A file that is not adopted by itself, and why, as a sentence for the user."""

    filename: str
    why: str


@dataclass(frozen=True, eq=False)
class Verdict:
    """What would be adopted, or why it waits: `why` is "" when nothing is in doubt."""

    why: str
    export: Export | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    round_id: str = ""
    event: str = ""
    source: str = ""
    previous: int = 0


_Stamp = tuple[int, int]
log = logging.getLogger("dashbord")


class Inbox:
    """The folder as this process has seen it. `waiting` are the files that wait for somebody, by name, and `trouble`
    says why the folder can't be looked at, "" when it can."""

    def __init__(self, engine: Engine, folder: Path, *, rest: float = REST) -> None:
        self.engine, self.folder, self.rest = engine, folder, rest
        self.waiting: tuple[Waiting, ...] = ()
        self.trouble = ""
        self._seen: dict[str, _Stamp] = {}
        self._judged: dict[str, tuple[_Stamp, int, str]] = {}

    def look(self) -> list[str]:
        """Look once: adopt what is ordinary, and say of the rest why it waits. Returns the names that were adopted.

        A file is read when it has rested and was the same at the look before. Raises StoreError when the store does
        not answer.
        """
        try:
            found = _list_files(self.folder)
            self.trouble = ""
        except OSError:
            self.trouble = "Innboksmappen kan ikke leses. INBOX_DIR må peke på en mappe som dashbordet kan lese."
            return []
        resting = {name: stamp for name, stamp in found.items() if self._rests(name, stamp)}
        self._seen = found
        adopted, waiting = [], []
        for name, stamp in sorted(resting.items()):
            why = self._take(name, stamp)
            if why is None:
                adopted.append(name)
            elif why:
                waiting.append(Waiting(_readable(name), why))
        self._judged = {name: known for name, known in self._judged.items() if name in found}
        self.waiting = tuple(waiting)
        return adopted

    def _rests(self, name: str, stamp: _Stamp) -> bool:
        # What a clock that is ahead has stamped rests, too, when it was the same at the look before.
        return self._seen.get(name) == stamp and abs(time.time() - stamp[0] / 1e9) >= self.rest

    def _take(self, name: str, stamp: _Stamp) -> str | None:
        """Adopt a file (None), or say why it waits; "" when there is nothing to do."""
        change = change_id(self.engine)
        if self._judged.get(name, ())[:2] == (stamp, change):
            return self._judged[name][2]
        try:
            why = self._judge_and_adopt(name, stamp) if name == _readable(name) else STRANGE_NAME
        except StoreError:
            raise
        except (
            Exception
        ) as error:  # one strange file must not keep the others waiting; its name is no business of a log
            log.error("Innboksen kunne ikke lese en fil: %s", type(error).__name__)
            why = "Filen kan ikke leses av innboksen. Last den opp på siden Data."
        # What was adopted moves the change number, so the next look finds it in force.
        self._judged[name] = (stamp, change, why or "")
        return why

    def _judge_and_adopt(self, name: str, stamp: _Stamp) -> str | None:
        if stamp[1] > MAX_BYTES:
            return f"Filen er større enn {MAX_BYTES // 1024**2} MB."
        try:
            content = (self.folder / name).read_bytes()
            if _stamp_of(self.folder / name) != stamp:
                return ""  # somebody writes to it again: the next look sees
        except OSError:
            return "Filen kan ikke åpnes. Den kan være i bruk i et annet program."
        if _was_adopted(self.engine, hashlib.sha256(content).hexdigest()):
            return ""
        verdict = judge(self.engine, content, name)
        if verdict.why or verdict.export is None:
            return verdict.why
        try:
            adopt(
                self.engine,
                content,
                name,
                round_id=verdict.round_id,
                who=WHO,
                event=verdict.event,
                source=verdict.source,
                mapping=verdict.mapping,
                export=verdict.export,
                expected=verdict.previous,
                only_expected=True,
            )
        except StoreConflict:
            return ""  # others were faster: the next look judges it against theirs
        except StoreRefused as refused:
            return str(refused)
        return None


def judge(engine: Engine, content: bytes, filename: str) -> Verdict:
    """Whether a file is ordinary: nothing asked, its source known, nothing gone, no more changed than days bring."""
    try:
        export, mapping = read_upload(engine, content, filename)
    except ExportError as error:
        return Verdict(str(error))
    if is_stopped(export.findings):
        return Verdict("Filen har feil som må rettes før den kan tas i bruk.")
    if export.questions:
        return Verdict(f"{plural(len(export.questions), 'spørsmål', 'spørsmål')} må besvares først.")
    known = rounds(engine)
    round_ = round_for(known, export.rows)
    within, dated = rows_within(export.rows, round_.dates.get("first_day"), round_.dates.get("last_day"))
    if dated and not within:
        return Verdict("Svarene ligger utenfor dagene til rundene.")
    guess = guess_event_of(engine, export, round_.round, filename)
    if guess.question:
        return Verdict(guess.question)
    event = guess.event
    placement = place_export(engine, export, round_id=round_.round_id, event=event)
    if placement.question:
        return Verdict(placement.question)
    if placement.previous is None:
        return Verdict("Ingen slik fil er tatt i bruk i runden før. Den første tas i bruk av et menneske.")
    difference = compare(
        engine, export, round_id=round_.round_id, event=event, source=placement.source, content=content
    )
    why = _why_extraordinary(engine, export, difference)
    previous = placement.previous.id
    return Verdict(why, export, mapping, round_.round_id, event, placement.source, previous)


def _why_extraordinary(engine: Engine, export: Export, difference: Difference) -> str:
    if difference.warnings:
        return " ".join(difference.warnings)
    if difference.gone:
        return f"{plural(difference.gone, 'svar', 'svar')} i filen som er i bruk, finnes ikke i denne."
    before = difference.changed + difference.unchanged
    if difference.changed > max(FEW_CHANGED, before / 4):
        return f"{difference.changed} av {before} svar er endret."
    if difference.new > max(MANY_NEW, before):
        return f"{difference.new} svar er nye, mot {before} fra før."
    doubts = _new_doubts(engine, export, difference)
    if doubts:
        return f"Noe nytt må ses på: {join_words(doubts[:3])}"
    return ""


def _new_doubts(engine: Engine, export: Export, difference: Difference) -> list[str]:
    """What the file in force did not already make somebody look at."""
    assert difference.previous is not None
    try:
        before = read_version(engine, difference.previous.id).findings
    except StoreUnreadable:
        return ["filen som er i bruk, er skadet"]
    known = set(before.loc[before["severity"] == "check", "message"])
    now = export.findings.loc[export.findings["severity"] == "check", "message"]
    return [message for message in dict.fromkeys(now) if message not in known]


def _was_adopted(engine: Engine, sha256: str) -> bool:
    """Whether these bytes ever were adopted: what somebody has since taken back is not adopted again."""
    with reading(engine) as connection:
        return connection.scalar(select(table.c.id).where(table.c.sha256 == sha256).limit(1)) is not None


def _readable(name: str) -> str:
    """The name as text can hold it: the bytes of a file's name need not be any."""
    return name.encode("utf-8", "replace").decode()


def _list_files(folder: Path) -> dict[str, _Stamp]:
    """The files that could be exports; what Office, browsers and OneDrive keep beside them is passed over."""
    return {
        path.name: _stamp_of(path)
        for path in folder.iterdir()
        if path.suffix.lower() in SUFFIXES and not path.name.startswith(("~$", ".")) and path.is_file()
    }


def _stamp_of(path: Path) -> _Stamp:
    facts = path.stat()
    return facts.st_mtime_ns, facts.st_size
