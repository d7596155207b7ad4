"""Owns the step from somebody's text to Markdown: every character stays what it is."""

import re


def plain_text(text: str) -> str:
    """Return text from a spreadsheet, a token or a link so that Markdown shows it as the characters it is made of."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|<>$~:^=&])", r"\\\1", text)


def plain_echo(text: str) -> str:
    """The same for what came with a link from anywhere: an address in it doesn't even become a link to itself.

    Markdown makes one of every text that looks like an address; an invisible word joiner keeps it from looking so.
    """
    return plain_text(re.sub(r"(?<=//)|(?<=www)(?=\.)", "\u2060", text, flags=re.IGNORECASE))
