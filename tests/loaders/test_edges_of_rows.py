"""What becomes of rows at the edges: zones, orders of dates, far-off days, people in doubt, places in doubt, visits."""

import math
from datetime import UTC, date, datetime

import numpy as np
import pandas as pd
import pytest
from columns_of import column_of

from loaders.matching.municipalities import Match
from loaders.rows import places
from loaders.rows.attendance import is_same_name, tell_apart, total_minutes
from loaders.rows.common import FAR_OFF, find_far_off, find_secretaries, quoted
from loaders.rows.durations import read_minutes
from loaders.rows.places import combine, doubt_of, first_filled, hear_number, hold_people, name_candidates, says_nobody
from loaders.rows.states import (
    begins_negative,
    find_state,
    is_by,
    is_known,
    is_meeting_role,
    is_neutral,
    is_organising,
    may_be_negative,
    read_application_state,
    read_came,
    read_registration_state,
)
from loaders.rows.times import NONE, Order, find_order, is_summer, keeps_rising, read_text, read_times, turned_by_excel
from loaders.rows.values import clean_choice, domain_of, read_email, read_number, workplace_domain
from loaders.rows.written_times import MONTHS, find_day, match_time, read_clock, read_offset, zone_of_header
from loaders.sandbox.sheets import Column


def seconds(*parts):
    return int(datetime(*parts, tzinfo=UTC).timestamp())


@pytest.mark.parametrize(
    ("zone", "hours"),
    [
        ("Z", 0),
        ("utc", 0),
        ("GMT", 0),
        ("WET", 0),
        ("BST", 1),
        ("koordinert universaltid", 0),
        ("Coordinated Universal Time", 0),
        ("EET", 2),
        ("OEZ", 2),
        ("OESZ", 3),
        ("EEST", 3),
        ("EST", -5),
        ("EDT", -4),
        ("CST", -6),
        ("CDT", -5),
        ("MST", -7),
        ("MDT", -6),
        ("PST", -8),
        ("PDT", -7),
        ("+1", 1),
        ("+0130", 1.5),
        ("-01:30", -1.5),
        ("UTC-2", -2),
        ("+10", 10),
        ("-100", -1),
    ],
)
def test_a_zone_is_so_many_hours_east_of_greenwich(zone, hours):
    assert read_offset(zone) == hours * 3600


@pytest.mark.parametrize("zone", ["", None, "CET", "cest", "MET", "MESZ"])
def test_the_clock_in_oslo_needs_no_offset(zone):
    assert read_offset(zone) is None


@pytest.mark.parametrize(
    ("header", "hours"),
    [("Tid (GMT+1)", 1), ("Tid UTC - 2", -2), ("Tid (pst)", -8), ("UTC", 0), ("Butcher", None), ("Tid", None)],
)
def test_a_header_tells_the_zone_of_its_times(header, hours):
    assert zone_of_header(header) == (None if hours is None else hours * 3600)


@pytest.mark.parametrize(
    ("names", "number"),
    [
        ("januar january stycznia", 1),
        ("februar lutego", 2),
        ("mars märz", 3),
        ("april kwietnia", 4),
        ("mai may", 5),
        ("juni june", 6),
        ("juli july", 7),
        ("august sierpnia", 8),
        ("september sept", 9),
        ("oktober october", 10),
        ("november", 11),
        ("desember december", 12),
    ],
)
def test_a_month_is_known_by_its_names(names, number):
    assert {MONTHS[name] for name in names.split()} == {number}


def day(text, day_first=True):
    parts = match_time(text)
    return parts and find_day(parts, day_first)


