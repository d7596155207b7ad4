"""Which lines below the header are no answers: notes, sums, small tables of another layout."""

import re
from dataclasses import dataclass

import numpy as np

from loaders.sandbox.sheets import Column, tidy
from loaders.table.answers import ID_SHARE, Answers, find_ids
from loaders.table.header_lines import kind_of_text

USUAL_SHARE = 0.65
MOST_JUDGED = 200
"""So many rows tell what a column usually holds."""
LAST_LINES = 5
LONGEST_SUM = 80
SUM_WORDS = (
    r"(?:(?:del|slutt|total|sub)?sum(?:mer?t)?|totalt?|subtotal|antall?|i alt|til ?sammen|tal|gjennomsnitt|snitt)"
)
SUM = re.compile(
    rf"(?:grand )?{SUM_WORDS}"
    r"(?: (?:antall?|på|av|påmeldte|deltakere|deltakarar|personer|søknader|søkere|kommuner|rader|svar|i alt|total))*"
    r" ?[:=]? ?\d*",
    re.IGNORECASE,
)
"""A cell of a line of sums, whole: «Tale Hansen» and «Sumskar» begin likewise."""
SUM_OF = re.compile(
    r"(?:.{1,60}[\s:–-])(?:totalt?|(?:del|total)?sum|i alt|til ?sammen)\W*|sum (?:for )?.{1,60}", re.IGNORECASE
)
"""«Bodø totalt»: the sum of a group; taken for one only where the line has a number and nothing that people have."""
NUMBERED = re.compile(r"\d+ [^\W\d]{2,20}$")
"""«2 personer», as lines of sums say it."""
WHEN_AND_WHO = ("submitted_at", "email", "asked_email", "joined_at", "upn")
WHO_AND_WHERE = ("name", "first_name", "last_name", "asked_name", "municipality", "organisation", "municipality_number")


def find_notes(answers: Answers) -> np.ndarray:
    """Which lines below the header are no answers."""
    size = len(answers)
    if not size:
        return np.zeros(0, dtype=bool)
    known, named = answers.filled_any(*WHEN_AND_WHO), answers.filled_any(*WHO_AND_WHERE)
    cells = answers.table.counts
    short = cells <= max(2, np.median(cells) / 2)
    doubtful = short | ~known
    doubtful[-LAST_LINES:] = True
    with_id = find_ids(answers)
    known |= with_id
    has_ids = with_id.mean() >= ID_SHARE
    narrow = len(answers.place_of) <= 1
    alone = find_alone(cells)
    lonely = (cells <= 2) if has_ids else alone
    notes = ~known & (not narrow) & (~named | lonely)
    notes |= (with_id & alone) | (is_apart(answers, short) & ~answers.filled_any(*WHEN_AND_WHO) & (cells <= 2))
    shapes = read_shapes(answers, np.flatnonzero(doubtful), short)
    notes[shapes.rows] |= find_sums(answers, shapes) | find_other_layout(answers, shapes, short)
    notes[shapes.rows] |= find_headings(answers, shapes)
    return notes


def find_alone(cells: np.ndarray) -> np.ndarray:
    """The lines of one cell, where the others have three and more."""
    others = cells[cells > 1]
    return (cells == 1) & bool(len(others) and np.median(others) >= 3)


def is_apart(answers: Answers, short: np.ndarray) -> np.ndarray:
    """The lines below the last empty one, where all of them are short: a small table or notes."""
    gaps = np.flatnonzero(np.diff(answers.table.rows) > 1)
    apart = np.zeros(len(answers), dtype=bool)
    if len(gaps):
        apart[gaps[-1] + 1 :] = short[gaps[-1] + 1 :].all()
    return apart


@dataclass(frozen=True)
class Shapes:
    """Some rows, and by column what each of their cells is (d a time, @ an address, n a number, s a text, "" nothing).

    `usual` is what each column usually holds ("" for this and that); `agrees` are the rows with a time or an address
    where such a thing usually stands.
    """

    rows: np.ndarray
    cells: list[np.ndarray]
    usual: list[str]
    agrees: np.ndarray


def read_shapes(answers: Answers, rows: np.ndarray, short: np.ndarray) -> Shapes:
    """What a column usually holds is told by the lines that are not short."""
    whole = np.flatnonzero(~short) if (~short).any() else np.arange(len(answers))
    some = whole[np.unique(np.linspace(0, len(whole) - 1, MOST_JUDGED).astype(np.int64))]
    cells = [read_kinds(column, rows) for column in answers.columns]
    usual = [usual_kind(read_kinds(column, some)) for column in answers.columns]
    agrees = np.zeros(len(rows), dtype=bool)
    for kinds, kind in zip(cells, usual, strict=True):
        if kind in ("d", "@"):
            agrees |= kinds == kind
    return Shapes(rows, cells, usual, agrees)


