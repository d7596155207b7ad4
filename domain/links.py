"""Addresses that people enter, before they become links."""

import re

WHOLE_ADDRESS = "Skriv hele adressen, med https:// først, eller la feltet stå tomt."
"""What to do about an address that is none."""
_ADDRESS = re.compile(r"https?://[^\s/?#@\\<>\"'`]+([/?#][^\s\\<>\"'`]*)?", re.IGNORECASE)


def is_web_address(text: str) -> bool:
    """Whether a text is a whole address on the web: http or https, without a name before an @ that hides where it
    leads, and without characters that end a link or that nobody sees."""
    return text.isprintable() and _ADDRESS.fullmatch(text) is not None
