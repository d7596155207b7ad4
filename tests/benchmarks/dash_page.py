"""Oversikt as a Dash developer would write it: filter, cards, curve, regions and the latest, from rows read at start.

`against_dash.py` writes the rows and serves it. Numpy arrays go to Plotly as they are, so that it sends them packed.
"""

import os
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
from dash import Dash, Input, Output, dcc, html

ROWS = pd.read_csv(Path(os.environ["DASH_ROWS"]) / "rows.csv", parse_dates=["at"])
TARGETS = pd.read_csv(Path(os.environ["DASH_ROWS"]) / "targets.csv", index_col="branch")["applications"]
PLACES = pd.read_csv(Path(os.environ["DASH_ROWS"]) / "places.csv")
AS_OF, CALL, DEADLINE = pd.Timestamp("2024-05-02"), pd.Timestamp("2024-03-10"), pd.Timestamp("2024-05-15")
MILESTONES = {"Utlysning 10.03.": CALL, "Samling 15.03.": pd.Timestamp("2024-03-15"), "Frist 15.05.": DEADLINE}
MENU = ["Oversikt", "Kart", "Deltakelse", "Framdrift", "Hvem når vi?", "Egne tiltak", "Oppfølging", "Alle kommuner"]
ACCENT, GREY, CARD = "#c8410b", "#7d8791", {"border": "1px solid #c9d2d9", "padding": "1rem", "flex": "1"}
REGIONS = [*dict.fromkeys(PLACES["branch"]), *sorted(set(PLACES["county"]) - set(PLACES["branch"]))]

app = Dash(__name__, title="Oversikt")
server = app.server
app.layout = html.Div(
    [
        html.Nav(
            [
                html.B("Fremtidens kulturskole"),
                *(html.Div(html.A(name, href="#")) for name in MENU),
                html.Hr(),
                html.Label("Status per"),
                dcc.DatePickerSingle(id="day", date=date(2024, 5, 2), display_format="DD.MM.YYYY"),
                html.Label("Region", htmlFor="region"),
                dcc.Dropdown(REGIONS, [], id="region", multi=True, placeholder="Hele landet"),
            ],
            style={"width": "300px", "padding": "1rem", "background": "#f2f5f7"},
        ),
        html.Main(
            [
                html.H1("Oversikt"),
                html.H2(id="lead"),
                html.Div(id="cards", style={"display": "flex", "gap": "1rem"}),
                html.Div(
                    [dcc.Graph(id="curve", style={"flex": "1"}), dcc.Graph(id="regions", style={"flex": "1"})],
                    style={"display": "flex"},
                ),
                html.H2("Sist kommet inn"),
                html.Div(id="latest"),
            ],
            style={"flex": "1", "padding": "1rem"},
        ),
    ],
    style={"display": "flex", "fontFamily": "sans-serif"},
)


@app.callback(
    Output("lead", "children"),
    Output("cards", "children"),
    Output("curve", "figure"),
    Output("regions", "figure"),
    Output("latest", "children"),
    Input("region", "value"),
    Input("day", "date"),
)
def show(chosen: list[str], day: str) -> tuple:
    """Everything on the page, for the regions that were chosen and the day."""
    end = pd.Timestamp(day) + timedelta(days=1)
    rows, places, targets = ROWS[ROWS["at"] < end], PLACES, TARGETS
    if chosen:
        rows = rows[rows["branch"].isin(chosen) | rows["county"].isin(chosen)]
        places = places[places["branch"].isin(chosen) | places["county"].isin(chosen)]
        targets = targets[targets.index.isin(places["branch"])]
    applications = rows[rows["kind"] == "applications"]
    target = int(targets.sum())
    lead = f"{len(applications)} av {target} søknader er inne, {(DEADLINE - pd.Timestamp(day)).days} dager til fristen."
    return (
        lead,
        make_cards(rows, len(places), target, end),
        draw_curve(applications, target, end),
        draw_regions(applications, targets),
        list_latest(rows),
    )


