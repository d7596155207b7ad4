"""What a kind's reader works on, and the times of its answers, with findings for what can't be one."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from loaders.findings import Findings
from loaders.rows.times import (
    DAY,
    NONE,
    Moments,
    Order,
    find_order,
    is_to_swap,
    localise,
    no_times,
    read_time_of_day,
    read_times,
    turned_by_excel,
)
from loaders.rows.written_times import zone_of_header
from loaders.table.answers import Answers
from loaders.table.fields import TIME_FIELDS

FAR_OFF = 400 * DAY


@dataclass(eq=False)
class Reading:
    """What a kind's reader works on: the answers, where findings go, and how the file writes its dates."""

    answers: Answers
    findings: Findings
    order: Order


def start_reading(answers: Answers, findings: Findings, date_order: str) -> Reading:
    fields = [name for name in TIME_FIELDS if name in answers]
    from_1904 = bool(answers.table.sheet.look.get("from_1904"))
    order = find_order([answers.column(name) for name in fields], date_order, from_1904=from_1904)
    if order.asked:
        cells = [answers.cell(row, fields[place]) for row, place in order.cells]
        read = "dag først" if order.day_first else "måned først"
        findings.add(
            "check",
            f"Datoene kan leses med dag eller måned først, og er lest med {read}.",
            "Se om datoene stemmer. Er de feil, lagre datoene i filen som 15.05.2024 eller 2024-05-15.",
            code="dates_unclear",
            cells=cells,
            column=answers.header(fields[order.cells[0][1]]),
        )
    if not order.swapped:
        tell_turned(answers, findings, fields, order)
    return Reading(answers, findings, order)


def tell_turned(answers: Answers, findings: Findings, fields: list[str], order: Order) -> None:
    """Dates that an English Excel may have turned, column by column."""
    for name in fields:
        column = answers.column(name)
        if not turned_by_excel(column):
            continue
        swapped = is_to_swap(column, order)
        typed = [code for code, kind in enumerate(column.kinds) if kind in "de"]
        answers.tell(
            findings,
            "check",
            "Noen tidspunkter er datoer og andre er tekst: et regneark på et annet språk kan ha byttet dag og måned. "
            f"Datoene er lest {'med dag og måned byttet tilbake' if swapped else 'slik de står'}.",
            "Se om datoene stemmer. Er de feil, last ned eksporten på nytt og last den opp uten å åpne den i Excel.",
            code="dates_turned",
            rows=np.flatnonzero(np.isin(column.codes, typed)),
            field=name,
        )


def read_moment(reading: Reading, name: str, *, told: bool = True) -> pd.DatetimeIndex:
    """A time column as times in Europe/Oslo, with findings for what can't be a time."""
    answers = reading.answers
    if name not in answers:
        return no_times(len(answers))
    moments = read_times(answers.column(name), reading.order, zone_of_header(answers.header(name)))
    if name == "submitted_at" and "submitted_time" in answers:
        moments = add_time_of_day(reading, moments)
    times, doubled, missing = localise(moments)
    if told:
        tell_times(reading, name, moments, doubled, missing)
    return times


def add_time_of_day(reading: Reading, moments: Moments) -> Moments:
    """«Påmeldt dato» with «Påmeldt kl.» beside it."""
    column = reading.answers.column("submitted_time")
    clock = [
        read_time_of_day(text, kind, value)
        for text, kind, value in zip(column.texts, column.kinds, column.values, strict=True)
    ]
    seconds = np.array(clock, dtype=np.int64)[column.codes]
    filled = reading.answers.filled("submitted_time")
    unread = np.flatnonzero(filled & (seconds == NONE))
    reading.answers.tell(
        reading.findings,
        "check",
        "Klokkeslettet kan ikke leses.",
        "Skriv det som 14.30.",
        code="clock_unread",
        rows=unread,
        field="submitted_time",
    )
    timed = (moments.local != NONE) & moments.day_only & (seconds != NONE)
    return replace(moments, local=np.where(timed, moments.local + seconds, moments.local))


def tell_times(reading: Reading, name: str, moments: Moments, doubled: np.ndarray, missing: np.ndarray) -> None:
    answers, findings = reading.answers, reading.findings

    def tell(code: str, rows: np.ndarray, message: str, remedy: str) -> None:
        answers.tell(findings, "check", message, remedy, code=code, rows=np.flatnonzero(rows), field=name)

    tell(
        "date_unread",
        moments.unread,
        "Datoen kan ikke leses, og raden er uten dato.",
        "Skriv den som 15.05.2024 09:30.",
    )
    tell(
        "date_strange",
        moments.strange,
        "Datoen kan ikke stemme (utenfor 2010–2039), og raden er uten dato.",
        "Rett datoen i filen.",
    )
    tell(
        "date_far_off",
        find_far_off(moments.local),
        "Datoen ligger over et år fra de andre i filen.",
        "Datoen er brukt slik den står. Rett den i filen om den er feil.",
    )
    tell(
        "clock_doubled",
        doubled,
        "Klokkeslettet finnes to ganger denne natten (sommertiden slutter).",
        "Rekkefølgen i filen er brukt, ellers sommertid. Det flytter raden høyst en time.",
    )
    tell(
        "clock_missing",
        missing,
        "Klokkeslettet finnes ikke denne natten (sommertiden begynner), og er lest som en time senere.",
        "Se om tidspunktet er riktig.",
    )


def find_far_off(local: np.ndarray) -> np.ndarray:
    """Single times more than 400 days from the middle of the file's; a form used for two rounds has no such."""
    known = local != NONE
    if known.sum() < 3:
        return np.zeros(len(local), dtype=bool)
    far = known & (np.abs(local - np.median(local[known])) > FAR_OFF)
    return far if far.sum() <= max(1, 0.1 * known.sum()) else np.zeros(len(local), dtype=bool)
