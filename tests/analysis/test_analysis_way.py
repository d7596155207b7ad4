"""The way from registration to a confirmed place, counted by hand: in the country, by region, and a week before."""

from analysis.way import count_way, count_way_by_region, way_sentence
from tests.analysis.tables import ALTA, ASKER, BODO, NARVIK, rows, situation


def test_the_way_counts_each_step_by_its_own_date():
    found = situation(
        "2024-06-30",
        registrations=rows(
            *[{"on": "2024-03-12 12:00", "of": number} for number in (BODO, NARVIK)],
            {"on": "2024-06-24 12:00", "of": ALTA},
        ),
        applications=rows(
            {"on": "2024-05-01 12:00", "of": BODO, "state": "placed", "placed_at": "2024-06-20 12:00"},
            {"on": "2024-05-01 12:00", "of": ASKER},
        ),
    )
    way = count_way(found).set_index("step")
    assert way["n"].astype(object).where(way["n"].notna(), None).to_dict() == {
        "all": 357,
        "registered": 3,
        "attended": None,
        "guided": 0,
        "applied": 2,
        "placed": 1,
        "confirmed": 0,
        "start_registered": None,
    }
    # A week before, on 23 June, Alta had not signed up.
    assert way.loc["registered", ["week_ago", "change"]].tolist() == [2, 1]
    assert way.loc["registered", "of_previous"] == "3 av 357 (1 %)"
    assert way.loc["placed", "of_previous"] == "1 av 2"  # below ten no percentage
    assert way_sentence(count_way(found)) == ("Av 357 kommuner har 3 meldt seg på samlingen, 2 søkt og 1 fått plass.")
    by_branch = count_way_by_region(found).set_index("region")
    assert by_branch["applied"].sum() == 2
    assert by_branch["registered"].sum() == 3
    north = by_branch.loc["Finnmark, Troms og Svalbard"]
    assert (north["registered"], north["registered_week_ago"]) == (1, 0)  # Alta
    assert by_branch["registered_week_ago"].sum() == 2
    assert by_branch.loc["Nordland", "registered_share"] == "5 %"  # 2 of 41
    assert count_way_by_region(found, "county").set_index("region").loc["Oslo", "registered_share"] == ""  # 0 of 1
    steps = ["municipalities", "registered", "applied", "placed"]
    assert by_branch.loc["Nordland", steps].tolist() == [41, 2, 1, 1]


def test_it_is_said_how_many_applications_the_municipalities_have_sent_where_it_is_not_one_each():
    def shared(found):
        return count_way(found).attrs["shared"]

    alone, joint = {"on": "2024-05-01 12:00", "of": ASKER}, {"on": "2024-05-01 12:00", "of": (BODO, ALTA)}
    assert shared(situation("2024-06-30", applications=rows(alone))) == ""
    assert shared(situation("2024-06-30")) == ""
    found = situation("2024-06-30", applications=rows(alone, joint))
    assert shared(found) == "2 søknader fra 3 kommuner"
    assert shared(found.select(["Nordland"])) == ""
    assert shared(found.select(["Finnmark, Troms og Svalbard"])) == "0 søknader fra 1 kommune"


def test_the_week_before_is_as_it_was_then():
    # Bodø withdrew on 28 June; Alta's place was given on 25 June.
    found = situation(
        "2024-06-30",
        applications=rows(
            {"on": "2024-05-01 12:00", "of": BODO, "state": "withdrawn", "decided_at": "2024-06-28 12:00"},
            {"on": "2024-05-02 12:00", "of": ALTA, "state": "placed", "placed_at": "2024-06-25 12:00"},
        ),
    )
    way = count_way(found).set_index("step")
    assert way.loc["applied", ["n", "week_ago", "change"]].tolist() == [1, 2, -1]
    assert way.loc["placed", ["n", "week_ago", "change"]].tolist() == [1, 0, 1]
    nordland = count_way(found.select(["Nordland"])).set_index("step")
    assert nordland.loc["applied", ["n", "week_ago"]].tolist() == [0, 1]
