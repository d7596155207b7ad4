"""The page Data: what is told of a file under review and asked about it, and how its municipalities are settled."""

import pytest

import store
from data import DATA
from frame.parts.upload_tables import FACT, row_ranges
from tests.pages.conftest import text_of
from tests.pages.uploading import press, registrations, upload
from tests.store.exports import write_csv


def test_what_a_file_holds_stands_beside_what_the_file_in_force_holds(open_page, engine):
    store.adopt(engine, registrations("Bodø"), "Påmelding(1-1).xlsx", round_id="2024", who="kari")
    app = upload(open_page("data"), **{"Påmelding(1-3).xlsx": registrations("Bodø", "Rana", "Rana")})
    facts = app.table[0].value.set_index(FACT)
    assert facts.loc["Rader"].tolist() == ["3, 3 teller", "1, 1 teller"]
    assert facts.loc["Kommuner"].tolist() == ["2", "1"]
    assert "**2 nye, 0 endret, 0 borte, 1 uendret.**" in text_of(app)


WAITING = (
    "Navn;Kommune;Svar\nTone Eksempel;Bodø;Deltar\nPer Eksempel;Tynset;Venteliste\nIda Eksempel;Asker;Deltar\n".encode()
)


def test_what_decides_who_counts_is_asked_and_the_answer_is_used_undone_and_remembered(open_page, engine):
    app = upload(open_page("data"), **{"svar.csv": WAITING})
    adopt = next(button for button in app.main.button if button.label == "Ta i bruk")
    assert adopt.disabled
    assert "I kolonnen står: «Deltar» · «Venteliste»" in text_of(app)
    question = next(radio for radio in app.main.radio if "«Svar»" in radio.label)
    question.set_value(0).run()
    assert app.table[0].value.set_index(FACT).loc["Rader"].tolist() == ["3, 2 teller"]
    assert "**Ja, status**" in text_of(app)
    press(app, "Angre svaret")
    assert app.table[0].value.set_index(FACT).loc["Rader"].tolist() == ["3, 3 teller"]
    next(radio for radio in app.main.radio if "«Svar»" in radio.label).set_value(0).run()
    press(app, "Ta i bruk")
    [version] = store.in_force(engine, "2024")
    assert (version.rows, version.counting, version.mapping) == (3, 2, {"Svar": "state"})
    again = upload(app, **{"svar (1).csv": WAITING + "Åse Eksempel;Rana;Venteliste\n".encode()})
    assert again.table[0].value.set_index(FACT).loc["Rader"].tolist() == ["4, 2 teller", "3, 2 teller"]
    assert not [radio for radio in again.main.radio if "«Svar»" in radio.label]


EVALUATION = (
    "ID;Starttidspunkt;Fullføringstidspunkt;E-postadresse;Navn;Hvor fornøyd var du med samlingen?;Hva var bra?\n"
    "1;15.03.2024 14:00;15.03.2024 14:05;tone@eks.example;Tone Eksempel;5;Foredragene\n"
    "2;15.03.2024 14:01;15.03.2024 14:06;per@eks.example;Per Eksempel;4;Maten\n"
).encode()


def test_a_file_that_is_none_of_the_kinds_is_asked_about_and_waits(open_page, engine):
    app = upload(open_page("data"), **{"Evaluering av samlingen(1-2).csv": EVALUATION})
    assert next(button for button in app.main.button if button.label == "Ta i bruk").disabled
    assert "Er filen noe annet, hører den ikke hjemme her." in text_of(app)
    question = next(radio for radio in app.main.radio if "Er dette påmeldinger?" in radio.label.replace("\\", ""))
    question.set_value(0).run()
    assert "hører den ikke hjemme her" not in text_of(app)
    press(app, "Angre svaret")
    assert "hører den ikke hjemme her" in text_of(app)


@pytest.mark.parametrize(
    "written, told",
    [
        (("Bodø", "Rana"), "2"),
        (("Bodø", "Xyz"), "1, 1 rad uten"),
        (("Bodø", "Xyz", "", ""), "1, 3 rader uten, 2 av dem nevner ingen"),
        (("Bodø", ""), "1, 1 rad nevner ingen"),
        (("Bodø", "", ""), "1, 2 rader nevner ingen"),
    ],
)
def test_rows_that_name_no_municipality_are_told_apart_from_those_that_can_be_settled(open_page, engine, written, told):
    app = upload(open_page("data"), **{"Påmelding(1-9).xlsx": registrations(*written, at="gmail.com")})
    assert app.table[0].value.set_index(FACT).loc["Kommuner"].tolist() == [told]


def test_what_a_report_changes_is_told_in_persons_who_may_have_several_rows(open_page, engine):
    [report] = (DATA / "examples").glob("*.csv")
    app = upload(open_page("data"), **{report.name: report.read_bytes()})
    facts = app.table[0].value.set_index(FACT)["Denne filen"]
    assert facts["Rader"] == "151, 143 teller"
    assert facts["Kommuner"].endswith(", 65 rader uten, 39 av dem nevner ingen")
    assert "26 rader mangler kommune" in [box.label for box in app.expander]
    assert "Alle **145 personer** er nye." in text_of(app)
    press(app, "Ta i bruk")
    newer = report.read_bytes().decode("utf-16").replace("example.org", "example.net").encode("utf-16")
    again = upload(app, **{report.name: newer})
    assert "som er i bruk, person for person: **" in text_of(again)
    assert "8 personer i filen som er i bruk, finnes ikke i denne." in text_of(again)


