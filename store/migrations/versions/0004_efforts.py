"""What the council did to reach municipalities, and the orders drawn for lists to call from."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the tables, empty."""
    op.create_table(
        "efforts",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("round_id", sa.String(64), nullable=False),
        sa.Column("request", sa.String(64)),
        sa.PrimaryKeyConstraint("id", name="pk_efforts"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_efforts_round_id_request", "efforts", ["round_id", "request"], unique=True)
    op.create_table(
        "effort_texts",
        sa.Column("effort_id", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("link", sa.Text, nullable=False),
        sa.Column("regions", sa.Text, nullable=False),
        sa.Column("municipalities", sa.Text, nullable=False),
        sa.Column("list_title", sa.Text, nullable=False),
        sa.Column("removed", sa.Boolean, nullable=False),
        sa.Column("written_by", sa.Text, nullable=False),
        sa.Column("written_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("effort_id", "version", name="pk_effort_texts"),
        sa.ForeignKeyConstraint(["effort_id"], ["efforts.id"], name="fk_effort_texts_effort_id"),
    )
    op.create_table(
        "draws",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("round_id", sa.String(64), nullable=False),
        sa.Column("list_title", sa.Text, nullable=False),
        sa.Column("region", sa.Text, nullable=False),
        sa.Column("seed", sa.Integer, nullable=False),
        sa.Column("numbers", sa.Text, nullable=False),
        sa.Column("drawn_by", sa.Text, nullable=False),
        sa.Column("drawn_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_draws"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_draws_round_id", "draws", ["round_id"])
