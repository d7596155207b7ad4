"""Owns the review of one uploaded file: what it was taken for, what is in doubt, what would change, adopting it."""

import hashlib
from collections.abc import Mapping
from contextlib import suppress

import pandas as pd
import streamlit as st

import store
from data.reference import longyearbyen, municipalities, norwegian_key
from domain.kinds import EVENT_LABELS, EVENTS, KIND_LABELS, KINDS
from domain.words import capital, format_number, join_words, plural
from frame import reads
from frame.door import access, file_owners
from frame.door.people import let_through_own_file
from frame.parts import overtaken_files
from frame.parts.round_choice import choose_round
from frame.parts.upload_tables import columns_for_reading, count_sentence, findings_for_reading, preview_rows, unsettled
from frame.parts.waiting_turn import say_that_it_waits
from frame.pieces import files
from frame.pieces.messages import show_trouble, trouble_shown
from frame.pieces.plain_text import plain_text
from frame.pieces.table import show_table
from frame.view import View
from loaders import Export, ExportError, leave_out, mark_errors, personal_columns

SEVERITY_ICONS = {"stop": ":material/block:", "check": ":material/help:", "tip": ":material/lightbulb:"}
# The key by which the reader is told whether day or month comes first, beside the columns' fields.
DATES = "(datoer)"
DATE_ORDERS = {"Slik de er lest": "", "Dag først": "day", "Måned først": "month"}
MOST_ASKED = 50
"""Select boxes for places in one form; more make the page slow, and a settled text leaves room for the next."""
OUTCOME = "upload_outcome"
ROUND = "upload_round"
CHOICE_WIDTH = 360


@st.cache_resource(max_entries=24, ttl=3600, show_spinner="Leser filen …")
def _read(
    sha256: str,
    filename: str,
    kind: str | None,
    mapping: tuple[tuple[str, str], ...] | None,
    change_id: int,
    _content: bytes,
) -> tuple[Export, Mapping[str, str]]:
    chosen = dict(mapping) if mapping is not None else None
    return store.read_upload(reads.engine(), _content, filename, kind=kind, mapping=chosen)


@st.cache_resource(max_entries=24, ttl=3600, show_spinner="Tar ut kolonnene …")
def _without(key: str, filename: str, columns: tuple[str, ...], _content: bytes) -> tuple[bytes, str]:
    return leave_out(_content, filename, columns)


def uploader_key() -> str:
    """A new key after each adopting, so that the uploader is empty again."""
    return f"uploader_{st.session_state.get(ROUND, 0)}"


def show_outcome() -> None:
    """Say once, after the rerun, what was adopted."""
    if sentence := st.session_state.pop(OUTCOME, None):
        st.success(sentence, icon=":material/check_circle:")


def show_upload(view: View, filename: str, content: bytes) -> None:
    """Show one file under review, from what it was taken for to the button that adopts it."""
    key = hashlib.sha256(content + filename.encode()).hexdigest()[:12]
    with st.container(border=True):
        st.subheader(plain_text(filename), anchor=False)
        if not content:
            st.error("Filen er tom. Last den ned på nytt, og last opp den nye.", icon=SEVERITY_ICONS["stop"])
            return
        try:
            left_out = tuple(st.session_state.get(f"leave_out_{key}", ()))
            if left_out:
                content, filename = _without(key, filename, left_out, content)
            export, mapping = _read_as_chosen(view, filename, content, key)
        except ExportError as error:
            st.error(f"{plain_text(str(error))} Ingenting er endret.", icon=SEVERITY_ICONS["stop"])
            return
        _log_upload(view, export, key)
        _choose_kind(export, key)
        round_id = choose_round(view, export, key)
        event = _choose_event(view, round_id, export, key) if round_id else ""
        st.markdown(count_sentence(export))
        _show_findings(view, export, filename, content, key)
        asked_in = round_id or view.round.id
        _show_settling(asked_in, unsettled(export, reads.corrections(asked_in, view.key[1]).settlements), key)
        _show_columns(export, filename, key)
        _show_personal(export, key)
        with st.expander("Forhåndsvis radene"):
            show_table(preview_rows(export, view.user), rows=8, alt=f"Radene i {filename}")
        if round_id:
            _show_change_and_adopt(view, round_id, export, mapping, event, filename, content, key)


