"""Mends text whose encoding went wrong on the way, and tells where a letter was lost for good."""

import html
import re
from functools import partial
from urllib.parse import unquote

# What cp1252 makes of the bytes 80–BF.
CONTINUATION = "\\u0080-\\u00bfŒœŠšŸŽžƒˆ˜\\u2013-\\u203a€™"
# UTF-8 read as something else: runs that begin with these are bytes in disguise.
DISGUISES = (
    ("cp1252", re.compile(rf"[ÂÃÄÅâãäåÆæÐ][{CONTINUATION}]+")),
    ("mac_roman", re.compile(r"√[^\sa-z]")),
    ("cp850", re.compile(r"├[^\sa-z]")),
    ("cp865", re.compile(r"├[^\sa-z]")),
)

# One wrong letter for another, from the pairs seen in Norwegian files: the code page a file was written
# in, and the one it was read with.
WRONG_LETTERS = {
    "å": "\x86\x8c†σÕŒĺ}",
    "ø": "\x9b›¢°¿ř|",
    "æ": "\x91‘µ¾ć{",
    "Å": "\x8f┼\x81Ĺ≈]",
    "Ø": "\x9d¥Ï╪¯Ř\\",
    "Æ": "\x92╞®Ć∆[",
}
# Latin-1 read as Mac Roman; these are letters of other languages, so they are tried last.
MAC_LETTERS = str.maketrans({"Â": "å", "¯": "ø", "Ê": "æ", "≈": "Å", "ÿ": "Ø", "∆": "Æ", "·": "á", "ß": "á"})
MENDED = str.maketrans({wrong: right for right, all_wrong in WRONG_LETTERS.items() for wrong in all_wrong})
ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})")
QUOTED = re.compile(r"(?:=[0-9A-F]{2})+")
LOST = re.compile(r"[\ufffd?¤□■▯]+|(?<=[^\W_])[*#_^~]+(?=[^\W_])|Ã(?=\W|$)")
# What undisguising may give; «Å–» is also valid UTF-8, of a letter nobody here writes.
EXPECTED = frozenset("æøåÆØÅáÁàÀéÉèÈïÏíÍóÓúÚýÝäÄöÖüÜôÔòÒêÊšŠđĐŋŊŧŦčČžŽðÐþÞ–—’‘“”«»…´`\u00a0\ufffd•·é")


def mend(text: str) -> str:
    """The text with entities, percent signs, UTF-8 in disguise put right; else the same text."""
    if "&" in text and ";" in text:
        text = html.unescape(text)
    if "%" in text:
        text = unquote(text)
    text = text.replace("ï¿½", "\ufffd")
    text = ESCAPED.sub(lambda found: chr(int(found[1] or found[2], 16)), text)
    text = QUOTED.sub(lambda found: decode(bytes.fromhex(found[0].replace("=", "")), found[0]), text)
    for _ in range(2):  # some files went wrong twice
        for page, run in DISGUISES:
            text = run.sub(partial(undisguise_found, page=page), text)
    return text


def decode(raw: bytes, otherwise: str) -> str:
    """UTF-8 or Latin-1; what is neither stays."""
    for encoding in ("utf-8", "latin-1"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return otherwise


def undisguise_found(found: re.Match[str], page: str) -> str:
    return undisguise(found[0], page)


def undisguise(run: str, page: str) -> str:
    """`Ã¸` → `ø`; a run that is no UTF-8 stays as it is."""
    for candidate in (run, run.upper() if page == "cp1252" else run):
        try:
            meant = b"".join(as_byte(letter, page) for letter in candidate).decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
        # Twice garbled text gives disguises again the first time.
        if all(letter in EXPECTED or letter in "ÃÂÅÄ" or not letter.isalpha() for letter in meant):
            return meant
    return run


def as_byte(letter: str, page: str) -> bytes:
    """cp1252 leaves five bytes undefined; readers pass them on as control characters."""
    try:
        return letter.encode(page)
    except UnicodeEncodeError:
        if page == "cp1252" and ord(letter) < 256:
            return bytes([ord(letter)])
        raise


def other_readings(text: str) -> list[str]:
    """The text with single wrong letters put right, for where it is not understood as it stands."""
    readings = [text.translate(MENDED), text.translate(MENDED).translate(MAC_LETTERS)]
    return [reading for reading in dict.fromkeys(readings) if reading != text]


def lost_letters(text: str) -> bool:
    """Whether a replacement character or a question mark stands where a letter was."""
    return bool(LOST.search(text))
