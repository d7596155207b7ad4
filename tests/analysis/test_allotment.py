"""The draw of assessors: two each, even, nobody their own; and what changes when one passes an application on."""

import random
from dataclasses import replace

import pytest

from analysis.allotment import count_loads, draw_another, draw_assessors, is_own, may_assess
from data.reference import branches, municipalities
from domain.assessors import Allotment, Assessor, Given, PassedOn, read_allotment, write_allotment

ALTA, BODO, RANA, OSLO = "5601", "1804", "1833", "0301"


def application(number):
    return ("form", str(number))


def draw_cast(seed):
    """3 to 12 assessors, each with an own municipality, branches, or neither, and 5 to 100 applications."""
    draw = random.Random(seed)
    numbers = sorted(municipalities())
    assessors = []
    for place in range(draw.randint(3, 12)):
        own = draw.choice((0, 1, 2))
        assessors.append(
            Assessor(
                f"v{place}@example.no",
                f"Vurderer {place}",
                (draw.choice(numbers),) if own == 0 else (),
                tuple(draw.sample(list(branches()), draw.randint(1, 2))) if own == 1 else (),
            )
        )
    applications = {
        application(place): tuple(draw.sample(numbers, draw.choice((1, 1, 1, 2))))
        for place in range(draw.randint(5, 100))
    }
    return assessors, applications


def can_be_even(allowed, ids):
    """Whether any assignment gives loads that differ by at most one, found another way: as a flow from the applications
    through the assessors, each of whom lets the lower load through, and one more for as many as need it."""
    total = sum(min(2, len(who)) for who in allowed.values())
    low, more = divmod(total, len(ids))
    room = {(key, one): 1 for key, who in allowed.items() for one in who}
    room |= {("from", key): min(2, len(who)) for key, who in allowed.items()}
    room |= {(one, "to"): low for one in ids} | {(one, "more"): 1 for one in ids} | {("more", "to"): more}
    return largest_flow(room, "from", "to") == total


def largest_flow(room, start, end):
    """The largest flow through a network of edges with their room, by augmenting paths (Ford and Fulkerson)."""
    beside = {}
    for one, other in list(room):
        beside.setdefault(one, set()).add(other)
        beside.setdefault(other, set()).add(one)
        room.setdefault((other, one), 0)
    flow = 0
    while True:
        came, waiting = {start: None}, [start]
        while waiting and end not in came:
            node = waiting.pop(0)
            for other in beside[node]:
                if other not in came and room[node, other]:
                    came[other] = node
                    waiting.append(other)
        if end not in came:
            return flow
        node = end
        while node != start:
            room[came[node], node] -= 1
            room[node, came[node]] += 1
            node = came[node]
        flow += 1


@pytest.mark.parametrize(
    "casts", [range(100), pytest.param(range(100, 1000), marks=pytest.mark.long)], ids=["100", "900"]
)
def test_in_1000_random_casts_everyone_has_two_loads_are_even_and_nobody_has_their_own(casts):
    even = uneven = 0
    for seed in casts:
        assessors, applications = draw_cast(seed)
        ids = [one.id for one in assessors]
        allowed = may_assess(applications, assessors, {})
        drawn = draw_assessors(allowed, ids, seed)
        by_id = {one.id: one for one in assessors}
        assert drawn.keys() == applications.keys()
        for key, who in drawn.items():
            assert len(who) == len(set(who)) == min(2, len(allowed[key]))
            assert not any(is_own(by_id[one], applications[key]) for one in who)
        loads = count_loads(drawn, ids).values()
        if max(loads) - min(loads) <= 1:
            even += 1
        else:
            assert not can_be_even(allowed, ids), seed
            uneven += 1
    assert even > 0.9 * len(casts) and even + uneven == len(casts)


def test_the_same_number_gives_the_same_draw_and_another_another():
    assessors, applications = draw_cast(62)
    ids = [one.id for one in assessors]
    allowed = may_assess(applications, assessors, {})
    first = draw_assessors(allowed, ids, 1)
    assert draw_assessors(dict(reversed(allowed.items())), ids, 1) == first
    assert draw_assessors(allowed, ids, 2) != first


@pytest.mark.parametrize(
    ("own", "numbers", "expected"),
    [
        ({"numbers": (BODO,)}, (BODO,), True),
        ({"numbers": (BODO,)}, (RANA,), True),  # the same branch, Nordland
        ({"numbers": (BODO,)}, (ALTA,), False),
        ({"branches": ("Nordland",)}, (BODO,), True),
        ({"branches": ("Nordland",)}, (ALTA, BODO), True),  # a joint application
        ({"branches": ("Nordland",)}, (ALTA,), False),
        ({}, (ALTA,), False),
        ({"numbers": (BODO,)}, (), False),
    ],
)
def test_what_is_an_assessors_own(own, numbers, expected):
    assert is_own(Assessor("a@example.no", "A", **own), numbers) is expected


