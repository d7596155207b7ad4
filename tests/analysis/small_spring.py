"""A small spring: who signed up, came, applied and was called, with all that lists, stories and letters tell apart."""

from functools import cache

from analysis.situation import Situation
from tests.analysis.tables import ALTA, ASKER, BERGEN, BODO, NARVIK, NO_ROWS, OSLO_CITY, TROMSO, notes, rows, situation

SIGNED = rows(
    {"on": "2024-03-11 10:00", "of": BODO, "email": "a@x.no", "name": "Anne Berg", "persons": 3},
    {
        "on": "2024-03-11 10:00",
        "of": ALTA,
        "email": "b@x.no",
        "name": "Bo Dahl",
        "persons": 2,
        "comment": "Vi ønsker veiledning",
    },
    {"on": "2024-03-12 10:00", "of": NARVIK, "email": "c@x.no", "name": "Carl Eng"},
    {"on": "2024-03-12 10:00", "of": TROMSO, "email": "d@x.no", "name": "Dina Foss"},
    {"on": "2024-03-12 10:00", "match": "svalbard", "email": "e@x.no", "name": "Eva Gran", "persons": 2},
)
CAME = rows(
    {"joined_at": "2024-03-15 09:30", "email": "a@x.no", "name": "Anne Berg"},
    {"joined_at": "2024-03-15 09:30", "email": "b@x.no", "name": "Bo Dahl"},
    {"joined_at": "2024-03-15 09:30", "email": "d@x.no", "name": "Dina Foss"},
    {"joined_at": "2024-03-15 09:30", "email": "", "name": "Bo Dahls nabo", "of": ALTA},
)
READY = {"anchoring": "Ja", "team": "Tre personer", "contact_email": "kontakt@x.no"}
APPLIED = rows(
    # Tromsø applies as Bergen's partner.
    {
        "on": "2024-04-20 10:00",
        "of": (BERGEN, TROMSO),
        "state": "placed",
        "placed_at": "2024-04-25 10:00",
        **READY,
        "anchoring": "Nei",
    },
    {"on": "2024-04-21 10:00", "of": ASKER, **READY, "team": ""},
    {
        "on": "2024-04-21 10:00",
        "of": OSLO_CITY,
        "state": "confirmed",
        "placed_at": "2024-04-25 10:00",
        "confirmed_at": "2024-04-26 10:00",
        **READY,
    },
)
WRITTEN = notes(("2024-04-30", BODO, "telefon"), ("2024-03-20", NARVIK, "e-post"))


@cache
def small_spring() -> Situation:
    """All of it, as of 2 May 2024."""
    return situation(
        "2024-05-02",
        registrations=SIGNED,
        start_registrations=NO_ROWS,
        attendance=CAME,
        applications=APPLIED,
        notes=WRITTEN,
    )
