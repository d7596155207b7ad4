"""What is said of days, with a day on either side of each edge: milestones, forecasts, letters, calls, weekends."""

from dataclasses import replace
from datetime import date, datetime

import pandas as pd
import pytest

from analysis.after_gathering import count_weeks_to_application
from analysis.days_off import list_weekends
from analysis.forecast import forecast
from analysis.letters import write_letter
from analysis.lists import make_lists
from analysis.milestones import list_milestones, milestones_sentence
from analysis.pace import count_in, lead_sentence, read_pace
from analysis.rounds_compared import compare_sentence, has_curve, round_before
from analysis.story import tell_story
from analysis.target_line import draw_target_line
from domain.gatherings import Gathering
from tests.analysis.tables import ALTA, ASKER, BODO, NARVIK, NO_ROWS, ROUND, at, notes, rows, situation

PLACES = (BODO, NARVIK, ALTA, ASKER, "0301", "4601", "5501", "1838", "1811", "1812", "1813", "1815")


def sent(*days, **more):
    """An application on each day ("" is without a time), each from its own municipality."""
    return rows(*[{"on": day and f"{day} 12:00", "of": of, **more} for day, of in zip(days, PLACES, strict=False)])


@pytest.mark.parametrize(
    ("day", "left"),
    [
        ("2024-07-31", "om 2 måneder"),
        ("2024-08-31", "om 1 måned"),
        ("2024-09-01", "denne måneden"),
        ("2024-09-30", "denne måneden"),
        ("2024-10-01", "for 1 måned siden"),
        ("2025-01-15", "for 4 måneder siden"),
    ],
)
def test_a_start_known_by_its_month_is_months_away_before_and_after(day, left):
    assert list_milestones(situation(day))[-1].left == left


def test_months_are_counted_over_the_turn_of_the_year():
    later = replace(ROUND, start=date(2025, 2, 1))
    assert list_milestones(situation("2024-12-31", later))[-1].left == "om 2 måneder"
    assert list_milestones(situation("2025-01-31", later))[-1].left == "om 1 måned"


@pytest.mark.parametrize(
    ("day", "left"),
    [
        ("2024-05-13", "om 2 dager"),
        ("2024-05-14", "om 1 dag"),
        ("2024-05-15", "i dag"),
        ("2024-05-16", "for 1 dag siden"),
        ("2024-05-17", "for 2 dager siden"),
    ],
)
def test_a_day_is_ahead_today_or_past(day, left):
    assert list_milestones(situation(day))[2].left == left


def test_the_milestones_are_told_with_what_is_late_and_when_all_are_past():
    answered = replace(ROUND, answers=date(2024, 6, 15))
    one = sent("2024-05-01")
    assert milestones_sentence(list_milestones(situation("2024-06-15", answered, applications=one))).startswith(
        "Neste milepæl er svar"
    )
    late = milestones_sentence(list_milestones(situation("2024-06-16", answered, applications=one)))
    assert late.startswith("Neste milepæl er") and late.endswith("15.06.2024: 1 søknad har ikke fått svar.")
    assert milestones_sentence(list_milestones(situation("2024-10-01"))) == "Alle milepælene er passert."
    assert milestones_sentence([]) == "Runden har ingen datoer ennå."


def test_only_the_first_milestone_ahead_is_the_next():
    found = list_milestones(situation("2024-03-01"))
    assert [one.state for one in found] == ["next", "ahead", "ahead", "ahead"]


def test_a_week_after_the_gathering_ends_on_its_seventh_day():
    days = {"2024-03-14": 0, "2024-03-15": 1, "2024-03-21": 1, "2024-03-22": 2}  # the gathering was on the 15th
    for day, week in days.items():
        weeks = count_weeks_to_application(situation("2024-05-02", applications=sent(day))).set_index("week")
        assert weeks["neither"].to_dict() == {week: 1}, day


