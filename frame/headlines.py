"""Owns the lead of a page: the sentence, the numbers with target and change, the milestone, what came in last."""

from collections.abc import Iterable

import pandas as pd
import streamlit as st

from analysis.forecast import forecast
from analysis.headline import LAST_DAYS, count_municipalities, headline
from analysis.milestones import list_milestones, milestones_sentence
from analysis.pace import lead_sentence, read_pace
from analysis.rounds_compared import compare_sentence, has_curve
from analysis.situation import Situation
from analysis.story import list_latest
from analysis.words import format_number, format_time, join_words, plural
from data.reference import SVALBARD
from frame import drawings
from frame.counted import tell_number
from frame.show import plain_text, show_drawing, show_text
from frame.view import View


def show_lead(view: View) -> None:
    """The board's sentence: how many of how many, and how long there is left."""
    st.header(plain_text(view.once(lead_sentence)), anchor=False)


def show_numbers(view: View, which: Iterable[str]) -> None:
    """Big numbers in a row, each with its target, its change in the last week and how it is counted."""
    numbers = view.once(_numbers)
    # Columns would cut the numbers in a narrow window; these stand in as many rows as they need.
    with st.container(horizontal=True):
        for key in which:
            number = numbers[key]
            st.metric(
                number["label"],
                number["value"],
                number["delta"],
                delta_color=number["color"],
                border=True,
                help=tell_number(view, key),
                delta_arrow="auto" if number["change"] else "off",
                height="stretch",
            )


def _numbers(situation: Situation) -> dict[str, dict]:
    now, new = headline(situation), _count_new(situation)
    municipal = count_municipalities(situation)

    def number(label: str, key: str, target: int | None = None, *, of: int | None = None) -> dict:
        total = target or of
        value = f"{format_number(now[key])} av {format_number(total)}" if total else format_number(now[key])
        change = new[key]
        delta = f"+{format_number(change)} siste uke" if change else "ingen nye siste uke"
        color = "normal" if change else "off"
        return {"label": label, "value": value, "count": now[key], "delta": delta, "change": change, "color": color}

    return {
        "applications": number("Søknader", "applications", now["target_applications"]),
        "registered": number("Påmeldte kommuner", "municipalities_registered", of=municipal["municipalities"]),
        "attended": number("Kommuner som deltok", "municipalities_attended"),
        "participants": number("Påmeldte personer", "participants"),
        "attendees": number("Personer som deltok", "attendees"),
        "places": number("Tildelte plasser", "places", now["target_places"]),
        "confirmed": number("Bekreftede plasser", "confirmed", of=now["places"]),
        "start": number("Påmeldte til oppstart", "municipalities_start_registered", of=now["municipalities_placed"]),
    }


def _count_new(situation: Situation) -> dict[str, int]:
    """How many of each number have their date in the last seven days."""
    since = pd.Timestamp(situation.as_of) - pd.Timedelta(LAST_DAYS, "D")
    applications, table = situation.counting("applications"), situation.municipalities
    registrations = situation.counting("registrations")

    def recent(days: pd.Series) -> int:
        return int((pd.to_datetime(days) > since).sum())

    return {
        "applications": recent(applications["day"]),
        "participants": int(registrations.loc[registrations["day"] > since, "persons"].sum()),
        "attendees": recent(situation.counting("attendance")["day"]),
        "places": recent(applications["placed_day"]),
        "confirmed": recent(applications["confirmed_day"]),
        **{f"municipalities_{key}": recent(table[key]) for key in ("registered", "attended", "start_registered")},
    }


def show_beside(view: View) -> None:
    """What the numbers leave out or cannot tell, said beside them."""
    unknown = view.whole.unknown
    words = {
        "registrations": ("påmelding", "påmeldinger"),
        "applications": ("søknad", "søknader"),
        "attendance": ("deltaker", "deltakere"),
    }
    lost = [plural(unknown[kind], *names) for kind, names in words.items() if unknown[kind]]
    sentences = []
    if lost:
        counted = "er med i summene" if not view.filter.regions else "er ikke med, siden de ikke hører til en region"
        sentences.append(f"{join_words(lost)} uten kjent kommune {counted}.")
    status = view.situation.status
    if (status["number"] == SVALBARD).any() and status.loc[status["number"] == SVALBARD, "furthest"].item():
        sentences.append("Longyearbyen lokalstyre er med i summene, men er ingen kommune.")
    sentences += [f"{format_number(notice.n)} {notice.text}." for notice in view.situation.notices]
    if view.round.targets_are_examples:
        sentences.append("Målene er eksempler, ikke vedtatt.")
    if sentences:
        st.caption(plain_text(" ".join(sentences)))


def show_milestone(view: View) -> None:
    """The next milestone, and what is late."""
    milestones = view.once(list_milestones)
    late = any(one.state == "late" for one in milestones)
    icon = ":material/running_with_errors:" if late else ":material/flag:"
    st.info(plain_text(milestones_sentence(milestones)), icon=icon)


def show_pace(view: View) -> None:
    """The pace that is needed and the pace that was, then the plain cases with what they assume."""
    st.markdown(f"**{plain_text(view.once(read_pace).sentence)}**")
    ahead = view.once(forecast, with_earlier=True)
    st.markdown(plain_text(ahead.sentence))
    for remark in (*(case.assumption for case in ahead.cases), *ahead.remarks):
        st.caption(plain_text(remark))


def show_latest(view: View) -> None:
    """What came in last, without people."""
    latest = view.once(_tabulate_latest)
    if latest.empty:
        st.caption("Ingenting er kommet inn ennå.")
        return
    show_text(latest, alt="De siste påmeldingene og søknadene, det nyeste først")


def _tabulate_latest(situation: Situation) -> pd.DataFrame:
    latest = list_latest(situation)
    return pd.DataFrame(
        {
            "Kommune": latest["label"],
            "Hva": latest["text"],
            "Når": [format_time(at) for at in latest["submitted_at"]],
            "Region": latest["branch"],
        }
    )


def for_today(view: View) -> tuple[str, ...]:
    """The four numbers of the first screen: before the answers those of the applications, then those of the start."""
    deadline = view.round.deadline
    if deadline and view.as_of > deadline and view.once(_numbers)["places"]["count"]:
        return ("applications", "places", "confirmed", "start")
    return ("applications", "registered", "attended", "participants")


def show_last_round(view: View) -> None:
    """The curves of both rounds, or a calm sentence and the figures that are known of the last."""
    if view.earlier is not None and has_curve(view.earlier):
        show_drawing(view, "forrige_runde", drawings.last_round, with_earlier=True)
    else:
        st.markdown(plain_text(compare_sentence(view.situation, view.earlier, view.earlier_round)))


def show_links(view: View) -> None:
    """The round's links, or that they can be set."""
    if view.round.links:
        for name, address in view.round.links.items():
            st.link_button(name, address, icon=":material/open_in_new:")
    else:
        st.caption(
            "Lenkene til påmelding, søknadsskjema og grunnlagsdokument er ikke lagt inn ennå. "
            "En administrator gjør det på siden Innstillinger."
        )
