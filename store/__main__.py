"""`python -m store adopt FILE… | versions | restore ID | check | backup FILE | restore-backup FILE | export DIR`: the
store from a terminal or a scheduled job.

Exit status: 0 it went well, 1 it was refused (the reason is printed), 2 the question can't be understood, 3 `export`
has saved only a part of a damaged database.
"""

import argparse
import getpass
import json
import sys
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

import store
from domain.clock import local_time
from domain.commands import one_line, run_command, why_unreadable, why_unwritable
from domain.kinds import KINDS, file_label
from domain.words import plural
from store.adopt_command import adopt_files, say_no
from store.backup import restore_backup, write_backup
from store.checking import check_store
from store.files import export_files

SOME_LOST = 3
# These open a damaged database too.
_UNCHECKED = ("export", "check", "restore-backup")


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line asks; the answer is the exit status."""
    options = _parser().parse_args(arguments)
    try:
        engine = store.connect(check=options.command not in _UNCHECKED)
        try:
            return options.act(engine, options)
        finally:
            engine.dispose()
    except store.StoreError as error:
        print(f"{error} {error.remedy}", file=sys.stderr)
        return 1


def list_versions(engine: Engine, options: argparse.Namespace) -> int:
    """Print the versions, the newest first, as lines or as JSON."""
    listed = store.versions(engine, options.round)
    if options.json:
        records = listed.astype(object).where(listed.notna(), None).to_dict("records")
        print(json.dumps(records, ensure_ascii=False, indent=1, default=_as_text))
        return 0
    names = {one.round_id: one.round.event_names for one in store.rounds(engine)}
    for row in listed.itertuples():
        when = f"{local_time(row.adopted_at):%d.%m.%Y %H.%M}"
        mark = "i bruk" if row.in_force else ""
        print(
            f"{row.id:4}  {mark:6}  {row.round_id}  {file_label(row.kind, row.event, names.get(row.round_id, {})):25} "
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
        return say_no(why_unwritable(Path(options.folder), error))
    files = plural(len(written), "fil", "filer")
    if not lost:
        store.write_log(engine, "download", options.who, f"alt som filer ({files})")
    print(f"{files} skrevet til {options.folder}. De inneholder personopplysninger.")
    for sentence in lost:
        print(f"  {sentence}", file=sys.stderr)
    return 0 if not lost else SOME_LOST if written else 1


def check_database(engine: Engine, _options: argparse.Namespace) -> int:
    """Compare every stored file with its hash; 1 when anything is damaged."""
    checked, faults = check_store(engine)
    for sentence in faults:
        print(sentence, file=sys.stderr)
    print(f"{plural(checked, 'fil', 'filer')} er sammenlignet med kontrollsummen sin, {len(faults)} feil funnet.")
    return 1 if faults else 0


def back_up(engine: Engine, options: argparse.Namespace) -> int:
    """Write everything to one file, while others go on."""
    try:
        versions = plural(write_backup(engine, options.file), "versjon", "versjoner")
    except OSError as error:
        return say_no(why_unwritable(options.file, error))
    store.write_log(engine, "download", options.who, f"sikkerhetskopi ({versions})")
    print(f"{one_line(str(options.file))}: sikkerhetskopi av {versions}. Den inneholder personopplysninger.")
    if engine.dialect.name == "postgresql":
        print("  Skal hele PostgreSQL-serveren kopieres, er pg_dump det rette.")
    return 0


def put_back(engine: Engine, options: argparse.Namespace) -> int:
    """Put a copy in the place of the database."""
    try:
        count, kept = restore_backup(options.file, options.who, url=engine.url, replace=options.replace)
    except OSError as error:
        return say_no(why_unreadable(options.file, error))
    versions = plural(count, "versjon", "versjoner")
    print(f"{one_line(str(options.file))}: hentet inn, med {versions}. Start oversikten på nytt.")
    if kept:
        print(f"  Databasen som var der, ligger som {kept.name}. Slett den når alt er som det skal.")
    return 0


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
    adopt.add_argument("--event", metavar="SAMLING", help="samlingen filen gjelder, ellers etter dagene og navnet")
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

    backup = commands.add_parser("backup", parents=[who], help="skriv alt til én fil, mens andre bruker oversikten")
    backup.add_argument("file", type=Path, metavar="FIL")
    backup.set_defaults(act=back_up)

    put = commands.add_parser("restore-backup", parents=[who], help="sett en slik fil i stedet for databasen")
    put.add_argument("file", type=Path, metavar="FIL")
    put.add_argument("--replace", action="store_true", help="også når databasen er i bruk")
    put.set_defaults(act=put_back)

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
    sys.exit(run_command(main))
