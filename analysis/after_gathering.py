"""From the gathering to an application: which municipalities applied, and how long it took them."""

import pandas as pd

from analysis.situation import Situation
from analysis.words import format_number, plural, share_text

GROUPS = {
    "attended": "deltok på samlingen",
    "registered": "påmeldt, deltok ikke",
    "neither": "verken påmeldt eller deltok",
}


def count_conversion(situation: Situation) -> pd.DataFrame:
    """How many municipalities of each group applied: group, label, municipalities, applied, share.

    The groups divide the 357 (those in the filter); the share is text with its counts, and without a
    percentage when the group has fewer than ten.
    """
    table = situation.municipalities
    attended, registered = table["attended"].notna(), table["registered"].notna()
    applied = table["applied"].notna()
    members = {
        "attended": attended,
        "registered": registered & ~attended,
        "neither": ~registered & ~attended,
    }
    rows = [(key, GROUPS[key], int(own.sum()), int((own & applied).sum())) for key, own in members.items()]
    found = pd.DataFrame(rows, columns=["group", "label", "municipalities", "applied"])
    pairs = zip(found["applied"], found["municipalities"], strict=True)
    found["share"] = [share_text(applied, of) for applied, of in pairs]
    return found


def list_days_to_application(situation: Situation) -> pd.DataFrame:
    """The municipalities that applied: number, label, group, applied, days (from the gathering to it).

    Days are negative for those that applied before the gathering; empty when the round has no gathering.
    """
    table = situation.municipalities
    gathering = situation.round.gathering
    table = table[table["applied"].notna()] if gathering else table.iloc[:0]
    group = pd.Series("neither", table.index, dtype=object)
    group = group.mask(table["registered"].notna(), "registered").mask(table["attended"].notna(), "attended")
    return pd.DataFrame(
        {
            "number": table["number"],
            "label": table["label"],
            "group": group,
            "applied": table["applied"],
            "days": [(day - gathering).days for day in table["applied"]],
        }
    ).sort_values(["days", "label"], kind="stable", ignore_index=True)  # fmt: skip


def count_weeks_to_application(situation: Situation) -> pd.DataFrame:
    """How many municipalities applied in each week after the gathering: week (1 is days 0 to 6, 0 is before it)
    and one count per group; every week up to the last application is there."""
    days = list_days_to_application(situation)
    weeks = [0 if day < 0 else day // 7 + 1 for day in days["days"]]
    counted = days.assign(week=weeks).groupby(["week", "group"]).size().unstack(fill_value=0)
    every = range(min(weeks, default=1), max(weeks, default=0) + 1)
    return counted.reindex(index=every, columns=list(GROUPS), fill_value=0).rename_axis("week").reset_index()


def conversion_sentence(situation: Situation) -> str:
    """`Av kommunene som deltok på samlingen har 30 av 90 søkt (33 %). Halvparten søkte innen 41 dager.`"""
    table = count_conversion(situation).set_index("group")
    came = table.loc["attended"]
    if not came["municipalities"]:
        return "Ingen kommuner er registrert som deltakere på samlingen."
    share = share_text(came["applied"], came["municipalities"])
    told = f"Av kommunene som deltok på samlingen, har {share} søkt."
    days = list_days_to_application(situation)
    days = days.loc[days["group"] == "attended", "days"]
    if len(days) < 2:
        return told
    middle = plural(round(float(days.median())), "dag", "dager")
    return f"{told} Halvparten av de {format_number(len(days))} søkte innen {middle} etter samlingen."
