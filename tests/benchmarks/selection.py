"""How long a choice of 20 among 100 applications under eight rules takes: `python -m tests.benchmarks.selection`.

The choice, all that are equally good and the price of each rule, for several invented rounds; exit status 1 where the
slowest takes more than two seconds.
"""

import random
import time

from analysis.rules import Rule
from analysis.selection import choose, price_rules

COUNT, PLACES, MOST_SECONDS = 100, 20, 2.0
RULES = [
    Rule("least", 1, "branch"),
    Rule("most", 3, "county"),
    Rule("least", 4, "size", "s0"),
    Rule("least", 3, "size", "s1"),
    Rule("most", 8, "size", "s3"),
    Rule("least", 1, "centrality"),
    Rule("most", 4, "earlier", "e1"),
    Rule("most", 3, "branch"),
]
LABELS = {"branch": 10, "county": 15, "size": 4, "centrality": 6, "earlier": 2}


def main() -> int:
    """Print a line per round; the answer is the exit status."""
    choose([1], [dict.fromkeys(LABELS, ("x0",))], 1)  # loads HiGHS
    times = []
    for seed, step in [(seed, step) for seed in range(5) for step in (1, 25, 50)]:
        draw = random.Random(seed)
        groups = [
            {
                name: (f"{name[0]}{draw.randrange(count)}",) * draw.choice((1,) * 9 + (2,))
                for name, count in LABELS.items()
            }
            for _ in range(COUNT)
        ]
        points = [draw.randrange(200, 1000) // step * step for _ in range(COUNT)]
        began = time.perf_counter()
        found = choose(points, groups, PLACES, RULES)
        if found.points is not None:
            price_rules(points, groups, PLACES, RULES, found.choices[0])
        times.append(time.perf_counter() - began)
        told = f"{len(found.choices)} beste valg" if found.points is not None else f"{len(found.clash)} regler i strid"
        print(f"{COUNT} søknader, {len(RULES)} regler, poeng i trinn på {step / 10:.1f}: {times[-1]:.2f} s, {told}")
    return int(max(times) > MOST_SECONDS)


if __name__ == "__main__":
    raise SystemExit(main())
