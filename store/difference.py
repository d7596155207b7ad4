"""What adopting a file would change: new, changed, gone and unchanged answers against the version in
force.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Engine, select

from domain.clock import local_day
from domain.states import STATE_LABELS
from domain.words import format_date, format_time
from loaders import Export
from store.adopting import event_of, source_of
from store.errors import StoreUnreadable
from store.pairing import Pairs, fold_persons, municipalities_as_written, pair_rows
from store.tables import versions as table
from store.transactions import reading
from store.versions import Version, current, read_version, version_of

# What is compared, with its name where the file's own heading can't be shown.
_FIELDS = {
    "submitted_at": "Tidspunkt",
    "municipality_text": "Kommune",
    "county_text": "Fylke",
    "organisation": "Virksomhet",
    "name": "Navn",
    "email": "E-post",
    "role": "Stilling",
    "phone": "Telefon",
    "persons": "Antall deltakere",
    "comment": "Kommentar",
    "state_text": "Status",
    "state": "Status",
    "excluded": "Teller ikke",
    "placed_at": "Tildelt plass",
    "confirmed_at": "Bekreftet",
    "contact_person": "Kontaktperson",
    "contact_email": "Kontaktpersonens e-post",
    "anchoring": "Forankring",
    "team": "Team",
    "motivation": "Motivasjon",
    "partners_text": "Samarbeidskommuner",
    "consent": "Samtykke",
    "joined_at": "Kom inn",
    "left_at": "Gikk ut",
    "minutes": "Minutter",
}
# These follow from the status as written: told only where they changed without it.
_FOLLOWING = ("state", "excluded")
_BY_HAND = ("state_text", "state", "excluded", "placed_at", "confirmed_at")
# Where the loaders name a column's field otherwise than the rows it becomes.
_ROW_NAMES = {
    "municipality": "municipality_text",
    "county": "county_text",
    "state": "state_text",
    "partners": "partners_text",
    "placed_date": "placed_at",
    "confirmed_date": "confirmed_at",
}
LEAST_COMPARED = 4
"""Of fewer answers a change of most says nothing."""
TABLE_COLUMNS = ["Endring", "Rad", "Kommune", "Navn", "Kolonne", "Før", "Nå"]


@dataclass(frozen=True, eq=False)
class Difference:
    """The counts; `table` for reading (one line per changed cell, per new and per gone answer; "Rad" as Excel
    numbers it, a gone one's in the old file); `warnings` as sentences. `previous` is the version the file
    would replace, `same_as` the one in force that it is identical to.
    """

    new: int
    changed: int
    gone: int
    unchanged: int
    table: pd.DataFrame
    warnings: tuple[str, ...] = ()
    same_as: Version | None = None
    previous: Version | None = None


def compare(
    engine: Engine,
    export: Export,
    *,
    round_id: str,
    event: str | None = None,
    source: str | None = None,
    content: bytes | None = None,
    read: Callable[[int], Export] | None = None,
) -> Difference:
    """What would change if the export were adopted for `source` (its own form's, when not given).

    `content`, the file's bytes, tells whether it is the same file as one already there; `read` gives a
    version's export where the caller has it at hand.
    """
    event = event_of(export, event)
    with reading(engine) as connection:
        previous = current(connection, round_id, source or source_of(export, event))
    same_as, warnings = _same_file(engine, round_id, previous, content)
    if previous is None:
        return _all_new(export, None, same_as, warnings)
    try:
        before = read(previous.id) if read else read_version(engine, previous.id)
    except StoreUnreadable as error:
        told = f"{error} Derfor er den ikke sammenlignet med denne, og alle rader står som nye."
        return _all_new(export, previous, None, [*warnings, told])
    pairs = pair_rows(before, export)
    names = _names(export)
    changes = _changed(pairs, names)
    changed = len({line["Rad"] for line in changes})
    added, gone = pairs.new.loc[pairs.added], pairs.old.loc[pairs.gone]
    if changes or len(added) or len(gone):  # the same file, but read with another mapping
        same_as = None
    lines = [*changes, *_added("ny", pairs.new, pairs.added), *_added("borte", pairs.old, pairs.gone)]
    return Difference(
        len(added),
        changed,
        len(gone),
        len(pairs.both) - changed,
        pd.DataFrame(lines, columns=TABLE_COLUMNS),
        (*warnings, *_warn(pairs, _answers_changed(changes, names), persons=export.kind == "attendance")),
        same_as,
        previous,
    )


def _all_new(export: Export, previous: Version | None, same_as: Version | None, warnings: Iterable[str]) -> Difference:
    """The difference from nothing, or from a version that can't be read."""
    rows = fold_persons(export.rows) if export.kind == "attendance" else export.rows
    lines = pd.DataFrame(_added("ny", rows, rows.index), columns=TABLE_COLUMNS)
    return Difference(len(rows), 0, 0, 0, lines, tuple(warnings), same_as, previous)


def _same_file(
    engine: Engine, round_id: str, previous: Version | None, content: bytes | None
) -> tuple[Version | None, list[str]]:
    if content is None:
        return None, []
    sha256 = hashlib.sha256(content).hexdigest()
    if previous and previous.sha256 == sha256:
        return previous, []
    wanted = select(table).where(table.c.round_id == round_id, table.c.sha256 == sha256).order_by(table.c.id.desc())
    with reading(engine) as connection:
        row = connection.execute(wanted.limit(1)).one_or_none()
    if row is None:
        return None, []
    earlier = version_of(row, in_force=False)
    return None, [f"Den samme filen ble tatt i bruk {format_date(local_day(earlier.adopted_at))}."]


def _warn(pairs: Pairs, changed: int, *, persons: bool) -> list[str]:
    """What is unusual; rows of a report are `persons`, all others answers."""
    one, many, those = ("Én person", "personer", "personene") if persons else ("Ett svar", "svar", "svarene")
    sentences = _warn_of_change(pairs, changed)
    fewer = len(pairs.old) - len(pairs.new)
    if fewer > 0:
        sentences.append(
            f"Filen har {fewer} færre {'person' if persons and fewer == 1 else many} enn den som er i bruk."
        )
    last, newest = pairs.old["submitted_at"].max(), pairs.new["submitted_at"].max()
    if pd.notna(last) and pd.notna(newest) and newest < last:
        sentences.append(
            f"Det nyeste svaret i filen er fra {format_time(newest)}, men filen som er i bruk, "
            f"har svar til {format_time(last)}. Er dette en eldre eksport?"
        )
    if len(pairs.both) == 0 and len(pairs.old):
        sentences.append(f"Ingen av {those} i filen som er i bruk, finnes i denne. Er det riktig fil?")
    elif len(pairs.gone) and fewer <= 0:
        some = one if len(pairs.gone) == 1 else f"{len(pairs.gone)} {many}"
        sentences.append(f"{some} i filen som er i bruk, finnes ikke i denne.")
    return sentences


def _answers_changed(changes: list[dict[str, object]], names: dict[str, str]) -> int:
    """How many answers are not what was sent before; what the council itself writes into a file is left aside."""
    by_hand = {names[field] for field in _BY_HAND}
    return len({line["Rad"] for line in changes if line["Kolonne"] not in by_hand})


def _warn_of_change(pairs: Pairs, changed: int) -> list[str]:
    """Answers seldom change once they are sent: where most have, it is likely another form's file."""
    both = len(pairs.both)
    old, new = (pairs.old.loc[pairs.both["old"]], pairs.new.loc[pairs.both["new"]])
    was, is_ = (municipalities_as_written(rows).to_numpy() for rows in (old, new))
    moved = int(((was != is_) & (was != "")).sum())
    if both >= LEAST_COMPARED and moved * 2 > both:
        return [f"{moved} av {both} svar har fått en annen kommune. Er det riktig fil?"]
    if both >= LEAST_COMPARED and changed * 2 > both:
        return [f"{changed} av {both} svar er endret. Er det riktig fil?"]
    return []


def _names(export: Export) -> dict[str, str]:
    """What to call each field: the file's own heading, where one column alone gave it."""
    used = export.columns[export.columns["field"] != ""]
    once = used[~used["field"].duplicated(keep=False)]
    return _FIELDS | {
        _ROW_NAMES.get(name, name): column for name, column in zip(once["field"], once["column"], strict=True)
    }


def _changed(pairs: Pairs, names: dict[str, str]) -> list[dict[str, object]]:
    old, new = pairs.old.loc[pairs.both["old"]], pairs.new.loc[pairs.both["new"]]
    found, told = [], set()
    for column in (name for name in _FIELDS if name in old and name in new):
        before, now = old[column].tolist(), new[column].tolist()
        # Most cells are the same: only the others are worth writing out.
        differs = [n for n, (was, is_) in enumerate(zip(before, now, strict=True)) if was is not is_ and was != is_]
        differs = [n for n in differs if _show(before[n]) != _show(now[n])]
        if column in _FOLLOWING:
            differs = [position for position in differs if position not in told]
        if column == "state":
            before, now = ([STATE_LABELS.get(state, state) for state in states] for states in (before, now))
        if column == "state_text":
            told = set(differs)
        found += [(n, names[column], _show(before[n]), _show(now[n])) for n in differs]
    found.sort(key=lambda item: item[0])
    heads = _heads(new)
    return [_line("endret", heads[position], *cells) for position, *cells in found]


def _added(change: str, rows: pd.DataFrame, index: pd.Index) -> list[dict[str, object]]:
    return [_line(change, head, "", "", "") for head in _heads(rows.loc[index])]


def _heads(rows: pd.DataFrame) -> list[tuple[int, str, str]]:
    """What the list of changes calls each row by: its number in the file, its municipality or workplace, its name.

    Read column by column: a row of forty columns taken out by itself costs a millisecond.
    """
    places = zip(rows["municipality_text"].tolist(), rows["organisation"].tolist(), strict=True)
    named = [municipality or organisation for municipality, organisation in places]
    return list(zip(rows["source_row"].astype(int).tolist(), named, rows["name"].tolist(), strict=True))


def _line(change: str, head: tuple[int, str, str], column: str, before: str, now: str) -> dict[str, object]:
    return dict(zip(TABLE_COLUMNS, (change, *head, column, before, now), strict=True))


def _show(value: object) -> str:
    if isinstance(value, pd.Timestamp):
        return f"{value:%d.%m.%Y %H:%M:%S}".removesuffix(":00").removesuffix(" 00:00")
    if isinstance(value, float):
        return "" if pd.isna(value) else f"{value:g}".replace(".", ",")
    if isinstance(value, bool):
        return "ja" if value else "nei"
    return "" if value is None or value is pd.NaT or value is pd.NA else " ".join(str(value).split())
