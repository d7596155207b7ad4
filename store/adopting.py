"""Puts an export in force, takes one back, and remembers how its columns were read."""

import hashlib
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, update

import loaders
from domain.commands import one_line
from domain.kinds import KINDS, Kind, event_key, file_event, file_label
from domain.words import plural
from loaders import Export, is_stopped
from store.errors import StoreConflict, StoreRefused
from store.log import add_line
from store.rounds import event_names
from store.tables import choices, contents, mappings
from store.tables import versions as table
from store.transactions import Waiting, insert_row, reading, writing
from store.versions import Version, current, find_content, find_version, unpack, version, version_of

_LOOK_FIRST = "Se på listen slik den er nå, og gjør det på nytt hvis det fortsatt er det du vil."


class _InForceAlready(Exception):
    """Leaves the transaction without having written anything."""

    def __init__(self, version: Version) -> None:
        self.version = version


def adopt(
    engine: Engine,
    content: bytes,
    filename: str,
    *,
    round_id: str,
    who: str,
    kind: Kind | None = None,
    event: str | None = None,
    source: str | None = None,
    mapping: Mapping[str, str] | None = None,
    at: datetime | None = None,
    export: Export | None = None,
    expected: int | None = None,
    only_expected: bool = False,
    left_out: Sequence[str] = (),
    waiting: Waiting | None = None,
) -> Version:
    """Store the file as a version and put it in force for its source, in one transaction.

    `kind` and `mapping` are what the user chose, and are remembered for the next file with the same headers.
    `source` names the source it takes the place of, where that is not its own form's; `export` spares reading
    the file again; `expected` is the id of the version the user saw in force (0: none): the answer's
    `between` tells which others came after it, or, with `only_expected`, StoreConflict is raised when one did. A file
    that is in force already gives that version back, `outcome` "unchanged". `waiting` is told each second how long it
    has waited for its turn, and gives up by raising something: then nothing is changed. Raises ExportError,
    StoreRefused (a "stop" among the findings, in `.findings`), StoreUnavailable.
    """
    if export is None:
        export, mapping = read_upload(engine, content, filename, kind=kind, mapping=mapping)
    if is_stopped(export.findings):
        raise StoreRefused(findings=export.findings)
    event = event_of(export, event)
    values: dict[str, Any] = {
        "round_id": round_id,
        "kind": export.kind,
        "event": event,
        "source": source or source_of(export, event),
        "source_name": export.title,
        "form": export.form,
        "filename": one_line(filename),
        "sha256": hashlib.sha256(content).hexdigest(),
        "mapping": json.dumps(dict(mapping or {}), ensure_ascii=False),
        "left_out": json.dumps(list(left_out), ensure_ascii=False),
        "rows": len(export.rows),
        "counting": int(export.rows["counts"].sum()),
        "adopted_by": who,
        "restored_from": None,
    }
    try:
        with writing(engine, round_id, topic="files", waiting=waiting) as connection:
            values["adopted_at"] = at or datetime.now(UTC)  # once it is its turn: what is read before is without it
            _refuse_removed(connection, round_id, export.kind, event)
            before = current(connection, round_id, values["source"])
            content_id, mended = _keep_content(connection, content, values)
            if before is not None and _is_same(before, values) and not mended:
                raise _InForceAlready(before)
            if only_expected:
                _refuse_unseen(before, expected or 0)
            between = _versions_since(connection, values, expected)
            if mapping or kind:
                _remember(connection, export, mapping or {}, who, values["adopted_at"])
            values["content_id"] = content_id
            return replace(_put_in_force(connection, values, "adopt"), outcome="adopted", between=between)
    except _InForceAlready as already:
        return replace(already.version, outcome="unchanged")


def restore(engine: Engine, version_id: int, who: str, *, expected: int) -> Version:
    """Put an earlier version in force again, as a new version with the same bytes; nothing is overwritten.

    `expected` is the id of the version the user saw in force for the source (0: none). Raises StoreConflict when
    another one is (`.theirs`, None when the source was taken out), and StoreUnreadable when its file is damaged.
    """
    try:
        with writing(engine, version(engine, version_id).round_id, topic="files") as connection:
            found = find_version(connection, version_id)
            values: dict[str, Any] = dict(
                connection.execute(select(table).where(table.c.id == version_id)).mappings().one()
            )
            before = current(connection, found.round_id, found.source)
            if before is not None and _is_same(before, values):
                raise _InForceAlready(before)
            _refuse_unseen(before, expected)
            _refuse_removed(connection, found.round_id, found.kind, found.event)
            find_content(connection, version_id)  # what is damaged is not put in force
            again = {name: value for name, value in values.items() if name != "id"}
            again |= {"adopted_at": datetime.now(UTC), "adopted_by": who, "restored_from": version_id}
            return replace(_put_in_force(connection, again, "restore"), outcome="restored")
    except _InForceAlready as already:
        return replace(already.version, outcome="unchanged")


def take_out(engine: Engine, version_id: int, who: str) -> None:
    """Take the version's source out of the numbers: for a file that should never have been adopted.

    The version stays and can be restored. Raises StoreConflict when it is no longer the one in force (`.theirs`).
    """
    with writing(engine, version(engine, version_id).round_id, topic="files") as connection:
        found = find_version(connection, version_id)
        _refuse_unseen(current(connection, found.round_id, found.source), version_id)
        _choose(connection, found.round_id, found.source, None, "take_out", who, datetime.now(UTC))
        add_line(connection, "take_out", who, found.round_id, f"{_tell(connection, found)}, teller ikke lenger")


