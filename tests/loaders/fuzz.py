"""Damaged and invented files against the reader: `python tests/loaders/fuzz.py --minutes 10 [--cases N] [--seed N]`.

The only outcomes allowed are an Export and an ExportError. What breaks that is written to the folder given with
`--keep`, and printed as the seed and file that brings it back.
"""

import argparse
import io
import random
import sys
import time
import zipfile
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2]))  # run as a script, it stands outside the project

import make_files
from forked_child import ForkedChild
from mutate import mutate

from loaders import ExportError, mark_errors, read_export
from loaders.sandbox import open_file

FORMS_ROWS = [
    [n, "2024-03-11", "11.03.2024 09:00", f"{n}@example.no", f"Navn {n}", place, "Mottatt", "2", "Lom og Skjåk"]
    for n, place in enumerate(("Bodø", "Herøy", "Atlantis", "", "0301", "Nes i Hallingdal"), 1)
]
QUESTIONS = [*make_files.ENGLISH, "Kommune", "Status", "Antall deltakere", "Samarbeidskommuner"]


def fixtures() -> dict[str, bytes]:
    """A file of every format and system."""
    book = [QUESTIONS, *FORMS_ROWS]
    return {
        "forms.xlsx": make_files.forms(QUESTIONS, FORMS_ROWS),
        "plain.xlsx": make_files.forms(QUESTIONS, FORMS_ROWS, prefix="", dimension="A1:I7"),
        "old.xls": make_files.xls(book),
        "open.ods": make_files.ods(book),
        "teams2020.csv": make_files.text(make_files.TEAMS_2020, sign=","),
        "teams2021.csv": make_files.TEAMS_2021.encode("utf-16"),
        "teams2022.csv": make_files.TEAMS_2022.encode("utf-16-le"),
        "polish.csv": make_files.TEAMS_POLISH.encode(),
        "zoom.csv": make_files.ZOOM.encode(),
        "letsreg.csv": make_files.text(make_files.LETSREG, encoding="cp1252"),
        "checkin.tsv": make_files.text(make_files.CHECKIN, sign="\t"),
        "isonen.csv": make_files.text(make_files.ISONEN),
        "wordpress.csv": make_files.text(make_files.WORDPRESS, encoding="utf-8-sig"),
        "eventbrite.csv": make_files.text(make_files.EVENTBRITE, sign=",", before="sep=,\r\n"),
    }


def damage(name: str, content: bytes, draw: random.Random) -> bytes:
    """The file with bytes changed; of a zip often a part inside, so that the damage gets past the unpacking."""
    if not content.startswith(b"PK") or draw.random() < 0.3:
        return mutate(content, draw)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    chosen = draw.choice([part for part in parts if part.endswith(".xml")])
    parts[chosen] = mutate(parts[chosen], draw)
    return make_files.zipped(parts)


def check(name: str, content: bytes) -> str:
    """«export» or «error»; anything else is raised."""
    try:
        export = read_export(content, name)
    except ExportError as error:
        assert str(error).strip(), "an error without a sentence"
        return "error"
    summary = export.summary
    assert summary["rows"] == len(export.rows) == summary["counting"] + sum(summary["not_counting"].values())
    assert set(export.findings["severity"]) <= {"stop", "check", "tip"}
    assert (export.rows["counts"] == (export.rows["why_not"] == "")).all()
    return "export"


def case(seed: int, files: dict[str, bytes]) -> tuple[str, bytes]:
    """The case of a seed: a fixture's name and its damaged bytes."""
    draw = random.Random(seed)
    name = draw.choice(sorted(files))
    return name, damage(name, files[name], draw)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--cases", type=int, help="how many, instead of for how long")
    chosen = parser.parse_args()
    forked = ForkedChild()
    open_file.ask_child = forked.ask
    files, seed, outcomes, broken = fixtures(), chosen.seed, {"export": 0, "error": 0}, 0
    until = time.monotonic() + 60 * chosen.minutes
    last = seed + chosen.cases if chosen.cases else sys.maxsize
    while seed < last and (chosen.cases or time.monotonic() < until):
        name, content = case(seed, files)
        try:
            outcomes[check(name, content)] += 1
            if outcomes["export"] % 20 == 0 and outcomes["export"]:
                mark_if_read(content, name)
        except Exception as error:  # whatever it is, it is what is looked for
            broken += 1
            print(f"seed {seed} {name}: {type(error).__name__}: {error}")
            if chosen.keep:
                chosen.keep.mkdir(parents=True, exist_ok=True)
                (chosen.keep / f"{seed}-{name}").write_bytes(content)
        seed += 1
        if (seed - chosen.seed) % 1000 == 0:
            print(f"{seed - chosen.seed}: {outcomes}, {broken} broken", flush=True)
    forked.close()
    print(
        f"{sum(outcomes.values()) + broken} files from seed {chosen.seed}: {outcomes['export']} read, "
        f"{outcomes['error']} refused, {broken} broken"
    )
    return 1 if broken else 0


def mark_if_read(content: bytes, name: str) -> None:
    try:
        mark_errors(content, name, read_export(content, name).findings)
    except ExportError:
        return


if __name__ == "__main__":
    sys.exit(main())
