"""Owns the texts of the answers to the applicants, and which municipalities get them in nynorsk."""

import pandas as pd
import streamlit as st

import store
from analysis.answers import (
    LANGUAGE_LABELS,
    LETTER_LABELS,
    PLACEHOLDERS,
    STANDARD,
    Language,
    Letter,
    unknown_placeholders,
)
from analysis.sources import places
from data.reference import norwegian_key
from domain.words import capital, join_words
from frame import reads
from frame.door import access
from frame.parts import selection_reads
from frame.pieces import forms
from frame.pieces.messages import STILL_HERE, rerun_and_say, show_trouble, trouble_shown
from frame.view import View


def texts_of(view: View) -> dict[tuple[Letter, Language], tuple[str, str]]:
    """Subject and text of each letter: as saved, else the standard."""
    saved = {
        tuple(paper.name.split(".")): (paper.content["subject"], paper.content["text"])
        for paper in selection_reads.papers(view.round.id, "letter", view.change_id)
    }
    return {key: saved.get(key, standard) for key, standard in STANDARD.items()}


def show_languages(view: View, rows: pd.DataFrame) -> None:
    """Which municipalities get nynorsk; chosen once, and remembered for later rounds."""
    numbers = sorted(set(rows["number"]) - {""}, key=lambda number: norwegian_key(places()[number].label))
    now = {number for number, language in zip(rows["number"], rows["language"], strict=True) if language == "nn"}
    turn = st.session_state.setdefault("languages_saved", 0)
    key = f"languages_{turn}"
    # What others choose while the field is open neither empties it nor is taken back by it.
    seen = now if key not in st.session_state else st.session_state[f"seen_{key}"]
    st.session_state[f"seen_{key}"] = seen
    with st.form("languages"):
        chosen = st.multiselect(
            "Kommuner som får nynorsk",
            numbers,
            [number for number in numbers if number in seen],
            format_func=lambda number: places()[number].label,
            placeholder="Velg kommuner",
            select_all=False,
            key=key,
        )
        st.caption(
            "De andre får bokmål. Valget huskes til senere runder. En felles søknad følger den som er nevnt først."
        )
        if st.form_submit_button("Lagre målform"):
            user = access.require("choose")
            with trouble_shown():
                for number in set(chosen) ^ seen:
                    content = {"language": "nn" if number in chosen else "nb"}
                    store.save_paper(
                        reads.engine(), store.EVERY_ROUND, "language", number, content, user.id, expected=None
                    )
                st.session_state["languages_saved"] += 1
                rerun_and_say("Målformen er lagret.")


def show_texts(view: View) -> None:
    """The text of one outcome in one written language."""
    left, right = st.columns(2)
    letter = left.selectbox("Brev", list(LETTER_LABELS), format_func=LETTER_LABELS.__getitem__, key="letter")
    language = right.selectbox("Målform", list(LANGUAGE_LABELS), format_func=language_label, key="letter_language")
    saved = {paper.name: paper for paper in selection_reads.papers(view.round.id, "letter", view.change_id)}
    name = f"{letter}.{language}"
    now = saved[name].id if name in saved else 0
    # The fields keep the edition that they were filled from while somebody writes: another's would empty them.
    filled, subject, text = st.session_state.get(f"filled_{name}", (now, "", ""))
    if f"text_{name}_{filled}" not in st.session_state:
        filled, (subject, text) = now, texts_of(view)[letter, language]
        st.session_state[f"filled_{name}"] = (filled, subject, text)
        st.session_state[f"seen_{name}"] = now
    problems = forms.problems_of("letter_form")
    with st.form("letter_form"):
        subject = st.text_input("Emne", subject, max_chars=200, key=f"subject_{name}_{filled}")
        text = st.text_area("Tekst", text, height=260, max_chars=8000, key=f"text_{name}_{filled}")
        forms.show_problem(problems, "text")
        st.caption("  \n".join(f"{{{field}}}: {what}" for field, what in PLACEHOLDERS.items()))
        if st.form_submit_button("Lagre teksten"):
            _save_text(view, name, subject, text)


def language_label(language: Language) -> str:
    return capital(LANGUAGE_LABELS[language])


def _save_text(view: View, name: str, subject: str, text: str) -> None:
    user = access.require("choose")
    if unknown := unknown_placeholders(subject + text):
        named = join_words(f"{{{field}}}" for field in unknown)
        forms.refuse("letter_form", {"text": f"{named} er ikke et felt som kan fylles ut. Bruk feltene under teksten."})
    content, seen = {"subject": subject, "text": text}, st.session_state[f"seen_{name}"]
    try:
        store.save_paper(reads.engine(), view.round.id, "letter", name, content, user.id, expected=seen)
    except store.StoreConflict as conflict:
        st.session_state[f"seen_{name}"] = conflict.theirs.id if conflict.theirs else 0
        st.warning(
            f"Noen andre har lagret teksten mens du skrev. {STILL_HERE} Trykk «Lagre teksten» "
            "én gang til hvis din skal gjelde.",
            icon=":material/sync_problem:",
        )
        return
    except store.StoreError as error:
        show_trouble(error, STILL_HERE)
        return
    del st.session_state[f"filled_{name}"]
    rerun_and_say("Teksten er lagret.")
