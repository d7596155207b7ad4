"""One file from bytes to rows and findings: `read_export`, the seam of the loaders."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from domain.kinds import KINDS, Kind
from loaders.export import Export, ExportError, Question
from loaders.findings import Findings
from loaders.form_id import form_of, form_of_meeting
from loaders.rows.applications import read_applications
from loaders.rows.attendance import read_attendance
from loaders.rows.reading import Reading, start_reading
from loaders.rows.registrations import read_registrations
from loaders.sandbox.open_file import read_sheets, stem_of
from loaders.sandbox.problems import problem
from loaders.sandbox.sheets import Sheet
from loaders.table.answers import Answers
from loaders.table.columns import recognise
from loaders.table.columns_table import columns_table, header_cells
from loaders.table.file_questions import DATE_ORDER, ask_about_file
from loaders.table.find_table import HEADER_ROW, SHEET, Table, choose_table
from loaders.table.headers import headers_key
from loaders.table.kind_of_file import Guess, guess_kind
from loaders.table.layout import Claim, Layout, chosen_places, keys_of, lay_out, remembered_claims
from loaders.table.no_answers import find_notes
from loaders.table.other_municipalities import tell_other_municipalities
from loaders.table.questions import Asked, Numbers, ask_columns, ask_kind, count_rows, tell_questions
from loaders.table.said_aside import tell_named
from loaders.table.structure import tell_columns, tell_structure

READERS: dict[Kind, Callable[[Reading], pd.DataFrame]] = {
    "registrations": read_registrations,
    "applications": read_applications,
    "attendance": read_attendance,
}
Recall = Callable[[str], tuple[Kind | None, Mapping[str, str]]]
"""Asked with the id of a header line, gives the kind and the mapping that were chosen for it: None, {} for none."""
MOST_ROWS = 300_000
"""No form has had a hundredth of that; a million rows took two minutes and two gigabytes."""
COPIES = re.compile(
    r"(?:\s*\((?:\d+-)?\d+\)|[ _-]+kopi|[ _-]+copy|[ _-]+(?:attendance|participant)s?[ _-]?report(?:[ _-]+[\d-]+)?|"
    r" – med feil)+$",
    re.IGNORECASE,
)


def read_export(
    content: bytes,
    filename: str,
    *,
    kind: Kind | None = None,
    mapping: Mapping[str, str] | None = None,
    recall: Recall | None = None,
) -> Export:
    """The rows and findings of an uploaded file of any kind and format; raises ExportError when it holds no table.

    `kind` and `mapping` ({header in the file: field, "" for not used}) overrule what would be recognised. Without a
    mapping `recall` is asked for the one that was chosen for an earlier file with the same headers.
    """
    if kind is not None and kind not in KINDS:
        raise ValueError(f"not a kind of export: {kind}")
    return read_opened(read_sheets(content, filename), filename, kind, mapping, recall)


def read_opened(
    sheets: list[Sheet],
    filename: str,
    kind: Kind | None = None,
    mapping: Mapping[str, str] | None = None,
    recall: Recall | None = None,
) -> Export:
    """The Export of a file's sheets; raises ExportError when none holds a table."""
    as_found = choose_table(sheets)
    key = headers_key(as_found.headers) if as_found else ""
    remembered = False
    if mapping is None and recall is not None:
        known_kind, mapping = recall(key)
        remembered = bool(mapping) or (kind is None and known_kind is not None)
        kind = kind or known_kind
    table = choose_table(sheets, mapping) if mapping and {HEADER_ROW, SHEET} & set(mapping) else as_found
    if table is None:
        raise ExportError(
            "Filen har ingen tabell: ingen linje ser ut som overskrifter over svar.",
            remedy="Last opp eksporten slik den ble lastet ned, med overskriftene på én linje.",
        )
    if len(table.rows) > MOST_ROWS:
        raise problem("large", table.sheet.name)
    choices = mapping or {}
    mapping = {header: field for header, field in choices.items() if header not in (HEADER_ROW, SHEET)}
    date_order = mapping.pop(DATE_ORDER, "")
    headers = table.named_headers
    cells = [table.header_cell(place) for place in range(len(headers))]
    layout = lay_out(table.headers, table.columns, chosen_places(headers, cells, mapping))
    guess = guess_kind(layout, stem_of(filename), kind)
    claims = remembered_claims(guess.claims) if remembered else guess.claims
    answers = Answers(table, headers, claims)
    notes = find_notes(answers)
    findings = Findings(table.sheet.name)
    tell_structure(answers, guess.kind, notes, findings)
    if notes.any():
        answers = Answers(without(table, notes), headers, claims)
    tell_columns(answers, guess.kind, findings, remembered=remembered)
    if guess.kind == "registrations":
        tell_named({table.sheet.name: "Arket", stem_of(filename): "Filen"}, answers, findings)
    reading = start_reading(answers, findings, date_order)
    rows = READERS[guess.kind](reading)
    tell_other_municipalities(answers, layout.profiles, rows, findings)
    questions = ask_all(answers, layout, guess, rows, date_order)
    tell_questions(questions, dict(zip(keys_of(headers, cells), headers, strict=True)), findings)
    questions += ask_about_file(
        reading, choices, lambda order: READERS[guess.kind](start_reading(answers, Findings(), order))
    )
    title = title_of(filename)
    return Export(
        kind=guess.kind,
        kind_reason=guess.reason,
        rows=rows,
        findings=findings.table(),
        columns=columns_table(answers, layout.profiles),
        sheet=table.sheet.name,
        form=form_of(table.headers) if guess.kind != "attendance" else form_of_meeting(table.headers, title, rows),
        title=title,
        headers_key=key,
        summary=summarise(rows, int(notes.sum())),
        questions=tuple(questions),
    )


