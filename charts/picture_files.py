"""Writes a laid-out picture as SVG or PNG, on the server and without a browser.

PNG is drawn with Pillow, which Streamlit brings along and which reads the app's own font (Inter, woff2);
drawn at twice the size and scaled down, which smooths the edges.
"""

import io
from dataclasses import dataclass
from functools import lru_cache
from xml.sax.saxutils import escape

from PIL import Image, ImageChops, ImageDraw, ImageFont

from charts.map_geometry import Point
from charts.palette import INK, Pattern
from data import DATA

FONTS = DATA.parent / "frame" / "static" / "fonts"
SMOOTH = 2


@dataclass(frozen=True)
class Area:
    """A filled shape: rings in points, holes by the even-odd rule, with a white pattern or none."""

    rings: tuple[tuple[Point, ...], ...]
    color: str
    pattern: Pattern = ""


@dataclass(frozen=True)
class Label:
    """A line of text from (or with `end` up to) x on the baseline y."""

    x: float
    y: float
    text: str
    size: float
    bold: bool = False
    color: str = INK
    end: bool = False


@dataclass(frozen=True)
class Scene:
    """A picture: areas cut off at the frame (left, top, width, height), boxes and labels anywhere."""

    width: int
    height: int
    frame: tuple[int, int, int, int]
    areas: tuple[Area, ...]
    boxes: tuple[Area, ...]
    labels: tuple[Label, ...]


PATTERN_SVG = {
    "stripes": '<path d="M-1 1L1 -1M0 6L6 0M5 7L7 5" stroke="#fff" stroke-width="1.3"/>',
    "dots": '<circle cx="3" cy="3" r="1.2" fill="#fff"/>',
    "lines": '<path d="M0 3H6" stroke="#fff" stroke-width="1.3"/>',
    "upright": '<path d="M3 0V6" stroke="#fff" stroke-width="1.3"/>',
    "grid": '<path d="M0 3H6M3 0V6" stroke="#fff" stroke-width="1.3"/>',
}
"""White on a tile of 6 × 6 points."""


def write_svg(scene: Scene) -> bytes:
    """The picture as SVG. Text stays text, in Inter where it is installed and Arial where not."""
    left, top, width, height = scene.frame
    patterns = "".join(
        f'<pattern id="{name}" width="6" height="6" patternUnits="userSpaceOnUse">{drawing}</pattern>'
        for name, drawing in PATTERN_SVG.items()
    )
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {scene.width} {scene.height}" '
            f'width="{scene.width}" height="{scene.height}" font-family="Inter, Arial, sans-serif">',
            f'<defs>{patterns}<clipPath id="frame"><rect x="{left}" y="{top}" width="{width}" height="{height}"/>'
            "</clipPath></defs>",
            f'<rect width="{scene.width}" height="{scene.height}" fill="#fff"/>',
            '<g clip-path="url(#frame)" fill-rule="evenodd">',
            *map(_area_svg, scene.areas),
            "</g>",
            *map(_area_svg, scene.boxes),
            *map(_label_svg, scene.labels),
            "</svg>",
        ]
    ).encode()


def _area_svg(area: Area) -> str:
    path = "".join(f"M{' '.join(f'{x:g},{y:g}' for x, y in ring)}Z" for ring in area.rings)
    shape = f'<path fill="{area.color}" fill-rule="evenodd" d="{path}"/>'
    return shape + (f'<path fill="url(#{area.pattern})" d="{path}"/>' if area.pattern else "")


def _label_svg(label: Label) -> str:
    weight = ' font-weight="700"' if label.bold else ""
    anchor = ' text-anchor="end"' if label.end else ""
    place = f'x="{label.x:g}" y="{label.y:g}" font-size="{label.size:g}" fill="{label.color}"'
    return f"<text {place}{weight}{anchor}>{escape(label.text)}</text>"


def write_png(scene: Scene, scale: int = 2) -> bytes:
    """The picture as PNG, `scale` pixels a point."""
    file = io.BytesIO()
    draw_image(scene, scale).save(file, "PNG")  # to optimize takes three times as long, and the file is no smaller
    return file.getvalue()


