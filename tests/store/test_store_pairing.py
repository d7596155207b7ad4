"""Which answer in the one export is which in the other, on either side of each edge."""

from types import SimpleNamespace

import pandas as pd
import pytest

from store.pairing import fold_persons, pair_rows, share_in_both

LETTERS = "abcdefgh"


def answers(text, *, form="", kind="registrations", ids=None, minute=0):
    """An export with an answer for each letter, sent by the person of that letter; `ids` number them, or nothing."""
    count = len(text)
    rows = pd.DataFrame(
        {
            "submission_id": list(ids) if ids is not None else [""] * count,
            "email": [f"{letter}@example.no" if letter.islower() else "" for letter in text],
            "name": [letter.upper() for letter in text],
            "person": list(text),
            "municipality_text": ["Bodø"] * count,
            "submitted_at": pd.to_datetime(
                [f"2024-03-{10 + LETTERS.index(one.lower())} 10:{minute:02}" for one in text]
            ),
            "counts": [True] * count,
        }
    )
    rows["submitted_at"] = rows["submitted_at"].dt.tz_localize("Europe/Oslo")
    return SimpleNamespace(rows=rows, form=form, kind=kind)


def paired(old, new):
    found = pair_rows(old, new)
    return [(old.rows["name"][o], new.rows["name"][n]) for o, n in found.both.sort_values("old").to_numpy().tolist()]


@pytest.mark.parametrize(("same", "by_id"), [("abc", True), ("ab", False), ("a", False), ("abcd", True)])
def test_the_ids_of_a_changed_form_hold_where_more_than_half_stand_at_the_same_senders_answer(same, by_id):
    """The others have sent from another address; by sender alone they would be new."""
    old = answers("abcd", form="before", ids="1234")
    new = answers(same + "efgh"[len(same) :], form="after", ids="1234")
    expected = list(zip("ABCD", (same + "efgh"[len(same) :]).upper(), strict=True))
    assert paired(old, new) == (expected if by_id else [pair for pair in expected if pair[0] == pair[1]])


@pytest.mark.parametrize(("numbered", "moved"), [("1342", True), ("1243", False), ("2143", True), ("1234", False)])
def test_ids_say_nothing_where_more_than_half_of_them_stand_at_another_answer_of_another_sender(numbered, moved):
    old, new = answers("abcd", ids="1234"), answers("abcd", ids=numbered)
    by_id = [("ABCD"[int(one) - 1], letter) for one, letter in zip(numbered, "ABCD", strict=True)]
    assert paired(old, new) == (list(zip("ABCD", "ABCD", strict=True)) if moved else sorted(by_id))


def test_a_corrected_address_or_a_corrected_time_alone_moves_no_id():
    old = answers("abc", ids="123")
    assert len(paired(old, answers("abc", ids="123", minute=5))) == 3
    other = answers("abc", ids="123")
    other.rows["email"] = "kontor@example.no"
    assert len(paired(old, other)) == 3
    # both at once, in most rows, and one is found by its sender
    other.rows.loc[[0, 1], "submitted_at"] += pd.Timedelta("1min")
    assert len(paired(old, other)) == 3, "nobody is found by sender, so the ids are all there is"
    other.rows = pd.concat([other.rows, answers("a").rows], ignore_index=True)
    assert paired(old, other) == [("A", "A")]


def test_answers_without_an_id_in_one_of_the_files_are_paired_by_sender_and_those_with_two_ids_are_not():
    old = answers("abcd", ids=["1", "2", "", "4"])
    new = answers("abcd", ids=["1", "", "3", "5"])
    assert paired(old, new) == [("A", "A"), ("B", "B"), ("C", "C")]


def test_the_share_is_of_the_shorter_file():
    assert share_in_both(answers("abcd"), answers("ab")) == share_in_both(answers("ab"), answers("abcd")) == 1
    assert share_in_both(answers("abcd"), answers("abef")) == 0.5
    assert share_in_both(answers("a"), answers("ab")) == 1
    assert share_in_both(answers("a"), answers("b")) == share_in_both(answers("a"), answers("")) == 0


def test_the_reports_of_two_meetings_share_nothing_though_people_meet_twice():
    one = answers("ab", kind="attendance")
    assert share_in_both(one, answers("ab", kind="attendance", minute=30)) == 1
    assert share_in_both(one, answers("bc", kind="attendance")) == 0
    nameless = answers("ab", kind="attendance")
    nameless.rows["person"] = ""  # known by the name alone
    assert share_in_both(nameless, answers("ab", kind="attendance")) == 0
    assert share_in_both(nameless, nameless) == 1


def without(text, *columns):
    export = answers(text)
    for column in columns:
        export.rows[column] = {"email": "", "submitted_at": export.rows["submitted_at"].where([False] * len(text))}[
            column
        ]
    return export


@pytest.mark.parametrize(
    ("columns", "known"), [(["email"], True), (["submitted_at"], True), (["email", "submitted_at"], False)]
)
def test_a_sender_is_known_by_the_address_or_by_the_time_and_without_both_by_nothing(columns, known):
    assert len(paired(without("abc", *columns), without("abc", *columns))) == 3 * known


def test_of_a_persons_rows_in_a_report_the_counting_one_is_kept_in_its_place_and_nameless_rows_all():
    rows = pd.DataFrame({"person": ["a", "", "a", "", "b"], "counts": [False, False, True, True, False]})
    assert fold_persons(rows).index.tolist() == [1, 2, 3, 4]
