"""The page Data: files under review stay until they are adopted or removed, and what must be answered is asked."""

from datetime import datetime, timedelta

import pytest

import store
from data.tools.build_examples.write import write_forms_workbook
from frame.parts.pending_files import PARAMETER
from tests.pages.conftest import ROOT, text_of

META = ["ID", "Start time", "Completion time", "Email", "Name"]
FIRST = datetime(2024, 3, 4, 9, 30)


def registrations(*municipalities, question="Hvilken kommune representerer du?", extra=(), first=FIRST, address="p"):
    rows = []
    for place, municipality in enumerate(municipalities):
        sent = first + timedelta(hours=place)
        who = (f"{address}{place}@eks.example", f"Person {chr(65 + place)} Eksempel")
        rows.append([place + 1, sent, sent, *who, municipality, *extra])
    return write_forms_workbook([*META, question, *(f"Spørsmål {n}" for n in range(len(extra)))], rows)


def applications(*municipalities):
    return registrations(*municipalities, question="Hvilken kommune søker?", extra=("Vi vil mer.",))


def upload(app, **files):
    app.file_uploader[0].set_value([(name, content, "") for name, content in files.items()]).run()
    assert not app.exception, [error.message for error in app.exception]
    return app


def press(app, label, place=0):
    [button for button in app.main.button if button.label == label][place].click().run()
    assert not app.exception, [error.message for error in app.exception]
    return app


def names_of(app):
    return [head.value for head in app.subheader]


def in_force(engine, round_id="2024"):
    return [version.filename for version in store.in_force(engine, round_id)]


TWO = {"Påmelding(1-2).xlsx": registrations("Bodø", "Rana"), "Søknad(1-1).xlsx": applications("Bodø")}


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
    app.switch_page(str(ROOT / "pages" / "municipalities.py")).run()
    app.switch_page(str(ROOT / "pages" / "data.py")).run()
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
    other = registrations("Ås", "Nes", extra=("Ja",), address="annen", first=datetime(2024, 3, 9))
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


@pytest.mark.parametrize(("link", "asked"), [({PARAMETER: "2"}, True), ({PARAMETER: "x"}, False), ({}, False)])
def test_a_session_without_the_files_the_browser_speaks_of_asks_for_them_again(open_page, engine, link, asked):
    app = open_page("data", **link)
    assert ("2 filer til gjennomsyn er ikke her lenger" in text_of(app)) == asked
    upload(app, **TWO)
    assert "ikke her lenger" not in text_of(app)
    assert len(names_of(app)) == 2


def test_what_a_file_holds_stands_beside_what_the_file_in_force_holds(open_page, engine):
    store.adopt(engine, registrations("Bodø"), "Påmelding(1-1).xlsx", round_id="2024", who="kari")
    app = upload(open_page("data"), **{"Påmelding(1-3).xlsx": registrations("Bodø", "Rana", "Rana")})
    facts = app.table[0].value.set_index("")
    assert facts.loc["Rader"].tolist() == ["3, 3 teller", "1, 1 teller"]
    assert facts.loc["Kommuner"].tolist() == ["2", "1"]
    assert "**2 nye, 0 endret, 0 borte, 1 uendret.**" in text_of(app)