def draw_image(scene: Scene, scale: int) -> Image.Image:
    """The picture with `scale` pixels a point."""
    times = scale * SMOOTH
    size = (scene.width * times, scene.height * times)
    image = Image.new("RGB", size, "#fff")
    for area in scene.areas:
        _draw_area(image, area, times)
    left, top, width, height = (value * times for value in scene.frame)
    framed = Image.new("RGB", size, "#fff")
    framed.paste(image.crop((left, top, left + width, top + height)), (left, top))
    for box in scene.boxes:
        _draw_area(framed, box, times)
    final = framed.reduce(SMOOTH)
    draw = ImageDraw.Draw(final)
    for label in scene.labels:
        _draw_label(draw, label, scale)
    return final


def _draw_area(image: Image.Image, area: Area, times: int) -> None:
    """Draws on a mask no larger than the area, so that holes and patterns cost little."""
    rings = [[(x * times, y * times) for x, y in ring] for ring in area.rings]
    left, top = (int(min(point[axis] for ring in rings for point in ring)) for axis in (0, 1))
    right, bottom = (int(max(point[axis] for ring in rings for point in ring)) + 1 for axis in (0, 1))
    left, top, right, bottom = max(left, 0), max(top, 0), min(right, image.width), min(bottom, image.height)
    if right <= left or bottom <= top:
        return
    mask = Image.new("1", (right - left, bottom - top))
    for ring in rings:
        one = Image.new("1", mask.size) if len(rings) > 1 else mask
        ImageDraw.Draw(one).polygon([(x - left, y - top) for x, y in ring], fill=1)
        mask = ImageChops.logical_xor(mask, one) if one is not mask else mask
    image.paste(area.color, (left, top), mask)
    if area.pattern:
        tiles = _tiles(area.pattern, times, image.size).crop((left, top, right, bottom))
        image.paste("#fff", (left, top), ImageChops.logical_and(mask, tiles))


@lru_cache(maxsize=8)
def _tiles(pattern: Pattern, times: int, size: tuple[int, int]) -> Image.Image:
    """The pattern over the whole picture, as a mask."""
    tile = Image.new("1", (6 * times, 6 * times))
    draw, step, pen = ImageDraw.Draw(tile), 6 * times, max(round(1.3 * times), 1)
    if pattern == "stripes":
        for start in (-step, 0, step):
            draw.line([(start, step), (start + step, 0)], fill=1, width=pen)
    elif pattern == "dots":
        reach = 1.2 * times
        draw.ellipse([step / 2 - reach, step / 2 - reach, step / 2 + reach, step / 2 + reach], fill=1)
    if pattern in ("lines", "grid"):
        draw.line([(0, step / 2), (step, step / 2)], fill=1, width=pen)
    if pattern in ("upright", "grid"):
        draw.line([(step / 2, 0), (step / 2, step)], fill=1, width=pen)
    whole = Image.new("1", size)
    for x in range(0, size[0], step):
        for y in range(0, size[1], step):
            whole.paste(tile, (x, y))
    return whole


def _draw_label(draw: ImageDraw.ImageDraw, label: Label, scale: int) -> None:
    x = label.x * scale - (measure_text(label.text, label.size * scale, label.bold) if label.end else 0)
    for run, extended in _runs(label.text):
        font = load_font(label.size * scale, label.bold, extended)
        draw.text((x, label.y * scale), run, fill=label.color, font=font, anchor="ls")
        x += font.getlength(run)


def measure_text(text: str, size: float, bold: bool = False) -> float:
    """How wide a text is, in the unit of the size."""
    return sum(load_font(size, bold, extended).getlength(run) for run, extended in _runs(text))


def _runs(text: str) -> list[tuple[str, bool]]:
    """The text in runs that one file of the font can draw: Sámi letters lie in the extended one."""
    runs: list[tuple[str, bool]] = []
    for letter in text:
        extended = "\u0100" <= letter <= "\u024f"
        if runs and runs[-1][1] == extended:
            runs[-1] = (runs[-1][0] + letter, extended)
        else:
            runs.append((letter, extended))
    return runs


@lru_cache(maxsize=32)
def load_font(size: float, bold: bool, extended: bool = False) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(FONTS / f"inter-latin{'-ext' if extended else ''}.woff2", size)
    font.set_variation_by_axes([700 if bold else 400])
    return font
