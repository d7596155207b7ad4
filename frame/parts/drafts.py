"""Owns the drafts of the choice: which one is looked at, made anew, saved without losing anybody's, put away."""

import pandas as pd
import streamlit as st

import store
from analysis.board import Draft, choose_by_points, only_known, read_draft, write_draft, written_keys
from frame import reads
from frame.door import access
from frame.parts import selection_reads
from frame.pieces import forms
from frame.pieces.links import warn_of_unknown
from frame.pieces.messages import rerun_and_say, show_trouble, trouble_shown
from frame.pieces.rows import as_seen
from frame.pieces.who_and_when import tell_when_and_who, tell_who
from frame.view import View

PARAMETER = "utkast"
WISH = "look_at_draft"
"""Of the session: the draft that was just made, which the next run looks at."""
MOST_PLACES = 200


def drafts(view: View, ranked: pd.DataFrame) -> dict[str, tuple[store.Paper, Draft, int]]:
    """The drafts by name, the one saved last first: each as it was saved, without what is no application any more, and
    how many those are."""
    found = {}
    for paper in selection_reads.papers(view.round.id, "draft", view.change_id):
        now = selection_reads.keys_now(*view.edition, tuple(written_keys(paper.content)), paper.saved_at)
        found[paper.name] = (paper, *only_known(read_draft(paper.content, now), ranked))
    return found


def choose_draft(view: View, found: dict[str, tuple[store.Paper, Draft, int]]) -> str:
    """The name of the draft that is looked at; it travels in the link."""
    names = list(found)
    warn_of_unknown(PARAMETER, "utkast", names, "Siden viser det siste.")
    if st.session_state.get(PARAMETER) not in names:
        st.session_state.pop(PARAMETER, None)
    name = st.selectbox("Utkast", names, key=PARAMETER, bind="query-params")
    paper, _, gone = found[name]
    st.caption(f"Lagret {tell_when_and_who(paper.saved_at, paper.saved_by)}.")
    # The fields' keys hold the draft's edition: what was pressed on one that is overtaken does nothing.
    if as_seen(f"draft_{name}", paper.id) != paper.id and paper.saved_by != view.user.id:
        st.info(
            f"{tell_who(paper.saved_by)} har endret utkastet siden du så det. Gjør om igjen det du holdt på "
            "med, hvis det fortsatt trengs.",
            icon=":material/sync_problem:",
        )
    if gone:
        st.warning(
            f"{gone} av dem som hadde plass eller ventet, teller ikke lenger: søknaden er trukket eller erstattet.",
            icon=":material/person_off:",
        )
    return name


def show_new_draft(view: View, ranked: pd.DataFrame) -> None:
    """The form that makes a draft of the applications with most points."""
    problems = forms.problems_of("new_draft")
    with st.form("new_draft"):
        name = st.text_input("Navn på utkastet", placeholder="For eksempel «Etter poeng»", max_chars=80)
        forms.show_problem(problems, "name")
        usual = view.round.target_places or 20
        places = st.number_input("Antall plasser", 1, MOST_PLACES, min(usual, MOST_PLACES))
        st.caption("Utkastet begynner med dem som har flest poeng. Så flytter du dem du vil.")
        if st.form_submit_button("Lag utkastet", type="primary"):
            make_draft(view, name, choose_by_points(ranked, int(places)))


def make_draft(view: View, name: str, draft: Draft) -> None:
    """Save a draft under a name that no other has, and look at it."""
    user = access.require("choose")
    try:
        paper = store.save_paper(reads.engine(), view.round.id, "draft", name, write_draft(draft), user.id, expected=0)
    except store.StoreRefused:
        forms.refuse("new_draft", {"name": "Skriv et navn på utkastet."})
    except store.StoreConflict:
        forms.refuse("new_draft", {"name": "Et utkast har dette navnet alt. Velg et annet."})
    except store.StoreError as error:
        show_trouble(error)
        return
    st.session_state[WISH] = paper.name
    rerun_and_say(f"Utkastet «{paper.name}» er laget.")


def take_up_wish() -> None:
    """Let the draft that was just made be the one that is looked at; before its box is drawn."""
    if name := st.session_state.pop(WISH, None):
        st.session_state[PARAMETER] = name


def save_change(view: View, paper: store.Paper, changed: Draft, said: str) -> None:
    """Save a changed draft over the one that is shown; when somebody else came first, theirs is shown."""
    user = access.require("choose")
    with trouble_shown():
        content = write_draft(changed)
        try:
            store.save_paper(reads.engine(), view.round.id, "draft", paper.name, content, user.id, expected=paper.id)
        except store.StoreConflict as conflict:
            said = f"{conflict} Utkastet vises nå slik det er blitt. Gjør det på nytt hvis det fortsatt trengs."
        rerun_and_say(said)


def show_removal(view: View, paper: store.Paper) -> None:
    """The button that puts a draft away."""
    sure = forms.ask_first(
        "Fjern utkastet", "Utkastet blir borte for alle.", "Ja, fjern utkastet", key=f"draft_{paper.id}"
    )
    if sure:
        user = access.require("choose")
        with trouble_shown():
            store.remove_paper(reads.engine(), view.round.id, "draft", paper.name, user.id, expected=paper.id)
            rerun_and_say("Utkastet er fjernet.")
