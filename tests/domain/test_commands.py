"""How commands end: with a sentence where there is no room, quietly where nobody listens, never with a traceback."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from domain.commands import why_unwritable

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = ("store versions --json", "analysis --json", "report letter --out {folder}")


def run(command, folder, **streams):
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{folder / 'store.sqlite'}"}
    arguments = command.format(folder=folder / "ut").split()
    return subprocess.run([sys.executable, "-m", *arguments], cwd=ROOT, env=environment, check=False, **streams)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_printed_where_there_is_no_room_ends_with_a_sentence(command, tmp_path):
    with Path("/dev/full").open("w") as full:
        done = run(command, tmp_path, stdout=full, stderr=subprocess.PIPE)
    told = "Det er ikke plass på disken til det som skrives ut."
    assert (done.returncode, done.stderr.decode().strip()) == (1, told)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_without_any_output_does_its_work(command, tmp_path):
    shell = f'exec "$0" -m {command.format(folder=tmp_path / "ut")} >&-'
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{tmp_path / 'store.sqlite'}"}
    done = subprocess.run(
        ["/bin/sh", "-c", shell, sys.executable], cwd=ROOT, env=environment, stderr=subprocess.PIPE, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_full_disk_is_told_of_a_folder_too(tmp_path):
    assert why_unwritable(tmp_path, OSError(errno.ENOSPC, "full")).endswith("for det er ikke plass på disken.")
    assert why_unwritable(tmp_path, OSError(errno.EIO, "broken")).endswith(
        "for det er en mappe med det navnet. Velg et annet navn."
    )
