"""Owns putting files under review in force, one or all that need no answer, and the sentence that tells it."""

from collections.abc import Iterable
from contextlib import suppress

import streamlit as st

import store
from domain.words import join_words, plural
from frame import numbers, reads
from frame.door import access
from frame.parts import overtaken_files, pending_files
from frame.parts.file_review import Review, review_file
from frame.parts.waiting_turn import say_that_it_waits
from frame.pieces.messages import show_trouble
from frame.pieces.plain_text import plain_text
from frame.pieces.who_and_when import tell_who
from frame.view import View


def show_adopt(view: View, review: Review) -> None:
    """The button that puts a file in force, and why it can't be pressed."""
    if review.stopped:
        st.error("Filen kan ikke tas i bruk før feilene er rettet.", icon=":material/block:")
    elif review.unanswered:
        st.caption(f"Filen kan tas i bruk når {plural(review.unanswered, 'spørsmål', 'spørsmål')} over er besvart.")
    pressed = st.button("Ta i bruk", type="primary", disabled=not review.ready, key=f"adopt_{review.key}")
    now = review.difference.previous.id if review.difference and review.difference.previous else 0
    if pressed and (version := _adopt(review)):
        pending_files.say(_describe(view, review, version))
        st.rerun()
    pending_files.change(review.key, seen=now)


def show_adopt_all(view: View, reviews: Iterable[Review]) -> None:
    """«Ta i bruk alle» where several files need no answer; of two downloads of one form only the newest is."""
    ready = _newest_of_each_source(review for review in reviews if review.ready)
    if len(ready) < 2:
        return
    if st.button(f"Ta i bruk alle ({len(ready)})", type="primary", key="adopt_all", icon=":material/done_all:"):
        _adopt_all(view, ready)


def _newest_of_each_source(reviews: Iterable[Review]) -> list[Review]:
    newest: dict[tuple[str, str], Review] = {}
    for review in sorted(reviews, key=lambda review: str(store.times_of(review.export.rows).max())):
        newest[review.round_id, review.placement.source] = review
    return list(newest.values())


def _adopt_all(view: View, reviews: list[Review]) -> None:
    """Adopt one after the other. What the one before has made a question of is left, and said so."""
    adopted, left = [], []
    for review in reviews:
        again = review_file(view, review.file)
        version = _adopt(again) if again.ready else None
        if version:
            adopted.append(_describe(view, again, version))
        else:
            left.append(f"«{plain_text(review.filename)}»")
    sentences = [f"{plural(len(adopted), 'fil er', 'filer er')} tatt i bruk.", *adopted]
    if left:
        sentences.append(f"{join_words(left)} står igjen: noe må besvares først.")
    pending_files.say("  \n".join(sentences))
    st.rerun()


def _adopt(review: Review) -> store.Version | None:
    """The version the file became; None when the store refused, and says why."""
    user = access.require("upload")
    try:
        version = store.adopt(
            reads.engine(),
            review.content,
            review.filename,
            round_id=review.round_id,
            who=user.id,
            kind=review.file.kind,
            event=review.event or None,
            source=review.placement.source,
            mapping=review.mapping,
            export=review.export,
            expected=_seen(review),
            left_out=review.file.left_out,
            waiting=say_that_it_waits(),
        )
    except store.StoreError as error:
        show_trouble(error)
        return None
    with suppress(store.StoreError):  # then the next page tells of it
        numbers.READY.for_change(reads.change_id()[0])
    overtaken_files.remember(version)
    pending_files.drop(review.key)
    return version


def _seen(review: Review) -> int:
    """The version that the user compared with: this run may already see a newer one."""
    if review.file.seen is not None:
        return review.file.seen
    return review.difference.previous.id if review.difference.previous else 0


def _describe(view: View, review: Review, version: store.Version) -> str:
    sentence = f"«{plain_text(version.filename)}» er tatt i bruk: {plural(version.counting, 'rad', 'rader')} teller."
    if version.between:
        others = ", ".join(
            f"«{plain_text(other.filename)}» av {tell_who(other.adopted_by)}" for other in version.between
        )
        sentence += f" Mens du så på filen, tok andre i bruk {others}. Den ligger i listen under."
    if review.round_id != view.round.id:
        title = reads.rounds(view.change_id)[review.round_id].title
        sentence += f" Filen hører til {plain_text(title)}: velg runden til venstre for å se tallene."
    return sentence
