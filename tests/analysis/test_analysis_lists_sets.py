"""The call lists against plain sets of the raw rows, under twenty filters."""

import random
from collections import Counter
from datetime import date, datetime, timedelta
from functools import cache

import pytest

from analysis.lists import make_lists
from data.reference import branches, municipalities
from domain.rounds import read_round
from tests.analysis.tables import NO_ROWS, notes, rows, situation

PLACES = municipalities()
PILOT = read_round('id = "2021"\ntitle = "P"\n[known]\nmunicipalities = ["3203", "1804", "1122", "4638", "3228"]')
DAYS = ("2024-03-14", "2024-03-31", "2024-05-02", "2024-05-16", "2024-09-01")
REGIONS = ((), ("Nordland",), ("Vestland", "Rogaland"), ("Akershus", "Innlandet"))


def make_raw(seed=11):
    """What came, as plain tuples: registrations, those who took part, applications (with a partner or none)."""
    dice, pool = random.Random(seed), sorted(PLACES)[::2]

    def moment(first: int, last: int) -> str:
        """Some minute between two days after 20 February."""
        return (datetime(2024, 2, 20) + timedelta(minutes=dice.randrange(first * 1440, last * 1440))).isoformat()

    signed = [
        (moment(0, 22), number, f"r{one}@x.no", dice.choice((1, 1, 3)))
        for one, number in enumerate(dice.choices(pool, k=200))
    ]
    came = [(number, email) for _, number, email, _ in signed if dice.random() < 0.5]
    applied = [
        (
            moment(28, 95),
            number,
            dice.choice([*[None] * 6, *pool]) if dice.random() < 0.3 else None,
            dice.choice(["", "", "placed", "confirmed", "withdrawn"]),
            dice.choice(["Ja", "Nei"]),
        )
        for number in dice.choices(pool, k=80)
    ]
    return signed, came, applied


SIGNED, CAME, APPLIED = make_raw()
CALLED = (("2024-04-20", SIGNED[0][1]), ("2024-03-20", SIGNED[1][1]))


@cache
def on(day):
    """The situation at the end of a day, which a filter then takes its part of."""
    return situation(day, start_registrations=NO_ROWS, **as_tables())


@cache
def as_tables():
    return {
        "registrations": rows(
            *[{"on": on, "of": number, "email": email, "name": email, "persons": n} for on, number, email, n in SIGNED]
        ),
        "attendance": rows(*[{"joined_at": "2024-03-15 09:30", "email": email, "name": email} for _, email in CAME]),
        "applications": rows(
            *[
                {
                    "on": on,
                    "of": (number, partner) if partner else number,
                    "state": state,
                    "anchoring": anchored,
                    "contact_person": "Kari",
                    "team": "To",
                }
                for on, number, partner, state, anchored in APPLIED
            ]
        ),
        "notes": notes(*[(day, number, "telefon") for day, number in CALLED]),
    }


def expect_sets(as_of, regions):
    """Each list as the difference of two sets, from the tuples alone."""
    end = (date.fromisoformat(as_of) + timedelta(days=1)).isoformat()
    here = {n for n, place in PLACES.items() if not regions or place.branch in regions or place.county in regions}
    signed = [row for row in SIGNED if row[0] < end]
    live = [row for row in APPLIED if row[0] < end and row[3] != "withdrawn"]
    registered, persons = {row[1] for row in signed}, Counter()
    for _, number, _, n in signed:
        persons[number] += n
    attended = {number for number, _ in CAME} if as_of >= "2024-03-15" else set()
    applied = {number for row in live for number in row[1:3] if number}
    placed = [row for row in live if row[3] in ("placed", "confirmed")]
    quiet_since = (date.fromisoformat(as_of) - timedelta(days=21)).isoformat()
    called = {number for day, number in CALLED if quiet_since < day <= as_of}
    shown = registered | attended | applied
    return {
        "not_attended": (registered - attended) & here if attended else set(),
        "attended_not_applied": (attended - applied) & here,
        "several_not_applied": {n for n in registered - applied if persons[n] >= 2} & here,
        "lacking": {row[1] for row in live if row[4] == "Nei"} & here,
        "not_confirmed": {row[1] for row in placed if row[3] == "placed"} & here,
        "not_at_start": {row[1] for row in placed} & here,
        "pilot_absent": (set(PILOT.known_municipalities) - shown) & here,
        "quiet": (shown - applied - called) & here,
        "registered": registered & here,
        "regions_with_none": {branch for branch in branches() if any(PLACES[n].branch == branch for n in here)}
        - {PLACES[n].branch for n in applied & here},
    }


@pytest.mark.parametrize("regions", REGIONS)
@pytest.mark.parametrize("as_of", DAYS)
def test_each_list_is_the_plain_set_difference_under_every_filter(as_of, regions):
    lists = make_lists(on(as_of).select(regions), pilot=PILOT)
    found = {key: set(one.rows["region" if one.of == "region" else "number"]) for key, one in lists.items()}
    expected = expect_sets(as_of, regions)
    assert {key: found[key] for key in expected} == expected
    assert sum(map(len, expected.values())) > 5  # there is something to find
    joint = {number for _, *both, state, _ in APPLIED if both[1] and state != "withdrawn" for number in both}
    if as_of == DAYS[-1]:
        assert joint.isdisjoint(found["attended_not_applied"] | found["several_not_applied"] | found["quiet"])
