"""`python -m loaders.benchmark`: how long an export takes, against bare reading of the same file, in one run.

The bare readers give a table of cells; ours gives rows with municipalities, times and states, and findings. The
machine's speed cancels out in the ratios; each time is the best of several tries, taken in turns.
"""

import argparse
import io
import random
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from xml.sax.saxutils import escape

import pandas as pd
from openpyxl import Workbook

from data.reference import municipalities
from loaders.matching.municipalities import match_many
from loaders.read_file import read_export

SIZES = (500, 10_000, 100_000)
TRIES = {500: 7, 10_000: 5, 100_000: 2}
MOST_RATIO, LEAST_GAIN, MATCHING_SECONDS = 2.0, 4.0, 1.0
HEADERS = [
    "ID",
    "Start time",
    "Completion time",
    "Email",
    "Name",
    "Hvilken kommune representerer du?",
    "Fylke",
    "Kulturskole",
    "Stilling",
    "Telefon",
    "Antall deltakere",
    "Hva håper du å få ut av samlingen?",
    "Allergier",
    "Kommentar",
    "Status",
]
SYLLABLES = (
    "an",
    "be",
    "dag",
    "el",
    "fri",
    "gun",
    "hil",
    "ing",
    "jor",
    "ka",
    "liv",
    "mar",
    "ni",
    "ol",
    "per",
    "run",
    "si",
    "tor",
)
ROLES = ("Rektor", "Kulturskolerektor", "Rådgiver", "Kommunalsjef", "Lærer", "Kultursjef", "")


def draw_rows(count: int, draw: random.Random) -> Iterator[list[object]]:
    """Registrations of invented people from all municipalities, one in fifty written oddly."""
    places = list(municipalities().values())
    sent = datetime(2024, 3, 10, 8)
    for number in range(1, count + 1):
        sent += timedelta(seconds=draw.randrange(1, 40))
        place = draw.choice(places)
        name = " ".join("".join(draw.choices(SYLLABLES, k=draw.choice((2, 3)))).title() for _ in range(2))
        domain = f"{place.name.split()[0].casefold()}.kommune.no" if draw.random() < 0.6 else "example.no"
        written = (
            draw.choice((place.name, place.name, f"{place.name} kommune")) if draw.random() < 0.98 else place.name[:-1]
        )
        hope = " ".join(draw.choices(SYLLABLES, k=draw.randrange(4, 40))) if draw.random() < 0.7 else ""
        yield [
            number,
            sent,
            sent + timedelta(minutes=3),
            f"{name.replace(' ', '.').casefold()}{number}@{domain}",
            name,
            written,
            place.county,
            f"{place.name} kulturskole" if draw.random() < 0.8 else "",
            draw.choice(ROLES),
            f"9{draw.randrange(10**7):07}",
            draw.choice((1, 1, 1, 2, 3)),
            hope,
            "",
            "",
            "" if draw.random() < 0.97 else "Avmeldt",
        ]


def write_workbook(rows: Iterator[list[object]]) -> bytes:
    """The rows as a workbook; the sheet is written here, since openpyxl takes a minute for 100,000 rows."""
    lines = [write_line(1, list(HEADERS)), *(write_line(number, row) for number, row in enumerate(rows, 2))]
    sheet = (
        '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<dimension ref="A1:O{len(lines)}"/><sheetData>{"".join(lines)}</sheetData></worksheet>'
    )
    content = io.BytesIO()
    with zipfile.ZipFile(empty_workbook()) as empty, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in empty.namelist():
            archive.writestr(name, sheet if name == "xl/worksheets/sheet1.xml" else empty.read(name))
    return content.getvalue()


def empty_workbook() -> io.BytesIO:
    """A workbook whose style 1 is a time."""
    workbook = Workbook()
    workbook.active.title = "Sheet1"
    workbook.active["A1"] = datetime(2024, 3, 10, 8)
    content = io.BytesIO()
    workbook.save(content)
    return content


def write_line(number: int, row: list[object]) -> str:
    cells = []
    for place, value in enumerate(row):
        at = f'<c r="{chr(65 + place)}{number}"'
        if isinstance(value, datetime):
            cells.append(f'{at} s="1"><v>{(value - datetime(1899, 12, 30)) / timedelta(days=1)}</v></c>')
        elif isinstance(value, int):
            cells.append(f"{at}><v>{value}</v></c>")
        elif value:
            cells.append(f'{at} t="inlineStr"><is><t>{escape(str(value))}</t></is></c>')
    return f'<row r="{number}">{"".join(cells)}</row>'


def clock(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def measure(size: int, *, openpyxl: bool) -> tuple[float, float, float]:
    """The best times of ours, of bare calamine and of openpyxl (NaN when left out), in seconds."""
    content = write_workbook(draw_rows(size, random.Random(size)))
    name = f"Påmelding(1-{size}).xlsx"
    ours: list[float] = []
    bare: list[float] = []
    slow: list[float] = []
    for _ in range(TRIES.get(size, 2)):
        ours.append(clock(lambda: read_export(content, name)))
        bare.append(clock(lambda: pd.read_excel(io.BytesIO(content), engine="calamine")))
        if openpyxl and len(slow) < 2:
            slow.append(clock(lambda: pd.read_excel(io.BytesIO(content), engine="openpyxl")))
    return min(ours), min(bare), min(slow, default=float("nan"))


def measure_matching() -> float:
    """Seconds for 100,000 names of which 1,000 are distinct."""
    draw = random.Random(1)
    names = [
        f"{draw.choice(list(municipalities().values())).name}{ending}"
        for ending in ("", " kommune", " k.", " kulturskole")
        for _ in range(250)
    ]
    return clock(lambda: match_many((draw.choice(names), None, None, None) for _ in range(100_000)))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m loaders.benchmark", description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--without-openpyxl", action="store_true", help="its 100,000 rows take about a minute")
    chosen = parser.parse_args()
    print(f"{'svar':>9} {'vår':>8} {'calamine':>9} {'ganger':>7} {'openpyxl':>9} {'raskere':>8}")
    good = True
    for size in chosen.rows:
        ours, bare, slow = measure(size, openpyxl=not chosen.without_openpyxl)
        print(
            f"{size:>9} {ours:>7.2f}s {bare:>8.2f}s {ours / bare:>7.2f} {slow:>8.2f}s {slow / ours:>8.1f}", flush=True
        )
        good &= size < 10_000 or (ours <= MOST_RATIO * bare and not slow < LEAST_GAIN * ours)
    seconds = measure_matching()
    print(f"100 000 kommunenavn, 1 000 ulike: {seconds:.2f} s")
    return 0 if good and seconds < MATCHING_SECONDS else 1


if __name__ == "__main__":
    raise SystemExit(main())
