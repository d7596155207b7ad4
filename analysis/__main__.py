"""`python -m analysis --json [--as-of DATE] [--region NAME]…` prints the headline counts.

The only module of this room that reads the store.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from sqlalchemy import Engine

import store
from analysis.headline import count_all, headline
from analysis.situation import Situation, compute_situation
from analysis.sources import Sources, gather
from data.reference import branches, counties, longyearbyen
from domain.clock import FIRST_DAY, LAST_DAY, local_day, now, read_moment, today
from domain.commands import run_command
from domain.gatherings import START
from domain.rounds import default_as_of, read_round
from domain.words import format_date, join_words
from loaders import ExportError

OF_EVENT = ("registrations", "participants", "attendees", "municipalities_registered", "municipalities_attended")
"""The counts that each event has for itself."""


def read_sources(engine: Engine, round_id: str, known_at: datetime | None = None) -> tuple[Sources, bool]:
    """What the round's numbers are computed from, now or as it was known, and whether that is the examples."""
    tables, unreadable = store.read_round_files(engine, round_id, known_at=known_at)
    for sentence in unreadable:
        print(sentence, file=sys.stderr)
    examples = store.shows_examples(engine, round_id, known_at=known_at)
    return gather(tables, **store.manual_entries(engine, round_id, known_at=known_at)), examples


def main(arguments: list[str] | None = None) -> int:
    """Print the headline counts; 0 when it went well, 2 when the question can't be answered."""
    options = _parser().parse_args(arguments)
    try:
        with closing_engine() as engine:
            return _answer(engine, options)
    except (store.StoreError, ExportError) as error:
        return _refuse(" ".join(filter(None, (str(error), getattr(error, "remedy", "")))))


@contextmanager
def closing_engine() -> Iterator[Engine]:
    """The store, closed again at the end."""
    engine = store.connect()
    try:
        yield engine
    finally:
        engine.dispose()


def _answer(engine: Engine, options: argparse.Namespace) -> int:
    then = options.known_at
    rounds = {id_: read_round(text) for id_, text in store.round_texts(engine, known_at=then).items()}
    round_ = rounds.get(options.round or store.first_round(engine, known_at=then))
    if round_ is None:
        return _refuse(f"Runden «{options.round}» finnes ikke. Rundene er {join_words(sorted(rounds))}.")
    sources, examples = read_sources(engine, round_.id, then)
    as_of = options.as_of or default_as_of(round_, local_day(then) if then else today(), examples=examples)
    _print(compute_situation(sources, round_, as_of).select(options.region), options, examples)
    return 0


def count_events(situation: Situation) -> list[dict[str, str | int | None]]:
    """For each gathering of the round and its start: key, title, day (None where at most its month
    is known), and what was counted there by itself."""
    round_ = situation.round
    found: list[dict[str, str | int | None]] = []
    for one in (*round_.gatherings, *round_.only(START).gatherings):
        counts = count_all(situation.of_event(one.key))
        known = one.day if one.key != START or not round_.start_is_month else None
        about = {"key": one.key, "title": one.title, "day": known.isoformat() if known else None}
        found.append({**about, **{name: counts[name] for name in OF_EVENT}})
    return found


def _print(situation: Situation, options: argparse.Namespace, examples: bool) -> None:
    round_, as_of, counts = situation.round, situation.as_of, headline(situation)
    facts = {"round": round_.id, "as_of": as_of.isoformat(), "regions": options.region, "examples": examples}
    known = {"applied": round_.known_applied, "places": round_.known_places, "completed": round_.known_completed}
    if any(known.values()):  # a round of before the dashboard, whose exports are not at hand
        counts = counts | {f"known_{name}": number for name, number in known.items()}
    if options.json:
        print(json.dumps(facts | counts | {"events": count_events(situation)}, ensure_ascii=False, indent=1))
        return
    where = join_words(options.region) or "hele landet"
    print(f"{round_.title}, {where}, status per {format_date(as_of)}{' (eksempeldata)' if examples else ''}")
    for name, number in counts.items():
        print(f"{name:35} {'–' if number is None else number}")
    for event in count_events(situation):
        day = f", {format_date(date.fromisoformat(str(event['day'])))}" if event["day"] else ""
        print(f"{event['title']}{day}")
        for name in OF_EVENT:
            print(f"  {name:33} {'–' if event[name] is None else event[name]}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m analysis", description="Skriver hovedtallene.")
    parser.add_argument("--json", action="store_true", help="som JSON")
    parser.add_argument("--as-of", type=read_day, metavar="DATO", help="status ved slutten av denne dagen")
    parser.add_argument(
        "--region",
        action="append",
        default=[],
        type=read_region,
        metavar="NAVN",
        help="fylkesavdeling eller fylke, kan gjentas",
    )
    parser.add_argument("--known-at", type=read_known_at, metavar="TIDSPUNKT", help="slik det var kjent da")
    parser.add_argument("--round", metavar="ID", help="runden, ellers den nyeste")
    return parser


def read_known_at(text: str) -> datetime:
    """The moment of an option, as 2024-05-03T09:00."""
    moment = read_moment(text)
    if moment is None:
        raise argparse.ArgumentTypeError(f"«{text}» er ikke et tidspunkt. Skriv det som 2024-05-03T09:00.")
    if moment >= now():
        raise argparse.ArgumentTypeError(f"Tidspunktet «{text}» er ikke kommet ennå.")
    return moment


def read_day(text: str) -> date:
    """The day of an option, as 2024-05-02 or 02.05.2024."""
    for pattern in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            day = datetime.strptime(text, pattern).date()
        except ValueError:
            continue
        if not FIRST_DAY <= day <= LAST_DAY:
            between = f"{format_date(FIRST_DAY)} til {format_date(LAST_DAY)}"
            raise argparse.ArgumentTypeError(f"«{text}» er ikke blant dagene fra {between}.")
        return day
    raise argparse.ArgumentTypeError(f"«{text}» er ingen dato. Skriv den som 2024-05-02 eller 02.05.2024.")


def read_region(text: str) -> str:
    """The branch or county of an option."""
    known = (*branches(), *counties(), longyearbyen().county)
    if text not in known:
        names = join_words(dict.fromkeys(known))
        raise argparse.ArgumentTypeError(f"«{text}» er ingen fylkesavdeling eller fylke. De er {names}.")
    return text


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(run_command(main))
