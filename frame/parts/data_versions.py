"""Owns the list of versions: what is in force, what was before, one click back, the file as it was adopted."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

import store
from data.reference import Municipality, longyearbyen, municipalities
from domain.clock import OSLO, local_time
from domain.kinds import file_label
from domain.words import capital, format_time, join_words, plural
from frame import reads
from frame.door import access, file_owners
from frame.door.roles import User
from frame.parts import overtaken_files
from frame.pieces.messages import trouble_shown
from frame.pieces.plain_text import plain_text
from frame.pieces.rows import as_seen, show_row
from frame.pieces.table import show_table
from frame.view import View

# How many versions of a kind stand with their buttons, beside those in force.
NEWEST = 5


def show_versions(view: View) -> None:
    """One block per kind with the versions, the newest first."""
    listed = reads.versions(*view.edition)
    if listed.empty:
        st.info(
            "Ingen filer er tatt i bruk for denne runden ennå. Last opp en fil over, se gjennom den og velg "
            "«Ta i bruk»." + (" Til da vises eksempeldata." if view.examples else ""),
            icon=":material/upload_file:",
        )
        return
    if not view.user.sees_everyone:
        st.caption("Filene inneholder personer fra hele landet, og kan bare lastes ned av en administrator.")
    in_force = listed[listed["in_force"]].set_index("source")["id"].to_dict()
    seen = as_seen(f"in_force_{view.round.id}", in_force)
    for (kind, event), versions in listed.groupby(["kind", "event"], sort=True):
        st.markdown(f"**{capital(file_label(kind, event))}**")
        shown = versions["in_force"] | (versions["id"].rank(ascending=False) <= NEWEST)
        for version in versions[shown].itertuples():
            _show_version(view, version, seen)
        if not shown.all():
            _show_older(view, versions[~shown], f"{kind}_{event}", seen)


def _show_older(view: View, versions: pd.DataFrame, key: str, seen: Mapping[str, int]) -> None:
    """The rest as one table and one choice: a row of buttons each would make the page slower with every upload."""
    opened = st.expander(
        plural(len(versions), "eldre versjon", "eldre versjoner"),
        key=f"older_{key}",
        on_change="rerun",
        icon=":material/inventory_2:",
    )
    if not opened.open:
        return
    with opened:
        show_table(versions_table(versions), alt=f"Eldre versjoner av {key}", rows=8)
        numbers = versions["id"].tolist()
        chosen = st.selectbox(
            "Velg en versjon",
            numbers,
            index=None,
            key=f"older_version_{key}",
            placeholder="Velg versjon",
            format_func=lambda number: f"Versjon {number}",
            width=240,
        )
        if chosen is not None:
            _show_version(view, next(versions[versions["id"] == chosen].itertuples()), seen)


def _show_version(view: View, version: object, seen: Mapping[str, int]) -> None:
    """One version with its buttons; `seen` is what the user saw in force, by source."""
    row = show_row()
    adopted = format_time(local_time(version.adopted_at))
    origin = "" if pd.isna(version.restored_from) else f", hentet tilbake fra versjon {version.restored_from}"
    state = ":green-badge[i bruk]" if version.in_force else ":gray-badge[tidligere]"
    row.markdown(
        f"{state} **{plain_text(version.filename)}**  \n"
        f"Versjon {version.id}{origin} · {adopted} av {plain_text(version.adopted_by)} · "
        f"{plural(version.rows, 'rad', 'rader')}, {version.counting} teller · kontrollsum {version.sha256[:8]}"
        + (f"  \nLagret uten {plain_text(join_words(version.left_out))}" if version.left_out else "")
    )
    if not version.in_force and row.button("Bruk denne igjen", key=f"restore_{version.id}", icon=":material/history:"):
        user = access.require("take_back")
        with trouble_shown():
            store.restore(reads.engine(), int(version.id), user.id, expected=int(seen.get(version.source, 0)))
            overtaken_files.forget()
            st.rerun()
    if version.in_force and row.button(
        "Ta ut av tallene",
        key=f"take_out_{version.id}",
        icon=":material/visibility_off:",
        help="Filen teller ikke lenger, men ligger her og kan tas i bruk igjen.",
    ):
        user = access.require("take_back")
        with trouble_shown():
            store.take_out(reads.engine(), int(version.id), user.id)
            overtaken_files.forget()
            st.rerun()
    if not view.user.sees_everyone:
        return

    engine, user = reads.engine(), access.require("see_contacts")

    def content() -> bytes:
        # Logged here and not in a callback, whose rerun now and then lost the file that was asked for.
        details = f"filen til versjon {version.id}"
        store.write_log(engine, "download", user.id, details, round_id=view.round.id)
        return store.content(engine, int(version.id))

    row.download_button(
        "Last ned",
        file_owners.for_user(user.id, content),
        file_name=version.filename,
        key=f"file_{version.id}",
        icon=":material/download:",
        on_click="ignore",
    )


def show_settlements(view: View) -> None:
    """The texts whose municipality was chosen by hand, each removable."""
    places = {place.number: place for place in (*municipalities().values(), longyearbyen())}
    settled = reads.corrections(*view.edition).settlements
    # What was written where a municipality was asked for may be a person's name.
    settled = settled.loc[[_may_see(view.user, row, places) for row in settled.itertuples()]]
    if settled.empty:
        st.caption("Ingen. Når en tekst i en fil ikke kan plasseres, kan du velge kommune for den ved opplastingen.")
        return
    for row in settled.itertuples():
        line = show_row()
        names = ", ".join(places[number].label for number in row.numbers) or "ingen kommune"
        made = f"valgt {format_time(local_time(row.made_at))} av {plain_text(row.made_by)}"
        line.markdown(f"«{plain_text(row.settle_text)}» er **{names}**, {made}")
        if line.button("Fjern valget", key=f"unsettle_{row.Index}", icon=":material/undo:"):
            user = access.require("correct")
            with trouble_shown():
                store.remove_correction(reads.engine(), int(row.id), user.id)
                st.rerun()


def _may_see(user: User, settlement: object, places: Mapping[str, Municipality]) -> bool:
    branches = {places[number].branch for number in settlement.numbers} or {""}
    return settlement.made_by == user.id or any(map(user.sees_people_of, branches))


def versions_table(versions: pd.DataFrame) -> pd.DataFrame:
    """Versions for reading: Versjon, Fil, Tatt i bruk, Av, Rader, Teller, Kontrollsum."""
    return pd.DataFrame(
        {
            "Versjon": versions["id"],
            "Fil": versions["filename"],
            "Tatt i bruk": [format_time(at) for at in versions["adopted_at"].dt.tz_convert(OSLO)],
            "Av": versions["adopted_by"],
            "Rader": versions["rows"],
            "Teller": versions["counting"],
            "Kontrollsum": versions["sha256"].str[:8],
        }
    )
