"""Owns the tables of the upload review: the counts in a sentence, findings, columns, the rows to preview."""

from dataclasses import dataclass

import pandas as pd

from domain.severities import SEVERITY_LABELS
from domain.words import format_number, join_words, plural
from frame.door.people import let_through_own_file
from frame.door.roles import User
from loaders import Export, field_labels

DOUBTFUL = ("ambiguous", "none")
NOT_USED = "(ikke brukt)"


@dataclass(frozen=True)
class Columns:
    """`table` is what the user edits, `options` the fields to choose from."""

    table: pd.DataFrame
    options: list[str]
    fields: dict[str, str]

    def mapping_of(self, edited: pd.DataFrame) -> tuple[tuple[str, str], ...]:
        """Return the user's choice as the loader takes it, hashable."""
        chosen = zip(edited["Kolonne i filen"], edited["Felt"], strict=True)
        return tuple((column, self.fields.get(label, "")) for column, label in chosen)


def count_sentence(export: Export) -> str:
    """`**190 rader: 181 teller**, 9 teller ikke (5 erstattet av et nyere svar og 4 avmeldt).`"""
    summary = export.summary
    told = f"**{plural(summary['rows'], 'rad', 'rader')}: {format_number(summary['counting'])} teller**"
    not_counting = summary["not_counting"]
    if not_counting:
        reasons = join_words(f"{format_number(n)} {reason.lower()}" for reason, n in not_counting.items())
        told += f", {format_number(sum(not_counting.values()))} teller ikke ({reasons})"
    return told + "."


def findings_for_reading(export: Export) -> pd.DataFrame:
    """The findings as people read them: Alvor, Celle, Kolonne, Hva, Gjør dette."""
    findings = export.findings
    return pd.DataFrame(
        {
            "Alvor": findings["severity"].map(SEVERITY_LABELS),
            "Hva": findings["message"],
            "Gjør dette": findings["remedy"],
            "Celle": findings["cell"],
            "Kolonne": findings["column"],
            "Ark": findings["sheet"],
        }
    )


def columns_for_reading(export: Export) -> Columns:
    """The table «kolonne i filen → felt»."""
    labels = field_labels(export.kind)
    table = pd.DataFrame(
        {
            "Kolonne i filen": export.columns["column"],
            "Felt": export.columns["field"].map(labels).fillna(NOT_USED),
            "Funnet ved": export.columns["how"]
            .map(
                {
                    "exact": "samme navn",
                    "prefix": "begynner likt",
                    "word": "ordet finnes i navnet",
                    "saved": "husket fra sist",
                    "chosen": "valgt her",
                }
            )
            .fillna(""),
            "Celle": export.columns["cell"],
        }
    )
    return Columns(table, [NOT_USED, *labels.values()], {label: field for field, label in labels.items()})


def unsettled(export: Export, settlements: pd.DataFrame) -> pd.DataFrame:
    """One row per text that could not be placed and is not settled: text, cells, candidates, reason, settle_text."""
    rows = export.rows
    doubtful = rows[rows["match"].isin(DOUBTFUL) & (rows["settle_text"] != "") & (rows["excluded"] == "")]
    doubtful = doubtful[~doubtful["settle_text"].isin(settlements["settle_text"])]
    return (
        doubtful.groupby("settle_text", sort=False)
        .agg(
            text=("municipality_text", "first"),
            cells=("source_row", lambda numbers: f"rad {join_words(map(str, numbers))}"),
            candidates=("candidates", "first"),
            reason=("match_reason", "first"),
        )
        .reset_index()
        .assign(text=lambda found: found["text"].where(found["text"] != "", found["settle_text"]))
    )


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
