"""Owns the tables of a file's review: what it holds beside the file in force, findings, columns, doubts, rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from string import ascii_uppercase

import numpy as np
import pandas as pd

import store
from domain.severities import SEVERITY_LABELS
from domain.words import format_date, format_number, join_words, plural
from frame.door.people import let_through_own_file
from frame.door.roles import User
from loaders import Export, field_labels

IN_DOUBT = ("ambiguous", "none")
INTERPRETED = ("fuzzy", "place")
SETTLED_ELSEWHERE = ("place_unsure",)
"""Findings that the review has a form for: they stand there, and not in the list."""
NOT_USED = "(ikke brukt)"
HOW = {
    "exact": "samme navn",
    "prefix": "begynner likt",
    "word": "ordet finnes i navnet",
    "values": "innholdet",
    "saved": "husket fra sist",
    "chosen": "valgt her",
}
CONFIDENCE = {"sure": "sikker", "likely": "trolig", "asked": "må besvares"}
FACT = "Innhold"
"""The column that names what a file holds."""
MOST_RANGES = 4


@dataclass(frozen=True)
class Columns:
    """`table` is what the user edits, `keys` what the loader calls its rows, `options` the fields to choose from."""

    table: pd.DataFrame
    keys: list[str]
    options: list[str]
    fields: dict[str, str]
    uncertain: int

    def mapping_of(self, edited: pd.DataFrame) -> dict[str, str]:
        """What the user has changed, as the loader takes it."""
        rows = zip(self.keys, self.table["Felt"], edited["Felt"], strict=True)
        return {key: self.fields.get(now, "") for key, was, now in rows if (now or NOT_USED) != was}


def facts_of(export: Export, places: Sequence[tuple[str, ...]]) -> dict[str, str]:
    """What a file holds, as it will be counted: by name, in the order to be shown.

    `places` has the municipalities of each row.
    """
    rows, summary = export.rows, export.summary
    counts = rows["counts"].tolist()
    known = {number for own, counted in zip(places, counts, strict=True) if counted for number in own}
    unknown = rows["counts"].to_numpy() & ~np.array(list(map(bool, places)), dtype=bool)
    days = store.times_of(rows).dropna().dt.date
    reasons = [f"{format_number(n)} {reason.lower()}" for reason, n in summary["not_counting"].items()]
    facts = {
        "Rader": f"{format_number(summary['rows'])}, {format_number(summary['counting'])} teller",
        "Personer": format_number(summary["persons"]),
        "Kommuner": format_number(len(known)) + _without_place(rows[unknown]),
        "Dager": _period(days),
        "Teller ikke": join_words(reasons) or "0",
    }
    if export.kind == "applications":
        del facts["Personer"]
    return facts


def _without_place(rows: pd.DataFrame) -> str:
    """`, 65 rader uten, 39 av dem nevner ingen`: only a text can be settled, so the form under it counts the others."""
    if rows.empty:
        return ""
    without = f", {plural(len(rows), 'rad', 'rader')}"
    nameless = int((rows["settle_text"] == "").sum())
    if nameless == len(rows):
        return f"{without} nevner ingen"
    return f"{without} uten" + (f", {format_number(nameless)} av dem nevner ingen" if nameless else "")


def _period(days: pd.Series) -> str:
    """`20.02.2024–14.03.2024`, of one day that day."""
    if days.empty:
        return "uten dato"
    first, last = format_date(days.min()), format_date(days.max())
    return first if first == last else f"{first}–{last}"


def facts_table(columns: Mapping[str, Mapping[str, str]]) -> pd.DataFrame:
    """What the files hold beside each other, one column a file."""
    first = next(iter(columns.values()))
    return pd.DataFrame(
        {FACT: list(first)} | {name: [facts.get(fact, "") for fact in first] for name, facts in columns.items()}
    )


def listed_findings(export: Export) -> pd.DataFrame:
    """The findings that the review has no form for, the gravest first."""
    findings = export.findings
    asked = {(question.code, question.cell) for question in export.questions}
    nameless = {str(row) for row in export.rows.loc[export.rows["settle_text"] == "", "source_row"]}

    def has_form(code: str, cell: str, cells: tuple[str, ...]) -> bool:
        # A row that names nothing at all can't be settled by its text, and is said in the list.
        settled = code in SETTLED_ELSEWHERE and nameless.isdisjoint(place.lstrip(ascii_uppercase) for place in cells)
        return settled or (code, cell) in asked

    shown = [not has_form(*facts) for facts in findings[["code", "cell", "cells"]].itertuples(index=False, name=None)]
    return findings[pd.Series(shown, findings.index, dtype=bool)]


def findings_for_reading(findings: pd.DataFrame) -> pd.DataFrame:
    """The findings as people read them: Type, Hva, Gjør dette, Celle, Kolonne, Ark."""
    return pd.DataFrame(
        {
            "Type": findings["severity"].map(SEVERITY_LABELS),
            "Hva": findings["message"],
            "Gjør dette": findings["remedy"],
            "Celle": findings["cell"],
            "Kolonne": findings["column"],
            "Ark": findings["sheet"],
        }
    )


def columns_for_reading(export: Export, focus: str) -> Columns:
    """The table «kolonne i filen → felt», the column `focus` (as the file calls it) first."""
    labels = field_labels(export.kind)
    columns = export.columns
    if focus:
        columns = columns.sort_values("column", key=lambda names: names != focus, kind="stable")
    reasons = columns["reason"].where(columns["reason"] != "", columns["how"].map(HOW).fillna(""))
    table = pd.DataFrame(
        {
            "Kolonne i filen": columns["column"],
            "Felt": columns["field"].map(labels).fillna(NOT_USED),
            "Eksempler": [" · ".join(samples) for samples in columns["samples"]],
            "Sikkerhet": columns["confidence"].map(CONFIDENCE).fillna(""),
            "Hvorfor": reasons,
            "Celle": columns["cell"],
        }
    ).reset_index(drop=True)
    uncertain = int(columns["confidence"].isin(("likely", "asked")).sum())
    fields = {label: field for field, label in labels.items()}
    return Columns(table, columns["key"].tolist(), [NOT_USED, *labels.values()], fields, uncertain)


def doubts_of(export: Export, settlements: pd.DataFrame, matches: Sequence[str], known: Sequence[bool]) -> pd.DataFrame:
    """One row per text with one of these matches that nobody has settled: text, cells, candidates, numbers, reason,
    settle_text. Rows that are `known` by other means, or don't count anyway, raise no doubt.
    """
    rows = export.rows
    doubtful = rows[rows["match"].isin(matches) & (rows["settle_text"] != "") & (rows["excluded"] == "")]
    doubtful = doubtful[~doubtful["settle_text"].isin(settlements["settle_text"])]
    doubtful = doubtful[~pd.Series(known, rows.index, dtype=bool)[doubtful.index]]
    return (
        doubtful.groupby("settle_text", sort=False)
        .agg(
            text=("municipality_text", "first"),
            rows=("source_row", "size"),
            cells=("source_row", lambda numbers: f"rad {row_ranges(numbers)}"),
            candidates=("candidates", "first"),
            numbers=("municipality_numbers", "first"),
            reason=("match_reason", "first"),
        )
        .reset_index()
        .assign(text=lambda found: found["text"].where(found["text"] != "", found["settle_text"]))
    )


def row_ranges(numbers: Sequence[int]) -> str:
    """`9–88`, `2, 5 og 9–12`, `2, 4, 6, 8 og 12 til`."""
    ordered = sorted(set(numbers))
    starts = [ordered[0], *(now for before, now in pairwise(ordered) if now > before + 1)]
    ends = [*(before for before, now in pairwise(ordered) if now > before + 1), ordered[-1]]
    ranges = [str(first) if first == last else f"{first}–{last}" for first, last in zip(starts, ends, strict=True)]
    if len(ranges) <= MOST_RANGES:
        return join_words(ranges)
    shown = sum(last - first + 1 for first, last in zip(starts[:MOST_RANGES], ends[:MOST_RANGES], strict=True))
    return f"{', '.join(ranges[:MOST_RANGES])} og {len(ordered) - shown} til"


def preview_rows(export: Export, user: User) -> pd.DataFrame:
    """The rows as they were read; names and addresses only for those who may see them."""
    rows = export.rows
    table = pd.DataFrame(
        {
            "Rad": rows["source_row"],
            "Tid": rows["submitted_at"].dt.tz_localize(None),
            "Kommune i filen": rows["municipality_text"],
            "Lest som": rows["match_reason"],
            "Teller": rows["counts"].map({True: "ja", False: "nei"}),
            "Hvorfor ikke": rows["why_not"],
        }
    )
    table = table.assign(Navn=rows["name"], **{"E-post": rows["email"]})
    return let_through_own_file(user, table, "radene i en opplastet fil")
