"""Whom to call in a municipality: the people its applications and registrations name, the nearest to it first."""

from collections.abc import Sequence

import pandas as pd

from analysis.situation import Situation
from analysis.sources import concern
from domain.kinds import RowKind
from domain.people import is_same_person

COLUMNS = ["name", "role", "phone", "email", "origin"]
ORIGINS: dict[RowKind, str] = {
    "applications": "sendte søknaden",
    "start_registrations": "påmeldt til oppstarten",
    "registrations": "påmeldt til samling",
}
CONTACT = "kontaktperson i søknaden"


def list_contacts(situation: Situation, number: str, people_of: Sequence[str]) -> pd.DataFrame:
    """One row per person of these branches: name, role, phone, email and origin (texts; "" for what is not known).

    The contact person of an application first, then who sent it, then those registered; of a person, who is the
    same by address or else by name, each thing is taken from the first row that has it. A joint application belongs to
    the branch of the municipality named first. Personal data.
    """
    found = _gather(situation, people_of, [number])
    return pd.DataFrame(list(found.get(number, {}).values()), columns=COLUMNS)


def first_contacts(situation: Situation, people_of: Sequence[str]) -> pd.DataFrame:
    """Whom to call first in each municipality: number, name, phone and email; of these branches' people alone.

    The first of list_contacts that has a telephone number, else the first of them. Personal data.
    """
    found = []
    for number, people in _gather(situation, people_of).items():
        with_phone = [person for person in people.values() if person["phone"]]
        person = (with_phone or list(people.values()))[0]
        found.append((number, person["name"], person["phone"], person["email"]))
    return pd.DataFrame(found, columns=["number", "name", "phone", "email"])


def _gather(
    situation: Situation, people_of: Sequence[str], numbers: Sequence[str] | None = None
) -> dict[str, dict[str, dict[str, str]]]:
    """The people of each municipality, of these numbers alone where some are given, in the order to call them."""
    situation = situation.whole or situation  # a partner's application may belong to another region
    found: dict[str, dict[str, dict[str, str]]] = {}
    for kind, origin in ORIGINS.items():
        rows = situation.counting(kind)
        rows = rows[rows["branch"].isin(people_of)]
        if numbers is not None:
            rows = rows[concern(rows, numbers)]
        rows = rows.sort_values("submitted_at", ascending=False, kind="stable").assign(place=rows["numbers"])
        rows = rows.explode("place").dropna(subset="place")
        if kind == "applications":
            named = rows.assign(name=rows["contact_person"], email=rows["contact_email"], role="", phone="")
            _add(found, named, CONTACT)
        _add(found, rows, origin)
    return found


def _add(found: dict[str, dict[str, dict[str, str]]], rows: pd.DataFrame, origin: str) -> None:
    for row in rows[["place", "name", "role", "phone", "email"]].fillna("").astype(str).itertuples(index=False):
        person = {name: text.strip() for name, text in row._asdict().items() if name != "place"}
        name, email = person["name"], person["email"]
        if not (name or email):
            continue
        people = found.setdefault(row.place, {})
        known_as = ((key, (other["name"], other["email"])) for key, other in people.items())
        same = next((key for key, other in known_as if is_same_person((name, email), other)), None)
        known = people.setdefault(same or f"{email} {name}", {**person, "origin": origin})
        known |= {key: text for key, text in person.items() if not known[key]}
