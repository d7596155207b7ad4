"""Pace, cases, milestones and earlier rounds, recomputed by hand."""

from dataclasses import replace
from datetime import date

import pytest

from analysis.forecast import forecast
from analysis.headline import headline
from analysis.milestones import list_milestones, milestones_sentence
from analysis.pace import lead_sentence, read_pace
from analysis.regions import count_regions, regions_sentence
from analysis.rounds_compared import compare_rounds, compare_sentence
from analysis.way import count_way, count_way_by_region, way_sentence
from domain.rounds import read_round
from tests.analysis.tables import NO_ROWS, ROUND, applications_on, situation

# Ten by 2 May: four on 1 April, one on 22 April, five on 30 April.
TEN = applications_on(*["2024-04-01"] * 4, "2024-04-22", *["2024-04-30"] * 5)


def test_the_pace_that_is_needed_and_the_pace_that_is_kept():
    pace = read_pace(situation("2024-05-02", applications=TEN))
    assert (pace.n, pace.target, pace.missing, pace.days_left) == (10, 40, 30, 13)
    assert pace.needed_per_week == pytest.approx(30 * 7 / 13)  # 16.15
    assert pace.last_14 == 6  # from 19 April to 2 May: one and five
    assert pace.last_7 == 5  # from 26 April
    assert pace.sentence == (
        "Det trengs 16 søknader i uka fram til 15. mai; de siste 14 dagene kom det 3 i uka, de siste 7 dagene 5."
    )
    assert lead_sentence(situation("2024-05-02", applications=TEN)) == (
        "10 av 40 søknader er inne, 13 dager til fristen."
    )


def small(target: int):
    return replace(ROUND, target_applications=target)


@pytest.mark.parametrize(
    ("as_of", "target", "begins"),
    [
        ("2024-05-01", 12, "Det trengs 1 søknad i uka fram til 15. mai;"),  # 2 in 14 days
        ("2024-05-08", 12, "Det trengs 2 søknader til på 7 dager, fram til 15. mai;"),
        ("2024-05-14", 11, "Det trengs 1 søknad til på 1 dag, fram til 15. mai;"),
        ("2024-05-15", 11, "Fristen er i dag, og det mangler 1 søknad;"),
        ("2024-05-15", 10, "Målet på 10 søknader er nådd: 10 er inne;"),
        ("2024-05-16", 12, "Fristen gikk ut 15. mai. 10 av 12 søknader er inne."),
    ],
)
def test_the_sentence_has_the_right_numbers_and_plurals(as_of, target, begins):
    assert read_pace(situation(as_of, small(target), applications=TEN)).sentence.startswith(begins)


def test_late_applications_are_stated_apart():
    late = applications_on(*["2024-04-01"] * 3, "2024-05-16")
    found = situation("2024-05-20", small(5), applications=late)
    assert lead_sentence(found) == "4 av 5 søknader er inne, derav 1 etter fristen."
    assert read_pace(found).sentence == ("Fristen gikk ut 15. mai. 4 av 5 søknader er inne, derav 1 etter fristen.")


def test_without_a_target_or_a_deadline_the_sentence_says_so():
    found = situation("2024-05-02", applications=TEN)
    assert "ikke satt noe mål" in read_pace(found.select(["Akershus"])).sentence
    open_ = replace(ROUND, deadline=None)
    assert read_pace(situation("2024-05-02", open_, applications=TEN)).sentence == ("Runden har ingen søknadsfrist.")
    empty = situation("2024-05-02", applications=NO_ROWS)
    assert lead_sentence(empty) == "0 av 40 søknader er inne, 13 dager til fristen."


