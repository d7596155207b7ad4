"""The next steps that advisers have agreed: what is overdue, what is due this week, what comes later."""

from datetime import date, timedelta

import pandas as pd

from analysis.alphabet import norwegian_keys
from analysis.situation import Situation
from domain.words import format_date

DUE = {"overdue": "forfalt", "this_week": "denne uka", "later": "senere", "undated": "uten dato"}


def list_next_steps(situation: Situation, responsible: str | None = None) -> pd.DataFrame:
    """The open next steps in order of their date: number, label, branch, day, channel, agreed, next_step,
    next_step_on, responsible, id, version, due ("overdue" "this_week" "later" "undated").

    A week ends on Sunday. `responsible` keeps one adviser's.
    """
    notes = situation.notes
    columns = [
        "number",
        "label",
        "branch",
        "day",
        "channel",
        "agreed",
        "next_step",
        "next_step_on",
        "responsible",
        "id",
        "version",
    ]
    notes = notes.reindex(columns=[*dict.fromkeys([*notes.columns, *columns, "next_step_done_on"])])
    open_ = (notes["next_step"].fillna("") != "") & notes["next_step_done_on"].isna()
    if responsible is not None:
        open_ &= notes["responsible"] == responsible
    found = notes.loc[open_, columns]
    found = found.assign(due=[_due(day, situation.as_of) for day in found["next_step_on"]])
    order = {due: place for place, due in enumerate(DUE)}
    found = found.assign(_order=found["due"].map(order), _on=pd.to_datetime(found["next_step_on"]))
    found = found.sort_values(["_order", "_on", "label"], key=norwegian_keys, kind="stable", ignore_index=True)
    return found.drop(columns=["_order", "_on"])


def tell_step(step: str, on: date | None) -> str:
    """`Ringe rektor innen 15.05.2024`."""
    return step if pd.isna(on) else f"{step} innen {format_date(on)}"


def _due(day: date | None, today: date) -> str:
    if day is None or pd.isna(day):
        return "undated"
    if day < today:
        return "overdue"
    sunday = today + timedelta(days=6 - today.weekday())
    return "this_week" if day <= sunday else "later"
