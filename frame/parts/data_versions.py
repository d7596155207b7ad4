"""Owns the list of versions: what is in force, what was before, one click back, the file as it was adopted."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

import store
from analysis.sources import places
from domain.clock import OSLO
from domain.kinds import Kind, file_label
from domain.words import capital, format_change, format_number, format_time, join_words, plural
from frame import reads
from frame.door import access
from frame.door.roles import User, name_of, right_to_file
from frame.kept import ChangeId, kept
from frame.parts import overtaken_files
from frame.pieces.download import show_file
from frame.pieces.messages import trouble_shown
from frame.pieces.plain_text import plain_text
from frame.pieces.rows import as_seen, show_row
from frame.pieces.table import show_table
from frame.pieces.who_and_when import tell_when_and_who
from frame.view import View

# How many versions of a source stand with their buttons, beside the one in force.
NEWEST = 3
BUTTON_WIDTH = 190
REMOVED = "settlement_removed"
"""Of the session: the settlement that was removed last, to be taken back."""


@dataclass(frozen=True)
class _Source:
    """A source with the versions that stand with their buttons and the `older` ones, both the newest first.

    `is_one_of_several` forms of a kind that stand beside each other, told apart by their names; `in_force` is the id of
    the version in force, 0 for none.
    """

    kind: Kind
    event: str
    source: str
    name: str
    is_one_of_several: bool
    in_force: int
    shown: tuple[Any, ...]
    older: pd.DataFrame


def show_versions(view: View, *, folded: bool) -> None:
    """One block per source with its versions, the newest first; `folded` while files under review have the page."""
    listed = reads.versions(*view.edition)
    if listed.empty:
        st.info(
            "Ingen filer er tatt i bruk for denne runden ennå. Last opp en fil over, se gjennom den og velg "
            "«Ta i bruk»." + (" Til da vises eksempeldata." if view.examples else ""),
            icon=":material/upload_file:",
        )
        return
    if not folded:
        _show_sources(view)
        return
    in_force = plural(int(listed["in_force"].sum()), "fil i bruk", "filer i bruk")
    key = f"versions_{view.round.id}"
    # With another number it is another fold to Streamlit, and would close under the one who takes a file out.
    st.session_state[key] = st.session_state.get(key, False)
    opened = st.expander(in_force, key=key, icon=":material/folder_open:", on_change="rerun")
    if opened.open:
        with opened:
            _show_sources(view)


def _show_sources(view: View) -> None:
    if not view.user.sees_everyone:
        st.caption("Filene inneholder personer fra hele landet, og kan bare lastes ned av en administrator.")
    elif not view.user.may_have_file("applications"):
        st.caption("Filer med søknader kan bare lastes ned av en administrator.")
    sources = _read_sources(*view.edition)
    seen = as_seen(f"in_force_{view.round.id}", {one.source: one.in_force for one in sources})
    for one in sources:
        name = f": {plain_text(one.name)}" if one.is_one_of_several else ""
        st.markdown(f"**{capital(file_label(one.kind, one.event, view.round.event_names))}**{name}")
        for version in one.shown:
            _show_version(view, version, seen)
        if len(one.older):
            _show_older(view, one, seen)


@kept("files")
def _read_sources(round_id: str, change_id: ChangeId) -> tuple[_Source, ...]:
    """The sources of a round, those of a kind together: 500 versions take longer to fold than all else to show."""
    listed = reads.versions(round_id, change_id)
    in_force = listed[listed["in_force"]].set_index("source")["id"].to_dict()
    found = []
    for (kind, event), of_kind in fold_restored(listed).groupby(["kind", "event"], sort=True):
        several = of_kind["source"].nunique() > 1
        for source, versions in of_kind.groupby("source", sort=False):
            shown = versions["in_force"] | (versions["number"].rank(ascending=False) <= NEWEST)
            found.append(
                _Source(
                    kind,
                    event,
                    source,
                    versions.iloc[0].source_name,
                    several,
                    in_force.get(source, 0),
                    tuple(versions[shown].itertuples()),
                    versions[~shown],
                )
            )
    return tuple(found)


def fold_restored(versions: pd.DataFrame) -> pd.DataFrame:
    """One row per file that was adopted, however often it was taken in use again; the newest first.

    Adds number (1 for the source's first file), more_rows and more_counting (than in the file before it, NaN for the
    first), again_at and again_by (the last time it was taken in use again, empty for never), latest_id (of the version
    that stands for it now) and taken_out (it was the last one in force, and none is now).
    """
    first_of = {row.id: row.id for row in versions.itertuples()}
    for row in versions.iloc[::-1].itertuples():
        if not pd.isna(row.restored_from):
            first_of[row.id] = first_of.get(int(row.restored_from), row.id)
    folded = versions.assign(first=versions["id"].map(first_of))
    latest = folded.drop_duplicates("first").set_index("first")
    files = folded[folded["id"] == folded["first"]].copy()
    files["number"] = files.groupby("source")["id"].rank().astype(int)
    files[["more_rows", "more_counting"]] = files.groupby("source")[["rows", "counting"]].diff(-1)
    again = latest.loc[files["first"]]
    restored = (again["id"] != again.index).to_numpy()
    files["again_at"] = again["adopted_at"].where(restored).to_numpy()
    files["again_by"] = again["adopted_by"].where(restored, "").to_numpy()
    files["in_force"] = again["in_force"].to_numpy()
    files["latest_id"] = again["id"].to_numpy()
    none_in_force = ~folded["source"].isin(folded.loc[folded["in_force"], "source"])
    last = folded[none_in_force].drop_duplicates("source")["first"]
    files["taken_out"] = files["id"].isin(last)
    return files


def _show_older(view: View, source: _Source, seen: Mapping[str, int]) -> None:
    """The rest as one table and one choice: a row of buttons each would make the page slower with every upload."""
    older = source.older
    opened = st.expander(
        plural(len(older), "eldre versjon", "eldre versjoner"),
        key=f"older_{source.source}",
        on_change="rerun",
        icon=":material/inventory_2:",
    )
    if not opened.open:
        return
    with opened:
        show_table(versions_table(older), alt=f"Eldre versjoner av {source.name}", rows=8)
        chosen = st.selectbox(
            "Velg en versjon",
            older["number"].tolist(),
            index=None,
            key=f"older_version_{source.source}",
            placeholder="Velg versjon",
            format_func=lambda number: f"Versjon {number}",
            width=240,
        )
        if chosen is not None:
            _show_version(view, next(older[older["number"] == chosen].itertuples()), seen)


def _show_version(view: View, version: Any, seen: Mapping[str, int]) -> None:
    """One version with its buttons; `seen` is what the user saw in force, by source."""
    row = show_row()
    old = ":orange-badge[tatt ut]" if version.taken_out else ":gray-badge[tidligere]"
    state = ":green-badge[i bruk]" if version.in_force else old
    lines = [f"{state} **{plain_text(version.filename)}**", _describe(version), _describe_change(version)]
    lines.append(f"Lagret uten {plain_text(join_words(version.left_out))}" if version.left_out else "")
    row.markdown("  \n".join(filter(None, lines)), width="stretch")
    if not version.in_force and row.button(
        "Bruk denne igjen", key=f"restore_{version.id}", icon=":material/history:", width=BUTTON_WIDTH
    ):
        user = access.require("take_back")
        with trouble_shown():
            store.restore(reads.engine(), int(version.id), user.id, expected=int(seen.get(version.source, 0)))
            overtaken_files.forget()
            st.rerun()
    if version.in_force and row.button(
        "Ikke tell med",
        key=f"take_out_{version.id}",
        icon=":material/visibility_off:",
        help="Filen teller ikke lenger, men ligger her og kan tas i bruk igjen.",
        width=BUTTON_WIDTH,
    ):
        user = access.require("take_back")
        with trouble_shown():
            store.take_out(reads.engine(), int(version.latest_id), user.id)
            overtaken_files.forget()
            st.rerun()
    if view.user.may_have_file(version.kind):
        with row:
            _show_download(view, version)


def _describe(version: object) -> str:
    adopted = f"Tatt i bruk {tell_when_and_who(version.adopted_at, version.adopted_by)}"
    again = ""
    if not pd.isna(version.again_at):
        again = f", igjen {tell_when_and_who(version.again_at, version.again_by)}"
    return f"Versjon {version.number} · {adopted}{again}"


def _describe_change(version: Any) -> str:
    """How many rows the file has, and how many more or fewer than the one before it."""
    rows = f"{plural(version.rows, 'rad', 'rader')}, {format_number(version.counting)} teller"
    if version.number == 1:
        return rows
    more, counting = int(version.more_rows), int(version.more_counting)
    if not more and not counting:
        return f"{rows} · like mange som i versjon {version.number - 1}"
    changes = [
        f"{format_change(more)} {'rad' if abs(more) == 1 else 'rader'}" if more else "",
        f"{format_change(counting)} teller" if counting else "",
    ]
    return f"{rows} · {', '.join(filter(None, changes))} mot versjon {version.number - 1}"


def _show_download(view: View, version: Any) -> None:
    access.require(right_to_file(version.kind))
    what = file_label(version.kind, version.event, view.round.event_names)
    show_file(
        view,
        "Last ned",
        partial(store.content, reads.engine(), int(version.id)),
        version.filename,
        key=f"file_{version.id}",
        logged=f"filen med {what}, {plural(version.rows, 'rad', 'rader')}",
    )


def show_settlements(view: View, *, unsettled: bool) -> None:
    """The texts whose municipality was chosen by hand, each removable, and the last removed one with its way back.

    What choosing is, is said where nothing is `unsettled` above either.
    """
    settled = reads.corrections(*view.edition).settlements
    # What was written where a municipality was asked for may be a person's name.
    settled = settled.loc[[_may_see(view.user, row) for row in settled.itertuples()]]
    _show_removed(view)
    if settled.empty and not unsettled:
        st.caption(
            "Ingen kommuner er valgt for hånd. Når en tekst i en fil ikke kan plasseres, kan du velge kommune for den "
            "ved opplastingen."
        )
    for row in settled.itertuples():
        line = show_row()
        names = ", ".join(places()[number].label for number in row.numbers) or "ingen kommune"
        made = f"valgt {tell_when_and_who(row.made_at, row.made_by)}"
        line.markdown(f"«{plain_text(row.settle_text)}» er **{names}**, {made}", width="stretch")
        if line.button("Fjern valget", key=f"unsettle_{row.id}", icon=":material/undo:"):
            user = _require_settlement(row)
            with trouble_shown():
                store.remove_correction(reads.engine(), int(row.id), user.id)
                st.session_state[REMOVED] = (view.round.id, row.settle_text, row.numbers)
                st.rerun()


def _show_removed(view: View) -> None:
    round_id, text, numbers = st.session_state.get(REMOVED, ("", "", ()))
    if round_id != view.round.id:
        return
    line = show_row()
    line.markdown(f"Valget for «{plain_text(text)}» er fjernet.", width="stretch")
    if line.button("Angre fjerningen", key="settle_again", icon=":material/undo:"):
        user = access.require("correct")
        with trouble_shown():
            store.settle_municipality(reads.engine(), round_id, text, numbers, user.id, expected=0)
            del st.session_state[REMOVED]
            st.rerun()


def _may_see(user: User, settlement: Any) -> bool:
    return settlement.made_by == user.id or any(map(user.sees_people_of, _branches_of(settlement)))


def _branches_of(settlement: Any) -> set[str]:
    return {places()[number].branch for number in settlement.numbers} or {""}


def _require_settlement(settlement: Any) -> User:
    """The user, if they may take this settlement back: one they have made, or of a branch they follow."""
    user = access.require("correct")
    if _may_see(user, settlement):
        return user
    return access.require("correct", of=min(_branches_of(settlement)))


def versions_table(versions: pd.DataFrame) -> pd.DataFrame:
    """Versions for reading: Versjon, Fil, Tatt i bruk, Av, Rader, Teller."""
    return pd.DataFrame(
        {
            "Versjon": versions["number"],
            "Fil": versions["filename"],
            "Tatt i bruk": [format_time(at) for at in versions["adopted_at"].dt.tz_convert(OSLO)],
            "Av": versions["adopted_by"].map(name_of),
            "Rader": versions["rows"],
            "Teller": versions["counting"],
        }
    )
