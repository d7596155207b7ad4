"""What has been done in a round since a moment: which files came into force, and what was corrected beside them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, Table, func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from store.tables import (
    assessments,
    choices,
    draws,
    effort_texts,
    efforts,
    note_texts,
    notes,
    papers,
    settings,
    settlements,
    states,
    versions,
)
from store.transactions import reading


@dataclass(frozen=True)
class FileAct:
    """A file that came into force or was taken out: what was done ("adopt", "restore", "take_out"), its kind, event
    and name, and when (UTC). Of a source that was taken out there is no file."""

    act: str
    kind: str
    event: str
    filename: str
    at: datetime


@dataclass(frozen=True)
class Since:
    """The acts since a moment: of files each, of the rest how many: texts settled or their settlement taken back,
    states set or taken back, notes written, changed or removed, editions of the settings, efforts written, changed or
    removed, orders drawn, assessments written or taken out, papers of the choice (drafts, decisions, letters, who
    assesses what) saved or taken away."""

    files: tuple[FileAct, ...]
    settlements: int
    states: int
    notes: int
    settings: int
    efforts: int
    draws: int
    assessments: int
    papers: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing was done."""
        corrected = (self.settlements, self.states, self.notes, self.settings, self.efforts, self.draws)
        return not (self.files or any(corrected) or self.assessments or self.papers)


def done_since(engine: Engine, round_id: str, moment: datetime) -> Since:
    """What was done in the round after `moment`."""
    with reading(engine) as connection:
        return Since(
            _files(connection, round_id, moment),
            _count(connection, round_id, settlements, settlements.c.made_at, settlements.c.removed_at, moment),
            _count(connection, round_id, states, states.c.made_at, states.c.removed_at, moment),
            _count_notes(connection, round_id, moment),
            _count_rows(connection, settings, round_id, settings.c.saved_at > moment),
            _count_efforts(connection, round_id, moment),
            _count_rows(connection, draws, round_id, draws.c.drawn_at > moment),
            _count_named(connection, assessments, round_id, ("source", "submission_id", "assessor"), "made_at", moment),
            _count_named(connection, papers, round_id, ("kind", "name"), "saved_at", moment),
        )


def _files(connection: Connection, round_id: str, moment: datetime) -> tuple[FileAct, ...]:
    wanted = (
        select(choices.c.act, choices.c.chosen_at, versions.c.kind, versions.c.event, versions.c.filename)
        .select_from(choices.outerjoin(versions, choices.c.version_id == versions.c.id))
        .where(choices.c.round_id == round_id, choices.c.chosen_at > moment)
        .order_by(choices.c.id)
    )
    return tuple(
        FileAct(row.act, row.kind or "", row.event or "", row.filename or "", row.chosen_at)
        for row in connection.execute(wanted)
    )


def _count(
    connection: Connection,
    round_id: str,
    table: Table,
    made_at: ColumnElement[datetime],
    removed_at: ColumnElement[datetime],
    moment: datetime,
) -> int:
    """Corrections made since, or made before and taken back since; one replaced by another counts once."""
    since = or_(made_at > moment, removed_at > moment)
    key = table.c.settle_text if table is settlements else table.c.submission_id
    return connection.scalar(select(func.count(key.distinct())).where(table.c.round_id == round_id, since)) or 0


def _count_notes(connection: Connection, round_id: str, moment: datetime) -> int:
    touched = (
        select(func.count(notes.c.id.distinct()))
        .select_from(notes.join(note_texts, note_texts.c.note_id == notes.c.id))
        .where(notes.c.round_id == round_id, or_(note_texts.c.written_at > moment, notes.c.removed_at > moment))
    )
    return connection.scalar(touched) or 0


def _count_efforts(connection: Connection, round_id: str, moment: datetime) -> int:
    touched = (
        select(func.count(efforts.c.id.distinct()))
        .select_from(efforts.join(effort_texts, effort_texts.c.effort_id == efforts.c.id))
        .where(efforts.c.round_id == round_id, effort_texts.c.written_at > moment)
    )
    return connection.scalar(touched) or 0


def _count_named(
    connection: Connection, table: Table, round_id: str, names: tuple[str, ...], made_at: str, moment: datetime
) -> int:
    """How many of what these columns name were saved or taken away since, each once."""
    since = or_(table.c[made_at] > moment, table.c.removed_at > moment)
    named = select(*(table.c[name] for name in names)).where(table.c.round_id == round_id, since).distinct()
    return connection.scalar(select(func.count()).select_from(named.subquery())) or 0


def _count_rows(connection: Connection, table: Table, round_id: str, since: ColumnElement[bool]) -> int:
    return connection.scalar(select(func.count()).select_from(table).where(table.c.round_id == round_id, since)) or 0
