"""What the loaders give: an Export, or an ExportError when no table can be read at all."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from domain.kinds import Kind

MAX_BYTES = 20 * 1024 * 1024
"""The largest upload; `.streamlit/config.toml` holds the same limit."""

FINDING_COLUMNS = ("severity", "code", "sheet", "cell", "column", "message", "remedy", "cells", "count")


class ExportError(Exception):
    """No table can be read from the file. `str(error)` is a sentence for the user that says what to do.

    `findings` is a table like an Export's, with the place of the fault.
    """

    def __init__(
        self, message: str, *, code: str = "unreadable", remedy: str = "", sheet: str = "", cell: str = ""
    ) -> None:
        super().__init__(f"{message} {remedy}".strip())
        facts = ("stop", code, sheet, cell, "", message, remedy, (cell,) if cell else (), 1)
        self.findings = pd.DataFrame([facts], columns=list(FINDING_COLUMNS))


@dataclass(frozen=True)
class Answer:
    """One answer to a Question: what `read_export` is given for it, and what it would change in numbers, in bokmål.

    `mapping` goes beside what is mapped already; `kind` is None where the answer leaves the kind as it is.
    """

    label: str
    mapping: Mapping[str, str]
    kind: Kind | None
    effect: str


@dataclass(frozen=True)
class Question:
    """What must be answered before a file is put in force: its column does not act until then.

    `column` is the column's key in a mapping, "" where the question is about the file; `samples` are values of it.
    """

    code: str
    column: str
    cell: str
    sentence: str
    samples: tuple[str, ...]
    answers: tuple[Answer, ...]


@dataclass(eq=False)
class Export:
    """A file's rows and findings, and what was made of it on the way. Treat it as read-only.

    rows: one row per submission, in the file's order (the columns are listed in `loaders/rows/common.py`).
    findings: severity ("stop" "check" "tip"), code, sheet, cell, column, message, remedy, cells (tuple), count.
    columns: column (as the file calls it), key (what a mapping calls it: the header, `header [G1]` where a header is
      repeated), cell, field ("" for not used), label (the field's, in bokmål), how ("exact" "prefix" "word" "values"
      "saved" "chosen" ""), reason (a sentence), confidence ("sure" "likely" "asked" ""), samples (up to 3 texts).
    questions: what must be answered before the file is put in force; each stands among the findings as a "check".
    summary: rows, counting, not_counting ({reason: rows}), persons (of the counting rows), notes (lines left out).
    form: id of the form, from its questions; headers_key: id of the whole header line as it
      was found before anybody chose another, for a remembered mapping.
    """

    kind: Kind
    kind_reason: str
    rows: pd.DataFrame
    findings: pd.DataFrame
    columns: pd.DataFrame
    sheet: str
    form: str
    title: str
    headers_key: str
    summary: dict[str, Any] = field(default_factory=dict)
    questions: tuple[Question, ...] = ()