def test_loads_are_even_where_only_a_chain_of_exchanges_makes_them_so():
    """a may have three applications only, so that the others share what is left."""
    allowed = {application(n): frozenset("abc" if n < 3 else "bcd") for n in range(8)}
    for seed in range(50):
        loads = count_loads(draw_assessors(allowed, "abcd", seed), "abcd")
        assert loads["a"] == 3 and sorted(loads.values()) == [3, 4, 4, 5]


def test_applications_that_are_kept_weigh_and_those_that_are_no_longer_there_do_not():
    allowed = {application(n): frozenset("abcd") for n in range(12)}
    kept = {application(n): ("a", "b") for n in range(6)}
    for seed in range(20):
        assert count_loads(draw_assessors(allowed, "abcd", seed, kept), "abcd") == dict.fromkeys("abcd", 6)
        # one who is no assessor any more keeps what she has, and so do two applications that are withdrawn
        gone = {application(0): ("x", "b"), application(12): ("c", "d"), application(13): ("c", "d")}
        drawn = draw_assessors(allowed, "abcd", seed, kept | gone)
        assert drawn.keys() == allowed.keys() and drawn[application(0)] == ("x", "b")
        assert sorted(count_loads(drawn, "abcd").values()) == [5, 6, 6, 6]


def test_one_who_passes_an_application_on_is_replaced_and_nothing_else_changes():
    assessors, applications = draw_cast(7)
    ids = [one.id for one in assessors]
    before = draw_assessors(may_assess(applications, assessors, {}), ids, 7)
    key = next(key for key, who in before.items() if len(who) == 2)
    gone, stays = before[key]
    allowed = may_assess(applications, assessors, {key: {gone}})
    after = draw_assessors(allowed, ids, 7, {**before, key: (stays,)})
    assert {other: who for other, who in after.items() if other != key} == {
        other: who for other, who in before.items() if other != key
    }
    assert after[key][0] == stays and gone not in after[key] and len(after[key]) == 2
    loads = count_loads({other: who for other, who in before.items() if other != key}, ids)
    assert loads[after[key][1]] == min(loads[one] for one in allowed[key] - {stays})


def test_another_is_drawn_for_the_one_who_leaves_and_for_none_who_left_before():
    assessors = [Assessor(one, one.upper()) for one in "abcd"]
    given = tuple(Given(application(n), who, "") for n, who in enumerate((("a", "b"), ("a", "c"), ("c", "d"))))
    allotment = Allotment(7, given)
    # b and d have one application each, c two
    assert draw_another(allotment, application(0), (BODO,), assessors, "a") == ("b", "d")
    assert draw_another(allotment, application(0), (BODO,), assessors, "b") == ("a", "d")
    left = replace(allotment, passed_on=(PassedOn(application(0), "d", "", ""),))
    assert draw_another(left, application(0), (BODO,), assessors, "a") == ("b", "c")


def test_applications_that_come_later_go_to_those_with_fewest():
    ids = ["a", "b", "c", "d"]
    kept = {application(n): ("a", "b") for n in range(3)}
    allowed = {application(n): frozenset(ids) for n in range(6)}
    drawn = draw_assessors(allowed, ids, 1, kept)
    assert all(drawn[key] == who for key, who in kept.items())
    assert count_loads(drawn, ids) == dict.fromkeys(ids, 3)


def test_without_enough_who_may_an_application_has_fewer():
    allowed = {application(1): frozenset("a"), application(2): frozenset()}
    assert draw_assessors(allowed, "ab", 1) == {application(1): ("a",), application(2): ()}


def test_an_allotment_is_read_as_it_was_written():
    given = Given(application(1), ("a", "b"), "2024-05-16T09:00:00+00:00")
    passed = PassedOn(application(1), "c", "Søsteren min", "2024-05-17T09:00:00+00:00")
    allotment = Allotment(17, (given,), (passed,))
    assert read_allotment(write_allotment(allotment)) == allotment
    assert allotment.of("a") == (application(1),) and allotment.of("c") == ()
    assert allotment.barred(application(1)) == {"c"}
    assert replace(allotment, passed_on=()).barred(application(1)) == frozenset()