def test_a_forecast_is_made_of_eight_applications_over_ten_days():
    def cases(day, n):
        return len(forecast(situation("2024-05-02", applications=sent(*[day] * n))).cases)

    assert (cases("2024-04-23", 8), cases("2024-04-23", 7), cases("2024-04-24", 8)) == (1, 0, 0)


EARLIER = replace(ROUND, id="2023", title="Runden i 2023", call=date(2023, 3, 1), deadline=date(2023, 5, 2))


@pytest.mark.parametrize(
    ("as_of", "before", "added"), [("2023-05-02", 8, True), ("2023-05-01", 8, False), ("2023-05-02", 7, False)]
)
def test_an_earlier_rounds_last_stretch_counts_when_it_was_over_and_had_eight(as_of, before, added):
    # 13 days before 2 May 2023 is 19 April.
    then = situation(as_of, EARLIER, applications=sent(*["2023-04-19"] * before, "2023-04-20"))
    now = situation("2024-05-02", applications=sent(*["2024-04-01"] * 8))
    found = forecast(now, then)
    assert len(found.cases) == 1 + added
    assert bool(found.remarks) is not added


def test_late_and_undated_applications_are_no_part_of_an_earlier_last_stretch():
    then = sent(*["2023-04-19"] * 8, "2023-05-02", "2023-05-03", "")
    found = forecast(
        situation("2024-05-02", applications=sent(*["2024-04-01"] * 8)),
        situation("2023-09-01", EARLIER, applications=then),
    )
    assert found.cases[1].end == pytest.approx(8 * 9 / 8)


def test_an_earlier_round_without_a_deadline_is_not_spoken_of():
    now = situation("2024-05-02", applications=sent(*["2024-04-01"] * 8))
    found = forecast(now, situation("2023-09-01", replace(EARLIER, deadline=None), applications=sent("2023-04-01")))
    assert (len(found.cases), found.remarks) == (1, ())


@pytest.mark.parametrize(
    ("as_of", "begins"),
    [
        ("2024-05-07", "Det trengs 3,5 søknader i uka fram til 15. mai"),  # 8 days, 4 missing
        ("2024-05-08", "Det trengs 4 søknader til på 7 dager"),
        ("2024-05-15", "Fristen er i dag, og det mangler 4 søknader; de siste 14 dagene kom det 0,5 i uka"),
        ("2024-05-16", "Fristen gikk ut 15. mai. 1 av 5 søknader er inne."),
    ],
)
def test_the_pace_is_told_by_the_week_until_the_last_week(as_of, begins):
    found = situation(as_of, replace(ROUND, target_applications=5), applications=sent("2024-05-03"))
    assert read_pace(found).sentence.startswith(begins)


def test_the_last_fourteen_and_seven_days_each_end_on_their_own_day():
    table = sent("2024-05-03")
    kept = [read_pace(situation(day, applications=table)).kept for day in ("2024-05-09", "2024-05-10")]
    assert kept == [
        "de siste 14 dagene kom det 0,5 i uka, de siste 7 dagene 1",
        "de siste 14 dagene kom det 0,5 i uka, de siste 7 dagene ingen",
    ]
    longer = replace(ROUND, deadline=date(2024, 6, 1))
    kept = [read_pace(situation(day, longer, applications=table)).kept for day in ("2024-05-16", "2024-05-17")]
    assert kept[0].endswith("ingen") and kept[1] == "de siste 14 dagene kom det ingen"


@pytest.mark.parametrize(
    ("n", "target", "told"),
    [
        (0, None, "Ingen søknader er inne ennå"),
        (1, None, "1 søknad er inne"),
        (2, 3, "2 av 3 søknader er inne"),
        (3, 3, "3 av 3 søknader er inne"),
        (4, 3, "4 søknader er inne, 1 over målet på 3"),
        (1, 1, "1 av 1 søknad er inne"),
    ],
)
def test_what_is_in_is_told_beside_its_target(n, target, told):
    found = situation(
        "2024-05-02",
        replace(ROUND, target_applications=target),
        applications=sent(*["2024-05-01"] * n) if n else NO_ROWS,
    )
    assert count_in(read_pace(found)) == told
    assert lead_sentence(found) == f"{told}, 13 dager til fristen."
    assert lead_sentence(replace(found, round=replace(found.round, deadline=None))) == f"{told}."