def _read_as_chosen(view: View, filename: str, content: bytes, key: str) -> tuple[Export, Mapping[str, str]]:
    found, chosen = st.session_state.get(f"found_{key}"), st.session_state.get(f"kind_{key}")
    kind = None if chosen == found else chosen  # the box starts on what was found, which is nobody's choice
    mapping = st.session_state.get(f"mapping_{key}")
    sha256 = hashlib.sha256(content).hexdigest()
    export, used = _read(sha256, filename, kind, mapping, view.key[1], content)
    if kind is None:
        st.session_state[f"found_{key}"] = export.kind
    return export, used


def _log_upload(view: View, export: Export, key: str) -> None:
    """One line for each file and session. A store that can't be written to takes no review from the screen."""
    if st.session_state.get(f"logged_{key}"):
        return
    with suppress(store.StoreUnavailable):
        details = f"{KIND_LABELS[export.kind]}, {len(export.rows)} rader"
        store.write_log(reads.engine(), "upload", view.user.id, details, round_id=view.round.id)
        st.session_state[f"logged_{key}"] = True


def _choose_kind(export: Export, key: str) -> None:
    st.caption(f"Tatt for **{KIND_LABELS[export.kind]}**: {plain_text(export.kind_reason)}")
    kinds = list(KINDS)
    st.selectbox(
        "Filen inneholder",
        kinds,
        index=kinds.index(export.kind),
        key=f"kind_{key}",
        width=CHOICE_WIDTH,
        format_func=lambda kind: capital(KIND_LABELS[kind]),
    )


def _choose_event(view: View, round_id: str, export: Export, key: str) -> str:
    if export.kind != "registrations":
        return ""
    guessed = store.guess_event(export.rows, reads.rounds(view.key[1])[round_id])
    return st.segmented_control(
        "Påmeldingene gjelder",
        list(EVENTS),
        default=guessed,
        required=True,
        key=f"event_{key}_{round_id}",
        wrap=True,
        format_func=EVENT_LABELS.__getitem__,
    )


def _show_findings(view: View, export: Export, filename: str, content: bytes, key: str) -> None:
    counts = export.findings["severity"].value_counts()
    if not len(export.findings):
        st.success("Ingen feil funnet.", icon=":material/check_circle:")
        return
    words = (
        ("stop", "feil som må rettes", "feil som må rettes"),
        ("check", "ting å se på", "ting å se på"),
        ("tip", "tips", "tips"),
    )
    told = ", ".join(plural(int(counts[s]), one, many) for s, one, many in words if s in counts)
    worst = next(severity for severity in SEVERITY_ICONS if severity in counts)
    with st.expander(told, expanded=worst == "stop", icon=SEVERITY_ICONS[worst]):
        show_table(findings_for_reading(export), rows=10, alt=f"Funnene i {filename}, med celle og råd")

        def marked() -> bytes:
            return mark_errors(content, filename, export.findings)[0]

        st.download_button(
            "Last ned filen med kolonnen «Feil»",
            file_owners.for_user(view.user.id, marked),
            file_name=f"{filename.rsplit('.', 1)[0]} – med feil.xlsx",
            mime=files.XLSX_TYPE,
            key=f"marked_{key}",
            icon=":material/download:",
            on_click="ignore",
            help="Den samme filen, med funnene skrevet i en egen kolonne, så den kan rettes der den kommer fra.",
        )


def show_unsettled(view: View) -> None:
    """«Velg kommune» for what could not be placed in the files in force, as when they were under review."""
    listed = reads.versions(*view.edition)
    for version in listed[listed["in_force"]].itertuples() if len(listed) else ():
        with suppress(store.StoreUnreadable):  # said above the page
            doubts = _unsettled_in_force(version.id, *view.edition)
            _show_settling(view.round.id, doubts, f"version_{version.id}", f" i {version.filename}")


