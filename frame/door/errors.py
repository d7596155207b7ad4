"""Unexpected errors: a sentence with a reference number to the user, the number and the place to the log.

Neither the browser nor the log gets the exception's message: it often quotes a cell, a parameter of a
database query or a file name, and those may be personal data.
"""

import logging
import secrets
import traceback
from types import TracebackType
from typing import Any, Final

import streamlit as st
from starlette.responses import PlainTextResponse, Response

from frame.insides import UNCAUGHT

log = logging.getLogger("dashbord")

# Without letters and digits that are mistaken for each other over the telephone.
_LETTERS: Final = "ABCDEFGHJKLMNPRSTUVWXYZ23456789"

# Their messages name modules and variables, never a value.
_HARMLESS: Final = (ImportError, NameError)


def new_reference() -> str:
    """A number to quote, such as «K7M2-4QXR»."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def describe(error: BaseException) -> str:
    """Types and places of an error and of what caused it, without messages (but harmless ones)."""
    lines = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        message = f": {current}" if isinstance(current, _HARMLESS) else ""
        lines.append(f"{type(current).__name__}{message}")
        lines += [f"  {f.filename}:{f.lineno} i {f.name}" for f in _frames(current.__traceback__)]
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return "\n".join(lines)


def _frames(trace: TracebackType | None) -> list[traceback.FrameSummary]:
    return list(traceback.StackSummary.extract(traceback.walk_tb(trace), lookup_lines=False))


def note(error: BaseException) -> str:
    """Log an error, and return the number that finds the line."""
    reference = new_reference()
    log.error("Feil %s\n%s", reference, describe(error))
    return reference


def answer(error: Exception) -> Response:
    """The answer to a request that failed outside the pages."""
    return PlainTextResponse(f"Noe gikk galt. Oppgi referansenummer {note(error)}.", status_code=500)


def show_script_error(error: Exception) -> bool:
    """Log an error of a page and show the user how to refer to it; True keeps Streamlit's own box away."""
    reference = note(error)
    st.error(
        "**Noe gikk galt, og det er ikke din feil.** Ingenting er endret. Prøv å laste siden på nytt. "
        f"Skjer det igjen, oppgi referansenummer **{reference}** til den som drifter dashbordet.",
        icon=":material/error:",
    )
    return True


def set_up_logs() -> None:
    """Our own lines with time and level; and no record, whoever writes it, carries an exception's message."""
    made_before = logging.getLogRecordFactory()
    if getattr(made_before, "leaves_messages_out", False):
        return

    def make(*args: Any, **kwargs: Any) -> logging.LogRecord:
        record = made_before(*args, **kwargs)
        if record.exc_info and record.exc_info[1] is not None:
            record.exc_text = describe(record.exc_info[1])
            record.exc_info = None
        return record

    make.leaves_messages_out = True  # type: ignore[attr-defined]
    logging.setLogRecordFactory(make)
    if not log.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        log.addHandler(handler)
        log.setLevel(logging.INFO)
        log.propagate = False
    # Streamlit logs a page's error itself, just before it asks us; ours has the reference number.
    logging.getLogger("streamlit.error_util").addFilter(lambda r: r.msg != UNCAUGHT)
