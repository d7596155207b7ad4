"""The page Data: files under review stay until they are adopted or removed, beside those in force."""

from datetime import datetime

import pytest

import store
from frame.parts.pending_files import PARAMETER
from frame.parts.round_choice import NEW
from tests.pages.conftest import text_of
from tests.pages.uploading import applications, press, registrations, upload

TWO = {"Påmelding(1-2).xlsx": registrations("Bodø", "Rana"), "Søknad(1-1).xlsx": applications("Bodø")}


def names_of(app):
    return [head.value for head in app.subheader]


def in_force(engine, round_id="2024"):
    return [version.filename for version in store.in_force(engine, round_id)]


def test_adopting_one_file_leaves_the_others_under_review(open_page, engine):
    app = upload(open_page("data"), **TWO)
    assert len(names_of(app)) == 2
    press(app, "Ta i bruk")
    assert in_force(engine) == ["Påmelding(1-2).xlsx"]
    assert [name.replace("\\", "") for name in names_of(app)] == ["Søknad(1-1).xlsx"]
    assert "er tatt i bruk: 2 rader teller" in text_of(app)


def test_files_under_review_are_there_when_the_page_is_left_and_opened_again(open_page, engine):
    app = upload(open_page("data"), **TWO)
    next(box for box in app.selectbox if box.label == "Filen er lest som").select("attendance").run()
    app.switch_page("../pages/municipalities.py").run()
    app.switch_page("../pages/data.py").run()
    assert len(names_of(app)) == 2
    assert next(box for box in app.selectbox if box.label == "Filen er lest som").value == "attendance"


def test_all_files_that_need_no_answer_are_adopted_at_once_with_one_summary(open_page, engine):
    app = upload(open_page("data"), **TWO)
    press(app, "Ta i bruk alle (2)")
    assert sorted(in_force(engine)) == ["Påmelding(1-2).xlsx", "Søknad(1-1).xlsx"]
    assert names_of(app) == []
    [summary] = [said.value for said in app.success]
    assert summary.startswith("2 filer er tatt i bruk.") and summary.count("er tatt i bruk:") == 2


def test_of_two_downloads_of_one_form_only_the_newest_is_adopted_with_the_others(open_page, engine):
    older = {"Påmelding(1-1).xlsx": registrations("Bodø")}
    app = upload(open_page("data"), **TWO, **older)
    press(app, "Ta i bruk alle (2)")
    assert sorted(in_force(engine)) == ["Påmelding(1-2).xlsx", "Søknad(1-1).xlsx"]
    assert [name.replace("\\", "") for name in names_of(app)] == ["Påmelding(1-1).xlsx"]
    assert "Filen har 1 færre svar enn den som er i bruk" in text_of(app)


def test_a_file_that_another_one_makes_a_question_of_is_left(open_page, engine):
    other = registrations("Ås", "Nes", extra=("Ja",), at="annen.example", first=datetime(2024, 3, 9))
    app = upload(open_page("data"), **{"A(1-2).xlsx": registrations("Bodø", "Rana"), "B(1-2).xlsx": other})
    press(app, "Ta i bruk alle (2)")
    assert in_force(engine) == ["A(1-2).xlsx"]
    assert "«B(1-2).xlsx» står igjen" in text_of(app).replace("\\", "")
    question = next(radio for radio in app.main.radio if "fra et annet skjema" in radio.label)
    question.set_value(store.in_force(engine, "2024")[0].source).run()
    press(app, "Ta i bruk")
    assert in_force(engine) == ["B(1-2).xlsx"]


def test_a_file_is_removed_by_its_button_and_nothing_is_adopted(open_page, engine):
    app = upload(open_page("data"), **TWO)
    assert app.query_params[PARAMETER] == "2"
    press(app, "Fjern filen")
    assert [name.replace("\\", "") for name in names_of(app)] == ["Søknad(1-1).xlsx"]
    press(app, "Fjern filen")
    assert PARAMETER not in app.query_params
    assert "på nytt" not in text_of(app)
    assert in_force(engine) == []


def test_a_review_does_not_wait_for_its_line_in_the_log_while_the_database_is_busy(open_page, engine, monkeypatch):
    asked = []

    def refuse(*_line, patience=None, **_more):
        asked.append(patience)
        raise store.StoreLocked

    with monkeypatch.context() as busy:
        busy.setattr(store, "write_log", refuse)
        app = upload(open_page("data"), **TWO)
        assert len(names_of(app)) == 2
        assert set(asked) == {1}
    assert store.read_log(engine, acts=["upload"]).empty
    app.run().run()
    assert len(store.read_log(engine, acts=["upload"])) == 2


@pytest.mark.parametrize(("link", "asked"), [({PARAMETER: "2"}, True), ({PARAMETER: "x"}, False), ({}, False)])
def test_a_session_without_the_files_the_browser_speaks_of_asks_for_them_again(open_page, engine, link, asked):
    app = open_page("data", **link)
    assert ("2 filer til gjennomsyn er ikke her lenger" in text_of(app)) == asked
    upload(app, **TWO)
    assert "ikke her lenger" not in text_of(app)
    assert len(names_of(app)) == 2


def test_the_files_in_force_are_folded_while_a_file_is_under_review(open_page, engine):
    app = upload(open_page("data"), **TWO)
    press(app, "Ta i bruk")
    assert "1 fil i bruk" in [box.label for box in app.expander]
    assert not [button for button in app.main.button if button.label == "Ikke tell med"]
    press(app, "Ta i bruk")
    assert not [box for box in app.expander if box.label.endswith("i bruk")]
    assert len([button for button in app.main.button if button.label == "Ikke tell med"]) == 2


def test_the_folded_files_stay_unfolded_when_one_is_taken_out_and_another_is_left(open_page, engine):
    app = upload(open_page("data"), **TWO)
    press(app, "Ta i bruk")
    app.session_state["versions_2024"] = True
    press(app.run(), "Ikke tell med")
    assert "0 filer i bruk" in [box.label for box in app.expander]
    press(app, "Bruk denne igjen")
    assert "1 fil i bruk" in [box.label for box in app.expander]
    assert [button.label for button in app.main.button].count("Ikke tell med") == 1


def test_a_file_of_another_year_goes_to_the_round_that_is_made_for_it(open_page, engine):
    later = registrations("Bodø", "Rana", "Ås", first=datetime(2025, 3, 4, 9, 30))
    app = upload(open_page("data"), **{"Påmelding(1-3).xlsx": later})
    assert "3 rader av 3 ligger utenfor" in text_of(app)
    assert next(button for button in app.main.button if button.label == "Ta i bruk").disabled
    which = next(radio for radio in app.main.radio if radio.label == "Hvilken runde hører filen til?")
    which.set_value(NEW).run()
    press(press(app, "Lag runden"), "Ta i bruk")
    assert "Filen hører til Fremtidens kulturskole 2025" in text_of(app)
    assert [(one.filename, one.event) for one in store.in_force(engine, "2025")] == [
        ("Påmelding(1-3).xlsx", "gathering")
    ]
    assert list(store.read_log(engine, round_id="2025")["act"]) == ["adopt", "settings"]
    assert "3 påmeldte deltakere i alt" in text_of(open_page("participation", runde="2025"))
