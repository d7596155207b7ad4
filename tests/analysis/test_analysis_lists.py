"""The call lists as plain differences of sets, with reasons and in order."""

from datetime import UTC, date, datetime

import pytest

from analysis.followup import list_addresses
from analysis.lists import make_lists, of_size
from analysis.next_steps import list_next_steps
from analysis.reach import SIZE_LABELS
from data.reference import branches
from domain.rounds import read_round
from tests.analysis.small_spring import SIGNED, small_spring
from tests.analysis.tables import ALTA, ASKER, BODO, GILDESKAL, NARVIK, OSLO_CITY, ROUND, TROMSO, notes, rows, situation

PILOT = read_round(f'id = "2021"\ntitle = "P"\n[known]\nmunicipalities = ["{ASKER}", "{BODO}", "{OSLO_CITY}"]')


@pytest.fixture
def found():
    return small_spring()


def labels(lists, key):
    return lists[key].rows["label"].tolist()


def test_each_list_is_the_difference_of_two_sets(found):
    lists = make_lists(found, pilot=PILOT)
    assert labels(lists, "not_attended") == ["Narvik"]
    assert labels(lists, "attended_not_applied") == ["Alta", "Bodø"]  # Tromsø applied as a partner
    assert labels(lists, "several_not_applied") == ["Alta", "Bodø"]
    assert lists["several_not_applied"].remark == "Longyearbyen lokalstyre står ikke på listen."
    assert labels(lists, "lacking") == ["Asker", "Bergen"]
    assert labels(lists, "not_confirmed") == ["Bergen"]
    assert labels(lists, "not_at_start") == ["Oslo", "Bergen"]
    assert labels(lists, "pilot_absent") == []  # all three have shown up
    assert labels(lists, "quiet") == ["Alta", "Narvik"]  # Bodø was called two days ago
    assert lists["registered"].n == 5
    assert labels(lists, "people_not_attended") == ["Longyearbyen lokalstyre", "Narvik"]
    assert lists["attended_not_applied"].counted == "2 kommuner"
    assert lists["came_unregistered"].rows[["name", "reason"]].values.tolist() == [
        ["Bo Dahls nabo", "deltok, men står ikke i påmeldingene"]
    ]


def test_a_list_is_narrowed_to_the_small_municipalities_that_took_part_and_have_not_applied():
    signed = rows(
        {"on": "2024-03-11 10:00", "of": GILDESKAL, "email": "a@x.no", "name": "Anne Berg"},
        {"on": "2024-03-11 11:00", "of": BODO, "email": "b@x.no", "name": "Bo Dahl"},
        {"on": "2024-03-11 12:00", "match": "none", "email": "c@x.no", "name": "Carl Eng"},
    )
    came = rows(
        {"joined_at": "2024-03-15 09:30", "email": "a@x.no", "name": "Anne Berg"},
        {"joined_at": "2024-03-15 09:30", "email": "b@x.no", "name": "Bo Dahl"},
    )
    lists = make_lists(situation("2024-04-01", registrations=signed, attendance=came))
    took_part = lists["attended_not_applied"]
    small = of_size(took_part, ROUND, SIZE_LABELS[0])
    assert small.title == "Deltok, men har ikke søkt – under 3\u202f000 innbyggere"
    assert small.rows["label"].tolist() == ["Gildeskål"]
    # The classes share the list out: each municipality stands in one of them.
    shares = [of_size(took_part, ROUND, label) for label in SIZE_LABELS]
    assert [share.n for share in shares] == [1, 0, 0, 1]
    # Of people too, where one without a known municipality is in no class.
    people = [of_size(lists["registered"], ROUND, label).n for label in SIZE_LABELS]
    assert (people, lists["registered"].n) == ([1, 0, 0, 1], 3)
    regions = lists["regions_with_none"]
    assert of_size(regions, ROUND, SIZE_LABELS[0]) is regions


def test_the_reasons_can_be_followed_and_the_nearest_stands_first(found):
    lists = make_lists(found)
    # Alta asked for guidance, so it stands before Bodø, which has more participants.
    assert lists["attended_not_applied"].rows["reason"].tolist() == [
        "2 påmeldte, 2 møtte, spurte om veiledning, ikke søkt",
        "3 påmeldte, 1 møtte, ikke søkt",
    ]
    assert lists["lacking"].rows["reason"].tolist() == ["mangler team", "mangler forankring (søkte sammen med Tromsø)"]
    assert lists["not_at_start"].rows["reason"].tolist() == [
        "har bekreftet plassen",
        "har ikke bekreftet plassen (søkte sammen med Tromsø)",
    ]


