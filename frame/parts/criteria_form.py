"""Owns the criteria of a round in its settings: a card for each, one more with a button, removed with another."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from frame.parts.targets_grid import read_count, write_count
from frame.pieces import forms
from frame.pieces.plain_text import plain_text

FIELDS = {"weight": ("Vekt", 1), "low": ("Laveste poeng", 1), "high": ("Høyeste poeng", 5)}


def edit(criteria: Sequence[Mapping[str, Any]], form: str, problems: Mapping[str, str]) -> list[dict[str, Any]]:
    """The criteria as they stand in the fields; what is no whole number is handed on as it was typed."""
    st.markdown("**Kriterier for vurderingen**")
    st.caption(
        "Poengene for en søknad går fra 0 til 100: hvert kriterium teller med sin plass på skalaen, ganger vekten. "
        "Endrer du navnet på et kriterium, beholder det poengene som er gitt."
    )
    known = {str(one["key"]): one for one in criteria}
    keys = st.session_state.setdefault(f"{form}_criteria", list(known))
    wrong = "criteria" in problems
    edited = [_edit_one(key, known.get(key, {}), form, keys, wrong or key not in known) for key in list(keys)]
    forms.show_problem(problems, "criteria")
    st.button("Legg til et kriterium", icon=":material/add:", on_click=lambda: keys.append(secrets.token_hex(4)))
    if keys:
        st.caption("Kriteriene lagres sammen med resten, med «Lagre innstillingene».")
    return edited


def _edit_one(key: str, one: Mapping[str, Any], form: str, keys: list[str], opens: bool) -> dict[str, Any]:
    """One criterion's fields, folded under its name but where it is new or something is wrong."""
    place = keys.index(key) + 1
    label = f"{place}. {plain_text(one.get('name') or 'Nytt kriterium')}"
    with forms.show_card(label, f"{form}_{key}", opens=opens):
        name = st.text_input(f"Kriterium {place}", one.get("name", ""), key=f"{form}_{key}_name", max_chars=80)
        guidance = st.text_area(
            f"Veiledning til dem som vurderer ({place})",
            one.get("guidance", ""),
            key=f"{form}_{key}_guidance",
            height=80,
        )
        counts = {}
        for column, (field, (label, usual)) in zip(st.columns(len(FIELDS)), FIELDS.items(), strict=True):
            text = column.text_input(
                f"{label} ({place})", write_count(one.get(field, usual)), key=f"{form}_{key}_{field}"
            )
            counts[field] = read_count(text)
        st.button(
            f"Fjern kriterium {place}",
            key=f"{form}_{key}_remove",
            icon=":material/delete:",
            on_click=keys.remove,
            args=(key,),
        )
    return {"key": key, "name": name.strip(), "guidance": guidance.strip(), **counts}
