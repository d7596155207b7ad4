"""Which municipality an e-mail or web address belongs to."""

import re
from functools import lru_cache

from data import reference
from loaders.matching.gazetteer import Meaning, gazetteer
from loaders.matching.names import key

ADDRESS = re.compile(
    r"(?:mailto:|https?://|www\.)?(?:[\w.+%-]{1,64}@)?((?:[a-z0-9æøå-]{1,63}\.){1,8}(?:no|com|org|net|se|dk|info|eu))(?:[/?:]\S*)?",
    re.IGNORECASE,
)
MUNICIPAL = ".kommune.no"
SCHOOL = re.compile(
    r"^(?:.*\.)?([a-zæøå-]{4,})\.?kultursk[ou]le(?:n)?\.no$|^(?:.*\.)?kultursk[ou]len?-?([a-zæøå]{4,})\.no$"
)
SVALBARD_DOMAIN = "lokalstyre.no"

# Municipalities that shared a name had their county in the address: os-ho.kommune.no, sande-ve.kommune.no.
COUNTY_ENDINGS = {
    "ak": "Akershus",
    "of": "Østfold",
    "he": "Hedmark",
    "op": "Oppland",
    "bu": "Buskerud",
    "ve": "Vestfold",
    "te": "Telemark",
    "aa": "Aust-Agder",
    "va": "Vest-Agder",
    "ro": "Rogaland",
    "ho": "Hordaland",
    "sf": "Sogn og Fjordane",
    "mr": "Møre og Romsdal",
    "st": "Sør-Trøndelag",
    "nt": "Nord-Trøndelag",
    "no": "Nordland",
    "tr": "Troms",
    "fi": "Finnmark",
}


def domain_of(email: object) -> str:
    """The domain of an e-mail address in lower case, '' when there is none."""
    text = str(email or "").strip().casefold()
    return text.rpartition("@")[2].strip(" .>;,)") if "@" in text else ""


def take_address(text: str) -> tuple[str, str]:
    """(the text without its addresses, the domain of the first of them)."""
    found = ADDRESS.search(text)
    if not found:
        return text, ""
    return " ".join(ADDRESS.sub(" ", text).split()).strip(" ,;:()<>"), found[1].casefold()


@lru_cache(maxsize=20_000)
def domain_meanings(domain: str) -> tuple[Meaning, ...]:
    """The municipality (or municipalities) a domain belongs to; () for private and other addresses."""
    known = reference.email_domains()
    labels = domain.split(".")
    for start in range(len(labels)):
        if number := known.get(".".join(labels[start:])):
            return (Meaning((number,), "exact", reference.municipalities()[number].name),)
    if domain == SVALBARD_DOMAIN or domain.endswith(f".{SVALBARD_DOMAIN}"):
        return (Meaning((), "svalbard", "Longyearbyen"),)
    if domain.endswith(MUNICIPAL):
        return label_meanings(domain.removesuffix(MUNICIPAL).rpartition(".")[2])
    if found := SCHOOL.match(domain):
        meanings = label_meanings((found[1] or found[2]).strip("-"))
        return meanings if len({meaning.numbers for meaning in meanings}) == 1 else ()
    return ()


def label_meanings(label: str) -> tuple[Meaning, ...]:
    """The municipality a name in an address stands for: now, formerly, with its county's letters after it."""
    name, _, ending = label.rpartition("-")
    county = key(COUNTY_ENDINGS.get(ending, ""))
    for wanted, within in ((label, ""), (name, county)):
        meanings = [meaning for meaning in spelt_in_address(wanted) if meaning.how in ("exact", "former")]
        if within:
            meanings = [meaning for meaning in meanings if within in meaning.counties]
        if meanings and (within or not county):
            return tuple(meanings)
    return ()


def spelt_in_address(wanted: str) -> tuple[Meaning, ...]:
    """Names whose spelling without æ, ø, å is the wanted one, whichever way they are written there."""
    found: tuple[Meaning, ...] = ()
    for table in (gazetteer().strict, gazetteer().digraph, gazetteer().bare):
        if named := table.get(key(wanted)):
            found += named.meanings
    return tuple(dict.fromkeys(found))
