"""What people write in a status column: of a registration, of an application, of who came."""

import re

from domain.answers import read_yes
from domain.states import CANCELLED, ON_WAITING_LIST, TURNED_DOWN

REGISTRATION_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        ON_WAITING_LIST,
        (
            "venteliste",
            "på venteliste",
            "står på venteliste",
            "venteleiste",
            "waiting list",
            "waitlist",
            "waitlisted",
            "på vent",
            "reserve",
        ),
    ),
    (
        CANCELLED,
        (
            "avmeldt",
            "avmeld",
            "meldt av",
            "avbestilt",
            "kansellert",
            "kanselert",
            "cancelled",
            "canceled",
            "annullert",
            "slettet",
            "sletta",
            "trukket",
            "trekt",
            "signed off",
            "not attending",
            "kommer ikke",
            "kjem ikkje",
            "refundert",
            "refunded",
            "deltar ikke",
            "deltek ikkje",
            "forfall",
            "frafall",
            "avlyst",
            "withdrawn",
            "utmeldt",
            "deleted",
        ),
    ),
    (TURNED_DOWN, ("avslått", "avslag", "avvist", "declined", "rejected", "denied", "ikke godkjent", "not approved")),
    (
        "",
        (
            "påmeldt",
            "registrert",
            "bekreftet",
            "bekrefta",
            "confirmed",
            "expected",
            "forventet",
            "venta",
            "attending",
            "checked in",
            "innsjekket",
            "ankommet",
            "arrived",
            "godkjent",
            "approved",
            "betalt",
            "ubetalt",
            "paid",
            "unpaid",
            "ok",
            "aktiv",
            "active",
            "deltar",
            "deltek",
            "deltok",
            "møtt",
            "no show",
            "ikke møtt",
            "ny",
            "new",
            "fullført",
            "completed",
            "complete",
            "registered",
            "mottatt",
            "kommer",
            "kjem",
            "invoiced",
            "fakturert",
            "pending",
            "ikke betalt",
            "betaling mangler",
            "signed up",
            "attended",
            "ja",
            "yes",
            "ferdig",
            "sendt",
            "submitted",
            "gratis",
            "free order",
            "free",
            "plass",
            "har plass",
            "tildelt plass",
        ),
    ),
)
APPLICATION_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "withdrawn",
        (
            "trukket",
            "trekt",
            "trukke",
            "withdrawn",
            "trekker",
            "takket nei",
            "takka nei",
            "har takket nei",
            "sagt nei",
            "avmeldt",
            "kansellert",
            "cancelled",
            "annullert",
        ),
    ),
    (
        "declined",
        (
            "avslag",
            "avslått",
            "avslått plass",
            "fått avslag",
            "ikke tildelt",
            "ikke plass",
            "ikkje plass",
            "ikkje tildelt",
            "ikke innvilget",
            "ikkje innvilga",
            "declined",
            "rejected",
            "avvist",
            "fikk ikke plass",
            "ikke fått plass",
        ),
    ),
    (
        "waiting",
        ("venteliste", "på venteliste", "står på venteliste", "waiting list", "waitlist", "på vent", "reserve"),
    ),
    (
        "confirmed",
        (
            "bekreftet",
            "bekrefta",
            "stadfesta",
            "confirmed",
            "takket ja",
            "takka ja",
            "har takket ja",
            "sagt ja",
            "plass bekreftet",
            "tildelt plass bekreftet",
            "tildelt og bekreftet",
            "deltar",
            "deltek",
        ),
    ),
    (
        "placed",
        (
            "tildelt",
            "innvilget",
            "innvilga",
            "fått plass",
            "har fått plass",
            "fikk plass",
            "plass",
            "tilbud",
            "tilbudt",
            "tilbod",
            "godkjent",
            "placed",
            "accepted",
            "offered",
            "approved",
            "granted",
            "ja",
        ),
    ),
    (
        "under_review",
        (
            "under behandling",
            "under handsaming",
            "til behandling",
            "behandles",
            "under vurdering",
            "til vurdering",
            "vurderes",
            "vurderast",
            "under review",
            "in review",
            "påbegynt",
            "mangler",
            "avventer",
            "avventar",
            "pending",
        ),
    ),
    (
        "received",
        (
            "mottatt",
            "motteke",
            "mottatt søknad",
            "innkommet",
            "søkt",
            "søknad mottatt",
            "registrert",
            "ny",
            "received",
            "ubehandlet",
            "ikke behandlet",
            "ikkje handsama",
            "innsendt",
            "sendt",
            "levert",
            "submitted",
            "new",
            "søknad sendt",
        ),
    ),
)
NOT_CAME = ("ikke", "ikkje", "no show", "absent", "fravær", "not ", "did not", "nei", "forfall", "meldt forfall")
CAME = (
    "deltok",
    "deltatt",
    "delteke",
    "møtt",
    "møtte",
    "ankommet",
    "til stede",
    "tilstede",
    "attended",
    "present",
    "checked in",
    "innsjekket",
    "arrived",
    "oppmøtt",
    "frammøtt",
    "digital",
    "fysisk",
    "på nett",
    "joined",
)
SPACES = re.compile(r"[\s_]+")


def plain(text: str) -> str:
    return SPACES.sub(" ", text.casefold()).strip(" .:;!–-")


def find_state(text: str, words: tuple[tuple[str, tuple[str, ...]], ...]) -> str | None:
    """The state that a text names, whole or at its beginning; None for an unknown text."""
    text = plain(text)
    for state, names in words:
        if text in names:
            return state
    starts = [
        (len(name), state)
        for state, names in words
        for name in names
        if text.startswith(name) and len(name) > 2 and not text[len(name)].isalnum()
    ]
    return max(starts)[1] if starts else None


def read_registration_state(text: str) -> str | None:
    """Why a registration does not count ("" when it does), None for an unknown text."""
    if not text:
        return ""
    found = find_state(text, REGISTRATION_WORDS)
    if found is None and read_yes(text) is False:
        return CANCELLED
    return found


def read_application_state(text: str) -> str | None:
    """The state of an application, "" for an empty cell, None for an unknown text."""
    if not text:
        return ""
    found = find_state(text, APPLICATION_WORDS)
    if found is None and read_yes(text) is False:
        return "declined"
    return found


def read_came(text: str) -> bool | None:
    """Whether somebody came, None where the text doesn't tell."""
    text = plain(text)
    if not text:
        return None
    if text.startswith(NOT_CAME):
        return False
    if text.startswith(CAME):
        return True
    return read_yes(text)
