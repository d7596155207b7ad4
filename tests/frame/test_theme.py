"""The theme of .streamlit/config.toml: every option known, every pair of colours legible."""

import re
import tomllib
from pathlib import Path

import pytest
from streamlit import config

ROOT = Path(__file__).parents[2]
SETTINGS = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
THEMES = ("light", "dark")
TEXT = 4.5  # WCAG 2.1 AA
CONTROL = 3.0  # borders of controls are not asked for this where a label says what they are
FADED = 0.6  # Streamlit shows captions and placeholders at 60 % of the text's colour


def parts(colour):
    return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))


def luminance(rgb):
    linear = [v / 255 / 12.92 if v / 255 <= 0.03928 else ((v / 255 + 0.055) / 1.055) ** 2.4 for v in rgb]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def blend(over, under, share):
    return tuple(a * share + b * (1 - share) for a, b in zip(over, under, strict=True))


def backgrounds(theme):
    own, sidebar = SETTINGS["theme"][theme], SETTINGS["theme"][theme]["sidebar"]
    names = ("backgroundColor", "secondaryBackgroundColor")
    return {parts(place[name]) for place in (own, sidebar) for name in names}


def flatten(table, path=""):
    for name, value in table.items():
        if isinstance(value, dict):
            yield from flatten(value, f"{path}{name}.")
        else:
            yield path + name


def test_every_setting_is_one_that_streamlit_knows():
    unknown = [name for name in flatten(SETTINGS) if name not in config._config_options_template]
    assert not unknown


def test_nothing_calls_out_and_nothing_is_shown_that_should_not_be():
    assert SETTINGS["browser"]["gatherUsageStats"] is False
    assert SETTINGS["server"]["address"] == "127.0.0.1"
    assert SETTINGS["server"]["enableXsrfProtection"] and SETTINGS["server"]["enableCORS"]
    assert SETTINGS["client"]["showErrorDetails"] == "none"
    assert SETTINGS["client"]["disableDataExport"] is True
    assert SETTINGS["runner"]["magicEnabled"] is False


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", ["textColor", "primaryColor", "linkColor"])
def test_text_stands_out_from_every_background(theme, name):
    colour = parts(SETTINGS["theme"][theme][name])
    assert min(contrast(colour, under) for under in backgrounds(theme)) >= TEXT


@pytest.mark.parametrize(("theme", "place"), [(0, "light"), (1, "dark")])
def test_the_text_of_a_primary_button_stands_out_from_it(theme, place):
    """Streamlit writes white on it in both themes; our style sheet doesn't."""
    style = (ROOT / "frame/static/dashboard.css").read_text("utf-8")
    assert style.count(":enabled") == style.count("button[")  # a disabled button is not filled: white on white
    written = re.search(r"light-dark\((#\w{6}), (#\w{6})\)", style).groups()[theme]
    assert contrast(parts(written), parts(SETTINGS["theme"][place]["primaryColor"])) >= TEXT


@pytest.mark.parametrize("theme", THEMES)
def test_faded_text_stands_out_too(theme):
    text = parts(SETTINGS["theme"][theme]["textColor"])
    ratios = [contrast(blend(text, under, FADED), under) for under in backgrounds(theme)]
    assert min(ratios) >= TEXT


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("colour", ["red", "orange", "yellow", "green", "blue", "violet"])
def test_messages_stand_out_from_their_own_background(theme, colour):
    """Streamlit lays the colour itself, at 10 % (light) or 20 % (dark), under a message's text."""
    own = SETTINGS["theme"][theme]
    text, tint = parts(own[f"{colour}TextColor"]), parts(own[f"{colour}Color"])
    share = 0.1 if theme == "light" else 0.2
    under = blend(tint, parts(own["backgroundColor"]), share)
    assert contrast(text, under) >= TEXT
    assert contrast(text, parts(own["backgroundColor"])) >= TEXT


def test_the_fonts_are_our_own_and_hold_the_letters_of_sami():
    static = ROOT / "frame" / "static"
    faces = re.findall(r"@font-face {(.*?)}", (static / "dashboard.css").read_text("utf-8"), re.DOTALL)
    assert {re.search(r"font-family: (\w+)", face).group(1) for face in faces} == {"Inter"}
    assert SETTINGS["theme"]["font"].startswith("Inter,")
    for face in faces:
        assert (static / re.search(r'url\("(fonts/[^"]+)"\)', face).group(1)).is_file()
    assert (static / "fonts" / "LICENSE.txt").read_text("utf-8").count("SIL OPEN FONT LICENSE")
    ranges = [part for face in faces for part in re.search(r"unicode-range: (.*);", face).group(1).split(", ")]
    spans = [(int(a, 16), int(b or a, 16)) for a, _, b in (part[2:].partition("-") for part in ranges)]
    for letter in "æøåÆØÅáčđŋšŧžÁČĐŊŠŦŽïäö«»–":
        assert any(first <= ord(letter) <= last for first, last in spans), letter


def test_the_theme_names_no_font_files_which_would_be_sent_in_every_run():
    assert "fontFaces" not in SETTINGS["theme"]
