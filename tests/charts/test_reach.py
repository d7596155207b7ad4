"""The drawing of whom the programme reaches, through its data."""

import pandas as pd

from charts import reach
from tests.charts.valid import validated

TABLE = pd.DataFrame(
    {
        "label": ["under 3 000", "30 000 og flere", "alle"],
        "municipalities": [20, 8, 28],
        "inhabitants": [40_000, 500_000, 540_000],
        "children": [4_000, 60_000, 64_000],
        **{key: [0, 0, 0] for key in ("registered", "guided", "placed", "confirmed", "start_registered")},
        "attended": [4, 2, 6],
        "applied": [1, 4, 5],
        "applied_inhabitants": [2_000, 300_000, 302_000],
        "applied_children": [200, 30_000, 30_200],
    }
)


def test_each_class_is_a_bar_of_the_same_length_with_its_share_and_its_counts():
    figure = validated(reach.draw_reach)(TABLE, "size", "applied")
    part, rest = figure.data
    assert list(part.x) == [5, 50]
    assert [a + b for a, b in zip(part.x, rest.x, strict=True)] == [100, 100]
    texts = [annotation.text for annotation in figure.layout.annotations]
    assert texts[-2:] == ["1 av 20 (5 %)", "4 av 8"], "no percentage below ten"
    assert figure.layout.meta["title"] == (
        "1 av 20 kommuner med under 3 000 innbyggere har søkt (5 %), mot 4 av 8 med 30 000 og flere innbyggere"
    )


def test_the_people_who_live_there_are_told_of_the_stage():
    said = reach.describe_people(TABLE, "applied").replace("\u202f", " ")
    assert said == (
        "I kommunene som har søkt, bor 302 000 av 540 000 (56 %) innbyggere og 30 200 av 64 000 (47 %) barn på 6–15 år."
    )


def test_the_table_of_all_stages_leaves_out_those_nobody_has_reached():
    table = reach.summarise_stages(TABLE, "size")
    assert list(table) == ["Innbyggertall", "Kommuner", "Deltok", "Søkt"]
    assert table["Søkt"].tolist() == ["1 (5 %)", "4", "5 (18 %)"]


def test_other_rounds_stand_beside_where_they_are_known():
    table = reach.summarise_stages(TABLE, "size", {"plass i piloten": pd.Series([0, 4, 4])})
    assert table["Plass i piloten"].tolist() == ["0 (0 %)", "4", "4 (14 %)"]


def test_the_table_behind_counts_municipalities_inhabitants_and_children():
    table = reach.tabulate_reach(TABLE, "size", "applied")
    assert list(table) == [
        "Innbyggertall",
        "Kommuner",
        "Kommuner, søkt",
        "Innbyggere",
        "Innbyggere, søkt",
        "Barn på 6–15 år",
        "Barn på 6–15 år, søkt",
    ]