def test_a_source_without_a_file_is_not_loaded_and_never_nought():
    found = situation("2024-05-02", registrations=NO_ROWS)
    counts = headline(found)
    assert (counts["registrations"], counts["municipalities_registered"], counts["unknown_registrations"]) == (0, 0, 0)
    missing = ("applications", "attendees", "places", "municipalities_attended", "municipalities_start_registered")
    assert {counts[key] for key in missing} == {None}
    assert counts["municipalities_guided"] == 0  # contacts are written down in the dashboard
    assert {counts[key] for key in ("applications_net_7_days", "applications_last_7_days")} == {None}
    assert lead_sentence(found) == "Ingen søknadsfil er lastet opp ennå, 13 dager til fristen."
    assert read_pace(found).sentence == "Ingen søknadsfil er lastet opp ennå."
    assert way_sentence(count_way(found)) == "Av 357 kommuner har ingen meldt seg på samlingen."
    assert way_sentence(count_way(situation("2024-05-02"))) == "Verken påmeldinger eller søknader er lastet opp ennå."
    assert count_way_by_region(found)["applied"].isna().all()
    regions = count_regions(found)
    assert regions[["registered", "participants"]].sum().tolist() == [0, 0]
    assert regions[["applied", "applications", "places", "attended", "start_registered"]].isna().all(axis=None)
    assert regions_sentence(regions) == "Søknadene er ikke lastet opp ennå."


def test_the_case_of_the_same_pace():
    found = forecast(situation("2024-05-02", applications=TEN))
    (case,) = found.cases
    assert case.end == pytest.approx(10 + 6 * 13 / 14)  # 15.57
    assert case.rounded == 16
    assert "De siste 14 dagene kom det 6 søknader" in case.assumption
    assert found.sentence.startswith("Ved fristen kan det være 16 hvis tempoet de siste 14 dagene fortsetter")


EARLIER = replace(
    ROUND,
    id="2023",
    title="Runden i 2023",
    call=date(2023, 3, 1),
    deadline=date(2023, 5, 2),
    gatherings=(),
    first_day=date(2023, 3, 1),
    last_day=date(2023, 9, 1),
)


def test_the_case_of_the_earlier_rounds_last_stretch():
    # 13 days before 2 May 2023 is 19 April: 8 of 20 were there.
    then = applications_on(*["2023-04-10"] * 7, "2023-04-19", *["2023-04-30"] * 12)
    found = forecast(situation("2024-05-02", applications=TEN), situation("2023-09-01", EARLIER, applications=then))
    assert [case.key for case in found.cases] == ["pace", "rush"]
    assert found.cases[1].end == pytest.approx(10 * 20 / 8)
    assert "8 av 20 søknader inne 13 dager før fristen" in found.cases[1].assumption


def test_an_earlier_round_with_too_few_is_left_out_with_the_reason():
    then = applications_on(*["2023-04-10"] * 3)
    found = forecast(situation("2024-05-02", applications=TEN), situation("2023-09-01", EARLIER, applications=then))
    assert len(found.cases) == 1
    (remark,) = found.remarks
    assert remark == "Innspurten fra Runden i 2023 regnes ikke med: 3 søknader var inne på samme tid da."


@pytest.mark.parametrize(
    ("as_of", "days", "reason"),
    [
        ("2024-05-02", ["2024-04-01"] * 7, "når 8 søknader er inne; nå er det 7"),
        ("2024-05-02", [], "nå er det ingen"),
        ("2024-05-02", ["2024-04-24"] * 9, "10 dager med søknader; nå er det 9 dager"),  # 24 April to 2 May
        ("2024-05-16", ["2024-04-24"] * 9, "fristen gikk ut 15. mai"),
        ("2024-05-15", ["2024-04-24"] * 9, "fristen er i dag"),
        ("2024-05-02", ["2024-04-24"] * 9 + [""], "nå er det 9 dager"),  # one without a time adds no days
        ("2024-05-02", [""] * 9, "nå er det 0 dager"),
    ],
)
def test_the_cases_are_withheld_with_the_reason(as_of, days, reason):
    found = forecast(situation(as_of, applications=applications_on(*days)))
    assert found.cases == ()
    assert reason in found.withheld


def test_milestones_are_done_next_ahead_or_late():
    found = list_milestones(situation("2024-05-02"))
    assert [(one.key, one.state, one.left) for one in found] == [
        ("call", "done", "for 53 dager siden"),
        ("gathering", "done", "for 48 dager siden"),
        ("deadline", "next", "om 13 dager"),
        ("start", "ahead", "om 4 måneder"),
    ]
    assert found[-1].when == "september 2024"
    assert milestones_sentence(found) == "Neste milepæl er søknadsfrist 15.05.2024, om 13 dager."


