"""Utvelgelse: who gets a place; the board with its balance, the rules with their price, drafts side by side."""

from contextlib import nullcontext

import streamlit as st

from frame.door import access
from frame.parts import balance, board, compared_drafts, decision, drafts, rules, selection_reads
from frame.parts.before_choosing import show_nothing_to_choose
from frame.pieces.head import show_head
from frame.view import current_view

CHOOSING = ("Forbigått", "Regler")

user = access.require("see_figures")
view = current_view()
show_head("Utvelgelse", "Se hvem som får plass, hva det gir, og hva regler koster. Gjelder alltid hele landet.")

if not show_nothing_to_choose(view):
    ranked = selection_reads.ranking(*view.edition, view.as_of)
    drafts.take_up_wish()
    found = drafts.drafts(view, ranked)
    side_by_side = nullcontext()
    if not found and not view.may_change("choose"):
        st.info("Ingen utkast er laget ennå. En administrator lager dem.", icon=":material/draft:")
    if found:
        name = drafts.choose_draft(view, found)
        paper, draft, _ = found[name]
        titles = ["Plasser", *(CHOOSING if user.may("choose") else ()), "Vedtak", "Utkast"]
        places, *choosing, decided, side_by_side = st.tabs(titles)
        missing = 0
        with places:
            balance.show_balance(view, ranked, draft)
            board.show_board(view, ranked, draft)
            if view.may_change("choose"):
                moving, number = st.columns([3, 1])
                with moving:
                    board.show_moving(view, ranked, draft, paper)
                with number:
                    board.show_places(view, draft, paper)
        if choosing:
            with choosing[0]:
                missing = board.show_passed_over(view, ranked, draft, paper)
            with choosing[1]:
                rules.show_rules(view, draft, paper)
                rules.show_prices(view, ranked, draft)
        with decided:
            decision.show_decision(view, ranked, name, draft, missing)
        with side_by_side:
            compared_drafts.show_compared(view, ranked, {name: draft for name, (_, draft, _) in found.items()})
            if view.may_change("choose"):
                drafts.show_removal(view, paper)
    if view.may_change("choose"):
        with side_by_side:
            st.header("Nytt utkast", anchor=False)
            drafts.show_new_draft(view, ranked)
