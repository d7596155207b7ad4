"""The gatherings of a round side by side: who of each municipality was registered for one, and who came to it."""

from collections import Counter

import pandas as pd

from analysis.situation import Situation
from analysis.sources import UNKNOWN, events_of

REGISTERED, ATTENDED = "registered", "attended"


def count_each_gathering(situation: Situation) -> pd.DataFrame:
    """Persons by municipality at each of several gatherings: indexed by number, with columns (key, "registered") and
    (key, "attended"); without columns where the round has fewer than two.

    NA where nobody is known; 0 for a municipality whose persons stand in the one that is named first. Somebody at two
    gatherings is in both, and so the columns do not add up to the persons of the round.
    """
    found = situation.whole or situation  # a row of several municipalities may belong to another region
    events = [one.key for one in found.round.gatherings]
    numbers = situation.status["number"]
    columns = {}
    for event in events if len(events) > 1 else ():
        for name, rows in ((REGISTERED, found.registrations), (ATTENDED, found.attendance)):
            own = rows[rows["stands"] & (events_of(rows) == event)]
            persons = own.get("own_persons", pd.Series(1, own.index)) if name == REGISTERED else [1] * len(own)
            counted = _persons_by_municipality(own["numbers"], persons)
            columns[event, name] = numbers.map(counted).astype("Int64").array
    return pd.DataFrame(columns, index=pd.Index(numbers, name="number"))


def _persons_by_municipality(places: pd.Series, persons: pd.Series | list[int]) -> dict[str, int]:
    """The persons of each municipality: those of a row in the one named first, and the others at least 0."""
    found: Counter[str] = Counter()
    for numbers, count in zip(places, persons, strict=True):
        first, *others = numbers or (UNKNOWN,)
        found[first] += int(count)
        for number in others:
            found[number] += 0
    return dict(found)
