"""Columns known by each other: several participants in an answer, the branches of a form, a meeting's times."""

import re

import numpy as np

from loaders.table.consequences import participant_number
from loaders.table.evidence import agreement, speaks
from loaders.table.headers import NEARLY, WORD, drop_repeat, header_weight, plain_header
from loaders.table.layout import HOWS, UNLIKELY, Candidate, Claim, Layout, doubts
from loaders.table.meeting import find_shape
from loaders.table.profile import Profile

JOINED = frozenset(("municipality", "county", "organisation", "role", "name", "email", "phone", "municipality_number"))
"""Fields that the branches of a form ask once each: their columns are one where no row fills two of them."""
FIRST_NAME = re.compile(r"fornavn|fornamn|first name")
OTHER_PERSON = ("kontakt", "leder", "leiar", "ansvarlig", "kommune", "skole", "skule")


def claim_participants(layout: Layout, claims: list[Claim], taken: set[str], closed: set[int]) -> None:
    """«Navn på deltaker 1», «… 2», «… 3»: several people in one answer."""
    if "participant" in taken:
        return
    plain = [plain_header(header) for header in layout.headers]
    found = {
        place: number
        for place, header in enumerate(layout.headers)
        if place not in closed and (number := participant_number(header))
    }
    first = next(
        (
            place
            for place in range(len(plain))
            if found and plain[place] in {drop_repeat(plain[p], plain) for p in found}
        ),
        None,
    )
    if first is not None and first not in closed and first not in found:
        found[first] = 1
    fits = all(speaks(layout.profiles[place]) in ("", "name", "text", "municipality") for place in found)
    if len(found) < 2 or not fits or not distinct_people(layout, list(found)):
        return
    for place in found:
        claims[place] = Claim(
            "participant", "exact", "Flere personer i ett svar: hvert utfylte navn er én deltaker.", "sure"
        )


def distinct_people(layout: Layout, places: list[int]) -> bool:
    """Whether the columns of participants name people, and not the branches of one question."""
    profiles = [layout.profiles[place] for place in places]
    filled = [layout.columns[place].filled for place in places]
    first_names = all(FIRST_NAME.search(layout.readings[place][0]) for place in places)
    named = first_names or max(profile.names for profile in profiles) > 0.4
    return named and bool(np.logical_and(filled[0], np.logical_or.reduce(filled[1:])).any() or profiles[0].filled <= 1)


def claim_asked(layout: Layout, claims: list[Claim], taken: set[str], closed: set[int]) -> None:
    """A question called «Navn» or «E-post» in a form that records both: it helps where Forms knows neither."""
    recorded = {claim.field for claim in claims[: layout.lead]}
    for name in ("email", "name"):
        asked = f"asked_{name}"
        if name not in recorded or asked in taken:
            continue
        found = [
            (header_weight(name, layout.readings[place]) - doubts(layout, place, "comment"), -place)
            for place in range(layout.lead, len(claims))
            if place not in closed
            and not claims[place].field
            and not any(word in layout.readings[place][0] for word in OTHER_PERSON)
            and agreement(name, layout.profiles[place]) >= 0
            and not says_states(layout.profiles[place])
        ]
        weight, place = max(found, default=(0.0, 0))
        own = header_weight(name, layout.readings[-place])
        if weight >= WORD - UNLIKELY and own:
            how = HOWS[own]
            claims[-place] = Claim(asked, how, "Skjemaet spør om det Forms også skriver selv.", "sure")
            taken.add(asked)


def says_states(profile: Profile) -> bool:
    """Whether the values are states all through: «Not Attending» looks like a name."""
    return max(profile.rows_registration, profile.rows_application) >= 0.9


def claim_shape(layout: Layout, claims: list[Claim], taken: set[str], closed: set[int]) -> None:
    """A meeting report in any language: two times and a duration in each row."""
    shape = find_shape(layout.columns, layout.profiles, closed)
    for name, place in zip(("joined_at", "left_at", "minutes"), shape or (), strict=False):
        if name not in taken:
            weight = header_weight(name, layout.readings[place])
            how = HOWS[weight] if weight >= NEARLY else "values"
            reason = "Hver rad har to tidspunkter og en varighet, som i en møterapport."
            claims[place] = Claim(name, how, reason, "sure" if weight >= NEARLY else "likely")
            taken.add(name)


def join_branches(layout: Layout, claims: list[Claim], candidates: list[Candidate]) -> None:
    """Several columns that are one question: no row fills two of them."""
    for name in JOINED:
        first = next(
            (place for place, claim in enumerate(claims) if claim.field == name and claim.how != "chosen"), None
        )
        if first is None or first in layout.hidden or layout.profiles[first].blank == 0:
            continue
        filled = layout.columns[first].filled.copy()
        for found in candidates:
            place, profile = found.place, layout.profiles[found.place]
            fits = found.agrees >= 1 or (found.weight >= WORD and found.agrees >= 0)
            if found.field.name != name or claims[place].field or claims[place].proposed or not fits:
                continue
            own = layout.columns[place].filled
            if not profile.telling or place in layout.hidden or (filled & own).any():
                continue
            filled |= own
            label = layout.headers[first]
            reason = f"Slått sammen med «{label}»: ingen rad har svart på begge, og den utfylte cellen gjelder."
            claims[place] = Claim(name, "joined", reason, "likely" if found.weight < WORD else "sure")
