"""Two windows' writing about one application put together: nothing that one of them wrote is lost without a word."""

import itertools

import pytest

from domain.written import COMMENT, Written, merge, written_of

NOTHING = Written()


@pytest.mark.parametrize(
    ("seen", "here", "there", "expected", "clashes"),
    [
        (NOTHING, Written({"a": 1}), NOTHING, Written({"a": 1}), ()),
        (NOTHING, Written({"a": 1}), Written({"b": 2}), Written({"a": 1, "b": 2}), ()),
        (NOTHING, Written({"a": 1}), Written({"a": 1}), Written({"a": 1}), ()),
        (NOTHING, Written({"a": 1}), Written({"a": 2}), Written({"a": 1}), ("a",)),
        (Written({"a": 1}), Written({}), Written({"a": 1}), NOTHING, ()),
        (Written({"a": 1}), Written({}), Written({"a": 2}), NOTHING, ("a",)),
        (Written({"a": 1}), Written({"a": 1}), NOTHING, NOTHING, ()),
        (NOTHING, Written({}, "Min"), Written({"a": 1}), Written({"a": 1}, "Min"), ()),
        (NOTHING, Written({}, "Min"), Written({}, "Din"), Written({}, "Min"), (COMMENT,)),
        (Written({}, "Før"), Written({}, "Før"), Written({}, "Din"), Written({}, "Din"), ()),
    ],
)
def test_a_field_that_one_has_changed_is_that_ones_and_one_that_both_have_is_a_clash(
    seen, here, there, expected, clashes
):
    merged = merge(seen, here, there)
    assert merged.written == expected
    assert merged.clashes == clashes


def test_every_field_comes_from_a_window_that_changed_it_or_stays():
    values = (None, 1.0, 2.0)
    for seen, here, there in itertools.product(values, repeat=3):
        merged = merge(*(written_of({"a": one}) for one in (seen, here, there)))
        got = merged.written.scores.get("a")
        assert got == (here if here != seen else there)
        assert bool(merged.clashes) is (len({seen, here, there}) == 3 or (here != seen and there not in (seen, here)))


def test_what_holds_nothing_is_no_field():
    assert written_of({"a": None, "b": 0, COMMENT: ""}) == Written({"b": 0.0})
    assert Written({"a": 1}, "").fields() == {"a": 1}
