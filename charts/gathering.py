"""The gathering: turnout, the roles of the participants, and what came of it."""

import pandas as pd
import plotly.graph_objects as go

from analysis.after_gathering import ALL_REGISTERED, GROUPS
from analysis.turnout import ALL
from charts.bars import Bar, draw_bars
from charts.palette import ACCENT, INK, NONE_COLOR, STAGE_COLORS
from charts.theme import EDGE, axis_title, base_layout, count_axis
from domain.words import capital, format_number, join_words, most_of, percent, plural, share_text

LOOKS = {
    "attended": (ACCENT, "", "helfarget"),
    "registered": ("#EBA886", "/", "skravert"),
    "neither": (NONE_COLOR, "", "grått"),
}
"""Colour, pattern and their name for the groups of those that applied."""


def draw_turnout(table: pd.DataFrame, sentence: str) -> go.Figure:
    """One bar a group of count_turnout's table: those who came, then those who stayed away, in grey."""
    bars = []
    for row in table.to_dict("records"):
        came, of = int(row["came"]), int(row["registrations"])
        extra = int(row["unregistered"] + row["unmatched"])
        text = share_text(came, of) + (f" + {format_number(extra)}" if extra else "")
        minutes = "" if pd.isna(row["minutes"]) else f", halvparten i {round(row['minutes'])} min eller mer"
        bars.append(
            Bar(
                name=row["group"],
                value=came,
                text=text,
                color=STAGE_COLORS["attended"],
                hover=f"{row['group']}: {format_number(came)} av {plural(of, 'påmelding', 'påmeldinger')} deltok, "
                f"{format_number(extra)} deltok uten at det finnes en påmelding{minutes}",
                rest=int(row["stayed_away"]),
                rest_color=NONE_COLOR,
            )
        )
    n = int(table["registrations"].sum())
    plus = " + er deltakere uten påmelding." if (table["unregistered"] + table["unmatched"]).any() else ""
    unit = f"Påmeldinger som deltok (blått) og ikke (grått).{plus} n = {format_number(n)}"
    return draw_bars(sentence, unit, bars)


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


def draw_roles(table: pd.DataFrame) -> go.Figure:
    """One bar a role of count_roles' table, of registered persons."""
    total = int(table["participants"].sum())
    bars = [
        Bar(
            name=row["role_group"],
            value=int(row["participants"]),
            text=f"{format_number(int(row['participants']))}{_in_brackets(int(row['participants']), total)}",
            color=STAGE_COLORS["registered"],
        )
        for row in table.to_dict("records")
    ]
    unit = f"Påmeldte personer etter rollen til den som meldte på. n = {format_number(total)}"
    return draw_bars(describe_roles(table), unit, bars)


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
    names = {"role_group": "Rolle", "registrations": "Påmeldinger", "participants": "Påmeldte personer"}
    return table[list(names)].rename(columns=names)


def draw_conversion(table: pd.DataFrame, sentence: str) -> go.Figure:
    """One bar a group of count_conversion's table: of its municipalities those that applied."""
    bars = [
        Bar(
            name=row["label"],
            value=int(row["applied"]),
            text=row["share"],
            color=ACCENT,
            rest=int(row["municipalities"] - row["applied"]),
            rest_color=NONE_COLOR,
            hover=f"{row['label']}: {row['share']} har søkt",
        )
        for row in table.to_dict("records")
    ]
    n = int(table.loc[table["group"] != ALL_REGISTERED, "municipalities"].sum())
    return draw_bars(sentence, f"Kommuner som har søkt, av alle i gruppen. n = {format_number(n)}", bars)


def tabulate_conversion(table: pd.DataFrame) -> pd.DataFrame:
    """The table to read."""
    names = {"label": "Gruppe", "municipalities": "Kommuner", "applied": "Har søkt", "share": "Andel"}
    return table[list(names)].rename(columns=names)


def draw_weeks_to_application(table: pd.DataFrame, sentence: str) -> go.Figure:
    """The table of count_weeks_to_application: bars of weeks, those that took part at the bottom."""
    n = int(table[list(GROUPS)].to_numpy().sum())
    seen = join_words(f"{LOOKS[group][2]} {label}" for group, label in GROUPS.items() if table[group].any())
    unit = f"Kommuner etter uker fra samlingen til søknaden: {seen}. n = {format_number(n)}"
    layout = base_layout(sentence, unit, 220)
    layout["barmode"] = "stack"
    most = float(table[list(GROUPS)].sum(axis=1).max()) if len(table) else 0.0
    layout["yaxis"] |= count_axis(most) | axis_title("kommuner")
    layout["xaxis"] |= axis_title("uke etter samlingen (0 er før den)")
    layout["xaxis"] |= {"dtick": max(1, -(-len(table) // 12)), "tick0": 0, "showgrid": False}
    layout["margin"]["b"] = 50
    traces = [
        go.Bar(
            x=table["week"],
            y=table[group],
            name=label,
            marker={
                "color": LOOKS[group][0],
                "line": {"color": EDGE, "width": 0.5},
                "pattern": {"shape": LOOKS[group][1], "fillmode": "overlay", "fgcolor": INK, "solidity": 0.15},
            },
            customdata=[
                f"Uke {week} etter samlingen: {plural(int(k), 'kommune', 'kommuner')} ({label})"
                for week, k in zip(table["week"], table[group], strict=True)
            ],
            hovertemplate="%{customdata}<extra></extra>",
        )
        for group, label in GROUPS.items()
    ]
    return go.Figure(traces, layout)


def describe_weeks_to_application(table: pd.DataFrame) -> str:
    """The finding: in which weeks most applied; week 0 is before the gathering."""
    sums = table.set_index("week").sum(axis=1)
    if not sums.sum():
        return "Ingen kommuner har søkt ennå."
    weeks, many = most_of(sums), plural(int(sums.max()), "kommune", "kommuner")
    if not weeks:
        return f"Ingen uke skiller seg ut: høyst {many} søkte i hver."
    after = join_words(str(week) for week in weeks if week)
    when = ["før samlingen"] * (0 in weeks) + [f"i uke {after} etter samlingen"] * bool(after)
    return f"Flest søkte {join_words(when)}: {many}{' i hver' * (len(weeks) > 1)}."


def tabulate_weeks_to_application(table: pd.DataFrame) -> pd.DataFrame:
    """The table to read: the week after the gathering and the municipalities that applied in it."""
    return table.rename(columns={"week": "Uke etter samlingen", **{key: capital(name) for key, name in GROUPS.items()}})


def _in_brackets(part: int, whole: int) -> str:
    share = percent(part, whole)
    return f" ({share})" if share else ""