def test_the_target_line_needs_a_target_and_a_deadline_after_the_call():
    def points(**dates):
        return len(draw_target_line(situation("2024-05-02", replace(ROUND, **dates))).points)

    assert points() == 2
    assert points(deadline=date(2024, 3, 11)) == 2
    assert points(deadline=date(2024, 3, 10)) == 0  # the day of the call
    assert points(deadline=None) == points(target_applications=None) == points(call=None, first_day=None) == 0
    assert points(call=None) == 2


def test_rounds_are_compared_before_on_and_after_the_deadlines_day():
    then = situation("2023-09-01", EARLIER, applications=sent("2023-05-01", "2023-05-02", "2023-05-03"))

    def told(day):
        return compare_sentence(situation(day, applications=NO_ROWS), then)

    assert told("2024-05-14").startswith("1 dag før fristen var det 1 søknad i Runden i 2023; nå er det 0")
    assert told("2024-05-15").startswith("0 dager før fristen var det 2 søknader")
    assert told("2024-05-16").startswith("1 dag etter fristen var det 3 søknader")


def test_a_round_has_a_curve_with_a_deadline_and_one_dated_application():
    assert has_curve(situation("2024-05-02", applications=sent("2024-05-01", "")))
    assert not has_curve(situation("2024-05-02", applications=sent("")))
    assert not has_curve(situation("2024-05-02", replace(ROUND, deadline=None), applications=sent("2024-05-01")))


def test_the_round_before_is_the_latest_with_files_that_ended_earlier():
    known = {year: replace(EARLIER, id=year, deadline=date(int(year), 5, 2)) for year in ("2021", "2022", "2023")}
    same_day = replace(ROUND, id="same")
    found = round_before(ROUND, known | {"same": same_day, "2024": ROUND}, lambda _: True)
    assert found is known["2023"]
    assert round_before(ROUND, known, lambda one: one != "2023") is known["2022"]
    named = replace(ROUND, earlier_round="2021")
    assert round_before(named, known, lambda _: False) is known["2021"]
    assert round_before(replace(ROUND, deadline=None), known, lambda _: True) is known["2023"]


def letter(day, round_=ROUND, **tables):
    return write_letter(situation(day, round_, **tables), BODO).body


def test_a_letter_asks_until_the_deadlines_day_is_over():
    assert "onsdag 15. mai, om 1 dag. Vurderer dere å søke?" in letter("2024-05-14")
    assert "onsdag 15. mai, i dag." in letter("2024-05-15")
    assert "neste runde" in letter("2024-05-16")
    assert "neste runde" in letter("2024-05-02", replace(ROUND, deadline=None))


def test_a_letter_looks_forward_to_the_gathering_until_its_day():
    signed = rows({"on": "2024-03-11 10:00", "of": BODO})
    assert "Vi gleder oss til å se dere." in letter("2024-03-14", registrations=signed)
    assert "Dere meldte på 1 person til" in letter("2024-03-15", registrations=signed)
    undated = replace(ROUND, gatherings=(Gathering("gathering", "Samling"),))
    assert "Dere meldte på 1 person til" in letter("2024-03-14", undated, registrations=signed)
    several = replace(ROUND, gatherings=(*ROUND.gatherings, Gathering("b", "B", datetime(2024, 4, 1, 9))))
    assert "til samlingene våre" in letter("2024-03-15", several, registrations=signed)


