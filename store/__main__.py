"""`python -m store adopt FILE… | versions | restore ID | export DIR`: the store from a terminal or a
scheduled job.

Exit status: 0 it went well, 1 it was refused (the reason is printed), 2 the question can't be understood, 3 `export`
has saved only a part of a damaged database.
"""

import argparse
import getpass
import json
import sys
from datetime import datetime
from pathlib import Path

import pandas as pd
from sqlalchemy import Engine

import store
from domain.clock import local_time
from domain.kinds import EVENTS, KINDS, file_label
from loaders import Export, ExportError
from store.adopting import event_of, read_upload, source_of
from store.checking import check_store
from store.events import guess_event
from store.files import export_files


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line asks; the answer is the exit status."""
    options = _parser().parse_args(arguments)
    try:
        engine = store.connect(check=options.command not in ("export", "check"))
    except store.StoreError as error:
        return _refuse(error)
    try:
        return options.act(engine, options)
    except store.StoreError as error:
        return _refuse(error)
    finally:
        engine.dispose()


def adopt_files(engine: Engine, options: argparse.Namespace) -> int:
    """Adopt each file on its own: a refused one does not keep the others out, but the status tells."""
    rounds = [store.round_settings(engine, options.round)] if options.round else store.rounds(engine)
    return max(_adopt_file(engine, Path(file), rounds, options) for file in options.files)


def _adopt_file(engine: Engine, path: Path, rounds: list[store.RoundSettings], options: argparse.Namespace) -> int:
    try:
        content = path.read_bytes()
        export, mapping = _read_as_told(engine, content, path.name, options)
    except OSError as error:
        return _say_no(f"{path}: kan ikke leses ({error.strerror}).")
    except ExportError as error:
        return _say_no(f"{path.name}: {error}", error.findings)
    round_ = store.round_for(rounds, export.rows)
    event = event_of(export, options.event or guess_event(export.rows, round_.dates, export.title))
    placement = _place(engine, export, round_.round_id, event, options)
    if unanswered := [*_questions(export), *_question_of_place(placement, options)]:
        return _say_no("\n  ".join([f"{path.name}: er ikke tatt i bruk, for noe må besvares først.", *unanswered]))
    where = {"round_id": round_.round_id, "event": event, "source": placement.source}
    difference = store.compare(engine, export, content=content, **where)
    try:
        adopted = store.adopt(engine, content, path.name, who=options.who, mapping=mapping, export=export, **where)
    except store.StoreRefused as refused:
        return _say_no(f"{path.name}: {refused}", refused.findings)
    _tell(adopted, export.findings)
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


def _tell(adopted: store.Version, findings: pd.DataFrame) -> None:
    what = file_label(adopted.kind, adopted.event)
    if adopted.outcome == "unchanged":
        print(f"{adopted.filename}: er i bruk allerede, som versjon {adopted.id}. Ingenting er endret.")
        return
    print(
        f"{adopted.filename}: tatt i bruk som versjon {adopted.id} for runde {adopted.round_id} ({what}), "
        f"{adopted.rows} rader, {adopted.counting} teller."
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


def _say_no(sentence: str, findings: pd.DataFrame | None = None) -> int:
    print(sentence, file=sys.stderr)
    for finding in () if findings is None else findings[findings["severity"] == "stop"].itertuples():
        print(f"  {finding.cell:6} {finding.message} {finding.remedy}".rstrip(), file=sys.stderr)
    return 1


def list_versions(engine: Engine, options: argparse.Namespace) -> int:
    """Print the versions, the newest first, as lines or as JSON."""
    listed = store.versions(engine, options.round)
    if options.json:
        records = listed.astype(object).where(listed.notna(), None).to_dict("records")
        print(json.dumps(records, ensure_ascii=False, indent=1, default=_as_text))
        return 0
    for row in listed.itertuples():
        when = f"{local_time(row.adopted_at):%d.%m.%Y %H.%M}"
        mark = "i bruk" if row.in_force else ""
        print(
            f"{row.id:4}  {mark:6}  {row.round_id}  {file_label(row.kind, row.event):25} "
            f"{when}  {row.rows:5} rader  {row.filename}  ({row.adopted_by})"
        )
    return 0


def restore_version(engine: Engine, options: argparse.Namespace) -> int:
    """Put an earlier version in force again."""
    wanted = store.version(engine, options.id)
    now = next((v.id for v in store.in_force(engine, wanted.round_id) if v.source == wanted.source), 0)
    restored = store.restore(engine, options.id, options.who, expected=now)
    if restored.outcome == "unchanged":
        print(f"{restored.filename}: er i bruk allerede, som versjon {restored.id}. Ingenting er endret.")
    else:
        print(f"{restored.filename}: versjon {options.id} er i bruk igjen, som versjon {restored.id}.")
    return 0


def export_all(engine: Engine, options: argparse.Namespace) -> int:
    """Write everything as files, of a damaged database what can be read; the status tells which."""
    try:
        written, lost = export_files(engine, Path(options.folder))
    except OSError as error:
        return _say_no(f"{options.folder}: kan ikke skrives ({error.strerror}).")
    store_log = f"alt som filer ({len(written)} filer)"
    if not lost:
        store.write_log(engine, "download", options.who, store_log)
    print(f"{len(written)} filer skrevet til {options.folder}. De inneholder personopplysninger.")
    for sentence in lost:
        print(f"  {sentence}", file=sys.stderr)
    return 0 if not lost else SOME_LOST if written else 1


def check_database(engine: Engine, _options: argparse.Namespace) -> int:
    """Compare every stored file with its hash; 1 when anything is damaged."""
    checked, faults = check_store(engine)
    for sentence in faults:
        print(sentence, file=sys.stderr)
    print(f"{checked} filer er sammenlignet med kontrollsummen sin, {len(faults)} feil funnet.")
    return 1 if faults else 0


def _refuse(error: store.StoreError) -> int:
    print(f"{error} {error.remedy}", file=sys.stderr)
    return 1


def _as_text(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    return value.item() if hasattr(value, "item") else str(value)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m store", description="Eksportene som er tatt i bruk.")
    commands = parser.add_subparsers(dest="command", required=True)
    who = argparse.ArgumentParser(add_help=False)
    who.add_argument("--who", default=f"terminal:{_login()}", help="hvem loggen sier at det var")

    adopt = commands.add_parser("adopt", parents=[who], help="ta i bruk filer")
    adopt.add_argument("files", nargs="+", metavar="FIL")
    adopt.add_argument("--round", metavar="ID", help="runden, ellers den som radenes datoer ligger i")
    adopt.add_argument("--event", choices=EVENTS, help="hva påmeldinger gjelder, ellers etter datoene")
    adopt.add_argument("--kind", choices=KINDS, help="hva filen inneholder, ellers etter kolonnene")
    place = adopt.add_mutually_exclusive_group()
    place.add_argument("--beside", action="store_true", help="en fil fra et annet skjema: den står ved siden av")
    place.add_argument(
        "--replaces", type=int, metavar="VERSJON", help="en fil fra et annet skjema: den erstatter denne versjonen"
    )
    adopt.add_argument(
        "--answer",
        type=_answer,
        action="append",
        metavar="CELLE=FELT",
        help="hva kolonnen med overskriften i cellen er, som G1=persons; G1= for ingenting",
    )
    adopt.set_defaults(act=adopt_files)

    versions = commands.add_parser("versions", help="vis versjonene, de nyeste først")
    versions.add_argument("--json", action="store_true", help="som JSON")
    versions.add_argument("--round", metavar="ID", help="bare denne runden")
    versions.set_defaults(act=list_versions)

    restore = commands.add_parser("restore", parents=[who], help="ta en tidligere versjon i bruk igjen")
    restore.add_argument("id", type=int, metavar="VERSJON")
    restore.set_defaults(act=restore_version)

    check = commands.add_parser("check", help="se etter skader: hver fil mot kontrollsummen sin")
    check.set_defaults(act=check_database)

    export = commands.add_parser("export", parents=[who], help="skriv alt som filer")
    export.add_argument("folder", metavar="MAPPE")
    export.set_defaults(act=export_all)
    return parser


def _answer(text: str) -> tuple[str, str]:
    place, sign, field = text.partition("=")
    if not (place and sign):
        raise argparse.ArgumentTypeError("skriv det som CELLE=FELT")
    return place if place.startswith("(") else place.upper(), field


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container may run as a number without a name
        return "ukjent"


if __name__ == "__main__":
    sys.exit(main())
