"""Utvelgelse: who gets a place; the board with its balance, the rules with their price, drafts side by side."""

import streamlit as st

from frame.door import access
from frame.parts import balance, board, compared_drafts, decision, drafts, rules, selection_reads
from frame.parts.choosing import show_nothing_to_choose
from frame.pieces.head import show_head
from frame.view import current_view

user = access.require("see_figures")
view = current_view()
show_head("Utvelgelse", "Se hvem som får plass, hva det gir, og hva regler koster. Gjelder alltid hele landet.")

if not show_nothing_to_choose(view):
    ranked = selection_reads.ranking(*view.edition, view.as_of)
    drafts.take_up_wish()
    found = drafts.drafts(view, ranked)
    if not found and not view.may_change("choose"):
        st.info("Ingen utkast er laget ennå. En administrator lager dem.", icon=":material/draft:")
    if found:
        name = drafts.choose_draft(view, found)
        paper, draft, _ = found[name]
        st.header("Hvem som får plass", anchor=False)
        balance.show_balance(view, ranked, draft)
        board.show_board(view, ranked, draft)
        missing = 0
        if view.may_change("choose"):
            board.show_moving(view, ranked, draft, paper)
            board.show_places(view, draft, paper)
        if user.may("choose"):
            st.header("Forbigått", anchor=False)
            missing = board.show_passed_over(view, ranked, draft, paper)
            st.header("Regler og hva de koster", anchor=False)
            rules.show_rules(view, draft, paper)
            rules.show_prices(view, ranked, draft)
        st.header("Vedtak", anchor=False)
        decision.show_decision(view, ranked, name, draft, missing)
        st.header("Sammenlign utkast", anchor=False)
        compared_drafts.show_compared(view, ranked, {name: draft for name, (_, draft, _) in found.items()})
        if view.may_change("choose"):
            drafts.show_removal(view, paper)
    if view.may_change("choose"):
        st.header("Nytt utkast", anchor=False)
        drafts.show_new_draft(view, ranked)
