"""What a column's values say for or against a field, beside what its header says."""

import re
from collections.abc import Mapping

from loaders.table.fields import Field
from loaders.table.headers import ASKING, GENERAL, NEARLY, WORD, is_question
from loaders.table.profile import Profile

Agreement = Mapping[str, tuple[frozenset[str], frozenset[str]]]


def kinds(words: str) -> frozenset[str]:
    return frozenset(words.split())


TIME = (kinds("time"), kinds("text number clock phone"))
ANY = kinds("text long address time clock yes_no number municipality county name phone duration scale")
AGREE: Agreement = {
    "email": (kinds("address"), kinds("text")),
    "contact_email": (kinds("address"), kinds("text")),
    "name": (kinds("name"), kinds("text municipality phone")),
    "first_name": (kinds("name"), kinds("text municipality county")),
    "last_name": (kinds("name"), kinds("text municipality county")),
    "contact_person": (kinds("name"), kinds("text address long municipality")),
    "municipality": (kinds("municipality"), kinds("text county name number")),
    "municipality_number": (kinds("number"), kinds("text municipality")),
    "county": (kinds("county"), kinds("text municipality name number")),
    "organisation": (kinds("text"), kinds("municipality name county")),
    "role": (kinds("text"), kinds("name municipality")),
    "phone": (kinds("phone"), kinds("text number")),
    "contact_phone": (kinds("phone"), kinds("text number")),
    "minutes": (kinds("duration"), kinds("text number clock")),
    "submitted_time": (kinds("clock"), kinds("text number")),
    "joined_at": (kinds("time clock"), kinds("text")),
    "left_at": (kinds("time clock"), kinds("text")),
    "action": (kinds("text"), frozenset()),
    "guest": (kinds("yes_no"), kinds("text")),
} | dict.fromkeys(("submitted_at", "moment", "placed_date", "confirmed_date", "state_date", "modified_at"), TIME)
"""By field: what values say plainly for it, and what they may say as well; anything else speaks against it."""
VALUES = {
    "address": "e-postadresser",
    "time": "tidspunkter",
    "clock": "klokkeslett",
    "yes_no": "ja og nei eller kryss",
    "number": "tall",
    "municipality": "kommuner",
    "county": "fylker",
    "name": "navn på personer",
    "phone": "telefonnumre",
    "duration": "varigheter",
    "scale": "grader av enighet",
    "long": "lange svar",
    "text": "tekst",
}
PLAIN = {"email": "address", "municipality": "municipality", "submitted_at": "time", "name": "name"}
"""The fields that a column is proposed for by its values alone."""


def speaks(profile: Profile) -> str:
    """What the values plainly are, a key of VALUES; "" for an empty column."""
    if not profile.telling:
        return ""
    several = profile.filled > 1
    for kind, share, least in (
        ("address", profile.emails, 0.6),
        ("time", profile.times, 0.6),
        ("clock", profile.clocks, 0.7),
        ("yes_no", profile.rows_yes_no if several or not profile.tick else 0.0, 0.95),
        ("phone", profile.phones, 0.8),
        ("number", profile.numbers, 0.8),
        ("duration", profile.durations, 0.7),
        ("scale", profile.scale, 1.0),
    ):
        if share >= least:
            return kind
    if profile.length > 70:
        return "long"
    if profile.counties >= 0.7 and profile.counties >= profile.places:
        return "county"
    if profile.places >= 0.6:
        return "municipality"
    return "name" if profile.names >= 0.7 else "text"


def agreement(field: str, profile: Profile) -> float:
    """1 where the values say the field plainly, 0 where they say nothing, -1 where they are something else."""
    if field == "meeting_role":
        return 1.0 if profile.meeting_roles >= 0.5 else -1.0
    if field == "role" and profile.meeting_roles >= 0.9:
        return -0.5
    if not profile.telling or field not in AGREE:
        return 0.0
    plain, possible = AGREE[field]
    said = speaks(profile)
    if field in ("role", "organisation") and said in plain:
        return 0.5
    return 1.0 if said in plain else 0.0 if said in possible else -1.0