@pytest.mark.parametrize(
    ("text", "day_first", "read"),
    [
        ("3/4/2024", True, date(2024, 4, 3)),
        ("3/4/2024", False, date(2024, 3, 4)),
        ("3.4.2024", False, date(2024, 4, 3)),
        ("3.13.2024", True, date(2024, 3, 13)),
        ("3/12/2024", True, date(2024, 12, 3)),
        ("13/4/2024", False, date(2024, 4, 13)),
        ("12/4/2024", False, date(2024, 12, 4)),
        ("3/4/99", True, date(2099, 4, 3)),
        ("15. mai 24", True, date(2024, 5, 15)),
        ("2024-5-3", True, date(2024, 5, 3)),
    ],
)
def test_a_day_has_its_month_where_signs_sizes_and_the_file_say(text, day_first, read):
    assert day(text, day_first) == read


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("15.05.2024", None),
        ("15.05.2024 00:00", 0),
        ("15.05.2024 24:00", 86_400),
        ("15.05.2024 23:59:59", 86_399),
        ("5/15/2024 12:00 AM", 0),
        ("5/15/2024 12:00 PM", 43_200),
        ("5/15/2024 1:00 PM", 46_800),
        ("5/15/2024 1:00 a.m.", 3_600),
        ("15.05.2024 kl 9", 32_400),
        ("15.05.2024 kl 0930", 34_200),
    ],
)
def test_a_time_of_day_is_counted_from_midnight(text, clock):
    assert read_clock(match_time(text)) == clock


@pytest.mark.parametrize("text", ["15.05.2024 25:00", "15.05.2024 09:60", "15.05.2024 09:30:60"])
def test_no_clock_shows_such_a_time(text):
    assert read_text(text, True) == (NONE, NONE, 1, 0)


def test_a_day_without_a_time_is_told_from_midnight_and_nothing_from_what_cannot_be_read():
    midnight = seconds(2024, 5, 15)
    assert read_text("15.05.2024", True) == (midnight, NONE, 0, 1)
    assert read_text("15.05.2024 00:00", True) == (midnight, NONE, 0, 0)
    assert read_text("2024-05-15T00:00:00Z", True) == (midnight + 7_200, midnight, 0, 0)
    assert read_text("-", True) == (NONE, NONE, 0, 0)
    assert read_text("snart", True) == (NONE, NONE, 1, 0)


YEARS = ("31.12.2009 23:59:59", "01.01.2010 00:00:00", "31.12.2039 23:59:59", "01.01.2040 00:00:00")


def test_a_time_is_strange_before_2010_and_after_2039():
    moments = read_times(column_of(*YEARS), Order(True, False))
    assert moments.strange.tolist() == [True, False, False, True]
    assert (moments.local == NONE).tolist() == [True, False, False, True]


def test_a_header_s_zone_holds_for_times_without_an_offset_and_not_for_bare_days():
    column = column_of("15.05.2024 09:30", "2024-05-15T09:30:00Z", "15.05.2024")
    moments = read_times(column, Order(True, False), east=3_600)
    assert moments.fixed.tolist() == [seconds(2024, 5, 15, 8, 30), seconds(2024, 5, 15, 9, 30), NONE]
    assert moments.local.tolist() == [seconds(2024, 5, 15, 10, 30), seconds(2024, 5, 15, 11, 30), seconds(2024, 5, 15)]


@pytest.mark.parametrize(
    ("cells", "day_first", "asked"),
    [
        (("3/4/2024", "13/4/2024"), True, False),
        (("3/4/2024", "4/13/2024"), False, False),
        (("3/4/2024", "12/4/2024"), True, True),
        (("3/4/2024", "4/4/2024"), True, True),
        (("4/4/2024",), True, False),
        (("3.4.2024", "4/13/2024"), False, False),
        (("3/4/2024 9:00 AM",), False, True),
        (("4/4/2024 9:00 AM",), False, False),
        (("13/4/2024 9:00 AM",), True, False),
        (("13/4/2024", "4/13/2024", "3/4/2024"), True, True),
        (("13/4/2024", "4/13/2024"), True, False),
        (("2/10/2024", "3/1/2024"), False, False),
        (("10/2/2024", "1/3/2024"), True, False),
    ],
)
def test_the_order_of_day_and_month_is_told_by_a_part_over_twelve_or_by_rising_rows(cells, day_first, asked):
    order = find_order([column_of(*cells)])
    assert (order.day_first, order.asked) == (day_first, asked)


