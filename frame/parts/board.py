"""Owns the board of the choice: who gets a place and who waits, what moving one costs, who is passed over and why."""

from dataclasses import replace

import pandas as pd
import streamlit as st

import store
from analysis.board import (
    OUTCOME_LABELS,
    Draft,
    Key,
    Outcome,
    PassedOver,
    find_passed_over,
    keys_of,
    labels_by_key,
    move,
    points_by_key,
    pushed_out,
    tied_at_the_last_place,
)
from domain.criteria import format_points, format_rank
from domain.words import format_number, join_words, plural
from frame.parts.drafts import save_change
from frame.pieces import forms
from frame.pieces.download import show_download
from frame.pieces.plain_text import plain_text
from frame.pieces.table import show_text, show_whole_table
from frame.view import View

MOST_NAMED = 4
FEW = 6
TALL = 520
"""Pixels of the fields of more than a few, which scroll."""


def board_table(ranked: pd.DataFrame, draft: Draft, *, with_points: bool) -> pd.DataFrame:
    """The applications with what the draft gives them: Rang, Søknad, Poeng (where asked for), Får, Fylkesavdeling."""
    waiting = {key: place for place, key in enumerate(draft.waiting, start=1)}
    keys = keys_of(ranked)
    got = [f"Venteliste nr. {waiting[key]}" if key in waiting else OUTCOME_LABELS[draft.outcome(key)] for key in keys]
    columns = {
        "Rang": list(map(format_rank, ranked["rank"], ranked["tied"])),
        "Søknad": ranked["label"],
        "Poeng": ranked["tenths"].map(format_points),
        "Får": got,
        "Fylkesavdeling": ranked["branch"],
    }
    if not with_points:
        del columns["Poeng"]
    return pd.DataFrame(columns)


def show_board(view: View, ranked: pd.DataFrame, draft: Draft) -> None:
    """The applications in the order of their points, each with what it gets."""
    table = board_table(ranked, draft, with_points=view.user.may("choose"))
    show_whole_table(table, alt="Søknadene etter rang, med hva hver av dem får")
    show_download(view, "Last ned tavlen", {"Utvelgelse": table}, "utvelgelse")
    tied = tied_at_the_last_place(ranked, draft)
    if tied:
        labels = labels_by_key(ranked)
        names = join_words(f"{labels[key]} ({OUTCOME_LABELS[draft.outcome(key)].lower()})" for key in tied)
        st.info(f"Likt på siste plass: {plain_text(names)}. Poengene skiller dem ikke.", icon=":material/balance:")


def show_moving(view: View, ranked: pd.DataFrame, draft: Draft, paper: store.Paper) -> None:
    """Move an application: whom it pushes out is said before it is done."""
    labels, points = labels_by_key(ranked), points_by_key(ranked)
    names = {
        key: f"{labels[key]} – {format_points(points[key])} poeng, {OUTCOME_LABELS[draft.outcome(key)].lower()}"
        for key in keys_of(ranked)
    }
    turn = paper.id
    key = st.selectbox(
        "Søknad som skal flyttes",
        list(names),
        index=None,
        format_func=_unique(names).__getitem__,
        placeholder="Velg en søknad",
        key=f"move_{turn}",
    )
    if key is None:
        return
    now = draft.outcome(key)
    ways: dict[str, Outcome] = {label: way for way, label in OUTCOME_LABELS.items() if way != now or way == "waiting"}
    to = ways[st.radio("Flytt til", list(ways), horizontal=True, key=f"to_{turn}")]
    instead_of, number = None, None
    if to == "place":
        instead_of = _ask_instead_of(ranked, draft, names, labels[key], turn)
    if to == "waiting":
        last = len(draft.waiting) + (now != "waiting")
        number = int(st.number_input("Nummer på ventelisten", 1, max(last, 1), max(last, 1), key=f"number_{turn}"))
    if st.button("Flytt", type="primary", key=f"do_move_{turn}"):
        moved = move(draft, key, to, instead_of=instead_of, number=number)
        save_change(view, paper, moved, f"{labels[key]} er flyttet.")


