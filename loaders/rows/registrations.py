"""Registrations: whom they are from, for how many persons, and which of them count."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from domain.clock import utc_moments
from domain.latest import choose_latest
from domain.people import sender_key
from domain.states import CANCELLED, ON_WAITING_LIST, SUPERSEDED, TURNED_DOWN
from loaders.rows.common import Persons, exclude_common, quoted, read_ids, read_persons, text_column
from loaders.rows.flags import read_flag
from loaders.rows.participants import count_participants, tell_several
from loaders.rows.places import Places, read_places
from loaders.rows.reading import Reading, read_moment
from loaders.rows.states import read_registration_state
from loaders.rows.values import read_number

MOST_PERSONS = 200
FLAGS = (("cancelled", CANCELLED), ("declined", TURNED_DOWN), ("waiting", ON_WAITING_LIST))
"""What a yes in a column of its own means, the gravest first."""


def read_registrations(reading: Reading) -> pd.DataFrame:
    """One row per registration, with the columns listed in `loaders/rows/common.py`."""
    answers, findings = reading.answers, reading.findings
    persons = read_persons(reading)
    sent = read_moment(reading, "submitted_at")
    excluded = exclude_common(answers, persons)
    states = read_states(reading)
    excluded = np.where(excluded == "", states, excluded)
    places = read_places(answers, persons.emails, excluded != "", findings)
    rows = common_rows(reading, persons, sent, places, excluded)
    people = identities(persons)
    rows["persons"] = read_counts(reading)
    tell_several(answers, findings)
    rows["person"] = text_column(people)
    rows["state_text"] = answers.series("state")
    return count_registrations(reading, rows)


def identities(persons: Persons) -> np.ndarray:
    """Who sent each row, "" for nobody known."""
    senders = zip(persons.emails, persons.keys, strict=True)
    return np.array([sender_key(email, name) for email, name in senders], dtype=object)


def common_rows(
    reading: Reading, persons: Persons, sent: pd.DatetimeIndex, places: Places, excluded: np.ndarray
) -> pd.DataFrame:
    """The columns that registrations, applications and attendance share."""
    answers = reading.answers
    return pd.DataFrame(
        {
            "source_row": answers.source_rows.astype("int64"),
            "submission_id": read_ids(answers),
            "submitted_at": sent,
            "municipality_text": text_column(places.texts),
            "municipality_numbers": pd.Series(places.each(lambda m: m.numbers), dtype=object),
            "match": places.texts_of(lambda match: match.how),
            "match_reason": places.texts_of(lambda match: match.reason),
            "candidates": pd.Series(places.each(lambda match: match.candidates), dtype=object),
            "settle_text": text_column(places.settle_texts),
            "county_text": answers.series("county"),
            "email": text_column(persons.emails),
            "name": text_column(persons.names),
            "organisation": answers.series("organisation"),
            "role": answers.series("role"),
            "phone": answers.series("phone"),
            "persons": np.ones(len(answers), dtype="int64"),
            "comment": answers.series("comment"),
            "person": "",
            "excluded": text_column(excluded),
        }
    )


def read_states(reading: Reading) -> np.ndarray:
    """Why a registration does not count by its own columns of state, "" when it does.

    The gravest of what they say holds: cancelled, turned down, on the waiting list.
    """
    answers = reading.answers
    said = [read_state(reading, name) for name in answers.each("state")]
    for field, reason in FLAGS:
        said += [np.where(read_flag(reading, name).yes, reason, "") for name in answers.each(field)]
    said += [np.where(read_flag(reading, name).no, CANCELLED, "") for name in answers.each("coming")]
    excluded = np.full(len(answers), "", dtype=object)
    for _, reason in reversed(FLAGS):
        for reasons in said:
            excluded[reasons == reason] = reason
    return excluded


def read_state(reading: Reading, name: str) -> np.ndarray:
    """What a column of states says of each row; a text that is not understood is told, and the row counts."""
    tell_unknown_states(reading, name, read_registration_state, "Skriv Avmeldt, Venteliste eller Påmeldt i filen.")
    return reading.answers.map(name, lambda text: read_registration_state(text) or "")


def tell_unknown_states(reading: Reading, name: str, read: Callable[[str], str | None], remedy: str) -> None:
    """A finding for each text of a column of states that is not understood."""
    answers = reading.answers
    unknown = {text for text in answers.distinct(name) if read(text) is None}
    for text, rows in answers.rows_of(name, unknown).items():
        answers.tell(
            reading.findings,
            "check",
            f"Statusen {quoted(text)} er ukjent, og {'radene' if len(rows) > 1 else 'raden'} teller.",
            remedy,
            code="state_unknown",
            rows=rows,
            field=name,
        )


def read_counts(reading: Reading) -> np.ndarray:
    """Persons per registration; a cell that holds no number counts as one, and is told."""
    answers, findings = reading.answers, reading.findings
    if "persons" not in answers:
        return count_participants(answers)
    column = answers.column("persons")
    read = [read_number(text) if text else 1.0 for text in answers.distinct("persons")]
    wrong = [number is None or not 0 < number <= MOST_PERSONS or number != int(number) for number in read]
    known = np.array(
        [1 if bad or number is None else int(number) for number, bad in zip(read, wrong, strict=True)], dtype="int64"
    )
    rows = np.flatnonzero(np.array(wrong, dtype=bool)[column.codes])
    answers.tell(
        findings,
        "check",
        "Antallet er ikke et helt tall over null, og er regnet som én person.",
        "Skriv et tall i cellen.",
        code="persons_unread",
        rows=rows,
        field="persons",
    )
    counts = spread_merged(reading, known[column.codes])
    tell_repeated_orders(reading, counts)
    tell_other_numbers(reading, counts)
    return counts


def tell_repeated_orders(reading: Reading, counts: np.ndarray) -> None:
    """An order that stands in several rows, each with a number above one: perhaps the number of the whole order."""
    answers = reading.answers
    orders = answers.series("submission_id")
    again = (orders != "").to_numpy(dtype=bool) & orders.duplicated(keep=False).to_numpy(dtype=bool)
    answers.tell(
        reading.findings,
        "check",
        "Samme ordre står i flere rader, og antallet er regnet for hver av dem.",
        "Gjelder antallet hele ordren, skriv 1 i hver rad i filen.",
        code="persons_of_order",
        rows=np.flatnonzero(again & (counts > 1)),
        field="persons",
    )


def tell_other_numbers(reading: Reading, counts: np.ndarray) -> None:
    """Rows that name more people than they count, or fewer by more than the one who answers."""
    answers = reading.answers
    named = count_participants(answers)
    filled = answers.filled_any("participants", "participant") & answers.filled("persons")
    answers.tell(
        reading.findings,
        "check",
        "Raden har et annet antall enn navn på deltakere, og antallet er brukt.",
        "Rett antallet i filen hvis det er feil.",
        code="persons_and_names",
        rows=np.flatnonzero(filled & ((named > counts) | (named < counts - 1))),
        field="persons",
    )


def spread_merged(reading: Reading, counts: np.ndarray) -> np.ndarray:
    """A number in a cell merged over several rows is that of the order, and each of its rows is one person."""
    answers = reading.answers
    rows = np.flatnonzero(answers.merged("persons"))
    counts[rows] = 1
    answers.tell(
        reading.findings,
        "check",
        "Antallet står i en sammenslått celle for flere rader, og hver av radene er regnet som én person.",
        "Se om tallet på personer stemmer. Del cellen i filen hvis det ikke gjør det.",
        code="persons_merged",
        rows=rows,
        field="persons",
    )
    return counts


def count_registrations(reading: Reading, rows: pd.DataFrame) -> pd.DataFrame:
    """`counts` and `why_not`: the latest per e-mail, name and municipality counts."""
    eligible = (rows["excluded"] == "").to_numpy(dtype=bool)
    replaced = find_superseded(rows, eligible)
    tell_superseded(reading, replaced)
    tell_cancelled_later(reading, rows, eligible & ~replaced)
    tell_shared_addresses(reading, rows, eligible & ~replaced)
    return add_counts(rows, replaced, SUPERSEDED)


def find_superseded(rows: pd.DataFrame, eligible: np.ndarray) -> np.ndarray:
    """Which of the eligible rows a later answer of the same person and municipality replaces, in the whole file."""
    standing = choose_latest(
        rows["person"].tolist(),
        rows["municipality_numbers"].tolist(),
        rows["settle_text"].tolist(),
        utc_moments(rows["submitted_at"]),
        rows["source_row"].tolist(),
        eligible.tolist(),
    )
    return eligible & ~np.array(standing.stands, dtype=bool)


def add_counts(rows: pd.DataFrame, replaced: np.ndarray, reason: str) -> pd.DataFrame:
    """The rows with `counts` and `why_not`: their own reason, or `reason` for those that are replaced."""
    why_not = np.where(replaced, reason, rows["excluded"].to_numpy(dtype=object))
    return rows.assign(counts=why_not == "", why_not=text_column(why_not))


def tell_superseded(reading: Reading, replaced: np.ndarray) -> None:
    answers = reading.answers
    field = next((name for name in ("submission_id", "submitted_at") if name in answers), "email")
    answers.tell(
        reading.findings,
        "tip",
        "Svaret er erstattet av et nyere fra samme person og kommune, og teller ikke.",
        "Du trenger ikke gjøre noe: det nyeste svaret teller.",
        code="superseded",
        rows=np.flatnonzero(replaced),
        field=field,
    )


def tell_cancelled_later(reading: Reading, rows: pd.DataFrame, counting: np.ndarray) -> None:
    """An answer that counts although a later one of the same person says that she is not coming."""
    cancelled = (rows["excluded"] == CANCELLED).to_numpy(dtype=bool) & (rows["person"] != "").to_numpy(dtype=bool)
    people = set(rows.loc[cancelled, "person"])
    near = rows[(cancelled | counting) & rows["person"].isin(people).to_numpy(dtype=bool)]
    last = near[cancelled[near.index]].groupby(["person", "settle_text"])["submitted_at"].max()
    after = last.reindex(pd.MultiIndex.from_frame(near[["person", "settle_text"]])).to_numpy()
    found = near.index[counting[near.index] & (near["submitted_at"].to_numpy() < after)].to_numpy()
    reading.answers.tell(
        reading.findings,
        "check",
        "Samme person og kommune har en senere rad som er avmeldt, men denne raden teller.",
        "Gjelder avmeldingen også denne raden, skriv Avmeldt i den.",
        code="cancelled_later",
        rows=found,
        field="submitted_at",
    )


def tell_shared_addresses(reading: Reading, rows: pd.DataFrame, counting: np.ndarray) -> None:
    """Several names from one address all count: a secretary has signed up her colleagues."""
    answers = reading.answers
    names: dict[str, set[str]] = {}
    of_address: dict[str, list[int]] = {}
    people = rows["person"].tolist()
    shared = rows["email"].duplicated(keep=False).to_numpy(dtype=bool)
    for row in np.flatnonzero(counting & shared):
        email, _, name = people[row].partition("|")
        if email:
            names.setdefault(email, set()).add(name)
            of_address.setdefault(email, []).append(int(row))
    shared = sorted(row for email, found in names.items() if len(found) > 1 for row in of_address[email])
    field = "email" if "email" in answers else "asked_email"
    if field in answers:
        answers.tell(
            reading.findings,
            "tip",
            "Flere navn er meldt på fra samme e-postadresse, og alle teller.",
            "Du trenger ikke gjøre noe hvis én har meldt på flere.",
            code="shared_address",
            rows=shared,
            field=field,
        )
    no_address = nameless_repeats(rows, counting)
    if "name" in answers:
        answers.tell(
            reading.findings,
            "check",
            "Samme navn og kommune står flere ganger uten e-postadresse, og alle teller.",
            "Slett den ene raden i filen hvis det er samme person.",
            code="same_name",
            rows=no_address,
            field="name",
        )


def nameless_repeats(rows: pd.DataFrame, counting: np.ndarray) -> np.ndarray:
    bare = counting & (rows["email"] == "").to_numpy(dtype=bool) & (rows["name"] != "").to_numpy(dtype=bool)
    part = rows.loc[bare, ["name", "settle_text"]]
    return np.flatnonzero(bare)[part.duplicated(keep=False).to_numpy(dtype=bool)]
