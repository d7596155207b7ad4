"""Owns what the user decides about a file: its kind and event, and each question with its samples and effects."""

from collections.abc import Mapping

import streamlit as st

from domain.kinds import KIND_LABELS, KINDS, event_key
from domain.words import capital
from frame import reads
from frame.parts import pending_files
from frame.parts.file_review import Review
from frame.parts.round_choice import ask_for_round
from frame.pieces.plain_text import plain_text
from frame.pieces.rows import show_row
from frame.view import View
from loaders import Question

CHOICE_WIDTH = 280


def show_kind(view: View, review: Review) -> None:
    """What the file was read as, why, and the way to say otherwise."""
    export, key = review.export, review.key
    row = st.container(horizontal=True, vertical_alignment="bottom")
    widget = f"kind_{key}"
    row.selectbox(
        "Filen er lest som",
        list(KINDS),
        index=KINDS.index(export.kind),
        key=widget,
        width=CHOICE_WIDTH,
        format_func=lambda kind: capital(KIND_LABELS[kind]),
        on_change=pending_files.keep,
        args=(key, "kind", widget),
    )
    if export.kind != "applications" and review.round_id and not review.event_question:
        names = _events(view, review)
        widget = f"event_{key}_{review.round_id}"
        row.segmented_control(
            "Filen gjelder" if export.kind == "attendance" else "Påmeldingene gjelder",
            list(names),
            default=event_key(export.kind, review.event),
            required=True,
            key=widget,
            wrap=True,
            format_func=names.__getitem__,
            on_change=pending_files.keep,
            args=(key, "event", widget),
        )
    st.caption(f"{plain_text(export.kind_reason)} Feil? Velg noe annet over.")


def show_questions(view: View, review: Review) -> None:
    """All that must be answered before the file can be put in force, and under it what was answered."""
    if not review.round_id or (review.file.round_id and not review.days.fit):
        ask_for_round(view, review.export, review.days, review.key)
    if review.unanswered:
        st.markdown("**Dette må besvares først**")
    for place, question in enumerate(review.export.questions):
        _ask(review, question, f"question_{review.key}_{question.code}_{question.cell}_{place}")
    if review.event_question:
        _ask_for_event(view, review)
    elif review.placement and review.placement.question:
        _ask_for_place(review)
    _show_answered(review)


def _ask(review: Review, question: Question, widget: str) -> None:
    with st.container(border=True):
        where = f" ({question.cell})" if question.cell else ""
        st.markdown(f"{plain_text(question.sentence)}{where}")
        if question.samples:
            place = "I kolonnen står" if question.column else "Filen har kolonnene"
            st.caption(f"{place}: " + " · ".join(f"«{plain_text(sample)}»" for sample in question.samples))

        def take() -> None:
            chosen = question.answers[st.session_state[widget]]
            pending_files.answer(review.file, question, chosen, review.mapping)

        st.radio(
            plain_text(question.sentence),
            range(len(question.answers)),
            index=None,
            format_func=lambda place: question.answers[place].label,
            captions=[answer.effect for answer in question.answers],
            key=widget,
            on_change=take,
            label_visibility="collapsed",
        )
        if any(answer.kind for answer in question.answers):
            st.caption("Er filen noe annet, hører den ikke hjemme her. Fjern den med knappen øverst.")


def _events(view: View, review: Review) -> dict[str, str]:
    """The events of the file's round by their keys."""
    return reads.rounds(view.change_id)[review.round_id].event_names


def _ask_for_event(view: View, review: Review) -> None:
    """Which event the file is about, where neither its days nor its name say so."""
    names = {key: capital(name) for key, name in _events(view, review).items()}
    _ask_which(review, "event", review.event_question, names, f"which_event_{review.key}_{review.round_id}")


def _ask_for_place(review: Review) -> None:
    """Whether a file of another form replaces one in force or stands beside it."""
    placement = review.placement
    others = sorted(placement.others, key=lambda other: other != placement.likely)
    names = {other.source: f"Den erstatter «{plain_text(other.filename)}»" for other in others}
    names[placement.own] = "Den står ved siden av, og begge teller"
    _ask_which(review, "source", placement.question, names, f"source_{review.key}")


def _ask_which(review: Review, what: str, sentence: str, names: Mapping[str, str], widget: str) -> None:
    """A choice among `names`, kept as `what` of the file."""
    with st.container(border=True):
        st.radio(
            plain_text(sentence),
            list(names),
            index=None,
            format_func=names.__getitem__,
            key=widget,
            on_change=pending_files.keep,
            args=(review.key, what, widget),
        )


def _show_answered(review: Review) -> None:
    for place, given in enumerate(review.file.answered):
        row = show_row()
        row.markdown(f":material/check: {plain_text(given.sentence)} **{plain_text(given.label)}**")
        row.button(
            "Angre svaret",
            key=f"take_back_{review.key}_{place}",
            icon=":material/undo:",
            on_click=pending_files.take_back,
            args=(review.file, given),
        )
    source = review.file.source
    if source and review.placement and review.placement.others:
        names = {other.source: f"erstatter «{plain_text(other.filename)}»" for other in review.placement.others}
        row = show_row()
        row.markdown(f":material/check: Filen **{names.get(source, 'står ved siden av de andre')}**")
        row.button(
            "Angre svaret",
            key=f"ask_place_{review.key}",
            icon=":material/undo:",
            on_click=pending_files.change,
            args=(review.key,),
            kwargs={"source": ""},
        )
