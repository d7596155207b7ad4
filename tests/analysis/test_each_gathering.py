"""The columns of each gathering in the table of municipalities: against plain sets, persons in all counted once."""

from collections import Counter

import pandas as pd
from hypothesis import given, settings

from analysis.each_gathering import count_each_gathering
from frame.parts.municipality_table import status_table
from tests.analysis.tables import ALTA, BODO, NARVIK, ROUND
from tests.analysis.test_gatherings import (
    DAYS,
    KEYS,
    TOWNS,
    attendance,
    person,
    present,
    registrations,
    sets,
    signed,
    situation,
)


@settings(max_examples=15, deadline=None)
@given(sets, sets)
def test_each_gathering_has_the_persons_of_its_own_sets_and_the_round_each_person_once(signed_up, came):
    town = {who: TOWNS[who % 4] for who in range(12)}
    tables = []
    for key, day, some, others in zip(KEYS, DAYS, signed_up, came, strict=True):
        tables += [registrations(key, signed(*(person(who, town[who]) for who in sorted(some))))] if some else []
        others = others & set().union(*signed_up)  # whoever is registered somewhere has a municipality
        tables += [attendance(key, present(*(person(who) for who in sorted(others)), day=day))] if others else []
    found = situation(tables)
    counted = count_each_gathering(found)
    for key, some, others in zip(KEYS, signed_up, came, strict=True):
        others = others & set().union(*signed_up)
        for name, own in (("registered", some), ("attended", others)):
            assert counted[key, name].dropna().to_dict() == Counter(town[who] for who in own)
    everybody = Counter(town[who] for who in set().union(*signed_up))
    persons = found.status.set_index("number")["participants"]
    assert persons[persons > 0].to_dict() == everybody


def test_who_is_registered_from_two_municipalities_stands_in_the_first_and_both_were_there():
    first = registrations("gathering", signed(person(1, (BODO, NARVIK)), person(2, ALTA)))
    second = registrations("gathering-2", signed(person(1, (BODO, NARVIK), persons=3)))
    found = situation([first, second])
    for shown in (found, found.select(["Nordland"])):
        counted = count_each_gathering(shown)["gathering-2", "registered"]
        assert counted.loc[[BODO, NARVIK]].tolist() == [3, 0]
        assert counted.drop([BODO, NARVIK]).isna().all()


def test_the_table_has_columns_for_each_of_several_gatherings_and_none_for_the_only_one():
    tables = [
        registrations("gathering", signed(person(1, BODO))),
        registrations("gathering-2", signed(person(1, BODO), person(2, BODO))),
        attendance("gathering-2", present(person(1), day=DAYS[1].isoformat())),
    ]
    table = status_table(situation(tables)).set_index("Kommune").loc["Bodø"]
    assert [table[f"Påmeldte, Samling {n}"] for n in (1, 2)] == [1, 2]
    assert pd.isna(table["Påmeldte, Samling 3"]) and pd.isna(table["Deltakere, Samling 1"])
    assert (table["Deltakere, Samling 2"], table["Påmeldte personer"], table["Deltakere"]) == (1, 2, 1)
    one = status_table(situation(tables[:1], ROUND))
    assert not [name for name in one if name.startswith(("Påmeldte, ", "Deltakere, "))]


def test_what_no_file_tells_of_is_no_zero_in_the_table():
    table = status_table(situation([registrations("gathering", signed(person(1, BODO)))], ROUND))
    assert table["Påmeldte personer"].sum() == 1
    assert table["Deltakere"].isna().all() and table["Søknader"].isna().all()