def test_what_the_user_says_of_the_dates_is_the_order():
    columns = [column_of("3/4/2024", "4/13/2024")]
    orders = [find_order(columns, wanted) for wanted in ("day", "month", "swap", "keep")]
    assert [order.day_first for order in orders] == [True, False, False, False]
    assert [order.swapped for order in orders] == ["", "", "swap", "keep"]
    assert not any(order.asked for order in orders)


def test_the_cells_that_are_asked_about_are_those_that_can_be_read_both_ways():
    order = find_order([column_of("3/4/2024", "4/4/2024", "5.4.2024"), column_of("", "", "12/4/2024")])
    assert order.cells == ((0, 0), (2, 1))


def test_rows_rise_where_none_is_before_the_one_above_it():
    rising = [
        keeps_rising(column_of(*cells), Order(True, False))
        for cells in (("1.3.2024", "1.3.2024"), ("2.3.2024", "1.3.2024"))
    ]
    assert rising == [True, False]
    assert keeps_rising(column_of("1.3.2024", "snart", "2.3.2024"), Order(True, False))


def typed(days, *texts):
    values = ["", *days, *texts]
    return Column(values, "s" + "d" * len(days) + "s" * len(texts), np.arange(1, len(values)))


@pytest.mark.parametrize(
    ("days", "texts", "turned"),
    [
        ([(2024, 5, 4)], ["15/04/2024"], True),
        ([(2024, 5, 4)], ["13/04/2024"], True),
        ([(2024, 5, 4)], ["12/04/2024"], False),
        ([(2024, 5, 12)], ["15/04/2024"], True),
        ([(2024, 5, 13)], ["15/04/2024"], False),
        ([(2024, 5, 5)], ["15/04/2024"], False),
        ([(2024, 5, 5), (2024, 5, 4)], ["15/04/2024"], True),
        ([(2024, 5, 4)], ["snart"], False),
        ([(2024, 5, 4)], ["15/04/2024", "snart"], True),
        ([(2024, 5, 4)], [], False),
        ([], ["15/04/2024"], False),
    ],
)
def test_dates_may_be_turned_where_none_is_over_twelve_and_every_text_has_a_part_that_is(days, texts, turned):
    assert turned_by_excel(typed([seconds(*day) for day in days], *texts)) is turned


@pytest.mark.parametrize(
    ("hours", "summer"),
    [
        ([2.5, 2.2], [True, False]),
        ([2.2, 2.2], [True, True]),
        ([2.5, 24 + 2.2], [True, True]),
        ([2.5, 2.2, 2.5], [True, False, False]),
        ([2.5, 2.2, 26.1], [True, False, False]),
        ([2.5, 2.2, 26.2], [True, False, True]),
    ],
)
def test_within_a_night_the_clock_is_turned_at_the_first_step_back(hours, summer):
    local = np.array([int(hour * 3600) for hour in hours])
    assert is_summer(local, np.ones(len(hours), dtype=bool)).tolist() == summer


@pytest.mark.parametrize(
    ("days", "far"),
    [
        ([0, 0, 401], [False, False, True]),
        ([0, 0, 400], [False, False, False]),
        ([0, 0, -401], [False, False, True]),
        ([0, 401], [False, False]),
        ([*[0] * 9, 401], [*[False] * 9, True]),
        ([*[0] * 17, 401, 402], [False] * 19),
        ([*[0] * 18, 401, 402], [*[False] * 18, True, True]),
        ([0, 0, 401, None], [False, False, True, False]),
        ([0, 401, None], [False, False, False]),
    ],
)
def test_a_single_day_more_than_400_from_the_middle_is_far_off(days, far):
    local = np.array([NONE if day is None else 10**9 + day * 86_400 for day in days])
    assert find_far_off(local).tolist() == far
    assert FAR_OFF == 400 * 24 * 60 * 60


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Avmeldt av Kari", "«Avmeldt av …»"),
        ("Grønn", "«Grønn»"),
        ("grønn Farge", "«grønn …»"),
        ("grønn (farge)", "«grønn (farge)»"),
        ("ring 9000", "«ring 9000»"),
        ("ring 90000", "«ring …»"),
        ("a b c d e f g h i j k l m n o p q r s t u v w x y z", "«a b c d e f g h i j k l m n o p q r s t »"),
        ("Kari Lie", "i cellen"),
        ("Kari lie", "«Kari lie»"),
        ("kari@eks.example", "i cellen"),
    ],
)
def test_a_text_is_shown_without_people_addresses_and_telephones(text, shown):
    assert quoted(text) == shown


