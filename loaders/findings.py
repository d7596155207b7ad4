"""Collects what is wrong or odd in a file: the same fault once, with its cells."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd

from domain.severities import SEVERITIES, Severity
from loaders.export import FINDING_COLUMNS

SHOWN_CELLS = 5


@dataclass
class Finding:
    severity: Severity
    code: str
    message: str
    remedy: str
    column: str
    sheet: str
    cells: list[str] = field(default_factory=list)
    count: int = 0


class Findings:
    """Findings in the order of weight, then of appearance; the same message and column are one finding.

    Messages never hold names or e-mail addresses; the text of a municipality cell is no secret.
    """

    def __init__(self, sheet: str = "") -> None:
        self.sheet = sheet
        self.found: dict[tuple[str, str, str, str], Finding] = {}

    def add(
        self,
        severity: Severity,
        message: str,
        remedy: str = "",
        *,
        code: str,
        cells: Iterable[str] = (),
        column: str = "",
        sheet: str | None = None,
    ) -> None:
        sheet = self.sheet if sheet is None else sheet
        key = (severity, message, column, sheet)
        finding = self.found.setdefault(key, Finding(severity, code, message, remedy, column, sheet))
        before = len(finding.cells)
        finding.cells += cells
        finding.count += max(len(finding.cells) - before, 1)

    def table(self) -> pd.DataFrame:
        """severity, code, sheet, cell (the first), column, message (with the number of cells), remedy, cells, count."""
        ordered = sorted(self.found.values(), key=lambda finding: SEVERITIES.index(finding.severity))
        for finding in ordered:
            finding.cells.sort(key=place_in_sheet)
        rows = [
            (
                finding.severity,
                finding.code,
                finding.sheet,
                finding.cells[0] if finding.cells else "",
                finding.column,
                with_places(finding),
                finding.remedy,
                tuple(finding.cells),
                finding.count,
            )
            for finding in ordered
        ]
        return pd.DataFrame(rows, columns=list(FINDING_COLUMNS))


def is_stopped(findings: pd.DataFrame) -> bool:
    """Whether one of the findings keeps the file from being used."""
    return bool((findings["severity"] == "stop").any())


def place_in_sheet(cell: str) -> tuple[int, int, str]:
    """Where a cell comes when a sheet is read line by line: B9 before A10, Z3 before AA3."""
    letters = cell.rstrip("0123456789")
    return int(cell[len(letters) :] or 0), len(letters), letters


def with_places(finding: Finding) -> str:
    """The message; of several cells how many, and the first of them."""
    if len(finding.cells) < 2:
        return finding.message
    shown = ", ".join(finding.cells[:SHOWN_CELLS])
    rest = len(finding.cells) - SHOWN_CELLS
    more = f" og {rest} til" if rest > 0 else ""
    return f"{finding.message.rstrip('.')} ({len(finding.cells)} celler: {shown}{more})."
