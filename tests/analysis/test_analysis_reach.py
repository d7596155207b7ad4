"""Whom the programme reaches, held against counts by hand and against the totals of every filter."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

import store
from analysis import reach
from analysis.situation import Situation, compute_situation
from analysis.sources import gather
from data import DATA
from data.reference import branches, counties, municipalities, municipality_facts
from domain.rounds import read_round
from domain.stages import STAGE_KEYS


@pytest.fixture(scope="module")
def situation() -> Situation:
    round_ = read_round((DATA / "rounds" / "2024.toml").read_text("utf-8"))
    tables = [(file.kind, file.event, "", store.read_example(file).rows) for file in store.example_files()]
    return compute_situation(gather(tables), round_, date(2024, 9, 1))


@pytest.mark.parametrize(
    ("inhabitants", "label"),
    [
        (0, reach.SIZE_LABELS[0]),
        (2_999, reach.SIZE_LABELS[0]),
        (3_000, reach.SIZE_LABELS[1]),
        (9_999, reach.SIZE_LABELS[1]),
        (10_000, reach.SIZE_LABELS[2]),
        (29_999, reach.SIZE_LABELS[2]),
        (30_000, reach.SIZE_LABELS[3]),
    ],
)
def test_a_size_begins_at_its_smallest_number(inhabitants, label):
    assert reach.size_of(inhabitants) == label


def test_the_facts_are_those_that_statistics_norway_published():
    facts = municipality_facts(2024)
    assert len(facts) == 357
    assert sum(one.inhabitants for one in facts.values()) == 5_550_203
    assert sum(one.children for one in facts.values()) == 645_411
    classes = [one.centrality for one in facts.values()]
    assert [classes.count(number) for number in range(1, 7)] == [5, 21, 54, 65, 104, 108]


def test_a_year_without_facts_of_its_own_takes_the_latest_before_it():
    assert municipality_facts(2031) == municipality_facts(2024)
    assert municipality_facts(2019) == municipality_facts(2024), "the first there is, for a year before all"


def test_the_pilot_reached_no_municipality_of_under_3000():
    pilot = read_round((DATA / "rounds" / "2021.toml").read_text("utf-8"))
    table = reach.count_known_reach(pilot, "size", municipalities())
    assert table["municipalities"].tolist() == [129, 115, 77, 36, 357]
    assert table["placed"].tolist() == [0, 5, 7, 4, 16]
    some = reach.count_known_reach(pilot, "size", ["3203", "1151"])
    assert some["placed"].tolist() == [0, 0, 0, 1, 1], "Asker had a place, Utsira did not"


@pytest.mark.parametrize("group", ["size", "centrality"])
@pytest.mark.parametrize("region", ["", *branches(), *counties()])
def test_the_classes_add_up_to_the_municipalities_of_every_filter(situation: Situation, group, region):
    shown = situation.select((region,) if region else ())
    table = reach.count_reach(shown, group)
    classes, whole = table[table["label"] != "alle"], table[table["label"] == "alle"].iloc[0]
    status = shown.municipalities
    facts = municipality_facts(2024)
    assert whole["municipalities"] == classes["municipalities"].sum() == len(status)
    for key in STAGE_KEYS:
        reached = status.loc[status[key].notna(), "number"]
        assert whole[key] == classes[key].sum() == len(reached)
        assert whole[f"{key}_children"] == sum(facts[number].children for number in reached)
        assert whole[f"{key}_inhabitants"] == sum(facts[number].inhabitants for number in reached)


def classes(*rows: tuple[str, int, int]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["label", "municipalities", "applied"])
    whole = ("alle", int(table["municipalities"].sum()), int(table["applied"].sum()))
    return pd.concat([table, pd.DataFrame([whole], columns=table.columns)], ignore_index=True)


def test_the_sentence_names_the_least_and_the_most_reached():
    table = classes(("a", 20, 1), ("b", 10, 5), ("c", 30, 6))
    said = reach.reach_sentence(table, "size", "applied", "søkt")
    assert said == "1 av 20 kommuner med a innbyggere har søkt (5 %), mot 5 av 10 med b innbyggere (50 %)."


def test_a_class_below_ten_is_not_compared_where_two_larger_ones_are():
    table = classes(("1, mest sentral", 9, 0), ("2", 10, 5), ("3", 30, 6))
    assert "klasse 1" not in reach.reach_sentence(table, "centrality", "applied", "søkt")
    alone = classes(("1, mest sentral", 9, 0), ("2", 9, 5))
    assert reach.reach_sentence(alone, "centrality", "applied", "søkt") == (
        "0 av 9 kommuner i sentralitetsklasse 1 har søkt, mot 5 av 9 i sentralitetsklasse 2."
    )


def test_where_nobody_or_all_alike_have_come_the_sentence_says_so():
    assert reach.reach_sentence(classes(("a", 10, 0), ("b", 12, 0)), "size", "applied", "søkt") == (
        "Ingen kommuner har søkt ennå."
    )
    assert reach.reach_sentence(classes(("a", 10, 5), ("b", 12, 6)), "size", "applied", "søkt") == (
        "Like stor andel har søkt i alle gruppene."
    )


def test_a_group_that_is_missing_is_named_only_when_others_have_come(situation: Situation):
    assert reach.missing_groups(situation) == "", "some of the smallest have applied"
    small = [number for number, one in municipality_facts(2024).items() if one.inhabitants < 3_000]
    status = situation.status.copy()
    status.loc[status["number"].isin(small), "applied"] = pd.NaT
    without = replace(situation, status=status)
    assert reach.missing_groups(without) == f"Ingen har søkt av de 129 med {reach.SIZE_LABELS[0]} innbyggere."
    assert reach.missing_groups(replace(situation, status=status.assign(applied=pd.NaT))) == ""
    few = without.select(("Rogaland",))
    assert few.municipalities["number"].isin(small).sum() == 5
    assert few.municipalities["applied"].notna().any()
    assert reach.missing_groups(few) == "", "five municipalities are too few to name as a group"


def test_facts_of_merged_municipalities_are_added_up():
    from data.tools.refresh import merged_facts

    rows = [
        {"year": "2024", "number": "1", "inhabitants": "10", "children": "2", "centrality": "6"},
        {"year": "2024", "number": "2", "inhabitants": "30", "children": "4", "centrality": "3"},
        {"year": "2024", "number": "3", "inhabitants": "5", "children": "1", "centrality": "1"},
    ]
    assert merged_facts(rows, {"1": "9", "2": "9"}) == [
        {"year": "2024", "number": "3", "inhabitants": "5", "children": "1", "centrality": "1"},
        {"year": "2024", "number": "9", "inhabitants": "40", "children": "6", "centrality": "3"},
    ]


FACTS = pd.DataFrame(
    {
        "number": ["1804", "1806", "5601", "0301"],
        "branch": ["Nordland", "Nordland", "Finnmark", "Oslo"],
        "county": ["Nordland", "Nordland", "Finnmark", "Oslo"],
        "children": [300, 100, 0, 1000],
        "applied": [date(2024, 5, 1), pd.NaT, date(2024, 5, 2), pd.NaT],
    }
)


def test_children_are_counted_by_region_with_the_largest_share_first_and_all_last():
    counted = reach.count_children(FACTS)
    assert counted.values.tolist() == [
        ["Nordland", 300, 400, 75.0],
        ["Finnmark", 0, 0, 0.0],
        ["Oslo", 0, 1000, 0.0],
        [reach.EVERY_REGION, 300, 1400, 100 * 300 / 1400],
    ]
    assert reach.children_sentence(FACTS).replace(reach.NO_BREAK, " ").startswith("21 % av barna på 6–15 år bor i")


@pytest.mark.parametrize(
    ("share", "text"), [(0, "0 %"), (0.5, "under 1 %"), (0.99, "under 1 %"), (1, "1 %"), (12.4, "12 %"), (100, "100 %")]
)
def test_a_share_that_rounds_to_nothing_is_not_called_nothing(share, text):
    assert reach.share_of_children(share).replace(reach.NO_BREAK, " ") == text


@pytest.mark.parametrize("level", ["branch", "county"])
@pytest.mark.parametrize("size", ["", *reach.SIZE_LABELS])
def test_the_rows_of_the_map_sum_to_the_table_of_the_page(situation, size, level):
    table = reach.count_reach(situation, "size").set_index("label").loc[size or "alle"]
    rows = reach.rows_for_map(situation, size, level)
    counted = reach.count_children(rows, level)
    every = counted.iloc[-1]
    assert (every["reached"], every["children"]) == (table["applied_children"], table["children"])
    assert counted[:-1][["reached", "children"]].sum().tolist() == every[["reached", "children"]].tolist()
    assert len(rows) == table["municipalities"]
    shares = counted.set_index("region")["share"]
    assert (rows["children_reached"] == rows[level].map(shares)).all()
