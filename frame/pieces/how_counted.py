"""Owns the answer to «hvordan er dette regnet?»: what is counted, its stage, the filter, and the files behind it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from domain.kinds import event_key
from domain.stages import STAGE_LABELS
from domain.words import format_date, join_words
from frame.pieces.plain_text import plain_text
from frame.view import View
from report.edition import SourceFile

Source = tuple[str, str]
"""A file's kind and, for registrations, its event: every gathering counts as the one."""
GATHERING: Final = ("registrations", "gathering")
ATTENDANCE: Final = ("attendance", "")
APPLICATIONS: Final = ("applications", "")
START: Final = ("registrations", "start")
EVERY: Final = (GATHERING, ATTENDANCE, APPLICATIONS, START)
BY_HAND: Final = "Statusen står i filen eller er satt på siden Oppfølging."


@dataclass(frozen=True)
class Counted:
    """How a number is counted, where it comes from, and the stage that those counted have reached.

    `how` has the gatherings of the round in braces: {every} of them, or {some} of them.
    """

    how: str
    source: Source
    stage: str = ""


NUMBERS: Final = {
    "participants": Counted(
        "Personer i påmeldinger som teller; «Antall deltakere» er lagt sammen.", GATHERING, "registered"
    ),
    "attendees": Counted(
        "Personer på deltakerlisten fra {every}, hver talt én gang. Arrangørens egne er ikke med.",
        ATTENDANCE,
        "attended",
    ),
    "applications": Counted(
        "Søknader som teller: den siste fra hver avsender og kommune. Trukne søknader er ikke med. "
        "En søknad fra flere kommuner sammen er én søknad.",
        APPLICATIONS,
        "applied",
    ),
    "registered": Counted(
        "Kommuner med minst én påmelding til {every} som teller. Avmeldte og venteliste er ikke med.",
        GATHERING,
        "registered",
    ),
    "attended": Counted("Kommuner der minst én person deltok på {some}, etter deltakerlisten.", ATTENDANCE, "attended"),
    "places": Counted(
        f"Søknader som har fått tildelt plass, også de som siden er bekreftet. {BY_HAND}", APPLICATIONS, "placed"
    ),
    "confirmed": Counted(f"Søknader der kommunen har bekreftet plassen. {BY_HAND}", APPLICATIONS, "confirmed"),
    "ready": Counted(
        "Søknader med plass som har forankring, kontaktperson, team, bekreftelse og påmelding til oppstarten. Siden "
        "Framdrift viser hva de andre mangler.",
        APPLICATIONS,
        "confirmed",
    ),
    "start": Counted("Kommuner som har meldt seg på oppstarten.", START, "start_registered"),
}


def tell_number(view: View, key: str) -> str:
    """The answer for one of the big numbers."""
    counted = NUMBERS[key]
    how = counted.how.format(every=view.round.every_gathering, some=view.round.some_gathering)
    return tell_counting(view, how, (counted.source,), counted.stage)


def tell_counting(view: View, how: str, sources: Iterable[Source] | str = EVERY, stage: str = "") -> str:
    """The answer as Markdown: a sentence, then the stage (its key in the status table), the filter and the files.

    What is in no file says where it is instead of `sources`.
    """
    lines = [plain_text(how)]
    if stage:
        lines.append(f"**Stadium:** {STAGE_LABELS[stage]}")
    lines.append(f"**Utvalg:** {plain_text(view.filter.describe())} per {format_date(view.as_of)}")
    lines.append(f"**Kilde:** {sources if isinstance(sources, str) else plain_text(name_files(view, tuple(sources)))}")
    return "  \n".join(lines)


def name_files(view: View, sources: tuple[Source, ...]) -> str:
    """The files in force that hold the sources, by name."""
    names = [f"«{file.filename}»" for file in view.files if _source_of(file) in sources]
    return join_words(names) if names else "ingen fil er tatt i bruk ennå"


def _source_of(file: SourceFile) -> Source:
    """The kind of a file, and whether it is of the start; every gathering is told as the one."""
    of_start = event_key(file.kind, file.event) == "start"
    if file.kind == "registrations":
        return START if of_start else GATHERING
    return (file.kind, "start" if of_start else "")
