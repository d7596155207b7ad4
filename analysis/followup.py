"""What a list to call from is, and how its rows are put in order and named."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd

from analysis.nearness import add_nearness
from analysis.situation import Situation
from analysis.sources import UNKNOWN, concern, places
from data.reference import SVALBARD
from domain.kinds import ROW_LABELS, RowKind
from domain.words import plural

PLACE_COLUMNS = ["number", "label", "county", "branch", "reason"]
PERSON_COLUMNS = ["number", "label", "county", "branch", "name", "phone", "email", "organisation", "role", "reason"]


@dataclass(frozen=True, eq=False)
class FollowUp:
    """A list: its title, why it matters, and rows with a reason each, the nearest to applying first.

    `of` is what a row is: "municipality" or "application" (number, label, county, branch, reason),
    "registration" or "attendee" (also name, phone, email, organisation, role), or "region" (region, municipalities,
    registered, attended, reason).
    `remark` says what the reader must know, such as why the list can't be made.
    """

    key: str
    title: str
    why: str
    of: str
    rows: pd.DataFrame = field(repr=False)
    remark: str = ""

    @property
    def n(self) -> int:
        """How many are on the list."""
        return len(self.rows)

    @property
    def names_people(self) -> bool:
        """Whether a row is a person."""
        return self.of in ("registration", "attendee")

    @property
    def counted(self) -> str:
        """`12 kommuner`."""
        words = {
            "municipality": ("kommune", "kommuner"),
            "application": ROW_LABELS["applications"],
            "registration": ROW_LABELS["registrations"],
            "attendee": ROW_LABELS["attendance"],
            "region": ("region", "regioner"),
        }
        return plural(self.n, *words[self.of])


def of_municipalities(
    situation: Situation, key: str, title: str, why: str, rows: pd.DataFrame, remark: str = "", reason: str = ""
) -> FollowUp:
    """A list of rows of the status table, the nearest to applying first, each with its reason.

    It holds municipalities only: Longyearbyen is named in the remark, the unknown can't be called.
    """
    if (rows["number"] == SVALBARD).any():
        remark = f"{remark} {places()[SVALBARD].name} står ikke på listen.".strip()
    table = add_nearness(situation, rows[~rows["number"].isin((UNKNOWN, SVALBARD))])
    if reason:
        table = table.assign(reason=reason)
    return FollowUp(key, title, why, "municipality", table[PLACE_COLUMNS], remark)


def of_applications(key: str, title: str, why: str, table: pd.DataFrame, remark: str = "") -> FollowUp:
    """A list of applications, of a joint one the municipality named first, the partners in the reason.

    Those of Longyearbyen and of unknown municipalities are counted in the remark.
    """
    known = table["number"].isin(places().keys() - {SVALBARD})
    rows = table[known]
    county = [places()[number].county for number in rows["number"]]
    reasons = [
        f"{reason} (søkte sammen med {partners})" if partners else reason
        for reason, partners in zip(rows["reason"], rows["partners"], strict=True)
    ]
    rows = rows.assign(county=county, reason=reasons).reset_index(drop=True)
    beside = int((~known).sum())
    if beside:
        remark = f"{remark} {plural(beside, 'søknad', 'søknader')} uten kommune står ikke på listen.".strip()
    return FollowUp(key, title, why, "application", rows[PLACE_COLUMNS], remark)


def list_addresses(
    situation: Situation, numbers: set[str] | list[str], of_branch: Callable[[str], bool] = bool
) -> list[str]:
    """The e-mail addresses known for these municipalities, each once, in alphabetical order.

    From counting registrations and applications: the sender's, and the contact person's. A joint application belongs
    to the branch of the municipality named first; `of_branch` says whose addresses are wanted.
    """
    found: set[str] = set()
    addresses: dict[RowKind, list[str]] = {"registrations": ["email"], "applications": ["email", "contact_email"]}
    for kind, columns in addresses.items():
        rows = situation.counting(kind)
        rows = rows[concern(rows, numbers) & rows["branch"].map(of_branch).astype(bool)]
        for column in columns:
            found.update(str(address).strip().lower() for address in rows[column] if "@" in str(address))
    return sorted(found)
