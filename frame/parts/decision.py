"""Owns the decision on a page: what it would do, that it is made once, its protocol, and that it can be taken back."""

from datetime import date

import pandas as pd
import streamlit as st

import store
from analysis.board import Draft
from analysis.protocol import make_protocol, outcomes_of
from domain.clock import OSLO
from domain.states import STATE_LABELS
from domain.words import format_date, format_time, join_words, plural
from frame import reads
from frame.door import access
from frame.door.roles import name_of
from frame.parts import allotting, selection_reads
from frame.parts.application_states import ask_from_when, effective_from
from frame.pieces import files, forms
from frame.pieces.download import show_file
from frame.pieces.messages import rerun_and_say, trouble_shown
from frame.pieces.plain_text import plain_text
from frame.view import View
from report.pack.protocol import write_protocol

STATES = ("placed", "waiting", "declined")


def decision_of(view: View) -> store.Paper | None:
    """The decision in force, None before there is one."""
    found = selection_reads.papers(view.round.id, "decision", view.change_id)
    return found[0] if found else None


def show_decision(view: View, ranked: pd.DataFrame, name: str, draft: Draft, missing: int) -> None:
    """What is decided, or the form that decides on the draft; `missing` reasons keep it from being decided on."""
    made = decision_of(view)
    if made is None:
        if view.may_change("choose"):
            _show_form(view, ranked, name, draft, missing)
        else:
            st.markdown("Det er ikke gjort noe vedtak ennå.")
        return
    day = format_date(date.fromisoformat(made.content["day"]))
    by, draft_name = plain_text(made.content["decided_by"]), plain_text(made.content["draft"])
    counts = _counts(made.content["ranking"])
    st.success(f"Vedtatt {day} av {by}, etter utkastet «{draft_name}»: {counts}.", icon=":material/gavel:")
    _show_differing_states(view, ranked, made)
    if view.user.may("choose"):
        _show_protocol(view, made)
    if view.may_change("choose"):
        _show_taking_back(view, made)


def _counts(ranking: list[dict[str, object]]) -> str:
    outcomes = [str(row["outcome"]) for row in ranking]
    counts = {state: sum(outcome.startswith(STATE_LABELS[state]) for outcome in outcomes) for state in STATES}
    counts["placed"] += outcomes.count(STATE_LABELS["confirmed"])
    return join_words(f"{count} {STATE_LABELS[state]}" for state, count in counts.items())


def _show_differing_states(view: View, ranked: pd.DataFrame, made: store.Paper) -> None:
    """Say where the numbers no longer are those of the decision: a state was set since, or an application withdrawn."""
    decided = {row["label"]: str(row["outcome"]) for row in made.content["ranking"]}
    differing = [
        f"{row.label} ({STATE_LABELS[row.state]})"
        for row in ranked.itertuples()
        if not decided.get(row.label, "").startswith(STATE_LABELS[row.state])
    ]
    if differing:
        st.caption(f"Status er en annen nå enn i vedtaket for {plain_text(join_words(differing))}.")


def _show_form(view: View, ranked: pd.DataFrame, name: str, draft: Draft, missing: int) -> None:
    counts = {"placed": len(draft.chosen)} | {
        state: len(keys) for state, keys in outcomes_of(ranked, draft).items() if state != "placed"
    }
    outcomes = join_words(f"{count} {STATE_LABELS[state]}" for state, count in counts.items())
    st.markdown(
        f"Vedtaket setter status på alle søknadene på én gang, på alle sider: {outcomes}. Det kan tas tilbake "
        "til svarene er sendt."
    )
    if missing:
        st.markdown(f"Først må {plural(missing, 'begrunnelse', 'begrunnelser')} skrives under «Forbigått».")
        return
    if len(draft.chosen) > draft.places:
        places = plural(draft.places, "plass", "plasser")
        st.markdown(f"Utkastet har {len(draft.chosen)} søknader med plass, men bare {places}.")
        return
    problems = forms.problems_of("decide")
    with st.form("decide"):
        decided_by = st.text_input("Vedtatt av", placeholder="For eksempel «styret, sak 14/24»", max_chars=120)
        forms.show_problem(problems, "decided_by")
        day = ask_from_when(view, "Gjelder fra", "decided_on")
        forms.show_problem(problems, "day")
        if st.form_submit_button(f"Vedta utkastet «{plain_text(name)}»", type="primary", icon=":material/gavel:"):
            _decide(view, ranked, name, draft, decided_by.strip(), day)


def _decide(view: View, ranked: pd.DataFrame, name: str, draft: Draft, decided_by: str, day: date | None) -> None:
    user = access.require("choose")
    problems = {} if decided_by else {"decided_by": "Skriv hvem som har gjort vedtaket."}
    if day is None:
        problems["day"] = "Velg dagen vedtaket gjelder fra."
    if problems or day is None:
        forms.refuse("decide", problems)
    protocol = make_protocol(
        ranked,
        draft,
        view.round.criteria,
        selection_reads.places_described(*view.edition),
        selection_reads.best_choice(*view.edition, view.as_of, draft.places, draft.rules),
        name=name,
        day=day,
        decided_by=decided_by,
        impartiality=allotting.tell_passed_on(view, ranked),
    )
    with trouble_shown():
        store.decide(reads.engine(), view.round.id, outcomes_of(ranked, draft), protocol, user.id, effective_from(day))
        rerun_and_say("Vedtaket er gjort. Alle sider viser det nå.")


def _show_protocol(view: View, made: store.Paper) -> None:
    def write() -> bytes:
        at = format_time(made.saved_at.astimezone(OSLO))
        return write_protocol(view.round.title, made.content, kept_by=name_of(made.saved_by), kept_at=at)

    file_name = files.name_file("protokoll", date.fromisoformat(made.content["day"]), "docx")
    show_file(view, "Last ned protokollen", write, file_name, key="download_protocol")


def _show_taking_back(view: View, made: store.Paper) -> None:
    if made.content["answers_out"]:
        st.caption("Svarene er sendt, så vedtaket kan ikke tas tilbake. Status kan settes på siden Oppfølging.")
        return
    sure = forms.ask_first(
        "Ta tilbake vedtaket",
        "Status på alle søknadene blir som før vedtaket. Protokollen blir borte.",
        "Ja, ta tilbake vedtaket",
        key=f"decision_{made.id}",
        icon=":material/undo:",
    )
    if sure:
        user = access.require("choose")
        with trouble_shown():
            store.take_back_decision(reads.engine(), view.round.id, user.id, expected=made.id)
            rerun_and_say("Vedtaket er tatt tilbake.")
