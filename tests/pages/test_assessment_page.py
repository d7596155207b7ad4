"""Vurdering: who assesses, the draw, the answers beside the form, saved as one goes, passed on, others' hidden."""

from dataclasses import replace

import pytest

import store
from domain.assessors import PassedOn, read_allotment, write_allotment
from domain.clock import now, write_moment
from domain.written import Written
from frame import reads
from frame.parts import assessing_reads, selection_reads
from tests.pages.conftest import text_of
from tests.selection_round import ROUND, adopt_applications, save_criteria

ANNE, BO, CARO = (f"{name}@example.no" for name in ("anne", "bo", "caro"))
NAMES = {ANNE: "Anne Oppdiktet", BO: "Bo Oppdiktet", CARO: "Caro Oppdiktet"}


def press(app, key):
    next(button for button in app.button if (button.key or "").startswith(key)).click().run()
    assert not app.exception, [error.message for error in app.exception]
    return app


def labelled(elements, label):
    return next(element for element in elements if element.label == label)


def add_assessors(engine, *who):
    for one in who:
        content = {"name": NAMES[one], "numbers": [], "branches": []}
        store.save_paper(engine, ROUND, "assessor", one, content, "test", expected=0)


@pytest.fixture
def drawn(engine, open_page):
    """Six applications, two assessors, and the draw."""
    save_criteria(engine)
    adopt_applications(engine, 6)
    add_assessors(engine, ANNE, BO)
    press(open_page("assessment"), "allot")
    return engine


def allotted():
    return assessing_reads.allotted(ROUND, reads.change_id()[0])


def open_as(open_page, who):
    app = open_page("assessment")
    box = labelled(app.selectbox, "Vurder som")
    box.select(next(option for option in box.options if who in option)).run()
    assert not app.exception
    return app


def scale(app, name):
    return next(group for group in app.button_group if name in group.label)


def give(app, name, score):
    scale(app, name).set_value(float(score)).run()
    assert not app.exception, [error.message for error in app.exception]


def rows_of(engine):
    found = store.assessments(engine, ROUND)
    return {(row.assessor, row.submission_id): (dict(row.scores), row.comment) for row in found.itertuples()}


def chosen(app):
    return labelled(app.selectbox, "Søknad").value[1]


def test_assessors_are_entered_with_what_is_theirs_and_taken_away(engine, open_page):
    save_criteria(engine)
    adopt_applications(engine, 3)
    app = open_page("assessment")
    assert "Legg inn dem som vurderer" in text_of(app)
    labelled(app.text_input, "Navn").set_value("Anne Oppdiktet")
    labelled(app.text_input, "Brukernavn ved innlogging").set_value(" Anne@Example.no ")
    labelled(app.multiselect, "Egen kommune").select("Bodø")
    labelled(app.multiselect, "Egen fylkesavdeling").select("Agder")
    labelled(app.button, "Legg inn").click().run()
    assert "får ikke søknader fra Bodø og Agder" in text_of(app)
    [one] = assessing_reads.assessors(ROUND, reads.change_id()[0]).values()
    assert (one.id, one.name, one.numbers, one.branches) == (ANNE, "Anne Oppdiktet", ("1804",), ("Agder",))
    labelled(app.text_input, "Navn").set_value("Anne igjen")
    labelled(app.text_input, "Brukernavn ved innlogging").set_value(ANNE)
    labelled(app.button, "Legg inn").click().run()
    assert any("alt lagt inn" in error.value.replace("\\", "") for error in app.error)
    press(app, "assessor_")
    assert "Ingen er lagt inn ennå." in text_of(app)


def test_the_draw_is_kept_with_its_number_and_shown(drawn, open_page):
    found = allotted()
    assert {len(one.assessors) for one in found.now.given} == {2} and len(found.now.given) == 6
    app = open_page("assessment")
    assert "6 av 6 søknader har to vurderere" in text_of(app).replace("**", "")
    assert f"med tallet {found.now.seed}" in text_of(app)
    assert set(app.dataframe[0].value["Vurderere"]) <= {
        "Anne Oppdiktet og Bo Oppdiktet",
        "Bo Oppdiktet og Anne Oppdiktet",
    }
    press(app, "allot_again")
    assert allotted().now.seed != found.now.seed


def test_applications_and_assessors_that_come_later_are_added_and_the_others_keep_theirs(drawn, open_page):
    before = allotted().now
    adopt_applications(drawn, 9)
    add_assessors(drawn, CARO)
    app = press(open_page("assessment"), "allot")
    after = allotted().now
    assert after.seed == before.seed and len(after.by_key()) == 9
    assert before.by_key().items() <= after.by_key().items()
    assert len(after.of(CARO)) == 3
    assert "9 av 9 søknader" in text_of(app).replace("**", "")