def test_one_who_has_written_several_names_is_a_secretary():
    emails = np.array(["a@b", "a@b", "c@d", "c@d", "", "", "e@f"], dtype=object)
    names = np.array(["Tone Moe", "Per Eg", "Ida Lie", "ida lie", "Liv", "Ola", ""], dtype=object)
    assert find_secretaries(emails, names).tolist() == [True, True, False, False, False, False, False]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Påmeldt", "registered"),
        ("x" * 121, None),
        ("Avmeldt" + " 1" * 56, "withdrawn"),
        ("Avmeldt" + " 1" * 57, None),
        ("Avmeldt?", None),
        ("2 avmeldt", None),
        ("Nei, digitalt", None),
        ("Ja, digitalt", "coming"),
        ("Digitalt", "coming"),
        ("Nei", "no"),
        ("Ikke", "no"),
        ("Venteliste, trukket", "withdrawn"),
        ("Avslag, trukket", "withdrawn"),
        ("Avslag, venteliste", None),
        ("Trukket, tildelt plass", None),
        ("Tildelt plass, trukket", "withdrawn"),
        ("Mottatt, bekreftet", None),
        ("Tildelt plass, bekreftet", "confirmed"),
        ("Ikke møtt", "absent"),
        ("Ikke avmeldt", "registered"),
        ("Ikke under behandling", None),
        ("Tildelt plass, ikke digitalt", None),
        ("Kommer ikke", "withdrawn"),
        ("Kommer", "coming"),
        ("Avmelding trukket", None),
        ("Avmelding", "withdrawn"),
        ("Avmeldt av Kari Lie Moe Rud", "withdrawn"),
        ("Avmeldt av Kari Lie Moe Rud Dal", None),
        ("Avmeldt av en", None),
        ("blå", None),
        ("12.03", None),
    ],
)
def test_a_text_names_one_state_to_its_end_or_none(text, state):
    assert find_state(text) == state


@pytest.mark.parametrize(
    ("text", "registration", "application", "came"),
    [
        ("", "", "", None),
        ("Nei", "Avmeldt", "declined", False),
        ("Ja", "", "placed", True),
        ("Ikke møtt", "", None, False),
        ("Møtt", "", "confirmed", True),
        ("Avslag", "Avslått", "declined", False),
        ("Venteliste", "Venteliste", "waiting", None),
        ("Trukket", "Avmeldt", "withdrawn", False),
        ("Mottatt", "", "received", None),
        ("Bekreftet", "", "confirmed", True),
        ("blå", None, None, None),
    ],
)
def test_a_state_means_its_own_in_each_kind_of_file(text, registration, application, came):
    assert read_registration_state(text) == registration
    assert read_application_state(text) == application
    assert read_came(text) is came


@pytest.mark.parametrize(
    ("asked", "yes", "no"),
    [
        (is_known, ["avmeldt,", "(Venteliste)"], ["Kari", "12", "…"]),
        (is_by, ["av", "v/", "Av:"], ["avmeldt"]),
        (is_neutral, ["12.03"], ["Avmeldt", "blå"]),
        (is_meeting_role, [" Organizer ", "Attendee"], ["rektor"]),
        (is_organising, [" Organizer "], ["Attendee"]),
        (may_be_negative, ["Avmeldt", "ikke"], ["Hei på deg"]),
        (begins_negative, ["Avmeldt 12.03", "Avmelding"], ["Per er avmeldt", ""]),
    ],
)
def test_words_are_known_as_states_as_who_did_it_and_as_roles(asked, yes, no):
    assert [asked(word) for word in [*yes, *no]] == [True] * len(yes) + [False] * len(no)


