"""A small spring of registrations, attendance and applications that the figures are drawn from."""

from functools import cache

from data.reference import municipalities
from tests.analysis.tables import ALTA, BODO, rows, situation

NUMBERS = list(municipalities())
SIGNED = rows(
    {"on": "2024-03-11 10:00", "of": BODO, "persons": 2, "role": "Rektor"},
    {"on": "2024-03-13 10:00", "of": ALTA, "role": "Lærer"},
    {"on": "2024-03-13 10:00", "role": "Rektor"},
)
CAME = rows({"joined_at": "2024-03-15 09:30", "email": "person0@example.no", "name": "Person 0", "minutes": 200})
APPLIED = rows(
    *[{"on": f"2024-04-{day:02} 10:00", "of": NUMBERS[day]} for day in range(8, 20)],
    {"on": "2024-04-25 10:00", "of": BODO, "state": "placed", "placed_at": "2024-04-30 10:00"},
)


@cache
def spring():
    """Computed once: no figure changes what it is drawn from."""
    return situation("2024-05-02", registrations=SIGNED, attendance=CAME, applications=APPLIED)
