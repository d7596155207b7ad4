"""The report on a file: what it was taken for, which rows count, what is wrong. It holds no personal data."""

from typing import Any

import pandas as pd

from domain.severities import SEVERITY_LABELS
from domain.words import plural
from loaders.export import Export, ExportError
from loaders.rows.places import PLACED
from loaders.table.fields import LABELS


def describe(filename: str, result: Export | ExportError) -> dict[str, Any]:
    """The report as plain values, for JSON."""
    findings = [
        {name: finding[name] for name in ("severity", "code", "sheet", "cell", "column", "message", "remedy", "count")}
        | {"cells": list(finding["cells"])}
        for finding in result.findings.to_dict("records")
    ]
    if isinstance(result, ExportError):
        return {"file": filename, "error": str(result), "findings": findings}
    return {
        "file": filename,
        "kind": result.kind,
        "kind_reason": result.kind_reason,
        "sheet": result.sheet,
        "title": result.title,
        "form": result.form,
        "summary": result.summary,
        "municipalities": count_matches(result.rows),
        "columns": result.columns.drop(columns="samples").to_dict("records"),
        "findings": findings,
    }


def count_matches(rows: pd.DataFrame) -> dict[str, int]:
    """How many of the rows were placed in which way."""
    return {str(how): int(number) for how, number in rows["match"].value_counts().items()}


def write_report(filename: str, result: Export | ExportError) -> str:
    """The report as lines of text."""
    if isinstance(result, ExportError):
        return f"{filename}\n  Kan ikke leses: {result}\n"
    lines = [filename, f"  {result.kind_reason}", f"  Ark «{result.sheet}». {write_sums(result.summary)}"]
    lines.append(f"  {write_places(result.rows)}")
    lines.append("  Kolonner:")
    lines += [
        f"    {row.cell:>5}  {' '.join(row.column.split())[:60]} → {LABELS.get(row.field, '(ikke brukt)')}"
        for row in result.columns.itertuples()
    ]
    lines.append(f"  Funn: {write_counts(result.findings)}")
    for finding in result.findings.itertuples():
        where = " ".join(part for part in (finding.cell, " ".join(finding.column.split())[:40]) if part)
        said = f"{where}: {finding.message} {finding.remedy}" if where else f"{finding.message} {finding.remedy}"
        lines.append(f"    {SEVERITY_LABELS[finding.severity]:<9}  {said}")
    return "\n".join(lines) + "\n"


def write_sums(summary: dict[str, Any]) -> str:
    """«191 rader = 183 som teller + 5 erstattet av et nyere svar + …»"""
    parts = [f"{summary['counting']} som teller"]
    parts += [f"{number} {reason.lower()}" for reason, number in summary["not_counting"].items()]
    notes = f" {plural(summary['notes'], 'linje', 'linjer')} er ikke svar." if summary["notes"] else ""
    rows, persons = plural(summary["rows"], "rad", "rader"), plural(summary["persons"], "person", "personer")
    return f"{rows} = {' + '.join(parts)}. {persons}.{notes}"


def write_places(rows: pd.DataFrame) -> str:
    counts = count_matches(rows)
    placed = sum(number for how, number in counts.items() if how in PLACED)
    return (
        f"Kommune funnet for {plural(placed, 'rad', 'rader')}, tvil om {counts.get('ambiguous', 0)}, "
        f"ingen for {counts.get('none', 0)}, Longyearbyen {counts.get('svalbard', 0)}."
    )


def write_counts(findings: pd.DataFrame) -> str:
    counts = findings["severity"].value_counts()
    return f"{counts.get('stop', 0)} må rettes, {counts.get('check', 0)} å se på, {counts.get('tip', 0)} tips"
