"""Owns the review of the files under review: one card each, from what a file holds to the button that adopts it."""

from collections.abc import Sequence
from contextlib import suppress

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

import store
from domain.kinds import KIND_LABELS, Kind
from domain.words import format_number, join_words, plural
from frame import reads
from frame.door.people import let_through_own_file
from frame.parts import pending_files, settling
from frame.parts.adopting import show_adopt, show_adopt_all
from frame.parts.file_review import Review, describe_meeting, describe_states, places_of, review_file
from frame.parts.pending_files import PendingFile
from frame.parts.upload_columns import SEVERITY_ICONS, show_columns, show_findings, show_header_box
from frame.parts.upload_questions import show_kind, show_questions
from frame.parts.upload_tables import facts_of, facts_table, preview_rows
from frame.pieces.plain_text import plain_text
from frame.pieces.rows import show_row
from frame.pieces.table import show_table, show_text
from frame.view import View
from loaders import ExportError, personal_columns

MOST_COLUMNS = 3
LONGEST_TAB = 40
"""Characters of a filename on its tab."""
NO_TABLE = ("unreadable", "header_row")
"""The codes of a file that can be read, but in which no table was found."""


def show_reviews(view: View) -> None:
    """A card for each file under review, several as tabs, and over them the way to adopt all that need no answer."""
    pending = pending_files.pending_files()
    over = st.container()
    reviews = []
    for file, place in zip(pending, _places_for(pending), strict=True):
        with place:
            if review := _show_file(view, file):
                reviews.append(review)
    with over:
        show_adopt_all(view, reviews)


def _places_for(pending: Sequence[PendingFile]) -> Sequence[DeltaGenerator]:
    """Where each file's card stands: one below the other, several would be a page of many screens."""
    if len(pending) < 2:
        return [st.container() for _ in pending]
    return st.tabs([plain_text(_shorten(file.filename)) for file in pending])


def _shorten(filename: str) -> str:
    """The beginning and the end, in which downloads of one form differ: `Pamelding til inspi…skole(1-191).xlsx`."""
    return filename if len(filename) <= LONGEST_TAB else f"{filename[:20]}…{filename[-19:]}"


def _show_file(view: View, file: PendingFile) -> Review | None:
    """Show one file; None where it can't be read."""
    with st.container(border=True, key=f"card_{file.key}"):
        head = show_row()
        head.subheader(plain_text(file.filename), anchor=False, width="stretch")
        head.button(
            "Fjern filen",
            key=f"drop_{file.key}",
            icon=":material/close:",
            on_click=pending_files.drop,
            args=(file.key,),
            help="Filen tas bort herfra. Ingenting er tatt i bruk.",
        )
        if not file.content:
            st.error("Filen er tom. Last den ned på nytt, og last opp den nye.", icon=SEVERITY_ICONS["stop"])
            return None
        try:
            review = review_file(view, file)
        except ExportError as error:
            st.error(f"{plain_text(str(error))} Ingenting er endret.", icon=SEVERITY_ICONS["stop"])
            if error.findings["code"].isin(NO_TABLE).any():
                show_header_box(file)
            return None
        _log_upload(view, review)
        _show_review(view, review)
    return review


def _show_review(view: View, review: Review) -> None:
    show_kind(view, review)
    _show_facts(view, review)
    show_questions(view, review)
    settling.show_doubts(review.export, review.round_id or view.round.id, view.change_id, review.key)
    show_findings(view, review)
    show_columns(review)
    _show_details(view, review)
    show_adopt(view, review)


def _log_upload(view: View, review: Review) -> None:
    """One line for each file and session. A store that can't be written to takes no review from the screen."""
    if review.file.logged:
        return
    with suppress(store.StoreUnavailable):
        details = f"{KIND_LABELS[review.export.kind]}, {plural(len(review.export.rows), 'rad', 'rader')}"
        # Neither the review nor «Ta i bruk», which tells that it waits, is kept waiting: the next run tries again.
        store.write_log(reads.engine(), "upload", view.user.id, details, round_id=view.round.id, patience=1)
        pending_files.change(review.key, logged=True)