@st.cache_resource(max_entries=64, show_spinner=False)
def _unsettled_in_force(version_id: int, round_id: str, change_id: int) -> pd.DataFrame:
    return unsettled(reads.read_version(version_id), reads.corrections(round_id, change_id).settlements)


def _show_settling(round_id: str, doubts: pd.DataFrame, key: str, where: str = "") -> None:
    """«Velg kommune» for each text that could not be placed; the answer is kept for that text."""
    if doubts.empty:
        return
    places = {place.number: place.label for place in (*municipalities().values(), longyearbyen())}
    label = f"Velg kommune for {plural(len(doubts), 'tekst', 'tekster')}{plain_text(where)}"
    with st.expander(label, icon=":material/wrong_location:"), st.form(f"settle_{key}", border=False):
        answers = {row.settle_text: _ask_for_place(row, places, key) for row in doubts.head(MOST_ASKED).itertuples()}
        if len(doubts) > MOST_ASKED:
            st.caption(f"De {MOST_ASKED} første vises. Lagre, så kommer de neste.")
        st.caption("Svaret huskes for denne teksten også i senere filer, og kan fjernes nederst på siden.")
        if st.form_submit_button("Lagre valgene"):
            user = access.require("correct")
            with trouble_shown():
                for text, number in answers.items():
                    if number:
                        store.settle_municipality(reads.engine(), round_id, text, (number,), user.id)
                st.rerun()


def _ask_for_place(row: object, places: Mapping[str, str], key: str) -> str | None:
    near = list(row.candidates)
    rest = sorted(places.keys() - set(near), key=lambda number: norwegian_key(places[number]))
    return st.selectbox(
        f"«{plain_text(row.text)}» ({row.cells})",
        [*near, *rest],
        index=None,
        placeholder="Velg kommune",
        format_func=places.__getitem__,
        help=plain_text(row.reason),
        key=f"settle_{key}_{row.Index}",
    )


def _show_columns(export: Export, filename: str, key: str) -> None:
    """The table «kolonne i filen → felt», open to change before adopting."""
    with st.expander("Slik er kolonnene lest"):
        fields = columns_for_reading(export)
        edited = st.data_editor(
            fields.table,
            hide_index=True,
            key=f"columns_{key}",
            disabled=["Kolonne i filen", "Celle", "Funnet ved"],
            alt=f"Kolonnene i {filename}",
            column_config={"Felt": st.column_config.SelectboxColumn(options=fields.options, required=False)},
        )
        order = st.segmented_control(
            "Datoer skrevet med tall",
            list(DATE_ORDERS),
            default="Slik de er lest",
            required=True,
            key=f"dates_{key}",
            wrap=True,
        )
        if st.button("Les filen slik", key=f"reread_{key}"):
            dates = ((DATES, DATE_ORDERS[order]),) if DATE_ORDERS[order] else ()
            st.session_state[f"mapping_{key}"] = (*fields.mapping_of(edited), *dates)
            st.rerun()


def _show_personal(export: Export, key: str) -> None:
    """Which columns hold people, and the choice to leave those out that are not needed."""
    personal = personal_columns(export)
    if personal.empty:
        return
    with st.expander("Personopplysninger i filen", icon=":material/shield_person:"):
        needed = join_words(f"«{column.strip()}»" for column in personal.loc[personal["needed"], "column"])
        if needed:
            st.markdown(f"Trengs for å telle og følge opp: {plain_text(needed)}.")
        st.multiselect(
            "Kolonner som ikke skal lagres",
            list(personal.loc[~personal["needed"], "column"]),
            key=f"leave_out_{key}",
            placeholder="Ingen valgt: alt lagres",
            help="Kolonnene tømmes før filen lagres, og andre ark i filen blir ikke med. Originalen blir ikke lagret.",
        )


