"""From which share on a column's values say what it is, and from which on it decides who counts."""

import pytest
from columns_of import profile

from loaders.table.consequences import Column, decide
from loaders.table.evidence import agreement, speaks
from loaders.table.headers import BY_NAME, header_weight, plain_header, readings_of

LETTERS = "abcdefghijklmnopqrstuvwxyz"
COUNTIES = ("Nordland", "Vestland", "Rogaland", "Agder", "Telemark", "Innlandet", "Buskerud")
TOWNS = ("Bodø", "Asker", "Lom", "Tynset")
SCALE = ("enig", "uenig", "helt enig", "vet ikke")


def mixed(values, others):
    return [*values, *(f"{letter} er en farge" for letter in LETTERS[:others])]


def say(number, value):
    return [value.format(at) for at in range(1, number + 1)]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (mixed(say(3, "p{}@eks.example"), 2), "address"),
        (mixed(say(4, "p{}@eks.example"), 3), "text"),
        (mixed(say(3, "1{}.03.2024 09:00"), 2), "time"),
        (mixed(say(4, "1{}.03.2024 09:00"), 3), "text"),
        (mixed(say(7, "0{}:15"), 3), "clock"),
        (mixed(say(6, "0{}:15"), 3), "text"),
        (mixed(["Ja"] * 18 + ["Nei"], 1), "yes_no"),
        (mixed(["Ja"] * 17 + ["Nei"], 1), "text"),
        (["x"], "text"),
        (["x", "x"], "yes_no"),
        (["Nei"], "yes_no"),
        (mixed(say(4, "900 00 00{}"), 1), "phone"),
        (mixed(say(3, "900 00 00{}"), 1), "text"),
        (mixed(say(4, "{}3"), 1), "number"),
        (mixed(say(3, "{}3"), 1), "text"),
        (mixed(say(7, "{} min"), 3), "duration"),
        (mixed(say(6, "{} min"), 3), "text"),
        (SCALE, "scale"),
        (mixed(SCALE, 1), "text"),
        (["a" * 70, "b" * 70, "c" * 70], "text"),
        (["a" * 71, "b" * 71, "c"], "long"),
        (mixed(COUNTIES, 3), "county"),
        (mixed(COUNTIES[:6], 3), "text"),
        (["Oslo", "Oslo"], "county"),
        (mixed(TOWNS[:3], 2), "municipality"),
        (mixed(TOWNS, 3), "text"),
        ([f"{one} Moe" for one in ("Tone", "Per", "Ida", "Liv", "Ola", "Siv", "Eva")] + mixed([], 3), "name"),
        ([f"{one} Moe" for one in ("Tone", "Per", "Ida", "Liv", "Ola", "Siv")] + mixed([], 3), "text"),
        (["", ""], ""),
    ],
)
def test_what_most_values_are_is_what_a_column_says(cells, said):
    assert speaks(profile(*cells)) == said


@pytest.mark.parametrize(
    ("field", "cells", "agrees"),
    [
        ("meeting_role", ["Organizer", "blå"], 1),
        ("meeting_role", ["Organizer", "blå", "rød"], -1),
        ("role", [*["Organizer"] * 9, "blå"], -0.5),
        ("role", [*["Organizer"] * 8, "blå"], 0.5),
        ("organisation", ["blå skole", "rød skole"], 0.5),
        ("organisation", TOWNS, 0),
        ("organisation", say(5, "p{}@eks.example"), -1),
        ("email", say(5, "p{}@eks.example"), 1),
        ("email", ["blå", "rød"], 0),
        ("email", TOWNS, -1),
        ("email", [""], 0),
        ("anchoring", TOWNS, 0),
    ],
)
def test_values_speak_for_a_field_against_it_or_neither(field, cells, agrees):
    assert agreement(field, profile(*cells)) == agrees


def verdict(field, header, cells, kind="registrations", rivalled=False):
    readings = readings_of(header, [plain_header(header)])
    weight = header_weight(field, readings)
    return decide(Column(BY_NAME[field], weight, readings, profile(*cells), kind, rivalled))


