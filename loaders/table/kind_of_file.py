"""What a file holds, from its columns and its name: registrations, applications or attendance, with the reason.

Where nothing speaks for registrations, or something speaks against them, the kind is asked.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from domain.kinds import KIND_LABELS, Kind
from domain.words import join_words, shorten
from loaders.rows.states import find_state
from loaders.table.columns import recognise
from loaders.table.headers import is_quiz
from loaders.table.layout import Claim, Layout

ABOUT_APPLICATIONS = ("søknad", "soknad", "soeknad", "application", "søkar", "søker", "søke om")
ABOUT_REGISTRATIONS = (
    *("påmeld", "pamelding", "paamelding", "registrering", "registration", "deltakerliste", "deltagerliste"),
    *(
        "deltakere",
        "deltagere",
        "deltakarar",
        "påmeldte",
        "paameldte",
        "orders",
        "bestilling",
        "signup",
        "sign-up",
        "rsvp",
    ),
)
ABOUT_ATTENDANCE = (
    *(
        "attendance",
        "oppmøte",
        "oppmote",
        "oppmoete",
        "deltakerrapport",
        "deltakelse",
        "frammøte",
        "fremmøte",
        "frammote",
    ),
    *(
        "participant report",
        "participants_",
        "attendee_",
        "attendeereport",
        "møterapport",
        "meetinglistdetails",
        "usage report",
    ),
    *("til stede", "tilstede", "deltok", "meeting report", "webinar report", "usagereport", "meetingattend"),
)
EITHER = ("deltakerliste", "deltagerliste", "deltakere", "deltagere", "deltakarar")
"""What lists of those who are expected and lists of those who came are both called."""
NO_REGISTRATIONS = {
    "en evaluering": re.compile(
        r"evaluer|tilbakemelding|feedback|brukerundersøk|spørreundersøk|kartlegging|survey|fornøyd|"
        r"nøgd|tilfreds|nöjd|mest nyttig|"
        r"nytt(?:ig|e) (?:for|av|var)|"
        r"utbytte av|hva lærte|hva var bra|hvor sannsynlig er det at du vil anbefale|how satisfied|hvordan opplevde",
        re.IGNORECASE,
    ),
    "en quiz": re.compile(r"\bquiz|\btest(?:resultat|svar)|eksamen|prøveresultat|kahoot", re.IGNORECASE),
    "en liste over medlemmer eller kontakter": re.compile(
        r"medlem(?:s|mer|sregister|sliste|snummer)|adresseliste|kontaktliste|telefonliste|kontaktpersoner|ansattliste|e-?postliste|"
        r"mailing ?list|subscrib|abonnent|nyhetsbrev|members?\b|contacts\b|innmeldt|kontingent|elevliste|ansatte\b",
        re.IGNORECASE,
    ),
}
SURVEYS = re.compile(
    r"^(?:respondent ?id|response ?id|progress|finished|recorded ?date|ip ?address|collector ?id)$", re.I
)
WEIGHTS = {
    field: weight
    for weight, fields in (
        (3, ("motivation", "anchoring", "partners")),
        (2, ("team", "placed")),
        (1, ("waiting", "declined", "withdrawn", "contact_person", "contact_email")),
        (2, ("placed_date",)),
        (1, ("confirmed_date", "confirmed", "state_date")),
    )
    for field in fields
}
"""How much a column speaks for applications."""
FOR_REGISTRATIONS = frozenset(
    (
        *("municipality", "municipality_number", "organisation", "county", "attended"),
        *("persons", "cancelled", "coming", "waiting", "state", "participant"),
    )
)
HALF_FOR_REGISTRATIONS = frozenset(("submitted_at", "submitted_time", "role", "phone", "consent", "contact_email"))
"""Each of the first alone, or two of the others, make a list more than one of addresses."""
ABOUT_PEOPLE = frozenset(
    (
        *("email", "asked_email", "contact_email", "name", "asked_name", "first_name", "last_name", "phone", "role"),
        *("participant", "participants", "persons", "organisation", "submission_id"),
    )
)
"""The fields of which a list of registrations has at least one."""
STATES = ("søknad", "innvilget", "tildelt plass", "under behandling", "under vurdering", "avslag")


@dataclass(frozen=True)
class Guess:
    """`doubt` says what the file looks like instead, "" where the kind is not asked about."""

    kind: Kind
    reason: str
    claims: list[Claim]
    doubt: str = ""


def guess_kind(layout: Layout, title: str, chosen: Kind | None) -> Guess:
    """The kind with the reason as a sentence, and the columns as read for that kind."""
    if chosen:
        return Guess(chosen, f"Du har valgt at filen inneholder {KIND_LABELS[chosen]}.", recognise(layout, chosen))
    other = looks_like_other(layout, title)
    found = look_for_attendance(layout, title)
    if found is None and not other:
        found = look_for_applications(layout, title)
    return found or take_for_registrations(layout, title, other)


def looks_like_other(layout: Layout, title: str) -> str:
    """«en evaluering», «en quiz» and so on, where the name or the questions say so; "" where they don't."""
    if says(title, (*ABOUT_REGISTRATIONS, *ABOUT_APPLICATIONS)) and not says(
        title, ("evaluering", "quiz", "nyhetsbrev", "tilbakemelding", "undersøkelse", "medlem")
    ):
        return ""
    for what, words in NO_REGISTRATIONS.items():
        if words.search(title):
            return what
    if any(is_quiz(readings[0]) for readings in layout.readings):
        return "en quiz"
    questions = [readings[0] for readings in layout.readings[layout.lead :]]
    for what, words in NO_REGISTRATIONS.items():
        if any(words.search(question) for question in questions):
            return what
    return ""


