"""Owns what is found out about a file under review, before any of it is shown: its rows, its place, what it changes."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

import store
from analysis.attendance import read_attendance
from analysis.situation import compute_situation
from analysis.sources import Sources, place_rows
from domain.clock import today
from domain.gatherings import START
from domain.kinds import event_key
from domain.rounds import Round
from domain.words import format_date, plural
from frame import numbers, reads
from frame.kept import ChangeId, kept
from frame.parts.pending_files import PendingFile
from frame.parts.round_choice import Days, days_in_round
from frame.view import View
from loaders import Export, leave_out

HOUR = 3600.0
"""Seconds that a file under review is kept read, where it is left there: it holds people, and may never be adopted."""


@dataclass(frozen=True, eq=False)
class Review:
    """A file as it was read in this run. `content` and `filename` are as they would be stored.

    `round_id` is "" until the user has said which round the file belongs to; then `placement` and `difference` are
    None. `difference` is None, too, while it must be answered where the file stands or what it is about, which
    `event_question` asks.
    """

    file: PendingFile
    content: bytes
    filename: str
    export: Export
    mapping: Mapping[str, str]
    days: Days
    round_id: str
    event: str
    event_question: str
    placement: store.Placement | None
    difference: store.Difference | None

    @property
    def key(self) -> str:
        return self.file.key

    @property
    def unanswered(self) -> int:
        """How many questions must be answered before the file can be put in force."""
        open_ = (not self.round_id, self.event_question, self.placement and not self.placement.source)
        return len(self.export.questions) + sum(map(bool, open_))

    @property
    def stopped(self) -> bool:
        """Whether the file has faults with which it can't be put in force."""
        return bool((self.export.findings["severity"] == "stop").any())

    @property
    def ready(self) -> bool:
        """Whether the file can be put in force as it stands."""
        return bool(self.difference and not self.difference.same_as and not self.stopped and not self.unanswered)


def review_file(view: View, file: PendingFile) -> Review:
    """Read a pending file as it was chosen to be read; raises ExportError when it holds no table."""
    content, filename = file.content, file.filename
    if file.left_out:
        content, filename = _without(file.key, filename, file.left_out, file.mapping or (), content)
    sha256 = hashlib.sha256(content).hexdigest()
    export, mapping = _read(file.key, sha256, filename, file.kind, file.mapping, view.change_id, content)
    days = days_in_round(view.round, export)
    round_id = file.round_id or (view.round.id if days.fit else "")
    if not round_id:
        return Review(file, content, filename, export, mapping, days, "", "", "", None, None)
    guess = _event_of(file, export, reads.rounds(view.change_id)[round_id])
    where = {"round_id": round_id, "event": guess.event, "source": file.source, "read": reads.read_version}
    placement = store.place_export(reads.engine(), export, **where)
    if placement.source and not guess.question:
        where["source"] = placement.source
        difference = store.compare(reads.engine(), export, content=content, **where)
    else:
        difference = None
    event = (guess.event, guess.question)
    return Review(file, content, filename, export, mapping, days, round_id, *event, placement, difference)


def _event_of(file: PendingFile, export: Export, round_: Round) -> store.EventGuess:
    """What the user has said that the file is about, where the round has it, else the guess."""
    if export.kind != "applications" and file.event in round_.event_names:
        return store.EventGuess(store.event_of(export, file.event))
    return store.guess_event_of(reads.engine(), export, round_, file.filename)


def places_of(export: Export, round_id: str, change_id: ChangeId) -> list[tuple[str, ...]]:
    """The municipalities of each row as the numbers will have them: settled by hand, and of those who took part
    also by their registrations.
    """
    if export.kind != "attendance":
        return place_rows(export.rows, reads.corrections(round_id, change_id).settlements)[0]
    round_, settlements = reads.rounds(change_id)[round_id], reads.corrections(round_id, change_id).settlements
    if reads.shows_examples(round_id, change_id):  # nobody in a real meeting is one of the invented people
        situation = compute_situation(Sources(settlements=settlements), round_, today())
    else:
        situation = numbers.situation(round_id, change_id, today())
    sources = replace(situation.sources, attendance=export.rows)
    rows = read_attendance(sources, round_, today(), situation.registrations)
    places = dict(zip(rows["source_row"], rows["numbers"], strict=True))
    return [places.get(row, ()) for row in export.rows["source_row"]]


def describe_meeting(review: Review, view: View) -> str:
    """A sentence where the report is of another day than its gathering, else ""."""
    if review.export.kind != "attendance" or not review.round_id:
        return ""
    round_ = reads.rounds(view.change_id)[review.round_id]
    about = event_key("attendance", review.event)
    gathering = round_.only(about).gathering
    days = pd.Series(review.export.rows["joined_at"]).dropna().dt.date
    if review.event_question or gathering is None or days.empty or (days == gathering).any():
        return ""
    if about == START and round_.start_is_month:
        return ""
    elsewhere = plural(int((days != gathering).sum()), "rad er", "rader er")
    first, own = format_date(days.min()), format_date(gathering)
    return f"{elsewhere} fra {first}, men {round_.event_names[about]} i runden er {own}."


def describe_states(review: Review, view: View) -> str:
    """A sentence on the states set by hand that would lose their answer with this file, else ""."""
    if review.export.kind != "applications" or not (review.difference and review.difference.previous):
        return ""
    change_id, source = view.change_id, review.placement.source
    made = reads.corrections(review.round_id, change_id).states
    now = reads.set_states(review.round_id, change_id)
    instead = (source, review.export)
    then = store.follow_states(reads.engine(), review.round_id, made, read=reads.read_version, instead=instead)
    lost = int(((then["submission_id"] == store.LOST) & (now["submission_id"] != store.LOST)).sum())
    if not lost:
        return ""
    return (
        f"{plural(lost, 'status', 'statuser')} satt i dashbordet finner ikke svaret sitt i denne filen. Etterpå må du "
        "si hvilken søknad de gjelder, på siden Oppfølging."
    )


@kept("files", showing="Leser filen …", seconds=HOUR)
def _read(
    key: str,
    sha256: str,
    filename: str,
    kind: str | None,
    mapping: tuple[tuple[str, str], ...] | None,
    change_id: ChangeId,
    _content: bytes,
) -> tuple[Export, Mapping[str, str]]:
    chosen = dict(mapping) if mapping is not None else None
    return store.read_upload(reads.engine(), _content, filename, kind=kind, mapping=chosen)


@kept(showing="Tar ut kolonnene …", seconds=HOUR)
def _without(
    key: str, filename: str, columns: tuple[str, ...], mapping: tuple[tuple[str, str], ...], _content: bytes
) -> tuple[bytes, str]:
    return leave_out(_content, filename, columns, dict(mapping))