@pytest.mark.parametrize(
    ("text", "address", "valid"),
    [
        ("KARI@eks.example", "kari@eks.example", True),
        ("<kari@eks.example>", "kari@eks.example", True),
        ("mailto:kari@eks.example", "kari@eks.example", True),
        ("Kari Lie kari@eks.example", "kari@eks.example", True),
        ("a@eks.example, b@eks.example", "a@eks.example", False),
        ("kari@eks.example (privat)", "kari@eks.example", False),
        ("kari..lie@eks.example", "", False),
        ("kari@eks..example", "", False),
        ("åse.lie@eks.example", "åse.lie@eks.example", True),
        ("kari", "", False),
        ("-", "", True),
        ("", "", True),
    ],
)
def test_an_address_is_read_out_of_what_stands_around_it(text, address, valid):
    assert read_email(text) == (address, valid)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1 234,5", 1234.5),
        ("1.234,5", 1234.5),
        ("1.5", 1.5),
        ("-2", -2.0),
        ("to", 2.0),
        ("Åtte", 8.0),
        ("en", 1.0),
        ("ti", 10.0),
        ("seks", 6.0),
        ("syv", 7.0),
        ("sju", 7.0),
        ("tre", 3.0),
        ("fire", 4.0),
        ("fem", 5.0),
        ("ni", 9.0),
        ("one", 1.0),
        ("two", 2.0),
        ("three", 3.0),
        ("ein", 1.0),
        ("én", 1.0),
        ("ett", 1.0),
        ("mange", None),
        ("", None),
    ],
)
def test_a_number_is_written_in_digits_or_a_word(text, number):
    assert read_number(text) == number


def test_a_choice_loses_the_sign_after_the_last_and_a_domain_tells_a_workplace():
    assert [clean_choice(text) for text in ("Bodø;", "Bodø ;", "Bodø", "a;b")] == ["Bodø", "Bodø", "Bodø", "a;b"]
    assert [domain_of(text) for text in ("a@b.no", "b.no", "")] == ["b.no", "", ""]
    assert [workplace_domain(text) for text in ("bodo.kommune.no", "gmail.com", "hotmail.no", "")] == [
        "bodo.kommune.no",
        "",
        "",
        "",
    ]


@pytest.mark.parametrize(
    ("value", "text", "kind", "minutes"),
    [
        (90, "00:01:30", "t", 1.5),
        (90, "00:01:30", "u", 1.5),
        (90, "90", "n", 90),
        ("1 d", "1 d", "s", 1440),
        ("2 t 3 min 30 s", "2 t 3 min 30 s", "s", 123.5),
        ("1:30", "1:30", "s", 90),
        ("1:30:30", "1:30:30", "s", 90.5),
        ("1:30 timer", "1:30 timer", "s", 90),
        ("P1DT2H3M30S", "P1DT2H3M30S", "s", 1440 + 123.5),
        ("1.30", "1.30", "s", 1.3),
    ],
)
def test_a_duration_is_minutes(value, text, kind, minutes):
    assert read_minutes(value, text, kind) == pytest.approx(minutes)


def match(how, numbers=(), candidates=(), reason="Grunnen."):
    return Match(tuple(numbers), how, tuple(candidates), reason)


BODO, OSLO = match("exact", ["1804"]), match("exact", ["0301"])


@pytest.mark.parametrize(
    ("name", "number", "how", "numbers", "candidates"),
    [
        (BODO, match("none"), "exact", ("1804",), ()),
        (BODO, match("several", ["1804", "0301"]), "exact", ("1804",), ()),
        (BODO, BODO, "exact", ("1804",), ()),
        (match("several", ["1804", "0301"]), BODO, "several", ("1804", "0301"), ()),
        (match("ambiguous", (), ["1804", "0301"]), BODO, "exact", ("1804",), ()),
        (match("ambiguous", (), ["0301", "4601"]), BODO, "exact", ("1804",), ()),
        (match("none"), BODO, "exact", ("1804",), ()),
        (OSLO, BODO, "ambiguous", (), ("0301", "1804")),
    ],
)
def test_a_number_beside_a_name_settles_a_doubt_and_a_contradiction_is_one(name, number, how, numbers, candidates):
    heard = hear_number(name, number, "1804")
    assert (heard.how, heard.numbers, heard.candidates) == (how, numbers, candidates)
    doubted = name.how in ("ambiguous", "none") and "1804" not in name.candidates
    assert ("sier ingenting sikkert" in heard.reason) == (doubted and len(number.numbers) == 1)


