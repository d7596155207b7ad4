"""Which application is given to which assessors: drawn, even, and nobody gets their own municipality or branch."""

from collections import Counter, deque
from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256

from analysis.sources import places
from domain.assessors import EACH, Allotment, Assessor, Key

Assigned = dict[Key, list[str]]


def own_branches(assessor: Assessor) -> frozenset[str]:
    """The branches that are an assessor's own: also those of the own municipalities."""
    return frozenset(assessor.branches) | {places()[number].branch for number in assessor.numbers if number in places()}


def is_own(assessor: Assessor, numbers: Sequence[str]) -> bool:
    """Whether an application of these municipalities comes from the assessor's own municipality or branch."""
    branches = {places()[number].branch for number in numbers if number in places()}
    return not branches.isdisjoint(own_branches(assessor)) or not set(numbers).isdisjoint(assessor.numbers)


def may_assess(
    applications: Mapping[Key, Sequence[str]], assessors: Sequence[Assessor], barred: Mapping[Key, Collection[str]]
) -> dict[Key, frozenset[str]]:
    """Who may assess each application, given with its municipalities; `barred` are those who have passed it on."""
    return {
        key: frozenset(one.id for one in assessors if not is_own(one, numbers)) - set(barred.get(key, ()))
        for key, numbers in applications.items()
    }


def draw_assessors(
    allowed: Mapping[Key, frozenset[str]],
    assessors: Sequence[str],
    seed: int,
    kept: Mapping[Key, Sequence[str]] | None = None,
) -> dict[Key, tuple[str, ...]]:
    """The assessors of each application, two where so many are allowed, their numbers of applications as even as can
    be; `kept` are those who have it already.

    The draw rests on the number and the names alone, so the same number gives the same draw.
    """
    kept = {key: tuple(who) for key, who in (kept or {}).items()}
    loads = Counter(dict.fromkeys(assessors, 0))
    loads.update(one for key, who in kept.items() if key in allowed for one in who if one in loads)
    drawn: Assigned = {}
    for key in sorted(allowed, key=lambda key: _hash(seed, *key)):
        own = kept.get(key, ())
        free = sorted(allowed[key].difference(own), key=lambda one: (loads[one], _hash(seed, *key, one)))
        drawn[key] = free[: max(EACH - len(own), 0)]
        loads.update(drawn[key])
    while _even_out(drawn, kept, allowed, loads):
        pass
    return {key: (*kept.get(key, ()), *drawn[key]) for key in allowed}


def draw_another(
    allotment: Allotment, key: Key, numbers: Sequence[str], assessors: Sequence[Assessor], leaves: str
) -> tuple[str, ...]:
    """The assessors of one application, of these municipalities, after one leaves it; all others keep theirs."""
    given = allotment.by_key()
    stays = tuple(one for one in given[key] if one != leaves)
    barred = {key: allotment.barred(key) | {leaves}}
    allowed = {**dict.fromkeys(given, frozenset()), **may_assess({key: numbers}, assessors, barred)}
    return draw_assessors(allowed, [one.id for one in assessors], allotment.seed, {**given, key: stays})[key]


def _even_out(
    drawn: Assigned, kept: Mapping[Key, Sequence[str]], allowed: Mapping[Key, frozenset[str]], loads: Counter[str]
) -> bool:
    """Hand applications on, from one with more to one with at least two fewer; whether any was.

    They go along a chain where the one may not have what the other has. When no chain is left, no draw is more even
    (Harvey, Ladner, Lovász and Tamir, Semi-matchings for bipartite graphs and load balancing, 2006).
    """
    for start in sorted(loads, key=lambda one: -loads[one]):
        came: dict[str, tuple[str, Key]] = {}
        queue = deque([start])
        while queue:
            giver = queue.popleft()
            for key, who in drawn.items():
                if giver not in who:
                    continue
                for taker in sorted(allowed[key].difference(who, kept.get(key, ()), came, (start,))):
                    came[taker] = (giver, key)
                    queue.append(taker)
                    if loads[taker] <= loads[start] - 2:
                        _hand_on(drawn, came, start, taker)
                        loads[start] -= 1
                        loads[taker] += 1
                        return True
    return False


def _hand_on(drawn: Assigned, came: Mapping[str, tuple[str, Key]], start: str, last: str) -> None:
    taker = last
    while taker != start:
        giver, key = came[taker]
        drawn[key] = [taker if one == giver else one for one in drawn[key]]
        taker = giver


def count_loads(given: Mapping[Key, Sequence[str]], assessors: Sequence[str]) -> dict[str, int]:
    """How many applications each assessor has."""
    loads = Counter(one for who in given.values() for one in who)
    return {one: loads[one] for one in assessors}


def _hash(seed: int, *names: str) -> bytes:
    return sha256(" ".join([str(seed), *names]).encode()).digest()
