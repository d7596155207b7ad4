"""The best choice under rules, against trying every choice; prices, ties, and rules that clash."""

import random
import subprocess
import sys
from itertools import combinations

import pytest

from analysis.rules import Rule, keeps, limits_of
from analysis.selection import MOST_CHOICES, _Problem, choose, price_rules

SIZES = ("under", "over")


def drawn(seed):
    """A small random round: points with many ties, groups with joint applications, places and rules."""
    draw = random.Random(seed)
    count = draw.randint(4, 9)
    groups = []
    for _ in range(count):
        members = 2 if draw.random() < 0.2 else 1
        groups.append(
            {
                "branch": tuple(draw.choice("ABC") for _ in range(members)),
                "county": tuple(draw.choice("PQRS") for _ in range(members)),
                "size": tuple(draw.choice(SIZES) for _ in range(members)),
            }
        )
    points = [draw.choice((0, 500, 605, 610, 700, 915)) for _ in range(count)]
    pool = [
        Rule("least", 1, "branch"),
        Rule("least", draw.randint(1, 3), "size", "under"),
        Rule("most", draw.randint(1, 3), "county"),
        Rule("most", draw.randint(0, 2), "branch", "A"),
        Rule("least", draw.randint(1, 2), "county", "P"),
    ]
    return points, groups, draw.randint(1, count), draw.sample(pool, draw.randint(0, 4))


def tried(points, groups, places, rules):
    """The highest points and every choice that reaches them, by trying all; (None, ()) where none keeps the rules."""
    limits = [limit for rule in rules for limit in limits_of(rule, groups)]
    possible = [
        frozenset(chosen)
        for chosen in combinations(range(len(points)), places)
        if all(keeps(limit, chosen) for limit in limits)
    ]
    worth = {chosen: sum(points[position] for position in chosen) for chosen in possible}
    best = max(worth.values(), default=None)
    return best, {chosen for chosen in possible if worth[chosen] == best}


@pytest.mark.parametrize("seed", range(200))
def test_every_best_choice_is_found_as_by_trying_all(seed):
    points, groups, places, rules = drawn(seed)
    best, choices = tried(points, groups, places, rules)
    found = choose(points, groups, places, rules)
    assert found.points == best
    if best is None:
        assert tried(points, groups, places, found.clash)[0] is None
        for rule in found.clash:
            rest = [other for other in found.clash if other is not rule]
            assert tried(points, groups, places, rest)[0] is not None
        return
    assert len(found.choices) == min(len(choices), MOST_CHOICES) and set(found.choices) <= choices
    assert found.all_listed == (len(choices) <= MOST_CHOICES)
    assert found.always == frozenset.intersection(*choices)
    assert found.always | found.sometimes == frozenset.union(*choices)
    for price in price_rules(points, groups, places, rules, found.choices[0]):
        rest = [other for other in rules if other is not price.rule]
        without, others = tried(points, groups, places, rest)
        assert price.points == without - best
        after = found.choices[0] - price.moved_in | price.moved_out
        assert after in others
        assert len(price.moved_in) == min(len(found.choices[0] - other) for other in others)


def one(branch, *more):
    return {"branch": (branch, *more)}


def test_a_rule_costs_the_points_between_the_one_it_brings_in_and_the_one_it_pushes_out():
    groups = [one("A"), one("A"), one("B")]
    rule = Rule("least", 1, "branch")
    best = choose([900, 800, 650], groups, 2, [rule])
    [price] = price_rules([900, 800, 650], groups, 2, [rule], best.choices[0])
    assert (best.choices, price.points, price.moved_in, price.moved_out) == (({0, 2},), 150, {2}, {1})


def test_a_rule_that_changes_nothing_costs_nothing():
    groups = [one("A"), one("B"), one("B")]
    rule = Rule("least", 1, "branch")
    [price] = price_rules([900, 800, 650], groups, 2, [rule], frozenset({0, 1}))
    assert (price.points, price.moved_in, price.moved_out) == (0, frozenset(), frozenset())


def test_a_joint_application_takes_one_place_and_counts_for_each_of_its_municipalities():
    groups = [one("A"), one("A"), one("B", "C")]
    assert choose([900, 800, 100], groups, 2, [Rule("least", 1, "branch")]).choices == ({0, 2},)
    assert choose(
        [900, 800, 100], [one("A"), one("B"), one("A", "A")], 2, [Rule("most", 1, "branch", "A")]
    ).choices == ({0, 1},)


def test_equal_points_at_the_last_place_are_a_tie_and_not_the_first_of_them():
    found = choose([900, 700, 700, 700], [one("A")] * 4, 2)
    assert (found.always, found.sometimes, len(found.choices)) == ({0}, {1, 2, 3}, 3)


def test_more_best_choices_than_are_written_out_are_still_known_in_common():
    found = choose([900, *[700] * 10], [one("A")] * 11, 6)
    assert (len(found.choices), found.all_listed) == (MOST_CHOICES, False)
    assert (found.always, found.sometimes) == ({0}, frozenset(range(1, 11)))


@pytest.mark.parametrize(("tied", "listed"), [(50, True), (51, False)])
def test_the_list_of_best_choices_is_whole_up_to_its_length(tied, listed):
    found = choose([700] * tied, [one("A")] * tied, 1)
    assert (len(found.choices), found.all_listed) == (50, listed)


def test_fewer_applications_than_places_are_all_chosen():
    assert choose([0, 0], [one("A")] * 2, 3).choices == ({0, 1},)


def test_only_the_rules_that_clash_are_named():
    clash = choose(
        [900, 800, 700],
        [one("A"), one("A"), one("B")],
        2,
        [Rule("least", 1, "branch"), Rule("least", 2, "branch", "A"), Rule("most", 2, "branch", "B")],
    ).clash
    assert [str(rule) for rule in clash] == ["minst 1 fra hver fylkesavdeling", "minst 2 kommuner fra A"]


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (Rule("most", 3, "county"), "høyst 3 fra samme fylke"),
        (Rule("least", 1, "county"), "minst 1 fra hvert fylke"),
        (Rule("least", 4, "size", "under 3\u202f000"), "minst 4 kommuner med under 3\u202f000 innbyggere"),
        (Rule("least", 1, "centrality", "6, minst sentral"), "minst 1 kommune i sentralitetsklasse 6"),
        (Rule("most", 2, "earlier", "med i en tidligere runde"), "høyst 2 kommuner med i en tidligere runde"),
        (Rule("least", 9, "earlier", "ikke med før"), "minst 9 kommuner som ikke har vært med før"),
    ],
)
def test_a_rule_is_said_in_words(rule, words):
    assert str(rule) == words


@pytest.mark.long
def test_the_solver_says_nothing_on_the_screen():
    code = "from analysis.selection import choose; print(choose([1], [{}], 1).points)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (told.stdout, told.stderr) == ("1\n", "")


def test_a_point_weighs_more_than_every_preference_against_it():
    assert _Problem([5, 4], 1, []).solve([-1, 1]) == {0}
    assert _Problem([5, 5], 1, []).solve([-1, 1]) == {1}
