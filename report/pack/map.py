"""The map of the pack: what the page Kart offers as a picture, without its column of texts."""

import io

from charts.map_choice import MapChoice
from charts.map_picture import FRAME, build_picture
from charts.picture_files import draw_image
from report.edition import Edition

SCALE = 2


def draw_map_png(edition: Edition) -> bytes:
    """The municipalities in the colours of how far they have come, as PNG; legend and credit stand beside it."""
    situation = edition.situation
    scene = build_picture(situation.status, MapChoice(edition.as_of, regions=tuple(situation.regions)))
    left, top, width, height = (value * SCALE for value in FRAME)
    buffer = io.BytesIO()
    draw_image(scene, SCALE).crop((left, top, left + width, top + height)).save(buffer, "PNG")
    return buffer.getvalue()