def test_the_deadline_is_next_until_its_day_is_over():
    def next_on(day):
        return [(one.key, one.left) for one in list_milestones(situation(day)) if one.state == "next"]

    assert next_on("2024-05-15") == [("deadline", "i dag")]
    assert next_on("2024-05-16") == [("start", "om 4 måneder")]
    assert next_on("2024-09-20") == next_on("2024-09-30") == [("start", "denne måneden")]
    assert next_on("2024-10-01") == []


def test_answers_are_late_while_applications_wait_for_them():
    round_ = replace(ROUND, answers=date(2024, 6, 15))
    found = list_milestones(situation("2024-06-20", round_, applications=TEN))
    late = next(one for one in found if one.key == "answers")
    assert (late.state, late.remark) == ("late", "10 søknader har ikke fått svar.")
    assert list_milestones(situation("2024-06-20", round_))[3].state == "done"


def test_rounds_are_laid_over_each_other_by_days_to_the_deadline():
    dates = applications_on("2023-04-10", "2023-04-19", "2023-04-30")
    then = situation("2023-09-01", EARLIER, applications=dates)
    now = situation("2024-05-02", applications=TEN)
    table = compare_rounds([now, then]).set_index(["round", "days_left"])["total"]
    assert table["2024", 13] == 10
    assert table["2023", 13] == 2  # by 19 April 2023
    assert table["2023", 0] == 3
    told = compare_sentence(now, then)
    assert told == "13 dager før fristen var det 2 søknader i Runden i 2023; nå er det 10."


def test_without_a_dated_earlier_round_the_known_figures_are_told():
    pilot = read_round('id = "2021"\ntitle = "Piloten"\n[known]\napplied = 55\nplaces = 16\n')
    assert compare_sentence(situation("2024-05-02"), None, pilot) == (
        "Ingen tidligere runde med datoer er lastet inn, så kurvene kan ikke sammenlignes. "
        "Det som er kjent: i Piloten søkte 55 kommuner, og 16 fikk plass."
    )
    assert compare_rounds([situation("2024-05-02", pilot)]).empty


def test_an_earlier_round_without_a_deadline_is_named_as_what_keeps_the_curves_apart():
    open_ended = read_round('id = "2023"\ntitle = "Runden i 2023"\n')
    assert compare_sentence(situation("2024-05-02"), situation("2023-05-02", open_ended)) == (
        "Runden i 2023 har ingen søknadsfrist i innstillingene, så kurvene kan ikke sammenlignes."
    )


def test_an_earlier_round_with_a_deadline_and_no_applications_is_not_said_to_have_none():
    told = compare_sentence(situation("2024-05-02"), situation("2024-05-02"))
    assert told == "Ingen tidligere runde med datoer er lastet inn, så kurvene kan ikke sammenlignes."


@pytest.mark.parametrize(
    ("day", "kept"),
    [
        ("2024-05-14", "de siste 14 dagene kom det 0,5 i uka, de siste 7 dagene 1"),
        ("2024-05-15", "de siste 14 dagene kom det 0,5 i uka, de siste 7 dagene 1"),
        ("2024-05-16", ""),
    ],
)
def test_the_pace_that_is_kept_is_told_until_the_deadline_itself(day, kept):
    assert read_pace(situation(day, applications=applications_on("2024-05-10"))).kept == kept


@pytest.mark.parametrize(
    ("n", "target", "lead"),
    [
        (9, 10, "9 av 10 søknader er inne, 13 dager til fristen."),
        (10, 10, "10 av 10 søknader er inne, 13 dager til fristen."),
        (11, 10, "11 søknader er inne, 1 over målet på 10, 13 dager til fristen."),
    ],
)
def test_what_is_over_the_target_is_said_as_such(n, target, lead):
    found = situation("2024-05-02", small(target), applications=applications_on(*["2024-04-01"] * n))
    assert lead_sentence(found) == lead
