"""Corrections, follow-up notes, edited settings of rounds, and the counts that outlive a deletion."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    _create_corrections()
    _create_notes()
    op.create_table(
        "settings",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("round_id", sa.String(64), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("saved_by", sa.Text, nullable=False),
        sa.Column("saved_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_settings"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_settings_round_id", "settings", ["round_id"])
    op.create_table(
        "anonymous_counts",
        sa.Column("round_id", sa.String(64), nullable=False),
        sa.Column("stage", sa.String(32), nullable=False),
        sa.Column("municipality", sa.String(4), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("round_id", "stage", "municipality", "day", name="pk_anonymous_counts"),
    )


def _create_corrections() -> None:
    op.create_table(
        "settlements",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("round_id", sa.String(64), nullable=False),
        sa.Column("settle_text", sa.Text, nullable=False),
        sa.Column("numbers", sa.Text, nullable=False),
        sa.Column("made_by", sa.Text, nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.Column("removed_by", sa.Text),
        sa.Column("removed_at", TIME),
        sa.PrimaryKeyConstraint("id", name="pk_settlements"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_settlements_round_id", "settlements", ["round_id"])
    op.create_table(
        "states",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("round_id", sa.String(64), nullable=False),
        sa.Column("source", sa.String(200), nullable=False),
        sa.Column("submission_id", sa.Text, nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("set_at", TIME, nullable=False),
        sa.Column("set_by", sa.Text, nullable=False),
        sa.Column("removed_by", sa.Text),
        sa.Column("removed_at", TIME),
        sa.PrimaryKeyConstraint("id", name="pk_states"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_states_round_id", "states", ["round_id"])


def _create_notes() -> None:
    op.create_table(
        "notes",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("round_id", sa.String(64), nullable=False),
        sa.Column("municipality", sa.String(4), nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("request", sa.String(64)),
        sa.Column("removed_by", sa.Text),
        sa.Column("removed_at", TIME),
        sa.PrimaryKeyConstraint("id", name="pk_notes"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_notes_round_id_request", "notes", ["round_id", "request"], unique=True)
    op.create_table(
        "note_texts",
        sa.Column("note_id", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("agreed", sa.Text, nullable=False),
        sa.Column("next_step", sa.Text, nullable=False),
        sa.Column("next_step_on", sa.Date),
        sa.Column("next_step_done_on", sa.Date),
        sa.Column("responsible", sa.Text, nullable=False),
        sa.Column("written_by", sa.Text, nullable=False),
        sa.Column("written_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("note_id", "version", name="pk_note_texts"),
        sa.ForeignKeyConstraint(["note_id"], ["notes.id"], name="fk_note_texts_note_id"),
    )
