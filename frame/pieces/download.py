"""Owns the buttons that give out a file: a workbook of tables, and any other."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

import store
from frame import reads
from frame.door import file_owners
from frame.pieces import files
from frame.view import View

OFFICE = "application/vnd.openxmlformats-officedocument."
TYPES = {
    "xlsx": f"{OFFICE}spreadsheetml.sheet",
    "docx": f"{OFFICE}wordprocessingml.document",
    "pptx": f"{OFFICE}presentationml.presentation",
    "pdf": "application/pdf",
    "zip": "application/zip",
    "csv": "text/csv",
    "html": "text/html",
    "ics": "text/calendar",
    "eml": "message/rfc822",
    "png": "image/png",
    "svg": "image/svg+xml",
}
"""What a browser is told that a file is, by its name's suffix."""


def show_file(
    view: View,
    label: str,
    write: Callable[[], bytes],
    file_name: str,
    *,
    key: str,
    icon: str = "download",
    logged: str = "",
    **looks: Any,
) -> None:
    """A button that writes a file when it is clicked, for this user alone.

    `logged` says in the log what was given out; "" for a file without people. `looks` are those of st.download_button.
    """

    def write_and_log() -> bytes:
        # Logged here and not in a callback, whose rerun now and then lost the file that was asked for.
        if logged:
            store.write_log(reads.engine(), "download", view.user.id, logged, round_id=view.round.id)
        return write()

    st.download_button(
        label,
        file_owners.for_user(view.user.id, write_and_log),
        file_name=file_name,
        mime=TYPES.get(file_name.rpartition(".")[2].lower()),
        icon=f":material/{icon}:",
        key=key,
        on_click="ignore",
        **looks,
    )


def show_download(
    view: View,
    label: str,
    tables: Mapping[str, pd.DataFrame] | Callable[[], Mapping[str, pd.DataFrame]],
    name: str,
    *,
    title: str = "",
    sums: bool = False,
    logged: str = "",
) -> None:
    """A button that writes an xlsx when it is clicked: each table under `title` (else its own name), with filter, day
    and source files, and with a row of sums where `sums` says that they make sense."""

    def write() -> bytes:
        return files.write_xlsx(tables() if callable(tables) else tables, view.about(), title=title, sums=sums)

    file_name = files.name_file(name, view.as_of, "xlsx")
    show_file(view, label, write, file_name, key=f"download_{name}", logged=logged)