def read_kinds(column: Column, rows: np.ndarray) -> np.ndarray:
    codes = column.codes[rows]
    kinds = {code: kind_of_code(column, code) for code in np.unique(codes).tolist()}
    return np.array([kinds[code] for code in codes.tolist()], dtype="<U1")


def kind_of_code(column: Column, code: int) -> str:
    kind, value = column.kinds[code], column.values[code]
    if kind == "s":
        text = tidy(value)
        return kind_of_text(text) if text else ""
    return "d" if kind in "detu" else "n"


def usual_kind(kinds: np.ndarray) -> str:
    names, counts = np.unique(kinds[kinds != ""], return_counts=True)
    if counts.sum() < 2:
        return ""
    most = int(counts.argmax())
    return str(names[most]) if counts[most] >= USUAL_SHARE * counts.sum() else ""


def find_sums(answers: Answers, shapes: Shapes) -> np.ndarray:
    """Lines of sums: by a word in any cell, by what the last line adds up to, and where Excel keeps them."""
    whole, part = np.zeros(len(shapes.rows), dtype=bool), np.zeros(len(shapes.rows), dtype=bool)
    numbers = np.zeros(len(shapes.rows), dtype=np.int32)
    for column, kinds in zip(answers.columns, shapes.cells, strict=True):
        numbers += kinds == "n"
        for at in np.flatnonzero(kinds == "s"):
            text = column.text(int(shapes.rows[at]))
            whole[at] |= len(text) < LONGEST_SUM and SUM.fullmatch(text) is not None
            part[at] |= len(text) < LONGEST_SUM and SUM_OF.fullmatch(text) is not None
            numbers[at] += NUMBERED.match(text) is not None
    bare = ~shapes.agrees & ~answers.filled("email")[shapes.rows]
    cells = answers.table.counts[shapes.rows]
    sums = bare & (cells <= numbers + 1) & (whole | part) & (numbers > 0)
    sums |= bare & (cells == 1) & whole
    sums |= np.isin(answers.table.rows[shapes.rows], answers.table.sums)
    if bare[-1]:
        sums[-1] |= adds_up(answers, shapes)
    return sums


def find_headings(answers: Answers, shapes: Shapes) -> np.ndarray:
    """Lines of one text where the answers hold times, addresses or numbers: «Nordland» over the rows of Nordland."""
    cells = answers.table.counts
    alone = find_alone(cells)[shapes.rows]
    odd = np.zeros(len(shapes.rows), dtype=bool)
    for kinds, usual in zip(shapes.cells, shapes.usual, strict=True):
        odd |= (kinds == "s") & (usual in ("d", "@", "n"))
    return odd & alone


def adds_up(answers: Answers, shapes: Shapes) -> bool:
    """Whether the last line has the sum of a column above it and lacks two things that the other lines have."""
    last = len(answers) - 1
    if last < 2:
        return False
    lacks = sum(
        bool(kinds[-1] == "" and column.filled[:last].mean() >= USUAL_SHARE)
        for column, kinds in zip(answers.columns, shapes.cells, strict=True)
    )
    if lacks < 2:
        return False
    for column, kinds, usual in zip(answers.columns, shapes.cells, shapes.usual, strict=True):
        if kinds[-1] == "n" and usual in ("n", ""):
            values = np.array([number_of(text) for text in column.texts])[column.codes]
            if values[:last].astype(bool).sum() > 1 and values[last] == values[:last].sum():
                return True
    return False


def number_of(text: str) -> float:
    plain = text.replace(" ", "").replace(",", ".")
    return float(plain) if plain.replace(".", "", 1).isdigit() and plain.isascii() else 0.0


def find_other_layout(answers: Answers, shapes: Shapes, short: np.ndarray) -> np.ndarray:
    """Short lines under the last whole answer, with numbers where texts stand and texts where times stand."""
    odd = np.zeros(len(shapes.rows), dtype=bool)
    for kinds, usual in zip(shapes.cells, shapes.usual, strict=True):
        if usual:
            odd |= (kinds != usual) & (kinds != "")
    whole = ~short
    whole[shapes.rows] |= shapes.agrees
    below = shapes.rows > (np.flatnonzero(whole).max() if whole.any() else len(answers))
    return odd & ~shapes.agrees & short[shapes.rows] & below
