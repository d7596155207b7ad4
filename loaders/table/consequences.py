"""Whether a column decides who counts: it acts where header and values both say so, and is asked about in doubt."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from loaders.table.evidence import speaks
from loaders.table.fields import Field
from loaders.table.headers import ASKING, GENERAL, NEARLY, WORD, is_question, plain_header
from loaders.table.profile import Profile

Verdict = Literal["act", "ask", ""]
PERSON = (
    r"(?:delta[kg]\w+|personer|påmeldte|tilmeldte|anmälda|påmeldingar?|hoder|mennesker|gjester|representanter|representantar|kolleg\w+|participants?|"
    r"attendees|persons|people|dere|de som (?:kommer|deltar))"
)
STOPS = (
    r"(?:\s+(?:som|fra|frå|på|til|i|skal|vil|kan|å|delta|komme|kommer|kjem|deltar|deltek|møter|møte|blir|dere|de|du|er|melder|"
    r"melde|meldes|meldt|påmeldt|påmeldte|med|denne|det|deg|oss|seg|totalt|inkl\w*|selv|sjølv|kommunen|kulturskolen|skolen|virksomheten|\w{0,14}samling\w*|"
    r"arrangementet|møtet|kurset|konferansen|oppstarten|seminaret|webinaret|påmelding\w*|vi|dykk|dykkar|de|there|from|deres|kommune|vår|your|municipality|the|gathering|event|meeting))*"
)
HOW_MANY = r"(?:hvor mange|kor mange|hur många)"
PERSONS = re.compile(
    rf"^(?:antall|antal|tal(?:et)?(?: på)?|ant\.?|#|number of|{HOW_MANY}|how many)\s*{PERSON}{STOPS}$|"
    rf"^{HOW_MANY}\s+(?:fra|frå)\s+\w+\s+(?:kommer|kjem|deltar|deltek|skal delta|vil delta|møter)"
    rf"{STOPS}$|"
    rf"^{PERSON}[ ,:(–-]+(?:antall|antal|tal|number|count)\)?$|"
    rf"^(?:antall|antal|tal på)\s+(?:som|der) (?:kommer|kjem|deltar|deltek|skal delta|vil delta|møter){STOPS}$|"
    rf"^{HOW_MANY}\s+(?:kommer|kjem|deltar|deltek|skal delta|vil delta|møter|melder|blir|skal|er)"
    rf"{STOPS}$|"
    rf"^how many (?:will |are |people will |persons will |of you will )?"
    rf"(?:attend|attending|come|coming|participate|join)\w*{STOPS}$"
)
PERHAPS_PERSONS = re.compile(
    rf"^(?:antall|antal|{HOW_MANY}|how many|number)$|"
    rf"^(?:antall|antal) (?:plasser|plassar|billett\w*|stk|pers\w*|medlemmer)\b|"
    rf"^(?:antall|antal|tal(?:et)? på|number of|{HOW_MANY}|how many)\s+{PERSON}\b|"
    rf"^(?:antall|antal|tal(?:et)? på|number of|{HOW_MANY}|how many)\b.{{0,30}}"
    r"\b(?:ekstra|ledsager\w*|utover|i tillegg|medfølgende|fleire|additional|extra|guests?|gjester|voksne|vaksne)\b|"
    rf"^(?:{PERSON}|stk|plasser|plassar|(?:billett|biljett|ticket)\w*)$"
)
EVENT = (
    r"(?:\s+(?:på|til|ved|i|den|under|fysisk|\d[\d. ]*|jan|feb|mars?|apr|april|mai|juni|juli|aug|sept?|september|"
    r"okt|nov|des|dette|denne|\w{0,14}samling\w*|arrangementet|møtet|kurset|konferansen|oppstart\w*|seminaret|webinaret|dagen))*"
)
ABOUT_COMING = re.compile(r"\bdelta[kr]?\b|\bdeltek\b|\bkomme[r]?\b|\bkjem\b|\bpåmeld|\bgjelder\b|\bgjeld\b|\battend")
NAMED_STATUS = re.compile(r"^[^\W\d_]+status$")
PARTICIPATING = re.compile(r"delta[kg]|påmeld|kolleg|participant|attend")
UNSURE_OF_COMING = re.compile(r"\b(?:fysisk|digitalt?|på nett|online)\b|^delta[kg]else$")
"""In person or at all; who will come, or who came."""
COMING = re.compile(
    rf"^(?:kommer|kjem|deltar|deltek|møter|stiller) (?:du|dere|de|han|hun|vedkommende){EVENT}$|"
    rf"^(?:kan|skal|vil|har|ønsker) (?:du|dere|de) (?:å )?(?:delta|komme|møte|tenkt å delta){EVENT}$|"
    rf"^(?:er du|er dere) påmeldt{EVENT}$|"
    r"^(?:will|are|can) you (?:be )?(?:attend|com(?:e|ing)|join|participat)\w*\b.{0,30}$|"
    rf"^(?:jeg|eg|vi) (?:kommer|deltar|deltek|kjem|vil delta|skal delta){EVENT}$"
)
PERHAPS_COMING = re.compile(
    rf"^(?:blir|er|vert|vil|skal|kan) (?:du|dere|de|dykk|kommunen) (?:være |vera |bli )?med{EVENT}$|"
    r"^(?:bekrefter|stadfestar) (?:du|dere|de) .{0,20}"
    r"\b(?:kommer|kjem|deltar|deltek|møter|møte|delta|deltakelse\w*)\b.{0,20}$|"
    rf"^melder (?:du|dere|de) (?:deg|dere|dykk) på{EVENT}$|"
    rf"^(?:skal|vil) (?:du|dere|de){EVENT}$|"
    rf"^(?:kommer|kjem|deltar|deltek|møter|stiller) (?:kommunen|kulturskolen|kulturskulen|skolen|skulen)"
    rf"(?: din| deres| dykkar)?{EVENT}$|"
    rf"^(?:kan|skal|vil|ønsker|har|ynskjer) .{{1,40}} (?:å )?(?:delta|komme|kome|møte){EVENT}$|"
    r"^(?:passer|høver) .{1,30}$|"
    r"^(?:can|could|do|will|are|would|i|we) .{0,30}\b(?:attend\w*|make it|join\w*|come|coming|participat\w*)"
    r"(?: (?:the |this |our )?(?:event|gathering|meeting|conference|seminar|webinar))?$"
)
OF_OTHERS = re.compile(r"^(?:av|fra|frå|i|for|om|til|på|hos|midler|støtte|tidligere|tilskudd|fram|frem)\b")
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
    r"|^(?P<n2>\d{1,2})\.? ?(?:delta[kg]\w*|person|participant)(?: ?(?:navn|namn|name))?$"
    r"|^(?:(?:navn|namn) (?:på )?)?(?P<nth>[a-zø]{5,7}) (?:deltaker|deltakar|deltager|participant|person)$"
)
NUMBERED_PARTICIPANT = re.compile(
    r"\b(?:delta[kg]\w*|participant|attendee|person|gjest|guest|kollega)\s*(?:nr\.?|nummer|#)?\s*(?P<n>\d{1,2})\b"
)
NAMING = re.compile(r"\b(?:navn|namn|names?|fornavn|fornamn|first name|hvem|kven|who)\b")
OTHER_PEOPLE = re.compile(
    r"\b(?:andre|øvrige|flere|fleire|ekstra|medfølgende|medfølgjande|ledsager\w*|others?|additional|extra)\b"
)
"""People beside the one who answers."""
OF_A_PARTICIPANT = re.compile(r"mail|post|telefon|mobil|tlf|skole|skule|arbeids|kommune|allergi|firma|virksomhet")
"""What is asked of a participant beside the name."""
ORDINALS = {
    word: number
    for number, words in enumerate(("første first", "andre second", "tredje third", "fjerde fourth", "femte fifth"), 1)
    for word in words.split()
}


def participant_number(header: str) -> int:
    """Which of several participants in one answer a header asks the name of; 0 for none.

    «1. deltaker» as a plain header has lost its number, so it is heard as written too.
    """
    plain = plain_header(header)
    found = PARTICIPANT.match(plain) or PARTICIPANT.match(" ".join(header.casefold().split()))
    if not found:
        numbered = NUMBERED_PARTICIPANT.search(plain)
        names = NAMING.search(plain) and not OF_A_PARTICIPANT.search(plain)
        return int(numbered["n"]) if numbered and names else 0
    return ORDINALS.get(found["nth"], 0) if found["nth"] else int(found["n"] or found["n2"])


@dataclass(frozen=True)
class Column:
    """What a decision hears: what the header weighs and reads, what the values are, and whether another field fits."""

    field: Field
    weight: float
    readings: tuple[str, ...]
    profile: Profile
    kind: str
    rivalled: bool

    @property
    def understood(self) -> float:
        """The share of the rows whose text is a state of such a file."""
        return self.profile.rows_application if self.kind == "applications" else self.profile.rows_registration

    @property
    def yes_no(self) -> float:
        return max(self.profile.rows_yes_no, float(self.profile.tick))

    def reads(self, pattern: re.Pattern[str]) -> bool:
        return any(pattern.search(reading) for reading in self.readings)


def decide(column: Column) -> Verdict:
    """Whether a column acts as a field with consequence, is asked about, or is something else ("")."""
    return DECISIONS.get(column.field.name, decide_flag)(column)


def decide_persons(column: Column) -> Verdict:
    profile = column.profile
    if column.weight >= NEARLY or column.reads(PERSONS):
        if profile.blank > profile.filled:  # a small table may stand close by
            return "ask"
        return "act" if profile.small >= 0.5 or (profile.distinct <= 3 and profile.whole < 0.5) else "ask"
    perhaps = profile.small >= 0.9 and any(map(PERHAPS_PERSONS.match, column.readings))
    return "ask" if perhaps and not profile.counts_rows else ""


def decide_participants(column: Column) -> Verdict:
    """Cells that each name several people."""
    named = column.weight >= NEARLY
    if column.profile.lists < 0.2:
        header = column.readings[0]
        beside = PARTICIPATING.search(header) and OTHER_PEOPLE.search(header) and not is_question(header)
        return "ask" if beside and column.profile.lists + column.profile.names >= 0.7 else ""
    if not (named or PARTICIPATING.search(column.readings[0])):
        return "ask" if column.profile.lists >= 0.5 and NAMING.search(column.readings[0]) else ""
    return "act" if named and column.profile.lists + column.profile.names >= 0.7 else "ask"


def decide_coming(column: Column) -> Verdict:
    """«Kommer du?»: who says no is not coming; one who won't come in person may still take part online."""
    asks = column.reads(COMING)
    least = 0.5 if asks else 0.9
    unsure = max(column.yes_no, column.understood) < least or (not column.yes_no and column.reads(UNSURE_OF_COMING))
    if column.weight >= NEARLY and column.profile.negative and unsure:
        return "ask"
    if not asks and column.yes_no >= 0.9 and column.weight < NEARLY and column.reads(PERHAPS_COMING):
        return "ask"
    other = speaks(column.profile) in ("time", "number") or not column.yes_no
    if other or not (asks or column.weight >= GENERAL) or max(column.yes_no, column.understood) < least:
        return ""
    sure = (asks or column.weight >= NEARLY) and not column.reads(UNSURE_OF_COMING)
    return "act" if sure else "ask"


