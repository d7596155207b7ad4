"""Which municipalities each row means, and what the reader says where that is in doubt."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from domain.answers import read_yes, says_no
from domain.people import name_key
from loaders.findings import Findings
from loaders.matching.addresses import domain_of
from loaders.matching.municipalities import Item, Match, match_many, read_territory
from loaders.matching.names import normalise_text
from loaders.matching.reasons import labels
from loaders.rows.values import clean_choice, workplace_domain
from loaders.table.answers import Answers, as_objects
from loaders.table.profile import is_name

PLACED = ("exact", "alias", "former", "place", "fuzzy", "email", "several")
CERTAIN = ("exact", "alias", "several")
SHOWN_CANDIDATES = 6
MOST_GUESSED = 100_000
"""Letters of different texts in a column that are no plain name: some seconds of reading."""
AT_ONCE = 200
TOO_MANY = Match((), "none", (), "Kolonnen har så mange ulike tekster at resten ikke er lest som kommuner.")
PLAIN_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzæøå")
QUESTION = re.compile(r" (?:Velg kommune|Mente du)\b")
"""Where a match's sentence goes over from the doubt to the question."""


@dataclass(frozen=True)
class Places:
    """For each row: the text as written, the match, and the text a settlement by hand answers for.

    Rows that say the same share a match: `codes` points into `found`.
    """

    texts: np.ndarray
    settle_texts: np.ndarray
    found: list[Match]
    codes: np.ndarray

    def match(self, row: int) -> Match:
        return self.found[self.codes[row]]

    def each(self, ask: Callable[[Match], object]) -> np.ndarray:
        """`ask` of each row's match."""
        return as_objects([ask(match) for match in self.found])[self.codes]

    def texts_of(self, ask: Callable[[Match], str]) -> pd.Series:
        """The same as a text column."""
        return pd.Series(pd.array([ask(match) for match in self.found], dtype="str").take(self.codes))


def read_places(answers: Answers, emails: np.ndarray, left_out: np.ndarray, findings: Findings) -> Places:
    """Each distinct combination of what says something about the municipality is matched once.

    Nothing is said of the doubts of rows in `left_out`, which don't count anyway.
    """
    names = answers.map("municipality", clean_choice)
    numbers = answers.texts("municipality_number")
    counties = answers.map("county", clean_choice)
    organisations = answers.map("organisation", clean_choice)
    domains = as_objects([domain_of(email) for email in emails.tolist()])
    codes, firsts = combine(names, numbers, counties)
    found = match_items([(names[row], numbers[row], counties[row], "", "") for row in firsts])
    # The address and the workplace are heard only where the name itself is missing or no more than a likeness.
    certain = np.array([match.how in CERTAIN or match is TOO_MANY for match in found], dtype=bool)
    rows = np.flatnonzero(~certain[codes])
    closer, firsts = combine(codes[rows], domains[rows], organisations[rows])
    heard = rows[firsts]
    found += match_items([(names[row], numbers[row], counties[row], domains[row], organisations[row]) for row in heard])
    codes[rows] = len(certain) + closer
    texts = first_filled(names, numbers)
    settle = distinct_map(first_filled(texts, organisations, distinct_map(domains, workplace_domain)), normalise_text)
    places = Places(texts, settle, found, codes)
    tell_doubts(answers, places, left_out, findings)
    tell_contradictions(answers, places, names, domains, findings)
    tell_other_counties(answers, places, counties, left_out, findings)
    return places


def first_filled(*columns: np.ndarray) -> np.ndarray:
    filled = columns[0]
    for column in columns[1:]:
        filled = np.where(filled != "", filled, column)
    return filled


def match_affordably(items: Sequence[Item]) -> list[Match]:
    """The match of each, until what took guessing has cost seconds: so many different texts name no municipalities.

    Plain names cost next to nothing, and are never too many.
    """
    found: list[Match] = []
    guessed = 0
    while len(found) < len(items) and guessed < MOST_GUESSED:
        part = items[len(found) : len(found) + AT_ONCE]
        matches = match_many(part)
        guessed += sum(
            len(str(text)) + len(str(organisation or ""))
            for (text, _, _, organisation), match in zip(part, matches, strict=True)
            if match.how not in CERTAIN
        )
        found += matches
    return found + [TOO_MANY] * (len(items) - len(found))


