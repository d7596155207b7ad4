"""Owns the draw of who assesses what: made, shown with its number, made anew; who has passed an application on."""

import secrets
from dataclasses import replace
from datetime import UTC, datetime

import pandas as pd
import streamlit as st

import store
from analysis.allotment import count_loads, draw_assessors, may_assess
from analysis.board import keys_of, labels_by_key
from analysis.draws import HIGHEST_SEED
from data.reference import norwegian_key
from domain.assessors import EACH, Allotment, Key, hand_out, write_allotment
from domain.words import join_words, plural
from frame import reads
from frame.door import access
from frame.parts import assessing_reads, selection_reads
from frame.parts.assessing_reads import name_of_assessor
from frame.pieces import forms
from frame.pieces.messages import rerun_and_say, trouble_shown
from frame.pieces.table import show_table, show_text
from frame.pieces.who_and_when import tell_when_and_who
from frame.view import View

AGAIN = "Alle søknadene fordeles på nytt med et nytt tall."


def show_allotment(view: View, ranked: pd.DataFrame) -> None:
    """Who assesses each application, how many each has, and the buttons that draw."""
    found = assessing_reads.allotted(*view.edition)
    labels = labels_by_key(ranked)
    given = {key: who for key, who in found.now.by_key().items() if key in labels}
    if found.paper is not None:
        _tell(view, found.now.seed, found.paper, given, len(labels))
        show_table(_table(view, labels, given), alt="Hvem som vurderer hver søknad")
    if view.known_at is None:
        _show_drawing(view, ranked, found)
    _show_passed_on(view, ranked)


def missing_of(ranked: pd.DataFrame, known: list[str], given: dict[Key, tuple[str, ...]]) -> list[Key]:
    """The applications with an id that fewer than two of those who assess have."""
    return [
        key
        for key in keys_of(ranked)
        if key[1] and sum(one in known for one in given.get(key, ())) < EACH  # an id is what scores are kept under
    ]


def _tell(view: View, seed: int, paper: store.Paper, given: dict[Key, tuple[str, ...]], count: int) -> None:
    known = assessing_reads.assessors(*view.edition)
    loads = count_loads(given, list(known)).values()
    few, many = min(loads, default=0), max(loads, default=0)
    each = f"{few}" if few == many else f"{few} til {many}"
    two = sum(sum(one in known for one in who) >= EACH for who in given.values())
    st.markdown(
        f"**{two} av {plural(count, 'søknad', 'søknader')}** har to vurderere, og hver vurderer har {each}. "
        f"Fordelingen er trukket med tallet {seed}: det samme tallet gir den samme fordelingen av de samme "
        f"søknadene. Sist endret {tell_when_and_who(paper.saved_at, paper.saved_by)}."
    )


def _table(view: View, labels: dict[Key, str], given: dict[Key, tuple[str, ...]]) -> pd.DataFrame:
    known = assessing_reads.assessors(*view.edition)
    rows = selection_reads.assessments(*view.edition)
    done = assessing_reads.complete_only(rows, view.round.criteria)
    complete = {(row.source, row.submission_id, row.assessor.casefold()) for row in done.itertuples()}
    keys = sorted(labels, key=lambda key: norwegian_key(labels[key]))
    return pd.DataFrame(
        {
            "Søknad": [labels[key] for key in keys],
            "Vurderere": [join_words(name_of_assessor(known, one) for one in given.get(key, ())) for key in keys],
            "Ferdig": [
                f"{sum((*key, one.casefold()) in complete for one in given.get(key, ()))} av {len(given.get(key, ()))}"
                for key in keys
            ],
        }
    )


def _show_drawing(view: View, ranked: pd.DataFrame, found: assessing_reads.Allotted) -> None:
    known = list(assessing_reads.assessors(*view.edition))
    if len(known) < EACH:
        st.caption("Søknadene kan fordeles når minst to vurderere er lagt inn.")
        return
    missing = missing_of(ranked, known, found.now.by_key())
    without = int((ranked["submission_id"] == "").sum())
    if without:
        st.caption(f"{plural(without, 'søknad', 'søknader')} har ingen ID i filen, og kan ikke fordeles.")
    row = st.container(horizontal=True)
    label = "Fordel søknadene" if found.paper is None else f"Fordel {plural(len(missing), 'søknad', 'søknader')} til"
    if missing and row.button(label, key="allot", type="primary", icon=":material/casino:"):
        _draw(view, ranked, found, found.now.seed or _new_seed())
    begun = bool(found.now.passed_on) or not _typed(view).empty
    if found.paper is not None and not begun:
        with row:
            sure = forms.ask_first(
                "Trekk på nytt", AGAIN, "Ja, trekk på nytt", key="allot_again", icon=":material/casino:"
            )
        if sure:
            _draw(view, ranked, replace(found, now=Allotment(), as_written=Allotment()), _new_seed())


def _new_seed() -> int:
    return secrets.randbelow(HIGHEST_SEED) + 1


def _typed(view: View) -> pd.DataFrame:
    rows = selection_reads.assessments(*view.edition)
    return rows[rows["upload"] == ""]


def _draw(view: View, ranked: pd.DataFrame, found: assessing_reads.Allotted, seed: int) -> None:
    """Give every application that has fewer than two its assessors; those who have it keep it."""
    user = access.require("choose")
    assessors = list(assessing_reads.assessors(*view.edition).values())
    applications = {key: row for key, row in zip(keys_of(ranked), ranked["numbers"], strict=True) if key[1]}
    barred = {key: found.now.barred(key) for key in applications}
    allowed = may_assess(applications, assessors, barred)
    kept = {
        key: tuple(one for one in who if one in allowed[key])
        for key, who in found.now.by_key().items()
        if key in allowed
    }
    drawn = draw_assessors(allowed, [one.id for one in assessors], seed, kept)
    changed = replace(hand_out(found.as_written, found.now, drawn, datetime.now(UTC).isoformat()), seed=seed)
    expected = found.paper.id if found.paper else 0
    with trouble_shown():
        content = write_allotment(changed)
        try:
            store.save_paper(
                reads.engine(), view.round.id, "allotment", store.ALLOTMENT, content, user.id, expected=expected
            )
            said = "Søknadene er fordelt."
        except store.StoreConflict as conflict:
            said = f"{conflict} Fordelingen vises nå slik den er blitt."
        rerun_and_say(said)


def _show_passed_on(view: View, ranked: pd.DataFrame) -> None:
    """Who has passed which application on, and why."""
    lines = passed_on(view, ranked)
    if lines.empty:
        return
    st.markdown(f"**{plural(len(lines), 'søknad er', 'søknader er')} gitt videre** av en som er inhabil.")
    show_text(lines, alt="Hvem som er inhabil, og hvorfor")


def passed_on(view: View, ranked: pd.DataFrame) -> pd.DataFrame:
    """Who stood aside: Vurderer, Søknad, Begrunnelse."""
    known = assessing_reads.assessors(*view.edition)
    labels = labels_by_key(ranked)
    rows = [
        (name_of_assessor(known, one.assessor), labels.get(one.key, "en søknad som ikke er i bruk"), one.reason)
        for one in assessing_reads.allotted(*view.edition).now.passed_on
    ]
    return pd.DataFrame(rows, columns=["Vurderer", "Søknad", "Begrunnelse"])


def tell_passed_on(view: View, ranked: pd.DataFrame) -> tuple[str, ...]:
    """The same as sentences for the protocol."""
    return tuple(f"{who} vurderte ikke søknaden fra {what}: {why}" for who, what, why in passed_on(view, ranked).values)
