"""Who may do what: three roles, one table, asked by every page and by every function that writes.

The role comes from the token's app roles (the claim `roles`). An adviser's branches come from the token's
claim `branches` where there is one, else from the table [branches] in secrets.toml.
"""

import logging
from collections.abc import Mapping
from typing import Any, Final, get_args

import streamlit as st

from data.reference import branches as all_branches
from frame.door import sign_in
from frame.door.roles import Right, Role, User
from frame.door.whole_page import drawn_for, is_whole_page
from frame.pieces.plain_text import plain_text

# What a token may call the roles: Entra ID takes no å in the value of an app role.
NAMES: Final[dict[str, Role]] = {
    "leder": "leder",
    "radgiver": "rådgiver",
    "raadgiver": "rådgiver",
    "rådgiver": "rådgiver",
    "administrator": "administrator",
}
LOCAL_ID: Final = "lokal"
LOCAL_NAME: Final = "lokal bruker"
EVERY_BRANCH: Final = "alle"

log = logging.getLogger("dashbord")


def name_of(user_id: str) -> str:
    """What a page calls the one who did something: the user's own id, and in words the one who never signed in."""
    return LOCAL_NAME if user_id == LOCAL_ID else user_id


def current_user() -> User | None:
    """The user of this session. Nobody signed in, or nobody with a role: shows why, and is None."""
    try:
        mode = sign_in.current_mode()
    except sign_in.StartRefused as refused:
        st.error(str(refused), icon=":material/lock:")
        return None
    if mode == "local":
        return User(LOCAL_ID, LOCAL_NAME, "administrator", tuple(all_branches()), signed_in=False)
    claims, reason = sign_in.read_claims()
    if not claims:
        sign_in.show_sign_in(reason)
        return None
    role = find_role(claims)
    if role is None:
        _show_no_role(claims)
        return None
    return User(find_id(claims), find_name(claims), role, find_branches(claims, role))


def is_still_in() -> bool:
    """Whether this session's sign-in still counts."""
    try:
        return sign_in.current_mode() == "local" or bool(sign_in.read_claims()[0])
    except sign_in.StartRefused:
        return False


def leave_if_out() -> None:
    """For fragments, which also run without the frame: run the whole page anew when the sign-in no longer counts."""
    if not is_whole_page() and not is_still_in():
        st.rerun()


def require(right: Right, *, of: str | None = None) -> User:
    """The user, if they have the right, and see the people of the branch `of`; otherwise a calm page, and the
    script stops.

    Pages call it first, and so does every function that writes: a widget replayed from another session or a
    link to a page that isn't in the menu meets the same answer.
    """
    user = drawn_for() or current_user()
    if user is None:
        st.stop()
    refused = ""
    if not user.may(right):
        refused = f"rollen **{user.role}**"
    elif of is not None and not user.sees_people_of(of):
        refused = f"dem som ikke følger opp **{of or 'ukjent kommune'}**"
    if refused:
        log.warning("Avvist: rollen %s har ikke rettigheten %s her.", user.role, right)
        st.info(
            f"Denne siden eller handlingen er ikke åpen for {refused}. Trenger du tilgang, "
            "ta kontakt med en administrator av dashbordet.",
            icon=":material/lock:",
        )
        st.stop()
    return user


def find_role(claims: Mapping[str, Any]) -> Role | None:
    """The strongest of the token's roles that we know; None when there is none."""
    given = claims.get("roles") or ()
    texts = [given] if isinstance(given, str) else given if isinstance(given, list | tuple) else []
    known = {NAMES[text.casefold()] for text in texts if isinstance(text, str) and text.casefold() in NAMES}
    return max(known, key=get_args(Role).index, default=None)


def find_id(claims: Mapping[str, Any]) -> str:
    """User name, else e-mail address, else the provider's own identifier."""
    found = claims.get("preferred_username") or claims.get("email") or claims.get("sub") or ""
    return str(found).strip().lower()


def find_name(claims: Mapping[str, Any]) -> str:
    """The name to greet with."""
    return str(claims.get("name") or find_id(claims))


def find_branches(claims: Mapping[str, Any], role: Role) -> tuple[str, ...]:
    """The branches whose people the user sees, in the reference table's order; unknown names are dropped."""
    if role == "administrator":
        return tuple(all_branches())
    if role == "leder":
        return ()
    given = claims.get("branches")
    if given is None:
        table = sign_in.secret("branches") or {}
        given = next((table[user] for user in table if user.strip().lower() == find_id(claims)), ())
    wanted = {given} if isinstance(given, str) else {text for text in given if isinstance(text, str)}
    if EVERY_BRANCH in wanted:
        return tuple(all_branches())
    return tuple(branch for branch in all_branches() if branch in wanted)


def show_user(user: User) -> None:
    """Who is signed in, as what, and the way out; for the foot of the sidebar."""
    if not user.signed_in:
        st.caption(f":material/person: {LOCAL_NAME} – uten innlogging, bare på denne maskinen")
        return
    places = f" · {', '.join(user.branches)}" if user.role == "rådgiver" else ""
    st.caption(f":material/person: {plain_text(user.name)} · {user.role}{places}")
    if user.role == "rådgiver" and not user.branches:
        st.caption("Du har ingen fylkesavdeling ennå, og ser derfor ingen kontakter. Spør en administrator.")
    st.button("Logg ut", on_click=sign_in.sign_out, icon=":material/logout:", type="tertiary")


def _show_no_role(claims: Mapping[str, Any]) -> None:
    log.warning("Avvist: en pålogget bruker uten kjent rolle.")
    with st.container(width=560):
        st.title("Fremtidens kulturskole – oppfølging", anchor=False)
        st.info(
            f"Du er logget inn som {plain_text(find_name(claims))}, men har ikke fått noen rolle i dashbordet. "
            "Be den som administrerer brukere hos dere, om rollen leder, rådgiver eller administrator, og "
            "logg inn på nytt.",
            icon=":material/lock:",
        )
        st.button("Logg ut", on_click=sign_in.sign_out, icon=":material/logout:")
