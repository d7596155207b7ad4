"""Owns the lists to call from: which ones there are, the one that is shown, its rows, and its ways out, each logged."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import partial

import pandas as pd
import streamlit as st

import store
from analysis.followup import FollowUp, list_addresses
from analysis.lists import QUIET_DAYS, make_lists, of_size
from analysis.nearness import ORDER_SENTENCE
from analysis.situation import Level, Situation
from analysis.work_list import add_what_a_call_needs
from domain.phases import Phase, phase_of
from domain.rounds import Round
from domain.words import capital, join_words, plural
from frame import numbers, reads
from frame.door import access
from frame.door.people import let_through
from frame.kept import kept
from frame.parts import list_order
from frame.parts.municipality import show_table_to_open
from frame.parts.size_choice import choose_size, linked_size
from frame.pieces import files
from frame.pieces.download import show_download, show_file
from frame.pieces.how_counted import tell_counting
from frame.pieces.links import warn_of_unknown
from frame.pieces.plain_text import plain_text
from frame.pieces.rows import show_row
from frame.pieces.table import show_table
from frame.pieces.window import is_phone
from frame.view import View

PARAMETER = "liste"
KEY = "chosen_list"
MOST_DAYS = 365
STEPS = "Avtalte steg"
NAMES = {
    "is_new": "Ny",
    "place": "Plass",
    "label": "Kommune",
    "region": "Region",
    "reason": "Hvorfor",
    "name": "Navn",
    "person": "Kontaktperson",
    "phone": "Telefon",
    "last_contact": "Siste kontakt",
    "next_step": "Neste steg",
    "email": "E-post",
    "organisation": "Arbeidssted",
    "role": "Stilling",
    "branch": "Fylkesavdeling",
    "county": "Fylke",
    "registered": "Påmeldte kommuner",
    "attended": "Deltok",
}
WHERE_KNOWN = (
    "is_new",
    "place",
    "name",
    "person",
    "phone",
    "last_contact",
    "next_step",
    "email",
    "organisation",
    "role",
)
"""Columns that are left out where no row has anything in them."""
OF_THE_PHASE: dict[Phase, tuple[str, ...]] = {
    "before_gathering": ("registered",),
    "before_deadline": ("attended_not_applied", "several_not_applied", "registered"),
    "before_answers": ("lacking", "not_confirmed", "attended_not_applied", "registered"),
    "towards_start": ("not_at_start", "not_confirmed", "lacking", "registered"),
}
"""The lists that matter first, by the round's phase: the first of them that holds anything is shown."""


def make(view: View, quiet_days: int = QUIET_DAYS) -> dict[str, FollowUp]:
    """Every list under the filter, by its title."""
    pilot = reads.pilot(view.round, view.change_id)
    since = reads.last_copied(view.round.id, view.change_id, whose_addresses(view))
    return view.once(_lists_of, pilot, view.level, since, quiet_days)


def _lists_of(
    situation: Situation, pilot: Round | None, level: Level, since: datetime | None, days: int
) -> dict[str, FollowUp]:
    made = make_lists(situation, pilot=pilot, level=level, since=since, quiet_days=days)
    return {one.title: one for one in made.values()}


def numbers_when_day_began(view: View, day: date) -> dict[str, tuple[str, ...]]:
    """The municipalities of each list of them under the filter, by its title, as it stood when a day began."""
    return _numbers_when(view.round.id, view.change_id, day, view.filter.regions, view.level)


@kept(*reads.NUMBERS, "notes")
def _numbers_when(
    round_id: str, change_id: reads.ChangeId, day: date, regions: tuple[str, ...], level: Level
) -> dict[str, tuple[str, ...]]:
    before = numbers.chosen_situation(round_id, change_id, day - timedelta(days=1), regions)
    lists = make_lists(before, pilot=reads.pilot(before.round, change_id), level=level)
    return {one.title: tuple(one.rows["number"]) for one in lists.values() if one.of == "municipality"}


def choose(view: View, lists: Mapping[str, FollowUp], steps: int) -> str:
    """The lists as tabs with their counts; the title of the chosen one, which the link carries (`?liste=…`)."""
    titles = [STEPS, *lists]
    linked = st.query_params.get(PARAMETER)
    warn_of_unknown(PARAMETER, "liste", titles, "Siden viser listen som haster mest.")
    chosen = linked if linked in titles else _first(view, lists, steps)
    if st.session_state.get(KEY) != chosen:
        st.session_state[KEY] = chosen
    counts = {STEPS: steps} | {title: one.n for title, one in lists.items()}
    shared = {
        "label": "Liste",
        "options": titles,
        "key": KEY,
        "on_change": lambda: st.query_params.update({PARAMETER: st.session_state[KEY]}),
        "format_func": lambda title: f"{title} ({counts[title]})",
    }
    if is_phone():  # the tabs would fill the screen
        st.selectbox(**shared)
    else:
        st.pills(**shared, required=True, label_visibility="collapsed")
    return chosen


def _first(view: View, lists: Mapping[str, FollowUp], steps: int) -> str:
    """What is agreed and not done, else the list of the phase that the round is in."""
    if steps:
        return STEPS
    by_key = {one.key: title for title, one in lists.items() if one.n}
    wanted = OF_THE_PHASE[phase_of(view.round, view.as_of)]
    return next((by_key[key] for key in wanted if key in by_key), next(iter(lists)))


def of_days(view: View, found: FollowUp) -> FollowUp:
    """The list as it is; that of a long silence with the choice how long it is."""
    if found.key != "quiet":
        return found
    known = [text for text in st.query_params.get_all("dager") if text.isdecimal() and 1 <= int(text) <= MOST_DAYS]
    warn_of_unknown(
        "dager", "antall dager", known, f"Listen viser dem som ikke har hørt fra oss på {QUIET_DAYS} dager."
    )
    days = st.number_input("Dager uten kontakt", 1, MOST_DAYS, QUIET_DAYS, step=7, key="dager", bind="query-params")
    return make(view, int(days))[found.title]


