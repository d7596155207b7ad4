"""Owns what was found in a file, and the table «kolonne → felt» in which it can be read otherwise."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from domain.words import plural
from frame.parts import pending_files
from frame.parts.file_review import Review
from frame.parts.pending_files import PendingFile
from frame.parts.upload_tables import columns_for_reading, findings_for_reading, listed_findings
from frame.pieces.download import show_file
from frame.pieces.plain_text import plain_text
from frame.pieces.table import show_table
from frame.view import View
from loaders import mark_errors

SEVERITY_ICONS = {"stop": ":material/block:", "check": ":material/help:", "tip": ":material/lightbulb:"}
COUNTED = {
    "stop": ("feil som må rettes", "feil som må rettes"),
    "check": ("funn å kontrollere", "funn å kontrollere"),
    "tip": ("tips", "tips"),
}
DATES, HEADER_ROW = "(datoer)", "(overskriftsrad)"
"""What a mapping calls the order of day and month, and the row of the headers."""
DATE_ORDERS = {"Slik de er lest": "", "Dag først": "day", "Måned først": "month"}
MOST_LINES = 6
WIDTHS = {"Kolonne i filen": 220, "Felt": 150, "Eksempler": 230, "Sikkerhet": 90, "Hvorfor": 400, "Celle": 60}


def show_findings(view: View, review: Review) -> None:
    """The findings the review has no form for, each with the way to its column; "stop" stands open."""
    findings = listed_findings(review.export)
    counts = findings["severity"].value_counts()
    if not len(findings):
        return
    worst = next(severity for severity in SEVERITY_ICONS if severity in counts)
    title = ", ".join(plural(int(counts[severity]), *COUNTED[severity]) for severity in COUNTED if severity in counts)
    with st.expander(title, expanded=worst == "stop", icon=SEVERITY_ICONS[worst], key=f"findings_{review.key}"):
        columns = set(review.export.columns["column"])
        for place, finding in enumerate(findings.head(MOST_LINES).itertuples()):
            row = st.container(horizontal=True, wrap=False, vertical_alignment="center")
            where = " · ".join(filter(None, (finding.cell, " ".join(finding.column.split()))))
            head = f"**{plain_text(where)}** " if where else ""
            row.markdown(
                f"{SEVERITY_ICONS[finding.severity]} {head}{plain_text(finding.message)} {plain_text(finding.remedy)}",
                width="stretch",
            )
            if finding.column in columns:
                row.button(
                    "Se kolonnen",
                    key=f"focus_{review.key}_{place}",
                    type="tertiary",
                    icon=":material/arrow_downward:",
                    on_click=pending_files.change,
                    args=(review.key,),
                    kwargs={"focus": finding.column},
                )
        if len(findings) > MOST_LINES:
            rest = findings_for_reading(findings.iloc[MOST_LINES:])
            show_table(rest, rows=8, alt=f"Resten av funnene i {review.filename}, med celle og råd")
        _show_marked_file(view, review)


def _show_marked_file(view: View, review: Review) -> None:
    def marked() -> bytes:
        return mark_errors(review.content, review.filename, review.export.findings, dict(review.mapping))[0]

    show_file(
        view,
        "Last ned filen med kolonnen «Feil»",
        marked,
        f"{review.filename.rsplit('.', 1)[0]} – med feil.xlsx",
        key=f"marked_{review.key}",
        help="Den samme filen, med funnene skrevet i en egen kolonne, så den kan rettes der den kommer fra.",
    )


def show_header_box(file: PendingFile) -> None:
    """For a file in which no table was found: the user may say where its headers are."""
    row = st.container(horizontal=True, vertical_alignment="bottom")
    header = _ask_for_header(row, file.key, "rad")
    if row.button("Les filen slik", key=f"reread_{file.key}", disabled=not header):
        pending_files.change(file.key, mapping=((HEADER_ROW, str(header)),))
        st.rerun()


def _ask_for_header(row: DeltaGenerator, key: str, placeholder: str) -> int | None:
    label = "Overskriftene står på rad"
    return row.number_input(label, 1, value=None, placeholder=placeholder, key=f"header_{key}", width=200)


def show_columns(review: Review) -> None:
    """The table «kolonne → felt», open where a finding has led to it; closed it says how many are uncertain."""
    columns = columns_for_reading(review.export, review.file.focus)
    title = "Slik er kolonnene lest" + (
        f" · {plural(columns.uncertain, 'usikker', 'usikre')}" if columns.uncertain else ""
    )
    # Another key where a finding leads here: one that was closed stays closed under its own.
    key = f"fields_{review.key}_{review.file.focus}"
    with st.expander(title, expanded=bool(review.file.focus), icon=":material/table_rows:", key=key):
        if review.file.focus:
            st.caption(f"Øverst står kolonnen funnet gjelder: «{plain_text(' '.join(review.file.focus.split()))}».")
        edited = st.data_editor(
            columns.table,
            hide_index=True,
            key=f"columns_{review.key}_{review.file.focus}",
            disabled=[name for name in columns.table if name != "Felt"],
            alt=f"Kolonnene i {review.filename}",
            column_config={
                "Felt": st.column_config.SelectboxColumn(options=columns.options, required=False, width=WIDTHS["Felt"]),
                **{name: st.column_config.TextColumn(width=WIDTHS[name]) for name in columns.table if name != "Felt"},
            },
        )
        row = st.container(horizontal=True, vertical_alignment="bottom")
        header = _ask_for_header(row, review.key, "som lest")
        order = row.segmented_control(
            "Datoer skrevet med tall",
            list(DATE_ORDERS),
            default="Slik de er lest",
            required=True,
            key=f"dates_{review.key}",
            wrap=True,
        )
        chosen = columns.mapping_of(edited)
        chosen |= {HEADER_ROW: str(header)} if header else {}
        chosen |= {DATES: DATE_ORDERS[order]} if DATE_ORDERS[order] else {}
        if row.button("Les filen slik", key=f"reread_{review.key}", disabled=not chosen):
            pending_files.change(review.key, mapping=tuple({**review.mapping, **chosen}.items()), focus="")
            st.rerun()
        if review.file.mapping and row.button("Les som først", key=f"unread_{review.key}", icon=":material/undo:"):
            pending_files.change(review.key, mapping=None, answered=())
            st.rerun()
