"""Owns the choice of one municipality (`?kommune=5524`) and the panel that tells its story."""

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd
import streamlit as st

from analysis.contacts import list_contacts
from analysis.letters import write_letter
from analysis.situation import Situation
from analysis.sources import name_places, places
from analysis.story import KINDS, tell_story
from data.reference import norwegian_key
from domain.stages import NOTHING_LABEL, STAGE_LABELS, STAGES
from domain.states import STATE_LABELS
from domain.words import capital, format_date, join_words, plural
from frame.door.people import let_through, note_seen
from frame.pieces.links import warn_of_unknown
from frame.pieces.plain_text import plain_text
from frame.pieces.table import MOST_ROWS, show_table, show_text
from frame.view import View

PARAMETER = "kommune"
KEY = "valgt_kommune"
NEAREST_CONTACTS = 3
TALL_STORY, LOW_STORY = 440, 220
"""The height of a long story in pixels, and beside the map."""
ROW_OF_STORY = 36
OF_PEOPLE = ["Hvem", "Detaljer"]
"""The columns of a story with names, addresses and what people wrote."""
HOW_TO_OPEN = "Åpne en kommune med boksen foran navnet, eller med piltastene og Skift + mellomrom."


def choose_municipality(view: View) -> str | None:
    """A select box over the municipalities in the filter, in step with the link; returns the number or None."""
    known = places()
    in_filter = [number for number in view.situation.status["number"] if number in known]
    options = sorted(in_filter, key=lambda number: norwegian_key(known[number].label))
    linked = st.query_params.get(PARAMETER)
    warn_of_unknown(PARAMETER, "kommunenummer", known, "Velg en kommune i feltet under.")
    linked = linked if linked in known else None
    if linked and linked not in options:
        options.append(linked)
    if st.session_state.get(KEY) != linked:
        st.session_state[KEY] = linked
    return st.selectbox(
        "Åpne en kommune",
        options,
        index=None,
        key=KEY,
        on_change=_put_in_link,
        placeholder="Skriv eller velg et navn",
        format_func=lambda number: known[number].label,
    )


def _put_in_link() -> None:
    open_municipality(st.session_state[KEY])


def open_municipality(number: str | None) -> None:
    """Let the link carry the municipality; None closes it."""
    if number:
        st.query_params[PARAMETER] = number
    else:
        st.query_params.pop(PARAMETER, None)


def show_table_to_open(
    table: pd.DataFrame,
    numbers: Sequence[str],
    *,
    key: str,
    alt: str,
    link: Mapping[str, str] | None = None,
    on_paper: pd.DataFrame | None = None,
) -> None:
    """A table whose rows open their municipality, by `numbers`; `link` goes into the link with it.

    On paper `on_paper` stands for it, whole; without it paper has the rows in sight, and says so where there are more.
    """

    def open_row() -> None:
        if chosen := st.session_state[key]["selection"]["rows"]:
            st.query_params.update(link or {})
            open_municipality(numbers[chosen[0]] or None)

    with st.container(key="not_on_paper" if on_paper is not None else "rows_in_sight"):
        st.caption(HOW_TO_OPEN)
        show_table(table, key=key, alt=alt, on_select=open_row, selection_mode="single-row")
    if on_paper is not None:
        with st.container(key="only_on_paper"):
            show_text(on_paper, alt=f"{alt}, hele")
    elif len(table) > MOST_ROWS:
        with st.container(key="only_on_paper"):
            st.caption(
                f"Arket viser {MOST_ROWS} av {plural(len(table), 'rad', 'rader')}. Excel-filen har alle, og skrives ut "
                "én side bred."
            )


def show_municipality(view: View, number: str, *, story_height: int = TALL_STORY) -> None:
    """The municipality's panel: how far it has come, whom to call, its story in order of time, which scrolls in
    `story_height` pixels when it is long.
    """
    with st.container(border=True, key=f"opened_{number}"):
        show_heading(view, number)
        show_facts(view, number)
        show_contacts(view, number)
        show_story(view, number, story_height)


def show_heading(view: View, number: str) -> None:
    """The municipality's name, where it is, and how far it has come."""
    place, row = places()[number], _status_of(view, number)
    furthest = STAGE_LABELS.get(row["furthest"], NOTHING_LABEL)
    st.header(place.label, anchor=False)
    st.markdown(f"{' · '.join(dict.fromkeys((place.branch, place.county)))} · **{capital(furthest)}**")


