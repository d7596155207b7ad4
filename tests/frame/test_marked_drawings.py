"""Every drawing with an axis of days has what the council did under it and in its table, or nothing of it."""

from datetime import date

import pandas as pd
import pytest

from analysis.sources import EFFORT_COLUMNS
from domain.efforts import Effort
from frame.pieces import drawings
from tests.analysis.tables import BODO, notes, rows, situation

APPLIED = rows(*({"on": f"2024-04-{day:02} 12:00", "of": BODO} for day in range(5, 29)))
LETTER = Effort(date(2024, 4, 10), "nyhetsbrev", "Søk nå", id=1)
CALLED = notes(("2024-04-12", BODO, "telefon"), ("2024-04-12", BODO, "møte"))
DRAWN = {
    "days": (drawings.over_time, ("applications", "day", "", False)),
    "weeks": (drawings.over_time, ("applications", "week", "", False)),
    "sums": (drawings.over_time, ("applications", "day", "", True)),
    "groups": (drawings.over_time, ("applications", "day", "branch", False)),
    "target": (drawings.target_curve, ()),
    "first screen": (drawings.small_curve, ()),
    "last round": (drawings.last_round, ()),
    "milestones": (drawings.milestones, ()),
}


@pytest.fixture(scope="module")
def found():
    made = pd.DataFrame([{name: getattr(LETTER, name) for name in EFFORT_COLUMNS}])
    return situation("2024-05-02", applications=APPLIED, notes=CALLED, efforts=made)


@pytest.mark.parametrize("name", DRAWN)
def test_a_drawing_is_marked_and_its_table_too_or_neither(found, name):
    draw, arguments = DRAWN[name]
    off, on = draw(found, *arguments), draw(found, *arguments, True)
    assert off.figure.to_dict()["layout"]["height"] < on.figure.to_dict()["layout"]["height"]
    texts = [one["text"] for one in on.figure.to_dict()["layout"]["annotations"]]
    assert "Nyhetsbrev 10.04." in texts
    assert "Telefon og møter per dag, høyst 2" in texts
    if name == "milestones":
        own = on.table[on.table["Status"] == "eget tiltak"]["Milepæl"].tolist()
        assert own == ["Nyhetsbrev «Søk nå»", "2 kontakter på telefon eller i møte"]
        assert len(on.table) == len(off.table) + 2
        return
    assert on.table.drop(columns=["Egne tiltak", "Telefon og møter"]).equals(off.table)
    own = on.table[on.table["Egne tiltak"] != ""]
    assert set(own["Egne tiltak"]) == {"Nyhetsbrev «Søk nå»"}
    groups = 1 if name != "groups" else off.table["Gruppe"].nunique()
    assert len(own) == groups
    assert on.table["Telefon og møter"].sum() == 2
