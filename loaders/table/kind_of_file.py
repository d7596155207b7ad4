"""What a file holds, from its columns and its name: registrations, applications or attendance, with the reason."""

from collections.abc import Callable
from dataclasses import dataclass

from domain.answers import read_yes
from domain.kinds import KIND_LABELS, Kind
from loaders.sandbox.sheets import Column
from loaders.table.columns import Claim, plain_header, recognise

ABOUT_APPLICATIONS = ("søknad", "soknad", "søknader", "application", "søkar", "søker", "søke om")
ABOUT_REGISTRATIONS = ("påmeld", "pamelding", "registrering", "registration", "deltakerliste", "deltagerliste")
ABOUT_ATTENDANCE = ("attendance", "oppmøte", "deltakerrapport", "deltakelse", "frammøte", "participant report")
WEIGHTS = {
    "motivation": 3,
    "anchoring": 3,
    "partners": 3,
    "team": 2,
    "placed": 2,
    "waiting": 1,
    "declined": 1,
    "withdrawn": 1,
    "contact_person": 1,
    "contact_email": 1,
    "placed_date": 2,
    "confirmed_date": 1,
    "confirmed": 1,
    "state_date": 1,
}
STATES = ("søknad", "innvilget", "tildelt plass", "under behandling", "under vurdering", "avslag")


@dataclass(frozen=True)
class Guess:
    kind: Kind
    reason: str
    claims: list[Claim]


def guess_kind(headers: list[str], columns: list[Column], title: str, chosen: Kind | None) -> Guess:
    """The kind with the reason as a sentence, and the columns as read for that kind."""
    if chosen:
        return Guess(
            chosen, f"Du har valgt at filen inneholder {KIND_LABELS[chosen]}.", recognise(headers, columns, chosen)
        )
    for look in (look_for_attendance, look_for_applications):
        if guess := look(headers, columns, title):
            return guess
    claims = recognise(headers, columns, "registrations")
    shown = shown_columns(headers, claims, ("submitted_at", "persons", "role", "municipality", "organisation", "email"))
    why = (
        f"den har {shown} og verken møtetider eller spørsmål om motivasjon og forankring"
        if shown
        else ("ingen av kolonnene peker mot noe annet")
    )
    if says(title, ABOUT_REGISTRATIONS):
        why = f"navnet på filen sier det, og {why}"
    return Guess("registrations", f"Filen er lest som påmeldinger fordi {why}.", claims)


def look_for_attendance(headers: list[str], columns: list[Column], title: str) -> Guess | None:
    claims = recognise(headers, columns, "attendance")
    fields = {claim.field for claim in claims}
    at_meeting = fields & {"joined_at", "left_at", "minutes", "upn", "action"}
    at_meeting |= fields & {"moment"} if "action" in fields else set()
    lead = "started_at" in fields and "submitted_at" in fields
    if len(at_meeting) >= 2 and not lead:
        shown = shown_columns(headers, claims, ("joined_at", "left_at", "minutes", "action", "moment", "upn"))
        return Guess("attendance", f"Filen er lest som deltakelse fordi den har {shown}.", claims)
    came = next((column for column, claim in zip(columns, claims, strict=True) if claim.field == "attended"), None)
    if came is None or lead or says(title, ABOUT_REGISTRATIONS):
        return None
    answers = [read_yes(text) for text in came.texts if text]
    if (
        True in answers
        and None not in answers
        and not any(claim.field == "submitted_at" and claim.how == "exact" for claim in claims)
    ):
        shown = shown_columns(headers, claims, ("attended",))
        return Guess("attendance", f"Filen er lest som deltakelse fordi den har {shown} med ja og nei.", claims)
    if True in answers and says(title, ABOUT_ATTENDANCE):
        return Guess("attendance", "Filen er lest som deltakelse fordi navnet på filen sier det.", claims)
    return None


def look_for_applications(headers: list[str], columns: list[Column], title: str) -> Guess | None:
    claims = recognise(headers, columns, "applications")
    fields = {claim.field: claim.how for claim in claims}
    score = sum(
        weight * (0.5 if fields[field] == "word" else 1) for field, weight in WEIGHTS.items() if field in fields
    )
    named = (
        3
        if says(title, ABOUT_APPLICATIONS)
        else 2 * any(says(plain_header(header), ABOUT_APPLICATIONS) for header in headers)
    )
    against = says(title, ABOUT_REGISTRATIONS) and not says(title, ABOUT_APPLICATIONS)
    state = next((column for column, claim in zip(columns, claims, strict=True) if claim.field == "state"), None)
    told = state is not None and any(text.casefold().startswith(STATES) for text in state.texts if text)
    if score + named + 2 * told - 4 * against < 3:
        return None
    shown = shown_columns(headers, claims, tuple(WEIGHTS))
    if says(title, ABOUT_APPLICATIONS):
        why = "navnet på filen sier det" + (f", og den har {shown}" if shown else "")
    else:
        why = f"den har {shown}" if shown else "spørsmålene handler om en søknad"
    return Guess("applications", f"Filen er lest som søknader fordi {why}.", claims)


def says(title: str, words: tuple[str, ...]) -> bool:
    return any(word in title.casefold() for word in words)


def shown_columns(headers: list[str], claims: list[Claim], fields: tuple[str, ...]) -> str:
    """«kolonnene «Motivasjon» og «Forankring»», at most three."""
    order: Callable[[int], int] = {field: place for place, field in enumerate(fields)}.__getitem__
    found = sorted(
        ((order(claim.field), header) for header, claim in zip(headers, claims, strict=True) if claim.field in fields)
    )[:3]
    names = [f"«{header if len(header) <= 50 else header[:49] + '…'}»" for _, header in found]
    if not names:
        return ""
    if len(names) == 1:
        return f"kolonnen {names[0]}"
    return f"kolonnene {', '.join(names[:-1])} og {names[-1]}"
