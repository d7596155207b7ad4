"""The tables of the store: what was adopted, what was chosen, what people added, and who did what.

Rows of `versions`, `choices`, `settings`, `note_texts`, `effort_texts`, `draws` and `log` are only ever added; nothing
overwrites them, and only the deletion of a round's personal data takes them away.
"""

from datetime import UTC, datetime

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)


class UtcTime(TypeDecorator[datetime]):
    """An aware time in UTC; SQLite has no zones, so it is kept there as UTC without one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time in the store needs a zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# Counters. One that every act moves, under round "" for the whole store: moving it is the first thing a
# transaction does, so it also lets one writer in at a time and gives the order in which acts came into force.
# One for each round, and one for each topic of `store.transactions`, under " files", which is no round's id.
changes = Table(
    "changes", metadata, Column("round_id", String(64), primary_key=True), Column("number", Integer, nullable=False)
)

# The files' bytes, compressed, once each; apart from `versions`, so that listing versions reads none of them.
contents = Table(
    "contents",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("round_id", String(64), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("size", Integer, nullable=False),
    Column("compressed", LargeBinary, nullable=False),
    Index(None, "round_id", "sha256", unique=True),
)

versions = Table(
    "versions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("round_id", String(64), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("event", String(32), nullable=False),
    Column("source", String(200), nullable=False),
    Column("source_name", Text, nullable=False),
    Column("form", String(200), nullable=False),
    Column("filename", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("content_id", Integer, ForeignKey(contents.c.id), nullable=False),
    # JSON: {column as in the file: field}, "{}" when all were recognised
    Column("mapping", Text, nullable=False),
    Column("left_out", Text, nullable=False),  # JSON: the personal columns taken out before it was stored
    Column("rows", Integer, nullable=False),
    Column("counting", Integer, nullable=False),
    Column("adopted_at", UtcTime, nullable=False),
    Column("adopted_by", Text, nullable=False),
    Column("restored_from", Integer),
    Index(None, "round_id"),
    sqlite_autoincrement=True,  # a number is never used again, also after a deletion
)

# Which version of a source is in force: the last choice made. No version means that the source was taken out.
choices = Table(
    "choices",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("round_id", String(64), nullable=False),
    Column("source", String(200), nullable=False),
    Column("version_id", Integer, ForeignKey(versions.c.id)),
    Column("act", String(32), nullable=False),
    Column("chosen_at", UtcTime, nullable=False),
    Column("chosen_by", Text, nullable=False),
    Index(None, "round_id", "source"),
    sqlite_autoincrement=True,
)

# How a user read the columns of a file with these headers, to be used for the next one.
mappings = Table(
    "mappings",
    metadata,
    Column("headers_key", String(200), primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("mapping", Text, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("made_at", UtcTime, nullable=False),
)

log = Table(
    "log",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("who", Text, nullable=False),
    Column("act", String(32), nullable=False),
    Column("round_id", String(64), nullable=False),
    Column("details", Text, nullable=False),
    sqlite_autoincrement=True,
)

# A text that names a municipality only a person could tell. A later settlement of the text removes the
# earlier.
settlements = Table(
    "settlements",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("round_id", String(64), nullable=False),
    Column("settle_text", Text, nullable=False),
    Column("numbers", Text, nullable=False),  # JSON: municipality numbers; [] is "no municipality"
    Column("made_by", Text, nullable=False),
    Column("made_at", UtcTime, nullable=False),
    Column("removed_by", Text),
    Column("removed_at", UtcTime),
    Index(None, "round_id"),
    sqlite_autoincrement=True,
)

# The states set on applications in the dashboard, each with its time: the last one by then holds at any day.
states = Table(
    "states",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("round_id", String(64), nullable=False),
    Column("source", String(200), nullable=False),
    Column("submission_id", Text, nullable=False),
    Column("state", String(32), nullable=False),
    Column("set_at", UtcTime, nullable=False),  # from when it holds
    Column("set_by", Text, nullable=False),
    Column("removed_by", Text),
    Column("removed_at", UtcTime),
    Column("made_at", UtcTime),  # when somebody set it
    Index(None, "round_id"),
    sqlite_autoincrement=True,
)

# A contact with a municipality; what it says is in `note_texts`, one row per edit, `version` the last of
# them.
notes = Table(
    "notes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("round_id", String(64), nullable=False),
    Column("municipality", String(4), nullable=False),
    Column("author", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("request", String(64)),  # the form's own mark: sent twice, a note is still saved once
    Column("removed_by", Text),
    Column("removed_at", UtcTime),
    Index(None, "round_id", "request", unique=True),
    sqlite_autoincrement=True,
)

note_texts = Table(
    "note_texts",
    metadata,
    Column("note_id", Integer, ForeignKey(notes.c.id), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("day", Date, nullable=False),
    Column("channel", String(32), nullable=False),
    Column("agreed", Text, nullable=False),
    Column("next_step", Text, nullable=False),
    Column("next_step_on", Date),
    Column("next_step_done_on", Date),
    Column("responsible", Text, nullable=False),
    Column("written_by", Text, nullable=False),
    Column("written_at", UtcTime, nullable=False),
)

# Something the council did; what it was is in `effort_texts`, one row per edit, removal and undoing: the last holds.
efforts = Table(
    "efforts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("round_id", String(64), nullable=False),
    Column("request", String(64)),  # the form's own mark: sent twice, an effort is still saved once
    Index(None, "round_id", "request", unique=True),
    sqlite_autoincrement=True,
)

effort_texts = Table(
    "effort_texts",
    metadata,
    Column("effort_id", Integer, ForeignKey(efforts.c.id), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("day", Date, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("title", Text, nullable=False),
    Column("link", Text, nullable=False),
    Column("regions", Text, nullable=False),  # JSON: names of branches and counties; [] is all
    Column("municipalities", Text, nullable=False),  # JSON: municipality numbers, instead of the regions
    Column("list_title", Text, nullable=False),
    Column("removed", Boolean, nullable=False),
    Column("written_by", Text, nullable=False),
    Column("written_at", UtcTime, nullable=False),
)

# The random order that was drawn for a list to call from, for the regions that it was shown for.
draws = Table(
    "draws",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("round_id", String(64), nullable=False),
    Column("list_title", Text, nullable=False),
    Column("region", Text, nullable=False),
    Column("seed", Integer, nullable=False),
    Column("numbers", Text, nullable=False),  # JSON: municipality numbers in the order drawn
    Column("drawn_by", Text, nullable=False),
    Column("drawn_at", UtcTime, nullable=False),
    Index(None, "round_id"),
    sqlite_autoincrement=True,
)

# An assessor's scores of an application, from a spreadsheet (all of its rows have one `upload`) or typed (""). The
# last of an assessor and an application holds; earlier ones are kept as history.
assessments = Table(
    "assessments",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("round_id", String(64), nullable=False),
    Column("source", String(200), nullable=False),
    Column("submission_id", Text, nullable=False),
    Column("assessor", Text, nullable=False),
    Column("scores", Text, nullable=False),  # JSON: {criterion's key: score}
    Column("comment", Text, nullable=False),
    Column("upload", String(64), nullable=False),
    Column("made_by", Text, nullable=False),
    Column("made_at", UtcTime, nullable=False),
    Column("removed_by", Text),
    Column("removed_at", UtcTime),
    Index(None, "round_id"),
    sqlite_autoincrement=True,
)

# What is written on the way from applications to answers: drafts of a choice, decisions, letters. Each saving is a
# row of its own, and the last of a kind and name holds.
papers = Table(
    "papers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("round_id", String(64), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("name", String(200), nullable=False),
    Column("content", Text, nullable=False),  # JSON
    Column("saved_by", Text, nullable=False),
    Column("saved_at", UtcTime, nullable=False),
    Column("removed_by", Text),
    Column("removed_at", UtcTime),
    Index(None, "round_id", "kind"),
    sqlite_autoincrement=True,
)

# The settings of rounds as edited; a round without a row here has those of data/rounds.
settings = Table(
    "settings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("round_id", String(64), nullable=False),
    Column("text", Text, nullable=False),  # TOML
    Column("saved_by", Text, nullable=False),
    Column("saved_at", UtcTime, nullable=False),
    Index(None, "round_id"),
    sqlite_autoincrement=True,
)

# What people have written in a round, a row each: it keeps the round from being removed, and is deleted in the end.
WRITTEN = (notes, settlements, states, efforts, draws, assessments, papers)

# What stays when a round's personal data are deleted: how many, per stage, municipality and day.
anonymous_counts = Table(
    "anonymous_counts",
    metadata,
    Column("round_id", String(64), primary_key=True),
    Column("stage", String(32), primary_key=True),
    Column("municipality", String(4), primary_key=True),  # "" is «uten kjent kommune»
    Column("day", Date, primary_key=True),
    Column("count", Integer, nullable=False),
)