PAIRS = ("Tone Moe og Per Eg", "Ida Berg og Liv Dahl")
ALONE = ("Ola Lie", "Siv Rud", "Eva Moe", "Jon Eg", "Ada Berg")


@pytest.mark.parametrize(
    ("header", "cells", "said"),
    [
        ("Antall deltakere", ["2", ""], "act"),
        ("Antall deltakere", ["2", "", ""], "ask"),
        ("Antall deltakere", ["2", "60", "mange her", "noen der"], "act"),
        ("Antall deltakere", ["2", "61", "mange her", "noen der"], "ask"),
        ("Antall deltakere", ["2", "0", "mange her", "noen der"], "act"),
        ("Antall deltakere", ["2", "-1", "mange her", "noen der"], "ask"),
        ("Antall deltakere", ["2", "2,5", "mange her", "noen der"], "ask"),
        ("Antall deltakere", ["70", "mange her", "noen der"], "act"),
        ("Antall deltakere", ["70", "mange her", "noen der", "flere"], "ask"),
        ("Antall deltakere", ["70", "mange her"], "ask"),
        ("Antall", [*say(8, "{}"), "7", "12", "mange"], "ask"),
        ("Antall", [*say(7, "{}"), "12", "mange"], ""),
        ("Antall", ["1", "2", "3"], ""),
        ("Antall", ["1", "3", "2"], "ask"),
        ("Quantity (stk)", ["1", "3"], "act"),
        ("Farge", ["1", "3", "2"], ""),
    ],
)
def test_a_column_of_numbers_counts_people_where_most_are_small_and_whole(header, cells, said):
    assert verdict("persons", header, cells) == said


@pytest.mark.parametrize(
    ("header", "cells", "said"),
    [
        ("Navn på deltakere", mixed([PAIRS[0], *ALONE[:3]], 1), "act"),
        ("Navn på deltakere", mixed([PAIRS[0], *ALONE[:4]], 1), ""),
        ("Navn på deltakere", mixed([*PAIRS, *ALONE], 3), "act"),
        ("Navn på deltakere", mixed([*PAIRS, *ALONE[:4]], 3), "ask"),
        ("Hvem flere melder du på?", [PAIRS[0], ALONE[0]], "ask"),
        ("Hvem flere melder du på?", [PAIRS[0], *ALONE[:2]], ""),
        ("Navn på deltakere (alle)", PAIRS, "act"),
        ("Farge", PAIRS, ""),
    ],
)
def test_a_column_of_lists_of_people_counts_them_where_its_header_says_so(header, cells, said):
    assert verdict("participants", header, cells) == said


@pytest.mark.parametrize(
    ("header", "cells", "said"),
    [
        ("Kommer du?", ["Ja", "Nei"], "act"),
        ("Kommer du?", ["Ja", "kanskje jeg"], "act"),
        ("Kommer du?", ["Ja", "kanskje jeg", "hvem vet"], ""),
        ("Kommer du fysisk?", ["Ja", "Nei"], "ask"),
        ("Blir du med?", [*["Ja"] * 8, "Nei", "hvem vet"], "ask"),
        ("Blir du med?", [*["Ja"] * 7, "Nei", "hvem vet"], ""),
        ("Kommer du?", ["10.03.2024", "11.03.2024"], ""),
        ("Farge", ["Ja", "Nei"], ""),
    ],
)
def test_a_question_whether_somebody_comes_is_heard_where_most_answer_it(header, cells, said):
    assert verdict("coming", header, cells) == said


