"""Who may do what: four roles, one table, asked by every page and by every function that writes."""

import logging
from collections.abc import Mapping
from typing import Any

import streamlit as st

from data.reference import branches as all_branches
from frame.door import sign_in
from frame.door.claims import find_name, read_user
from frame.door.roles import LOCAL_ID, LOCAL_NAME, Right, User
from frame.door.whole_page import drawn_for, is_whole_page
from frame.pieces.plain_text import plain_text

log = logging.getLogger("dashbord")


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
    found = read_user(claims)
    if isinstance(found, User):
        return found
    _show_no_role(claims, found)
    return None


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


def require(right: Right, *, of: str | None = None, by: str | None = None) -> User:
    """The user, if they have the right, see the people of the branch `of`, and are the one with the id `by`;
    otherwise a calm page, and the script stops.

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
    elif by is not None and by != user.id:
        refused = "andre enn den det gjelder"
    if refused:
        log.warning("Avvist: rollen %s har ikke rettigheten %s her.", user.role, right)
        st.info(
            f"Denne siden eller handlingen er ikke åpen for {refused}. Trenger du tilgang, "
            "ta kontakt med en administrator av dashbordet.",
            icon=":material/lock:",
        )
        st.stop()
    return user


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


def _show_no_role(claims: Mapping[str, Any], fault: str) -> None:
    log.warning("Avvist: en pålogget bruker %s.", "med uleselig innlogging" if fault else "uten kjent rolle")
    who = f"Du er logget inn{f' som {plain_text(name)}' if (name := find_name(claims)) else ''}"
    sentence = (
        f"{who}, men har ikke fått noen rolle i dashbordet. Be den som administrerer brukere hos dere, om rollen "
        "vurderer, leder, rådgiver eller administrator, og logg inn på nytt."
    )
    if fault:
        sentence = f"{fault} Vis denne setningen til den som administrerer brukere hos dere, og logg inn på nytt."
    with st.container(width=560):
        st.title(sign_in.TITLE, anchor=False)
        st.info(sentence, icon=":material/lock:")
        st.button("Logg ut", on_click=sign_in.sign_out, icon=":material/logout:")
