"""The scores of applications: from a spreadsheet or typed, the last of each assessor and application in force."""

import json
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime

import pandas as pd
from sqlalchemy import Connection, Engine, func, select, update

from store.errors import StoreMissing
from store.log import add_line
from store.moments import not_removed
from store.tables import assessments as table
from store.transactions import insert_row, reading, writing

COLUMNS = ["id", "source", "submission_id", "assessor", "scores", "comment", "upload", "made_by", "made_at"]


def assessments(engine: Engine, round_id: str, *, known_at: datetime | None = None) -> pd.DataFrame:
    """The assessments in force with COLUMNS: `scores` is a dict by criterion, `made_at` in UTC, `upload` "" for what
    was typed. `known_at` asks for those of an earlier moment."""
    of_round = [table.c.round_id == round_id, not_removed(table.c.removed_at, known_at)]
    if known_at is not None:
        of_round.append(table.c.made_at <= known_at)
    last = (
        select(func.max(table.c.id))
        .where(*of_round)
        .group_by(table.c.source, table.c.submission_id, func.lower(table.c.assessor))
    )
    wanted = select(*(table.c[name] for name in COLUMNS)).where(table.c.id.in_(last)).order_by(table.c.id)
    with reading(engine) as connection:
        found = pd.DataFrame(connection.execute(wanted).mappings().all(), columns=COLUMNS)
    found["made_at"] = pd.to_datetime(found["made_at"], utc=True)
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
        found = pd.DataFrame(
            connection.execute(wanted).mappings().all(), columns=["upload", "rows", "made_by", "made_at"]
        )
    return found.assign(made_at=pd.to_datetime(found["made_at"], utc=True))


def add_assessments(engine: Engine, round_id: str, rows: pd.DataFrame, who: str) -> str:
    """Put the scores of a spreadsheet in force: source, submission_id, assessor, scores and comment of each row.

    The answer is the upload's mark. An assessor's earlier scores of the same application come back when it is taken
    out.
    """
    upload = uuid.uuid4().hex
    with writing(engine, round_id, topic="selection") as connection:
        now = datetime.now(UTC)
        for row in rows.itertuples():
            _insert(connection, round_id, (row.source, row.submission_id), row.assessor, row.scores, row.comment,
                    upload=upload, made_by=who, made_at=now)  # fmt: skip
        add_line(connection, "assess", who, round_id, f"{len(rows)} vurderinger lest inn fra regneark")
    return upload


def save_assessment(
    engine: Engine, round_id: str, key: tuple[str, str], scores: Mapping[str, float], comment: str, who: str
) -> int:
    """Save what an assessor has typed about an application so far, given as (source, submission_id); answers its id."""
    with writing(engine, round_id, topic="selection") as connection:
        saved = _insert(
            connection, round_id, key, who, scores, comment, upload="", made_by=who, made_at=datetime.now(UTC)
        )
        add_line(connection, "assess", who, round_id, "en vurdering lagret")
        return saved


def _insert(
    connection: Connection,
    round_id: str,
    key: tuple[str, str],
    assessor: str,
    scores: Mapping[str, float],
    comment: str,
    **made: object,
) -> int:
    source, submission_id = key
    told = {"assessor": assessor, "scores": json.dumps(dict(scores)), "comment": comment.replace("\x00", "")}
    return insert_row(connection, table, round_id=round_id, source=source, submission_id=submission_id, **told, **made)


def remove_upload(engine: Engine, round_id: str, upload: str, who: str) -> None:
    """Take the scores of a spreadsheet out again; what was in force before it holds. Raises StoreMissing."""
    with writing(engine, round_id, topic="selection") as connection:
        removed = connection.execute(
            update(table)
            .where(table.c.round_id == round_id, table.c.upload == upload, table.c.removed_at.is_(None))
            .values(removed_by=who, removed_at=datetime.now(UTC))
        )
        if upload == "" or removed.rowcount == 0:
            raise StoreMissing("Poengene er alt tatt ut.")
        add_line(connection, "assess", who, round_id, f"{removed.rowcount} vurderinger fra regneark tatt ut")