def _ask_instead_of(ranked: pd.DataFrame, draft: Draft, names: dict[Key, str], label: str, turn: int) -> Key | None:
    out = pushed_out(ranked, draft)
    if not out:
        left = draft.places - len(draft.chosen)
        st.markdown(f"Det er {plural(left, 'ledig plass', 'ledige plasser')}, så ingen blir skjøvet ut.")
        return None
    named = _unique(names)
    chosen = st.selectbox("I stedet for", out, format_func=named.__getitem__, key=f"instead_{turn}")
    out_goes = plain_text(labels_by_key(ranked)[chosen])
    st.markdown(f"**{plain_text(label)}** skyver ut **{out_goes}**, som blir nummer 1 på ventelisten.")
    return chosen


def show_passed_over(view: View, ranked: pd.DataFrame, draft: Draft, paper: store.Paper) -> int:
    """Ask why each application with more points was passed over; answers how many still lack a reason."""
    found = find_passed_over(ranked, draft)
    missing = sum(not one.reason for one in found)
    if not found:
        st.markdown("Ingen med plass har færre poeng enn en søknad uten plass.")
        return 0
    several = f"{plural(len(found), 'søknad', 'søknader')} har flere poeng enn noen med plass."
    if not view.may_change("choose"):
        st.markdown(several)
        rows = [(one.label, format_points(one.tenths), one.reason or "Mangler") for one in found]
        show_text(pd.DataFrame(rows, columns=["Søknad", "Poeng", "Begrunnelse"]), alt="Forbigåtte søknader")
        return missing
    st.markdown(f"{several} Skriv hvorfor, så står det i protokollen. **{missing} mangler begrunnelse.**")
    with st.form(f"reasons_{paper.id}"):
        shared = st.text_input("Begrunnelse for alle som mangler", max_chars=500, placeholder="Hvorfor").strip()
        several_fields = st.expander("Begrunnelse for hver av dem", expanded=len(found) <= FEW)
        with several_fields, st.container(height="content" if len(found) <= FEW else TALL):
            written = {one.key: _ask_reason(one) for one in found}
        if st.form_submit_button("Lagre begrunnelsene"):
            reasons = {**draft.reasons, **{key: reason or shared for key, reason in written.items()}}
            changed = replace(draft, reasons={key: reason for key, reason in reasons.items() if reason})
            save_change(view, paper, changed, "Begrunnelsene er lagret.")
    return missing


def _ask_reason(one: PassedOver) -> str:
    rest = [f"{format_number(len(one.lower) - MOST_NAMED)} til"] if len(one.lower) > MOST_NAMED else []
    lower = join_words([*one.lower[:MOST_NAMED], *rest])
    label = f"{one.label}, {format_points(one.tenths)} poeng – forbigått av {lower}"
    return st.text_input(label, one.reason, max_chars=500, placeholder="Hvorfor").strip()


def show_places(view: View, draft: Draft, paper: store.Paper) -> None:
    """Change how many places there are."""
    problems = forms.problems_of("places")
    with st.form(f"places_{paper.id}", border=False):
        row = st.container(horizontal=True, vertical_alignment="bottom")
        places = int(row.number_input("Antall plasser", 1, 200, draft.places, width=160))
        forms.show_problem(problems, "places")
        if row.form_submit_button("Endre"):
            if places < len(draft.chosen):
                named = f"{len(draft.chosen)} har plass i utkastet. Flytt ut {len(draft.chosen) - places} først."
                forms.refuse("places", {"places": named})
            saved = f"Utkastet har nå {plural(places, 'plass', 'plasser')}."
            save_change(view, paper, replace(draft, places=places), saved)


def _unique(names: dict[Key, str]) -> dict[Key, str]:
    """Streamlit sends labels: of two that read the same, the wrong one would be moved."""
    seen: dict[str, int] = {}
    unique = {}
    for key, name in names.items():
        seen[name] = seen.get(name, 0) + 1
        unique[key] = name if seen[name] == 1 else f"{name} (ID {key[1]})"
    return unique
