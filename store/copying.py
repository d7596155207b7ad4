"""Copies every row from one database to another, of whichever engine, with the numbers that were given out."""

from sqlalchemy import Connection, Table, delete, func, insert, select, text, update

from store.tables import changes, metadata

# Rows of a table that are read and written at once; the stored files go one by one.
_BATCH = 500
_LARGE = ("contents",)


def copy_rows(source: Connection, target: Connection) -> None:
    """Put every row of `source` in the place of those of `target`; the numbers given out rise, and never fall."""
    given = {name: max(number, given_numbers(target).get(name, 0)) for name, number in given_numbers(source).items()}
    tables = [table for table in metadata.sorted_tables if table is not changes]
    for table in reversed(tables):
        target.execute(delete(table))
    for table in tables:
        rows = source.execution_options(stream_results=True).execute(select(table)).mappings()
        for batch in rows.partitions(1 if table.name in _LARGE else _BATCH):
            target.execute(insert(table), [dict(row) for row in batch])
    # Whoever waits to write waits for a row of this table: it stays.
    for round_id, number in source.execute(select(changes)).all():
        if target.execute(update(changes).where(changes.c.round_id == round_id).values(number=number)).rowcount == 0:
            target.execute(insert(changes).values(round_id=round_id, number=number))
    set_given_numbers(target, given)


def given_numbers(connection: Connection) -> dict[str, int]:
    """The highest number that each table has given to a row, also to one that is deleted."""
    if connection.dialect.name == "sqlite":
        return dict(connection.execute(text("SELECT name, seq FROM sqlite_sequence")).all())
    numbers = {}
    for table in _numbered():
        last, called = connection.execute(text(f"SELECT last_value, is_called FROM {_sequence(table)}")).one()
        numbers[table.name] = int(last) if called else 0
    return numbers


def set_given_numbers(connection: Connection, numbers: dict[str, int]) -> None:
    """Let each table go on from its highest number: a number is never used again."""
    for table in _numbered():
        highest = max(numbers.get(table.name, 0), connection.scalar(select(func.max(table.c.id))) or 0)
        if connection.dialect.name == "postgresql":
            value = {"value": max(highest, 1), "called": highest > 0}
            connection.execute(text(f"SELECT setval('{_sequence(table)}', :value, :called)"), value)
        elif table.dialect_options["sqlite"]["autoincrement"]:
            connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), {"name": table.name})
            given = {"name": table.name, "seq": highest}
            connection.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :seq)"), given)


def _numbered() -> list[Table]:
    return [table for table in metadata.sorted_tables if "id" in table.c]


def _sequence(table: Table) -> str:
    return f"{table.name}_id_seq"