def test_the_answers_stand_beside_the_form_and_each_score_is_saved_at_once(drawn, open_page):
    app = open_as(open_page, ANNE)
    own = chosen(app)
    assert f"Vi i søknad {own} vil løse noe sammen." in text_of(app) and "Hvor tydelig er utfordringen?" in text_of(app)
    assert f"soker{own}@example.no" not in text_of(app)
    give(app, "Behov", 4)
    assert rows_of(drawn) == {(ANNE, own): ({"need": 4.0}, "")}
    give(app, "Plan", 2)
    labelled(app.text_area, "Kommentar").set_value("God plan").run()
    assert rows_of(drawn) == {(ANNE, own): ({"need": 4.0, "plan": 2.0}, "God plan")}
    assert "Lagret" in text_of(app)
    labelled(app.button, "Neste").click().run()
    assert chosen(app) != own and scale(app, "Behov").value is None
    labelled(app.text_area, "Kommentar").set_value("Skrevet rett før Forrige")
    labelled(app.button, "Forrige").click().run()
    assert "Skrevet rett før Forrige" in [comment for _, comment in rows_of(drawn).values()]
    assert chosen(app) == own and scale(app, "Behov").value == 4.0
    assert labelled(app.text_area, "Kommentar").value == "God plan"
    seen = store.read_log(drawn).query("act == 'see'")["details"]
    assert any(line.startswith("svarene i søknaden fra ") for line in seen)


def test_two_windows_of_one_assessor_lose_nothing(drawn, open_page):
    one, other = open_as(open_page, ANNE), open_as(open_page, ANNE)
    own = chosen(one)
    assert chosen(other) == own
    give(one, "Behov", 4)
    give(other, "Plan", 2)
    assert rows_of(drawn) == {(ANNE, own): ({"need": 4.0, "plan": 2.0}, "")}
    assert scale(other, "Behov").value == 4.0
    give(one, "Behov", 5)
    assert scale(one, "Plan").value == 2.0
    assert rows_of(drawn) == {(ANNE, own): ({"need": 5.0, "plan": 2.0}, "")}


@pytest.mark.parametrize(
    ("button", "expected"), [("Behold det som står her", 1.0), ("Bruk det fra det andre vinduet", 5.0)]
)
def test_the_same_field_in_two_windows_is_asked_about(drawn, open_page, button, expected):
    one, other = open_as(open_page, ANNE), open_as(open_page, ANNE)
    give(one, "Behov", 5)
    give(other, "Behov", 1)
    assert "Behov: 1 her, 5 der" in text_of(other)
    assert [scores for scores, _ in rows_of(drawn).values()] == [{"need": 5.0}]
    labelled(other.button, button).click().run()
    assert not other.exception
    assert "et annet vindu" not in text_of(other)
    assert [scores for scores, _ in rows_of(drawn).values()] == [{"need": expected}]
    assert scale(other, "Behov").value == expected


def test_what_is_typed_while_the_store_is_away_is_saved_when_it_is_back(drawn, open_page, monkeypatch):
    app = open_as(open_page, ANNE)
    own = chosen(app)
    save = store.save_assessment

    def away(*_, **__):
        raise store.StoreGone

    monkeypatch.setattr(store, "save_assessment", away)
    give(app, "Behov", 4)
    assert any("står fortsatt her" in error.value for error in app.error)
    labelled(app.button, "Neste").click().run()
    monkeypatch.setattr(store, "save_assessment", save)
    app.run()
    assert rows_of(drawn) == {(ANNE, own): ({"need": 4.0}, "")}


def write(engine, who, key, scores, comment=""):
    store.save_assessment(
        engine, ROUND, key, who, Written(scores, comment), who, before=store.SavedAssessment(0, Written())
    )


def test_others_scores_are_hidden_until_ones_own_are_in(drawn, open_page):
    app = open_as(open_page, ANNE)
    key = labelled(app.selectbox, "Søknad").value
    write(drawn, BO, key, {"need": 1, "plan": 5, "team": 3}, "Hemmelig til du er ferdig")
    for name in ("Behov", "Plan"):
        give(app, name, 4)
        assert "Hemmelig" not in text_of(app) and not app.table
    give(app, "Samarbeid", 3)
    assert "Hemmelig til du er ferdig" in text_of(app)
    beside, apart = app.table[0].value, app.table[1].value
    assert beside[["Du", "Bo Oppdiktet"]].values.tolist() == [["4", "1"], ["4", "5"], ["3", "3"]]
    assert apart["Kriterium"].tolist() == ["Behov"]
    assert apart["Poeng"].tolist() == ["Du 4 og Bo Oppdiktet 1"]


def test_the_others_unfinished_scores_are_hidden_too(drawn, open_page):
    app = open_as(open_page, ANNE)
    write(drawn, BO, labelled(app.selectbox, "Søknad").value, {"need": 1}, "Ikke ferdig tenkt")
    for name in ("Behov", "Plan", "Samarbeid"):
        give(app, name, 3)
    assert "ikke ferdig ennå" in text_of(app) and "Ikke ferdig tenkt" not in text_of(app)
    assert not app.table


