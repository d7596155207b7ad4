"""The gathering: turnout, the roles of the participants, and what came of it."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.after_gathering import ALL_REGISTERED, GROUPS, name_groups
from analysis.roles import NOT_GIVEN, OTHER
from analysis.turnout import ALL, AT_LEAST_ONE
from charts.bars import Bar, draw_bars
from charts.figure import Figure, Trace, bar_trace, make_figure
from charts.palette import ACCENT, INK, NONE_SHADE, STAGE_COLORS
from charts.theme import EDGE, TEXT, Layout, axis_title, base_layout, count_axis, draw_nothing
from domain.rounds import Round
from domain.words import capital, count_and_share, format_number, join_words, most_of, plural, share_text

LOOKS = {"attended": (ACCENT, ""), "registered": ("#EBA886", "/"), "neither": (NONE_SHADE, "")}
"""Colour and pattern of the groups of those that applied."""
ONE_GATHERING = Round("", "")
"""What is spoken of where no round is given: a round with one gathering."""
ENOUGH = 10
"""Registrations of a group whose share says something."""
FEW = 3
"""Applications below which weeks make no chart."""
LEGEND_ROOM = 30


def draw_turnout(table: pd.DataFrame, sentence: str) -> Figure:
    """One bar of the same length a group of count_turnout's table: the share that came, the largest first."""
    found = table[table["registrations"] > 0]
    share = (found["came"] / found["registrations"]).sort_values(ascending=False, kind="stable")
    bars = [
        Bar(
            name=row["group"],
            value=100 * row["came"] / row["registrations"],
            text=share_text(int(row["came"]), int(row["registrations"])),
            color=STAGE_COLORS["attended"],
            hover=_tell_turnout(row),
            rest=100 * row["stayed_away"] / row["registrations"],
        )
        for row in found.loc[share.index].to_dict("records")
    ]
    unit = "Andel av påmeldingene; én kan gjelde flere personer"
    return draw_bars(describe_turnout(table, sentence), unit, bars, n=_count_registrations(table))


def _count_registrations(table: pd.DataFrame) -> int:
    """The registrations of all groups; of gatherings, whose people overlap, those for at least one."""
    once = table[table["group"] == AT_LEAST_ONE]
    return int((table if once.empty else once)["registrations"].sum())


def _tell_turnout(row: Mapping[str, Any]) -> str:
    came, of = int(row["came"]), int(row["registrations"])
    extra = int(row["unregistered"] + row["unmatched"])
    minutes = "" if pd.isna(row["minutes"]) else f", halvparten i {round(row['minutes'])} min eller mer"
    beside = f", {format_number(extra)} deltok uten at det finnes en påmelding" if extra else ""
    return f"{row['group']}: {format_number(came)} av {plural(of, 'påmelding', 'påmeldinger')} deltok{beside}{minutes}"


def describe_turnout(table: pd.DataFrame, sentence: str) -> str:
    """The finding: which groups came most and least, of those with at least ten registrations; else `sentence`."""
    large = table[(table["registrations"] >= ENOUGH) & (table["group"] != AT_LEAST_ONE)]
    shares = (large["came"] / large["registrations"]).set_axis(large["group"])
    if len(shares) < 2 or shares.max() == shares.min():
        return sentence
    most, least = (
        share_text(*(int(large.set_index("group").loc[group, column]) for column in ("came", "registrations")))
        for group in (shares.idxmax(), shares.idxmin())
    )
    return f"Størst andel møtte: {shares.idxmax()}, {most}. Minst: {shares.idxmin()}, {least}."


def tabulate_turnout(table: pd.DataFrame) -> pd.DataFrame:
    """The table to read; minutes are the median stay."""
    names = {
        "group": "Gruppe",
        "registrations": "Påmeldinger",
        "came": "Deltok",
        "stayed_away": "Deltok ikke",
        "unregistered": "Deltok uten påmelding",
        "unmatched": "Kunne ikke knyttes",
        "minutes": "Minutter (median)",
    }
    shown = table[list(names)].assign(minutes=table["minutes"].round().astype("Int64"))
    shown = shown if (shown["group"] != ALL).any() else shown.drop(columns="group")
    return shown.rename(columns=names)


def draw_roles(table: pd.DataFrame) -> Figure:
    """One bar a role of count_roles' table, of registered persons, the largest first and the unknown last."""
    total = int(table["participants"].sum())
    unnamed = table["role_group"].isin([OTHER, NOT_GIVEN])
    table = table.assign(unnamed=unnamed).sort_values(
        ["unnamed", "participants"], ascending=[True, False], kind="stable"
    )
    bars = [
        Bar(
            name=row["role_group"],
            value=int(row["participants"]),
            text=count_and_share(int(row["participants"]), total),
            color=STAGE_COLORS["registered"],
        )
        for row in table.to_dict("records")
    ]
    unit = "Påmeldte personer, etter stillingen til den som sendte påmeldingen"
    return draw_bars(describe_roles(table), unit, bars, n=total)


