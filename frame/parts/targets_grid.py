"""Owns the targets of a round: for the whole country and for each branch, with the sum beside what it is to be.

What is typed is kept as it is typed: «3,5» is refused with a sentence, and never read as 35.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from data.reference import branches
from domain.words import format_number
from frame.pieces import forms

TARGETS = {"applications": "Søknader", "places": "Plasser"}
BRANCH = "Fylkesavdeling"


def edit(targets: Mapping[str, Any], form: str, problems: Mapping[str, str]) -> dict[str, Any]:
    """The targets as they stand in the fields; what is no whole number is handed on as it was typed."""
    st.markdown("**Mål**")
    own = {name: sentence for name, sentence in problems.items() if name.startswith("targets.")}
    edited: dict[str, Any] = {}
    for place, (name, word) in zip(st.columns(len(TARGETS)), TARGETS.items(), strict=True):
        text = place.text_input(f"Mål for {word.lower()}", write_count(targets.get(name)), key=f"{form}_{name}")
        edited[name] = read_count(text)
    grid = pd.DataFrame(
        [
            {
                BRANCH: branch,
                **{
                    word: write_count(targets.get("branches", {}).get(branch, {}).get(name))
                    for name, word in TARGETS.items()
                },
            }
            for branch in branches()
        ]
    )
    table = st.data_editor(
        grid,
        key=f"{form}_branches",
        disabled=[BRANCH],
        hide_index=True,
        alt="Mål for hver fylkesavdeling",
        height="content",
        column_config={
            word: st.column_config.TextColumn(width="small", alignment="right") for word in TARGETS.values()
        },
    )
    rows = {
        row[BRANCH]: {name: read_count(row[word]) for name, word in TARGETS.items()} for row in table.to_dict("records")
    }
    st.markdown("  \n".join(sum_sentence(rows, edited[name], name) for name in TARGETS))
    for field in own:
        forms.show_problem(own, field)
    edited["example"] = st.checkbox("Målene er eksempler", bool(targets.get("example")), key=f"{form}_example")
    st.caption("Målene lagres sammen med resten, med «Lagre innstillingene».")
    edited["branches"] = {
        branch: {name: count for name, count in counts.items() if count is not None} for branch, counts in rows.items()
    }
    return edited


def sum_sentence(rows: Mapping[str, Mapping[str, int | str | None]], total: int | str | None, name: str) -> str:
    """`Sum søknader: 38 av 40, mangler 2`: how the branches' targets add up."""
    counts = [row[name] for row in rows.values() if isinstance(row[name], int)]
    text = f"Sum {TARGETS[name].lower()}: **{format_number(sum(counts))}**"
    if not isinstance(total, int):
        return text
    missing = total - sum(counts)
    rest = (
        f", mangler {format_number(missing)}"
        if missing > 0
        else f", {format_number(-missing)} for mye"
        if missing
        else ""
    )
    return f"{text} av {format_number(total)}{rest}"


def read_count(text: str | None) -> int | str | None:
    """The number of a field, None for an empty one; what is no whole number stays the text that was typed."""
    typed = (text or "").strip()
    return int(typed) if typed.isascii() and typed.isdigit() else typed or None


def write_count(count: int | None) -> str:
    """A target as it stands in its field."""
    return "" if count is None else str(count)