def _show_change_and_adopt(
    view: View,
    round_id: str,
    export: Export,
    mapping: Mapping[str, str],
    event: str,
    filename: str,
    content: bytes,
    key: str,
) -> None:
    where = {"round_id": round_id, "event": event, "read": reads.read_version}
    placement = store.place_export(reads.engine(), export, **where)
    source = placement.source or _choose_source(placement, key)
    difference = store.compare(reads.engine(), export, source=source, content=content, **where)
    for warning in difference.warnings:
        st.warning(plain_text(warning), icon=":material/warning:")
    if source:
        _show_difference(view, difference, filename)
    stopped = bool((export.findings["severity"] == "stop").any())
    if difference.same_as:
        st.info("Denne filen er allerede i bruk. Det er ingenting å ta i bruk.", icon=":material/check:")
    if stopped:
        st.error("Filen kan ikke tas i bruk før feilene er rettet.", icon=SEVERITY_ICONS["stop"])
    blocked = stopped or bool(difference.same_as) or source is None
    # The version the user compared with when the button was pressed: this run may already see a newer one.
    seen = st.session_state.get(f"previous_{key}", difference.previous)
    st.session_state[f"previous_{key}"] = difference.previous
    if st.button("Ta i bruk", type="primary", disabled=blocked, key=f"adopt_{key}"):
        _adopt(view, round_id, export, mapping, event, source, filename, content, seen, key)


def _show_difference(view: View, difference: store.Difference, filename: str) -> None:
    if difference.same_as:
        return
    if not difference.previous:
        st.markdown(f"Ingen slik fil er i bruk fra før: alle **{plural(difference.new, 'rad', 'rader')}** er nye.")
        return
    st.markdown(
        f"Mot **{plain_text(difference.previous.filename)}**, som er i bruk: **{format_number(difference.new)} nye, "
        f"{format_number(difference.changed)} endret, {format_number(difference.gone)} borte, "
        f"{format_number(difference.unchanged)} uendret.**"
    )
    if len(difference.table):
        with st.expander("Se endringene, celle for celle"):
            # What others have uploaded holds people of branches that an adviser does not follow.
            hidden = [] if view.user.sees_everyone else ["Navn", "Før", "Nå"]
            changes = let_through_own_file(
                view.user, difference.table.drop(columns=hidden), "endringene i en opplastet fil"
            )
            show_table(changes, alt=f"Endringene med {filename}, én linje per celle")


def _choose_source(placement: store.Placement, key: str) -> str | None:
    """Ask whether a file from another form replaces the one in force or stands beside it; None until answered."""
    names = {other.source: f"Den erstatter «{plain_text(other.filename)}»" for other in placement.others}
    names[placement.own] = "Den står ved siden av, og begge teller"
    return st.radio(
        plain_text(placement.question), list(names), index=None, format_func=names.__getitem__, key=f"source_{key}"
    )


def _adopt(
    view: View,
    round_id: str,
    export: Export,
    mapping: Mapping[str, str],
    event: str,
    source: str | None,
    filename: str,
    content: bytes,
    previous: store.Version | None,
    key: str,
) -> None:
    user = access.require("upload")
    try:
        version = store.adopt(
            reads.engine(),
            content,
            filename,
            round_id=round_id,
            who=user.id,
            kind=export.kind,
            event=event or None,
            source=source,
            mapping=mapping,
            export=export,
            expected=previous.id if previous else 0,
            left_out=st.session_state.get(f"leave_out_{key}", ()),
            waiting=say_that_it_waits(),
        )
    except store.StoreError as error:
        show_trouble(error)
        return
    told = f"«{plain_text(filename)}» er tatt i bruk: {plural(version.counting, 'rad', 'rader')} teller."
    if version.between:
        others = ", ".join(
            f"«{plain_text(other.filename)}» av {plain_text(other.adopted_by)}" for other in version.between
        )
        told += f" Mens du så på filen, tok andre i bruk {others}. Den ligger i listen under."
    if round_id != view.round.id:
        title = reads.rounds(view.key[1])[round_id].title
        told += f" Filen hører til {plain_text(title)}: velg runden til venstre for å se tallene."
    overtaken_files.remember(version)
    st.session_state[OUTCOME] = told
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    st.rerun()
