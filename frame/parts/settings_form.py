"""Owns the form for a round's settings; a refused or overtaken form keeps what was typed, each problem at its field."""

import copy
from collections.abc import Iterator, Mapping
from typing import Any

import streamlit as st

import store
from domain.round_dates import DATE_OF, DATES
from domain.words import join_words, plural
from frame import reads
from frame.door import access
from frame.parts import criteria_form, gatherings_form, targets_grid
from frame.parts.new_round import check_title
from frame.pieces import forms
from frame.pieces.messages import STILL_HERE, rerun_and_say, show_trouble, trouble_shown
from frame.pieces.rows import as_seen, show_row
from frame.pieces.who_and_when import tell_when_and_who, tell_who
from frame.view import View

LINKS = {"registration": "Påmelding", "application": "Søknadsskjema", "foundation": "Grunnlagsdokument"}
NEWEST = 3
"""So many editions are shown at first."""


def show_form(view: View) -> None:
    """The settings, with targets and criteria beside them; saved, or refused with a sentence at each field."""
    settings = reads.round_history(*view.edition)[0]
    filled = _filled_from(settings)
    if filled.version != settings.version:
        st.warning(
            f"{tell_who(settings.saved_by)} har lagret en nyere utgave mens du skrev. Det du har skrevet, "
            "står her. Den andre utgaven ligger under «Utgaver».",
            icon=":material/sync_problem:",
        )
    values = copy.deepcopy(filled.values)
    name = f"round_{view.round.id}_{filled.version}"
    problems = forms.problems_of(name)
    left, right = st.columns(2, gap="large")
    with right:
        values["targets"] = targets_grid.edit(values.get("targets", {}), name, problems)
        values["criteria"] = criteria_form.edit(values.get("criteria", []), name, problems)
    with left, st.form(f"round_{view.round.id}"):
        values["title"] = st.text_input("Tittel", values["title"], key=_first_field(filled))
        forms.show_problem(problems, "title")
        st.markdown("**Datoer**")
        values["dates"] = _edit_dates(values.get("dates", {}), name, problems)
        values["gatherings"] = gatherings_form.edit(values["gatherings"], name, problems)
        st.markdown("**Lenker**")
        links = values.setdefault("links", {})
        for link, label in LINKS.items():
            links[link] = st.text_input(label, links.get(link, ""), placeholder="https://", key=f"{name}_{link}")
            forms.show_problem(problems, f"links.{link}")
        if problems:
            st.error("Innstillingene er ikke lagret. Rett feltene som er merket.", icon=":material/error:")
        if st.form_submit_button("Lagre innstillingene", type="primary"):
            _save(values, filled, name)
        used = (one.key for edition in reads.round_history(*view.edition) for one in edition.round.gatherings)
        gatherings_form.add_one(name, used)


def _filled_from(settings: store.RoundSettings) -> store.RoundSettings:
    """The edition that the form was filled from, the newest one when the form is opened.

    It stays while somebody writes: Streamlit takes a field with another default for another field, and what was
    typed in it would be gone. Streamlit forgets a field that is not shown, which tells that the page was left.
    """
    name = f"filled_{settings.round_id}"
    filled = st.session_state.get(name)
    if filled is None or _first_field(filled) not in st.session_state:
        st.session_state[name] = filled = settings
        st.session_state[f"seen_{settings.round_id}"] = settings.version
    return filled


def _first_field(filled: store.RoundSettings) -> str:
    return f"title_{filled.round_id}_{filled.version}"


def _edit_dates(dates: dict[str, Any], form: str, problems: dict[str, str]) -> dict[str, Any]:
    """The round's days but for those of its gatherings."""
    own = {name.removeprefix("dates."): sentence for name, sentence in problems.items() if name.startswith("dates.")}
    chosen = forms.ask_for_days({one.key: (one.label, dates.get(one.key)) for one in DATES}, form, own)
    chosen["start_is_month"] = st.checkbox(
        "Bare måneden for oppstarten er kjent",
        bool(dates.get("start_is_month")),
        key=f"{form}_start_is_month",
        help="Oppstarten vises da som «september 2024», og regnes som passert når måneden er over.",
    )
    return {**dates, **chosen}


