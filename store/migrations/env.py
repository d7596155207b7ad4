"""Alembic's entry: runs the steps in the transaction that store.migrations opened, so that all or none
apply.
"""

from alembic import context

from store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,  # true of SQLite too, since our connections begin their transactions themselves
)
context.run_migrations()
