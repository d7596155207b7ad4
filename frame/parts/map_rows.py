"""Owns the rows that the map is drawn from: the status table, or those of a class of size with the children reached."""

import pandas as pd

from analysis.reach import count_children, rows_for_map, share_of_children
from analysis.situation import Situation
from charts.map_choice import MapChoice
from charts.map_classes import Classes, classify, count_by_region


def status_of(situation: Situation, choice: MapChoice) -> pd.DataFrame:
    """The rows that a choice colours, with what its measure needs; what is not among them is drawn pale."""
    if choice.measure != "children" and not choice.size:
        return situation.status
    return rows_for_map(situation, choice.size, choice.by)


def classes_of(situation: Situation, choice: MapChoice) -> Classes:
    """The class of each municipality on the map, the legend and the finding."""
    return classify(status_of(situation, choice), choice)


def reached_by_region(situation: Situation, choice: MapChoice) -> pd.DataFrame:
    """How many of each region's municipalities have what the map asks about, as count_by_region tells."""
    return count_by_region(classes_of(situation, choice), choice.by)


def children_by_region(situation: Situation, choice: MapChoice) -> pd.DataFrame:
    """The children that the municipalities on the map reach, by region and in all, as count_children tells."""
    return count_children(rows_for_map(situation, choice.size, choice.by), choice.by)


def tell_regions(situation: Situation, choice: MapChoice) -> list[str]:
    """A line per region of a map of the children reached, as `Nordland: 12 %`; none of another map."""
    if choice.measure != "children":
        return []
    counted = children_by_region(situation, choice)
    return [f"{row.region}: {share_of_children(row.share)}" for row in counted.itertuples()]
