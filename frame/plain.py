"""Owns what makes text from elsewhere safe to show: a spreadsheet's cell is never Markdown."""

import re


def plain_text(text: str) -> str:
    """Return text from a spreadsheet so that Markdown shows it as the characters it is made of."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|<>$~:^=&])", r"\\\1", text)
