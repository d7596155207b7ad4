"""Which columns decide who counts by the words of their header, on both sides of each edge."""

import pytest
from test_edges_of_evidence import PAIRS, mixed, verdict

from loaders.table.consequences import participant_number

AWAY = ("Avmeldt",) * 10


@pytest.mark.parametrize(
    ("header", "number"),
    [
        ("Deltaker 3", 3),
        ("Navn på deltaker 2", 2),
        ("2. deltaker", 2),
        ("Tredje deltaker", 3),
        ("Sjette deltaker", 0),
        ("Hvem er deltaker 4 fra dere?", 4),
        ("Hva vil deltaker 4 høre om?", 0),
        ("Navn på skolen til deltaker 4", 0),
        ("Hvem kommer?", 0),
    ],
)
def test_a_header_asks_for_the_name_of_one_of_several_participants(header, number):
    assert participant_number(header) == number


@pytest.mark.parametrize(
    ("header", "cells", "said"),
    [
        ("Deltar", (*AWAY[:1], "blå"), "ask"),
        ("Deltar (ja/nei)", (*AWAY[:1], "blå"), "ask"),
        ("Deltar", (*AWAY[:8], "blå"), "ask"),
        ("Deltar", (*AWAY[:9], "blå"), ""),
        ("Kommer du?", (*AWAY[:1], "blå"), ""),
        ("Kommer du?", (*AWAY[:1], "Påmeldt"), ""),
        ("Deltakelse", (*AWAY[:1], "Påmeldt"), "ask"),
        ("Deltakelse", ("Ja", "Nei"), "ask"),
        ("Kommer du?", ("Ja",) * 4 + ("15.03.2024", "16.03.2024", "17.03.2024"), ""),
        ("Deltar (ja/nei)", ("Ja", "Nei"), "act"),
        ("Deltar (kommer kommunen?)", ("Ja", "Nei"), "act"),
        ("Kommer kommunen?", ("Ja", "Nei"), "ask"),
        ("Svar", ("Ja", "Nei"), "ask"),
        ("Svar", (*["Ja"] * 9, "blå"), "ask"),
        ("Svar", (*["Ja"] * 8, "blå"), ""),
    ],
)
def test_who_comes_is_heard_by_the_name_of_a_column_and_asked_where_it_is_only_like_one(header, cells, said):
    assert verdict("coming", header, cells) == said


@pytest.mark.parametrize(
    ("header", "said"), [("Hvem kommer", "act"), ("Hvem kommer (alle)", "act"), ("Deltakerne fra oss", "ask")]
)
def test_lists_of_people_count_under_a_name_of_the_field_and_are_asked_about_under_a_word_of_it(header, said):
    assert verdict("participants", header, PAIRS) == said


@pytest.mark.parametrize(
    ("header", "cells", "said"),
    [
        ("Status", (*["Ja"] * 19, "blå"), "ask"),
        ("Status", (*["Ja"] * 18, "blå"), "act"),
        ("Romstatus", mixed(("Avmeldt", "Påmeldt", "Påmeldt"), 7), "ask"),
        ("Romstatus", mixed(("Avmeldt", "Påmeldt", "Påmeldt"), 8), ""),
        ("Min status nå", mixed(("Avmeldt", "Påmeldt", "Påmeldt"), 7), ""),
        ("Okstatus", mixed(("Avmeldt", "Påmeldt", "Påmeldt"), 7), ""),
        ("Min status nå", ("Avmeldt",), "ask"),
        ("Notert", ("Avmeldt",), ""),
    ],
)
def test_three_of_ten_states_are_asked_about_under_a_word_that_ends_with_status(header, cells, said):
    assert verdict("state", header, cells) == said