def of_chosen_size(view: View, found: FollowUp) -> FollowUp:
    """The list as it is, or with the municipalities of the chosen size alone; a list that names none has no choice."""
    if "number" not in found.rows:
        return found
    size = choose_size("Listen viser kommuner av alle størrelser.")
    return of_size(found, view.round, size) if size else found


def numbers_of(view: View, lists: Mapping[str, FollowUp], steps: pd.DataFrame) -> list[str]:
    """The municipalities of the list that the link names, in its order; of the open steps where it names none."""
    found = lists.get(st.query_params.get(PARAMETER, ""))
    size = linked_size()
    if found and size:
        found = of_size(found, view.round, size)
    rows = list_order.in_order(view, found).rows if found else steps
    return list(dict.fromkeys(rows["number"])) if "number" in rows else []


def whose_addresses(view: View) -> str:
    """Whose addresses a copy takes, as the log keeps it: the filter, within the branches the user follows."""
    where = view.filter.describe()
    return where if view.user.sees_everyone else f"{where} ({join_words(view.user.branches)})"


def show(view: View, found: FollowUp) -> None:
    """One list: why it matters, its rows, each a click from its municipality, and how to get them out."""
    st.markdown(f"**{capital(found.counted)}.** {plain_text(found.why)}", help=tell_counting(view, found.title))
    if found.remark:
        st.caption(plain_text(found.remark))
    if not found.n:
        return
    list_order.show_order(view, found)
    found = list_order.in_order(view, found)
    rows = seen_rows(view, found)
    if len(rows) < found.n:
        hidden = plural(found.n - len(rows), "rad", "rader")
        st.caption(f"{hidden} fra andre fylkesavdelinger vises ikke for deg.")
    table = for_reading(rows)
    if found.of == "region":
        show_table(table, alt=found.title)
    else:
        _show_rows_to_open(rows, table, found)
    _show_ways_out(view, found, rows, table)


def seen_rows(view: View, found: FollowUp) -> pd.DataFrame:
    """The rows that the user sees: of people those they follow, of municipalities all, with whom to call in theirs."""
    what = f"listen «{found.title}»"
    if found.names_people:
        return let_through(view.user, found.rows, what)
    if found.of == "region":
        return found.rows
    rows = add_what_a_call_needs(view.situation, found.rows, view.user.people_of)
    return let_through(view.user, rows, what, blank=("person", "phone", "email"))


def for_reading(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows as they are read and downloaded, without the columns in which no row has anything."""
    if "is_new" in rows:
        rows = rows.assign(is_new=rows["is_new"].map({True: "ny", False: ""}))
    shown = [name for name in NAMES if name in rows and (name not in WHERE_KNOWN or _has_any(rows[name]))]
    return rows[shown].rename(columns=NAMES).reset_index(drop=True)


def _has_any(values: pd.Series) -> bool:
    return bool((values.notna() & (values != "")).any())


def _show_rows_to_open(rows: pd.DataFrame, table: pd.DataFrame, found: FollowUp) -> None:
    """The table whose rows open their municipality, and the same as text, which paper shows whole."""
    aside = ["Fylke", "Arbeidssted", *(["E-post"] if "Kontaktperson" in table else [])]
    shown = table.drop(columns=aside, errors="ignore")
    if shown["Fylkesavdeling"].nunique() == 1:
        shown = shown.drop(columns="Fylkesavdeling")
    alt = f"{found.title}: {found.counted}"
    link = {PARAMETER: st.session_state[KEY]}
    show_table_to_open(shown, rows["number"].tolist(), key=f"list_{found.key}", alt=alt, link=link, on_paper=shown)
    if found.of == "municipality" and "place" not in found.rows:
        st.caption(plain_text(ORDER_SENTENCE))


def _show_ways_out(view: View, found: FollowUp, rows: pd.DataFrame, table: pd.DataFrame) -> None:
    row = show_row()
    logged = f"listen «{found.title}», {plural(len(table), 'rad', 'rader')}, {whose_addresses(view)}"
    with row:
        show_download(view, "Last ned som Excel", {found.title: table}, found.title, logged=logged)
        file_name = files.name_file(found.title, view.as_of, "csv")
        write = partial(files.write_csv, table)
        show_file(view, "Last ned som CSV", write, file_name, key=f"csv_{found.key}", logged=logged)
    if found.of == "region" or not view.user.may("see_contacts"):
        return
    with row:
        if st.button("Kopier adressene", icon=":material/content_copy:", key=f"copy_{found.key}"):
            access.require("see_contacts")
            store.write_log(reads.engine(), "copy_addresses", view.user.id, round_id=view.round.id, details=logged)
            st.session_state["addresses"] = (found.key, _addresses(view, found, rows))
    shown_for, addresses = st.session_state.get("addresses", ("", []))
    if shown_for == found.key:
        counted = plural(len(addresses), "adresse er kopiert", "adresser er kopiert")
        st.caption(f"{counted}. Lim dem inn i feltet Blindkopi (Bcc).")
        # frame/static/copied_addresses.js copies what appears under this key.
        with st.container(key="copied_addresses"):
            st.code("; ".join(addresses), language=None, wrap_lines=True)


def _addresses(view: View, found: FollowUp, rows: pd.DataFrame) -> list[str]:
    if found.names_people:
        return sorted({address for address in rows["email"] if address})
    followed = let_through(view.user, rows, found.title)
    return list_addresses(view.situation, set(followed["number"]), view.user.sees_people_of)
