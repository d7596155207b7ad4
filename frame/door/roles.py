"""The four roles, what each may do, and the user with the branches whose people they see."""

from dataclasses import dataclass
from typing import Final, Literal, get_args

from data.reference import branches as all_branches

Role = Literal["vurderer", "leder", "rådgiver", "administrator"]
"""The weakest first: who has several has the strongest, and assesses as well where one of them is «vurderer»."""
Right = Literal[
    "see_figures",  # everything aggregated: counts, maps, which municipality has come how far
    "see_contacts",  # names, addresses and telephone numbers, of the user's own branches
    "see_notes",  # follow-up notes, of the user's own branches
    "write_notes",
    "upload",  # adopt an export
    "take_back",  # choose an earlier version of an export again
    "correct",  # settle a municipality, set a state
    "assess",  # the applications that are given to the user: what is written in them, and the user's own scores
    "see_answers",  # what any applicant has written
    "choose",  # read scores in, choose among the applications, decide, answer
    "see_log",
    "change_settings",  # rounds, dates, targets
    "delete",  # personal data of a round
]

_ASSESSOR: Final[frozenset[Right]] = frozenset({"assess"})
_LEADER: Final[frozenset[Right]] = frozenset({"see_figures"})
_ADVISER: Final[frozenset[Right]] = _LEADER | {
    "see_contacts",
    "see_notes",
    "write_notes",
    "upload",
    "take_back",
    "correct",
}
CAN: Final[dict[Role, frozenset[Right]]] = {
    "vurderer": _ASSESSOR,
    "leder": _LEADER,
    "rådgiver": _ADVISER,
    "administrator": frozenset(get_args(Right)),
}


LOCAL_ID: Final = "lokal"
LOCAL_NAME: Final = "lokal bruker"


def name_of(user_id: str) -> str:
    """The id as people read it: «lokal bruker» for the one who uses the dashboard without signing in."""
    return LOCAL_NAME if user_id == LOCAL_ID else user_id


def right_to_file(kind: str) -> Right:
    """Return the right that a file of a kind asks for: with applications, or in a kind that only a newer edition knows,
    it may hold what was written in them.
    """
    return "see_contacts" if kind in ("registrations", "attendance") else "see_answers"


@dataclass(frozen=True)
class User:
    """The one who is using this session."""

    id: str  # what the log calls them: user name or e-mail address, in lower case; «lokal» without sign-in
    name: str
    role: Role
    branches: tuple[str, ...]  # whose contacts and notes they see; all of them for an administrator
    signed_in: bool = True  # False in local mode, where nobody signs in
    assesses: bool = False  # whether one of several roles is «vurderer»

    def may(self, right: Right) -> bool:
        """Whether the user has a right."""
        return right in CAN[self.role] or (self.assesses and right in _ASSESSOR)

    @property
    def sees_everyone(self) -> bool:
        """Whether the user follows every branch, and so may have a whole file."""
        return self.may("see_contacts") and set(self.branches) == set(all_branches())

    def may_have_file(self, kind: str) -> bool:
        """Whether the user may have a whole file of a kind."""
        return self.sees_everyone and self.may(right_to_file(kind))

    @property
    def people_of(self) -> tuple[str, ...]:
        """The branches whose names and addresses may be shown to the user.

        Rows without a known municipality have no branch, "": the administrator, who settles where they belong, sees
        them.
        """
        if not self.may("see_contacts"):
            return ()
        return (*all_branches(), "") if self.role == "administrator" else self.branches

    def sees_people_of(self, branch: str) -> bool:
        """Whether names and addresses from this branch may be shown to the user."""
        return branch in self.people_of