def test_settled_doubts_leave_the_list_and_nowhere_is_an_answer(open_page, engine):
    app = upload(open_page("data"), **{"Påmelding(1-3).xlsx": registrations("Våler", "Rogaland fylkeskommune", "Bodø")})
    assert "2 rader mangler kommune" in [box.label for box in app.expander]
    for box in app.main.selectbox:
        if box.label.startswith("«"):
            box.set_value("3419" if "Våler" in box.label else "")
    press(app, "Lagre valgene")
    assert "2 rader mangler kommune" not in [box.label for box in app.expander]
    assert app.table[0].value.set_index(FACT).loc["Kommuner"].tolist() == ["2, 1 rad uten"]
    settled = store.corrections(engine, "2024").settlements.set_index("settle_text")["numbers"].to_dict()
    assert sorted(settled.values()) == [(), ("3419",)]
    press(app, "Ta i bruk")
    assert not [box for box in app.expander if "mangler kommune" in box.label]


def test_what_was_settled_in_an_earlier_round_is_proposed_and_not_taken_for_granted(open_page, engine):
    store.settle_municipality(engine, "2021", "Våler", ["3114"], "kari")
    app = upload(open_page("data"), **{"Påmelding(1-1).xlsx": registrations("Våler")})
    [box] = [box for box in app.main.selectbox if box.label.startswith("«")]
    assert box.label.endswith("som i en tidligere runde") and box.value == "3114"
    assert app.table[0].value.set_index(FACT).loc["Kommuner"].tolist() == ["0, 1 rad uten"]
    press(app, "Lagre valgene")
    assert store.corrections(engine, "2024").settlements["numbers"].tolist() == [("3114",)]


def test_a_settled_row_counts_and_no_longer_when_the_choice_is_removed(open_page, engine):
    app = upload(open_page("data"), **{"Påmelding(1-2).xlsx": registrations("Våler", "Bodø")})
    next(box for box in app.main.selectbox if box.label.startswith("«Våler")).set_value("3419")
    press(press(app, "Lagre valgene"), "Ta i bruk")

    def counted():
        shown = open_page("overview", dato="2024-05-02")
        return next(one.value for one in shown.metric if one.label == "Påmeldte kommuner"), text_of(shown)

    assert counted()[0] == "2 av 357"
    press(open_page("data"), "Fjern valget")
    number, said = counted()
    assert number == "1 av 357" and "1 påmelding uten kjent kommune" in said


def test_an_interpreted_name_is_shown_and_can_be_corrected(open_page, engine):
    app = upload(open_page("data"), **{"Påmelding(1-2).xlsx": registrations("Sarpsbrog", "Bodø")})
    assert any(box.label.startswith("1 kommune er tolket") for box in app.expander)
    [box] = [box for box in app.main.selectbox if box.label.startswith("«Sarpsbrog»")]
    assert box.value == "3105"
    box.set_value("1804")
    press(app, "Lagre valgene")
    assert app.table[0].value.set_index(FACT).loc["Kommuner"].tolist() == ["1"]


def test_a_finding_leads_to_its_column(open_page, engine):
    rows = [("1", "02.04.2024", "kari@bodo.example", "Kari", "Bodø"), ("2", "i går", "ola@eks.example", "Ola", "Rana")]
    content = write_csv(*rows, headers=("ID", "Påmeldt dato", "E-post", "Navn", "Kommune"))
    app = upload(open_page("data"), **{"Påmelding.csv": content})
    press(app, "Se kolonnen")
    assert "Øverst står kolonnen funnet gjelder: «Påmeldt dato»" in text_of(app).replace("\\", "")


def test_a_meeting_of_another_day_than_the_gathering_is_warned_of(open_page, engine):
    report = (
        "Name,First join,Last leave,Email\nTone Eksempel,2024-03-{0} 09:31,2024-03-{0} 13:00,tone@asker.kommune.no\n"
    )
    app = upload(open_page("data"), **{"Deltakelse.csv": report.format(15).encode()})
    assert "men samlingen i runden er" not in text_of(app)
    app = upload(open_page("data"), **{"Deltakelse.csv": report.format(14).encode()})
    assert "fra 14.03.2024, men samlingen i runden er 15.03.2024" in text_of(app).replace("\\", "")


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ([9], "9"),
        ([9, 10, 11], "9–11"),
        ([2, 5, 9, 10], "2, 5 og 9–10"),
        ([2, 4, 6, 8], "2, 4, 6 og 8"),
        ([2, 4, 6, 8, 10, 11], "2, 4, 6, 8 og 2 til"),
    ],
)
def test_rows_are_told_in_ranges(numbers, told):
    assert row_ranges(numbers) == told


def test_a_row_that_names_nothing_at_all_stays_among_the_findings(open_page, engine):
    rows = [("1", "02.04.2024", "", "Kari", ""), ("2", "02.04.2024", "ola@eks.example", "Ola", "Nordbyen")]
    content = write_csv(*rows, headers=("ID", "Påmeldt dato", "E-post", "Navn", "Kommune"))
    app = upload(open_page("data"), **{"Påmelding.csv": content})
    assert "1 rad mangler kommune" in [box.label for box in app.expander]
    assert "Raden oppgir verken kommune eller noe annet som viser den" in text_of(app).replace("\\", "")
    assert "Nordbyen» er ingen" not in text_of(app)


def test_the_columns_that_changed_are_named(open_page, engine):
    header = ("ID", "Påmeldt dato", "E-post", "Navn", "Kommune")
    one = ("1", "02.04.2024", "ola@eks.example", "Ola", "Bodø")
    store.adopt(engine, write_csv(one, headers=header), "Påmelding.csv", round_id="2024", who="kari")
    app = upload(open_page("data"), **{"Påmelding.csv": write_csv((*one[:3], "Ole", "Rana"), headers=header)})
    assert "**0 nye, 1 endret (Kommune, Navn), 0 borte, 0 uendret.**" in text_of(app)
