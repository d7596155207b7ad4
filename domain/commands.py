"""What the commands of every room share: what they say of a file they can't use, and how they end."""

import contextlib
import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path


def run_command(main: Callable[[], int]) -> int:
    """The exit status of a command; ends it quietly when nobody reads what it prints, as in `… | head`, and with a
    sentence when there is no room for it."""
    # `>&-` closes them; what is opened next would get their numbers, a database among them.
    sys.stdout, sys.stderr = (stream or Path(os.devnull).open("w") for stream in (sys.stdout, sys.stderr))  # noqa: SIM115
    try:
        status = main()
        sys.stdout.flush()
    except BrokenPipeError:
        _print_no_more()
        return 1
    except OSError as error:
        # An error that names a file is about that file, and not about what is printed.
        if error.errno != errno.ENOSPC or error.filename is not None:
            raise
        _print_no_more()
        print("Det er ikke plass på disken til det som skrives ut.", file=sys.stderr)
        return 1
    return status


def _print_no_more() -> None:
    """Throw away what is not printed yet: Python would try to write it as it ends, and complain a second time."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def why_unreadable(path: Path, error: OSError) -> str:
    """A sentence for a file that can't be read, with what to do."""
    name = one_line(str(path))
    if path.name.startswith("~$"):
        return f"{name}: er ikke selve filen, bare Excels merke på at den er åpen. Lukk filen i Excel, og velg den."
    if path.is_dir():  # which Windows says with the words of a file that is locked
        return f"{name}: er en mappe, ikke en fil. Skriv navnet på filen i den."
    if isinstance(error, FileNotFoundError):
        return f"{name}: finnes ikke. Sjekk navnet og mappen."
    if isinstance(error, PermissionError):
        return f"{name}: kan ikke åpnes. Er den åpen i Excel, så lukk den der. Ellers mangler du rettighet til den."
    return f"{name}: kan ikke leses ({error_name(error)})."


def why_unwritable(path: Path, error: OSError) -> str:
    """A sentence for a file or a folder that can't be written, with what to do."""
    name = one_line(str(path))
    if error.errno == errno.ENOSPC:
        return f"{name}: kan ikke skrives, for det er ikke plass på disken."
    if isinstance(error, FileExistsError | NotADirectoryError):
        return f"{name}: kan ikke skrives, for noe på veien dit er en fil og ikke en mappe. Velg en annen mappe."
    if isinstance(error, IsADirectoryError) or path.is_dir():
        return f"{name}: kan ikke skrives, for det er en mappe med det navnet. Velg et annet navn."
    if isinstance(error, PermissionError):
        return f"{name}: kan ikke skrives. Er den åpen i Excel, så lukk den der. Ellers mangler du rettighet til det."
    if isinstance(error, FileNotFoundError):
        return f"{name}: kan ikke skrives, for mappen finnes ikke."
    return f"{name}: kan ikke skrives ({error_name(error)})."


def error_name(error: OSError) -> str:
    """The operating system's own name of a fault, for whoever runs the machine: `EIO`."""
    return errno.errorcode.get(error.errno or 0, type(error).__name__)


def one_line(text: str) -> str:
    """A text as one line of a terminal: a file's name may hold line breaks, and characters that move the cursor."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)