def make_cards(rows: pd.DataFrame, places: int, target: int, end: pd.Timestamp) -> list:
    registrations, applications = (rows[rows["kind"] == kind] for kind in ("registrations", "applications"))
    week = end - timedelta(days=7)
    return [
        card("Søknader", f"{len(applications)} av {target}", int((applications["at"] >= week).sum())),
        card("Påmeldte kommuner", f"{registrations['municipality'].nunique()} av {places}", new(registrations, week)),
        card("Søkerkommuner", f"{applications['municipality'].nunique()}", new(applications, week)),
        card(
            "Påmeldte personer",
            f"{int(registrations['persons'].sum())}",
            int(registrations.loc[registrations["at"] >= week, "persons"].sum()),
        ),
    ]


def new(rows: pd.DataFrame, week: pd.Timestamp) -> int:
    return int((rows.groupby("municipality")["at"].min() >= week).sum())


def card(label: str, value: str, change: int) -> html.Div:
    told = f"+{change} siste uke" if change else "ingen endring siste uke"
    return html.Div([html.Div(label), html.B(value, style={"fontSize": "2rem"}), html.Div(told)], style=CARD)


def draw_curve(applications: pd.DataFrame, target: int, end: pd.Timestamp) -> go.Figure:
    days = pd.date_range(CALL, end - timedelta(days=1))
    total = applications["at"].dt.normalize().value_counts().reindex(days, fill_value=0).cumsum()
    figure = go.Figure(
        [
            go.Scatter(x=[CALL, DEADLINE], y=[0, target], name="Mål", mode="lines", line={"color": GREY}),
            go.Scatter(
                x=days.to_numpy(),
                y=total.to_numpy(),
                name="Søknader",
                mode="lines",
                line={"color": ACCENT, "width": 3.5, "shape": "hv"},
                hovertemplate="%{x|%d.%m.}: %{y} søknader<extra></extra>",
            ),
        ]
    )
    for name, day in MILESTONES.items():
        figure.add_vline(x=day, line={"color": GREY, "width": 1})
        figure.add_annotation(x=day, y=1, yref="paper", text=name, showarrow=False)
    ahead = len(applications) - target * (end - CALL).days / (DEADLINE - CALL).days
    title = f"{abs(round(ahead))} søknader {'foran' if ahead >= 0 else 'bak'} en rett linje til målet"
    figure.update_layout(title=title, showlegend=False, plot_bgcolor="white", yaxis={"title": "søknader i alt"})
    return figure


def draw_regions(applications: pd.DataFrame, targets: pd.Series) -> go.Figure:
    table = pd.DataFrame({"target": targets, "n": applications["branch"].value_counts()}).reindex(targets.index)
    table = table.fillna(0).astype(int)
    table["missing"] = (table["target"] - table["n"]).clip(lower=0)
    table = table.sort_values(["missing", "n"])
    told = [f"{row.n} av {row.target}" + (f", mangler {row.missing}" * (row.missing > 0)) for row in table.itertuples()]
    colors = [ACCENT if missing else GREY for missing in table["missing"]]
    figure = go.Figure(
        [
            go.Bar(y=table.index, x=table["n"].to_numpy(), orientation="h", marker={"color": colors}),
            go.Bar(
                y=table.index,
                x=table["missing"].to_numpy(),
                orientation="h",
                marker={"color": "#dfe4e8", "pattern": {"shape": "/"}},
                text=told,
                textposition="outside",
            ),
        ]
    )
    reached = int((table["missing"] == 0).sum())
    title = f"{reached} av {len(table)} fylkesavdelinger har nådd målet sitt for søknader"
    figure.update_layout(title=title, barmode="stack", showlegend=False, plot_bgcolor="white")
    return figure


def list_latest(rows: pd.DataFrame) -> html.Table:
    words = {"registrations": "påmelding", "applications": "søknad"}
    heads = html.Tr([html.Th(name) for name in ("Kommune", "Hva", "Når")])
    latest = rows.nlargest(8, "at")
    return html.Table(
        [
            heads,
            *(
                html.Tr([html.Td(row.municipality), html.Td(words[row.kind]), html.Td(f"{row.at:%d.%m.%Y %H:%M}")])
                for row in latest.itertuples()
            ),
        ]
    )
