"""The frame around every page: sign-in, navigation, filter, the page itself, and where its numbers come from."""

from dataclasses import replace
from datetime import timedelta

import streamlit as st
from streamlit.navigation.page import Page

import store
from analysis.efforts import has_marks
from domain.clock import local_day, today
from domain.words import capital, format_date
from frame import filter, numbers, reads
from frame.door import access
from frame.door.roles import User
from frame.door.whole_page import is_whole_page, whole_page
from frame.kept import ChangeId
from frame.parts.known_then import show_freezing, show_moment
from frame.parts.overtaken_files import show_overtaken
from frame.pieces.links import own_address
from frame.pieces.messages import show_said, show_trouble
from frame.pieces.own_pictures import own_picture
from frame.pieces.plain_text import plain_text
from frame.pieces.who_and_when import tell_when_and_who
from frame.view import View
from report.edition import SourceFile

REFRESH = timedelta(seconds=15)

PRODUCT = "Fremtidens kulturskole"
LOGOS = {"light": "logo-light.svg", "dark": "logo-dark.svg"}

PAGES = (
    # file, title, address, icon, right, group of the menu
    ("overview", "Oversikt", "", ":material/dashboard:", "see_figures", "Status"),
    ("map", "Kart", "kart", ":material/map:", "see_figures", "Status"),
    ("participation", "Deltakelse", "deltakelse", ":material/groups:", "see_figures", "Status"),
    ("progress", "Framdrift", "framdrift", ":material/trending_up:", "see_figures", "Status"),
    ("reach", "Hvem når vi?", "hvem-nar-vi", ":material/diversity_3:", "see_figures", "Status"),
    ("efforts", "Egne tiltak", "tiltak", ":material/campaign:", "see_figures", "Status"),
    ("follow_up", "Oppfølging", "oppfolging", ":material/call:", "see_notes", "Kommuner"),
    ("municipalities", "Alle kommuner", "kommuner", ":material/location_city:", "see_figures", "Kommuner"),
    ("assessment", "Vurdering", "vurdering", ":material/rate_review:", "assess", "Kommuner"),
    ("ranking", "Rangering", "rangering", ":material/leaderboard:", "choose", "Kommuner"),
    ("selection", "Utvelgelse", "utvelgelse", ":material/how_to_reg:", "see_figures", "Kommuner"),
    ("answers", "Svar", "svar", ":material/mail:", "choose", "Kommuner"),
    ("data", "Data", "data", ":material/upload_file:", "upload", "Data"),
    ("settings", "Innstillinger", "innstillinger", ":material/tune:", "change_settings", "Administrasjon"),
    ("log", "Logg", "logg", ":material/history:", "see_log", "Administrasjon"),
    ("privacy", "Personvern", "personvern", ":material/shield_person:", "see_figures", "Administrasjon"),
    ("guide", "Slik bruker du dashbordet", "hjelp", ":material/help:", "see_figures", "Administrasjon"),
)
SHOWS_THEN = frozenset(
    address
    for _, _, address, _, right, group in PAGES
    if (right == "see_figures" and group in ("Status", "Kommuner")) or address in ("vurdering", "rangering")
)
"""The addresses of the pages that can show what was known at an earlier moment: nothing is written on them then."""
OTHER_ADDRESSES = {"oversikt": "overview", "min-region": "follow_up"}
"""Addresses that people write or have kept, which open a page of the menu too."""


MOST_PATIENCE = 15.0
"""Seconds that others' changes are kept from a page at most, while what it shows is made ready."""
NOTHING_KNOWN = ChangeId(())
"""What has been seen of the store before it has answered."""


def main() -> None:
    """Draw the frame and run the page the address asks for."""
    user = access.current_user()
    page = st.navigation(menu_of(user), position="hidden" if user is None else "sidebar", expanded=True)
    title = PRODUCT if user is None else f"{page.title} – {PRODUCT}"
    st.set_page_config(page_title=title, page_icon=own_picture("favicon.svg"), layout="wide")
    if user is None:
        st.stop()  # not a return, which would take the filter out of the link that signing in leads back to
    st.logo(own_picture(LOGOS[st.context.theme.type or "light"]), size="large")
    change_id, trouble = NOTHING_KNOWN, None
    with whole_page(user):
        try:
            change_id, trouble = reads.change_id()
            if trouble:
                st.warning(f"{trouble} Tallene er de siste som er kjent.", icon=":material/database_off:")
            show_page(page, user, change_id)
        except store.StoreError as error:
            show_trouble(error)
        watch(change_id, bool(trouble))


def menu_of(user: User | None) -> dict[str, list[Page]]:
    """The menu, made once for a session and the rights in it: Streamlit looks up the file of each page it is given."""
    rights = tuple(user is None or user.may(page[4]) for page in PAGES), user is None
    if st.session_state.get("menu", (None, {}))[0] != rights:
        st.session_state["menu"] = rights, make_menu(user)
    return st.session_state["menu"][1]


