"""The rules that a choice of applications can be asked to keep, said in words and as counts to hold."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from analysis.balance import Grouping
from analysis.reach import of_class
from domain.words import plural

Bound = Literal["least", "most"]
Groups = Mapping[Grouping, tuple[str, ...]]
EACH = ""
"""The group of a rule that holds for every group by itself."""
BOUND_WORDS: dict[Bound, str] = {"least": "minst", "most": "høyst"}


@dataclass(frozen=True)
class Rule:
    """«Minst» or «høyst» so many municipalities from a group, or from each group of a grouping (`group` EACH).

    «Fra hver» is said of the groups that somebody has applied from: nobody can be chosen from the others.
    """

    bound: Bound
    number: int
    grouping: Grouping
    group: str = EACH

    def __str__(self) -> str:
        return f"{BOUND_WORDS[self.bound]} {self.number} {_where(self)}"


@dataclass(frozen=True)
class Limit:
    """What a rule asks of one group: the sum of `counts` (a municipality each, by application) within bounds."""

    counts: tuple[int, ...]
    least: int
    most: int


def limits_of(rule: Rule, groups: Sequence[Groups]) -> list[Limit]:
    """The limits of a rule over applications, each given with its groups."""
    wanted = [rule.group] if rule.group != EACH else sorted({label for own in groups for label in own[rule.grouping]})
    found = []
    for label in wanted:
        counts = tuple(own[rule.grouping].count(label) for own in groups)
        within = (rule.number, sum(counts)) if rule.bound == "least" else (0, rule.number)
        found.append(Limit(counts, *within))
    return found


def keeps(limit: Limit, chosen: Collection[int]) -> bool:
    """Whether a choice, by the applications' positions, is within the limit."""
    return limit.least <= sum(limit.counts[position] for position in chosen) <= limit.most


def _where(rule: Rule) -> str:
    if rule.group == EACH:
        each = "hver" if rule.bound == "least" else "samme"
        names = {
            "branch": f"fra {each} fylkesavdeling",
            "county": f"fra {'hvert' if rule.bound == 'least' else 'samme'} fylke",
            "size": f"fra {each} størrelsesgruppe",
            "centrality": f"fra {each} sentralitetsklasse",
            "earlier": "av hver, både tidligere deltakere og nye" if rule.bound == "least" else "av hver",
        }
        return names[rule.grouping]
    what = plural(rule.number, "kommune", "kommuner").split(" ", 1)[1]
    if rule.grouping in ("size", "centrality"):
        return f"{what} {of_class(rule.grouping, rule.group)}"
    if rule.grouping == "earlier":
        return f"{what} {rule.group}" if rule.group.startswith("med") else f"{what} som ikke har vært med før"
    return f"{what} fra {rule.group}"
