"""The same counts everywhere: on the pages, on the charts and the map, in the download, and on the command line."""

import io
import json
import re
from collections import Counter
from contextlib import redirect_stdout
from datetime import date

import pytest
import streamlit as st
from openpyxl import load_workbook

import store
from analysis.__main__ import main
from analysis.week import change_text
from data.reference import municipalities
from domain.stages import STAGES
from domain.words import capital
from frame import numbers
from tests.examples import adopt_examples
from tests.pages.conftest import open_in, text_of

CHANGES = {
    "Søknader": "applications",
    "Påmeldte kommuner": "municipalities_registered",
    "Kommuner som deltok": "municipalities_attended",
    "Påmeldte personer": "participants",
    "Personer som deltok": "attendees",
    "Tildelte plasser": "places",
    "Bekreftede plasser": "confirmed",
    "Påmeldte til oppstart": "municipalities_start_registered",
    "Klare for oppstart": "ready",
}
"""The big numbers and what they are called on the command line."""
STAGE_NAMES = {stage.key: capital(stage.label) for stage in STAGES}
COMBINATIONS = (
    ((), "2024-05-02"),
    ((), "2024-09-01"),
    ((), "2024-03-14"),
    (("Nordland",), "2024-05-02"),
    (("Vestland", "Rogaland"), "2024-05-15"),
    (("Finnmark, Troms og Svalbard",), "2024-09-01"),
    (("Trøndelag",), "2024-05-16"),
    (("Innlandet", "Agder", "Nordland"), "2024-03-20"),
    (("Troms",), "2024-09-01"),
    (("Oslo", "Møre og Romsdal"), "2024-04-08"),
)


ANOTHER_FORM = """\
Id;Fullføringstidspunkt;E-post;Navn;Hvilken kommune søker?;Søknadsstatus;Statusdato
1;;kari@nittedal.kommune.example;Kari Uten Tid;Nittedal;Mottatt;
2;20.04.2024 10:00;ola@bodo.kommune.example;Ola Som Trakk Seg;Bodø;Trukket;30.04.2024
3;21.04.2024 10:00;eva@bomlo.kommune.example;Eva Som Trakk Seg;Bømlo;Trukket;12.05.2024
""".encode()
"""An application without a time, and two that were withdrawn in a week that is looked at."""


@pytest.fixture(scope="module")
def adopted(tmp_path_factory):
    """The example files adopted as anybody's would be, with a municipality settled and a contact logged."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", f"sqlite:///{tmp_path_factory.mktemp('same') / 'store.sqlite'}")
        numbers.forget()
        engine = store.connect()
        adopt_examples(engine, "kari")
        store.adopt(engine, ANOTHER_FORM, "Søknader fra et annet skjema.csv", round_id="2024", who="kari")
        store.add_note(engine, "2024", store.Note("1804", date(2024, 4, 2), "veiledning", "Tok en prat."), "kari")
        yield engine
        engine.dispose()
        numbers.forget()


@pytest.fixture
def downloads(monkeypatch):
    """What each download button of a page would hand out, by its label."""
    found, show = {}, st.download_button

    def note(label, data, **options):
        found[label] = data
        return show(label, data, **options)

    monkeypatch.setattr(st, "download_button", note)
    return found


def on_the_command_line(regions, day):
    chosen = [argument for region in regions for argument in ("--region", region)]
    # Not capsys: Streamlit's log would keep the standard error of one test for the next.
    with redirect_stdout(io.StringIO()) as printed:
        assert main(["--json", "--as-of", day, *chosen]) == 0
    return json.loads(printed.getvalue())


def numbers_of(app):
    """The big numbers of a page: label to count."""
    return {metric.label: int(re.sub(r"\D", "", re.split(r" av | \(", metric.value)[0])) for metric in app.metric}


def bars_of(app, first_label="Påmeldt"):
    """The chart «the way», up to the last step that anybody has reached: label to count."""
    for chart in app.get("plotly_chart"):
        figure = json.loads(chart.proto.spec)
        labels = figure["layout"].get("yaxis", {}).get("ticktext", [])
        if labels and labels[0] == first_label:
            return dict(zip([label.replace("<br>", " ") for label in labels], figure["data"][0]["x"], strict=True))
    return {}


def changes_of(app):
    """What stands under the big numbers: label to the change in a week."""
    return {metric.label: metric.delta for metric in app.metric}


def bar_changes_of(app, first_label="Påmeldt"):
    """The change in a week beside each bar of «the way», 0 where none is told."""
    for chart in app.get("plotly_chart"):
        figure = json.loads(chart.proto.spec)
        labels = figure["layout"].get("yaxis", {}).get("ticktext", [])
        if labels and labels[0] == first_label:
            told = [re.search(r", ([+−]\d+) siste uke", text) for text in texts_of(figure)]
            return [int(found[1].replace("−", "-")) if found else 0 for found in told]
    return []


def texts_of(figure):
    """What is written on the bars, from the first to the last."""
    beside = [note for note in figure["layout"]["annotations"] if note.get("yanchor") == "middle"]
    return [note["text"] for note in sorted(beside, key=lambda note: note["y"])]


def legend_of(app):
    """The map's legend: label to count."""
    table = next(html.proto.body for html in app.get("html") if "Kommuner i alt" in html.proto.body)
    return {label: int(count) for label, count in re.findall(r"<td>([^<>]+)<td>(\d+)", table)}


