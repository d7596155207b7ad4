"""Plotly's own words, months and days in bokmål, as the `config` of every figure."""

from typing import Literal

from babel.dates import get_day_names, get_month_names

LOCALE = "nb"
# Babel's week starts on Monday (0), plotly's on Sunday.
SUNDAY_FIRST = (6, 0, 1, 2, 3, 4, 5)

DICTIONARY = {
    "Autoscale": "Tilpass aksene",
    "Box Select": "Velg område",
    "Click to enter Colorscale title": "Klikk for å skrive tittel på fargeskalaen",
    "Compare data on hover": "Sammenlign verdier",
    "Double-click on legend to isolate one trace": "Dobbeltklikk for å vise bare denne",
    "Double-click to zoom back out": "Dobbeltklikk for å zoome ut igjen",
    "Download plot": "Last ned figuren",
    "Download plot as a PNG": "Last ned figuren som PNG",
    "Lasso Select": "Velg fritt",
    "Pan": "Flytt",
    "Produced with Plotly.js": "Laget med Plotly.js",
    "Reset": "Tilbakestill",
    "Reset axes": "Tilbakestill aksene",
    "Show closest data on hover": "Vis nærmeste verdi",
    "Snapshot succeeded": "Bildet er lagret",
    "Sorry, there was a problem downloading your snapshot!": "Bildet kunne ikke lagres.",
    "Taking snapshot - this may take a few seconds": "Lager bildet, det kan ta noen sekunder",
    "Toggle Spike Lines": "Vis hjelpelinjer",
    "Zoom": "Zoom",
    "Zoom in": "Zoom inn",
    "Zoom out": "Zoom ut",
    "close:": "slutt:",
    "high:": "høyest:",
    "low:": "lavest:",
    "max:": "maks:",
    "median:": "median:",
    "min:": "min:",
    "open:": "start:",
    "q1:": "1. kvartil:",
    "q3:": "3. kvartil:",
    "trace": "serie",
}


def _days(width: Literal["abbreviated", "wide"]) -> list[str]:
    names = get_day_names(width, locale=LOCALE)
    return [names[day] for day in SUNDAY_FIRST]


def _months(width: Literal["abbreviated", "wide"]) -> list[str]:
    names = get_month_names(width, locale=LOCALE)
    return [names[month] for month in range(1, 13)]


FORMAT = {
    "days": _days("wide"),
    "shortDays": _days("abbreviated"),
    "months": _months("wide"),
    "shortMonths": _months("abbreviated"),
    "date": "%d.%m.%Y",
    "decimal": ",",
    "thousands": "\u202f",
    "grouping": [3],
    "currency": ["", " kr"],
}

PLOTLY_CONFIG = {
    "locale": LOCALE,
    "locales": {LOCALE: {"dictionary": DICTIONARY, "format": FORMAT}},
    "displayModeBar": False,
    "displaylogo": False,
    "scrollZoom": False,
    "showTips": False,
    "responsive": True,
}
"""For every figure. Without buttons and zooming: a figure is read, and a finger on it scrolls the page."""
