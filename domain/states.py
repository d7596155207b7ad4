"""The states of an application and of a registration, and in words why a row does not count."""

from typing import Literal, get_args

State = Literal["received", "under_review", "placed", "waiting", "declined", "confirmed", "withdrawn"]
STATES: tuple[State, ...] = get_args(State)
STATE_LABELS = {
    "received": "mottatt",
    "under_review": "under vurdering",
    "placed": "tildelt plass",
    "waiting": "venteliste",
    "declined": "avslag",
    "confirmed": "bekreftet",
    "withdrawn": "trukket",
}
OPEN: tuple[State, ...] = ("received", "under_review")
"""The states of an application without an answer."""
HAS_PLACE: tuple[State, ...] = ("placed", "confirmed")
OTHER_ANSWERS: tuple[State, ...] = ("waiting", "declined", "withdrawn")
"""The answers that are no place."""

# Why a row does not count, as the pages and the files say it.
CANCELLED, ON_WAITING_LIST, TURNED_DOWN = "Avmeldt", "Venteliste", "Avslått"
WITHDRAWN = "Trukket"
DID_NOT_COME = "Møtte ikke"
TEST, ORGANISER = "Testrad", "Arrangør"
SUPERSEDED = "Erstattet av et nyere svar"
REJOINED = "Samme person er talt i en annen rad"
AT_ANOTHER = "Samme person er talt på en annen samling"
