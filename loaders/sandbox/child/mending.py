"""Letters that were encoded twice, as in «JÃ¸rn» or «J&oslash;rn»: what they were."""

import re

LOST = "\ufffd"
"""What stands where a letter could not be kept."""
# The signs that Windows shows for the bytes 80 to BF: every byte after the first of a letter in UTF-8 is one of them.
AFTER = "".join(bytes([number]).decode("cp1252", "ignore") or chr(number) for number in range(0x80, 0xC0))
BYTES = {ord(sign): number for number, sign in enumerate(AFTER, 0x80)}
TWICE = re.compile(f"[ÂÃ][{re.escape(AFTER)}]|Å[¡‹¾½]|Ä[‘\x8d]|â[{re.escape(AFTER)}]{{2}}")
"""Â and Ã before such a sign stand in no word; Å and Ä only with the letters of Sámi."""
HALF = re.compile(f"Ã{LOST}")
ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{2,5}|#x[0-9A-Fa-f]{2,5});")
"""What a web page writes for a sign; some systems export it as it stands there."""
GARBLED = re.compile(f"[ÂÃÅÄâ][{re.escape(AFTER)}{LOST}]|{LOST}|{ENTITY.pattern}")
MARKED = re.compile("[A-Za-zæøå][?][a-zæøå]|(?<![^ ;,(])[?][a-zæøå]{2}")
"""A question mark inside a word, or at its beginning, is what a poor conversion left of a letter."""
HINTS = f"&ÂÃÅÄâ{LOST}"
MOST_TIMES = 3


def mend(text: str) -> str:
    """The text with each letter that was encoded twice, or more often, as it was."""
    if "&" in text and ENTITY.search(text):
        from html import unescape

        text = ENTITY.sub(lambda found: unescape(found[0]), text)
    for _ in range(MOST_TIMES):
        mended = TWICE.sub(lambda found: found[0].translate(BYTES).encode("latin-1").decode("utf-8"), text)
        if mended == text:
            break
        text = mended
    return HALF.sub(LOST, text)


def has_lost(text: str) -> bool:
    """Whether a letter of the text is gone for good; a link has question marks of its own."""
    return LOST in text or ("?" in text and "/" not in text and "=" not in text and MARKED.search(text) is not None)
