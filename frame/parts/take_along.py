"""Owns «Ta det med»: the board pack, the weekly letter, the calendar and the open data of what Oversikt shows.

Each is written when its button is pressed, and the libraries that write it are loaded only then.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

import streamlit as st

from frame import reads
from frame.door.sign_in import set_address
from frame.insides import is_of_sign_in
from frame.pieces.download import show_file
from frame.pieces.links import own_address
from frame.view import View
from report.calendar_file import write_calendar
from report.edition import Edition
from report.letter import write_letter_mail, write_letter_page
from report.open_data import write_open_data
from report.pack.document import write_document
from report.pack.page_print import find_chromium, print_page
from report.pack.slides import write_slides


@dataclass(frozen=True)
class Offer:
    """A button: its label and icon, the file's name and suffix, and what writes it."""

    label: str
    icon: str
    name: str
    suffix: str
    write: Callable[[Edition], bytes]


SLIDES = Offer("Styrepakke (PowerPoint)", "slideshow", "styrepakke", "pptx", write_slides)
PAPER = Offer("Saksframlegg (Word)", "description", "saksframlegg", "docx", write_document)
LETTERS = (
    Offer("Ukebrev (nettside)", "newsmode", "ukebrev", "html", lambda one: write_letter_page(one).encode()),
    Offer("Ukebrev (e-postutkast)", "mail", "ukebrev", "eml", write_letter_mail),
)
OPEN_DATA = Offer("Åpne tall", "folder_zip", "apne_tall", "zip", write_open_data)


def show_take_along(view: View) -> None:
    """The buttons, and what they give: nothing about persons, the filter and the day of the page."""
    edition = make_edition(view)
    steps = view.user.name if view.user.may("see_notes") else None
    calendar = Offer("Kalender", "calendar_month", "kalender", "ics", lambda one: write_calendar(one, steps))
    with st.container(horizontal=True):
        _show(view, edition, SLIDES, type_="primary")
        _show(view, edition, PAPER)
        if _has_chromium() and (address := set_address()):
            _show(view, edition, _offer_print(address))
        else:
            # frame/static/paper.js opens the browser's own dialog within the click.
            st.button("Skriv ut siden, eller lagre som PDF", icon=":material/print:", key="print_page")
        for offer in (*LETTERS, calendar, OPEN_DATA):
            _show(view, edition, offer)
    st.caption(
        "Alt følger filteret og dagen på denne siden og er uten opplysninger om personer. Figurene i PowerPoint kan "
        f"redigeres. Kalenderen har milepælene{' og dine egne neste steg, uten navn' if steps else ''}."
    )


def make_edition(view: View) -> Edition:
    """What the page shows, as a report is written from it."""
    return Edition(
        view.situation,
        view.known_at or reads.last_seen(view.change_id),
        view.files,
        view.level,
        own_address(),
        view.examples,
        view.earlier,
    )


def _offer_print(address: str) -> Offer:
    """The page as this server's Chromium gets it from `address`, signed in as the user is."""
    cookies = {name: value for name, value in st.context.cookies.items() if is_of_sign_in(name)}
    return Offer(
        "Oversikt (PDF)",
        "picture_as_pdf",
        "oversikt",
        "pdf",
        lambda one: print_page(replace(one, address=address).link, cookies),
    )


def _show(view: View, edition: Edition, offer: Offer, *, type_: Literal["primary", "secondary"] = "secondary") -> None:
    show_file(
        view,
        offer.label,
        lambda: offer.write(edition),
        edition.file_name(offer.name, offer.suffix),
        key=f"take_{offer.suffix}",
        icon=offer.icon,
        type=type_,
    )


@cache
def _has_chromium() -> bool:
    return find_chromium() is not None
