"""Owns the files under review: their bytes and what was chosen for each, kept for as long as the session lasts.

The uploader hands each file over and is empty again. So nothing that is done with one file, on this page or another,
takes the others from the screen.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import streamlit as st

from domain.kinds import Kind
from domain.words import plural
from frame.insides import forget_upload
from frame.kept import KEPT
from loaders import Answer, Question

PARAMETER = "til_gjennomsyn"
"""In the address: how many files are under review. The browser keeps it when the server has lost the files."""
_KEPT = "files_under_review"


@dataclass(frozen=True)
class Answered:
    """An answer that was given to a question about the file, to be shown and taken back."""

    sentence: str
    label: str
    columns: tuple[str, ...]
    kind: Kind | None


@dataclass(frozen=True)
class PendingFile:
    """One file under review. Until something is chosen a field is empty, and what the file itself says holds.

    `mapping` is what its columns were chosen to be, `focus` the column that a finding led to, `seen` the id of the
    version that it would replace as the user last saw it (0: none, None: nothing was seen yet).
    """

    key: str
    filename: str
    content: bytes
    kind: Kind | None = None
    mapping: tuple[tuple[str, str], ...] | None = None
    answered: tuple[Answered, ...] = ()
    left_out: tuple[str, ...] = ()
    round_id: str = ""
    event: str = ""
    source: str = ""
    focus: str = ""
    logged: bool = False
    seen: int | None = None


@dataclass
class _Pending:
    files: dict[str, PendingFile] = field(default_factory=dict)
    turn: int = 0
    outcome: str = ""
    missing: int = 0


def pending_files() -> tuple[PendingFile, ...]:
    """The files under review, in the order they were uploaded."""
    return tuple(_kept().files.values())


def change(key: str, **chosen: object) -> None:
    """Note what was chosen for a file."""
    files = _kept().files
    if key in files:  # it may have been removed in another window of the same session
        files[key] = replace(files[key], **chosen)


def keep(key: str, name: str, widget: str) -> None:
    """Note what a widget says, which Streamlit forgets when the page is left."""
    said = st.session_state[widget]
    change(key, **{name: tuple(said) if isinstance(said, list) else said})  # reads are kept under it


def answer(file: PendingFile, question: Question, chosen: Answer, mapping: Mapping[str, str]) -> None:
    """Have the file read with an answer beside the mapping it is read with."""
    given = Answered(question.sentence, chosen.label, tuple(chosen.mapping), chosen.kind)
    change(
        file.key,
        mapping=tuple({**mapping, **chosen.mapping}.items()),
        kind=chosen.kind or file.kind,
        answered=(*file.answered, given),
    )


def take_back(file: PendingFile, given: Answered) -> None:
    """Have the question asked again."""
    mapping = tuple(item for item in file.mapping or () if item[0] not in given.columns)
    answered = tuple(other for other in file.answered if other is not given)
    change(file.key, mapping=mapping or None, kind=None if given.kind else file.kind, answered=answered)


def add(filename: str, content: bytes) -> None:
    """Put a file under review."""
    key = hashlib.sha256(content + filename.encode()).hexdigest()[:12]
    _kept().files.setdefault(key, PendingFile(key, filename, content))


def drop(key: str) -> None:
    """Take a file from the list, adopted or given up, and forget what was read of it."""
    _kept().files.pop(key, None)
    KEPT.forget(key)


def say(sentence: str) -> None:
    """Have a sentence stand over the files in the run after this one."""
    _kept().outcome = sentence


def show_uploader() -> None:
    """The uploader, and what became of the files before: adopted, or lost when the server started anew."""
    kept = _kept()
    widget = f"uploader_{kept.turn}"
    st.file_uploader(
        "Excel, CSV eller tekst fra Microsoft Forms, Teams, Zoom eller påmeldingssystemet. Høyst 20 MB per fil.",
        accept_multiple_files=True,
        key=widget,
    )
    if sent := st.session_state[widget]:
        _take(sent)
        st.rerun()
    if kept.outcome:
        st.success(kept.outcome, icon=":material/check_circle:")
        kept.outcome = ""
    _show_missing(kept)


def _take(sent: list) -> None:
    kept = _kept()
    kept.turn += 1  # a new key empties the uploader
    kept.missing = 0
    for file in sent:
        if not hasattr(file, "getvalue"):  # the browser shows a file that a server before this one was given
            kept.missing += 1
            continue
        add(file.name, file.getvalue())
        forget_upload(file)


def _show_missing(kept: _Pending) -> None:
    """Ask for files that this session does not have, and tell the browser how many it has."""
    if kept.missing:
        st.warning(
            f"{plural(kept.missing, 'fil', 'filer')} til gjennomsyn er ikke her lenger, for siden er lastet på nytt "
            f"eller serveren har startet på nytt. Last opp {'filen' if kept.missing == 1 else 'filene'} på nytt.",
            icon=":material/upload_file:",
        )
    if kept.files:
        st.query_params[PARAMETER] = str(len(kept.files))
    else:
        st.query_params.pop(PARAMETER, None)


def _kept() -> _Pending:
    """This session's files. A session that is new to files the browser speaks of has lost them."""
    if _KEPT not in st.session_state:
        asked = st.query_params.get(PARAMETER, "")
        missing = int(asked) if asked.isdecimal() and len(asked) < 4 else 0
        st.session_state[_KEPT] = _Pending(missing=missing)
    return st.session_state[_KEPT]
