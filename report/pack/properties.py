"""What a slide show or a paper says of itself: its title, who made it, and its language."""

from typing import Any

LONGEST_TITLE = 255
"""Letters; with more of them the file's format has no title, and the libraries refuse it."""
LANGUAGE = "nb-NO"


def set_properties(
    properties: Any, title: str, *, author: str = "Fremtidens kulturskole", language: str = LANGUAGE
) -> None:
    """Write the core properties of a presentation or a document; a long title ends in an ellipsis."""
    properties.title = title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1].rstrip()}…"
    properties.author, properties.language = author, language
