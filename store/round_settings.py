"""What the settings of a round may be: a sentence for each field that isn't right, and their TOML text."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime

import tomli_w

from domain.clock import day_of
from domain.links import is_web_address
from domain.round_dates import DATE_OF, DATES
from domain.rounds import last_of_month
from domain.words import format_date

_YEARS = range(2000, 2101)
_TARGETS = {"applications": "søknader", "places": "plasser"}


def check_settings(values: Mapping[str, object]) -> dict[str, str]:
    """A sentence for each field that isn't right, by its dotted name («dates.deadline»); {} when all are.

    A branch's target is named «targets.branches.Nordland.places».
    """
    checks = (_check_tables, _check_texts, _check_dates, _check_targets, _check_criteria)
    return dict(problem for check in checks for problem in check(values))


def _check_tables(values: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """What a form can't get wrong, but a text can."""
    for name in ("links", "dates", "targets", "known", "example"):
        if not isinstance(values.get(name, {}), Mapping):
            yield name, f"«{name}» må være en tabell, [{name}], med et felt på hver linje."
    branches = _table(values, "targets").get("branches", {})
    if not isinstance(branches, Mapping) or not all(isinstance(branch, Mapping) for branch in branches.values()):
        yield "targets.branches", "Målene for fylkesavdelingene må være en tabell for hver av dem."
    for name in ("place", "earlier_round"):
        if not isinstance(values.get(name, ""), str):
            yield name, f"«{name}» må være en tekst, i hermetegn."
    shown_on = _table(values, "example").get("as_of")
    if shown_on is not None and not isinstance(shown_on, date):
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
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,31}", round_id):
        yield ("id", "Skriv en kort kode for runden med små bokstaver a–z, sifre og bindestrek, for eksempel 2025.")
    if not title:
        yield "title", "Skriv hva runden heter."
    elif len(title) > 200:
        yield "title", "Tittelen er for lang: bruk høyst 200 tegn."
    for name, address in _table(values, "links").items():
        if address and not is_web_address(str(address)):
            yield f"links.{name}", "Skriv hele adressen, med https:// først, eller la feltet stå tomt."


def _check_dates(values: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    given = {name: day for name, day in _table(values, "dates").items() if day is not None and name in DATE_OF}
    dates = {name: day for name, day in given.items() if isinstance(day, date) and day.year in _YEARS}
    for name in (name for name in given if name not in dates):
        year = f" i årene {_YEARS[0]}–{_YEARS[-1]}" if isinstance(given[name], date) else ""
        yield f"dates.{name}", f"Skriv en dato som 15.05.2024{year}."
    for name in [one.key for one in DATES if one.with_time]:
        if name in dates and not isinstance(dates[name], datetime):
            yield f"dates.{name}", "Samlingen må ha både dato og klokkeslett."
            del dates[name]
    begin, end = dates.get("gathering_start"), dates.get("gathering_end")
    if begin and end and end <= begin:
        yield "dates.gathering_end", "Samlingen slutter før den har begynt."
    first, last = dates.get("first_day"), dates.get("last_day")
    if first and last and day_of(last) < day_of(first):
        yield "dates.last_day", f"Tidslinjen slutter {format_date(last)}, før den begynner {format_date(first)}."
    elif (deadline := dates.get("deadline")) and last and day_of(last) < day_of(deadline):
        # no number is shown of a later day, so the last applications would be missing
        yield "dates.last_day", f"Tidslinjen slutter {format_date(last)}, før søknadsfristen ({format_date(deadline)})."
    yield from _check_order(dates, bool(_table(values, "dates").get("start_is_month")))


def _check_order(dates: Mapping[str, date], start_is_month: bool) -> Iterator[tuple[str, str]]:
    before = ""
    for name in (one.key for one in DATES if one.ordered and one.key in dates):
        day = day_of(dates[name])
        # some day of the month: its last one is what must not be too early
        if name == "start" and start_is_month:
            day = last_of_month(day)
        if before and day < day_of(dates[before]):
            told = f"{DATE_OF[name].phrase.capitalize()} ({format_date(dates[name])}) er før"
            yield f"dates.{name}", f"{told} {DATE_OF[before].phrase} ({format_date(dates[before])})."
        before = name


def _check_targets(values: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    targets = _table(values, "targets")
    branches = _table(targets, "branches")
    for name, word in _TARGETS.items():
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
            yield (
                f"targets.{name}",
                (f"Fylkesavdelingene har til sammen {sum(known)} {word}, men målet i alt er {total or 0}."),
            )


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
    return {
        name: _known(value) if isinstance(value, Mapping) else value
        for name, value in values.items()
        if value is not None
    }
