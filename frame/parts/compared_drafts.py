"""Owns drafts side by side: what each gives, and which applications they do not agree on."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from analysis.board import OUTCOME_LABELS, Draft, keys_of
from domain.words import plural
from frame.parts.balance import facts_of
from frame.pieces.download import show_download
from frame.pieces.table import show_table
from frame.view import View

MOST = 4
MOST_DIFFERING = 10
"""Rows of the second table in sight."""


def show_compared(view: View, ranked: pd.DataFrame, found: Mapping[str, Draft]) -> None:
    """Up to four drafts beside each other."""
    names = st.multiselect(
        "Utkast side om side",
        list(found),
        list(found)[:2],
        max_selections=MOST,
        placeholder="Velg utkast",
        key=f"compared_{len(found)}",  # another draft is there: the first two are chosen anew
        select_all=False,
    )
    if len(names) < 2:
        st.caption("Velg minst to utkast for å sammenligne dem.")
        return
    # In quotation marks no draft is called as another column is.
    chosen = {f"«{name}»": found[name] for name in names}
    facts = {name: facts_of(view, ranked, draft) for name, draft in chosen.items()}
    rows = list(dict.fromkeys(fact for one in facts.values() for fact in one))
    table = pd.DataFrame({"Mål": rows} | {name: [own.get(row, "0") for row in rows] for name, own in facts.items()})
    show_table(table, alt="Utkastene side om side")
    differing = differing_applications(ranked, chosen)
    if differing.empty:
        st.markdown("Utkastene gir plass til de samme søknadene.")
    else:
        st.markdown(f"**{plural(len(differing), 'søknad', 'søknader')}** får ikke det samme i alle utkastene.")
        show_table(differing, alt="Søknader som ikke får det samme i alle utkastene", rows=MOST_DIFFERING)
    show_download(
        view, "Last ned sammenligningen", {"Sammenligning": table, "Ulike utfall": differing}, "utkast side om side"
    )


def differing_applications(ranked: pd.DataFrame, found: Mapping[str, Draft]) -> pd.DataFrame:
    """The applications that the drafts don't give the same: Søknad, and the outcome in each."""
    rows = []
    for key, label in zip(keys_of(ranked), ranked["label"], strict=True):
        outcomes = {name: OUTCOME_LABELS[draft.outcome(key)] for name, draft in found.items()}
        if len(set(outcomes.values())) > 1:
            rows.append({"Søknad": label, **outcomes})
    return pd.DataFrame(rows, columns=["Søknad", *found])
