"""What the settings of a round may be: a sentence for each field that isn't right, and their TOML text."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

import tomli_w

from domain.clock import day_of
from domain.gatherings import START, with_gatherings
from domain.links import WHOLE_ADDRESS, is_web_address
from domain.round_dates import DATE_OF, DATES
from domain.rounds import last_of_month
from domain.words import capital, format_date, plural
from loaders.scores import is_in_every_template

GATHERING = "gatherings"
"""The field that a problem of the whole list, or of the day of the first, stands at."""
MOST_LETTERS = 60
"""The letters of a gathering's title, which stands in sentences, buttons and beside curves."""

_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")
_YEARS = range(2000, 2101)
_TARGETS = {"applications": ("søknad", "søknader"), "places": ("plass", "plasser")}


def check_settings(values: Mapping[str, object]) -> dict[str, str]:
    """A sentence for each field that isn't right, by its dotted name («dates.deadline»); {} when all are.

    A branch's target is named «targets.branches.Nordland.places», a gathering's end «gatherings.gathering.end» by its
    key.
    """
    values = with_gatherings(values)
    checks = (_check_tables, _check_texts, _check_gatherings, _check_dates, _check_targets, _check_criteria)
    return dict(problem for check in checks for problem in check(values))


def _check_tables(values: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """What a form can't get wrong, but a text can."""
    for name in ("links", "dates", "targets", "known", "example"):
        if not isinstance(values.get(name, {}), Mapping):
            yield name, f"«{name}» må være en tabell, [{name}], med et felt på hver linje."
    branches = _table(values, "targets").get("branches", {})
    if not isinstance(branches, Mapping) or not all(isinstance(branch, Mapping) for branch in branches.values()):
        yield "targets.branches", "Målene for fylkesavdelingene må være en tabell for hver av dem."
    if not isinstance(values.get("earlier_round", ""), str):
        yield "earlier_round", "«earlier_round» må være en tekst, i hermetegn."
    shown_on = _table(values, "example").get("as_of")
    if shown_on is not None and not (isinstance(shown_on, date) and shown_on.year in _YEARS):
        yield "example.as_of", "Skriv en dato som 2024-05-02."
    known = _table(values, "known")
    for name in ("applied", "places", "completed"):
        if not _is_count(known.get(name)):
            yield f"known.{name}", "Tallet må være et helt tall, 0 eller høyere."
    named = known.get("municipalities", [])
    if not isinstance(named, list) or not all(isinstance(number, str) for number in named):
        yield "known.municipalities", "Kommunene må være en liste av kommunenumre, hvert i hermetegn."


def _check_texts(values: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    round_id, title = str(values.get("id", "")), str(values.get("title", "")).strip()
    if not _KEY.fullmatch(round_id):
        yield ("id", "Skriv en kort kode for runden med små bokstaver a–z, sifre og bindestrek, for eksempel 2025.")
    if not title:
        yield "title", "Skriv hva runden heter."
    elif len(title) > 200:
        yield "title", "Tittelen er for lang: bruk høyst 200 tegn."
    for name, address in _table(values, "links").items():
        if address and not is_web_address(str(address)):
            yield f"links.{name}", WHOLE_ADDRESS


def _check_dates(values: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    given = {name: day for name, day in _table(values, "dates").items() if day is not None and name in DATE_OF}
    dates = {name: day for name, day in given.items() if isinstance(day, date) and day.year in _YEARS}
    for name in (name for name in given if name not in dates):
        year = f" i årene {_YEARS[0]}–{_YEARS[-1]}" if isinstance(given[name], date) else ""
        yield f"dates.{name}", f"Skriv en dato som 15.05.2024{year}."
    first, last = dates.get("first_day"), dates.get("last_day")
    if first and last and day_of(last) < day_of(first):
        yield "dates.last_day", f"Tidslinjen slutter {format_date(last)}, før den begynner {format_date(first)}."
    elif (deadline := dates.get("deadline")) and last and day_of(last) < day_of(deadline):
        # no number is shown of a later day, so the last applications would be missing
        yield "dates.last_day", f"Tidslinjen slutter {format_date(last)}, før søknadsfristen ({format_date(deadline)})."
    yield from _check_order(dates | _first_gathering(values), bool(_table(values, "dates").get("start_is_month")))


def _first_gathering(values: Mapping[str, object]) -> dict[str, date]:
    """The day of the first gathering, which comes after the call and before the deadline."""
    days = [one["start"] for one in _gatherings(values) if isinstance(one.get("start"), date)]
    return {GATHERING: min(map(day_of, days))} if days else {}


def _check_order(dates: Mapping[str, date], start_is_month: bool) -> Iterator[tuple[str, str]]:
    before = ""
    ordered = [one.key for one in DATES if one.ordered]
    phrases = {one.key: one.phrase for one in DATES} | {GATHERING: "samlingens start"}
    ordered.insert(ordered.index("call") + 1, GATHERING)
    for name in (name for name in ordered if name in dates):
        day = day_of(dates[name])
        # some day of the month: its last one is what must not be too early
        if name == "start" and start_is_month:
            day = last_of_month(day)
        if before and day < day_of(dates[before]):
            told = f"{capital(phrases[name])} ({format_date(dates[name])}) er før"
            field = GATHERING if name == GATHERING else f"dates.{name}"
            yield field, f"{told} {phrases[before]} ({format_date(dates[before])})."
        before = name


def _check_gatherings(values: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Each has a key and a title of its own, and both its times or none that end after they began."""
    listed = values.get("gatherings", [])
    if not isinstance(listed, list) or len(_gatherings(values)) != len(listed):
        yield GATHERING, "Samlingene må være en liste av tabeller, [[gatherings]], hver med «key» og «title»."
        return
    titles: set[str] = set()
    keys: set[str] = set()
    for one in _gatherings(values):
        key, title = str(one.get("key", "")), str(one.get("title", "")).strip()
        if not _KEY.fullmatch(key) or key in {*keys, START}:
            yield GATHERING, "Hver samling må ha en egen «key» av små bokstaver a–z, sifre og bindestrek."
        elif not title:
            yield f"gatherings.{key}.title", "Skriv hva samlingen heter."
        elif len(title) > MOST_LETTERS:
            yield f"gatherings.{key}.title", f"Navnet er for langt: bruk høyst {MOST_LETTERS} tegn."
        elif title.casefold() in titles:
            yield f"gatherings.{key}.title", "To samlinger heter det samme. Gi hver et navn for seg."
        titles.add(title.casefold())
        keys.add(key)
        yield from _check_times(key, one)


def _check_times(key: str, one: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    times = {}
    for name in ("start", "end"):
        at = one.get(name)
        if at is not None and not isinstance(at, datetime):
            yield f"gatherings.{key}.{name}", "Samlingen må ha både dato og klokkeslett."
        elif at is not None and at.year not in _YEARS:
            yield f"gatherings.{key}.{name}", f"Velg en dag i årene {_YEARS[0]}–{_YEARS[-1]}."
        elif at is not None:
            times[name] = at
    if "start" in times and "end" in times and times["end"] <= times["start"]:
        yield f"gatherings.{key}.end", "Samlingen slutter før den har begynt."
    if not isinstance(one.get("place", ""), str):
        yield f"gatherings.{key}.place", "Stedet må være en tekst, i hermetegn."


def _gatherings(values: Mapping[str, object]) -> list[Mapping[str, Any]]:
    listed = values.get("gatherings", [])
    return [one for one in listed if isinstance(one, Mapping)] if isinstance(listed, list) else []


def _check_targets(values: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    targets = _table(values, "targets")
    branches = _table(targets, "branches")
    for name, (one, word) in _TARGETS.items():
        total, right = targets.get(name), True
        if not _is_count(total):
            yield f"targets.{name}", f"Målet for {word} må være et helt tall, 0 eller høyere."
            right = False
        parts = {branch: _table(branches, branch).get(name) for branch in branches}
        for branch, part in parts.items():
            if not _is_count(part):
                sentence = f"Målet for {word} i {branch} må være et helt tall, 0 eller høyere."
                yield f"targets.branches.{branch}.{name}", sentence
                right = False
        known = [part for part in parts.values() if isinstance(part, int)]
        if right and known and sum(known) != (total or 0):
            together = plural(sum(known), one, word)
            yield f"targets.{name}", f"Fylkesavdelingene har til sammen {together}, men målet i alt er {total or 0}."


def _check_criteria(values: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """The first thing that is wrong with the criteria, all under one name: their form is one grid."""
    criteria = values.get("criteria", [])
    if not isinstance(criteria, list) or not all(isinstance(one, Mapping) for one in criteria):
        yield "criteria", "«criteria» må være en liste av tabeller, [[criteria]]."
        return
    names = [str(one.get("name") or "").strip() for one in criteria]
    for one, name in zip(criteria, names, strict=True):
        if sentence := _wrong_with(one, name, names):
            yield "criteria", sentence
            return


def _wrong_with(criterion: Mapping[str, object], name: str, names: list[str]) -> str:
    if not name or not criterion.get("key"):
        return "Skriv et navn på hvert kriterium."
    if len(name) > 80:
        return f"Navnet «{name[:20]}…» er for langt: bruk høyst 80 tegn."
    if [other.casefold() for other in names].count(name.casefold()) > 1:
        return f"To kriterier heter «{name}»."
    if is_in_every_template(name):
        return f"Kall kriteriet noe annet enn «{name}»: det heter en annen kolonne i regnearket for poeng."
    weight, low, high = (criterion.get(field) for field in ("weight", "low", "high"))
    if not _is_count(weight) or weight is None or not 1 <= int(str(weight)) <= 100:
        return f"Vekten til «{name}» må være et helt tall fra 1 til 100."
    if not (_is_count(low) and _is_count(high)) or low is None or high is None or int(str(low)) >= int(str(high)):
        return f"Skalaen til «{name}» må gå fra et helt tall til et høyere."
    return ""


def _is_count(value: object) -> bool:
    return value is None or (isinstance(value, int) and not isinstance(value, bool) and value >= 0)


def _table(values: Mapping[str, object], name: str) -> Mapping[str, object]:
    found = values.get(name, {})
    return found if isinstance(found, Mapping) else {}


def write_settings(values: Mapping[str, object]) -> str:
    """The settings as TOML text, which tomllib reads back to the same tables; what is None is left out."""
    return tomli_w.dumps(_known(values))


def _known(values: Mapping[str, object]) -> dict[str, object]:
    """The tables without what is None, for which TOML has no word."""
    return {name: _known_of(value) for name, value in values.items() if value is not None}


def _known_of(value: object) -> object:
    if isinstance(value, list):
        return [_known_of(one) for one in value]
    return _known(value) if isinstance(value, Mapping) else value
