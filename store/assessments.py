"""The scores of applications: from a spreadsheet or typed, the last of each assessor and application in force."""

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Engine, func, select

from domain.words import plural
from domain.written import Written, merge
from store.errors import StoreConflict, StoreMissing
from store.log import add_line
from store.moments import as_table, known_by, not_removed, remove_rows
from store.papers import add_paper, find_paper
from store.tables import assessments as table
from store.transactions import insert_row, reading, writing

ALLOTMENT = "fordeling"
"""The name of the paper that says which application is given to whom: a round has one at most."""
COLUMNS = ["id", "source", "submission_id", "assessor", "scores", "comment", "upload", "made_by", "made_at"]


def assessments(engine: Engine, round_id: str, *, known_at: datetime | None = None) -> pd.DataFrame:
    """The assessments in force with COLUMNS: `scores` is a dict by criterion, `made_at` in UTC, `upload` "" for what
    was typed. `known_at` asks for those of an earlier moment."""
    held = (known_by(table.c.made_at, known_at), not_removed(table.c.removed_at, known_at))
    last = (
        select(func.max(table.c.id))
        .where(table.c.round_id == round_id, *held)
        .group_by(table.c.source, table.c.submission_id, func.lower(table.c.assessor))
    )
    wanted = select(*(table.c[name] for name in COLUMNS)).where(table.c.id.in_(last)).order_by(table.c.id)
    with reading(engine) as connection:
        found = as_table(connection.execute(wanted).mappings().all(), COLUMNS)
    return found.assign(scores=pd.Series([json.loads(text) for text in found["scores"]], found.index, dtype=object))


def score_uploads(engine: Engine, round_id: str) -> pd.DataFrame:
    """The spreadsheets whose scores have not been taken out, the newest first: upload, rows, made_by, made_at (UTC)."""
    wanted = (
        select(
            table.c.upload,
            func.count().label("rows"),
            func.min(table.c.made_by).label("made_by"),
            func.max(table.c.made_at).label("made_at"),
        )
        .where(table.c.round_id == round_id, table.c.upload != "", table.c.removed_at.is_(None))
        .group_by(table.c.upload)
        .order_by(func.max(table.c.id).desc())
    )
    with reading(engine) as connection:
        return as_table(connection.execute(wanted).mappings().all(), ["upload", "rows", "made_by", "made_at"])


def add_assessments(engine: Engine, round_id: str, rows: pd.DataFrame, who: str) -> str:
    """Put the scores of a spreadsheet in force: source, submission_id, assessor, scores and comment of each row.

    The answer is the upload's mark. An assessor's earlier scores of the same application come back when it is taken
    out.
    """
    upload = uuid.uuid4().hex
    with writing(engine, round_id, topic="selection") as connection:
        now = datetime.now(UTC)
        for row in rows.itertuples():
            key, written = (row.source, row.submission_id), Written(row.scores, row.comment)
            _insert(connection, round_id, key, row.assessor, written, upload=upload, made_by=who, made_at=now)
        added = plural(len(rows), "vurdering", "vurderinger")
        add_line(connection, "assess", who, round_id, f"{added} lest inn fra regneark")
    return upload


@dataclass(frozen=True)
class SavedAssessment:
    """An assessment as it is kept: what it says by now, and its id."""

    id: int
    written: Written


def save_assessment(
    engine: Engine,
    round_id: str,
    key: tuple[str, str],
    assessor: str,
    written: Written,
    who: str,
    *,
    before: SavedAssessment,
) -> SavedAssessment:
    """Save what an assessor has typed so far about an application, given as (source, submission_id).

    `before` is what stood there when it was last seen, with the id 0 where nothing did. What was saved since from
    another window stays where only that one has changed it. Raises StoreConflict where both have changed the same field
    (`.theirs` is the SavedAssessment as it is now).
    """
    with writing(engine, round_id, topic="selection") as connection:
        now = _find(connection, round_id, key, assessor)
        if now is not None and now.id > before.id:
            merged = merge(before.written, written, now.written)
            if merged.clashes:
                raise StoreConflict("Vurderingen er endret i et annet vindu.", theirs=now)
            written = merged.written
        made = {"upload": "", "made_by": who, "made_at": datetime.now(UTC)}
        saved = _insert(connection, round_id, key, assessor, written, **made)
        add_line(connection, "assess", who, round_id, "en vurdering lagret")
        return SavedAssessment(saved, written)


def pass_on(
    engine: Engine,
    round_id: str,
    allotment: Mapping[str, Any],
    assessor: str,
    assessments: Sequence[int],
    who: str,
    *,
    expected: int,
) -> None:
    """Save the allotment (as JSON can hold it) after an assessor has passed an application on, and take out what that
    one has written about it, which `assessments` (ids) are of.

    `expected` is the id of the allotment's paper that the user saw. Raises StoreConflict when it is another one now.
    """
    with writing(engine, round_id, topic="selection") as connection:
        now = find_paper(connection, round_id, "allotment", ALLOTMENT)
        if now is None or now.id != expected:
            raise StoreConflict("Fordelingen er endret siden du så den.", theirs=now)
        add_paper(connection, round_id, "allotment", ALLOTMENT, dict(allotment), who)
        known = select(table.c.source, table.c.submission_id).where(table.c.id.in_(list(assessments))).distinct()
        for source, submission_id in connection.execute(known).all():
            of_one = _of_assessor(round_id, (source, submission_id), assessor)
            remove_rows(connection, table, who, *of_one)


def _of_assessor(round_id: str, key: tuple[str, str], assessor: str) -> list[ColumnElement[bool]]:
    source, submission_id = key
    of_application = [table.c.round_id == round_id, table.c.source == source, table.c.submission_id == submission_id]
    return [*of_application, func.lower(table.c.assessor) == func.lower(assessor)]


def _find(connection: Connection, round_id: str, key: tuple[str, str], assessor: str) -> SavedAssessment | None:
    """An assessor's assessment of an application in force."""
    wanted = select(table).where(*_of_assessor(round_id, key, assessor), table.c.removed_at.is_(None))
    row = connection.execute(wanted.order_by(table.c.id.desc()).limit(1)).one_or_none()
    return SavedAssessment(row.id, Written(json.loads(row.scores), row.comment)) if row else None


def _insert(
    connection: Connection, round_id: str, key: tuple[str, str], assessor: str, written: Written, **made: object
) -> int:
    source, submission_id = key
    told = {"scores": json.dumps(dict(written.scores)), "comment": written.comment.replace("\x00", "")}
    return insert_row(
        connection,
        table,
        round_id=round_id,
        source=source,
        submission_id=submission_id,
        assessor=assessor,
        **told,
        **made,
    )


def remove_upload(engine: Engine, round_id: str, upload: str, who: str) -> None:
    """Take the scores of a spreadsheet out again; what was in force before it holds. Raises StoreMissing."""
    with writing(engine, round_id, topic="selection") as connection:
        removed = remove_rows(connection, table, who, table.c.round_id == round_id, table.c.upload == upload)
        if upload == "" or removed == 0:
            raise StoreMissing("Poengene er alt tatt ut.")
        gone = plural(removed, "vurdering", "vurderinger")
        add_line(connection, "assess", who, round_id, f"{gone} fra regneark tatt ut")
