"""Takes away a round that was made by mistake: one that somebody made in the dashboard and that holds nothing."""

from sqlalchemy import Connection, Engine, delete

from store.errors import StoreConflict, StoreRefused
from store.log import add_line
from store.rounds import from_files, no_such_round, round_settings
from store.tables import WRITTEN, anonymous_counts, settings, versions
from store.transactions import has_rows, reading, writing


def may_remove_round(engine: Engine, round_id: str) -> bool:
    """Whether the round was made in the dashboard and has nothing: no files, notes, efforts or kept counts."""
    with reading(engine) as connection:
        return not _why_not(connection, round_id)


def remove_round(engine: Engine, round_id: str, who: str, *, expected: int) -> None:
    """Take the round away with every edition of its settings; the log keeps that it was there.

    `expected` is the version of the settings that the user saw. Raises StoreRefused for a round that holds something
    or came with the dashboard, StoreConflict when somebody has saved since, and StoreMissing.
    """
    if round_settings(engine, round_id).version != expected:
        raise StoreConflict("Noen andre har lagret innstillingene siden du så dem. Runden er ikke fjernet.")
    with writing(engine, round_id, topic="settings") as connection:
        if reason := _why_not(connection, round_id):
            raise StoreRefused(reason, "Velg en annen runde.")
        if not connection.execute(delete(settings).where(settings.c.round_id == round_id)).rowcount:
            raise no_such_round(round_id)
        add_line(connection, "settings", who, round_id, f"runde {round_id} fjernet")


def _why_not(connection: Connection, round_id: str) -> str:
    """Why the round can't be taken away, "" when it can."""
    if round_id in from_files():
        return "Runden følger med dashbordet, og kan ikke fjernes."
    if has_rows(connection, round_id, (versions, *WRITTEN, anonymous_counts)):
        return "Runden har filer, notater, tiltak eller tall, og kan ikke fjernes."
    return ""