def describe_roles(table: pd.DataFrame) -> str:
    """The finding: the largest group."""
    if table.empty:
        return "Ingen påmeldinger ennå."
    counts = table.set_index("role_group")["participants"]
    tops, share = most_of(counts), share_text(int(counts.max()), int(counts.sum()))
    if not tops:
        return f"Ingen gruppe er størst: høyst {share} i hver."
    if len(tops) > 1:
        return f"Største grupper er {join_words(tops).lower()}: {share} hver."
    return f"Største gruppe er {tops[0].lower()}: {share}."


def tabulate_roles(table: pd.DataFrame) -> pd.DataFrame:
    """The table to read."""
    names = {"role_group": "Stilling", "registrations": "Påmeldinger", "participants": "Påmeldte personer"}
    return table[list(names)].rename(columns=names)


def draw_conversion(table: pd.DataFrame, sentence: str) -> Figure:
    """One bar of the same length a group of count_conversion's table: the share of its municipalities that applied."""
    found = table[table["municipalities"] > 0]
    bars = [
        Bar(
            name=row["label"],
            value=100 * row["applied"] / row["municipalities"],
            text=row["share"],
            color=ACCENT,
            rest=100 - 100 * row["applied"] / row["municipalities"],
            hover=f"{row['label']}: {row['share']} har søkt",
        )
        for row in (found.to_dict("records") if table["applied"].any() else [])
    ]
    n = int(table.loc[table["group"] != ALL_REGISTERED, "municipalities"].sum())
    return draw_bars(sentence, "Andel av kommunene i hver gruppe som har søkt", bars, n=n)


def tabulate_conversion(table: pd.DataFrame) -> pd.DataFrame:
    """The table to read."""
    names = {"label": "Gruppe", "municipalities": "Kommuner", "applied": "Har søkt", "share": "Andel"}
    return table[list(names)].rename(columns=names)


def draw_weeks_to_application(table: pd.DataFrame, sentence: str, round_: Round = ONE_GATHERING) -> Figure:
    """The table of count_weeks_to_application: bars of weeks, those that took part at the bottom."""
    first = round_.first_gathering
    n = int(table[list(GROUPS)].to_numpy().sum())
    if n < FEW:
        return draw_nothing(sentence, n)
    layout = base_layout(sentence, f"Kommuner som har søkt, etter uker fra {first} til søknaden", 200, n=n)
    layout["barmode"] = "stack"
    most = float(table[list(GROUPS)].sum(axis=1).max())
    layout["yaxis"] |= count_axis(most) | axis_title("kommuner")
    layout["xaxis"] |= axis_title(f"uker etter {first}") | _week_ticks(table["week"]) | {"showgrid": False}
    layout["margin"]["b"] = 50
    layout["legend"] = {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "font": {"color": TEXT}}
    layout["margin"]["t"] += LEGEND_ROOM
    layout["height"] += LEGEND_ROOM
    shown = [group for group in GROUPS if table[group].any()]
    layout["showlegend"] = len(shown) > 1
    return make_figure([_weeks_of(table, group, round_) for group in shown], layout)


def _week_ticks(weeks: pd.Series) -> Layout:
    """About twelve weeks named; week 0 is everything before the gathering."""
    step = max(1, -(-len(weeks) // 12))
    named = [int(week) for week in weeks if week % step == 0]
    return {"tickvals": named, "ticktext": [str(week) if week else "før" for week in named]}


def _weeks_of(table: pd.DataFrame, group: str, round_: Round) -> Trace:
    color, pattern = LOOKS[group]
    name = name_groups(round_.some_gathering)[group]
    texts = [
        f"{f'{week} uker etter' if week > 1 else 'Uken etter' if week else 'Før'} {round_.first_gathering}: "
        f"{plural(int(k), 'kommune', 'kommuner')} ({name})"
        for week, k in zip(table["week"], table[group], strict=True)
    ]
    return bar_trace(
        x=table["week"],
        y=table[group],
        name=capital(name),
        marker={
            "color": color,
            "line": {"color": EDGE, "width": 0.5},
            "pattern": {"shape": pattern, "fillmode": "overlay", "fgcolor": INK, "solidity": 0.15},
        },
        hover=texts,
    )


def describe_weeks_to_application(table: pd.DataFrame, round_: Round = ONE_GATHERING) -> str:
    """The finding: in which weeks most applied; week 0 is before the gathering."""
    sums = table.set_index("week").sum(axis=1)
    if not sums.sum():
        return "Ingen kommuner har søkt ennå."
    weeks, many = most_of(sums), plural(int(sums.max()), "kommune", "kommuner")
    if not weeks:
        return f"Ingen uke skiller seg ut: høyst {many} søkte i hver."
    after = join_words(str(week) for week in weeks if week)
    first = round_.first_gathering
    when = [f"før {first}"] * (0 in weeks) + [f"i uke {after} etter {first}"] * bool(after)
    return f"Flest søkte {join_words(when)}: {many}{' i hver' * (len(weeks) > 1)}."


def tabulate_weeks_to_application(table: pd.DataFrame, round_: Round = ONE_GATHERING) -> pd.DataFrame:
    """The table to read: the week after the gathering and the municipalities that applied in it."""
    names = {key: capital(name) for key, name in name_groups(round_.some_gathering).items()}
    return table.rename(columns={"week": f"Uke etter {round_.first_gathering}", **names})
