"""Owns who assesses in a round: the list with what is theirs, one more with a form, and taken away again."""

import streamlit as st

import store
from data.reference import branches, municipalities, norwegian_key
from domain.assessors import Assessor
from domain.words import join_words, plural
from frame import reads
from frame.door import access
from frame.parts import assessing_reads, selection_reads
from frame.pieces import forms
from frame.pieces.messages import rerun_and_say, show_trouble, trouble_shown
from frame.pieces.plain_text import plain_text
from frame.pieces.rows import show_row
from frame.view import View

LONGEST_NAME = 80


def show_assessors(view: View) -> None:
    """Each assessor with what is their own, and, but for an earlier moment, the way to add and remove one."""
    known = assessing_reads.assessors(*view.edition)
    given = assessing_reads.allotted(*view.edition).now
    if not known:
        st.markdown("Ingen er lagt inn ennå.")
    papers = {paper.name: paper.id for paper in selection_reads.papers(view.round.id, "assessor", view.change_id)}
    for one in known.values():
        line = show_row()
        count = plural(len(given.of(one.id)), "søknad", "søknader")
        line.markdown(f"**{plain_text(one.name)}** ({plain_text(one.id)}) · {plain_text(_own(one))} · {count}")
        if view.known_at is None:
            with line:
                question = "Søknadene går til andre neste gang du fordeler. Poengene som er gitt, blir stående."
                sure = forms.ask_first("Fjern", question, "Ja, fjern vurdereren", key=f"assessor_{papers[one.id]}")
            if sure:
                _remove(view, one, papers[one.id])
    if view.known_at is None:
        _show_form(view)


def _own(one: Assessor) -> str:
    """What an assessor gets no applications from."""
    names = [municipalities()[number].label for number in one.numbers if number in municipalities()]
    own = join_words([*names, *one.branches])
    return f"får ikke søknader fra {own}" if own else "kan få søknader fra hele landet"


def _show_form(view: View) -> None:
    problems = forms.problems_of("assessor")
    turn = st.session_state.setdefault("assessors_made", 0)
    places = {place.label: number for number, place in municipalities().items()}
    with st.form(f"assessor_{turn}"):
        st.markdown("**Legg inn en vurderer**")
        left, right = st.columns(2)
        name = left.text_input("Navn", max_chars=LONGEST_NAME, key=f"assessor_name_{turn}").strip()
        who = right.text_input(
            "Brukernavn ved innlogging",
            max_chars=LONGEST_NAME * 2,
            key=f"assessor_id_{turn}",
            help="Som oftest e-postadressen. Rollen vurderer får de av den som styrer brukere hos dere.",
        )
        forms.show_problem(problems, "assessor")
        labels = sorted(places, key=norwegian_key)
        numbers = left.multiselect(
            "Egen kommune", labels, placeholder="Ingen", select_all=False, key=f"assessor_places_{turn}"
        )
        own = right.multiselect(
            "Egen fylkesavdeling", list(branches()), placeholder="Ingen", select_all=False, key=f"assessor_own_{turn}"
        )
        st.caption("Ingen får søknader fra egen fylkesavdeling, heller ikke fra den som egen kommune hører til.")
        if st.form_submit_button("Legg inn"):
            identity = "".join(who.split()).lower()
            _add(view, Assessor(identity, name, tuple(places[label] for label in numbers), tuple(own)))


def _add(view: View, one: Assessor) -> None:
    user = access.require("choose")
    if not one.id or not one.name:
        forms.refuse("assessor", {"assessor": "Skriv både navn og brukernavn."})
    content = {"name": one.name, "numbers": list(one.numbers), "branches": list(one.branches)}
    try:
        store.save_paper(reads.engine(), view.round.id, "assessor", one.id, content, user.id, expected=0)
    except store.StoreConflict:
        forms.refuse("assessor", {"assessor": f"{one.id} er alt lagt inn. Fjern og legg inn på nytt for å endre."})
    except store.StoreError as error:
        show_trouble(error)
        return
    st.session_state["assessors_made"] += 1
    rerun_and_say("Vurdereren er lagt inn.")


def _remove(view: View, one: Assessor, paper: int) -> None:
    user = access.require("choose")
    with trouble_shown():
        store.remove_paper(reads.engine(), view.round.id, "assessor", one.id, user.id, expected=paper)
        rerun_and_say("Vurdereren er fjernet.")
