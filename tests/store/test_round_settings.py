"""What the settings of a round may be, with a value on either side of each edge."""

from datetime import date, datetime

import pytest

from store.round_settings import check_settings

TIMES = {"start": datetime(2025, 3, 15, 9), "end": datetime(2025, 3, 15, 12)}


def problems(*, dates=None, **tables):
    """The fields that are not right of a round with one gathering."""
    values = {"id": "2025", "title": "Runden", "dates": dates or {}}
    values["gatherings"] = [{"key": "gathering", "title": "Samling", **TIMES}]
    return list(check_settings(values | tables))


def test_a_round_has_a_short_code_and_a_title():
    assert problems(id="a" * 32) == problems(id="2025-b") == problems(title="x" * 200) == []
    assert problems(id="a" * 33) == problems(id="-b") == problems(id="") == ["id"]
    assert problems(title="x" * 201) == problems(title="") == ["title"]


@pytest.mark.parametrize(
    ("dates", "wrong"),
    [
        ({"call": date(2025, 3, 15)}, ""),
        ({"call": date(2025, 3, 16)}, "gatherings"),
        ({"deadline": date(2025, 3, 15)}, ""),
        ({"deadline": date(2025, 3, 14)}, "dates.deadline"),
        ({"call": date(2025, 3, 1), "start": date(2025, 3, 14)}, "dates.start"),
        ({"deadline": date(2025, 5, 15), "answers": date(2025, 5, 15)}, ""),
        ({"deadline": date(2025, 5, 15), "answers": date(2025, 5, 14)}, "dates.answers"),
        ({"start": date(2025, 9, 1), "retention": date(2025, 9, 1)}, ""),
        ({"start": date(2025, 9, 1), "retention": date(2025, 8, 31)}, "dates.retention"),
        ({"first_day": date(2025, 2, 1), "last_day": date(2025, 2, 1)}, ""),
        ({"first_day": date(2025, 2, 1), "last_day": date(2025, 1, 31)}, "dates.last_day"),
        ({"deadline": date(2025, 5, 15), "last_day": date(2025, 5, 15)}, ""),
        ({"deadline": date(2025, 5, 15), "last_day": date(2025, 5, 14)}, "dates.last_day"),
        ({"last_day": date(2025, 1, 1)}, ""),
        ({"first_day": date(2026, 1, 1)}, ""),
        ({"deadline": date(2025, 5, 15), "start": date(2025, 5, 14)}, "dates.start"),
        ({"deadline": date(2025, 5, 15), "start": date(2025, 5, 1), "start_is_month": True}, ""),
        ({"deadline": date(2025, 5, 15), "start": date(2025, 4, 1), "start_is_month": True}, "dates.start"),
        ({"start": date(2025, 9, 1), "retention": date(2025, 9, 29), "start_is_month": True}, ""),
    ],
)
def test_dates_may_fall_on_one_day_and_not_before_each_other(dates, wrong):
    assert problems(dates=dates) == ([wrong] if wrong else [])


def test_targets_are_whole_numbers_that_add_up():
    def targets(total, *parts):
        branches = {str(n): {"applications": part} for n, part in enumerate(parts)}
        return problems(targets={"applications": total, "branches": branches})

    assert targets(0) == targets(None) == targets(3, 1, 2) == targets(3, 3, None) == targets(None, 0) == []
    assert (
        targets(-1)
        == targets(True)
        == targets(2, 1, 2)
        == targets(4, 1, 2)
        == targets(None, 1)
        == ["targets.applications"]
    )
    assert targets(3, 4, -1) == ["targets.branches.1.applications"]
    branch = {"applications": 1}
    (sentence,) = check_settings(
        {"id": "2025", "title": "Runden", "targets": {"branches": {"Nordland": branch}}}
    ).values()
    assert sentence == "Fylkesavdelingene har til sammen 1 søknad, men målet i alt er 0."


def test_a_gathering_ends_after_it_began():
    def gathering(**times):
        return problems(gatherings=[{"key": "gathering", "title": "Samling", **times}])

    assert gathering() == gathering(start=TIMES["start"]) == gathering(end=TIMES["end"]) == []
    assert gathering(start=TIMES["start"], end=datetime(2025, 3, 15, 9, 1)) == []
    assert gathering(start=TIMES["start"], end=TIMES["start"]) == ["gatherings.gathering.end"]
    assert gathering(end=datetime(2101, 1, 1)) == gathering(end=date(2025, 3, 15)) == ["gatherings.gathering.end"]
    late = {"id": "2025", "title": "Runden", "gatherings": [{"key": "b", "title": "B", "end": datetime(2101, 1, 1)}]}
    assert check_settings(late) == {"gatherings.b.end": "Velg en dag i årene 2000–2100."}


@pytest.mark.parametrize(
    ("known", "right"),
    [({"applied": 0}, True), ({"applied": -1}, False), ({"places": None}, True), ({"completed": "3"}, False)],
)
def test_what_is_known_of_a_round_is_counts(known, right):
    assert problems(known=known) == ([] if right else [f"known.{next(iter(known))}"])


def test_tables_links_and_texts_are_what_they_are_called():
    assert problems(links={"registration": "https://example.no/a", "application": ""}) == []
    assert problems(links={"registration": "example.no"}) == ["links.registration"]
    assert problems(earlier_round=2021) == ["earlier_round"]
    assert problems(known={"municipalities": ["1804"]}) == problems(example={"as_of": date(2025, 5, 2)}) == []
    assert problems(known={"municipalities": "1804"}) == ["known.municipalities"]
