"""The pages of the menu as frame/app.py lists them (importing it would draw a page), and opening one at its address."""

import ast
from functools import cache
from pathlib import Path
from typing import NamedTuple

from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

# Each AppTest reads what every installed package says of itself, in search of components: longer than a page takes.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)

APP = Path(__file__).parents[1] / "frame" / "app.py"


class Entry(NamedTuple):
    """One page of the menu."""

    file: str
    title: str
    address: str
    icon: str
    right: str
    group: str


def _read_menu() -> tuple[Entry, ...]:
    for node in ast.parse(APP.read_text("utf-8")).body:
        if isinstance(node, ast.Assign) and node.targets[0].id == "PAGES":
            return tuple(Entry(*line) for line in ast.literal_eval(node.value))
    raise AssertionError("frame/app.py has no PAGES")


MENU = _read_menu()


def open_at(app: AppTest, file: str) -> None:
    """Let the first run be of this page, as for one who follows a link: AppTest itself begins at the first page."""
    app._page_hash = calc_hash(next(entry.address for entry in MENU if entry.file == file))
