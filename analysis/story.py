"""One municipality's whole story in order of time, and what came in last from everywhere."""

from typing import Any

import pandas as pd

from analysis.next_steps import tell_step
from analysis.situation import Situation
from analysis.sources import concern, keys_of_states, name_places, places
from domain.clock import TIME, ZONE, end_of_day, local_day, local_time
from domain.gatherings import FIRST
from domain.kinds import REMOVED_EVENT
from domain.rounds import Round
from domain.states import HAS_PLACE, STATE_LABELS
from domain.words import format_date, format_duration, format_number, format_time

KINDS = {
    "registrations": "Påmelding",
    "attendance": "Deltok",
    "applications": "Søknad",
    "start_registrations": "Påmelding til oppstart",
}
SET, ANSWER = "Status", "Svar"
"""The kinds of a state set in the dashboard, and of one that the file dates."""
ANSWERS = {"placed": "Tildelt plass", "confirmed": "Bekreftet plassen"}
"""The states that the file dates, as they are told."""
COLUMNS = ["day", "kind", "text", "person", "detail", "branch", "counts"]


def tell_story(situation: Situation, number: str) -> pd.DataFrame:
    """What happened with a municipality, the earliest first: day (naive midnight), kind, text, person, detail,
    branch and counts (False for what was superseded or does not count, told in the text).

    person and detail hold personal data and free text; text holds neither. branch is whose people they are: a joint
    application belongs to the branch of the municipality named first.
    """
    situation = situation.whole or situation  # a partner's application may belong to another region
    parts = [
        *(_of_rows(situation, kind, number) for kind in KINDS),
        _of_states(situation, number),
        _of_notes(situation, number),
    ]
    parts = [part for part in parts if len(part)]
    if not parts:
        return pd.DataFrame(columns=COLUMNS)
    return pd.concat(parts).sort_values("day", kind="stable", ignore_index=True)[COLUMNS]


def _of_rows(situation: Situation, kind: str, number: str) -> pd.DataFrame:
    rows = getattr(situation, kind)
    rows = rows[concern(rows, [number])]
    texts = [_tell(kind, row, situation.round) for row in rows.itertuples()]
    details = rows["motivation" if kind == "applications" else "comment"].fillna("")
    if kind == "attendance":
        details = ""
    # A superseded submission stands on its own day, not on that of the first.
    day = rows["submitted_at"].dt.tz_localize(None).dt.normalize().astype("datetime64[s]").fillna(rows["day"])
    return pd.DataFrame(
        {
            "day": day,
            "kind": KINDS[kind],
            "text": texts,
            "person": rows["contact_person"].where(rows["contact_person"] != "", rows["name"])
            if kind == "applications"
            else rows["name"],
            "detail": details,
            "branch": rows["branch"],
            "counts": rows["counts"],
        }
    )


def _tell(kind: str, row: Any, round_: Round) -> str:
    if kind == "attendance":
        stayed = "" if pd.isna(row.minutes) else f" i {format_duration(round(row.minutes))}"
        text = f"Deltok på {_event_of(row, round_)}{stayed}"
    elif kind == "applications":
        text = "Søknad mottatt" + (" etter fristen" if row.late else "")
    else:
        goal = "oppstarten" if kind == "start_registrations" else _event_of(row, round_)
        several = getattr(row, "own_persons", row.persons)
        persons = f" med {format_number(several)} deltakere" if several > 1 else ""
        text = f"Meldte seg på {goal}{persons}"
    told = _tell_together(text, row)
    # Who is counted at another gathering was at this one none the less.
    return told if row.counts or getattr(row, "stands", False) else f"{told} – teller ikke: {row.why_not}"


def _event_of(row: Any, round_: Round) -> str:
    """`samlingen`, or the title of the row's own of several."""
    return round_.event_names.get(row.event or FIRST, REMOVED_EVENT)


def _of_states(situation: Situation, number: str) -> pd.DataFrame:
    rows = situation.counting("applications")
    rows = rows[concern(rows, [number])]
    found = [
        {"day": day, "kind": ANSWER, "text": text, "person": "", "detail": "", "branch": "", "counts": True}
        for state, text in ANSWERS.items()
        for day in rows[f"{state}_day"].dropna()
    ]
    return pd.DataFrame(found, columns=COLUMNS)