def look_for_attendance(layout: Layout, title: str) -> Guess | None:
    claims = recognise(layout, "attendance")
    fields = {claim.field for claim in claims}
    survey = layout.lead > 0 or any(SURVEYS.match(readings[0]) for readings in layout.readings)
    at_meeting = fields & {"joined_at", "left_at", "minutes", "upn", "action", "guest"}
    at_meeting |= fields & {"moment"} if "action" in fields else set()
    named = says(title, ABOUT_ATTENDANCE)
    if fields & {"joined_at", "left_at", "minutes", "action"} and len(at_meeting) + named >= 2 and not survey:
        shown = shown_columns(layout, claims, ("joined_at", "left_at", "minutes", "action", "moment", "upn", "guest"))
        return Guess("attendance", f"Lest som deltakelse, ut fra {name_grounds(named, shown)}.", claims)
    return look_for_ticks(layout, claims, title, named) if not survey else None


def look_for_ticks(layout: Layout, claims: list[Claim], title: str, named: bool) -> Guess | None:
    """A list of people with a column, or one for each day, that says who came."""
    came = [place for place, claim in enumerate(claims) if claim.field in ("attended", "absent")]
    if says(title, ABOUT_REGISTRATIONS):
        return None
    if not came:
        return look_for_states(layout, claims) if named else None
    profiles = [layout.profiles[place] for place in came]
    plain = all(profile.rows_yes_no >= 0.99 for profile in profiles)
    sent = any(claim.field == "submitted_at" and claim.how == "exact" for claim in claims)
    shown = shown_columns(layout, claims, ("attended", "absent"))
    if plain and not sent:
        return Guess("attendance", f"Lest som deltakelse, ut fra {shown} med ja og nei eller kryss.", claims)
    if named:
        return Guess("attendance", f"Lest som deltakelse, ut fra {name_grounds(named, shown)}.", claims)
    return None


