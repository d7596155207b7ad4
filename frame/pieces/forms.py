"""Owns what forms share: a problem said at its field, and a question before something is removed."""

from collections.abc import Mapping
from datetime import date
from typing import NoReturn

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from frame.pieces.plain_text import plain_text


def problems_of(form: str) -> Mapping[str, str]:
    """What was wrong when the form was sent last: a sentence for each field. Each refusal is told once."""
    return st.session_state.pop(f"problems_{form}", {})


def refuse(form: str, problems: Mapping[str, str]) -> NoReturn:
    """Draw the form once more with each problem at its field; what was typed stays."""
    st.session_state[f"problems_{form}"] = dict(problems)
    st.rerun()


def show_problem(problems: Mapping[str, str], field: str) -> None:
    """Say under a field what is wrong with it."""
    if sentence := problems.get(field):
        st.error(plain_text(sentence), icon=":material/error:")


def show_card(label: str, key: str, *, opens: bool) -> DeltaGenerator:
    """A place in a form that is folded under its label until it `opens`: then it stays so, for a problem is told in one
    run only.

    What is folded in the browser is unfolded there; a card of another key is another card.
    """
    opened = st.session_state[f"{key}_opened"] = opens or st.session_state.get(f"{key}_opened", False)
    return st.expander(label, key=f"{key}_card{'_opened' * opened}", expanded=opened)


def ask_first(label: str, question: str, yes: str, *, key: str, icon: str = ":material/delete:") -> bool:
    """A button that asks before it does; True in the run in which the user has said yes."""
    with st.popover(label, icon=icon, key=f"ask_{key}"):
        st.markdown(question)
        return st.button(yes, key=key, type="primary")


def ask_for_days(
    fields: Mapping[str, tuple[str, date | None]], form: str, problems: Mapping[str, str]
) -> dict[str, date | None]:
    """A date field for each name with its label and value, two in a row, so that the Tab key goes row by row.

    The keys end with the names, below `form`; a problem stands under its row.
    """
    chosen: dict[str, date | None] = {}
    names = list(fields.items())
    for pair in [names[place : place + 2] for place in range(0, len(names), 2)]:
        row = st.columns(2)
        for place, (name, (label, value)) in zip(row, pair, strict=False):
            chosen[name] = place.date_input(label, value, format="DD.MM.YYYY", key=f"{form}_{name}")
        for name, _field in pair:
            show_problem(problems, name)
    return chosen