@pytest.mark.parametrize(
    ("texts", "people"),
    [
        (["Tone Moe", "Per Eg", "blå"], True),
        (["Tone Moe", "Per Eg"], False),
        (["Tone Moe", "Per Eg", "blå", "gul"], False),
        (["Tone Moe", "Per Eg", "blå", ""], True),
    ],
)
def test_of_three_texts_most_are_people_from_more_than_half_on(texts, people):
    assert hold_people(texts) is people


@pytest.mark.parametrize(
    ("text", "nobody"),
    [
        ("Nei", True),
        ("Ja", True),
        ("Ja, Lom", False),
        ("Alene.", True),
        ("åleine om det", True),
        ("Lom", False),
        ("", False),
        ("yes!", True),
    ],
)
def test_a_partner_is_nobody_where_the_answer_is_no_more_than_no_yes_or_alone(text, nobody):
    assert says_nobody(text) is nobody


@pytest.mark.parametrize(
    ("numbers", "named"),
    [
        ((), "kommunen"),
        (("1804",), "Bodø"),
        (("1804", "0301"), "Bodø eller Oslo"),
        (("1804", "0301", "4601"), "Bodø, Oslo eller Bergen"),
        (("1804", "0301", "4601", "5001", "1103", "5501"), "Bodø, Oslo, Bergen, Trondheim, Stavanger eller Tromsø"),
        (
            ("1804", "0301", "4601", "5001", "1103", "5501", "3203"),
            "Bodø, Oslo, Bergen, Trondheim, Stavanger eller Tromsø og flere",
        ),
        (("9999",), "9999"),
    ],
)
def test_at_most_six_candidates_are_named(numbers, named):
    assert name_candidates(match("ambiguous", (), numbers)) == named


UNSURE = match("ambiguous", (), ["1804"], "Tvil. Velg kommune: Bodø.")
CLOSE_BY = match("none", (), ["1804"], "Ukjent. Mente du Bodø?")
BY_HAND = "Rett navnet i filen eller velg kommune for raden."


@pytest.mark.parametrize(
    ("found", "text", "settles", "wrong", "remedy"),
    [
        (UNSURE, "Bo", True, "Tvil.", "Velg Bodø, i dash"),
        (UNSURE, "", True, "Arbeidsstedet eller", "Velg Bodø, i dash"),
        (CLOSE_BY, "Bo", True, "Ukjent.", f"{BY_HAND} Kan det være Bodø?"),
        (match("none", (), (), "Ukjent."), "Bo", True, "Ukjent.", BY_HAND),
        (match("none"), "", True, "Raden oppgir ingen kommune", "Fyll inn kommunen i filen, eller"),
        (match("none"), "", False, "Raden oppgir verken", "Fyll inn kommunen i filen."),
    ],
)
def test_a_doubt_says_what_is_wrong_and_what_to_do(found, text, settles, wrong, remedy):
    said = doubt_of(found, text, settles)
    assert said[0].startswith(wrong) and said[1].startswith(remedy)
    assert said[1].endswith("?") == ("Kan det være" in remedy)


def test_rows_that_say_the_same_are_looked_at_once():
    one, other = (np.array(cells, dtype=object) for cells in (["a", "b", "a", "a"], ["x", "x", "x", "y"]))
    codes, firsts = combine(one, other)
    assert codes.tolist() == [0, 1, 0, 2]
    assert firsts.tolist() == [0, 1, 3]
    assert first_filled(np.array(["", "b"]), np.array(["c", "d"])).tolist() == ["c", "b"]
    empty = np.array([], dtype=object)
    assert [part.tolist() for part in combine(empty, empty)] == [[], []]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("tone moe", "tone eg", True),
        ("tone moe", "moe tone", True),
        ("liv tone moe", "tone moe", True),
        ("tone moe", "liv tone moe", True),
        ("tone moe", "per moe", False),
    ],
)
def test_two_names_may_be_one_person_s(one, other, same):
    assert is_same_name(one.split(), other.split()) is same
    assert (len(set(tell_apart([one, other]).values())) == 1) is same


