"""Owns the step from numbers as people read them on a page to numbers that a spreadsheet can sum and draw."""

import re

import pandas as pd

_WHOLE = r"(?:\d{1,3}(?:[\u202f\u00a0 ]\d{3})+|\d+)"
NUMBER = re.compile(
    rf"(?P<n>{_WHOLE})(?: av (?P<of>{_WHOLE}))?"
    rf"(?: \((?P<share>\d+(?:,\d+)?)[\u00a0 ]%\))?(?: (?P<change>[+−]{_WHOLE}))?"
)
"""`12`, `12 av 40`, `12 (30 %)`, `1 200 (30 %) +1 100`."""
SHARE = re.compile(r"(?P<share>\d+(?:,\d+)?)[\u00a0 ]%")
POINTS = re.compile(r"(?P<points>\d+,\d+)")
"""`81,3`."""
NOTHING = ("", "–")
CODES = ("Kommunenummer", "Telefon", "Kode", "Søknads-ID")
"""Columns of digits that are names and not numbers."""
TYPES = {"share": "Float64", "points": "float64"}
PARTS = {"n": "", "points": "", "of": ", av", "share": ", andel", "change": ", endring"}


def as_numbers(table: pd.DataFrame) -> pd.DataFrame:
    """The table with columns of numbers in place of columns of numbers in words; all others as they are.

    `122 av 357 (34 %)` under «Påmeldt» becomes the columns «Påmeldt», «Påmeldt, av» and «Påmeldt, andel» (0.34).
    """
    columns: dict[str, pd.Series] = {}
    for name in table.columns:
        columns |= _split(str(name), table[name])
    numbers = pd.DataFrame(columns, index=table.index)
    numbers.attrs |= table.attrs
    return numbers


def is_share(values: pd.Series) -> bool:
    """Whether a column that `as_numbers` made holds shares."""
    return values.dtype == "Float64"


def _split(name: str, values: pd.Series) -> dict[str, pd.Series]:
    texts = [value for value in values if isinstance(value, str) and value not in NOTHING]
    known = [value for value in values if not isinstance(value, str) and not _is_missing(value)]
    if not texts or known or name in CODES:
        return {name: values}
    for pattern in (NUMBER, SHARE, POINTS):
        if all(pattern.fullmatch(text) for text in texts):
            return _columns(name, values, pattern)
    return {name: values}


def _columns(name: str, values: pd.Series, pattern: re.Pattern[str]) -> dict[str, pd.Series]:
    matches = [pattern.fullmatch(value) if isinstance(value, str) else None for value in values]
    columns = {}
    for part in pattern.groupindex:
        read = [_read(part, match[part]) if match and match[part] else None for match in matches]
        if any(number is not None for number in read):
            title = name if pattern is SHARE else f"{name}{PARTS[part]}"
            columns[title] = pd.Series(read, index=values.index, dtype=TYPES.get(part, "Int64"))
    return columns


def _read(part: str, text: str) -> float | int:
    if part == "share":
        return float(text.replace(",", ".")) / 100
    if part == "points":
        return float(text.replace(",", "."))
    return int(re.sub(r"[^\d−-]", "", text).replace("−", "-"))


def _is_missing(value: object) -> bool:
    return value is None or (not isinstance(value, list | tuple) and bool(pd.isna(value)))