def _save(values: dict[str, Any], filled: store.RoundSettings, form: str) -> None:
    user = access.require("change_settings")
    seen = f"seen_{filled.round_id}"
    others = [other for other in store.rounds(reads.engine()) if other.round_id != filled.round_id]
    if problems := check_title(values["title"], others):
        forms.refuse(form, problems)
    try:
        store.save_round(reads.engine(), values, user.id, expected=st.session_state[seen])
    except store.StoreRefused as refused:
        forms.refuse(form, refused.problems)
    except store.StoreConflict as conflict:
        st.session_state[seen] = conflict.theirs.version
        st.warning(
            f"{conflict} {STILL_HERE} Trykk «Lagre innstillingene» én gang til hvis din utgave skal gjelde.",
            icon=":material/sync_problem:",
        )
        return
    except store.StoreError as error:
        show_trouble(error, STILL_HERE)
        return
    del st.session_state[f"filled_{filled.round_id}"]
    gatherings_form.forget_added(form)
    rerun_and_say("Innstillingene er lagret.")


def show_history(view: View) -> None:
    """The editions, the newest in sight; an earlier one comes back as a new edition."""
    editions = reads.round_history(*view.edition)
    seen = as_seen(f"newest_edition_{view.round.id}", editions[0].version)
    before = [*editions[1:], editions[-1]]
    for edition, earlier in zip(editions[:NEWEST], before, strict=False):
        _show_edition(view, edition, earlier, editions[0], seen)
    if len(editions) > NEWEST:
        older = plural(len(editions) - NEWEST, "eldre utgave", "eldre utgaver")
        with st.expander(older, key=f"older_editions_{view.round.id}", icon=":material/inventory_2:"):
            for edition, earlier in zip(editions[NEWEST:], before[NEWEST:], strict=True):
                _show_edition(view, edition, earlier, editions[0], seen)


def _show_edition(
    view: View, edition: store.RoundSettings, before: store.RoundSettings, newest: store.RoundSettings, seen: int
) -> None:
    line = show_row()
    saved = tell_when_and_who(edition.saved_at, edition.saved_by) if edition.saved_at else "standardoppsettet"
    changed = describe_change(edition.values, before.values)
    state = ":green-badge[i bruk]" if edition is newest else ":gray-badge[tidligere]"
    line.markdown(f"{state} {saved}{f', endret {changed}' if changed else ''}", width="stretch")
    if edition is not newest and line.button(
        "Bruk denne igjen", key=f"edition_{edition.version}", icon=":material/history:"
    ):
        user = access.require("change_settings")
        with trouble_shown():
            store.save_round(reads.engine(), edition.text, user.id, expected=seen)
            st.session_state.pop(f"filled_{view.round.id}", None)
            st.rerun()


def describe_change(now: Mapping[str, Any], before: Mapping[str, Any]) -> str:
    """`søknadsfrist og mål for søknader`: which fields of the settings are other ones than before, "" for none."""
    one, other = dict(_fields_of(now)), dict(_fields_of(before))
    changed = [name for name in dict.fromkeys([*one, *other]) if one.get(name) != other.get(name)]
    return join_words(dict.fromkeys(_name_field(name) for name in changed))


def _fields_of(values: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield from _fields_of(value, f"{above}{name}.")
        elif name == "gatherings" and isinstance(value, list):
            for one in value:
                yield from _fields_of(one, f"gatherings.{one['key']}.")
        elif value not in (None, "", False):  # an empty field is as good as none
            yield f"{above}{name}", value


def _name_field(dotted: str) -> str:
    table, _, name = dotted.partition(".")
    if table == "dates":
        return DATE_OF[name].label.lower() if name in DATE_OF else "måneden for oppstarten"
    if table == "links":
        return f"lenken {LINKS.get(name, name).lower()}"
    return {"title": "tittel", "gatherings": "samlinger", "targets": "mål", "criteria": "kriterier"}.get(table, table)