def at(hour, minute=0):
    return pd.Timestamp(2024, 3, 15, hour, minute, tz="Europe/Oslo")


@pytest.mark.parametrize(
    ("visits", "minutes"),
    [
        ([(at(9), at(10), 60.0), (at(10), at(11), 60.0)], 120),
        ([(at(9), at(10), 60.0), (at(9, 30), at(11), 90.0)], 120),
        ([(at(9), at(11), 120.0), (at(9, 30), at(10), 30.0)], 120),
        ([(at(9), at(10), 50.0), (at(11), at(12), 50.0)], 100),
        ([(at(9), at(10), math.nan), (at(11), at(12), math.nan)], 120),
        ([(at(9), pd.NaT, 50.0), (at(11), at(12), 60.0)], 110),
        ([(pd.NaT, at(9), 50.0), (at(11), at(12), math.nan)], 50),
        ([(at(9), pd.NaT, math.nan), (at(11), at(12), math.nan)], math.nan),
    ],
)
def test_each_minute_of_a_person_s_visits_counts_once(visits, minutes):
    assert total_minutes(visits) == pytest.approx(minutes, nan_ok=True)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Mottatt, under behandling", "review"),
        ("Under behandling, mottatt", "review"),
        ("Påmeldt, under behandling", "review"),
        ("Mottatt, påmeldt", "received"),
        ("Påmeldt, mottatt", "registered"),
        ("Plass, kommer", "coming"),
        ("Plass, tildelt", "place"),
        ("Tildelt, plass", "placed"),
        ("Tildelt, kommer", "coming"),
        ("Bekreftet, kommer", "confirmed"),
        ("Kommer, bekreftet", "coming"),
        ("Bekreftet, deltok", "confirmed"),
        ("Deltok, bekreftet", "came"),
    ],
)
def test_of_several_good_states_the_furthest_is_meant_and_the_first_of_those_as_far(text, state):
    assert find_state(text) == state


@pytest.mark.parametrize(("length", "read"), [(499, 400), (500, 200)])
def test_guessing_ends_after_a_hundred_thousand_letters(monkeypatch, length, read):
    none = match("none")
    monkeypatch.setattr(places, "match_many", lambda items: [none] * len(items))
    found = places.match_affordably([("a" * length, None, None, None)] * 500)
    assert [one is places.TOO_MANY for one in found] == [False] * read + [True] * (500 - read)


def test_the_workplace_is_guessed_from_too_and_plain_names_cost_nothing(monkeypatch):
    none = match("none")
    monkeypatch.setattr(places, "match_many", lambda items: [none] * len(items))
    found = places.match_affordably([("a" * 250, None, None, "b" * 250)] * 300)
    assert found.count(places.TOO_MANY) == 100
    monkeypatch.setattr(places, "match_many", lambda items: [BODO] * len(items))
    assert places.TOO_MANY not in places.match_affordably([("a" * 1_000, None, None, None)] * 300)


def test_what_could_not_be_read_affordably_says_so():
    said = doubt_of(places.TOO_MANY, "noe", True)
    assert said[0].startswith("Kolonnen har så mange ulike tekster") and said[1].startswith("Velg en annen kolonne")


def test_a_name_and_a_number_that_differ_are_told_with_the_number():
    name, number, both = places.match_items(
        [("Bodø", "", "", "", ""), ("", "0301", "", "", ""), ("Bodø", "0301", "Nordland", "", "")]
    )
    assert (name.numbers, number.numbers) == (("1804",), ("0301",))
    assert both.reason == "Navnet og kommunenummeret 0301 i raden viser til hver sin kommune."
