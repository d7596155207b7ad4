"""What the loaders give: an Export, or an ExportError when no table can be read at all."""

from dataclasses import dataclass, field
from typing import Any, Literal

import pandas as pd

Kind = Literal["registrations", "applications", "attendance"]
KINDS: tuple[Kind, ...] = ("registrations", "applications", "attendance")
ZONE = "Europe/Oslo"
MAX_BYTES = 20 * 1024 * 1024
"""The largest upload; `.streamlit/config.toml` holds the same limit."""

FINDING_COLUMNS = ("severity", "sheet", "cell", "column", "message", "remedy", "cells", "count")


class ExportError(Exception):
    """No table can be read from the file. `str(error)` is a sentence for the user that says what to do.

    `findings` is a table like an Export's, with the place of the fault.
    """

    def __init__(self, message: str, *, remedy: str = "", sheet: str = "", cell: str = "") -> None:
        super().__init__(f"{message} {remedy}".strip())
        facts = ("stop", sheet, cell, "", message, remedy, (cell,) if cell else (), 1)
        self.findings = pd.DataFrame([facts], columns=list(FINDING_COLUMNS))


@dataclass(eq=False)
class Export:
    """A file's rows and findings, and what was made of it on the way. Treat it as read-only.

    rows: one row per submission, in the file's order (the columns are listed in `loaders/rows.py`).
    findings: severity ("stop" "check" "tip"), sheet, cell, column, message, remedy, cells (tuple), count.
    columns: column, cell, field ("" for not used), how ("exact" "prefix" "word" "saved" "chosen" "").
    summary: rows, counting, not_counting ({reason: rows}), persons (of the counting rows), notes (lines left out).
    form: id of the form, from its questions; headers_key: id of the whole header line, for a remembered mapping.
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