def make_menu(user: User | None) -> dict[str, list[Page]]:
    """The pages that the user may see, in their groups; all of them while nobody has signed in, to keep the address.

    The other addresses of a page are hidden pages of the same file; so is the own one of the page that opens first
    for those who may not see the overview.
    """
    menu: dict[str, list[Page]] = {}
    seen = [page for page in PAGES if user is None or user.may(page[4])]
    for file, title, address, icon, _right, group in seen:
        script = f"../pages/{file}.py"
        pages = menu.setdefault(group, [])
        first = file == seen[0][0]
        pages.append(st.Page(script, title=title, url_path=None if first else address, icon=icon, default=first))
        others = [other for other, opens in OTHER_ADDRESSES.items() if opens == file]
        others += [address] if first and address else []
        pages += [st.Page(script, title=title, url_path=other, icon=icon, visibility="hidden") for other in others]
    return menu


def show_page(page: Page, user: User, change_id: ChangeId) -> None:
    """Put together what this run shows, and run the page between its banners and its foot."""
    view = make_view(user, change_id, may_show_then=page.url_path in SHOWS_THEN)
    if address := own_address():
        view = replace(view, address=f"{address}/{page.url_path}")
    st.session_state["view"] = view
    figures = user.may("see_figures")
    if view.known_at:
        show_moment(view, change_id if figures else None)
    elif view.filter.known_at:
        st.info("Denne siden viser alltid det som gjelder nå.", icon=":material/lock_clock:")
    if view.examples:
        show_example_banner(view)
    if user.may("delete") and (notice := reads.retention_notice(view.round.id, change_id, today())):
        st.warning(notice, icon=":material/event:")
    for sentence in reads.unreadable(view.round.id, change_id) if figures else ():
        st.error(plain_text(sentence), icon=":material/broken_image:")
    show_said()
    show_overtaken(change_id)
    page.run()
    if page.url_path in SHOWS_THEN and figures:
        show_freezing(view, page.url_path, change_id)
    show_foot(view)


def make_view(user: User, change_id: ChangeId, *, may_show_then: bool) -> View:
    """Read the filter from the sidebar and put together what the pages show; `may_show_then` is whether the page can
    show an earlier moment."""
    rounds = reads.rounds(change_id)
    figures = user.may("see_figures")
    chosen = filter.show_filter(list(rounds), reads.first_round(change_id), only_round=not figures)
    known_at = chosen.known_at if may_show_then else None
    known = reads.at_moment(change_id, known_at)
    if chosen.round_id not in reads.rounds(known):  # a round that nobody had made yet
        known, known_at = change_id, None
    day = local_day(known_at) if known_at else today()
    shown = numbers.shown(chosen.round_id, known, chosen.as_of, chosen.regions, day)
    if figures:
        filter.show_as_of_note(shown["as_of"], why_this_day(chosen.as_of, shown["as_of"], shown["examples"]))
    marked = figures and shown["once"](has_marks) and filter.show_marks_choice()
    key = (chosen.round_id, known, shown["as_of"], chosen.regions)
    return View(user=user, filter=chosen, known_at=known_at, marked=marked, key=key, **shown)


def why_this_day(chosen: object, as_of: object, examples: bool) -> str:
    """Say why the numbers stand on this day."""
    if chosen:
        return ", som er valgt her"
    if examples:
        return ", dagen eksempeldataene er laget for"
    return ", i dag" if as_of == today() else ", rundens siste dag"


def show_example_banner(view: View) -> None:
    """Say on every page that the numbers are invented."""
    st.warning(
        f"**Eksempeldata** per {format_date(view.as_of)}. Alle svar er oppdiktet. De forsvinner når den første ekte "
        "filen tas i bruk.",
        icon=":material/science:",
    )


def show_foot(view: View) -> None:
    """Say in the sidebar which files the numbers come from and how old they are, and who is signed in."""
    with st.sidebar:
        st.divider()
        figures = view.user.may("see_figures")
        if figures:
            files = "\n\n".join(
                f"**{capital(file.holds)}**  \n{plain_text(file.filename)}  \n{describe_age(file)}"
                for file in view.files
            )
            st.caption(files or "Ingen filer er tatt i bruk for denne runden.")
        access.show_user(view.user)


def describe_age(file: SourceFile) -> str:
    """`02.05.2024 kl. 14.10 av kari (i dag)`."""
    if file.adopted_at is None:
        return "eksempelfil"
    days = (today() - file.adopted_at.date()).days
    age = "i dag" if days == 0 else "i går" if days == 1 else f"for {days} dager siden"
    return f"{tell_when_and_who(file.adopted_at, file.adopted_by)} ({age})"


@st.fragment(run_every=REFRESH)
def watch(seen: ChangeId, away: bool) -> None:
    """Rerun the whole page when the numbers have changed, when the database went away or came back, or when the
    sign-in has ended.

    The fragment runs by itself every 15 seconds and asks the store one small question. In a run of the whole page it
    does nothing, because the frame has just asked. No other fragment has a timer: Streamlit would draw a second one
    over what the first has left on the page.
    """
    if is_whole_page():
        return
    try:
        now, trouble = reads.change_id()
    except store.StoreError:
        now, trouble = seen, away
    if now != seen and not trouble:
        numbers.READY.for_change(now).wait(MOST_PATIENCE)  # so that not everybody waits with an open page
    if (now, bool(trouble)) != (seen, away) or not access.is_still_in():
        st.rerun()


main()