def test_regions_without_applicants(found):
    lists = make_lists(found)
    # Bergen (Vestland), Tromsø (the north), Asker and Oslo have applied: 10 - 3 are without.
    assert lists["regions_with_none"].n == 7
    first = lists["regions_with_none"].rows.iloc[0]
    assert (first["region"], first["reason"]) == ("Nordland", "2 kommuner er påmeldt, 1 deltok")
    assert make_lists(found, level="county")["regions_with_none"].n == 15 - 4


def test_a_joint_applicant_is_never_missing_under_the_filter_of_its_own_branch(found):
    lists = make_lists(found.select(["Finnmark, Troms og Svalbard"]))
    assert labels(lists, "attended_not_applied") == ["Alta"]
    assert lists["regions_with_none"].n == 0


@pytest.fixture(scope="module")
def everywhere():
    return make_lists(small_spring(), pilot=PILOT)


@pytest.mark.parametrize("branch", branches())
def test_lists_of_the_branches_are_the_list_of_the_country_divided(found, everywhere, branch):
    here = make_lists(found.select([branch]), pilot=PILOT)
    for key in ("not_attended", "attended_not_applied", "several_not_applied", "lacking", "quiet"):
        table = everywhere[key].rows
        assert here[key].rows["number"].tolist() == table.loc[table["branch"] == branch, "number"].tolist()


def test_without_attendance_the_list_of_the_absent_says_why_it_is_empty():
    lists = make_lists(situation("2024-05-02", registrations=SIGNED))
    assert lists["not_attended"].n == lists["people_not_attended"].n == 0
    assert (
        "Deltakerlisten fra samlingen er ikke lastet opp, så vi vet ikke hvem som kom." in lists["not_attended"].remark
    )


def test_pilot_municipalities_that_have_not_shown_up():
    lists = make_lists(situation("2024-05-02", registrations=SIGNED), pilot=PILOT)
    assert sorted(labels(lists, "pilot_absent")) == ["Asker", "Oslo"]


def test_all_registered_tells_who_is_new_since_the_addresses_were_copied(found):
    since = datetime(2024, 3, 11, 12, 0, tzinfo=UTC)
    registered = make_lists(found, since=since)["registered"]
    assert registered.rows["is_new"].tolist() == [True, True, True, False, False]
    assert registered.remark == "3 nye siden adressene sist ble kopiert."


def test_no_contact_for_n_days_counts_from_the_last_note(found):
    assert make_lists(found, quiet_days=2)["quiet"].n == 3  # the call on 30 April was two days ago
    assert make_lists(found, quiet_days=3)["quiet"].n == 2
    assert make_lists(found, quiet_days=100)["quiet"].rows["label"].tolist() == ["Alta"]


def test_addresses_are_each_there_once(found):
    assert list_addresses(found, [BODO, ALTA, TROMSO, NARVIK]) == [
        "a@x.no",
        "b@x.no",
        "c@x.no",
        "d@x.no",
        "kontakt@x.no",
        "person0@example.no",
    ]


def test_next_steps_are_overdue_due_this_week_or_later():
    written = notes(*[("2024-04-20", BODO, "telefon")] * 4).assign(
        next_step=["Ring", "Ring igjen", "Møte", "Ferdig"],
        # 2 May 2024 is a Thursday, its week ends on Sunday the 5th.
        next_step_on=[date(2024, 5, 6), date(2024, 5, 5), date(2024, 5, 1), date(2024, 5, 1)],
        next_step_done_on=[None, None, None, date(2024, 5, 1)],
        responsible=["kari", "kari", "ola", "kari"],
    )
    steps = list_next_steps(situation("2024-05-02", notes=written))
    assert steps[["next_step", "due"]].values.tolist() == [
        ["Møte", "overdue"],
        ["Ring igjen", "this_week"],
        ["Ring", "later"],
    ]
    mine = list_next_steps(situation("2024-05-02", notes=written), "ola")
    assert mine["next_step"].tolist() == ["Møte"]
    assert list_next_steps(situation("2024-05-02")).empty


def test_each_of_two_applications_from_a_municipality_has_the_day_of_its_own_place():
    applied = rows(
        {"on": "2024-04-20 10:00", "of": ASKER, "state": "placed", "placed_at": "2024-06-10 10:00"},
        {"on": "2024-04-21 10:00", "of": ASKER},
    )
    found = make_lists(situation("2024-06-20", applications=applied))["not_confirmed"]
    assert found.rows["reason"].tolist() == ["tildelt plass 10.06.2024"]
