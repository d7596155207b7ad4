"""Exports drawn at random whose right answer is known, and a command that reads them and counts what went wrong.

    python -m tests.loaders.generated_exports --number 1000 --seed 1

Drawing imports nothing of the loaders: what an export truly says is decided before a cell of it is written. Each draw
takes the words of one system for its columns, shuffles them, adds questions whose words are treacherous
(«Antall elever», «Har dere venteliste?»), and puts around the table what people put there: titles, sums, side tables,
other sheets.
All people are invented.
"""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tests.loaders.draw_answers import Drawn, municipalities
from tests.loaders.draw_forms import draw_form
from tests.loaders.draw_meetings import draw_meeting


def draw(seed: int, places: list[tuple[str, str]]) -> Drawn:
    """One export, the same for the same seed."""
    rng = random.Random(seed)
    kind = rng.choices(("registrations", "applications", "attendance"), (5, 3, 2))[0]
    return draw_meeting(rng, places) if kind == "attendance" else draw_form(rng, places, kind)


def draw_many(number: int, seed: int) -> Iterator[Drawn]:
    """`number` exports, the same for the same seed."""
    places = municipalities()
    for offset in range(number):
        yield draw(seed * 1_000_003 + offset, places)


ASKING = {
    "sheet_alike",
    "sheet_headless",
    "headers_doubtful",
    "dates_unclear",
    "dates_turned",
    "persons_merged",
    "column_hidden",
    "state_unknown",
    "place_unsure",
    "date_unread",
}
"""Findings that ask about a number; another check beside a wrong number is no question about it."""


@dataclass(frozen=True)
class Verdict:
    """What came out of one export: "right", "asked" or "wrong", and for the last two why."""

    outcome: str
    reason: str = ""


def judge(drawn: Drawn) -> Verdict:
    """Read an export and hold it against its truth. A question is as good as a right number, but is counted."""
    from loaders import ExportError, read_export

    try:
        export = read_export(drawn.content, drawn.filename)
    except ExportError as error:
        return Verdict("asked", f"refused: {error}")
    serious = export.findings[export.findings["severity"].isin(["check", "stop"])]
    counts = export.rows["counts"].astype(bool)
    placed = sorted(n for numbers in export.rows.loc[counts, "municipality_numbers"] for n in numbers)
    found = {
        "kind": export.kind,
        "counting": int(counts.sum()),
        "persons": int(export.summary["persons"]),
        "numbers": placed if any(drawn.numbers) else drawn.numbers,
        "dated": int(export.rows["submitted_at"].notna().sum()) if drawn.dated else 0,
    }
    wrong = {key: value for key, value in found.items() if value != getattr(drawn, key)}
    asked = bool(export.questions) or bool((export.findings["severity"] == "stop").any())
    if wrong and not asked and not set(serious["code"]) & ASKING:
        facts = "; ".join(f"{key} is {value}, should be {getattr(drawn, key)}" for key, value in wrong.items())
        return Verdict("wrong", facts)
    if wrong or asked:
        return Verdict("asked", "; ".join(map(str, serious["message"])))
    return Verdict("right")


def main() -> int:
    """Read the exports and print the counts; exit status 1 where a number is wrong without a question."""
    parser = argparse.ArgumentParser(description="Read exports drawn at random, and count what comes out wrong.")
    parser.add_argument("--number", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="also show each that was asked about")
    options = parser.parse_args()
    outcomes: Counter[str] = Counter()
    for at, drawn in enumerate(draw_many(options.number, options.seed)):
        verdict = judge(drawn)
        outcomes[verdict.outcome] += 1
        if verdict.outcome == "wrong" or (options.show and verdict.outcome == "asked"):
            print(f"{at:5} {verdict.outcome}: {drawn.filename} [{', '.join(drawn.features)}]")
            print(f"      {verdict.reason[:600]}")
    share = outcomes["asked"] / max(options.number, 1)
    right, silent = outcomes["right"], outcomes["wrong"]
    print(f"{right} right, {outcomes['asked']} asked ({share:.1%}), {silent} wrong without a question")
    return int(silent > 0)


if __name__ == "__main__":
    sys.exit(main())
