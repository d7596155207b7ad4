from datetime import date

from analysis.anonymous import count_anonymous
from tests.analysis.tables import ASKER, rows, situation


def test_what_stays_is_counts_per_municipality_and_day():
    signed_up = rows(
        {"on": "2024-03-11 09:00", "of": ASKER}, {"on": "2024-03-11 10:00", "of": ASKER}, {"on": "2024-03-12 10:00"}
    )
    table = count_anonymous(situation("2024-04-01", registrations=signed_up))
    assert table.to_dict("records") == [
        {"stage": "registrations", "municipality": "", "day": date(2024, 3, 12), "count": 1},
        {"stage": "registrations", "municipality": ASKER, "day": date(2024, 3, 11), "count": 2},
    ]


def test_nothing_stays_of_a_round_with_nothing():
    assert count_anonymous(situation("2024-04-01")).empty