def show_facts(view: View, number: str) -> None:
    """When it reached each stage, and what is worth knowing of its application."""
    st.markdown("\n".join(f"- {sentence}" for sentence in describe(_status_of(view, number))))


def show_contacts(view: View, number: str) -> None:
    """Whom to call: the nearest to the application first, with what is known of each."""
    contacts = view.once(list_contacts, number, view.user.people_of)
    if contacts.empty:
        return
    note_seen(view, places()[number].label)
    lines = []
    for person in contacts.head(NEAREST_CONTACTS).itertuples():
        phone = person.phone.replace(" ", "\u00a0")  # in one line, to be dialled
        known = [plain_text(text) for text in (person.role, phone, person.email) if text]
        who = [f"**{plain_text(person.name)}**"] if person.name else []
        lines.append(f"- {' · '.join([*who, *known])} :gray[({plain_text(person.origin)})]")
    more = len(contacts) - len(lines)
    st.markdown("**Hvem du kan ringe**\n" + "\n".join(lines) + (f"\n- og {more} til i historien" if more else ""))


def _status_of(view: View, number: str) -> pd.Series:
    status = view.whole.status
    return status[status["number"] == number].iloc[0]


def show_story(view: View, number: str, height: int = TALL_STORY) -> None:
    """What has happened with a municipality, and the draft of an e-mail to it."""
    place = places()[number]
    events = view.once(story_of, number, view.user.may("see_answers"))
    story = let_through(view.user, events, place.label, blank=OF_PEOPLE)
    if (story[OF_PEOPLE] != "").any(axis=None):
        note_seen(view, place.label)
    if story.empty:
        st.caption("Ingen påmelding, deltakelse, søknad eller kontakt er registrert ennå.")
    else:
        _show_events(story, place.label, height)
    if view.user.sees_people_of(place.branch):
        _show_letter(view, number)
    elif not story.empty:
        st.caption("Navn og adresser vises bare for dem som følger opp denne fylkesavdelingen.")


def _show_events(story: pd.DataFrame, label: str, height: int) -> None:
    """What has happened, each event as one text; a long story scrolls."""
    texts = [" · ".join(text for text in row if text) for row in story[["Hva", *OF_PEOPLE]].to_numpy()]
    show_text(
        pd.DataFrame({"Dato": story["Dato"], "Hva": texts}),
        height=height if len(story) * ROW_OF_STORY > height else "content",
        alt=f"Det som har skjedd med {label}, i tidsrekkefølge",
    )


def _show_letter(view: View, number: str) -> None:
    """A text for an e-mail with the municipality's facts, to copy into one's own mail program."""
    with st.expander("Utkast til e-post", icon=":material/mail:"):
        letter = write_letter(view.whole, number, view.user.name if view.user.signed_in else "")
        st.code(f"{letter.subject}\n\n{letter.body}", language=None, wrap_lines=True)


def describe(row: pd.Series) -> Iterator[str]:
    """Yield the facts of a municipality's row as short sentences."""
    reached = [f"{stage.label} {format_date(row[stage.key])}" for stage in STAGES if pd.notna(row[stage.key])]
    if reached:
        yield capital(join_words(reached)) + "."
    if row["participants"]:
        yield f"{plural(row['participants'], 'person', 'personer')} påmeldt til samling."
    if row["joint_with"]:
        names = name_places(row["joint_with"])
        yield f"Søker sammen med {plain_text(names)}."
    if row["all_late"]:
        yield "Søknaden kom etter fristen."
    if row["withdrawn"]:
        yield "Søknaden er trukket."
    if row["state"]:
        yield f"Søknadens status: {STATE_LABELS.get(row['state'], row['state'])}."


def story_of(situation: Situation, number: str, with_answers: bool) -> pd.DataFrame:
    """Everything about a municipality in order of time: Dato, Hva, Hvem and Detaljer, and the `branch` whose people the
    last two are about; `with_answers` also what they have written in their applications."""
    story = tell_story(situation, number)
    has_detail = with_answers | (story["kind"] != KINDS["applications"])
    return pd.DataFrame(
        {
            "Dato": story["day"].dt.date if len(story) else [],
            "Hva": story["text"],
            "Hvem": story["person"],
            "Detaljer": story["detail"].where(has_detail, ""),
            "branch": story["branch"],
        }
    )