def look_for_states(layout: Layout, claims: list[Claim]) -> Guess | None:
    """A list whose name says attendance, with a status of who came."""
    states = [place for place, claim in enumerate(claims) if claim.field == "state"]
    texts = [text for place in states for text in layout.profiles[place].texts]
    if not any(find_state(text) in ("came", "absent") for text in texts):
        return None
    shown = shown_columns(layout, claims, ("state",))
    grounds = f"{name_grounds(True, shown)}, som sier hvem som møtte"
    return Guess("attendance", f"Lest som deltakelse, ut fra {grounds}.", claims)


def look_for_applications(layout: Layout, title: str) -> Guess | None:
    claims = recognise(layout, "applications")
    fields = {claim.field: claim.how for claim in claims}
    score = sum(
        weight * (0.5 if fields[field] == "word" else 1) for field, weight in WEIGHTS.items() if field in fields
    )
    headers = [readings[0] for readings in layout.readings]
    titled = says(title, ABOUT_APPLICATIONS)
    named = 3 if titled else 2 * any(says(header, ABOUT_APPLICATIONS) for header in headers)
    against = says(title, ABOUT_REGISTRATIONS) and not titled
    state = next((place for place, claim in enumerate(claims) if claim.field == "state"), None)
    told = state is not None and any(text.casefold().startswith(STATES) for text in layout.columns[state].texts if text)
    if score + named + 2 * told - 4 * against < 3:
        return None
    shown = shown_columns(layout, claims, tuple(WEIGHTS))
    grounds = name_grounds(titled, shown) or "spørsmålene, som handler om en søknad"
    return Guess("applications", f"Lest som søknader, ut fra {grounds}.", claims)


def take_for_registrations(layout: Layout, title: str, other: str) -> Guess:
    """Registrations; in doubt where the file looks like something else, or no more than a list of addresses."""
    claims = recognise(layout, "registrations")
    fields = {claim.field or claim.proposed for claim in claims}
    named = says(title, ABOUT_REGISTRATIONS)
    more = named or fields & FOR_REGISTRATIONS or len(fields & HALF_FOR_REGISTRATIONS) >= 2
    wanted = ("submitted_at", "persons", "role", "municipality", "organisation", "email")
    shown = shown_columns(layout, claims, wanted)
    either = says(title, EITHER) and not says(title, (word for word in ABOUT_REGISTRATIONS if word not in EITHER))
    if either and "attended" in fields and "submitted_at" not in fields:
        other = other or "en oppmøteliste"
    if says(title, ABOUT_ATTENDANCE) and not named and not layout.lead:
        other = other or "en oppmøteliste"
    if not (fields & ABOUT_PEOPLE or named or layout.lead):
        other = other or "en liste uten personer"
    if other or not more:
        why = f"den ligner mest på {other}" if other else "den har ikke mer enn navn og adresser"
        return Guess("registrations", f"Lest som påmeldinger, men {why}.", claims, other or "en adresseliste")
    grounds = name_grounds(named, shown)
    told = f", ut fra {grounds}" if grounds else ": ingen av kolonnene peker mot noe annet"
    return Guess("registrations", f"Lest som påmeldinger{told}.", claims)


def name_grounds(named: bool, shown: str) -> str:
    """`filnavnet og kolonnen «Motivasjon»`: what a kind was told from, "" for nothing."""
    return " og ".join(filter(None, ["filnavnet" if named else "", shown]))


def says(title: str, words: Iterable[str]) -> bool:
    return any(word in title.casefold() for word in words)


def shown_columns(layout: Layout, claims: list[Claim], fields: tuple[str, ...]) -> str:
    """«kolonnene «Motivasjon» og «Forankring»», at most three."""
    order: Callable[[str], int] = {field: place for place, field in enumerate(fields)}.__getitem__
    found = sorted(
        (order(claim.field), header)
        for header, claim in zip(layout.headers, claims, strict=True)
        if claim.field in fields and header
    )[:3]
    names = join_words(f"«{shorten(header, 50)}»" for _, header in found)
    return f"{'kolonnen' if len(found) == 1 else 'kolonnene'} {names}" if found else ""
