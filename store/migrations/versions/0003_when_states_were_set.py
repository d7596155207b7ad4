"""When a state was set, apart from the day it holds from. Of earlier ones only that day is known."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the column, filled with what is known."""
    op.add_column("states", sa.Column("made_at", sa.DateTime(timezone=True)))
    op.execute("UPDATE states SET made_at = set_at")
