"""The colours of the charts: one for each stage, the same on every page.

Chosen to hold on white (contrast of at least 3:1, the grey of "nothing yet" aside), to be told apart by the
colour-blind, and to differ in grey print from the stage before and after; they are fills, and a colour never
stands without its label. tests/charts/test_map_palette.py measures it.
"""

STAGE_COLORS = {
    "registered": "#4F8EC6",
    "attended": "#0E6CAA",
    "guided": "#4E4096",
    "applied": "#C8470B",
    "placed": "#B48C16",
    "confirmed": "#00694A",
    "start_registered": "#003828",
    "none": "#D5D9E0",
}
"""By the stage's key in the status table; "none" is nothing yet, "applied" the accent."""

NONE_COLOR = STAGE_COLORS["none"]
ACCENT = STAGE_COLORS["applied"]

RAMP = ("#97BFF0", "#6E9CD6", "#1D80CD", "#005F9D", "#00406E")
"""Five steps of one hue for quantities, from little to much."""


def stage_color(furthest: str) -> str:
    """The colour of a furthest stage as the status table has it, where "" is nothing yet."""
    return STAGE_COLORS[furthest or "none"]


INK = "#111827"
"""Text and marks."""

STAGE_PATTERNS = {"applied": "stripes", "placed": "dots", "confirmed": "lines"}
"""What tells these stages apart in grey print from the others that are as dark."""
