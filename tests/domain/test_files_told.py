"""What commands say of a file that can't be used, and how they end."""

import errno
import os
import sys
from datetime import date
from pathlib import Path

import pytest

from domain.commands import error_name, one_line, run_command, why_unreadable, why_unwritable
from domain.efforts import Effort


@pytest.mark.parametrize(
    ("name", "error", "told"),
    [
        ("~$a.xlsx", PermissionError(), "er ikke selve filen, bare Excels merke"),
        ("a.csv", FileNotFoundError(), "finnes ikke. Sjekk navnet og mappen."),
        ("a.csv", PermissionError(), "kan ikke åpnes. Er den åpen i Excel"),
        ("a.csv", OSError(errno.EIO, "broken"), "kan ikke leses (EIO)."),
    ],
)
def test_why_a_file_is_not_read(tmp_path, name, error, told):
    assert why_unreadable(tmp_path / name, error).startswith(f"{tmp_path / name}: {told}")


def test_a_folder_is_no_file_whatever_the_system_calls_it(tmp_path):
    assert "er en mappe, ikke en fil" in why_unreadable(tmp_path, PermissionError())
    assert "det er en mappe med det navnet" in why_unwritable(tmp_path, PermissionError())


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(errno.ENOSPC, "full"), "for det er ikke plass på disken."),
        (FileExistsError(), "en fil og ikke en mappe. Velg en annen mappe."),
        (NotADirectoryError(), "en fil og ikke en mappe. Velg en annen mappe."),
        (IsADirectoryError(), "for det er en mappe med det navnet. Velg et annet navn."),
        (PermissionError(), "Ellers mangler du rettighet til det."),
        (FileNotFoundError(), "for mappen finnes ikke."),
        (OSError(errno.EIO, "broken"), "kan ikke skrives (EIO)."),
    ],
)
def test_why_a_file_is_not_written(tmp_path, error, told):
    sentence = why_unwritable(tmp_path / "a.csv", error)
    assert sentence.startswith(f"{tmp_path / 'a.csv'}: ") and sentence.endswith(told)


def test_a_fault_without_a_number_has_its_types_name_and_a_file_name_is_one_line():
    assert (error_name(OSError()), error_name(OSError(errno.EIO, "x"))) == ("OSError", "EIO")
    assert one_line("a\nb\x1b[1m.csv") == "a\ufffdb\ufffd[1m.csv"
    assert one_line("Søknad 1.csv") == "Søknad 1.csv"


class Full:
    """A terminal that takes nothing."""

    def __init__(self, error, file):
        self.error, self.file = error, file

    def flush(self):
        raise self.error

    def fileno(self):
        return self.file.fileno()


@pytest.mark.parametrize(
    ("error", "told"),
    [(BrokenPipeError(), ""), (OSError(errno.ENOSPC, "full"), "Det er ikke plass på disken til det som skrives ut.\n")],
)
def test_a_command_ends_with_1_where_nothing_more_can_be_printed(monkeypatch, capsys, error, told):
    with Path(os.devnull).open("w") as file, monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", Full(error, file))
        status = run_command(lambda: 0)
    assert (status, capsys.readouterr().err) == (1, told)


def test_a_command_ends_with_its_own_status_and_other_faults_are_not_hidden():
    assert [run_command(lambda status=status: status) for status in (0, 2)] == [0, 2]
    for error in (OSError(errno.EIO, "broken"), OSError(errno.ENOSPC, "full", "a.csv")):

        def fail(error=error):
            raise error

        with pytest.raises(OSError, match=r"broken|full"):
            run_command(fail)


def test_an_effort_that_is_not_saved_has_neither_number_nor_version():
    effort = Effort(date(2024, 5, 2), "nyhetsbrev", "Søk nå")
    assert (effort.id, effort.version, effort.removed) == (0, 0, False)
    assert effort.name == "Nyhetsbrev «Søk nå»"
