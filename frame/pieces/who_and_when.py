"""Owns how a page says who did something, and when: as Markdown that shows the characters of a user's id."""

from datetime import datetime

from domain.clock import local_time
from domain.words import format_time
from frame.door.roles import name_of
from frame.pieces.plain_text import plain_text


def tell_who(user_id: str) -> str:
    """`kari@kulturskoleradet.no`, `lokal bruker`."""
    return plain_text(name_of(user_id))


def tell_when_and_who(moment: datetime, user_id: str) -> str:
    """`02.05.2024 kl. 14.10 av kari@kulturskoleradet.no`, by the clock in Oslo."""
    return f"{format_time(local_time(moment))} av {tell_who(user_id)}"
