"""The best choice of applications for a number of places under rules: exact, with all that are equally good.

Solved by HiGHS, which is loaded when the first choice is computed. Points are whole tenths, so that what it finds is
held against the rules in whole numbers, and «best» is never a matter of rounding.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from analysis.rules import Groups, Limit, Rule, keeps, limits_of

MOST_CHOICES = 50
"""How many equally good choices are written out; what all have in common is exact however many there are."""
Choice = frozenset[int]
"""The positions of the chosen applications."""


@dataclass(frozen=True)
class Selection:
    """The best that can be had: `points` (tenths) and every choice that reaches it, up to MOST_CHOICES.

    `always` are the applications in all best choices, `sometimes` those in some: there the choice is a tie. Without
    a possible choice `points` is None, and `clash` holds rules that can't be kept together, each of them needed for
    the clash.
    """

    points: int | None
    choices: tuple[Choice, ...] = ()
    all_listed: bool = True
    always: Choice = frozenset()
    sometimes: Choice = frozenset()
    clash: tuple[Rule, ...] = ()


@dataclass(frozen=True)
class Price:
    """What a rule costs beside the others: points (tenths) lost, and whom it moves in and out.

    Of the choices without the rule the one most like the chosen one is compared with.
    """

    rule: Rule
    points: int
    moved_in: Choice
    moved_out: Choice


def choose(points: Sequence[int], groups: Sequence[Groups], places: int, rules: Sequence[Rule] = ()) -> Selection:
    """The best choices of `places` applications (all, where there are fewer) that keep every rule.

    `points` (tenths, 0 for one without an assessment) and `groups` are those of the applications, in one order.
    """
    problem = _Problem(points, places, [limit for rule in rules for limit in limits_of(rule, groups)])
    first = problem.solve()
    if first is None:
        return Selection(None, clash=_find_clash(points, groups, places, rules))
    best = problem.value(first)
    always, ever = _common(problem, first)
    choices = tuple(_list_best(problem, first, always, ever))
    listed = len(choices) <= MOST_CHOICES
    return Selection(best, choices[:MOST_CHOICES], listed, always, ever - always)


def price_rules(
    points: Sequence[int], groups: Sequence[Groups], places: int, rules: Sequence[Rule], chosen: Choice
) -> list[Price]:
    """The price of each rule, for one of the best choices under all of them."""
    prices = []
    with_all = sum(points[position] for position in chosen)
    for rule in rules:
        others = [limit for other in rules if other is not rule for limit in limits_of(other, groups)]
        problem = _Problem(points, places, others)
        without = problem.solve()
        assert without is not None  # the choice under all the rules keeps the others too
        best = problem.value(without)
        if best == with_all:  # the choice is among the best without the rule, too
            prices.append(Price(rule, 0, frozenset(), frozenset()))
            continue
        nearest = problem.solve([int(position in chosen) for position in range(len(points))])
        assert nearest is not None
        prices.append(Price(rule, best - with_all, chosen - nearest, nearest - chosen))
    return prices


def _find_clash(
    points: Sequence[int], groups: Sequence[Groups], places: int, rules: Sequence[Rule]
) -> tuple[Rule, ...]:
    """Rules that can't be kept together, of which none can be left out: each is tried without."""
    needed = list(rules)
    for rule in reversed(rules):
        rest = [other for other in needed if other is not rule]
        if _Problem(points, places, [limit for other in rest for limit in limits_of(other, groups)]).solve() is None:
            needed = rest
    return tuple(needed)


def _common(problem: "_Problem", first: Choice) -> tuple[Choice, Choice]:
    """The applications in all best choices, and in any: asked for choices that are as unlike those seen as can be."""
    always, ever = first, first
    while True:
        unlike = [-1 if i in always else 1 if i not in ever else 0 for i in range(problem.count)]
        found = problem.solve(unlike)
        assert found is not None  # the first choice is one
        if found >= always and found <= ever:
            return always, ever
        always, ever = always & found, ever | found


def _list_best(problem: "_Problem", first: Choice, always: Choice, ever: Choice) -> Iterator[Choice]:
    """Every best choice, one more than MOST_CHOICES at most: each that is found is forbidden to the next search."""
    yield first
    if always == ever:
        return
    problem.forbid(first)
    for _ in range(MOST_CHOICES):
        found = problem.solve()
        if found is None or problem.value(found) < problem.value(first):
            return
        yield found
        problem.forbid(found)


@lru_cache(maxsize=1)
def _silent_solver() -> type:
    """HiGHS that says nothing: it prints its name while it is made, before anybody else can silence it."""
    import highspy

    class Silent(highspy.Highs):
        def enableCallbacks(self) -> None:  # called while it is made
            self.silent()
            super().enableCallbacks()  # type: ignore[no-untyped-call]

    return Silent


class _Problem:
    """A choice as HiGHS sees it: a variable of 0 or 1 for each application, a row for each limit."""

    def __init__(self, points: Sequence[int], places: int, limits: Iterable[Limit]) -> None:
        import highspy

        self.count = len(points)
        self._points = points
        self._size = min(places, self.count)
        self._limits = [Limit((1,) * self.count, self._size, self._size), *limits]
        self._highs = _silent_solver()()
        for name, value in (("mip_rel_gap", 0.0), ("mip_abs_gap", 0.5), ("threads", 1)):
            self._highs.setOptionValue(name, value)
        for position in range(self.count):
            self._highs.addVar(0.0, 1.0)
            self._highs.changeColIntegrality(position, highspy.HighsVarType.kInteger)
        self._highs.changeObjectiveSense(highspy.ObjSense.kMaximize)
        for limit in self._limits:
            self._add_row(limit)

    def value(self, chosen: Collection[int]) -> int:
        """The points of a choice."""
        return sum(self._points[position] for position in chosen)

    def forbid(self, chosen: Choice) -> None:
        """From now on not this choice; all choices are of one size."""
        counts = tuple(int(position in chosen) for position in range(self.count))
        self._add(Limit(counts, 0, len(chosen) - 1))

    def solve(self, preferred: Sequence[int] | None = None) -> Choice | None:
        """A choice with the most points, None when there is none; of several the one with the most `preferred`.

        `preferred` is −1, 0 or 1 for each application. A point weighs more than all the preferences together.
        """
        import highspy

        wanted, scale = preferred or [0] * self.count, 2 * self._size + 1 if preferred else 1
        for position, (one, more) in enumerate(zip(self._points, wanted, strict=True)):
            self._highs.changeColCost(position, float(one * scale + more))
        self._highs.run()
        status = self._highs.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        if status not in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kModelEmpty):
            raise ArithmeticError(f"HiGHS stopped with {status}")
        values = self._highs.getSolution().col_value
        chosen = frozenset(position for position, value in enumerate(values) if value > 0.5)
        if not all(keeps(limit, chosen) for limit in self._limits):
            raise ArithmeticError("the choice that HiGHS found breaks a limit in whole numbers")
        return chosen

    def _add(self, limit: Limit) -> None:
        self._limits.append(limit)
        self._add_row(limit)

    def _add_row(self, limit: Limit) -> None:
        used = [(position, count) for position, count in enumerate(limit.counts) if count]
        positions, counts = [position for position, _ in used], [float(count) for _, count in used]
        self._highs.addRow(float(limit.least), float(limit.most), len(used), positions, counts)
