"""`python -m store adopt FILE…`: each file by itself, with what it changed and what must be answered first."""

import argparse
import sys
from pathlib import Path
from typing import Any

import pandas as pd
from sqlalchemy import Engine

import store
from domain.commands import one_line, why_unreadable
from domain.kinds import file_label
from domain.rounds import Round
from domain.words import join_words, plural
from loaders import Export, ExportError
from store.adopting import event_of, read_upload, source_of
from store.events import EventGuess, guess_event_of


def adopt_files(engine: Engine, options: argparse.Namespace) -> int:
    """Adopt each file on its own: a refused one does not keep the others out, but the status tells."""
    rounds = [store.round_settings(engine, options.round)] if options.round else store.rounds(engine)
    return max(_adopt_file(engine, Path(file), rounds, options) for file in options.files)


def _adopt_file(engine: Engine, path: Path, rounds: list[store.RoundSettings], options: argparse.Namespace) -> int:
    name = one_line(path.name)
    try:
        content = path.read_bytes()
        export, mapping = _read_as_told(engine, content, name, options)
        round_ = store.round_for(rounds, export.rows)
        guess = _event_of(engine, export, round_.round, options.event, name)
    except OSError as error:
        return say_no(why_unreadable(path, error))
    except ExportError as error:
        return say_no(f"{name}: {error}", error.findings)
    event = guess.event
    placement = _place(engine, export, round_.round_id, event, options)
    asked = _question_of_event(guess, round_.round) or _question_of_place(placement, options)
    if unanswered := [*_questions(export), *asked]:
        return say_no("\n  ".join([f"{name}: er ikke tatt i bruk, for noe må besvares først.", *unanswered]))
    where: dict[str, Any] = {"round_id": round_.round_id, "event": event, "source": placement.source}
    difference = store.compare(engine, export, content=content, **where)
    try:
        chosen = {"kind": options.kind, "mapping": mapping, "export": export}
        adopted = store.adopt(engine, content, name, who=options.who, **chosen, **where)
    except store.StoreRefused as refused:
        return say_no(f"{name}: {refused}", refused.findings)
    _tell(adopted, export.findings, round_.round)
    if adopted.outcome == "adopted":
        _tell_change(difference, export.rows, round_)
    return 0


def _read_as_told(
    engine: Engine, content: bytes, filename: str, options: argparse.Namespace
) -> tuple[Export, dict[str, str]]:
    """The export and its mapping, with the columns read as --answer says; ExportError for a cell without a header."""
    export, mapping = read_upload(engine, content, filename, kind=options.kind)
    if not options.answer:
        return export, mapping
    keys = dict(zip(export.columns["cell"], export.columns["key"], strict=True))
    for place, field in options.answer:
        if place not in keys and not place.startswith("("):
            raise ExportError(f"Cellen {place} er ingen overskrift i filen.")
        mapping[keys.get(place, place)] = field
    return read_upload(engine, content, filename, kind=options.kind, mapping=mapping)


def _place(engine: Engine, export: Export, round_id: str, event: str, options: argparse.Namespace) -> store.Placement:
    source = source_of(export, event) if options.beside else ""
    if options.replaces is not None:
        source = store.version(engine, options.replaces).source
    return store.place_export(engine, export, round_id=round_id, event=event, source=source)


def _questions(export: Export) -> list[str]:
    """What the file itself leaves open, each with the options that answer it. No sample of a person's answer."""
    cells = dict(zip(export.columns["key"], export.columns["cell"], strict=True))
    lines = []
    for question in export.questions:
        lines.append(f"{question.cell} {question.sentence}".strip())
        for answer in question.answers:
            given = [f"--answer '{cells.get(key, key)}={field}'" for key, field in answer.mapping.items()]
            given += [f"--kind {answer.kind}"] if answer.kind else []
            lines.append(f"  {answer.label}: {' '.join(given)}  {answer.effect}".rstrip())
    return lines


def _question_of_place(placement: store.Placement, options: argparse.Namespace) -> list[str]:
    if placement.source:
        return []
    replaces = [f"  --replaces {other.id}  den erstatter {other.filename}" for other in placement.others]
    return [placement.question, *replaces, "  --beside  den står ved siden av, og begge teller"]


def _event_of(engine: Engine, export: Export, round_: Round, said: str | None, name: str) -> EventGuess:
    """The event that the option names by key or title, else the guess; ExportError for one that is not there."""
    if not said:
        return guess_event_of(engine, export, round_, name)
    titles = {one.title.casefold(): one.key for one in round_.gatherings}
    key = titles.get(said.casefold(), said)
    if key not in round_.event_names:
        raise ExportError(f"Runden har ingen samling «{said}». {_offer_events(round_)}")
    return EventGuess(event_of(export, key))


def _question_of_event(guess: EventGuess, round_: Round) -> list[str]:
    return [guess.question, f"  {_offer_events(round_)}"] if guess.question else []


def _offer_events(round_: Round) -> str:
    return f"Velg blant {join_words(f'--event {key} ({name})' for key, name in round_.event_names.items())}."


def _tell(adopted: store.Version, findings: pd.DataFrame, round_: Round) -> None:
    what = file_label(adopted.kind, adopted.event, round_.event_names)
    if adopted.outcome == "unchanged":
        print(f"{adopted.filename}: er i bruk allerede, som versjon {adopted.id}. Ingenting er endret.")
        return
    print(
        f"{adopted.filename}: tatt i bruk som versjon {adopted.id} for runde {adopted.round_id} ({what}), "
        f"{plural(adopted.rows, 'rad', 'rader')}, {adopted.counting} teller."
    )
    if doubts := int((findings["severity"] == "check").sum()):
        print(f"  {doubts} ting bør sjekkes; de står på siden «Data».")


def _tell_change(difference: store.Difference, rows: pd.DataFrame, round_: store.RoundSettings) -> None:
    """What the file changed against the one before it; what looks wrong goes where errors go."""
    if difference.previous:
        print(
            f"  Mot {difference.previous.filename}: {difference.new} nye, {difference.changed} endret, "
            f"{difference.gone} borte, {difference.unchanged} uendret."
        )
    within, dated = store.rows_within(rows, round_.dates.get("first_day"), round_.dates.get("last_day"))
    outside = [f"{dated - within} av {dated} rader ligger utenfor rundens dager."] if within < dated else []
    for sentence in (*outside, *difference.warnings):
        print(f"  Obs! {sentence}", file=sys.stderr)
    if difference.previous and difference.warnings:
        back = f"python -m store restore {difference.previous.id}"
        print(f"  Var det feil fil? «{back}» henter den forrige tilbake.", file=sys.stderr)


def say_no(sentence: str, findings: pd.DataFrame | None = None) -> int:
    print(sentence, file=sys.stderr)
    for finding in () if findings is None else findings[findings["severity"] == "stop"].itertuples():
        print(f"  {finding.cell:6} {finding.message} {finding.remedy}".rstrip(), file=sys.stderr)
    return 1
