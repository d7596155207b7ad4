"""Owns the map as pictures for a slide, drawn on the server when they are asked for."""

from collections.abc import Sequence

import streamlit as st

from charts.map_choice import MapChoice
from charts.map_picture import build_picture
from charts.picture_files import Scene, write_png, write_svg
from frame.parts import map_rows
from frame.pieces.download import show_file
from frame.view import View
from report.edition import EXAMPLES

FORMATS = {"png": write_png, "svg": write_svg}


def show(view: View, choice: MapChoice, notes: Sequence[str]) -> None:
    """A button for each format; the picture shows what the map does, with title, legend, day and credit."""

    def scene() -> Scene:
        return build_picture(
            view.once(map_rows.status_of, choice),
            choice,
            about=view.round.title,
            notes=[*view.once(map_rows.tell_regions, choice), *notes, *([EXAMPLES] if view.examples else [])],
        )

    with st.container(horizontal=True):
        for suffix, write in FORMATS.items():
            show_file(
                view,
                f"Last ned kartet som {suffix.upper()}",
                lambda write=write: write(scene()),
                f"kart_{view.as_of:%Y-%m-%d}.{suffix}",
                key=f"kart_{suffix.upper()}",
                icon="image",
            )
