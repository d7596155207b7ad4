"""Brings the schema up to date, from any earlier version: the steps are in versions/, run by Alembic."""

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from store.errors import StoreNewer

LATEST = "0005"
# A lock of our own in PostgreSQL, so that two instances that start at once don't both change the schema.
_LOCK = 472_024_0515


def schema_version(connection: Connection) -> str:
    """The schema's version, "" for an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return connection.scalar(text("SELECT version_num FROM alembic_version")) or ""


def bring_up_to_date(engine: Engine, to: str = LATEST) -> None:
    """Take the schema forward to `to`; nothing is written when it is there already."""
    with engine.connect() as connection, connection.begin():
        version = schema_version(connection)
    if version == to:
        return
    if version > LATEST:
        raise StoreNewer
    with engine.connect().execution_options(store_writes=True) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        if schema_version(connection) != to:
            _run_alembic(connection, to)


def _run_alembic(connection: Connection, to: str) -> None:
    # Imported here: a start with an up-to-date schema, the usual case, need not wait for it.
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    # Alembic reads % as a placeholder.
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    command.upgrade(config, to)