def ask_all(answers: Answers, layout: Layout, guess: Guess, rows: pd.DataFrame, date_order: str) -> list[Question]:
    """What must be answered before the file is put in force, with what each answer would change."""
    keys = keys_of(answers.headers, header_cells(answers))

    def read(kind: Kind, claims: list[Claim]) -> Numbers:
        other = Answers(answers.table, answers.headers, claims)
        return count_rows(READERS[kind](start_reading(other, Findings(), date_order)))

    def read_with(mapping: Mapping[str, str]) -> Numbers:
        chosen = {**layout.chosen, **{keys.index(key): name for key, name in mapping.items()}}
        return read(guess.kind, recognise(replace(layout, chosen=chosen), guess.kind))

    asked = [
        Asked(
            claim, keys[place], answers.table.header_cell(place), answers.headers[place], layout.profiles[place].samples
        )
        for place, claim in enumerate(answers.claims)
        if claim.proposed
    ]
    questions = []
    if guess.doubt:
        questions = [
            ask_kind(guess.doubt, guess.kind, answers.headers, lambda kind: read(kind, recognise(layout, kind)))
        ]
    if asked and len(answers):
        questions += ask_columns(asked, guess.kind, count_rows(rows), read_with)
    return questions


def without(table: Table, notes: np.ndarray) -> Table:
    return replace(table, rows=table.rows[~notes])


def title_of(filename: str) -> str:
    """The form's title: the file's name without its ending, `(1-34)` for the answers, `(1)` for a second download."""
    stem = stem_of(filename)
    return COPIES.sub("", stem).strip() or stem


def summarise(rows: pd.DataFrame, notes: int) -> dict[str, Any]:
    """rows = counting + the sum of not_counting; persons are those of the counting rows."""
    counts = rows["counts"].to_numpy(dtype=bool)
    reasons = rows.loc[~counts, "why_not"].value_counts()
    return {
        "rows": len(rows),
        "counting": int(counts.sum()),
        "not_counting": {str(reason): int(number) for reason, number in reasons.items()},
        "persons": int(rows["persons"].to_numpy()[counts].sum()),
        "notes": notes,
    }
