"""`python -m report pack|letter|calendar|data --out DIR` writes what is taken along, as the buttons of Oversikt do.

The only module of this room that reads the store; a scheduled job calls it (deploy/letter.timer).
"""

import argparse
import os
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

import store
from analysis.__main__ import closing_engine, read_day, read_known_at, read_region, read_sources
from analysis.anonymous import tell_remaining
from analysis.rounds_compared import round_before
from analysis.situation import Situation, compute_situation
from domain.clock import local_day, now
from domain.commands import run_command, why_unwritable
from domain.rounds import Round, default_as_of, read_round
from domain.words import join_words
from loaders import ExportError
from report.calendar_file import write_calendar
from report.edition import Edition, SourceFile, source_files
from report.letter import WEEK, write_letter_mail, write_letter_page
from report.open_data import write_open_data
from report.pack.document import write_document
from report.pack.map import draw_map_png
from report.pack.page_print import PrintRefused, print_page
from report.pack.slides import write_slides

Files = dict[str, bytes]


def main(arguments: list[str] | None = None) -> int:
    """Write the files and print their names; 0 when it went well, 2 when the question can't be answered."""
    options = read_options(arguments)
    try:
        with closing_engine() as engine:
            edition = _read_edition(engine, options)
        if edition is None:
            return 2
        written = [_save(options.out, name, content) for name, content in options.write(edition, options).items()]
    except (store.StoreError, ExportError, PrintRefused) as error:
        return _refuse(" ".join(filter(None, (str(error), getattr(error, "remedy", "")))))
    except OSError as error:
        return _refuse(why_unwritable(Path(options.out), error))
    print(*written, sep="\n")
    return 0


def read_options(arguments: list[str] | None = None) -> argparse.Namespace:
    """The command line as options; those of the command line itself when none are given."""
    return _parser().parse_args(arguments)


def _read_edition(engine: Engine, options: argparse.Namespace) -> Edition | None:
    # One moment for all reads: what others adopt between two of them comes after it.
    known_at: datetime = options.known_at or now()
    rounds = {id_: read_round(text) for id_, text in store.round_texts(engine, known_at=known_at).items()}
    round_ = rounds.get(options.round or store.first_round(engine, known_at=known_at))
    if round_ is None:
        _refuse(f"Runden «{options.round}» finnes ikke. Rundene er {join_words(sorted(rounds))}.")
        return None
    sources, examples = read_sources(engine, round_.id, known_at)
    as_of = options.as_of or default_as_of(round_, local_day(known_at), examples=examples)
    in_force = store.in_force(engine, round_.id, known_at=known_at)
    files = _list_examples() if examples else source_files(in_force, round_.event_names)
    counts = store.anonymous(engine, round_.id)
    if not files and len(counts) and options.write is not _write_calendar:
        _refuse(tell_remaining(counts, as_of))
        return None
    return Edition(
        compute_situation(sources, round_, as_of).select(options.region),
        known_at,
        files,
        "county" if options.by_county else "branch",
        options.address,
        examples,
        _read_earlier(engine, round_, rounds, options.region, known_at),
    )


def _list_examples() -> tuple[SourceFile, ...]:
    return tuple(SourceFile(file.kind, file.event, file.filename) for file in store.example_files())


def _read_earlier(
    engine: Engine, round_: Round, rounds: dict[str, Round], regions: list[str], known_at: datetime
) -> Situation | None:
    """The round before as it ended, under the same filter; None when it has no files."""
    before = round_before(round_, rounds, lambda other: bool(store.in_force(engine, other, known_at=known_at)))
    if before is None or not store.in_force(engine, before.id, known_at=known_at):
        return None
    sources, _ = read_sources(engine, before.id, known_at)
    return compute_situation(sources, before, default_as_of(before, local_day(known_at))).select(regions)


def write_pack(edition: Edition, options: argparse.Namespace) -> Files:
    """Slides and the board's paper, and the page Oversikt as PDF where it was asked for."""
    png = draw_map_png(edition)
    files = {
        edition.file_name("styrepakke", "pptx"): write_slides(edition, map_png=png),
        edition.file_name("saksframlegg", "docx"): write_document(edition, map_png=png),
    }
    if options.pdf:
        files[edition.file_name("oversikt", "pdf")] = print_page(edition.link)
    return files


def write_letter(edition: Edition, options: argparse.Namespace) -> Files:
    """The weekly letter as a page and as a draft of an e-mail."""
    return {
        edition.file_name("ukebrev", "html"): write_letter_page(edition, options.since).encode(),
        edition.file_name("ukebrev", "eml"): write_letter_mail(edition, options.since),
    }


def _write_calendar(edition: Edition, options: argparse.Namespace) -> Files:
    return {edition.file_name("kalender", "ics"): write_calendar(edition, options.responsible)}


def _write_data(edition: Edition, _options: argparse.Namespace) -> Files:
    return {edition.file_name("apne_tall", "zip"): write_open_data(edition)}


def _save(folder: Path, name: str, content: bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    # Whoever watches the folder never sees half a file.
    half = path.with_name(f".{name}.part")
    half.write_bytes(content)
    half.replace(path)
    return path


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m report", description="Skriver det som tas med ut av dashbordet.")
    commands = parser.add_subparsers(required=True, metavar="pack|letter|calendar|data")
    pack = _add(commands, "pack", write_pack, "styrepakken: PowerPoint og Word, og PDF med --pdf")
    pack.add_argument("--pdf", action="store_true", help="også siden Oversikt som PDF; krever --address og Chromium")
    letter = _add(commands, "letter", write_letter, "ukebrevet: HTML og e-postutkast")
    letter.add_argument("--since", type=_read_days, default=WEEK, metavar="7d", help="hvor mange dager som er nytt")
    calendar = _add(commands, "calendar", _write_calendar, "milepælene som kalenderfil")
    calendar.add_argument("--responsible", metavar="NAVN", help="ta med de neste stegene til denne ansvarlige")
    _add(commands, "data", _write_data, "åpne tall: CSV og datapackage.json i en zip")
    return parser


def _add(
    commands: Any, name: str, write: Callable[[Edition, argparse.Namespace], Files], help_: str
) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(name, help=help_)
    command.set_defaults(write=write)
    command.add_argument("--out", type=Path, required=True, metavar="MAPPE", help="mappen det skrives i")
    command.add_argument("--as-of", type=read_day, metavar="DATO", help="status ved slutten av denne dagen")
    command.add_argument("--region", action="append", default=[], type=read_region, metavar="NAVN", help="kan gjentas")
    command.add_argument("--known-at", type=read_known_at, metavar="TIDSPUNKT", help="slik det var kjent da")
    command.add_argument("--by-county", action="store_true", help="del opp etter fylke, ikke fylkesavdeling")
    command.add_argument("--round", metavar="ID", help="runden, ellers den nyeste")
    command.add_argument(
        "--address",
        default=os.environ.get("DASHBOARD_URL", ""),
        metavar="URL",
        help="dashbordets adresse, til lenkene; ellers DASHBOARD_URL",
    )
    return command


def _read_days(text: str) -> int:
    number = text.removesuffix("d")
    if not number.isdecimal() or not 0 < int(number) <= 366:
        raise argparse.ArgumentTypeError(f"«{text}» er ikke et antall dager. Skriv det som 7d.")
    return int(number)


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(run_command(main))
