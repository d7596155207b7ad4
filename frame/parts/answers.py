"""Owns the answers to the applicants: previews, files to send, and who gets a free place."""

from datetime import date

import pandas as pd
import streamlit as st

import store
from analysis.answers import LETTER_LABELS, Filled, Language, Letter, fill, list_answers, missing_facts, next_waiting
from analysis.balance import GROUPING_NAMES, GROUPINGS
from analysis.board import read_draft, written_keys
from domain.assessors import Key
from domain.clock import today
from domain.states import HAS_PLACE, STATE_LABELS
from domain.words import join_words, plural
from frame import reads
from frame.door import access
from frame.door.people import check, let_through
from frame.parts import selection_reads
from frame.parts.application_states import ask_from_when, effective_from
from frame.parts.letter_texts import language_label, texts_of
from frame.pieces import files, forms
from frame.pieces.download import show_download, show_file
from frame.pieces.messages import rerun_and_say, trouble_shown
from frame.pieces.plain_text import plain_text
from frame.pieces.rows import show_row
from frame.view import View
from report.answers import Addressed, write_letters, write_mails


def waiting_list(view: View, made: store.Paper) -> list[Key]:
    """The waiting list of the decision, under the ids of the files in force."""
    content = made.content["content"]
    now = selection_reads.keys_now(*view.edition, tuple(written_keys(content)), made.saved_at)
    return list(read_draft(content, now).waiting)


def answers_of(view: View, ranked: pd.DataFrame, made: store.Paper) -> pd.DataFrame:
    """The applications with an answer, through the gate for people."""
    languages: dict[str, Language] = {
        paper.name: paper.content["language"]
        for paper in selection_reads.papers(store.EVERY_ROUND, "language", view.change_id)
    }
    rows = list_answers(ranked, view.whole.applications, waiting_list(view, made), languages)
    return let_through(view.user, rows, "svarene til søkerne")


def show_missing_addresses(rows: pd.DataFrame) -> None:
    """Who can't be written to, first of all."""
    missing = rows[rows["email"] == ""]
    if missing.empty:
        st.markdown("Alle søknadene har en e-postadresse.")
        return
    st.warning(
        f"**{plural(len(missing), 'søknad', 'søknader')} mangler e-postadresse**: "
        f"{plain_text(join_words(missing['label']))}. De er med i regnearket og brevene, men ikke i e-postutkastene.",
        icon=":material/alternate_email:",
    )


def ask_confirm_by(view: View) -> date | None:
    """The day by which a place is to be confirmed, for the letters."""
    return st.date_input("Bekreft innen", None, format="DD.MM.YYYY", key=f"confirm_by_{view.round.id}")


def show_preview(view: View, rows: pd.DataFrame, confirm_by: date | None) -> None:
    """One application's letter as it will be."""
    letters = _letters(view, rows, confirm_by)
    labels = [f"{row.label} – {LETTER_LABELS[row.letter].lower()}" for row in rows.itertuples()]
    place = st.selectbox("Forhåndsvis svaret til", range(len(rows)), format_func=labels.__getitem__, key="preview")
    filled = letters[place]
    with st.container(border=True):
        st.markdown(f"**{plain_text(filled.subject)}**")
        st.markdown(plain_text(filled.text).replace("\n", "  \n"))
    lacking = {name for one in letters for name in missing_facts(one)}
    if lacking:
        st.warning(f"Noe mangler i brevene: {join_words(sorted(lacking))}.", icon=":material/edit_note:")


def merge_table(view: View, rows: pd.DataFrame, confirm_by: date | None, letter: Letter | None = None) -> pd.DataFrame:
    """The rows for a mail merge: Søknad, Navn, E-post, Svar, Målform, Emne, Tekst."""
    letters = _letters(view, rows, confirm_by, letter)
    table = rows.assign(
        **{
            "Søknad": rows["label"],
            "Navn": rows["name"],
            "E-post": rows["email"],
            "Svar": [LETTER_LABELS[letter or own] for own in rows["letter"]],
            "Målform": [language_label(language) for language in rows["language"]],
            "Emne": [one.subject for one in letters],
            "Tekst": [one.text for one in letters],
        }
    )[["Søknad", "Navn", "E-post", "Svar", "Målform", "Emne", "Tekst"]]
    table.attrs |= rows.attrs
    return table


