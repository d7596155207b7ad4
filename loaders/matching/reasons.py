"""The sentence that tells the user how a municipality was found, or why it was not."""

from collections.abc import Iterable

from data import reference
from domain.words import join_words, shorten
from loaders.matching.gazetteer import Meaning
from loaders.matching.names import key
from loaders.matching.readings import Heard


def explain(reading: Heard) -> str:
    return EXPLANATIONS[reading.kind](reading)


def quoted(text: str) -> str:
    """The text as written, in Norwegian quotation marks, cut where it is long."""
    return f"«{shorten(text)}»"


def labels(numbers: Iterable[str], *, either: bool = False) -> str:
    """«Nes, Nesbyen eller Våler (3114)»."""
    return join_words((reference.municipalities()[number].label for number in numbers), either=either)


def of_found(reading: Heard) -> str:
    meaning = reading.meanings[0]
    name = labels(reading.numbers)
    if reading.how == "email":
        return f"Kommunen er ikke oppgitt, men e-postadressen hører til {name} ({reading.text})."
    if reading.how == "fuzzy":
        meant = name if meaning.how in ("exact", "alias") else f"{meaning.name.title()}, som er i {name}"
        return f"Skrevet {quoted(reading.text)}, trolig en skrivefeil for {meant}; ingen annen ligner så mye."
    if reading.because == "organisation":
        return f"Kommunen er ikke oppgitt; arbeidsstedet {quoted(reading.text)} er i {name}."
    sentence = of_meaning(reading, meaning, name)
    if reading.because in HINTS:
        return f"{sentence[:-1]}; {HINTS[reading.because]} viser hvilken."
    return sentence


def of_meaning(reading: Heard, meaning: Meaning, name: str) -> str:
    written = quoted(reading.text)
    if meaning.former:
        return of_former(reading, meaning, meaning.former, name)
    if meaning.how == "place":
        code = f" (postnummer {reading.detail})" if reading.because == "postcode" else ""
        return f"Skrevet {written}{code}, et sted i {name}."
    if reading.because == "number":
        return f"{written} er kommunenummeret til {name}."
    if reading.because == "garbled":
        return f"Skrevet {written}, der en bokstav er gått tapt eller byttet ut; det er {name}."
    if key(reading.text) == key(name):
        return f"{name} er kommunens navn."
    return f"Skrevet {written}, som er {name}."


def of_former(reading: Heard, meaning: Meaning, former: reference.Former, name: str) -> str:
    written = f"Skrevet {quoted(reading.text)}"
    if reading.because == "number":
        now = f"{reading.numbers[0]} {reference.municipalities()[reading.numbers[0]].name}"
        return f"{former.number} var nummeret til {meaning.name} til og med {former.until_year}; nå {now}."
    year = former.until_year + 1
    if former.kind == "renamed":
        return f"{written}; {meaning.name} i {former.county} heter {name} fra {year}."
    if len(former.successors) > 1:
        return f"{written}; {meaning.name} ble delt i {year}, og her er det {name}."
    if former.name == name:
        return f"{written}, som er {name}."
    return f"{written}, som ble del av {name} i {year}."


def of_several(reading: Heard) -> str:
    return f"Flere kommuner i samme felt: {labels(reading.numbers)}."


def of_svalbard(reading: Heard) -> str:
    return "Longyearbyen på Svalbard er ikke en kommune og telles for seg."


HINTS = {
    "hint": "det som står ved siden av navnet,",
    "county": "fylket i samme rad",
    "e-mail": "e-postadressen i samme rad",
    "workplace": "arbeidsstedet i samme rad",
}

DOUBTS = {
    "filler": "{text} kan være skrevet bare for å fylle feltet.",
    "year": "{text} kan være et årstall og ikke et kommunenummer.",
    "postcode": "{text} er ikke et kommunenummer, men postnummeret til {detail}.",
    "contradiction": "Delene av {text} peker ikke på samme kommune.",
    "conflict": "Opplysningene i {text} og resten av raden peker ikke på samme kommune.",
    "unread": "Bare en del av {text} kan leses som en kommune.",
    "either": "{text} nevner flere kommuner med «eller».",
    "part": "Bare en del av {text} kan leses som en kommune.",
    "part of name": "{text} er bare en del av et kommunenavn.",
    "similar": "{text} ligner på et kommunenavn, men ikke nok til å velge.",
    "short": "{text} er for kort til å være sikker på.",
    "several": "Minst en av kommunene i {text} kan være flere.",
    "abroad too": "{text} er også et sted utenfor Norge.",
    "abroad": "{text} nevner også et sted utenfor Norge.",
}


def of_choice(reading: Heard) -> str:
    numbers = reading.numbers
    doubt = DOUBTS.get(reading.because, "").format(text=quoted(reading.text), detail=reading.detail)
    divided = next((m.former for m in reading.meanings if m.former and len(m.numbers) > 1), None)
    if divided and len(reading.meanings) == 1:
        doubt = f"{reading.meanings[0].name} ble delt i {divided.until_year + 1}."
    if not doubt:
        doubt = f"{quoted(reading.text)} kan være flere kommuner."
    return f"{doubt} Velg kommune: {labels(numbers, either=True)}." if numbers else f"{doubt} Velg kommune."


def of_area(reading: Heard) -> str:
    kind = "et fylke" if reading.territory is None or reading.territory.kind == "county" else "et område"
    return f"{quoted(reading.text)} er {kind}, ikke en kommune."


def of_unknown(reading: Heard) -> str:
    if reading.because == "number":
        return f"{quoted(reading.text)} er ikke et kommunenummer."
    if reading.because == "long":
        return f"Teksten {quoted(reading.text)} er for lang til å leses som en kommune."
    near = f" Mente du {labels(reading.numbers, either=True)}?" if reading.numbers else ""
    return f"{quoted(reading.text)} er ikke kjent som kommune.{near}"


EXPLANATIONS = {
    "found": of_found,
    "several": of_several,
    "svalbard": of_svalbard,
    "choice": of_choice,
    "area": of_area,
    "abroad": lambda reading: f"{quoted(reading.text)} ligger ikke i Norge ({reading.detail}).",
    "junk": lambda reading: f"{quoted(reading.text)} ser ut som en prøve og er ikke en kommune.",
    "missing": lambda reading: "Kommunen er ikke oppgitt.",
    "unknown": of_unknown,
}
