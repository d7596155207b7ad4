"""Owns the step from somebody's text to Markdown: every character stays what it is."""

import re
from typing import Final

LONGEST_ECHO: Final = 80
"""Characters of a link's value that are shown; what a link means is shorter."""


def plain_text(text: str) -> str:
    """Return text from a spreadsheet, a token or a link so that Markdown shows it as the characters it is made of."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|<>$~:^=&])", r"\\\1", text)


def plain_echo(text: str) -> str:
    """Return text that came with a link, as `plain_text` does; a long text is cut, and an address in it is no link.

    Markdown makes a link of every text that looks like an address; an invisible word joiner keeps it from looking so.
    """
    shown = text if len(text) <= LONGEST_ECHO else f"{text[:LONGEST_ECHO]}…"
    return plain_text(re.sub(r"(?<=//)|(?<=www)(?=\.)", "\u2060", shown, flags=re.IGNORECASE))