def test_a_letter_asks_for_what_is_left_of_a_place():
    placed = {"on": "2024-04-10 10:00", "of": BODO, "placed_at": "2024-06-10 10:00"}
    started = rows({"on": "2024-06-12 10:00", "of": BODO})
    sure = {"state": "confirmed", "confirmed_at": "2024-06-11 10:00"}

    def asked(starters=NO_ROWS, **more):
        return letter("2024-06-20", applications=rows(placed | more), start_registrations=starters)

    assert "bekrefter plassen og melder dere på oppstarten." in asked(state="placed")
    assert "at dere melder dere på oppstarten." in asked(**sure)
    assert "at dere bekrefter plassen." in asked(started, state="placed")
    assert "Vi gleder oss til oppstart." in asked(started, **sure)


def test_a_letter_ends_with_a_sender_where_one_is_known():
    assert letter("2024-05-02").endswith("Vennlig hilsen\nNorsk kulturskoleråd")


def test_a_call_counts_as_contact_for_so_many_days():
    signed = rows({"on": "2024-03-11 10:00", "of": BODO})
    called = notes(("2024-04-11", BODO, "telefon"))

    def quiet(day):
        return make_lists(situation(day, registrations=signed, notes=called))["quiet"].n

    assert (quiet("2024-05-01"), quiet("2024-05-02")) == (0, 1)  # 20 days and 21


def test_registrations_after_the_moment_are_new_and_one_at_the_moment_is_not():
    table = rows(*[{"on": f"2024-03-11 10:00:0{second}", "of": BODO} for second in (0, 1)])
    found = situation("2024-05-02", registrations=table)
    new = make_lists(found, since=at("2024-03-11 10:00:00"))["registered"].rows["is_new"]
    assert new.tolist() == [True, False]
    assert make_lists(found)["registered"].remark == ""


def test_a_weekend_is_there_as_soon_as_one_of_its_days_is():
    def first_days(first, last):
        return [one.first.day for one in list_weekends(date(2024, 3, first), date(2024, 3, last))]

    assert first_days(11, 15) == []  # Monday to Friday
    assert first_days(11, 16) == first_days(16, 16) == first_days(17, 17) == first_days(17, 22) == [16]
    assert first_days(18, 23) == [23]


@pytest.mark.parametrize(
    ("minutes", "told"), [(59, " i 59 min"), (60, " i 1 t"), (61, " i 1 t 1 min"), (float("nan"), "")]
)
def test_a_story_tells_how_long_somebody_stayed(minutes, told):
    came = rows({"joined_at": "2024-03-15 09:30", "of": BODO, "minutes": minutes})
    story = tell_story(situation("2024-05-02", attendance=came), BODO)
    assert story["text"].tolist() == [f"Deltok på samlingen{told}"]


def test_a_story_tells_of_several_persons_and_of_what_came_after_the_deadline():
    signed = rows({"on": "2024-03-11 10:00", "of": BODO}, {"on": "2024-03-12 10:00", "of": BODO, "persons": 2})
    late = sent("2024-05-16")
    story = tell_story(situation("2024-05-20", registrations=signed, applications=late), BODO)
    assert story["text"].tolist() == [
        "Meldte seg på samlingen",
        "Meldte seg på samlingen med 2 deltakere",
        "Søknad mottatt etter fristen",
    ]


def test_a_story_tells_a_next_step_with_its_day_and_whether_it_is_done():
    written = notes(*[("2024-04-20", BODO, "telefon")] * 3, ("2024-04-20", ALTA, "telefon")).assign(
        agreed=["", "Sendt lenke", "Bare prat", "Hos andre"],
        next_step=["Ring", "Møte", "", ""],
        next_step_on=[date(2024, 5, 6), None, None, None],
        next_step_done_on=[date(2024, 5, 7), None, None, None],
        responsible=["kari", None, "ola", ""],
    )
    story = tell_story(situation("2024-05-02", notes=written), BODO)
    assert story["detail"].tolist() == [
        "Neste steg: Ring innen 06.05.2024 (gjort 07.05.2024)",
        "Sendt lenke · Neste steg: Møte",
        "Bare prat",
    ]
    assert story["person"].tolist() == ["kari", "", "ola"]
    assert pd.Timestamp("2024-04-20") == story["day"].iloc[0]
