"""What the council does to reach municipalities, beside the programme's own dates: its kinds, and one effort."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, get_args

EffortKind = Literal["nyhetsbrev", "artikkel", "møte", "kampanje", "telefonrunde"]
EFFORT_KINDS: tuple[EffortKind, ...] = get_args(EffortKind)
CALLS = ("telefon", "møte")
"""The channels of logged contacts that count as having called."""
LONGEST_TITLE = 120


@dataclass(frozen=True)
class Effort:
    """Something the council did on a day, for all regions or some, or for some municipalities.

    `regions` are names of branches and counties, none is all. `municipalities` are numbers, which take the place of the
    regions; `list_title` names the list to call from that they stood on, "" where they were picked.
    `version` counts the edits, from 1.
    """

    day: date
    kind: EffortKind
    title: str
    link: str = ""
    regions: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    list_title: str = ""
    removed: bool = False
    id: int = 0
    version: int = 0
    written_by: str = ""
    written_at: datetime | None = field(default=None, compare=False)

    @property
    def name(self) -> str:
        """`Nyhetsbrev «Søk nå»`."""
        return f"{self.kind.capitalize()} «{self.title}»"
