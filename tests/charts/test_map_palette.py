"""The stage colours hold on white, in grey print and for the colour-blind."""

from itertools import combinations, pairwise

import numpy as np
import pytest

from charts.palette import NONE_COLOR, RAMP, STAGE_COLORS, stage_color

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


def contrast_on_white(color):
    return 1.05 / (XYZ[1] @ linear(color) + 0.05)


def lightness(color):
    return lab(linear(color))[0]


@pytest.mark.parametrize("color", STAGES)
def test_a_stage_holds_on_white(color):
    assert contrast_on_white(color) >= 3


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


def test_no_furthest_stage_is_the_grey_of_nothing_yet():
    assert stage_color("") == NONE_COLOR
    assert stage_color("applied") == STAGE_COLORS["applied"]
