"""The colours of the charts: one for each stage, the same on every page.

Chosen to hold on the light and on the dark theme (contrast of at least 3:1, the grey of "nothing yet" aside), to be
told apart by the colour-blind, and to differ in grey print from the stage before and after; they are fills, and a
colour never stands without its label. tests/charts/test_map_palette.py measures it.
"""

from typing import Literal

STAGE_COLORS = {
    "registered": "#4F8EC6",
    "attended": "#0E6CAA",
    "guided": "#A670E2",
    "applied": "#C8470B",
    "placed": "#B49014",
    "confirmed": "#008F5E",
    "start_registered": "#087357",
    "none": "#D5D9E0",
}
"""By the stage's key in the status table; "none" is nothing yet, "applied" the accent."""

NONE_COLOR = STAGE_COLORS["none"]
NONE_SHADE = "rgba(115, 128, 152, 0.3)"
"""The same on white, and the quietest of all colours on the dark theme, too."""
OUTSIDE_SHADE = "rgba(107, 114, 128, 0.1)"
"""Municipalities that the filter leaves out, on a screen: pale on the light theme and on the dark."""
OUTSIDE_PIXEL = (107, 114, 128, 26)
"""OUTSIDE_SHADE as deck.gl takes it."""
NONE_PIXEL = (115, 128, 152, 77)
"""NONE_SHADE as deck.gl takes it."""


def screen_color(color: str) -> str:
    """A colour of the palette as it is shown on a screen, whose theme may be dark."""
    return NONE_SHADE if color == NONE_COLOR else color


ACCENT = STAGE_COLORS["applied"]

RAMP = ("#9DCCFF", "#77B2F0", "#519ADB", "#2782C8", "#0B6AA8")
"""Five steps of one hue for quantities, from little to much; the steps from the third hold on both themes."""

INK, MUTED = "#111827", "#4B5563"
"""Text and marks, and text that stands back, on white."""

BORDER_COLORS = ("#FFFFFF", "#FFFFFF", "#374151")
"""Of the map's borders by their kind: within a county, between counties, between branches."""

Pattern = Literal["", "stripes", "dots", "lines", "upright", "grid"]

STAGE_PATTERNS: dict[str, Pattern] = {
    "guided": "upright",
    "applied": "stripes",
    "placed": "dots",
    "confirmed": "lines",
    "start_registered": "grid",
}
"""What tells these stages apart in grey print from the others that are as dark."""
