"""Serves the page of map_app.py, and looks at the map: where a place is on the screen, and its colour."""

import io
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]
ROOMS = [str(ROOT), str(ROOT / "tests" / "charts")]
sys.path[:0] = ROOMS

from map_status import AS_OF, busy_status  # noqa: E402

from charts.map_choice import MapChoice  # noqa: E402
from charts.map_classes import classify  # noqa: E402
from charts.map_geometry import place_of  # noqa: E402
from charts.map_marks import MARKS  # noqa: E402
from charts.map_view import bounds_of, fit, mercator  # noqa: E402
from data.reference import municipalities  # noqa: E402

CANVAS = "[data-testid=stDeckGlJsonChart] canvas"
STATUS = busy_status(0.33)
"""What the page shows."""


@contextmanager
def serve_map(folder: Path) -> Iterator[str]:
    """The page's address while it is served from a folder of its own."""
    port = free_port()
    options = {"port": port, "headless": "true", "fileWatcherType": "none"}
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(Path(__file__).with_name("map_served.py")),
        "--browser.gatherUsageStats",
        "false",
        "--browser.serverAddress",
        "localhost",
    ]
    for name, value in options.items():
        command += [f"--server.{name}", str(value)]
    log = (folder / "log.txt").open("w")
    process = subprocess.Popen(
        command, cwd=folder, env={**os.environ, "PYTHONPATH": os.pathsep.join(ROOMS)}, stdout=log, stderr=log
    )
    try:
        url = f"http://localhost:{port}"
        until(lambda: answers(f"{url}/_stcore/health"), "the page to be served")
        yield url
    finally:
        process.terminate()
        process.wait()
        log.close()


def free_port() -> int:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=1) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


def until(holds: Callable[[], bool], what: str, seconds: float = 40) -> None:
    """Asks until it holds; AssertionError when it never does."""
    end, pause = time.monotonic() + seconds, threading.Event()
    while not holds():
        assert time.monotonic() < end, f"waited in vain for {what}"
        pause.wait(0.1)  # asking for a picture keeps the browser from drawing


def on_screen(
    page: Page, lon: float, lat: float, regions: Sequence[str] = (), size: tuple[int, int] = (500, 500)
) -> tuple[float, float]:
    """Where a point is in the view of the country, or of regions, that was fitted to a size."""
    box = page.locator(CANVAS).first.bounding_box()
    view = fit(bounds_of(regions), *size)
    pixels = 512 * 2**view.zoom / 360
    x = box["x"] + box["width"] / 2 + (lon - view.longitude) * pixels
    y = box["y"] + box["height"] / 2 - (mercator(lat) - mercator(view.latitude)) * pixels
    return x, y


def place_on_screen(
    page: Page, number: str, regions: Sequence[str] = (), size: tuple[int, int] = (500, 500)
) -> tuple[float, float]:
    """Where a municipality's point is."""
    place = municipalities()[number]
    return on_screen(page, place.lon, place.lat, regions, size)


def click_at(page: Page, x: float, y: float) -> None:
    """A click that is not taken for a long press, however slow the drawing."""
    page.evaluate("window.realNow = Date.now; const now = Date.now(); Date.now = () => now")
    page.mouse.click(x, y)
    page.evaluate("Date.now = window.realNow")


def color_on_screen(page: Page, number: str, regions: Sequence[str] = ()) -> str:
    """The colour that is drawn at a municipality's point, as #RRGGBB."""
    x, y = place_on_screen(page, number, regions)
    picture = page.screenshot(clip={"x": round(x), "y": round(y), "width": 1, "height": 1})
    return f"#{bytes(Image.open(io.BytesIO(picture)).convert('RGB').getpixel((0, 0))).hex().upper()}"


def map_picture(page: Page) -> Image.Image:
    """The map as it is on the screen."""
    return Image.open(io.BytesIO(page.locator(CANVAS).first.screenshot())).convert("RGB")


def colors_on_screen(page: Page) -> dict[str, int]:
    """How many pixels of the map each colour fills."""
    return {f"#{bytes(color).hex().upper()}": times for times, color in map_picture(page).getcolors(1 << 24)}


def expected_color(measure: str, number: str) -> str:
    """The colour a municipality has to have on the page in its middle, where the mark of its stage is."""
    classes = classify(STATUS, MapChoice(AS_OF, measure))
    row = classes.legend[classes.codes[place_of(number)]]
    return "#FFFFFF" if measure == "stage" and row.key in MARKS else row.color
