"""The stage colours hold on every theme, in grey print and for the colour-blind."""

import tomllib
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest

from charts.palette import INK, NONE_COLOR, RAMP, STAGE_COLORS, STAGE_PATTERNS
from charts.theme import EDGE, NEUTRAL

CONFIG = tomllib.loads((Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text("utf-8"))
BACKGROUNDS = {theme: CONFIG["theme"][theme]["backgroundColor"] for theme in ("light", "dark")}
GRAPHIC = 3.0  # WCAG 2.1 AA, 1.4.11: what one has to see to understand a drawing
STAGES = [color for key, color in STAGE_COLORS.items() if key != "none"]
XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB.
SIGHT = {
    "usual": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}


def linear(color):
    values = np.array([int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)])
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def lab(rgb):
    scaled = (XYZ @ rgb) / XYZ.sum(axis=1)
    f = np.where(scaled > 216 / 24389, np.cbrt(scaled), (24389 / 27 * scaled + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def contrast(one, other):
    light, dark = sorted((XYZ[1] @ linear(color) for color in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def lightness(color):
    return lab(linear(color))[0]


@pytest.mark.parametrize("theme", BACKGROUNDS)
@pytest.mark.parametrize("stage", [key for key in STAGE_COLORS if key != "none"])
def test_a_stage_stands_out_from_the_page_in_every_theme(theme, stage):
    assert contrast(STAGE_COLORS[stage], BACKGROUNDS[theme]) >= GRAPHIC


@pytest.mark.parametrize("theme", BACKGROUNDS)
def test_lines_and_edges_stand_out_from_the_page_in_every_theme(theme):
    edge = [int(part) for part in EDGE.removeprefix("rgba(").split(",")[:3]]
    assert contrast(NEUTRAL, BACKGROUNDS[theme]) >= GRAPHIC
    assert contrast("#{:02x}{:02x}{:02x}".format(*edge), BACKGROUNDS[theme]) >= GRAPHIC


@pytest.mark.parametrize("color", [*STAGE_COLORS.values(), *RAMP])
def test_the_outline_of_a_chosen_municipality_shows_on_every_colour_of_the_map(color):
    assert contrast(INK, color) >= GRAPHIC


def test_stages_that_are_as_dark_have_patterns_of_their_own_on_paper():
    for one, other in combinations([key for key in STAGE_COLORS if key != "none"], 2):
        as_dark = abs(lightness(STAGE_COLORS[one]) - lightness(STAGE_COLORS[other])) < 9
        assert not as_dark or STAGE_PATTERNS.get(one) != STAGE_PATTERNS.get(other), (one, other)


def test_neighbouring_stages_differ_in_grey_print():
    greys = [lightness(color) for color in [NONE_COLOR, *STAGES]]
    assert min(abs(left - right) for left, right in pairwise(greys)) >= 9


@pytest.mark.parametrize("sight", SIGHT)
def test_stages_are_told_apart_by_the_colour_blind(sight):
    seen = [lab((SIGHT[sight] @ linear(color)).clip(0, 1)) for color in STAGE_COLORS.values()]
    assert min(np.linalg.norm(left - right) for left, right in combinations(seen, 2)) >= 8


def test_the_ramp_darkens_step_by_step():
    greys = [lightness(color) for color in RAMP]
    assert all(left - right >= 9 for left, right in pairwise(greys))
