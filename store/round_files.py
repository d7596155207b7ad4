"""Which files a round's numbers come from: those in force, or the invented examples until a first file is adopted."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

import pandas as pd
from sqlalchemy import Engine

from data import DATA
from domain.rounds import read_round
from loaders import Export, read_export
from store.log import was_done
from store.rounds import round_texts
from store.versions import read_in_force

EXAMPLES = DATA / "examples"


@dataclass(frozen=True)
class ExampleFile:
    """An example export: where it is below data/examples, and the name that Forms or Teams would give it."""

    path: str
    filename: str
    kind: str
    event: str


@lru_cache(maxsize=1)
def example_files() -> tuple[ExampleFile, ...]:
    """The example exports that are shown, in the order of examples.toml."""
    listed = tomllib.loads((EXAMPLES / "examples.toml").read_text("utf-8"))["files"]
    return tuple(
        ExampleFile(file["path"], file["filename"], file["kind"], file["event"]) for file in listed if file["in_force"]
    )


def read_example(file: ExampleFile) -> Export:
    """The example export, read by the same loaders as an upload."""
    return read_export((EXAMPLES / file.path).read_bytes(), file.filename)


def shows_examples(engine: Engine, round_id: str, *, known_at: datetime | None = None) -> bool:
    """Whether a round shows the examples: its settings say for which day, and no file was ever adopted in any round.

    `known_at` asks for an earlier moment.
    """
    settings = round_texts(engine, known_at=known_at).get(round_id)
    if settings is None or read_round(settings).example_as_of is None:
        return False
    return not was_done(engine, "adopt", known_at=known_at)


def read_round_files(
    engine: Engine,
    round_id: str,
    *,
    version: Callable[[int], Export] | None = None,
    example: Callable[[ExampleFile], Export] = read_example,
    known_at: datetime | None = None,
) -> tuple[list[tuple[str, str, str, pd.DataFrame]], list[str]]:
    """(kind, event, source, rows) of each file the round's numbers come from, and a sentence for each unreadable one.

    `version` and `example` give an export where the caller has it at hand; `known_at` asks for an earlier moment.
    """
    if shows_examples(engine, round_id, known_at=known_at):
        return [(file.kind, file.event, "", example(file).rows) for file in example_files()], []
    whole, sentences = read_in_force(engine, round_id, version, known_at=known_at)
    return [(found.kind, found.event, found.source, export.rows) for found, export in whole], sentences