PERSON = (
    r"(?:delta[kg]\w+|personer|påmeldte|påmeldingar?|hoder|mennesker|gjester|representanter|representantar|kolleger|participants?|"
    r"attendees|persons|people|dere|de som (?:kommer|deltar))"
)
STOPS = (
    r"(?:\s+(?:som|fra|frå|på|til|i|skal|vil|kan|delta|komme|kommer|kjem|deltar|deltek|møter|møte|blir|dere|de|du|er|melder|"
    r"melde|meldes|meldt|påmeldt|påmeldte|med|denne|det|deg|oss|seg|totalt|inkl\w*|selv|sjølv|kommunen|kulturskolen|skolen|virksomheten|\w{0,14}samling\w*|"
    r"arrangementet|møtet|kurset|konferansen|oppstarten|seminaret|webinaret|påmelding\w*|vi))*"
)
PERSONS = re.compile(
    rf"^(?:antall|antal|tal(?:et)? på|number of|hvor mange|kor mange|how many)\s+{PERSON}{STOPS}$|"
    rf"^(?:hvor mange|kor mange)\s+(?:fra|frå)\s+\w+\s+(?:kommer|kjem|deltar|deltek|skal delta|vil delta|møter)"
    rf"{STOPS}$|"
    rf"^(?:antall|antal|tal på)\s+(?:som|der) (?:kommer|kjem|deltar|deltek|skal delta|vil delta|møter){STOPS}$|"
    rf"^(?:hvor mange|kor mange)\s+(?:kommer|kjem|deltar|deltek|skal delta|vil delta|møter|melder|blir|skal|er){STOPS}$"
)
PERHAPS_PERSONS = re.compile(
    rf"^(?:antall|antal|hvor mange|kor mange|how many|number)$|"
    rf"^(?:antall|antal) (?:plasser|plassar|stk|pers\w*|medlemmer)\b|"
    rf"^(?:antall|antal|tal(?:et)? på|number of|hvor mange|kor mange|how many)\s+{PERSON}\b"
)
EVENT = (
    r"(?:\s+(?:på|til|ved|i|den|under|fysisk|\d[\d. ]*|jan|feb|mars?|apr|april|mai|juni|juli|aug|sept?|september|"
    r"okt|nov|des|dette|denne|\w{0,14}samling\w*|arrangementet|møtet|kurset|konferansen|oppstart\w*|seminaret|webinaret|dagen))*"
)
PARTICIPATING = re.compile(r"delta[kg]|påmeld|kolleg|participant|attend")
COMING = re.compile(
    rf"^(?:kommer|kjem|deltar|deltek|møter|stiller) (?:du|dere|de|han|hun|vedkommende){EVENT}$|"
    rf"^(?:kan|skal|vil|har|ønsker) (?:du|dere|de) (?:å )?(?:delta|komme|møte|tenkt å delta){EVENT}$|"
    rf"^(?:er du|er dere) påmeldt{EVENT}$|^will you (?:attend|come|join|participate)\b.{{0,30}}$|"
    rf"^(?:jeg|eg|vi) (?:kommer|deltar|deltek|kjem|vil delta|skal delta){EVENT}$"
)
OTHERS = re.compile(r"^(?:av|fra|frå|i|for|om|til|på|hos|midler|støtte|tidligere|tilskudd|fram|frem)\b")
ONE_OF_DAYS = re.compile(
    r"^(?:dag|day|økt|sesjon|session|samling|møte|modul|del)[ -]?(?:nr\.? )?\d{1,2}\b.{0,30}$|"
    r"^(?:man|tirs|ons|tors|fre|lør|søn)dag\b.{0,20}$|"
    r"^\d{1,2}\.? ?(?:[./-]\d{1,2}|[a-zæøå]{3,9})\.?(?:[./ -]?\d{2,4})?$|"
    r"^\d{4}-\d\d-\d\d.{0,12}$"
)
"""A list of who came has a column for each day."""
PARTICIPANT = re.compile(
    r"^(?:(?:full(?:t|e)? )?(?:navn|namn|name|fornavn|first name)(?: ?(?:på|of|for|til|-|–|:))? ?)?"
    r"(?:delta[kg]\w*|participant|attendee|person|gjest|guest|kollega|team ?medlem|navn|namn|name)"
    r"[ -]*(?:nr\.? ?|nummer |#)?(?P<n>\d{1,2})"
    r"(?:s)?[ ,:()–-]*(?:(?:full(?:t|e)? )?(?:navn|namn|name|fornavn|first name))?\)?$"
    r"|^(?P<n2>\d{1,2})\.? ?(?:delta[kg]\w*|person)(?: ?(?:navn|namn|name))?$"
)


