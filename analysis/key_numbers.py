"""The big numbers that a page, a slide and a letter lead with: each with its target and its change in a week."""

from dataclasses import dataclass

from analysis.headline import headline
from analysis.situation import Situation
from analysis.week import change_text
from domain.phases import Phase, phase_of
from domain.words import format_number

OF_THE_PHASE: dict[Phase, tuple[str, ...]] = {
    "before_gathering": ("registered", "participants", "applications", "attended"),
    "before_deadline": ("applications", "registered", "attended", "participants"),
    "before_answers": ("applications", "places", "confirmed", "attended"),
    "towards_start": ("places", "confirmed", "start", "ready"),
}
WITH_TARGET = ("applications", "places")
"""The numbers whose `of` is a target: there may be more."""
NOT_LOADED = "ikke lastet opp"
"""What is said of a number without a file to count from."""


@dataclass(frozen=True)
class KeyNumber:
    """One big number: its count (None when there is no file to count from), what it is a count out of (None for
    nothing), how many more or fewer there are than a week ago, and how many are new where that is known apart."""

    key: str
    label: str
    count: int | None
    of: int | None
    net: int | None
    new: int | None = None

    @property
    def value(self) -> str:
        """`34 av 40`, `48 (mål 40)` above the target, `–` without a file."""
        if self.count is None:
            return "–"
        n = format_number(self.count)
        if not self.of:
            return n
        over = self.key in WITH_TARGET and self.count > self.of
        return f"{n} (mål {format_number(self.of)})" if over else f"{n} av {format_number(self.of)}"

    @property
    def change(self) -> str:
        """`+6 siste uke`, `ikke lastet opp`."""
        return NOT_LOADED if self.count is None else change_text(self.net, self.new)


def count_key_numbers(situation: Situation) -> dict[str, KeyNumber]:
    """Every big number by its key, under the situation's filter."""
    now = headline(situation)
    known = (
        ("applications", "Søknader", "applications", now["target_applications"]),
        ("registered", "Påmeldte kommuner", "municipalities_registered", now["municipalities"]),
        ("attended", "Kommuner som deltok", "municipalities_attended", None),
        ("participants", "Påmeldte personer", "participants", None),
        ("attendees", "Personer som deltok", "attendees", None),
        ("places", "Tildelte plasser", "places", now["target_places"]),
        ("confirmed", "Bekreftede plasser", "confirmed", now["places"]),
        ("ready", "Klare for oppstart", "ready", now["places"]),
        ("start", "Påmeldte til oppstart", "municipalities_start_registered", now["municipalities_placed"]),
    )
    return {
        key: KeyNumber(key, label, now[count], of, now[f"{count}_net_7_days"], now.get(f"{count}_last_7_days"))
        for key, label, count, of in known
    }


def numbers_of_the_phase(situation: Situation) -> tuple[KeyNumber, ...]:
    """The four numbers of the first screen, by what people ask in the phase the round is in."""
    numbers = count_key_numbers(situation)
    return tuple(numbers[key] for key in keys_of_the_phase(situation))


def keys_of_the_phase(situation: Situation) -> tuple[str, ...]:
    """The keys of those four."""
    return OF_THE_PHASE[phase_of(situation.round, situation.as_of)]
