"""The example files, adopted as anybody's would be."""

import tomllib
from typing import Final

from sqlalchemy import Engine

import store
from data import DATA

EXAMPLES: Final = DATA / "examples"
FILES: Final[list[dict[str, str]]] = tomllib.loads((EXAMPLES / "examples.toml").read_text("utf-8"))["files"]


def adopt_examples(engine: Engine, who: str) -> None:
    """Put each of them in force, and settle the municipality that one of them leaves open."""
    for file in FILES:
        content = (EXAMPLES / file["path"]).read_bytes()
        event = file["event"] or None
        store.adopt(engine, content, file["filename"], round_id="2024", who=who, kind=file["kind"], event=event)
    store.settle_municipality(engine, "2024", "våler", ("3419",), who)
