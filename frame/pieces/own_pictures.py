"""Owns the dashboard's own pictures, as they are put into a page."""

from base64 import b64encode
from functools import cache
from pathlib import Path
from typing import Final

_FOLDER: Final = Path(__file__).parent.parent / "static"


@cache
def own_picture(file: str) -> str:
    """A drawing of frame/static as an address that holds it: Streamlit would read the file in every run."""
    return f"data:image/svg+xml;base64,{b64encode((_FOLDER / file).read_bytes()).decode('ascii')}"
