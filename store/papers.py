"""What is written on the way from applications to answers, kept like everything: each saving a row, the last holds.

A paper has a kind, a name among its kind, and a content that JSON can hold.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import Connection, Engine, Row, func, select

from store.errors import StoreConflict, StoreMissing, StoreRefused
from store.log import Act, add_line
from store.moments import known_by, not_removed, remove_rows
from store.tables import papers as table
from store.transactions import insert_row, reading, writing

PaperKind = Literal["draft", "decision", "letter", "language", "assessor", "allotment"]
EVERY_ROUND = ""
"""The round of papers that outlive the rounds: which written language a municipality gets."""
_SAID: dict[PaperKind, tuple[Act, str]] = {
    "draft": ("choose", "utkast til utvelgelse"),
    "decision": ("decide", "vedtak"),
    "letter": ("letters", "brevtekst"),
    "language": ("letters", "målform"),
    "assessor": ("assess", "vurderer"),
    "allotment": ("assess", "fordeling av søknader"),
}
_LONGEST_NAME = 200


@dataclass(frozen=True)
class Paper:
    """A paper as it was saved; `saved_at` is in UTC."""

    id: int
    kind: PaperKind
    name: str
    content: dict[str, Any]
    saved_by: str
    saved_at: datetime


def papers(engine: Engine, round_id: str, kind: PaperKind, *, known_at: datetime | None = None) -> list[Paper]:
    """The papers of a kind in force, the one saved last first; `known_at` asks for those of an earlier moment."""
    held = (known_by(table.c.saved_at, known_at), not_removed(table.c.removed_at, known_at))
    of_kind = (table.c.round_id == round_id) & (table.c.kind == kind)
    last = select(func.max(table.c.id)).where(of_kind, *held).group_by(table.c.name)
    with reading(engine) as connection:
        rows = connection.execute(select(table).where(table.c.id.in_(last)).order_by(table.c.id.desc())).all()
    return [_paper(row) for row in rows]


def save_paper(
    engine: Engine,
    round_id: str,
    kind: PaperKind,
    name: str,
    content: dict[str, Any],
    who: str,
    *,
    expected: int | None,
) -> Paper:
    """Save a paper under its name; `expected` is the id of the one that the user saw, 0 for none, None for any.

    Raises StoreConflict when somebody has saved or removed it since (`.theirs` is the Paper as it is now, None when
    removed), and StoreRefused without a name.
    """
    name = " ".join(name.split())
    if not 0 < len(name) <= _LONGEST_NAME:
        raise StoreRefused(
            "Navnet mangler eller er for langt.",
            f"Skriv et navn på høyst {_LONGEST_NAME} tegn.",
            problems={"name": "Skriv et navn."},
        )
    with writing(engine, round_id, topic="selection") as connection:
        now = find_paper(connection, round_id, kind, name)
        if expected is not None and expected != (now.id if now else 0):
            raise StoreConflict(f"Noen andre har endret «{name}» mens du arbeidet.", theirs=now)
        return add_paper(connection, round_id, kind, name, content, who)


def add_paper(
    connection: Connection, round_id: str, kind: PaperKind, name: str, content: dict[str, Any], who: str
) -> Paper:
    """Save a paper in the transaction of an act that it belongs to."""
    text = json.dumps(content, ensure_ascii=False).replace("\\u0000", "")
    row = {"round_id": round_id, "kind": kind, "name": name, "content": text, "saved_by": who}
    saved_at = datetime.now(UTC)
    saved = insert_row(connection, table, **row, saved_at=saved_at)
    act, words = _SAID[kind]
    add_line(connection, act, who, round_id, f"{words} lagret")
    return Paper(saved, kind, name, json.loads(text), who, saved_at)


def remove_paper(engine: Engine, round_id: str, kind: PaperKind, name: str, who: str, *, expected: int) -> None:
    """Take a paper away; it is kept as history until the round's deletion.

    `expected` is the id of the one that the user saw. Raises StoreConflict when somebody has saved it since.
    """
    with writing(engine, round_id, topic="selection") as connection:
        take_paper_away(connection, round_id, kind, name, who, expected=expected)


def take_paper_away(
    connection: Connection, round_id: str, kind: PaperKind, name: str, who: str, *, expected: int
) -> None:
    """The same in the transaction of an act that it belongs to; raises StoreMissing and StoreConflict."""
    now = find_paper(connection, round_id, kind, name)
    if now is None:
        raise StoreMissing(f"«{name}» er alt fjernet.")
    if now.id != expected:
        raise StoreConflict(f"Noen andre har endret «{name}». Det er ikke fjernet.", theirs=now)
    remove_rows(connection, table, who, table.c.round_id == round_id, table.c.kind == kind, table.c.name == name)
    act, words = _SAID[kind]
    add_line(connection, act, who, round_id, f"{words} fjernet")


def find_paper(connection: Connection, round_id: str, kind: PaperKind, name: str) -> Paper | None:
    """The paper in force under a name."""
    same = (table.c.round_id == round_id) & (table.c.kind == kind) & (table.c.name == name)
    wanted = select(table).where(same, table.c.removed_at.is_(None)).order_by(table.c.id.desc()).limit(1)
    row = connection.execute(wanted).one_or_none()
    return _paper(row) if row else None


def _paper(row: Row[Any]) -> Paper:
    return Paper(row.id, row.kind, row.name, json.loads(row.content), row.saved_by, row.saved_at)