def participant_number(header: str) -> int:
    """Which of several participants in one answer a plain header asks the name of; 0 for none."""
    found = PARTICIPANT.match(header)
    return int(found["n"] or found["n2"]) if found else 0


def decide(field: Field, weight: float, readings: tuple[str, ...], profile: Profile, kind: str) -> str:
    """Whether a column acts as a field with consequence ("act"), is asked about ("ask") or is something else ("")."""
    if field.name == "persons":
        return decide_persons(weight, readings, profile)
    understood = profile.rows_application if kind == "applications" else profile.rows_registration
    if field.name == "state":
        return decide_state(weight, readings[0], profile, understood)
    if field.name == "participants":
        listed = profile.lists if weight >= NEARLY or PARTICIPATING.search(readings[0]) else 0.0
        if listed < 0.2:
            return ""
        return "act" if weight >= NEARLY and profile.lists + profile.names >= 0.7 else "ask"
    if field.name == "coming":
        if any(COMING.match(reading) for reading in readings):
            weight = NEARLY
        fits = max(profile.rows_yes_no, float(profile.tick), understood)
        if (
            weight < GENERAL
            or fits < 0.9
            or speaks(profile) in ("time", "number")
            or profile.rows_yes_no + profile.tick == 0
        ):
            return ""
        return "act"
    if field.name == "attended":
        if kind == "attendance" and any(ONE_OF_DAYS.match(reading) for reading in readings):
            weight = NEARLY if profile.tick or profile.rows_yes_no >= 0.95 else 0.0
        fits = max(profile.rows_yes_no, float(profile.tick), understood, profile.times)
        return "act" if weight >= NEARLY and (fits >= 0.5 or profile.distinct <= 3) else ""
    return decide_flag(field, weight, readings[0], profile, understood)


def decide_state(weight: float, header: str, profile: Profile, understood: float) -> str:
    if weight >= NEARLY:
        if profile.rows_yes_no >= 0.95:
            return "ask"
        return "act" if understood >= 0.5 or not profile.negative else "ask"
    plain = understood >= 0.9 and profile.negative and profile.rows_yes_no < 0.5
    if not plain or ASKING.match(header):
        return ""
    return "ask" if weight >= WORD or profile.filled >= 3 else ""


def decide_flag(field: Field, weight: float, header: str, profile: Profile, understood: float) -> str:
    """Columns that each stand for a state: with a tick, yes or no, a date, the state itself, a place in the queue."""
    queue = profile.small if field.name == "waiting" else 0.0
    fits = max(profile.rows_yes_no, float(profile.tick), profile.times, understood, queue)
    if weight >= NEARLY:
        return "act" if fits >= 0.5 or profile.distinct <= 3 else "ask"
    begun = next((name for name in field.exact if len(name) > 4 and header.startswith(name + " ")), "")
    if not begun or is_question(header) or OTHERS.match(header[len(begun) :].strip()):
        return ""
    return "ask" if fits >= 0.9 and profile.telling else ""


def decide_persons(weight: float, readings: tuple[str, ...], profile: Profile) -> str:
    if weight >= NEARLY or any(PERSONS.match(reading) for reading in readings):
        return "act" if profile.small >= 0.5 or (profile.distinct <= 3 and profile.whole < 0.5) else "ask"
    return "ask" if PERHAPS_PERSONS.match(readings[0]) and profile.small >= 0.9 else ""