def match_items(items: list[tuple[str, str, str, str, str]]) -> list[Match]:
    """The match of each (name, number, county, domain, organisation)."""
    by_name = match_affordably(
        [
            (name or number, county, f"x@{domain}" if domain else None, organisation or None)
            for name, number, county, domain, organisation in items
        ]
    )
    both = [place for place, item in enumerate(items) if item[0] and item[1]]
    by_number = match_affordably([(items[place][1], items[place][2], None, None) for place in both])
    for place, match in zip(both, by_number, strict=True):
        by_name[place] = hear_number(by_name[place], match, items[place][1])
    return by_name


def hear_number(name: Match, number: Match, text: str) -> Match:
    """The name with the municipality number of the same row: it settles a doubt, and a contradiction is a doubt."""
    if len(number.numbers) != 1:
        return name
    if set(number.numbers) <= set(name.numbers):
        return name
    if name.how == "ambiguous" and number.numbers[0] in name.candidates:
        return Match(number.numbers, "exact", (), f"Kommunenummeret {text} i samme rad avgjør hvilken kommune det er.")
    if name.how in ("ambiguous", "none"):
        return replace(number, reason=f"{number.reason} Navnet i raden sier ingenting sikkert.")
    both = tuple(dict.fromkeys((*name.numbers, *number.numbers)))
    return Match((), "ambiguous", both, f"Navnet og kommunenummeret {text} i raden viser til hver sin kommune.")


def tell_doubts(answers: Answers, places: Places, left_out: np.ndarray, findings: Findings) -> None:
    """A finding for each text that is asked about or not found, and one for the rows that give nothing."""
    doubtful: dict[tuple[str, int], list[int]] = {}
    in_doubt = places.each(lambda match: match.how in ("ambiguous", "none")).astype(bool)
    for row in np.flatnonzero(in_doubt & ~left_out):
        doubtful.setdefault((places.texts[row], int(places.codes[row])), []).append(int(row))
    field = answers.first_of("municipality", "municipality_number", "organisation", "email")
    named = answers.texts("municipality")
    private = hold_people([text for text, _ in doubtful])
    people = people_among(answers, {name_key(text) for text, _ in doubtful} - {""})
    for (text, _), rows in doubtful.items():
        match = places.match(rows[0])
        column = "municipality" if text and "municipality" in answers else field
        if text and column == "municipality" and not named[rows[0]]:
            column = "municipality_number"
        cells = answers.cells(rows, column)
        header = answers.header(column)
        said = doubt_of(match, text, bool(places.settle_texts[rows[0]]))
        person = is_name(text) and not match.candidates
        if text and (private or person or "@" in text or name_key(text) in people):  # findings name nobody
            said = ("Teksten i cellen er ikke kjent som kommune.", "Rett den i filen, eller velg en annen kolonne.")
        findings.add("check", *said, code="place_unsure", cells=cells, column=header)


def people_among(answers: Answers, wanted: set[str]) -> set[str]:
    """Those of the wanted texts that are names of people in the file; both as `name_key` compares them."""
    ends = {(text[0], text[-1]) for text in wanted}

    def may_be(text: str) -> bool:
        """Most names are told apart by their first and last letter, which costs less."""
        first, last = text[:1].casefold(), text[-1:].casefold()
        return "," in text or (first, last) in ends or not (first in PLAIN_LETTERS and last in PLAIN_LETTERS)

    fields = [field for field in ("name", "asked_name", "contact_person") if field in answers] if wanted else []
    return {name_key(text) for field in fields for text in answers.distinct(field) if may_be(text)} & wanted


def hold_people(texts: list[str]) -> bool:
    """Whether most of the texts that are no municipalities look like people's names."""
    filled = [text for text in texts if text]
    return len(filled) > 2 and sum(map(is_name, filled)) > len(filled) / 2


def doubt_of(match: Match, text: str, settles: bool) -> tuple[str, str]:
    """(what is wrong, what to do) about a row without a municipality; `settles` where a choice can be kept."""
    if match is TOO_MANY:
        return match.reason, "Velg en annen kolonne for kommune i kolonnetabellen, eller del filen."
    said = QUESTION.split(match.reason)[0]
    if match.how == "ambiguous":
        whole = said if text else "Arbeidsstedet eller e-postadressen kan bety flere kommuner."
        return whole, f"Velg {name_candidates(match)}, i dashbordet eller i filen."
    if text:
        near = f" Kan det være {name_candidates(match)}?" if match.candidates else ""
        return said, f"Rett navnet i filen eller velg kommune for raden.{near}"
    if settles:
        return (
            "Raden oppgir ingen kommune, og verken arbeidssted eller e-post viser noen.",
            "Fyll inn kommunen i filen, eller velg den i dashbordet.",
        )
    return "Raden oppgir verken kommune eller noe annet som viser den.", "Fyll inn kommunen i filen."


