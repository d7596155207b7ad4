"""A chart is saved as a picture for a slide, with its title, what is counted and where the numbers are from."""

import io
from pathlib import Path

import pytest
from PIL import Image
from steps import open_page, settle

DAY = "dato=2024-05-02"


def picture_of(page, chart):
    """The picture of a chart as it is saved, and the name of its file."""
    button = page.locator(f".chart-picture[data-chart=chart_{chart}]")
    button.wait_for()
    page.locator(f".st-key-chart_{chart} .main-svg").first.wait_for()
    with page.expect_download() as saved:
        button.click()
    content = Path(saved.value.path()).read_bytes()
    return Image.open(io.BytesIO(content)).convert("RGB"), saved.value.suggested_filename


def darkest(image, box):
    """The darkest grey within a part of the picture (left, top, right, bottom, in points of a slide)."""
    return min(image.crop(tuple(2 * value for value in box)).convert("L").getextrema())


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_chart_is_saved_as_a_slide_with_title_and_source_on_white_in_either_theme(app, new_page, scheme):
    page = new_page()
    page.emulate_media(color_scheme=scheme)
    open_page(page, f"{app.url}/?{DAY}")
    image, name = picture_of(page, "regioner")
    assert name == "regioner_2024-05-02.png"
    assert image.size == (2560, 1440)
    assert image.getpixel((2, 2)) == image.getpixel((2555, 1435)) == (255, 255, 255)
    assert darkest(image, (40, 30, 800, 70)) < 60  # the title
    assert darkest(image, (40, 670, 800, 700)) < 130  # what it is built on
    assert (200, 71, 11) in {color for _, color in image.getcolors(1 << 24)}  # the bars
    note = page.locator(".chart-picture[data-chart=chart_regioner]").get_attribute("data-note")
    assert "hele landet · status per 02.05.2024 · n = 34 · Kilde: «" in note
    assert note.endswith("Eksempeldata: alle personer og svar er oppdiktet")


def test_a_chart_can_be_saved_by_the_keyboard(app, page):
    open_page(page, f"{app.url}/?{DAY}")
    page.locator(".st-key-chart_soknader .main-svg").first.wait_for()
    settle(page)
    button = page.locator(".chart-picture[data-chart=chart_soknader]")
    button.focus()
    with page.expect_download() as saved:
        page.keyboard.press("Enter")
    assert saved.value.suggested_filename == "soknader_2024-05-02.png"
