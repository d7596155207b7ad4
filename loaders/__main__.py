"""`python -m loaders FILE… [--json] [--kind KIND] [--header-row N]`: the report on each file.

Exit status 1 where something stops.
"""

import argparse
import json
import sys
from pathlib import Path

from domain.commands import one_line, run_command, why_unreadable
from domain.kinds import KINDS, Kind
from loaders import Export, ExportError, read_export
from loaders.findings import is_stopped
from loaders.report import describe, write_report
from loaders.table.find_table import HEADER_ROW


def read_file(path: Path, kind: Kind | None, header_row: int | None = None) -> Export | ExportError:
    try:
        content = path.read_bytes()
    except OSError as error:
        return ExportError(why_unreadable(path, error))
    try:
        chosen = {HEADER_ROW: str(header_row)} if header_row is not None else None
        return read_export(content, path.name, kind=kind, mapping=chosen)
    except ExportError as error:
        return error


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m loaders", description="Les eksporter og vis hva som ble funnet.")
    parser.add_argument("files", nargs="+", type=Path, metavar="FIL")
    parser.add_argument("--json", action="store_true", help="rapporten som JSON")
    parser.add_argument("--kind", choices=KINDS, help="hva filene inneholder, om det ikke skal gjettes")
    parser.add_argument(
        "--header-row", type=int, metavar="RAD", help="raden i Excel der overskriftene står, om den ikke skal gjettes"
    )
    chosen = parser.parse_args(arguments)
    results = [(one_line(path.name), read_file(path, chosen.kind, chosen.header_row)) for path in chosen.files]
    if chosen.json:
        print(json.dumps([describe(name, result) for name, result in results], ensure_ascii=False, indent=1))
    else:
        print("\n".join(write_report(name, result) for name, result in results), end="")
    return int(any(is_stopped(result.findings) for _, result in results))


if __name__ == "__main__":
    sys.exit(run_command(main))