def tell_contradictions(
    answers: Answers, places: Places, names: np.ndarray, domains: np.ndarray, findings: Findings
) -> None:
    """A tip where the e-mail address belongs to another municipality than the row names."""
    if "email" not in answers:
        return
    distinct = list(dict.fromkeys(domains.tolist()))
    found = match_many((None, None, f"x@{domain}" if domain else None, None) for domain in distinct)
    owners = {domain: match.numbers for domain, match in zip(distinct, found, strict=True) if domain and match.numbers}
    rows = np.flatnonzero((names != "") & distinct_map(domains, owners.__contains__).astype(bool))
    pairs, firsts = combine(places.codes[rows], domains[rows])
    strange = [contradicts(places.match(row), owners[domains[row]]) for row in rows[firsts]]
    told = rows[np.array(strange, dtype=bool)[pairs]]
    answers.tell(
        findings,
        "tip",
        "E-postadressen hører til en annen kommune enn den som er oppgitt.",
        "Kommunen i raden er brukt. Sjekk at den er riktig.",
        code="address_elsewhere",
        rows=told,
        field="email",
    )


def tell_other_counties(
    answers: Answers, places: Places, counties: np.ndarray, left_out: np.ndarray, findings: Findings
) -> None:
    """A check where the municipality of a row lies in another county than the row says."""
    rows = np.flatnonzero((counties != "") & ~left_out)
    pairs, firsts = combine(places.codes[rows], counties[rows])
    elsewhere = [lies_elsewhere(places.match(row), counties[row]) for row in rows[firsts]]
    answers.tell(
        findings,
        "check",
        "Kommunen i raden ligger i et annet fylke enn det som er oppgitt. Kommunen er brukt.",
        "Rett den av dem som er feil.",
        code="county_elsewhere",
        rows=rows[np.array(elsewhere, dtype=bool)[pairs]],
        field="county",
    )


def lies_elsewhere(match: Match, county: str) -> bool:
    territory = read_territory(county)
    return territory is not None and match.how in PLACED and not territory.numbers & set(match.numbers)


def contradicts(match: Match, owner: tuple[str, ...]) -> bool:
    return match.how in PLACED and not set(owner) & set(match.numbers)


def read_partners(answers: Answers, places: Places, findings: Findings) -> np.ndarray:
    """Each row's municipalities with those of the partner column behind the applicant's own."""
    numbers = places.each(lambda match: match.numbers)
    if "partners" not in answers:
        return numbers
    texts, counties = answers.map("partners", clean_choice), answers.map("county", clean_choice)
    named = [row for row in np.flatnonzero(texts != "").tolist() if not says_nobody(texts[row])]
    asked = list(dict.fromkeys((texts[row], counties[row], None, None) for row in named))
    found = dict(zip(asked, match_affordably(asked), strict=True))
    for row in named:
        match = found[texts[row], counties[row], None, None]
        if match.how == "ambiguous":
            own = [number for number in match.candidates if number in places.match(row).numbers]
            match = replace(match, numbers=tuple(own)) if own else match
        numbers[row] = tuple(dict.fromkeys((*numbers[row], *match.numbers)))
        if not match.numbers and match.how != "svalbard":
            findings.add(
                "check",
                QUESTION.split(match.reason)[0],
                "Skriv navnene på samarbeidskommunene med komma mellom, så telles søknaden for hver.",
                code="partners_unsure",
                cells=[answers.cell(int(row), "partners")],
                column=answers.header("partners"),
            )
    return numbers


ALONE = ("no", "alene", "aleine", "åleine")


def says_nobody(text: str) -> bool:
    first = text.casefold().split()[0].strip(".,;:!–-") if text.split() else ""
    return says_no(text) or first in ALONE or (read_yes(text) is True and len(text) < 5)


def name_candidates(match: Match) -> str:
    more = " og flere" if len(match.candidates) > SHOWN_CANDIDATES else ""
    return f"{labels(match.candidates[:SHOWN_CANDIDATES], either=True)}{more}" or "kommunen"


def distinct_map(texts: np.ndarray, change: Callable[[str], object]) -> np.ndarray:
    """`change` of each text, asked once for each distinct one."""
    codes, distinct = pd.factorize(texts)
    return as_objects([change(text) for text in distinct])[codes] if len(texts) else texts


def combine(first: np.ndarray, *others: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(a code per row for the combination of its values, the first row of each code)."""
    codes, _ = pd.factorize(first)
    for column in others:
        own, distinct = pd.factorize(column)
        codes, _ = pd.factorize(codes * len(distinct) + own)
    _, firsts = np.unique(codes, return_index=True)
    return codes, firsts
