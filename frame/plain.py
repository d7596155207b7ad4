"""Owns the step from somebody's text to Markdown: every character stays what it is."""

import re


def plain_text(text: str) -> str:
    """Return text from a spreadsheet, a token or a link so that Markdown shows it as the characters it is made of."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|<>$~:^=&])", r"\\\1", text)
