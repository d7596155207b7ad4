"""Reads what the token says of whoever signs in: a user, nobody with a role, or a sentence for what can't be read.

A provider may put any JSON into any claim. The role comes from the token's app roles (`roles`). An adviser's branches
come from the claim `branches` where there is one, else from the table [branches] in secrets.toml.
"""

from collections.abc import Mapping
from typing import Any, Final, get_args

from data.reference import branches as all_branches
from frame.door import sign_in
from frame.door.roles import Role, User

# What a token may call the roles: Entra ID takes no å in the value of an app role.
NAMES: Final[dict[str, Role]] = {
    "vurderer": "vurderer",
    "leder": "leder",
    "radgiver": "rådgiver",
    "raadgiver": "rådgiver",
    "rådgiver": "rådgiver",
    "administrator": "administrator",
}
EVERY_BRANCH: Final = "alle"
_LONGEST: Final = 320  # characters of an e-mail address, by its standard
_NO_ID: Final = "Innloggingen sier ikke hvem du er: brukernavn, e-postadresse og «sub» mangler eller kan ikke leses."
_NO_BRANCHES: Final = (
    "Fylkesavdelingene dine («branches») står i innloggingen på en måte som ikke kan leses. De må være en liste av "
    "navn, eller «alle»."
)


def read_user(claims: Mapping[str, Any]) -> User | str:
    """The user of a token; "" when it gives no role that is known, else the sentence that says what can't be read."""
    roles = _find_roles(claims.get("roles"))
    if not roles:
        return ""
    role = roles[-1]
    names = (_text(claims.get(name)) for name in ("preferred_username", "email", "sub"))
    user_id = next(filter(None, names), "").lower()
    if not user_id:
        return _NO_ID
    branches = _find_branches(claims, role, user_id)
    if branches is None:
        return _NO_BRANCHES
    return User(user_id, _text(claims.get("name")) or user_id, role, branches, assesses="vurderer" in roles)


def find_name(claims: Mapping[str, Any]) -> str:
    """The name to greet with, also of one without a role; "" when the token has none."""
    return next(filter(None, (_text(claims.get(name)) for name in ("name", "preferred_username", "email"))), "")


def _text(value: Any) -> str:
    """A text of one line and of sensible length, "" for everything else."""
    text = value.strip() if isinstance(value, str) else ""
    return text if text.isprintable() and len(text) <= _LONGEST else ""


def _texts(value: Any) -> tuple[str, ...] | None:
    """The texts of a list of texts or of one text; None when it is anything else."""
    if isinstance(value, str):
        return (value,)
    whole = isinstance(value, list | tuple) and all(isinstance(part, str) for part in value)
    return tuple(value) if whole else None


def _find_roles(value: Any) -> list[Role]:
    """The roles that we know, the strongest last; none when they can't be read."""
    known = {NAMES[text.casefold()] for text in _texts(value) or () if text.casefold() in NAMES}
    return sorted(known, key=get_args(Role).index)


def _find_branches(claims: Mapping[str, Any], role: Role, user_id: str) -> tuple[str, ...] | None:
    """The branches whose people the user sees, in the reference table's order; unknown names are dropped."""
    if role == "administrator":
        return tuple(all_branches())
    if role in ("vurderer", "leder"):
        return ()
    given = claims.get("branches")
    if given is None:
        given = _from_table(user_id)
    wanted = _texts(given)
    if wanted is None:
        return None
    if EVERY_BRANCH in wanted:
        return tuple(all_branches())
    return tuple(branch for branch in all_branches() if branch in wanted)


def _from_table(user_id: str) -> Any:
    table = sign_in.secret("branches")
    if not isinstance(table, Mapping):
        return ()
    return next((table[name] for name in table if str(name).strip().lower() == user_id), ())