def count_on_map_list(app):
    """The table below the map, opened: class to count."""
    app.session_state["map_list"] = True
    app.run()
    return dict(Counter(app.dataframe[0].value["På kartet"]))


def sheet_of(content):
    """The first sheet of a workbook as one dict per row."""
    _title, _filter, _empty, head, *rows = load_workbook(io.BytesIO(content()), read_only=True).worksheets[0].values
    return [dict(zip(head, row, strict=True)) for row in rows if row[0] != "Sum"]


def count_stages(rows):
    """How many of the 357 have a date for each stage."""
    of_the_357 = [row for row in rows if row["Kommunenummer"] in municipalities()]
    return {name: sum(row[name] is not None for row in of_the_357) for name in STAGE_NAMES.values()}


@pytest.mark.parametrize(("regions", "day"), COMBINATIONS)
def test_every_page_and_download_shows_the_counts_of_the_command_line(adopted, downloads, regions, day):
    told = on_the_command_line(regions, day)
    link = {"region": list(regions), "dato": day} if regions else {"dato": day}
    stages = {name: told[f"municipalities_{key}"] for key, name in STAGE_NAMES.items()}
    net = {name: told[f"municipalities_{key}_net_7_days"] for key, name in STAGE_NAMES.items()}
    steps = [name for name, n in stages.items() if name != "Veiledet" or n or net[name]]

    overview = open_in("overview", **link)
    shown = {label: told[key] for label, key in CHANGES.items()}
    assert numbers_of(overview).items() <= shown.items()
    changes = {
        label: change_text(told[f"{key}_net_7_days"], told.get(f"{key}_last_7_days")) for label, key in CHANGES.items()
    }
    assert changes_of(overview).items() <= changes.items()
    lead = overview.header[0].value
    if "inne" in lead:
        assert int(re.search(r"\d+|Ingen", lead)[0].replace("Ingen", "0")) == told["applications"]

    participation = open_in("participation", **link)
    assert numbers_of(participation).items() <= shown.items()
    progress = open_in("progress", **link)
    way = bars_of(progress)
    drawn, left_out = steps[: len(way)], steps[len(way) :]
    assert list(way.items()) == [(name, stages[name]) for name in drawn]
    assert not any(stages[name] for name in left_out), "a step that somebody has reached is drawn"
    assert bar_changes_of(progress) == [net[name] for name in drawn]
    assert not any(net[name] for name in left_out)
    pace = re.search(r"de siste 7 dagene (?:kom det )?(\w+)", text_of(progress))
    if pace:
        assert int(pace[1].replace("ingen", "0")) == told["applications_last_7_days"]

    on_map = open_in("map", **link)
    legend = legend_of(on_map)
    assert legend.pop("Utenfor utvalget", 0) == len(municipalities()) - told["municipalities"]
    assert legend.pop("Kommuner i alt") == sum(legend.values()) == told["municipalities"]
    assert count_on_map_list(on_map) == {label: count for label, count in legend.items() if count}
    listed = open_in("municipalities", **link)
    on_page = listed.dataframe[0].value
    rows = sheet_of(downloads["Last ned som Excel"])
    assert count_stages(rows) == stages
    assert [row["Kommune"] for row in rows] == list(on_page["Kommune"])
    for name, number in stages.items():
        dated = on_page[on_page["Kommunenummer"] != ""]
        assert int(dated[name].notna().sum()) == number
    furthest = Counter(row["Lengst kommet"] for row in rows if row["Kommunenummer"] in municipalities())
    assert {label: count for label, count in legend.items() if count} == dict(furthest)


def test_without_anything_adopted_the_pages_and_the_command_line_show_the_same_examples(open_page):
    told = on_the_command_line((), "2024-05-02")
    assert told["examples"]
    shown = numbers_of(open_page("overview"))
    assert (shown["Søknader"], shown["Påmeldte personer"]) == (told["applications"], told["participants"])


def test_the_pilot_shows_what_is_known_of_it_and_no_examples_on_the_page_and_on_the_command_line(open_page):
    with redirect_stdout(io.StringIO()) as printed:
        assert main(["--json", "--round", "2021"]) == 0
    told = json.loads(printed.getvalue())
    assert not told["examples"]
    assert not told["applications"]
    page = open_page("overview", runde="2021")
    known = {
        "Kommuner som søkte": "applied",
        "Kommuner som fikk plass": "places",
        "Kommuner som fullførte": "completed",
    }
    shown = numbers_of(page)
    assert {name: shown[label] for label, name in known.items()} == {"applied": 55, "places": 16, "completed": 14}
    assert {name: told[f"known_{name}"] for name in known.values()} == {"applied": 55, "places": 16, "completed": 14}
    assert "Eksempeldata" not in text_of(page)
