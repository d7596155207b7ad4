"""Versions of exports, the choice of the one in force, column mappings and the log."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "changes",
        sa.Column("round_id", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("round_id", name="pk_changes"),
    )
    # The whole store's own counter: a transaction that writes begins by moving it, which locks this row.
    op.execute("INSERT INTO changes (round_id, number) VALUES ('', 0)")
    _create_versions()
    _create_choices()
    op.create_table(
        "mappings",
        sa.Column("headers_key", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("mapping", sa.Text, nullable=False),
        sa.Column("made_by", sa.Text, nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("headers_key", name="pk_mappings"),
    )
    op.create_table(
        "log",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("act", sa.String(32), nullable=False),
        sa.Column("round_id", sa.String(64), nullable=False),
        sa.Column("details", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_log"),
        sqlite_autoincrement=True,
    )


def _create_versions() -> None:
    op.create_table(
        "contents",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("round_id", sa.String(64), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("compressed", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_contents"),
    )
    op.create_index("ix_contents_round_id_sha256", "contents", ["round_id", "sha256"], unique=True)
    op.create_table(
        "versions",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("round_id", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("event", sa.String(32), nullable=False),
        sa.Column("source", sa.String(200), nullable=False),
        sa.Column("source_name", sa.Text, nullable=False),
        sa.Column("form", sa.String(200), nullable=False),
        sa.Column("filename", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("content_id", sa.Integer, nullable=False),
        sa.Column("mapping", sa.Text, nullable=False),
        sa.Column("left_out", sa.Text, nullable=False),
        sa.Column("rows", sa.Integer, nullable=False),
        sa.Column("counting", sa.Integer, nullable=False),
        sa.Column("adopted_at", TIME, nullable=False),
        sa.Column("adopted_by", sa.Text, nullable=False),
        sa.Column("restored_from", sa.Integer),
        sa.PrimaryKeyConstraint("id", name="pk_versions"),
        sa.ForeignKeyConstraint(["content_id"], ["contents.id"], name="fk_versions_content_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_versions_round_id", "versions", ["round_id"])


def _create_choices() -> None:
    op.create_table(
        "choices",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("round_id", sa.String(64), nullable=False),
        sa.Column("source", sa.String(200), nullable=False),
        sa.Column("version_id", sa.Integer),
        sa.Column("act", sa.String(32), nullable=False),
        sa.Column("chosen_at", TIME, nullable=False),
        sa.Column("chosen_by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_choices"),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name="fk_choices_version_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_choices_round_id_source", "choices", ["round_id", "source"])