def _show_facts(view: View, review: Review) -> None:
    """What the file holds, beside what the file in force holds, and what would change."""
    change_id, round_id = view.change_id, review.round_id or view.round.id
    columns = {"Denne filen": facts_of(review.export, places_of(review.export, round_id, change_id))}
    previous = review.difference.previous if review.difference else None
    if previous:
        with suppress(store.StoreUnreadable):  # said above the page
            before = reads.read_version(previous.id)
            columns["Filen i bruk nå"] = facts_of(before, places_of(before, round_id, change_id))
    show_text(facts_table(columns), alt=f"Innholdet i {review.filename}, ved siden av filen som er i bruk")
    if review.difference:
        st.markdown(_describe_change(review.difference, review.export.kind))
    warnings = [*(review.difference.warnings if review.difference else ())]
    warnings += [describe_meeting(review, view), describe_states(review, view)]
    if review.round_id == view.round.id and review.days.fit and review.days.outside:
        warnings.append(f"{review.days.outside} ligger utenfor rundens dager, og er med likevel.")
    for warning in filter(None, warnings):
        st.warning(plain_text(warning), icon=":material/warning:")


def _describe_change(difference: store.Difference, kind: Kind) -> str:
    """Of a report the difference is one between persons, who may have several rows."""
    if difference.same_as:
        return "Denne filen er allerede i bruk. Det er ingenting å ta i bruk."
    persons = kind == "attendance"
    if not difference.previous:
        new = plural(difference.new, *(("person", "personer") if persons else ("rad", "rader")))
        return f"Første fil av dette slaget. Alle **{new}** er nye."
    cells = difference.table[difference.table["Endring"] == "endret"]
    columns = [" ".join(name.split()) for name in cells["Kolonne"].value_counts().index]
    more = (
        f" og {plural(len(columns) - MOST_COLUMNS, 'kolonne', 'kolonner')} til" if len(columns) > MOST_COLUMNS else ""
    )
    where = f" ({plain_text(', '.join(columns[:MOST_COLUMNS]))}{more})" if columns else ""
    return (
        f"Mot «{plain_text(difference.previous.filename)}», som er i bruk{', person for person' if persons else ''}: "
        f"**{plural(difference.new, 'ny', 'nye')}, {format_number(difference.changed)} endret{where}, "
        f"{format_number(difference.gone)} borte, {format_number(difference.unchanged)} uendret.**"
    )


def _show_details(view: View, review: Review) -> None:
    """What only some want to see: the changes cell by cell, the rows, and which columns hold people. Closed, nothing of
    it is sent: the rows of ten years are 14 MB."""
    title = "Detaljer: endringer, rader og personopplysninger"
    opened = st.expander(title, key=f"details_{review.key}", icon=":material/unfold_more:", on_change="rerun")
    if not opened.open:
        return
    with opened:
        if review.difference and review.difference.previous and len(review.difference.table):
            # What others have uploaded holds people of branches that an adviser does not follow.
            hidden = [] if view.user.may_have_file(review.export.kind) else ["Navn", "Før", "Nå"]
            changes = review.difference.table.drop(columns=hidden)
            st.markdown("**Endringene, celle for celle**")
            changes = let_through_own_file(view.user, changes, "endringene i en opplastet fil")
            show_table(changes, alt=f"Endringene med {review.filename}, én linje per celle")
        st.markdown("**Radene**")
        show_table(preview_rows(review.export, view.user), rows=8, alt=f"Radene i {review.filename}")
        _show_personal(review)


def _show_personal(review: Review) -> None:
    """Which columns hold people, and the choice to leave those out that are not needed."""
    personal = personal_columns(review.export)
    if personal.empty:
        return
    st.markdown("**Personopplysninger**")
    needed = join_words(f"«{column.strip()}»" for column in personal.loc[personal["needed"], "column"])
    if needed:
        st.markdown(f"Trengs for å telle og følge opp: {plain_text(needed)}.")
    widget = f"leave_out_{review.key}"
    options = [*personal.loc[~personal["needed"], "column"]]
    st.multiselect(
        "Kolonner som ikke skal lagres",
        options,
        default=[column for column in review.file.left_out if column in options],
        key=widget,
        placeholder="Ingen valgt: alt lagres",
        help="Kolonnene tømmes før filen lagres, og andre ark i filen blir ikke med. Originalen blir ikke lagret.",
        on_change=pending_files.keep,
        args=(review.key, "left_out", widget),
    )
