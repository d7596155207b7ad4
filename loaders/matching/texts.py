"""Reads a whole text: what is certain first, then its parts, then one name among what else is written."""

import re
from dataclasses import replace
from functools import lru_cache

from loaders.matching.likeness import read_name_words
from loaders.matching.misspellings import read_misspelling
from loaders.matching.names import has_digit, strip_generic
from loaders.matching.numbers import join_number, read_numbered
from loaders.matching.plain import JUNK, NOT_GIVEN, find_name, read_plain
from loaders.matching.readings import Heard
from loaders.matching.several import combine, split_segments
from loaders.matching.single import read_located, read_single, read_wrong

HOME = re.compile(r"(?<=\w)(?:[\s,(/]|(?<=\s)[–-])+(?:norge|noreg|norway)\)?$", re.IGNORECASE)


LONGEST = 400
"""Characters; a longer text is a story, and reading part of it would be guessing."""


@lru_cache(maxsize=20_000)
def read_text(text: str) -> Heard:
    """What a cleaned text says about municipalities."""
    if len(text) > LONGEST:
        return Heard("unknown", text, because="long")
    text = join_number(HOME.sub("", text) or text)
    if NOT_GIVEN.match(text):
        return Heard("missing", text)
    if JUNK.match(text) and not find_name(text):
        return Heard("junk", text)
    reading = read_as_it_stands(text)
    if reading.kind != "unknown":
        return reconsider(reading)
    if " og " in text and any(" og " in meaning.name for meaning in read_misspelling(strip_generic(text))[0]):
        return read_wrong(text)
    segments, separators = split_segments(text)
    if len(segments) == 1 and segments[0] != text:  # «i samarbeid med Bodø»
        reading = replace(read_segment(segments[0]), text=text)
        if reading.kind != "unknown":
            return reading
    if len(segments) > 1:
        reading = combine(text, segments, separators, read_segment)
        if reading.kind != "unknown":
            return reading
    return read_single(text)


def read_as_it_stands(text: str) -> Heard:
    """A name or a number without any guessing."""
    if has_digit(text):
        return read_numbered(text, read_text)
    return read_plain(text)


def read_segment(segment: str) -> Heard:
    """One part of an enumeration."""
    if NOT_GIVEN.match(segment):
        return Heard("missing", segment)
    reading = read_as_it_stands(segment)
    return read_single(segment) if reading.kind == "unknown" else reading


def reconsider(reading: Heard) -> Heard:
    """Names that say two things: «Bø i Telemark» is a post place too, «Toten» a district and half a name."""
    if reading.kind == "choice" and all(meaning.how == "place" for meaning in reading.meanings):
        located = read_located(reading.text)
        return located if located.kind == "found" else reading
    if reading.kind == "area" and reading.territory and reading.territory.kind == "district":
        parts = read_name_words(strip_generic(reading.text))
        numbers = {number for meaning in parts for number in meaning.numbers}
        if numbers and numbers <= reading.territory.numbers:
            return Heard("choice", reading.text, parts, because="part of name")
    return reading
