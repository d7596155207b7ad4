"""Typed assessments and the allotment in the store: two windows and two assessors at once lose nothing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

import store
from domain.assessors import Allotment, Given, PassedOn, read_allotment, write_allotment
from domain.written import Written
from tests.store.test_store_papers import in_force, scored

FIRST, SECOND = ("form", "1"), ("form", "2")
ANNE, BO = "anne@example.no", "bo@example.no"
NOTHING = store.SavedAssessment(0, Written())


def save(engine, assessor, written, before=NOTHING, key=FIRST):
    return store.save_assessment(engine, "2024", key, assessor, written, assessor, before=before)


def test_what_is_typed_is_no_upload_and_each_saving_is_kept(engine):
    first = save(engine, ANNE, Written({"k": 2}, "kort"))
    then = datetime.now(UTC)
    save(engine, BO, Written({"k": 4}))
    save(engine, ANNE, Written({"k": 3, "l": 1}, "lengre"), first)
    assert in_force(engine) == {("1", BO): {"k": 4}, ("1", ANNE): {"k": 3, "l": 1}}
    assert in_force(engine, known_at=then) == {("1", ANNE): {"k": 2}}
    assert store.score_uploads(engine, "2024").empty
    with pytest.raises(store.StoreMissing):
        store.remove_upload(engine, "2024", "", "kari")


def test_two_windows_that_write_different_fields_are_put_together(engine):
    seen = save(engine, ANNE, Written({"k": 2}))
    save(engine, ANNE, Written({"k": 2, "l": 5}), seen)
    saved = save(engine, ANNE, Written({"k": 2}, "Fra det andre vinduet"), seen)
    assert saved.written == Written({"k": 2, "l": 5}, "Fra det andre vinduet")
    assert in_force(engine) == {("1", ANNE): {"k": 2, "l": 5}}


def test_two_windows_that_write_the_same_field_are_told_and_neither_is_lost(engine):
    theirs = save(engine, ANNE, Written({"k": 2}, "Det første"))
    with pytest.raises(store.StoreConflict) as conflict:
        save(engine, ANNE, Written({"k": 4}))
    assert conflict.value.theirs == theirs
    assert in_force(engine) == {("1", ANNE): {"k": 2}}
    # Having seen theirs, saving once more is a decision.
    assert save(engine, ANNE, Written({"k": 4}, "Det første"), theirs).written.scores == {"k": 4}


@pytest.mark.parametrize("windows", [8])
def test_many_who_save_at_once_lose_nothing(engine, windows):
    """Eight windows of two assessors, each with a criterion of its own."""
    with ThreadPoolExecutor(windows) as threads:
        list(threads.map(lambda n: save(engine, (ANNE, BO)[n % 2], Written({f"k{n}": n})), range(windows)))
    assert in_force(engine) == {
        ("1", ANNE): {"k0": 0, "k2": 2, "k4": 4, "k6": 6},
        ("1", BO): {"k1": 1, "k3": 3, "k5": 5, "k7": 7},
    }


def allot(engine, allotment, expected=0):
    content = write_allotment(allotment)
    return store.save_paper(engine, "2024", "allotment", store.ALLOTMENT, content, "kari", expected=expected)


def current(engine, **options):
    [paper] = store.papers(engine, "2024", "allotment", **options)
    return paper, read_allotment(paper.content)


def test_passing_on_saves_the_allotment_and_takes_out_what_was_written_in_one_act(engine):
    given = (Given(FIRST, (ANNE, BO), "2024-05-16"), Given(SECOND, (ANNE, BO), "2024-05-16"))
    paper = allot(engine, Allotment(7, given))
    save(engine, ANNE, Written({"k": 2}), save(engine, ANNE, Written({"k": 1})))
    save(engine, ANNE, Written({"k": 3}), key=SECOND)
    save(engine, BO, Written({"k": 4}))
    rows = store.assessments(engine, "2024")
    own = rows[(rows["assessor"] == ANNE) & (rows["submission_id"] == "1")]["id"].tolist()
    then = datetime.now(UTC)
    passed = PassedOn(FIRST, ANNE, "Søsteren min leder skolen", "2024-05-17")
    after = Allotment(7, (Given(FIRST, ("dag@example.no", BO), "2024-05-16"), given[1]), (passed,))
    store.pass_on(engine, "2024", write_allotment(after), ANNE, own, ANNE, expected=paper.id)
    assert current(engine)[1] == after
    assert in_force(engine) == {("1", BO): {"k": 4}, ("2", ANNE): {"k": 3}}  # no earlier saving comes back
    assert current(engine, known_at=then)[1].passed_on == ()
    assert in_force(engine, known_at=then)[("1", ANNE)] == {"k": 2}
    with pytest.raises(store.StoreConflict):
        store.pass_on(engine, "2024", write_allotment(after), BO, [], BO, expected=paper.id)
    assert ("1", BO) in in_force(engine)


def test_the_log_tells_neither_scores_nor_reasons_nor_addresses(engine):
    paper = allot(engine, Allotment(7, (Given(FIRST, (ANNE, BO), "2024-05-16"),)))
    save(engine, ANNE, Written({"k": 5}, "Hemmelig begrunnelse"))
    passed = Allotment(7, (), (PassedOn(FIRST, ANNE, "Hemmelig grunn", "2024-05-17"),))
    store.pass_on(engine, "2024", write_allotment(passed), ANNE, [], ANNE, expected=paper.id)
    details = " ".join(store.read_log(engine)["details"])
    assert "fordeling" in details and "vurdering lagret" in details
    assert "emmelig" not in details and "@" not in details and "5" not in details


def test_assessors_assessments_and_the_allotment_go_with_the_rounds_personal_data(engine):
    allot(engine, Allotment(7, (Given(FIRST, (ANNE, BO), "2024-05-16"),)))
    store.save_paper(engine, "2024", "assessor", ANNE, {"name": "Anne Oppdiktet"}, "kari", expected=0)
    save(engine, ANNE, Written({"k": 5}, "Begrunnelse"))
    store.add_assessments(engine, "2024", scored((2, "Bo", {"k": 1.0})), "kari")
    then = datetime.now(UTC)
    assert store.has_personal_data(engine, "2024")
    store.delete_personal_data(engine, "2024", "kari")
    for moment in (None, then):
        assert store.assessments(engine, "2024", known_at=moment).empty
        assert store.papers(engine, "2024", "assessor", known_at=moment) == []
        assert store.papers(engine, "2024", "allotment", known_at=moment) == []
    assert not store.has_personal_data(engine, "2024")