def test_one_who_may_not_passes_the_application_on_with_a_reason(drawn, open_page):
    add_assessors(drawn, CARO)
    app = open_as(open_page, ANNE)
    key = labelled(app.selectbox, "Søknad").value
    before = allotted().now.by_key()
    give(app, "Behov", 4)
    write(drawn, BO, key, {"need": 2})
    labelled(app.button, "Gi søknaden videre").click().run()
    assert any("mangler" in error.value for error in app.error) and allotted().now.by_key() == before
    labelled(app.text_input, "Begrunnelse").set_value("Søsteren min er rektor")
    labelled(app.button, "Gi søknaden videre").click().run()
    assert not app.exception
    after = allotted().now
    assert after.by_key() == {**before, key: tuple(BO if one == BO else CARO for one in after.by_key()[key])}
    assert set(after.by_key()[key]) == {BO, CARO}
    assert rows_of(drawn) == {(BO, key[1]): ({"need": 2.0}, "")}
    assert key not in labelled(app.selectbox, "Søknad").options and chosen(app) != key[1]
    admin = open_page("assessment")
    assert admin.table[0].value["Begrunnelse"].tolist() == ["Søsteren min er rektor"]
    assert "Trekk på nytt" not in [button.label for button in admin.button]


def pass_on(app, reason="Kjenner søkeren"):
    labelled(app.text_input, "Begrunnelse").set_value(reason)
    labelled(app.button, "Gi søknaden videre").click().run()
    assert not app.exception, [error.message for error in app.exception]


def test_passing_on_stands_on_what_another_has_changed_meanwhile(drawn, open_page, monkeypatch):
    add_assessors(drawn, CARO)
    app = open_as(open_page, ANNE)
    save = store.pass_on
    tried = []

    def come_second(*given, **named):
        """Bo's own passing on comes in force while Anne's is on its way."""
        tried.append(given)
        if len(tried) == 1:
            [paper] = store.papers(drawn, ROUND, "allotment")
            now = read_allotment(paper.content)
            key = now.given[-1].key
            by_bo = replace(now, passed_on=(PassedOn(key, BO, "Kjenner søkeren", "2024-05-17T09:00:00+00:00"),))
            save(drawn, ROUND, write_allotment(by_bo), BO, [], BO, expected=paper.id)
        save(*given, **named)

    monkeypatch.setattr(store, "pass_on", come_second)
    pass_on(app)
    [paper] = store.papers(drawn, ROUND, "allotment")
    assert [passed.assessor for passed in read_allotment(paper.content).passed_on] == [BO, ANNE]
    assert len(tried) == 2 and len(allotted().now.of(CARO)) == 1


def test_without_another_who_may_the_application_is_left_with_one_and_stands_as_missing(drawn, open_page):
    pass_on(open_as(open_page, ANNE))
    admin = open_page("assessment")
    assert "5 av 6 søknader har to vurderere" in text_of(admin).replace("**", "")
    add_assessors(drawn, CARO)
    press(open_page("assessment"), "allot")
    assert len(allotted().now.of(CARO)) == 1
    assert "6 av 6 søknader" in text_of(open_page("assessment")).replace("**", "")


def test_scores_and_draw_follow_an_application_that_a_new_file_has_numbered_anew(drawn, open_page):
    app = open_as(open_page, ANNE)
    source, own = labelled(app.selectbox, "Søknad").value
    give(app, "Behov", 4)
    before = allotted().now.by_key()
    adopt_applications(drawn, 6, added=100)
    moved = (source, str(int(own) + 100))
    assert allotted().now.by_key() == {(form, str(int(n) + 100)): who for (form, n), who in before.items()}
    app = open_as(open_page, ANNE)
    labelled(app.selectbox, "Søknad").set_value(moved).run()
    assert scale(app, "Behov").value == 4.0
    give(app, "Plan", 2)
    found = selection_reads.assessments(ROUND, reads.change_id()[0])
    assert found[["submission_id", "scores"]].values.tolist() == [[moved[1], {"need": 4.0, "plan": 2.0}]]
    pass_on(app)
    assert selection_reads.assessments(ROUND, reads.change_id()[0]).empty


def test_an_earlier_moment_is_shown_without_forms(drawn, open_page):
    app = open_as(open_page, ANNE)
    give(app, "Behov", 4)
    moment = write_moment(now())
    give(app, "Behov", 1)
    then = open_page("assessment", visst=moment)
    box = labelled(then.selectbox, "Vurder som")
    box.select(next(option for option in box.options if ANNE in option)).run()
    assert "Tallene står slik de var kjent" in text_of(then) and "1 vurdering" in text_of(then)
    assert then.table[0].value["Du"].tolist() == ["4", "–", "–"]
    assert not then.button_group and not then.text_area
    assert {button.label for button in then.button} <= {"Se dagens tall", "Forrige", "Neste"}