def decide_attended(column: Column) -> Verdict:
    profile, weight = column.profile, column.weight
    if column.kind == "registrations" and profile.negative:
        return ""  # «Not attending» is of who will come
    if column.kind == "attendance" and column.reads(ONE_OF_DAYS):
        weight = NEARLY if profile.tick or profile.rows_yes_no >= 0.95 else 0.0
    fits = max(column.yes_no, column.understood, profile.times)
    return "act" if weight >= NEARLY and (fits >= 0.5 or profile.distinct <= 3) else ""


def decide_state(column: Column) -> Verdict:
    profile = column.profile
    if column.weight >= NEARLY:
        if column.rivalled and column.understood < 0.5:
            return ""
        if profile.rows_yes_no >= 0.95:
            return "ask"
        return "act" if column.understood >= 0.5 or not profile.negative else "ask"
    least = 0.3 if column.weight >= WORD and NAMED_STATUS.search(column.readings[0]) else 0.9
    plain = column.understood >= least and profile.negative and profile.rows_yes_no < 0.5
    if not plain or (ASKING.match(column.readings[0]) and not ABOUT_COMING.search(column.readings[0])):
        return ""
    return "ask" if column.weight >= WORD or profile.filled >= 2 else ""


def decide_flag(column: Column) -> Verdict:
    """Columns that each stand for a state: with a tick, yes or no, a date, the state itself, a place in the queue."""
    profile, header = column.profile, column.readings[0]
    queue = profile.small if column.field.name == "waiting" else 0.0
    fits = max(column.yes_no, profile.times, column.understood, queue)
    if column.weight >= NEARLY:
        return "act" if fits >= 0.5 or profile.distinct <= 3 else "ask"
    begun = next((name for name in column.field.exact if header.startswith(name + " ")), "")
    if not begun or is_question(header) or OF_OTHERS.match(header[len(begun) :].strip()):
        return ""
    return "ask" if fits >= 0.9 and profile.telling else ""


DECISIONS: dict[str, Callable[[Column], Verdict]] = {
    "persons": decide_persons,
    "participants": decide_participants,
    "coming": decide_coming,
    "attended": decide_attended,
    "state": decide_state,
}
