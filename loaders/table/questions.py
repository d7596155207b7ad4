"""What must be asked before a file is put in force, each question with what every answer would change in numbers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from domain.kinds import KIND_LABELS, KINDS, Kind
from domain.states import STATE_LABELS
from domain.words import plural, shorten
from loaders.export import Answer, Question
from loaders.findings import Findings
from loaders.table.consequences import OTHER_PEOPLE
from loaders.table.fields import LABELS
from loaders.table.headers import plain_header
from loaders.table.layout import Claim

SENTENCES = {
    "persons": "Er tallene i «{0}» antall deltakere?",
    "participants": "Nevner hver celle i «{0}» alle deltakerne i svaret?",
    "state": "Sier «{0}» hvem som er påmeldt, avmeldt eller på venteliste?",
    "cancelled": "Er de som har svar i «{0}», avmeldt?",
    "coming": "Er de som svarer nei i «{0}», ikke påmeldt?",
    "waiting": "Står de som har svar i «{0}», på venteliste?",
    "declined": "Har de som har svar i «{0}», fått avslag?",
    "withdrawn": "Har de som har svar i «{0}», trukket seg?",
    "placed": "Har de som har svar i «{0}», fått plass?",
    "confirmed": "Har de som har svar i «{0}», bekreftet plassen?",
}
REMEDY = "Svar før filen tas i bruk. Kolonnen brukes ikke så lenge."


@dataclass(frozen=True)
class Numbers:
    """What a reading of the file gives: the numbers that an answer may change."""

    counting: int
    persons: int
    placed: int
    states: Mapping[str, int]


def count_rows(rows: pd.DataFrame) -> Numbers:
    counting = rows[rows["counts"].to_numpy(dtype=bool)]
    states = counting["state"].value_counts().to_dict() if "state" in rows else {}
    placed = sum(bool(numbers) for numbers in counting["municipality_numbers"])
    return Numbers(len(counting), int(counting["persons"].sum()), placed, states)


def effect_of(before: Numbers, after: Numbers) -> str:
    """«3 personer i stedet for 2», "" where no number changes."""
    changed = []
    if after.counting != before.counting:
        changed.append(f"{plural(after.counting, 'rad', 'rader')} teller i stedet for {before.counting}")
    if after.persons != before.persons:
        changed.append(f"{plural(after.persons, 'person', 'personer')} i stedet for {before.persons}")
    if after.placed != before.placed and after.counting == before.counting:
        changed.append(f"{plural(after.placed, 'rad', 'rader')} har kommune i stedet for {before.placed}")
    for state in sorted({*before.states, *after.states} - {"received"}):
        now, was = after.states.get(state, 0), before.states.get(state, 0)
        if now != was:
            changed.append(f"{now} med {STATE_LABELS[state]} i stedet for {was}")
    return ", ".join(changed)


@dataclass(frozen=True)
class Asked:
    """A column that is asked about: its claim, what a mapping calls it, its cell, its header, and values of it."""

    claim: Claim
    key: str
    cell: str
    header: str
    samples: tuple[str, ...]


def ask_columns(
    asked: list[Asked], kind: Kind, before: Numbers, read: Callable[[Mapping[str, str]], Numbers]
) -> list[Question]:
    """A question for each column whose answer would change a number; `read` gives the numbers with a mapping."""
    questions = []
    for one in asked:
        name = one.claim.proposed
        effect = effect_of(before, read({one.key: name}))
        if not effect:
            continue
        sentence = SENTENCES.get(name, "Er «{0}» {1}?").format(shorten(one.header), LABELS[name].lower())
        if name == "participants" and OTHER_PEOPLE.search(plain_header(one.header)):
            sentence = f"Nevner hver celle i «{shorten(one.header)}» deltakere i tillegg til den som svarer?"
        if kind == "applications" and name == "state":
            sentence = f"Sier «{shorten(one.header)}» hvor langt søknadene er kommet?"
        answers = (
            Answer(f"Ja, {LABELS[name].lower()}", {one.key: name}, None, effect),
            Answer("Nei, noe annet", {one.key: ""}, None, "Endrer ingen tall"),
        )
        questions.append(Question(f"ask_{name}", one.key, one.cell, sentence, one.samples, answers))
    return questions


def ask_kind(doubt: str, kind: Kind, headers: list[str], read: Callable[[Kind], Numbers]) -> Question:
    """What the file holds, where nothing speaks for registrations."""
    answers = []
    for other in KINDS:
        label, counting = KIND_LABELS[other], plural(read(other).counting, "rad", "rader")
        answers.append(Answer(label.capitalize(), {}, other, f"Leses som {label}: {counting} teller"))
    sentence = f"Filen ligner på {doubt}. Er dette {KIND_LABELS[kind]}?"
    samples = tuple(shorten(header) for header in headers if header)[:3]
    return Question("ask_kind", "", "", sentence, samples, tuple(answers))


def tell_questions(questions: list[Question], headers: Mapping[str, str], findings: Findings) -> None:
    """Each question stands among the findings as well."""
    for one in questions:
        if one.code == "ask_kind":
            remedy = "Velg hva filen inneholder før den tas i bruk, eller la den være."
        else:
            remedy = REMEDY
        header = headers.get(one.column, one.column)
        cells = [one.cell] if one.cell else []
        findings.add("check", one.sentence, remedy, code=one.code, cells=cells, column=header)