def _of_notes(situation: Situation, number: str) -> pd.DataFrame:
    notes = situation.notes
    notes = notes[notes["number"] == number]
    agreed = [_note(row) for row in notes.itertuples()]
    who = notes["responsible"].fillna("") if "responsible" in notes else ""
    return pd.DataFrame(
        {
            "day": notes["day"],
            "kind": "Notat",
            "text": [f"Kontakt: {channel}" for channel in notes["channel"]],
            "person": who,
            "detail": agreed,
            "branch": places()[number].branch,
            "counts": True,
        }
    )


def _note(row: Any) -> str:
    """What was agreed, and the next step with its day and whether it is done."""
    step = getattr(row, "next_step", "") or ""
    if step:
        done = getattr(row, "next_step_done_on", None)
        step = f"Neste steg: {tell_step(step, getattr(row, 'next_step_on', None))}"
        step += "" if pd.isna(done) else f" (gjort {format_date(done)})"
    return " · ".join(text for text in (getattr(row, "agreed", "") or "", step) if text)


TOLD = (
    "submitted_at",
    "event",
    "label",
    "branch",
    "numbers",
    "persons",
    "own_persons",
    "late",
    "counts",
    "stands",
    "why_not",
)
"""The columns that a submission is told from, among some forty."""


def list_latest(situation: Situation, n: int = 8) -> pd.DataFrame:
    """The last counting submissions, and states that the dashboard or the file dates, the newest first: at (Oslo time;
    of a state when it holds from), kind, label, branch and text."""
    found = _list_answers(situation, n) + ([] if situation.sources.states.empty else _list_set(situation))
    for kind in ("registrations", "applications", "start_registrations"):
        rows = situation.counting(kind)
        newest = rows["submitted_at"].reset_index(drop=True).nlargest(n).index
        newest = rows.iloc[newest][[name for name in TOLD if name in rows]]
        found += [
            (row.submitted_at, KINDS[kind], row.label, row.branch, _tell(kind, row, situation.round))
            for row in newest.itertuples()
        ]
    latest = pd.DataFrame(found, columns=["at", "kind", "label", "branch", "text"]).astype({"at": TIME})
    return latest.sort_values("at", ascending=False, kind="stable").head(n).reset_index(drop=True)


def _list_answers(situation: Situation, n: int) -> list[tuple[Any, ...]]:
    """The last places and confirmations by the days the file gives them; what was set by hand is not the file's."""
    rows, states = situation.counting("applications"), situation.sources.states
    if len(states):
        keys = keys_of_states(states)
        by_hand = pd.MultiIndex.from_frame(states.loc[states["state"].isin(HAS_PLACE), keys].astype(str))
        rows = rows[~pd.MultiIndex.from_frame(rows[keys].astype(str)).isin(by_hand)]
    found = []
    for state, text in reversed(ANSWERS.items()):  # of one day the confirmation is the newer
        dated = rows[rows[f"{state}_at"].notna() & rows[f"{state}_day"].notna()]
        newest = dated.assign(at=dated[f"{state}_day"].dt.tz_localize(ZONE)).nlargest(n, "at")
        found += [(row.at, ANSWER, row.label, row.branch, _tell_together(text, row)) for row in newest.itertuples()]
    return found


def _tell_together(text: str, row: Any) -> str:
    """The text with the municipalities of the row, where they are several."""
    return f"{text} ({name_places(row.numbers)} sammen)" if len(row.numbers) > 1 else text


def _list_set(situation: Situation) -> list[tuple[Any, ...]]:
    """The states set in the dashboard on the applications of the filter that hold at the end of the day."""
    keys = keys_of_states(situation.sources.states)
    texts = dict.fromkeys(keys, str)
    own = situation.applications.drop_duplicates(keys, keep="last")[[*keys, "label", "branch"]]
    acts = situation.sources.states.astype(texts).merge(own.astype(texts), on=keys)
    acts = acts.assign(at=pd.to_datetime(acts["set_at"], utc=True).astype(TIME))
    acts = acts[acts["at"] < local_time(end_of_day(situation.as_of))]
    return [(row.at, SET, row.label, row.branch, _tell_set(row)) for row in acts.itertuples()]


def _tell_set(row: Any) -> str:
    """`Status: tildelt plass (satt 29.11.2026 kl. 19.07)`: when it was set is said of one from another day."""
    text, made_at = f"Status: {STATE_LABELS[row.state]}", getattr(row, "made_at", pd.NaT)
    if pd.isna(made_at) or local_day(made_at) == row.at.date():
        return text
    return f"{text} (satt {format_time(local_time(made_at))})"
