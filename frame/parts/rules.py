"""Owns the rules of a choice: made and taken away, what each costs and whom it moves, and which clash."""

from collections.abc import Collection
from dataclasses import replace

import pandas as pd
import streamlit as st

import store
from analysis.balance import GROUPING_NAMES, Grouping, labels_of
from analysis.board import Draft, keys_of
from analysis.rules import BOUND_WORDS, EACH, Bound, Rule
from analysis.selection import Selection
from domain.criteria import format_points
from domain.words import capital, join_words, plural
from frame.parts import drafts, selection_reads
from frame.pieces import forms
from frame.pieces.plain_text import plain_text
from frame.pieces.rows import show_row
from frame.pieces.table import show_text
from frame.view import View

MOST_RULES = 12
EVERY = "hver for seg"


def show_rules(view: View, draft: Draft, paper: store.Paper) -> None:
    """The rules of the draft, each with a button that takes it away, and the form for one more."""
    for place, rule in enumerate(draft.rules):
        line = show_row()
        line.markdown(f"**{plain_text(capital(str(rule)))}**")
        if view.may_change("choose") and line.button("Fjern", key=f"rule_{paper.id}_{place}", icon=":material/delete:"):
            rest = tuple(other for other in draft.rules if other is not rule)
            drafts.save_change(view, paper, replace(draft, rules=rest), "Regelen er fjernet.")
    if view.may_change("choose") and len(draft.rules) < MOST_RULES:
        _show_new_rule(view, draft, paper)


def _show_new_rule(view: View, draft: Draft, paper: store.Paper) -> None:
    problems = forms.problems_of("new_rule")
    bounds: dict[str, Bound] = {capital(word): bound for bound, word in BOUND_WORDS.items()}
    groupings: dict[str, Grouping] = {name: grouping for grouping, name in GROUPING_NAMES.items()}
    first, second, third, fourth = st.columns(4, vertical_alignment="bottom")
    bound = bounds[first.selectbox("Regel", list(bounds), key=f"bound_{paper.id}")]
    number = int(second.number_input("Kommuner", 0 if bound == "most" else 1, 200, 1, key=f"count_{paper.id}_{bound}"))
    grouping = groupings[third.selectbox("Etter", list(groupings), key=f"grouping_{paper.id}")]
    group = fourth.selectbox("Gruppe", [EVERY, *labels_of(grouping)], key=f"group_{paper.id}_{grouping}")
    rule = Rule(bound, number, grouping, EACH if group == EVERY else group)
    forms.show_problem(problems, "rule")
    if st.button("Legg til regelen", key=f"add_rule_{paper.id}", icon=":material/add:"):
        if rule in draft.rules:
            forms.refuse("new_rule", {"rule": "Utkastet har regelen alt."})
        changed = replace(draft, rules=(*draft.rules, rule))
        drafts.save_change(view, paper, changed, "Regelen er lagt til.")
    if group == EVERY and bound == "least":
        st.caption("«Hver for seg» gjelder gruppene som noen har søkt fra.")


def show_prices(view: View, ranked: pd.DataFrame, draft: Draft) -> None:
    """The best choice under the rules: what each costs, whom it moves, and all that are equally good."""
    found, prices, free = selection_reads.best_choice(*view.edition, view.as_of, draft.places, draft.rules)
    if found.points is None:
        _show_clash(found)
        return
    labels = ranked["label"].tolist()
    best = format_points(found.points)
    if not draft.rules:
        st.markdown(f"Uten regler gir de beste **{best} poeng** i alt.")
    else:
        st.markdown(
            f"Det beste valget under reglene gir **{best} poeng** i alt, "
            f"**{format_points(free - found.points)} færre** enn uten regler. "
            "Regelen med sin pris: poengene det ville gitt å se bort fra den, og hvem den flytter."
        )
        show_text(_price_table(prices, labels), alt="Hva hver regel koster i poeng, og hvem den flytter inn og ut")
    _show_ties(found, labels)
    if view.may_change("choose"):
        _offer_draft(view, ranked, draft, found, labels)


def _price_table(prices: Collection[object], labels: list[str]) -> pd.DataFrame:
    rows = [
        {
            "Regel": capital(str(price.rule)),
            "Koster": f"{format_points(price.points)} poeng" if price.points else "ingenting",
            "Flytter inn": _names(price.moved_in, labels),
            "Flytter ut": _names(price.moved_out, labels),
        }
        for price in prices
    ]
    return pd.DataFrame(rows)


def _show_clash(found: Selection) -> None:
    if len(found.clash) == 1:
        what = f"Regelen «{found.clash[0]}» kan ikke oppfylles med disse søknadene og plassene."
    elif found.clash:
        what = f"Disse reglene kan ikke oppfylles sammen: {join_words(f'«{rule}»' for rule in found.clash)}."
    else:
        what = "Det er ingen mulig utvelgelse."
    which = "én av dem" if len(found.clash) > 1 else "den"
    st.error(f"{plain_text(what)} Fjern eller endre {which}, eller endre antall plasser.", icon=":material/rule:")


def _show_ties(found: Selection, labels: list[str]) -> None:
    if len(found.choices) == 1 and found.all_listed:
        st.markdown("Det er bare ett slikt valg.")
        return
    count = len(found.choices) if found.all_listed else f"flere enn {len(found.choices)}"
    always = plural(len(found.always), "søknad", "søknader")
    st.info(
        f"**{count} like gode valg.** {always} er med i alle. Poengene skiller ikke mellom "
        f"{plain_text(_names(found.sometimes, labels))}.",
        icon=":material/balance:",
    )


def _offer_draft(view: View, ranked: pd.DataFrame, draft: Draft, found: Selection, labels: list[str]) -> None:
    """A draft of one of the best choices; people decide which."""
    keys = keys_of(ranked)
    problems = forms.problems_of("new_draft")
    with st.form("draft_of_best"):
        place = 0
        if len(found.choices) > 1:
            names = [
                f"Valg {number}: med {_names(choice - found.always, labels)}"
                for number, choice in enumerate(found.choices, start=1)
            ]
            place = st.selectbox("Hvilket av valgene", range(len(names)), format_func=names.__getitem__)
        name = st.text_input("Navn på det nye utkastet", placeholder="For eksempel «Med regler»", max_chars=80)
        forms.show_problem(problems, "name")
        if st.form_submit_button("Lag et utkast av valget"):
            chosen = frozenset(keys[position] for position in found.choices[place])
            drafts.make_draft(view, name, replace(draft, chosen=chosen, waiting=()))


def _names(positions: Collection[int], labels: list[str]) -> str:
    return join_words(labels[position] for position in sorted(positions)) or "ingen"