@pytest.mark.parametrize(
    ("header", "cells", "rivalled", "said"),
    [
        ("Status", ["Påmeldt", "Avmeldt", "blå", "rød"], False, "act"),
        ("Status", ["Avmeldt", "blå", "rød"], False, "ask"),
        ("Status", ["blå", "rød", "gul"], False, "act"),
        ("Status (nå)", ["blå", "rød", "gul"], False, "act"),
        ("Status", ["Påmeldt", "Avmeldt", "blå", "rød"], True, "act"),
        ("Status", ["Avmeldt", "blå", "rød"], True, ""),
        ("Status", [*["Ja"] * 18, "Nei"], False, "ask"),
        ("Status", [*["Ja"] * 17, "Avmeldt"], False, "act"),
        ("Notert", [*["Påmeldt"] * 8, "Avmeldt", "blå"], False, "ask"),
        ("Notert", [*["Påmeldt"] * 7, "Avmeldt", "blå"], False, ""),
        ("Notert", ["Avmeldt"], False, ""),
        ("Notert", ["Avmeldt", "Avmeldt"], False, "ask"),
        ("Notert", ["Påmeldt", "Påmeldt"], False, ""),
        ("Notert", ["Ja", "Avmeldt"], False, ""),
        ("Notert", ["Ja", "Avmeldt", "Påmeldt"], False, "ask"),
        ("Hva er notert?", ["Avmeldt", "Avmeldt"], False, ""),
    ],
)
def test_a_column_says_states_by_its_header_or_by_almost_all_its_texts(header, cells, rivalled, said):
    assert verdict("state", header, cells, rivalled=rivalled) == said


@pytest.mark.parametrize(
    ("field", "header", "cells", "said"),
    [
        ("cancelled", "Avmeldt", ["Ja", "blå", "rød", "gul"], "ask"),
        ("cancelled", "Avmeldt", ["blå", "rød", "gul"], "act"),
        ("cancelled", "Avmeldt (x)", ["blå", "rød", "gul"], "act"),
        ("cancelled", "Avmeldt", ["10.03.2024", "11.03.2024", "blå", "rød"], "act"),
        ("cancelled", "Avmeldt", ["3", "4", "5", "6"], "ask"),
        ("waiting", "Venteliste", ["3", "4", "5", "6"], "act"),
        ("waiting", "Venteliste", ["3", "4", "blå", "rød"], "act"),
        ("waiting", "Venteliste", ["3", "blå", "rød", "gul"], "ask"),
        ("cancelled", "Avmeldt den dagen", ["10.03.2024", "11.03.2024"], "ask"),
        ("cancelled", "Avmeldt den dagen", [*say(8, "1{}.03.2024"), "20.03.2024", "blå"], "ask"),
        ("cancelled", "Avmeldt den dagen", [*say(8, "1{}.03.2024"), "blå"], ""),
        ("cancelled", "Avmeldt av", ["10.03.2024", "11.03.2024"], ""),
        ("cancelled", "Farge", ["Ja", "Nei"], ""),
    ],
)
def test_a_column_of_its_own_for_a_state_acts_where_half_its_values_fit(field, header, cells, said):
    assert verdict(field, header, cells, "applications") == said


@pytest.mark.parametrize(
    ("kind", "header", "cells", "said"),
    [
        ("registrations", "Deltok", ["Ja", "Avmeldt"], ""),
        ("registrations", "Deltok", ["Ja", "Nei"], "act"),
        ("attendance", "Deltok", ["Ja", "blå", "rød", "gul"], ""),
        ("attendance", "Deltok", ["Ja", "Nei", "blå", "rød"], "act"),
        ("attendance", "Deltok", ["blå", "rød", "gul"], "act"),
        ("attendance", "Deltok (x)", ["blå", "rød", "gul"], "act"),
        ("attendance", "Dag 1", [*["Ja"] * 18, "Nei"], "act"),
        ("attendance", "Dag 1", [*["Ja"] * 18, "Nei", "blå"], "act"),
        ("attendance", "Dag 1", [*["Ja"] * 17, "Nei", "blå"], ""),
        ("attendance", "Dag 1", ["x", ""], "act"),
        ("registrations", "Dag 1", ["x", "x"], ""),
    ],
)
def test_a_column_tells_who_came_by_its_header_or_as_a_day_that_is_ticked(kind, header, cells, said):
    assert verdict("attended", header, cells, kind) == said
