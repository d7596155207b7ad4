"""Turnout at the gathering: who of the registered took part, who came unregistered, how long they stayed."""

from typing import Literal

import pandas as pd

from analysis.regions import region_order
from analysis.roles import NOT_GIVEN, add_roles, role_groups
from analysis.situation import Situation
from analysis.sources import UNKNOWN_LABEL
from domain.words import capital, format_duration, format_number, join_words, plural, share_text

By = Literal["", "branch", "county", "role", "event"]
ALL = "I alt"
AT_LEAST_ONE = "Minst én samling"
"""The group of everybody where gatherings are the groups: who was at several is in it once."""


def count_turnout(situation: Situation, by: By = "") -> pd.DataFrame:
    """One row per group: group, registrations, came, stayed_away, unregistered, unmatched, minutes.

    came and stayed_away are registrations; unregistered took part from a known municipality without a
    registration, unmatched could be joined to neither. minutes is the median stay of those who took part
    whose stay is known, NaN when none is. By "event" each gathering is a group by its title, and at least one of them.
    """
    if by == "event":
        titles = {one.key: one.title for one in situation.round.gatherings}
        each = [count_turnout(situation.of_event(key)).assign(group=title) for key, title in titles.items()]
        return pd.concat([*each, count_turnout(situation).assign(group=AT_LEAST_ONE)], ignore_index=True)
    signed, present = situation.counting("registrations"), situation.counting("attendance")
    groups = pd.Series(_group(signed, by), signed.index)
    unjoined, known = present["registration"] < 0, present["joined_by"] != ""
    of = pd.Series(_present_group(present, groups, by), present.index)
    came = signed.index.isin(situation.those_who_came)
    table = pd.DataFrame({"registrations": 1, "came": came}, signed.index).groupby(groups).sum()
    seen = pd.DataFrame({"unregistered": unjoined & known, "unmatched": unjoined & ~known}).groupby(of).sum()
    table = table.join(seen, how="outer").fillna(0).astype(int)
    table["minutes"] = present["minutes"].groupby(of).median()
    table.insert(2, "stayed_away", table["registrations"] - table["came"])
    order = [group for group in _order(by) if group in table.index]
    return table.reindex(order or [ALL], fill_value=0).rename_axis("group").reset_index()


def _group(rows: pd.DataFrame, by: By) -> pd.Series | str:
    if not by:
        return ALL
    return add_roles(rows)["role_group"] if by == "role" else rows[by].replace("", UNKNOWN_LABEL)


def _present_group(present: pd.DataFrame, groups: pd.Series, by: By) -> pd.Series | str:
    """Those who took part are in the group of their registration: a meeting report knows no jobs."""
    own = _group(present, by) if by != "role" else NOT_GIVEN
    if not by:
        return own
    registered = groups.reindex(present["registration"]).set_axis(present.index)
    return registered.fillna(own)


def _order(by: By) -> list[str]:
    if not by:
        return [ALL]
    return region_order(by) if by in ("branch", "county") else list(role_groups())


def turnout_sentence(situation: Situation, in_all: pd.DataFrame | None = None) -> str:
    """`Av påmeldingene deltok 98 av 183 (54 %). 20 deltok uten å være påmeldt …`

    `in_all` is the turnout of everybody as one group, where it is already counted.
    """
    row = (count_turnout(situation) if in_all is None else in_all).iloc[0]
    if reason := why_no_attendance(situation):
        return f"{reason}."
    if not row["registrations"]:
        took = plural(len(situation.counting("attendance")), "person", "personer")
        return f"{took} deltok på {situation.round.some_gathering}. Det er ingen påmeldinger å sammenligne med."
    told = f"Av påmeldingene deltok {share_text(row['came'], row['registrations'])}."
    beside = []
    if row["unregistered"]:
        beside.append(f"{format_number(row['unregistered'])} deltok uten å være påmeldt")
    if row["unmatched"]:
        beside.append(f"{format_number(row['unmatched'])} kunne ikke knyttes til en påmelding eller kommune")
    return f"{told} {join_words(beside)}." if beside else told


def why_no_attendance(situation: Situation) -> str:
    """Why nobody is known to have taken part, in the whole country; "" when somebody is."""
    if not situation.sources.has("attendance"):
        return f"Deltakerlisten fra {situation.round.some_gathering} er ikke lastet opp"
    if len((situation.whole or situation).counting("attendance")):
        return ""
    gathering = situation.round.gathering
    if gathering is not None and gathering > situation.as_of:
        return f"{capital(situation.round.first_gathering)} er ikke holdt ennå"
    return f"Ingen på deltakerlisten fra {situation.round.some_gathering} teller"


def minutes_sentence(situation: Situation) -> str:
    """How long those who took part stayed, and of how many that is known; "" when of none."""
    minutes = situation.counting("attendance")["minutes"].dropna()
    if minutes.empty:
        return ""
    middle = format_duration(round(float(minutes.median())))
    known = plural(len(minutes), "deltaker", "deltakere")
    return f"Halvparten var med i {middle} eller mer (kjent for {known})."
