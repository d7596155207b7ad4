"""Which lines of a sheet are headers: by their shape, by what stands under them, and by the words they hold."""

import re

import numpy as np

from loaders.sandbox.sheets import Column, Sheet
from loaders.table.fields import FIELDS, FORMS_LEAD
from loaders.table.headers import drop_repeat, find_lead, plain_header

EXACT = frozenset(name for field in FIELDS for name in field.exact) | frozenset(FORMS_LEAD)
EMPTY_OF_MEANING = frozenset(("sendt", "time", "tid", "ut", "inn", "left", "joined", "name", "x", "nr", "#"))
DATE_LIKE = re.compile(r"^\W*\d{1,4}[-./:]\d{1,2}([-./:]\d|$)")
MIDNIGHT = re.compile(r" 00:00:00$")
IMPORT_ID = '{"importid"'
QUESTION_CODE = re.compile(r"^Q(?:ID)?\d+(?:[._#-]\w+)*$", re.IGNORECASE)
GENERIC = frozenset(("open-ended response", "response", "svar", "åpent svar", "open response", "annet svar"))
OTHERS = re.compile(r"kontaktperson|leder|leiar|ansvarlig|ansvarleg|rektor|deltaker \d|deltakar \d|contact|guardian")
"""A line above of these words says whose name and address stand under it."""
TOP = 60
MOST_CANDIDATES = 400
LONGEST_HEADER = 400
LOOKED_AT = 60
"""How many of the lines under a header tell what its columns hold."""


def find_candidates(counts: np.ndarray) -> list[int]:
    """The lines that may be headers: those at the top, and those below an empty line or a title."""
    filled = np.flatnonzero(counts)
    if not len(filled):
        return []
    first = int(filled[0])
    near = [row for row in range(first, min(first + TOP, len(counts))) if counts[row]]
    after = np.flatnonzero((counts[1:] >= 2) & (counts[:-1] <= 1)) + 1
    return sorted({*near, *(int(row) for row in after[:MOST_CANDIDATES])})


def score_header(sheet: Sheet, row: int, counts: np.ndarray) -> float:
    """How much a line looks like a header, from its shape, its words and what stands below; 0 for not at all."""
    below = [int(found) for found in np.flatnonzero(counts[row + 1 : row + 8]) + row + 1][:4]
    texts, data = [], 0
    for column in sheet.columns:
        text = column.text(row)
        if text:
            data += is_like_below(column, row, below)
            if data > 2:
                return 0.0
            texts.append(plain_header(text))
    if data * 5 > len(texts) or not any(len(text) > 1 and not is_data(text) for text in texts):
        return 0.0
    distinct = len(set(texts))
    known = {header for header in texts if drop_repeat(header, texts) in EXACT}
    known_words = len(known - EMPTY_OF_MEANING) + 0.25 * len(known & EMPTY_OF_MEANING)
    if distinct < 3 and not known_words:
        return 0.0
    if distinct < len(texts) * 0.6 or (not below and known_words < 2):
        return 0.0
    dated = any(is_dated(sheet, line) for line in below)
    narrow = bool(below) and max(int(counts[line]) for line in below) > 1.6 * len(texts)
    long = sum(len(text) > 60 for text in texts) / len(texts)
    score = 1.0 + 2.0 * known_words + (3.0 if dated else 0.0) + 0.2 * min(len(texts), 10)
    lead = find_lead(sheet.texts(row))
    score += lead - (3.0 if narrow else 0.0) - (2.0 * long if not lead else 0.0)
    if is_inside(row, counts) and len(known) * 2 < len(texts):
        score -= 4.0
    return max(score - echoes(sheet, row, len(texts)), 0.1)


def is_like_below(column: Column, row: int, below: list[int]) -> bool:
    """Whether a cell is data: an address, or a number or date over others of its kind.

    A date over ticks is the heading of a day.
    """
    text = column.text(row)
    kind = kind_of(column, row)
    if kind == "@" or len(text) > LONGEST_HEADER:
        return True
    return kind != "s" and (not below or any(kind_of(column, line) == kind for line in below))


def kind_of(column: Column, row: int) -> str:
    """What a cell holds: d a date, @ an address, n a number, s another text, "" nothing."""
    text = column.text(row)
    if not text:
        return ""
    kind = column.kinds[column.codes[row]]
    if kind in "detu":
        return "d"
    return "n" if kind in "nb" else kind_of_text(text)


def kind_of_text(text: str) -> str:
    if "@" in text and " " not in text.strip():
        return "@"
    if DATE_LIKE.match(text):
        return "d"
    return "n" if text.replace(".", "").replace(",", "").replace(" ", "").isdigit() else "s"


def is_data(text: str) -> bool:
    """What a header seldom is: an address, a date, a number, a very long text."""
    return "@" in text or len(text) > LONGEST_HEADER or text.replace(".", "").isdigit() or bool(DATE_LIKE.match(text))


def is_dated(sheet: Sheet, row: int) -> bool:
    return any(kind_of(column, row) in ("d", "@") for column in sheet.columns)


def is_inside(row: int, counts: np.ndarray) -> bool:
    """Whether the line above is about as wide: a header is the first of its block."""
    return row > 0 and counts[row - 1] >= max(2, 0.8 * counts[row])


