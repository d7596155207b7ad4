"""Writes everything in the store as files: the way out, and the way back from a damaged database."""

import contextlib
import json
import os
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Column, Engine, Integer, MetaData, String, Table, select

from domain.words import plural
from store.errors import MISREAD, StoreDamaged, StoreError, told_calmly
from store.rounds import round_texts
from store.salvage import salvage_content, salvage_rows
from store.tables import changes, contents, metadata, versions
from store.transactions import LONG, reading
from store.versions import unpack

# Of the files themselves each is written as it was; the counters tell nothing.
_LISTED = [table for table in metadata.tables.values() if table not in (changes, contents)]


def export_files(engine: Engine, folder: Path) -> tuple[list[Path], list[str]]:
    """Write every version's file, byte for byte, the rounds' settings as TOML and every table as JSON to `folder`.

    The answer is the files written and a sentence for each thing that could not be read: a damaged database
    gives what it still holds, row by row. Only the owner may read the folder, for it holds personal data.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    written: list[Path] = []
    lost: list[str] = []
    for table in _LISTED:
        rows = _rows(engine, table, lost)
        if rows is not None:
            written.append(_write(folder / f"{table.name}.json", _write_json(table, rows, lost)))
        if table is versions:
            written += _write_versions(engine, folder, rows or [], lost)
    try:
        written += _write_rounds(engine, folder)
    except (StoreError, ValueError, KeyError):  # a text that can't be read is in settings.json as it stands
        lost.append("Innstillingene til rundene kunne ikke leses.")
    return written, lost


def _write_json(table: Table, rows: list[dict[str, object]], lost: list[str]) -> bytes:
    """The rows as JSON; where another table's page lies in the place of one's own, what is found there."""
    try:
        text = json.dumps(rows, ensure_ascii=False, indent=1, default=_show)
    except TypeError:
        lost.append(f"Noe av «{table.name}» er skadet, og står i filen slik det ble funnet.")
        text = json.dumps(rows, ensure_ascii=False, indent=1, default=str)
    return text.encode("utf-8", "replace")


def _write_rounds(engine: Engine, folder: Path) -> list[Path]:
    return [_write(folder / "rounds" / f"{name}.toml", text.encode()) for name, text in round_texts(engine).items()]


def _rows(engine: Engine, table: Table, lost: list[str]) -> list[dict[str, object]] | None:
    """The rows of a table, what is left of it when it is damaged; None when nothing of it can be read."""
    with contextlib.suppress(StoreError, *MISREAD), reading(engine, within=LONG) as connection:
        ordered = select(table).order_by(*table.primary_key.columns)
        return [dict(row) for row in connection.execute(ordered).mappings()]
    try:
        if engine.dialect.name != "sqlite":
            raise StoreDamaged
        with told_calmly():
            rows, missing = salvage_rows(engine, table)
        if missing and not rows:
            raise StoreDamaged
    except (StoreError, sqlite3.DatabaseError):
        lost.append(f"Ingenting av «{table.name}» kunne leses.")
        return None
    saved, unreadable = plural(len(rows), "rad", "rader"), plural(missing, "nummer er uleselig", "numre er uleselige")
    lost.append(f"Noe av «{table.name}» kunne ikke leses: {saved} er berget, {unreadable}.")
    return rows


def _write_versions(
    engine: Engine, folder: Path, rows: Iterable[Mapping[str, object]], lost: list[str]
) -> Iterator[Path]:
    """Each version's file, and last the files whose version can't be read."""
    used = set()
    for row in rows:
        used.add(row["content_id"])
        content = _stored(engine, row["content_id"], str(row["sha256"]))
        if content is None:
            lost.append(f"Kunne ikke lese filen til versjon {row['id']}.")
        else:
            yield _write(folder / "versions" / f"{row['id']!s:0>4}_{safe_name(str(row['filename']))}", content)
    for content_id, sha256 in _contents(engine):
        content = None if content_id in used else _stored(engine, content_id, sha256)
        if content is not None:
            yield _write(folder / "versions" / f"uten_versjon_{content_id:04}", content)


def _contents(engine: Engine) -> list[tuple[int, str]]:
    """The numbers and hashes of the stored files, as far as they can be read."""
    listed = Table(contents.name, MetaData(), Column("id", Integer, primary_key=True), Column("sha256", String))
    rows = _rows(engine, listed, [])
    return [(int(str(row["id"])), str(row["sha256"])) for row in rows or []]


def _stored(engine: Engine, content_id: object, sha256: str) -> bytes | None:
    wanted = select(contents.c.compressed).where(contents.c.id == content_id)
    try:
        with reading(engine, within=LONG) as connection:
            return unpack(connection.scalar(wanted), sha256)
    except StoreError:
        return unpack(salvage_content(engine, content_id), sha256) if engine.dialect.name == "sqlite" else None


def safe_name(filename: str) -> str:
    """A file name without folders and without characters that a file system may not take."""
    name = re.sub(r'[\x00-\x1f<>:"|?*]', "_", re.split(r"[/\\]", filename)[-1]).strip(". ")
    stem, dot, ending = name.rpartition(".")
    # 255 bytes are the limit of most file systems; the id stands in front.
    short = (stem if dot else ending).encode()[:200].decode(errors="ignore")
    return (short + (f".{ending[:20]}" if dot else "")) or "fil"


def _write(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
    return path


def _show(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")
