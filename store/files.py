"""Writes everything in the store as files: the way out, and the way back from a damaged database."""

import json
import os
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Engine, Table, select

from store.errors import StoreDamaged, StoreGone, told_calmly
from store.rounds import round_texts
from store.tables import (
    anonymous_counts,
    choices,
    contents,
    log,
    mappings,
    note_texts,
    notes,
    settings,
    settlements,
    states,
    versions,
)
from store.transactions import LONG, reading
from store.versions import unpack

_LISTED = (versions, choices, mappings, settlements, states, notes, note_texts, settings, anonymous_counts, log)


def export_files(engine: Engine, folder: Path) -> tuple[list[Path], list[str]]:
    """Write every version's file, byte for byte, the rounds' settings as TOML and every table as JSON to
    `folder`.

    The answer is the files written and a sentence for each thing that could not be read: a damaged database
    gives what it still holds. Only the owner may read the folder, for it holds personal data.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    written: list[Path] = []
    lost: list[str] = []
    for table in _LISTED:
        rows = list(_rows(engine, table, lost))
        text = json.dumps(rows, ensure_ascii=False, indent=1, default=_show)
        written.append(_write(folder / f"{table.name}.json", text.encode()))
        if table is versions:
            for row in rows:
                _try(
                    lambda row=row: written.append(_write_version(engine, folder, row)),
                    lost,
                    f"filen til versjon {row['id']}",
                )
    _try(lambda: written.extend(_write_rounds(engine, folder)), lost, "innstillingene til rundene")
    return written, lost


def _write_rounds(engine: Engine, folder: Path) -> list[Path]:
    return [_write(folder / "rounds" / f"{name}.toml", text.encode()) for name, text in round_texts(engine).items()]


def _rows(engine: Engine, table: Table, lost: list[str]) -> Iterator[dict[str, object]]:
    """The rows one by one, from both ends: a damaged page in the middle hides only what is on it."""
    order = list(table.primary_key.columns)
    seen = set()
    for backwards in (False, True):
        try:
            with told_calmly(), engine.connect() as connection, connection.begin():
                keys = [column.desc() if backwards else column for column in order]
                for row in connection.execute(select(table).order_by(*keys)).mappings():
                    key = tuple(row[column.name] for column in order)
                    if key not in seen:
                        seen.add(key)
                        yield dict(row)
            return
        except (StoreDamaged, StoreGone) as error:
            if backwards:
                lost.append(f"Noe av «{table.name}» kunne ikke leses: {error}")


def _try(step: Callable[[], object], lost: list[str], what: str) -> None:
    try:
        step()
    except (StoreDamaged, StoreGone):
        lost.append(f"Kunne ikke lese {what}.")


def _write_version(engine: Engine, folder: Path, row: dict[str, object]) -> Path:
    wanted = select(contents.c.compressed).where(contents.c.id == row["content_id"])
    with reading(engine, within=LONG) as connection:
        compressed = connection.scalar(wanted)
    content = unpack(compressed, str(row["sha256"]))
    if content is None:
        raise StoreDamaged
    name = f"{row['id']:04}_{safe_name(str(row['filename']))}"
    return _write(folder / "versions" / name, content)


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
