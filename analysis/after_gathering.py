"""From the gathering to an application: which municipalities applied, and how long it took them."""

import pandas as pd

from analysis.alphabet import norwegian_keys
from analysis.situation import Situation
from domain.words import capital, format_number, plural, share_text

GROUPS = ("attended", "registered", "neither")
"""What divides the municipalities."""
ALL_REGISTERED = "all_registered"


def name_groups(gathering: str) -> dict[str, str]:
    """What the groups are called, by whether they were at `gathering`: `samlingen`, of several `minst én samling`."""
    return {
        "attended": f"deltok på {gathering}",
        "registered": "påmeldt, deltok ikke",
        "neither": "verken påmeldt eller deltok",
    }


def count_conversion(situation: Situation) -> pd.DataFrame:
    """How many municipalities of each group applied: group, label, municipalities, applied, share.

    First all that registered, whoever of them came; the other groups divide the 357 (those in the filter). The
    share is text with its counts, and without a percentage when the group has fewer than ten.
    """
    table = situation.municipalities
    attended, registered = table["attended"].notna(), table["registered"].notna()
    applied = table["applied"].notna()
    members = {
        ALL_REGISTERED: registered,
        "attended": attended,
        "registered": registered & ~attended,
        "neither": ~registered & ~attended,
    }
    gathering = situation.round.some_gathering
    labels = {ALL_REGISTERED: f"påmeldt til {gathering}", **name_groups(gathering)}
    rows = [(key, labels[key], int(own.sum()), int((own & applied).sum())) for key, own in members.items()]
    found = pd.DataFrame(rows, columns=["group", "label", "municipalities", "applied"])
    pairs = zip(found["applied"], found["municipalities"], strict=True)
    found["share"] = [share_text(applied, of) for applied, of in pairs]
    return found


def list_days_to_application(situation: Situation) -> pd.DataFrame:
    """The municipalities that applied: number, label, group, applied, days (from the gathering, of several the first).

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
    ).sort_values(["days", "label"], key=norwegian_keys, kind="stable", ignore_index=True)


def count_weeks_to_application(situation: Situation) -> pd.DataFrame:
    """How many municipalities applied in each week after the gathering: week (1 is days 0 to 6, 0 is before it)
    and one count per group; every week up to the last application is there."""
    days = list_days_to_application(situation)
    weeks = [0 if day < 0 else day // 7 + 1 for day in days["days"]]
    counted = days.assign(week=weeks).groupby(["week", "group"]).size().unstack(fill_value=0)
    every = range(min(weeks, default=1), max(weeks, default=0) + 1)
    return counted.reindex(index=every, columns=list(GROUPS), fill_value=0).rename_axis("week").reset_index()


def conversion_sentence(situation: Situation) -> str:
    """`Av kommunene som var påmeldt, har 36 av 122 søkt (30 %), og av dem som deltok, 36 av 91 (40 %).`"""
    table = count_conversion(situation).set_index("group")
    told: list[str] = []
    for key, who in ((ALL_REGISTERED, "var påmeldt"), ("attended", "deltok")):
        own = table.loc[key]
        if own["municipalities"]:
            whom = f"av dem som {who}" if told else f"av kommunene som {who}"
            told.append(f"{whom}, har {share_text(own['applied'], own['municipalities'])} søkt")
    nobody = f"Ingen kommuner var påmeldt eller deltok på {situation.round.some_gathering}."
    return f"{capital(', og '.join(told))}." if told else nobody


def days_sentence(situation: Situation) -> str:
    """`Halvparten av de 36 som deltok og har søkt, søkte innen 34 dager etter samlingen (fra 2 til 48 dager).`"""
    if situation.round.gathering is None:
        return "Runden har ingen dato for samlingen."
    table, first = list_days_to_application(situation), situation.round.first_gathering
    if table.empty:
        return "Ingen kommuner har søkt ennå."
    came = table.loc[table["group"] == "attended", "days"]
    days, who = (came, "som deltok og har søkt") if len(came) else (table["days"], "som har søkt")
    if len(days) == 1:
        return f"Den ene kommunen {who}, søkte {_from_gathering(int(days.iloc[0]), first)}."
    middle = _from_gathering(round(float(days.median())), first)
    span = f"fra {days.min()} til {plural(days.max(), 'dag', 'dager')}".replace("-", "−")
    return f"Halvparten av de {format_number(len(days))} {who}, søkte innen {middle} ({span})."


def _from_gathering(days: int, gathering: str) -> str:
    if days == 0:
        return f"samme dag som {gathering}"
    return f"{plural(abs(days), 'dag', 'dager')} {'etter' if days > 0 else 'før'} {gathering}"