def echoes(sheet: Sheet, row: int, width: int) -> float:
    """What an answer has and no header: cells that stand once more in their own columns below."""
    again = np.zeros(sheet.height, dtype=np.int32)
    told = 0
    for column in sheet.columns:
        code = column.codes[row]
        if code:
            same = column.codes == code
            same[: row + 1] = False
            again += same
            told += bool(same.any())
    whole = again >= max(2, 0.7 * width)  # the whole header once more
    return 0.0 if whole.any() else 2.0 * told / width


def header_text(column: Column, row: int) -> str:
    """The text of a heading; the day alone where it is a date."""
    return MIDNIGHT.sub("", column.text(row))


def read_headings(sheet: Sheet, header: int, places: list[int], counts: np.ndarray) -> tuple[list[str], int]:
    """(the headers, the last line of them).

    SurveyMonkey and Qualtrics write two or three lines; people put the name of a group over several columns.
    """
    below = [int(row) for row in np.flatnonzero(counts[header + 1 : header + 1 + LOOKED_AT]) + header + 1]
    tops = [header_text(sheet.columns[place], header) for place in places]
    for number, row in enumerate(below[:2]):
        if any(sheet.columns[place].text(row).lower().startswith(IMPORT_ID) for place in places):
            return read_qualtrics(sheet, places, tops, below[: number + 1])
    if below and below[0] == header + 1 and is_second_heading(sheet, header, places, below):
        subs = [header_text(sheet.columns[place], below[0]) for place in places]
        return join_headings(tops, subs), below[0]
    return add_group_above(sheet, header, places, tops, counts), header


def read_qualtrics(sheet: Sheet, places: list[int], tops: list[str], more: list[int]) -> tuple[list[str], int]:
    """The first line has codes, the second the questions, the third the system's own names."""
    if len(more) < 2:
        return tops, more[-1]
    questions = [header_text(sheet.columns[place], more[0]) for place in places]
    headers = [
        question if question and (QUESTION_CODE.match(top) or not top) else top
        for top, question in zip(tops, questions, strict=True)
    ]
    return headers, more[-1]


def is_second_heading(sheet: Sheet, header: int, places: list[int], below: list[int]) -> bool:
    """Whether the line under the header belongs to it.

    It has nothing of what the columns hold (times, addresses, numbers), and something no answer has: a text where the
    header is blank, or a word for «free text».
    """
    row, rest = below[0], below[1:]
    if not rest:
        return False
    sure = told = False
    for place in places:
        column = sheet.columns[place]
        kinds = [kind for line in rest if (kind := kind_of(column, line))]
        usual = max(set(kinds), key=kinds.count, default="")
        text = column.text(row)
        if usual in ("d", "@", "n") and kinds.count(usual) >= 0.8 * len(kinds):
            if kind_of(column, row) == usual:
                return False
            sure = True
        told = told or (bool(text) and (not column.text(header) or plain_header(text) in GENERIC))
    return told and sure


def starts_above(sheet: Sheet, header: int, counts: np.ndarray) -> bool:
    """Whether the line above is the first of two header lines: it has the headings that the lower one lacks."""
    if header == 0 or counts[header - 1] < 2:
        return False
    above = sheet.texts(header - 1)
    lacking = [top for top, own in zip(above, sheet.texts(header), strict=True) if top and not own]
    if not lacking or any(is_data(top) for top in above if top):
        return False
    below = [int(row) for row in np.flatnonzero(counts[header : header + LOOKED_AT]) + header]
    return is_second_heading(sheet, header - 1, list(range(len(sheet.columns))), below)


def join_headings(tops: list[str], subs: list[str]) -> list[str]:
    """The headings of two lines as one: a group's name only where its parts have the same names as another's."""
    plain = [plain_header(sub) for sub in subs]
    headers, group = [], ""
    for place, (top, sub) in enumerate(zip(tops, subs, strict=True)):
        group = top or group
        starts = place + 1 < len(tops) and not tops[place + 1] and bool(subs[place + 1])
        if not sub or plain[place] in GENERIC:
            headers.append(top or group)
        elif top and not starts:
            headers.append(top)
        else:
            headers.append(name_in_group(group, sub, plain))
    return headers


def name_in_group(group: str, sub: str, all_plain: list[str]) -> str:
    plain = plain_header(sub)
    alone = plain in EXACT and all_plain.count(plain) == 1 and not OTHERS.search(group.casefold())
    return sub if alone or not group else f"{group} – {sub}"


def add_group_above(sheet: Sheet, header: int, places: list[int], headers: list[str], counts: np.ndarray) -> list[str]:
    """Headers that are repeated get the name that stands over their group."""
    plain = [plain_header(name) for name in headers]
    if header == 0 or not 2 <= counts[header - 1] < counts[header] or len(set(plain)) == len(plain):
        return headers
    above = [sheet.columns[place].text(header - 1) for place in places]
    if any(text and is_data(text) for text in above):
        return headers
    group, named = "", []
    for name, top, own in zip(headers, above, plain, strict=True):
        group = top or group
        named.append(f"{group} – {name}" if group and name and plain.count(own) > 1 else name)
    return named
