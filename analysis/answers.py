"""Who is answered what: each application with its outcome, its contact, its written language and its text filled in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

import pandas as pd

from analysis.alphabet import norwegian_keys
from analysis.ranking import KEY
from domain.assessors import Key
from domain.rounds import Round
from domain.words import format_date

Letter = Literal["placed", "waiting", "declined", "reminder"]
Language = Literal["nb", "nn"]
LETTER_LABELS: dict[Letter, str] = {
    "placed": "Tildelt plass",
    "waiting": "Venteliste",
    "declined": "Avslag",
    "reminder": "Påminnelse om bekreftelse",
}
LANGUAGE_LABELS: dict[Language, str] = {"nb": "bokmål", "nn": "nynorsk"}
PLACEHOLDERS = {
    "søker": "kommunen eller kommunene bak søknaden",
    "navn": "kontaktpersonen",
    "runde": "rundens navn",
    "nummer": "plassen på ventelisten",
    "bekreft innen": "fristen for å bekrefte, som velges på siden",
    "oppstart": "dagen for oppstarten",
}
STANDARD: dict[tuple[Letter, Language], tuple[str, str]] = {
    ("placed", "nb"): (
        "Dere har fått plass: {runde}",
        "Hei, {navn}!\n\nVi er glade for å kunne tilby {søker} plass i {runde}.\n\nBekreft at dere tar imot plassen "
        "innen {bekreft innen}.\n\nVennlig hilsen\nNorsk kulturskoleråd",
    ),
    ("placed", "nn"): (
        "De har fått plass: {runde}",
        "Hei, {navn}!\n\nVi er glade for å kunne tilby {søker} plass i {runde}.\n\nStadfest at de tek imot plassen "
        "innan {bekreft innen}.\n\nVenleg helsing\nNorsk kulturskoleråd",
    ),
    ("waiting", "nb"): (
        "Dere står på venteliste: {runde}",
        "Hei, {navn}!\n\nDet kom flere gode søknader enn det er plasser i {runde}. {søker} står som nummer {nummer} på "
        "ventelisten. Vi tar kontakt hvis det blir en ledig plass.\n\nVennlig hilsen\nNorsk kulturskoleråd",
    ),
    ("waiting", "nn"): (
        "De står på venteliste: {runde}",
        "Hei, {navn}!\n\nDet kom fleire gode søknader enn det er plassar i {runde}. {søker} står som nummer {nummer} "
        "på ventelista. Vi tek kontakt om det blir ein ledig plass.\n\nVenleg helsing\nNorsk kulturskoleråd",
    ),
    ("declined", "nb"): (
        "Svar på søknaden: {runde}",
        "Hei, {navn}!\n\nTakk for søknaden fra {søker}. Det kom flere gode søknader enn det er plasser i {runde}, og "
        "denne gangen fikk dere dessverre ikke plass.\n\nVennlig hilsen\nNorsk kulturskoleråd",
    ),
    ("declined", "nn"): (
        "Svar på søknaden: {runde}",
        "Hei, {navn}!\n\nTakk for søknaden frå {søker}. Det kom fleire gode søknader enn det er plassar i {runde}, og "
        "denne gongen fekk de dessverre ikkje plass.\n\nVenleg helsing\nNorsk kulturskoleråd",
    ),
    ("reminder", "nb"): (
        "Husk å bekrefte plassen: {runde}",
        "Hei, {navn}!\n\n{søker} har fått plass i {runde}, men vi har ikke fått bekreftelsen fra dere. Bekreft plassen "
        "innen {bekreft innen}.\n\nVennlig hilsen\nNorsk kulturskoleråd",
    ),
    ("reminder", "nn"): (
        "Hugs å stadfeste plassen: {runde}",
        "Hei, {navn}!\n\n{søker} har fått plass i {runde}, men vi har ikkje fått stadfestinga frå dykk. Stadfest "
        "plassen innan {bekreft innen}.\n\nVenleg helsing\nNorsk kulturskoleråd",
    ),
}
"""Subject and text to begin with."""
COLUMNS = [*KEY, "label", "branch", "number", "letter", "language", "name", "email", "waiting"]
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
ADDRESS = re.compile(r"[^@\s<>,;\"]+@[^@\s<>,;\"]+\.[^@\s<>,;\"]+")


@dataclass(frozen=True)
class Filled:
    """A letter as it goes out."""

    subject: str
    text: str


def list_answers(
    ranked: pd.DataFrame, applications: pd.DataFrame, waiting: list[Key], languages: Mapping[str, Language]
) -> pd.DataFrame:
    """One row per application with an answer, by label, with COLUMNS: `letter` is its state, `language` that of the
    municipality named first, `email` "" where no address is known, `waiting` its number on the list (0 for none).

    `ranked` has the applications that count, `applications` the people behind them.
    """
    people = applications.drop_duplicates(KEY, keep="last").set_index(KEY)
    order = {key: place for place, key in enumerate(_still_waiting(ranked, waiting), start=1)}
    rows = []
    for row in ranked[ranked["state"].isin(("placed", "waiting", "declined"))].itertuples():
        key = (row.source, row.submission_id)
        person = people.loc[key]
        number = row.numbers[0] if row.numbers else ""
        written = [text for text in (person["contact_email"], person["email"]) if ADDRESS.fullmatch(str(text))]
        rows.append(
            (
                *key,
                row.label,
                row.branch,
                number,
                row.state,
                languages.get(number, "nb"),
                _one_line(str(person["contact_person"] or person["name"] or "")),
                str(written[0]) if written else "",
                order.get(key, 0),
            )
        )
    return pd.DataFrame(rows, columns=COLUMNS).sort_values("label", key=norwegian_keys, ignore_index=True)


def _still_waiting(ranked: pd.DataFrame, waiting: list[Key]) -> list[Key]:
    """The waiting list in its order without those who have left it; who was put on it since comes last."""
    rows = zip(ranked["source"], ranked["submission_id"], ranked["state"], strict=True)
    now = [(source, submission_id) for source, submission_id, state in rows if state == "waiting"]
    return [key for key in waiting if key in now] + [key for key in now if key not in waiting]


def next_waiting(ranked: pd.DataFrame, waiting: list[Key]) -> Key | None:
    """The first on the waiting list, None when nobody waits."""
    return next(iter(_still_waiting(ranked, waiting)), None)


def unknown_placeholders(text: str) -> list[str]:
    """What stands in braces and is no placeholder."""
    return [name for name in PLACEHOLDER.findall(text) if name not in PLACEHOLDERS]


def fill(template: tuple[str, str], row: Mapping[str, object], round_: Round, confirm_by: date | None) -> Filled:
    """A letter's subject and text with the placeholders of an application filled in; what is not known stands as
    «[…]», to be seen in the preview."""
    start = round_.start
    values = {
        "søker": str(row["label"]),
        "navn": str(row["name"]),
        "runde": round_.title,
        "nummer": str(row["waiting"] or ""),
        "bekreft innen": format_date(confirm_by) if confirm_by else "",
        "oppstart": format_date(start) if start and not round_.start_is_month else "",
    }

    def put(text: str) -> str:
        return PLACEHOLDER.sub(lambda found: values.get(found[1], "") or f"[{found[1]}]", text)

    subject, text = template
    return Filled(_one_line(put(subject)), put(text))


def missing_facts(filled: Filled) -> list[str]:
    """The placeholders that nothing is known for."""
    return sorted({name for name in PLACEHOLDERS if f"[{name}]" in f"{filled.subject}{filled.text}"})


def _one_line(text: str) -> str:
    return " ".join(text.split())
