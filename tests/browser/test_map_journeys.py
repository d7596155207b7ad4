"""The page Kart in a browser: map, box and table in step, no host but the app's, text that is code, no WebGL."""

import re
from urllib.parse import parse_qs, urlsplit

from map_server import CANVAS, click_at, colors_on_screen, map_picture, on_screen, place_on_screen, until
from playwright.sync_api import Page, expect
from steps import cells, choose, open_page, settle

from data.reference import municipalities

DAY = "dato=2024-09-01"
IMAGE = "<img src=x onerror=alert(1)>"
SIZE = (556, 560)
"""Of the map on a page of 1440 pixels."""
NO_WEBGL = """const get = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
    return kind.startsWith("webgl") ? null : get.call(this, kind, ...more);
};"""


def chosen_in_link(page: Page) -> list[str]:
    return parse_qs(urlsplit(page.url).query).get("kommune", [])


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.dataset.testid ?? ''")


def wait_for_link(page: Page, number: str) -> None:
    page.wait_for_url(re.compile(rf"[?&]kommune={number}\b"))


def wait_until_drawn(page: Page) -> None:
    page.locator(CANVAS).first.wait_for()
    until(lambda: len(colors_on_screen(page)) > 5, "the map to be drawn")  # its edges have no colours of their own


def test_click_box_and_table_choose_the_same_municipality(app, page):
    open_page(page, f"{app.url}/kart?{DAY}")
    wait_until_drawn(page)
    box = page.get_by_role("combobox", name="Åpne en kommune")
    click_at(page, *place_on_screen(page, "5605", size=SIZE))
    expect(page.get_by_role("heading", name="Sør-Varanger")).to_be_visible()
    expect(box).to_have_value("Sør-Varanger")
    wait_for_link(page, "5605")

    choose(page, "Åpne en kommune", "Levanger")
    expect(page.get_by_role("heading", name="Levanger")).to_be_visible()
    wait_for_link(page, "5037")

    page.get_by_text("Listen bak kartet").click()
    expect(page.get_by_test_id("glide-cell-1-0")).to_be_attached()
    settle(page)
    expect(cells(page, "Levanger (valgt)")).to_be_attached()
    # By the keyboard alone: into the table, down a row, and choose it.
    page.locator("summary").filter(has_text="Listen bak kartet").focus()
    for _ in range(8):
        if focused(page).startswith(("glide-cell", "data-grid")):
            break
        page.keyboard.press("Tab")
    for row in (0, 1, 2):
        expect(page.locator(f"[data-testid=glide-cell-1-{row}]:focus")).to_have_count(1)
        if row < 2:
            page.keyboard.press("ArrowDown")
    name = page.get_by_test_id("glide-cell-1-2").inner_text()
    page.keyboard.press("Shift+Space")
    expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()
    expect(box).to_have_value(name)
    wait_for_link(page, next(one.number for one in municipalities().values() if one.label == name))


def test_on_a_phone_a_tap_opens_a_municipality(app, new_page):
    page = new_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    open_page(page, f"{app.url}/kart?{DAY}")
    wait_until_drawn(page)
    page.touchscreen.tap(*place_on_screen(page, "5610", size=(390 - 32, 440)))
    expect(page.get_by_role("heading", name=municipalities()["5610"].label)).to_be_visible()
    wait_for_link(page, "5610")


def test_a_change_sends_at_most_10_kb_of_map(app, page):
    largest: list[int] = []

    def hear(socket):
        socket.on("framereceived", lambda frame: largest.append(len(frame)))

    page.on("websocket", hear)
    open_page(page, f"{app.url}/kart?{DAY}&kommune=1804&pilot=true")
    wait_until_drawn(page)
    for measure, finding in (("Påmeldte deltakere", "har påmeldte"), ("Dager siden siste kontakt", "har et notat")):
        largest.clear()
        page.get_by_role("radio", name=measure, exact=True).click()
        expect(page.get_by_role("heading", name=finding)).to_be_visible()
        settle(page)
        assert 2_000 < max(largest) < 10_000
    largest.clear()
    choose(page, "Region", "Trøndelag")
    expect(page.get_by_text("Trøndelag · status per")).to_be_visible()
    settle(page)
    assert 2_000 < max(largest) < 10_000
    page.remove_listener("websocket", hear)


def test_a_region_fits_into_the_map_at_any_width(app, page):
    for width in (390, 1024, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        open_page(page, f"{app.url}/kart?{DAY}&region=Nordland")
        wait_until_drawn(page)
        image = map_picture(page)
        # Colours of stages stand only in the region: none may touch the edge.
        edge = {image.getpixel((x, y)) for x in (1, image.width - 2) for y in range(image.height)}
        edge |= {image.getpixel((x, y)) for y in (1, image.height - 2) for x in range(image.width)}
        assert not [color for color in edge if max(color) - min(color) > 60], width
        wide = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth - innerWidth")
        assert wide <= 0, width


def test_without_webgl_the_page_says_so_and_a_click_still_opens_the_panel(app, new_page):
    page = new_page(script=NO_WEBGL)
    open_page(page, f"{app.url}/kart?{DAY}&pilot=true")
    expect(page.get_by_text("WebGL mangler")).to_be_visible()
    expect(page.locator(CANVAS)).to_have_count(0)
    plot = page.locator("[data-testid=stPlotlyChart] .main-svg").first
    expect(plot.locator(".scatterlayer path.js-fill")).not_to_have_count(0)
    point = page.locator(".scatterlayer .trace").last.locator("path.point").nth(356).bounding_box()
    page.mouse.click(point["x"] + point["width"] / 2, point["y"] + point["height"] / 2)
    last = list(municipalities().values())[-1]
    expect(page.get_by_role("heading", name=last.label)).to_be_visible()
    wait_for_link(page, last.number)


def test_no_prototype_of_the_browser_is_patched(app, page):
    open_page(page, f"{app.url}/kart?{DAY}")
    wait_until_drawn(page)
    patched = page.evaluate(
        """() => [WebGL2RenderingContext, HTMLCanvasElement, CanvasRenderingContext2D, Document, Element]
            .flatMap(kind => Object.entries(Object.getOwnPropertyDescriptors(kind.prototype))
                .filter(([, {value}]) => typeof value === "function" && !/\\[native code\\]/.test(String(value)))
                .map(([name]) => `${kind.name}.${name}`))"""
    )
    assert patched == []


def test_the_sea_beside_a_region_is_nobodys(app, page):
    """Where the light geometry has a municipality, which the detailed one stands in for, that has none there."""
    region = "Møre og Romsdal"
    open_page(page, f"{app.url}/kart?{DAY}&region={region}")
    wait_until_drawn(page)
    tooltip = page.locator(".deck-tooltip")
    page.mouse.move(*place_on_screen(page, "1505", [region], SIZE))
    expect(tooltip).to_contain_text(municipalities()["1505"].label)
    page.mouse.move(*on_screen(page, 8.1955, 62.811, [region], SIZE))
    expect(tooltip).to_be_hidden()
