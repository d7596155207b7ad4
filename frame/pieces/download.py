"""Owns the button that gives out a workbook."""

from collections.abc import Callable, Mapping

import pandas as pd
import streamlit as st

from frame.door import file_owners
from frame.pieces import files
from frame.view import View


def show_download(
    view: View,
    label: str,
    tables: Mapping[str, pd.DataFrame] | Callable[[], Mapping[str, pd.DataFrame]],
    name: str,
    *,
    title: str = "",
    sums: bool = False,
) -> None:
    """A button that writes an xlsx when it is clicked: each table under `title` (else its own name), with filter, day
    and source files, and with a row of sums where `sums` says that they make sense."""

    def write() -> bytes:
        return files.write_xlsx(tables() if callable(tables) else tables, view.about(), title=title, sums=sums)

    st.download_button(
        label,
        file_owners.for_user(view.user.id, write),
        file_name=files.name_file(name, view.as_of, "xlsx"),
        mime=files.XLSX_TYPE,
        icon=":material/download:",
        key=f"download_{name}",
        on_click="ignore",
    )
