"""A text for an e-mail to a municipality with its facts filled in, to copy into one's own mail program."""

from dataclasses import dataclass

import pandas as pd

from analysis.situation import Situation
from domain.words import format_day, join_words, plural

NO_ANSWER = "Vi kommer tilbake til dere med svar."
ANSWERS = {
    "waiting": "Den står på venteliste, og vi sier fra så snart en plass blir ledig.",
    "declined": "Den fikk ikke plass denne gangen. Vi tar gjerne en prat om veien videre.",
}
"""What is said of an application, by its state; of a place `_step` says more."""


@dataclass(frozen=True)
class Letter:
    """Subject and body of an e-mail, plain text."""

    subject: str
    body: str


def write_letter(situation: Situation, number: str, sender: str = "") -> Letter:
    """The text that fits how far the municipality has come: facts, and no names but the sender's."""
    round_ = situation.round
    row = (situation.whole or situation).status.set_index("number").loc[number]
    parts = ["Hei!", _thanks(situation, row), _step(situation, row), _links(situation)]
    ending = "Vennlig hilsen" + (f"\n{sender}" if sender else "") + "\nNorsk kulturskoleråd"
    body = "\n\n".join(part for part in [*parts, ending] if part)
    return Letter(f"{round_.title}: {row['name']}", body)


def _thanks(situation: Situation, row: pd.Series) -> str:
    if row["attended_persons"]:
        return f"Takk for at dere deltok på {_gathering(situation)} med {_people(row['attended_persons'])}."
    if not pd.isna(row["attended"]):
        return f"Takk for at dere deltok på {_gathering(situation)}."
    if not row["participants"]:
        return ""
    gathering, people = situation.round.gathering, _people(row["participants"])
    if gathering and gathering > situation.as_of:
        when = format_day(gathering, weekday=True)
        return f"Dere har meldt på {people} til {_gathering(situation)} {when}. Vi gleder oss til å se dere."
    signed = f"Dere meldte på {people} til {_gathering(situation)}."
    if (situation.whole or situation).counting("attendance").empty:
        return signed  # nobody knows who came
    return f"{signed} Vi så dere ikke der, og deler gjerne det som ble lagt fram."


def _gathering(situation: Situation) -> str:
    return "samlingene våre" if len(situation.round.gatherings) > 1 else "inspirasjonssamlingen"


def _step(situation: Situation, row: pd.Series) -> str:
    round_ = situation.round
    if not pd.isna(row["placed"]):
        steps = {"confirmed": "bekrefter plassen", "start_registered": "melder dere på oppstarten"}
        open_ = join_words(text for key, text in steps.items() if pd.isna(row[key]))
        hope = f"Vi ber om at dere {open_}." if open_ else "Vi gleder oss til oppstart."
        return f"Dere har fått plass i programmet. {hope}"
    if not pd.isna(row["applied"]):
        return f"Søknaden deres kom {format_day(row['applied'])}. {ANSWERS.get(row['state'], NO_ANSWER)}"
    if round_.deadline is None or round_.deadline < situation.as_of:
        return "Vi vil gjerne høre om dere er interesserte i å søke i neste runde."
    days = (round_.deadline - situation.as_of).days
    when = "i dag" if days == 0 else f"om {plural(days, 'dag', 'dager')}"
    ask = "Dere har trukket søknaden. Vurderer dere å søke på nytt?" if row["withdrawn"] else "Vurderer dere å søke?"
    return (
        f"Søknadsfristen er {format_day(round_.deadline, weekday=True)}, {when}. {ask} "
        "Vi tilbyr dialog og veiledning, og tar gjerne en prat på telefon eller nett."
    )


def _links(situation: Situation) -> str:
    return "\n".join(f"{name}: {address}" for name, address in situation.round.links.items())


def _people(number: int) -> str:
    return plural(int(number), "person", "personer")
