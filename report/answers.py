"""Answers as files: e-mail drafts and Word letters, packed in a zip. Nothing is sent."""

import io
import re
import zipfile
from collections.abc import Callable, Iterable
from email.message import EmailMessage

from analysis.answers import Filled, Language
from report.pack import document_parts as parts

WORD_LANGUAGE: dict[Language, str] = {"nb": "nb-NO", "nn": "nn-NO"}
Addressed = tuple[str, str, Language, Filled]
"""Whom it is from (the label of the application), the address, the written language and the letter."""


def write_mails(answers: Iterable[Addressed]) -> bytes:
    """A zip of .eml files without a sender, which mail programs open as drafts."""
    return _pack(answers, "eml", _write_mail)


def write_letters(answers: Iterable[Addressed]) -> bytes:
    """A zip of Word letters."""
    return _pack(answers, "docx", _write_letter)


def _pack(answers: Iterable[Addressed], kind: str, write: Callable[[Addressed], bytes]) -> bytes:
    buffer = io.BytesIO()
    used: dict[str, int] = {}
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for answer in answers:
            name = re.sub(r"[^\w ().-]+", " ", answer[0]).strip()[:80] or "søknad"
            used[name.casefold()] = used.get(name.casefold(), 0) + 1
            again = used[name.casefold()]
            archive.writestr(f"{name}{f' ({again})' if again > 1 else ''}.{kind}", write(answer))
    return buffer.getvalue()


def _write_mail(answer: Addressed) -> bytes:
    _label, address, language, filled = answer
    message = EmailMessage()
    message["Subject"] = filled.subject
    message["To"] = address
    message["X-Unsent"] = "1"
    message["Content-Language"] = WORD_LANGUAGE[language]
    message.set_content(filled.text)
    return bytes(message)


def _write_letter(answer: Addressed) -> bytes:
    label, _address, language, filled = answer
    document = parts.new_document()
    document.add_paragraph(label)
    document.add_heading(filled.subject, 1)
    for paragraph in filled.text.split("\n\n"):
        document.add_paragraph(paragraph)
    return parts.to_bytes(document, filled.subject, author="Norsk kulturskoleråd", language=WORD_LANGUAGE[language])
