"""Owns the call lists on the screen: which one, its rows with a reason each, and its ways out, each logged."""

from datetime import datetime

import pandas as pd
import streamlit as st

import store
from analysis.followup import FollowUp, list_addresses
from analysis.lists import QUIET_DAYS, make_lists, nearest_to_applying
from analysis.nearness import ORDER_SENTENCE
from analysis.situation import Situation
from domain.words import capital, join_words, plural
from frame import reads
from frame.door import access, file_owners
from frame.door.people import let_through
from frame.parts.municipality import open_municipality
from frame.pieces import files
from frame.pieces.download import show_download
from frame.pieces.how_counted import tell_counting
from frame.pieces.plain_text import plain_text
from frame.pieces.rows import show_row
from frame.pieces.table import show_table
from frame.view import View

NAMES = {
    "is_new": "Ny",
    "label": "Kommune",
    "region": "Region",
    "reason": "Hvorfor",
    "name": "Navn",
    "email": "E-post",
    "organisation": "Arbeidssted",
    "role": "Stilling",
    "branch": "Fylkesavdeling",
    "county": "Fylke",
    "registered": "Påmeldte kommuner",
    "attended": "Deltok",
}
WHERE_TOLD = ("is_new", "name", "email", "organisation", "role")
"""Columns that are left out where no row has anything to tell in them."""
NEAREST = 10


def choose(view: View) -> FollowUp:
    """A select box over the lists, how long a silence puts one on them, and all their counts; bound to the link.

    The box sends labels: with a count in them, the list chosen would be lost as soon as a filter changed it.
    """
    left, right = st.columns([4, 1], vertical_alignment="bottom")
    days = right.number_input("Dager uten kontakt", 1, 365, QUIET_DAYS, step=7, key="dager", bind="query-params")
    lists = make(view, int(days))
    titles = {one.title: one for one in lists.values()}
    chosen = left.selectbox("Liste", list(titles), key="liste", bind="query-params")
    with st.expander("Hvor mange som står på hver liste", icon=":material/format_list_numbered:"):
        counts = [(one.title, one.n, one.why) for one in lists.values()]
        table = pd.DataFrame(counts, columns=["Liste", "Antall", "Hvorfor"])
        show_table(table, alt="Listene og hvor mange som står på dem")
    return titles[chosen]


def make(view: View, quiet_days: int = QUIET_DAYS) -> dict[str, FollowUp]:
    """Every list under the filter."""
    pilot = reads.pilot(view.round, view.key[1])
    since = reads.last_copied(view.round.id, view.key[1], whose_addresses(view))

    def lists_of(situation: Situation, level: str, since: datetime | None, days: int) -> dict[str, FollowUp]:
        return make_lists(situation, pilot=pilot, level=level, since=since, quiet_days=days)

    return view.once(lists_of, view.level, since, quiet_days)


def whose_addresses(view: View) -> str:
    """Whose addresses a copy takes, as the log keeps it: the filter, within the branches the user follows."""
    where = view.filter.describe() if view.filter.regions else reads.WHOLE_COUNTRY
    return where if view.user.sees_everyone else f"{where} ({join_words(view.user.branches)})"


def show(view: View, found: FollowUp) -> None:
    """One list: why it matters, its rows, and how to get them out."""
    st.markdown(f"**{capital(found.counted)}.** {plain_text(found.why)}", help=tell_counting(view, found.title))
    if found.remark:
        st.info(plain_text(found.remark), icon=":material/info:")
    if not found.n:
        return
    table = for_reading(view, found)
    if len(table) < found.n:
        hidden = plural(found.n - len(table), "rad", "rader")
        st.caption(f"{hidden} fra andre fylkesavdelinger vises ikke for deg.")
    if found.of == "municipality":
        st.caption(plain_text(ORDER_SENTENCE))
    show_table(table, key=f"list_{found.key}", alt=f"{found.title}: {found.counted}", rows=18)
    _show_ways_out(view, found, table)


def for_reading(view: View, found: FollowUp) -> pd.DataFrame:
    """The rows as they are read and downloaded; people only from the branches the user follows."""
    rows = found.rows
    if found.names_people:
        rows = let_through(view.user, rows, f"listen «{found.title}»")
    if "is_new" in rows:
        rows = rows.assign(is_new=rows["is_new"].map({True: "ny", False: ""}))
    shown = [name for name in NAMES if name in rows and (name not in WHERE_TOLD or (rows[name] != "").any())]
    return rows[shown].rename(columns=NAMES).reset_index(drop=True)


def _show_ways_out(view: View, found: FollowUp, table: pd.DataFrame) -> None:
    row = show_row()
    engine = reads.engine()

    def log(act: str) -> None:
        details = f"listen «{found.title}», {len(table)} rader, {whose_addresses(view)}"
        store.write_log(engine, act, view.user.id, round_id=view.round.id, details=details)

    # Logged where the file is written: a callback reruns the page, which now and then lost the file that was asked for.
    def take_out() -> pd.DataFrame:
        log("download")
        return table

    with row:
        show_download(view, "Last ned som Excel", lambda: {found.title: take_out()}, found.key)
    row.download_button(
        "Last ned som CSV",
        file_owners.for_user(view.user.id, lambda: files.write_csv(take_out())),
        file_name=f"{found.key}.csv",
        mime="text/csv",
        icon=":material/download:",
        key=f"csv_{found.key}",
        on_click="ignore",
    )
    if found.of == "region" or not view.user.may("see_contacts"):
        return
    with row:
        if st.button("Kopier adressene", icon=":material/content_copy:", key=f"copy_{found.key}"):
            access.require("see_contacts")
            log("copy_addresses")
            st.session_state["addresses"] = (found.key, _addresses(view, found))
    shown_for, addresses = st.session_state.get("addresses", ("", []))
    if shown_for == found.key:
        counted = plural(len(addresses), "adresse er kopiert", "adresser er kopiert")
        st.caption(f"{counted}. Lim dem inn i feltet Blindkopi (Bcc).")
        # frame/static/browser.js copies what appears under this key.
        with st.container(key="copied_addresses"):
            st.code("; ".join(addresses), language=None, wrap_lines=True)


def _addresses(view: View, found: FollowUp) -> list[str]:
    rows = let_through(view.user, found.rows, found.title)
    if found.names_people:
        return sorted({address for address in rows["email"] if address})
    return list_addresses(view.situation, set(rows["number"]), view.user.sees_people_of)


def show_nearest(view: View) -> None:
    """The municipalities nearest to applying, each a click from its story and the form."""
    found = view.once(nearest_to_applying)
    if found.remark:
        st.caption(plain_text(found.remark))
    if not found.n:
        st.markdown(f"Ingen står på listen «{found.title}».")
        return
    for row in found.rows.head(NEAREST).itertuples():
        line = show_row()
        line.markdown(f"**{plain_text(row.label)}** – {plain_text(row.reason)}")
        line.button(
            f"Åpne {row.label}",
            key=f"open_{row.number}",
            on_click=open_municipality,
            args=(row.number,),
            icon=":material/open_in_new:",
        )
    if found.n > NEAREST:
        st.caption(f"{found.n - NEAREST} til er ikke vist. Alle listene står på siden Oppfølging.")
