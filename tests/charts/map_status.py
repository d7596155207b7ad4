"""A small status table for the tests of the map: every municipality, with stages where asked."""

from datetime import date, timedelta

import pandas as pd

from data.reference import longyearbyen, municipalities
from domain.stages import STAGES

AS_OF = date(2024, 5, 15)


def build_status(dates=None, **columns):
    """The 357, Longyearbyen and «uten kjent kommune»; `dates` is {number: {stage: day}}, `columns` a value by
    number for each further column."""
    dates = dates or {}
    rows = []
    for place in [*municipalities().values(), longyearbyen()]:
        own = dates.get(place.number, {})
        furthest = max(own, key=[stage.key for stage in STAGES].index, default="")
        rows.append(
            {
                "number": place.number,
                "name": place.name,
                "label": place.label,
                "county": place.county,
                "branch": place.branch,
                "furthest": furthest,
                **{s.key: own.get(s.key, pd.NaT) for s in STAGES},
            }
        )
    unknown = dict.fromkeys(rows[0], "") | {stage.key: pd.NaT for stage in STAGES} | {"furthest": "registered"}
    status = pd.DataFrame([*rows, unknown]).astype(object)
    empty = {"applications": 0, "participants": 0, "attended_persons": 0, "last_contact": pd.NaT}
    for name, nothing in empty.items():
        values = columns.get(name, {})
        status[name] = pd.Series([values.get(number, nothing) for number in status["number"]], dtype=object)
    return status.assign(children=0, children_reached=0.0)


def busy_status(share):
    """A full spring: `share` of the municipalities signed up, each at its own pace."""
    dates, value = {}, {}
    for place, number in enumerate(list(municipalities())[:: round(1 / share)]):
        reached = 1 + place * 7 % len(STAGES)
        dates[number] = {
            stage.key: date(2024, 3, 10) + timedelta(days=at * 22 + place * 5 % 20)
            for at, stage in enumerate(STAGES[:reached])
        }
        value[number] = 1 + place % 14
    contact = {number: date(2024, 5, 1) - timedelta(days=days) for number, days in value.items()}
    return build_status(dates, participants=value, attended_persons=value, applications=value, last_contact=contact)
