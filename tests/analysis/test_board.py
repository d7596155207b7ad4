"""A draft of the choice: by points, moved, who is passed over, and the states that a decision on it sets."""

from datetime import date

import pandas as pd
import pytest

from analysis.balance import describe_places
from analysis.board import (
    Draft,
    choose_by_points,
    find_passed_over,
    move,
    only_known,
    points_by_key,
    pushed_out,
    read_draft,
    sum_points,
    tied_at_the_last_place,
    write_draft,
    written_keys,
)
from analysis.protocol import make_protocol, outcomes_of
from analysis.rules import Rule
from analysis.selection import choose
from tests.analysis.tables import ALTA, ASKER, BODO, NARVIK, ROUND

A, B, C, D = (("form", str(number)) for number in range(1, 5))


def ranked(*tenths, states=("received",) * 4):
    rows = [
        {
            "source": "form",
            "submission_id": str(place),
            "label": label,
            "numbers": (number,),
            "branch": "Nordland",
            "state": state,
            "tenths": points,
            "lowest": points,
            "highest": points,
            "assessments": 2,
            "rank": place,
            "tied": False,
        }
        for place, (label, number, points, state) in enumerate(
            zip("ABCD", (BODO, NARVIK, ALTA, ASKER), tenths, states, strict=True), 1
        )
    ]
    return pd.DataFrame(rows)


TABLE = ranked(900, 800, 700, 700)


def test_a_draft_begins_with_those_who_have_most_points():
    draft = choose_by_points(TABLE, 2)
    assert (draft.chosen, draft.waiting, sum_points(TABLE, draft)) == ({A, B}, (), 1700)
    assert choose_by_points(ranked(900, 800, -1, -1), 4).chosen == {A, B}


@pytest.mark.parametrize(("places", "tied"), [(2, []), (3, [C, D]), (4, [])])
def test_a_tie_at_the_last_place_is_told(places, tied):
    assert tied_at_the_last_place(TABLE, choose_by_points(TABLE, places)) == tied


def test_moving_one_in_pushes_out_another_who_waits_first():
    draft = move(choose_by_points(TABLE, 2), D, "waiting")
    assert pushed_out(TABLE, draft) == [B, A]
    moved = move(draft, C, "place", instead_of=B)
    assert (moved.chosen, moved.waiting) == ({A, C}, (B, D))


def test_nobody_is_pushed_out_while_places_are_free():
    assert pushed_out(TABLE, Draft(3, frozenset({A, B}))) == []
    assert pushed_out(TABLE, Draft(2, frozenset({A, B}))) == [B, A]


def test_the_waiting_list_is_in_the_order_it_was_given():
    draft = Draft(1, frozenset({A}), (B, C))
    assert move(draft, D, "waiting").waiting == (B, C, D)
    assert move(draft, D, "waiting", number=1).waiting == (D, B, C)
    assert move(draft, C, "waiting", number=1).waiting == (C, B)
    assert move(draft, B, "none").waiting == (C,)


def test_whoever_has_more_points_than_one_with_a_place_is_passed_over():
    found = find_passed_over(TABLE, Draft(2, frozenset({A, D}), (C,), {B: "Ba om å vente"}))
    assert [(one.key, one.lower, one.reason) for one in found] == [(B, ("D",), "Ba om å vente")]  # C has as many as D


def test_what_is_no_application_any_more_leaves_the_draft():
    draft, gone = only_known(Draft(3, frozenset({A, ("form", "9")}), (("form", "8"), B)), TABLE)
    assert (draft.chosen, draft.waiting, gone) == ({A}, (B,), 2)


def test_a_draft_is_read_as_it_was_written_also_under_new_ids():
    draft = Draft(2, frozenset({A}), (B,), {C: "Fordi"}, (Rule("least", 1, "branch"),))
    assert read_draft(write_draft(draft)) == draft
    assert set(written_keys(write_draft(draft))) == {A, B, C}
    assert read_draft(write_draft(draft), {A: ("form", "7")}).chosen == {("form", "7")}


def test_a_decision_gives_everybody_a_state_and_takes_no_confirmation_away():
    table = ranked(900, 800, 700, 700, states=("confirmed", "received", "received", "declined"))
    outcomes = outcomes_of(table, Draft(2, frozenset({A, B}), (C,)))
    assert outcomes == {"placed": [B], "waiting": [C], "declined": [D]}


def test_the_protocol_holds_everything_as_it_stood():
    draft = Draft(2, frozenset({A, D}), (C,), {B: "Ba om å vente"}, (Rule("least", 1, "branch"),))
    points = [max(one, 0) for one in points_by_key(TABLE).values()]
    best = choose(points, [{"branch": ("x",)}] * 4, 2)
    made = make_protocol(
        TABLE,
        draft,
        (),
        describe_places(ROUND, ()),
        (best, (), 1700),
        name="Utkast",
        day=date(2024, 6, 12),
        decided_by="styret",
        impartiality=("Kari sto over.",),
    )
    assert [row["outcome"] for row in made["ranking"]] == [
        "tildelt plass",
        "avslag",
        "venteliste nr. 1",
        "tildelt plass",
    ]
    assert made["passed_over"] == [["B", 800, ["D"], "Ba om å vente"]]
    assert (made["day"], made["decided_by"], made["best"]) == ("2024-06-12", "styret", [1700, 1700])
    assert [row for row in made["balance"]["Fylkesavdeling"] if row[0] == "Nordland"] == [["Nordland", 1, 2, 41]]