def read_upload(
    engine: Engine, content: bytes, filename: str, *, kind: Kind | None = None, mapping: Mapping[str, str] | None = None
) -> tuple[Export, dict[str, str]]:
    """The file's export and the mapping it was read with: the one given, else the one remembered for its
    headers.
    """
    used = dict(mapping or {})

    def recall(headers_key: str) -> tuple[Kind | None, dict[str, str]]:
        known_kind, remembered = remembered_mapping(engine, headers_key)
        used.update(remembered)
        return known_kind, remembered

    recall_for = recall if mapping is None else None
    export = loaders.read_export(content, filename, kind=kind, mapping=mapping, recall=recall_for)
    return export, used


def remembered_mapping(engine: Engine, headers_key: str) -> tuple[Kind | None, dict[str, str]]:
    """The kind and the mapping that were chosen for a file with these headers; None and {} when none were, or a newer
    edition's kind.
    """
    with reading(engine) as connection:
        found = connection.execute(
            select(mappings.c.kind, mappings.c.mapping).where(mappings.c.headers_key == headers_key)
        ).one_or_none()
    return (found.kind, json.loads(found.mapping)) if found and found.kind in KINDS else (None, {})


def source_of(export: Export, event: str) -> str:
    """The id of the source an export belongs to: its kind, its event and its form."""
    return ":".join(part for part in (export.kind, event, export.form) if part)


def event_of(export: Export, event: str | None) -> str:
    """The event that an export is kept under, where the round's only gathering stands for none."""
    return file_event(export.kind, event or "")


def _refuse_removed(connection: Connection, round_id: str, kind: str, event: str) -> None:
    """Put no file in force for an event that the round does not have."""
    about, names = event_key(kind, event), event_names(connection, round_id)
    if about and names and about not in names:
        raise StoreRefused(
            "Runden har ikke samlingen som filen gjelder.",
            "Velg en annen, eller legg den til på siden Innstillinger. En som er fjernet, kommer tilbake med en "
            "tidligere utgave av innstillingene.",
        )


def _refuse_unseen(now: Version | None, expected: int) -> None:
    """Let nobody replace a version they have not seen in force."""
    if (now.id if now else 0) == expected:
        return
    if now is None:
        raise StoreConflict("Noen andre har tatt kilden ut av tallene. Ingenting er endret.", _LOOK_FIRST)
    sentence = f"Noen andre har tatt i bruk «{now.filename}» etter at du åpnet listen. Ingenting er endret."
    raise StoreConflict(sentence, _LOOK_FIRST, theirs=now)


def _is_same(before: Version, values: Mapping[str, Any]) -> bool:
    now = (values["sha256"], values["event"], json.loads(values["mapping"]))
    return (before.sha256, before.event, before.mapping) == now


def _versions_since(connection: Connection, values: Mapping[str, Any], expected: int | None) -> tuple[Version, ...]:
    """The versions chosen for the source after the one the user saw in force; none when nothing was
    expected.
    """
    if expected is None:
        return ()
    of_source = (choices.c.round_id == values["round_id"]) & (choices.c.source == values["source"])
    seen = select(choices.c.id).where(of_source, choices.c.version_id == expected).order_by(choices.c.id.desc())
    seen_at = connection.scalar(seen.limit(1)) or 0
    since = (
        select(table)
        .join(choices, choices.c.version_id == table.c.id)
        .where(of_source, choices.c.id > seen_at)
        .order_by(choices.c.id)
    )
    rows = connection.execute(since).all()
    return tuple(version_of(row, in_force=index == len(rows)) for index, row in enumerate(rows, start=1))


def _keep_content(connection: Connection, content: bytes, values: Mapping[str, Any]) -> tuple[int, bool]:
    """The id of the stored bytes, and whether they were there already but damaged, and are whole again."""
    same = (contents.c.round_id == values["round_id"]) & (contents.c.sha256 == values["sha256"])
    kept = connection.execute(select(contents.c.id, contents.c.compressed).where(same)).one_or_none()
    if kept is not None and unpack(kept.compressed, str(values["sha256"])) is not None:
        return kept.id, False
    packed = zlib.compress(content)
    if kept is not None:
        connection.execute(update(contents).where(contents.c.id == kept.id).values(compressed=packed))
        return kept.id, True
    row = {"round_id": values["round_id"], "sha256": values["sha256"], "size": len(content), "compressed": packed}
    return insert_row(connection, contents, **row), False


def _put_in_force(connection: Connection, values: Mapping[str, Any], act: str) -> Version:
    version_id = insert_row(connection, table, **values)
    who, at = values["adopted_by"], values["adopted_at"]
    _choose(connection, values["round_id"], values["source"], version_id, act, who, at)
    adopted = find_version(connection, version_id)
    add_line(connection, act, who, adopted.round_id, _tell(connection, adopted))
    return adopted


def _tell(connection: Connection, version: Version) -> str:
    """`søknader, 51 rader`: the number of a version would be another than on the page, which counts each source."""
    what = file_label(version.kind, version.event, event_names(connection, version.round_id))
    return f"{what}, {plural(version.rows, 'rad', 'rader')}"


def _choose(
    connection: Connection, round_id: str, source: str, version_id: int | None, act: str, who: str, at: datetime
) -> None:
    connection.execute(
        insert(choices).values(
            round_id=round_id, source=source, version_id=version_id, act=act, chosen_by=who, chosen_at=at
        )
    )


def _remember(connection: Connection, export: Export, mapping: Mapping[str, str], who: str, at: datetime) -> None:
    text = json.dumps(dict(mapping), ensure_ascii=False)
    known = mappings.c.headers_key == export.headers_key
    values = {"kind": export.kind, "mapping": text, "made_by": who, "made_at": at}
    if connection.execute(update(mappings).where(known).values(**values)).rowcount == 0:
        connection.execute(insert(mappings).values(headers_key=export.headers_key, **values))