def _letters(view: View, rows: pd.DataFrame, confirm_by: date | None, letter: Letter | None = None) -> list[Filled]:
    texts = texts_of(view)
    return [
        fill(texts[letter or row["letter"], row["language"]], row, view.round, confirm_by)
        for row in rows.to_dict("records")
    ]


def show_files(
    view: View, rows: pd.DataFrame, confirm_by: date | None, name: str, letter: Letter | None = None
) -> None:
    """The answers as a spreadsheet for mail merge, as e-mail drafts and as Word letters."""

    def addressed(*, with_address: bool) -> list[Addressed]:
        check(rows)
        letters = _letters(view, rows, confirm_by, letter)
        parts = zip(rows["label"], rows["email"], rows["language"], letters, strict=True)
        return [part for part in parts if part[1] or not with_address]

    def merged() -> dict[str, pd.DataFrame]:
        return {"Svar": merge_table(view, rows, confirm_by, letter)}

    archives = {
        f"{name} e-post": ("E-postutkast", lambda: write_mails(addressed(with_address=True))),
        f"{name} brev": ("Brev i Word", lambda: write_letters(addressed(with_address=False))),
    }
    with show_row():
        show_download(view, "Regneark til fletting", merged, name, logged=f"{name}, svar til søkerne")
        for what, (label, write) in archives.items():
            file_name, logged = files.name_file(what, today(), "zip"), f"{what}, svar til søkerne"
            show_file(view, label, write, file_name, key=f"download_{what}", logged=logged)


def show_sent(view: View, made: store.Paper) -> None:
    """That the answers are out: from then on the decision stands."""
    if made.content["answers_out"]:
        st.markdown("Svarene er sendt.")
        return
    sure = forms.ask_first(
        "Svarene er sendt",
        "Etter dette kan vedtaket ikke tas tilbake. Dashbordet sender ingenting selv.",
        "Ja, svarene er sendt",
        key=f"sent_{made.id}",
        icon=":material/outgoing_mail:",
    )
    if sure:
        user = access.require("choose")
        with trouble_shown():
            store.mark_answers_out(reads.engine(), view.round.id, user.id, expected=made.id)
            rerun_and_say("Det er skrevet at svarene er sendt.")


def show_free_places(view: View, ranked: pd.DataFrame, made: store.Paper) -> None:
    """Where a place was declined, the next on the waiting list, with the balance that it gives."""
    holders = ranked["state"].isin(HAS_PLACE)
    free = int(made.content["places"]) - int(holders.sum())
    if free <= 0:
        st.markdown("Alle plassene er tatt.")
        return
    st.markdown(f"**{plural(free, 'plass er ledig', 'plasser er ledige')}.**")
    key = next_waiting(ranked, waiting_list(view, made))
    if key is None:
        st.markdown("Ingen står på ventelisten.")
        return
    row = ranked[(ranked["source"] == key[0]) & (ranked["submission_id"] == key[1])].iloc[0]
    known = selection_reads.places_described(*view.edition).set_index("number")
    own = known.loc[[number for number in row["numbers"] if number in known.index]]
    with_place = known.loc[[number for numbers in ranked.loc[holders, "numbers"] for number in numbers]]
    changes = join_words(
        f"{GROUPING_NAMES[grouping].lower()} «{label}» (fra {int((with_place[grouping] == label).sum())} til "
        f"{int((with_place[grouping] == label).sum() + (own[grouping] == label).sum())})"
        for grouping in GROUPINGS
        for label in dict.fromkeys(own[grouping])
        if label
    )
    st.markdown(f"Neste på ventelisten er **{plain_text(row['label'])}**. Det endrer balansen: {plain_text(changes)}.")
    day = ask_from_when(view, "Får plassen fra", "given_on")
    if st.button(f"Gi plassen til {plain_text(row['label'])}", key=f"give_{key[1]}", disabled=day is None):
        user = access.require("correct")
        with trouble_shown():
            store.set_state(reads.engine(), view.round.id, [key], "placed", user.id, effective_from(day))
            rerun_and_say(f"{row['label']} har nå status {STATE_LABELS['placed']}.")
