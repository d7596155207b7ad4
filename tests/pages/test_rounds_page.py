"""Several rounds side by side: the pilot with its known figures, and a round's versions, settings and deletion."""

import re
from datetime import date

import pytest

import store
from frame.parts import overtaken_files
from tests.pages.conftest import text_of
from tests.store.exports import registration, write_csv

HEADERS = ("ID", "Påmeldt dato", "E-post", "Navn", "Kommune")
APRIL = "2024-04-11 10:00:00"


def adopt(engine, *rows, round_id="2024", who="kari"):
    content = write_csv(*rows, headers=HEADERS)
    return store.adopt(engine, content, "Påmelding.csv", round_id=round_id, who=who, event="gathering")


def test_the_pilot_is_chosen_in_the_frame_and_shows_what_is_known(open_page):
    app = open_page("overview", runde="2021")
    assert app.sidebar.selectbox[0].options == ["2024", "2021"]
    assert {metric.label: metric.value for metric in app.metric} == {
        "Kommuner som søkte": "55",
        "Kommuner som fikk plass": "16",
        "Kommuner som fullførte": "14",
    }
    assert len(app.dataframe[0].value) == 16
    assert "står på siden Oversikt" in text_of(open_page("progress", runde="2021"))


def test_the_pilots_municipalities_follow_the_region(open_page):
    app = open_page("overview", runde="2021", region=["Nordland"])
    assert app.dataframe[0].value["Kommune"].tolist() == ["Bodø"]


def test_the_pilots_own_files_take_the_place_of_what_is_known(open_page, engine):
    adopt(engine, registration(1, day="2021-04-11 10:00:00"), round_id="2021")
    assert "Kommuner som fullførte" not in {metric.label for metric in open_page("overview", runde="2021").metric}


def test_many_versions_make_no_longer_page(open_page, engine):
    for number in range(1, 13):
        adopt(engine, *(registration(n) for n in range(number)))
    app = open_page("data")
    assert [button.label for button in app.main.button].count("Bruk denne igjen") == 2
    assert "9 eldre versjoner" in [expander.label for expander in app.expander]


def test_taking_back_and_forth_makes_no_longer_list_and_each_source_counts_for_itself(open_page, engine):
    first = adopt(engine, registration(1))
    second = adopt(engine, registration(1), registration(2))
    again = store.restore(engine, first.id, "lokal", expected=second.id)
    store.restore(engine, second.id, "kari", expected=again.id)
    store.adopt(engine, applications(), "Søknad(1-1).csv", round_id="2024", who="kari")
    app = open_page("data")
    listed = [text.value.replace("\\", "") for text in app.main.markdown if "Tatt i bruk" in text.value]
    assert [re.search(r"\*\*(.+?)\*\*.*(Versjon \d)", text, re.S).groups() for text in listed] == [
        ("Søknad(1-1).csv", "Versjon 1"),
        ("Påmelding.csv", "Versjon 2"),
        ("Påmelding.csv", "Versjon 1"),
    ]
    assert "1 rad, 1 teller" in listed[2] and "av lokal bruker" in listed[2] and "[tidligere]" in listed[2]
    assert "2 rader, 2 teller · +1 rad, +1 teller mot versjon 1" in listed[1] and "[i bruk]" in listed[1]
    assert ", igjen " in listed[1]
    assert "kontrollsum" not in text_of(app)


def test_a_source_that_is_taken_out_says_so_and_comes_back(open_page, engine):
    first = adopt(engine, registration(1))
    app = open_page("data")
    press(app, "Ikke tell med")
    assert ":orange-badge[tatt ut]" in text_of(app)
    assert store.in_force(engine, "2024") == []
    press(app, "Bruk denne igjen")
    press(app, "Ikke tell med")
    press(app, "Bruk denne igjen")
    [version] = store.in_force(engine, "2024")
    assert version.restored_from == first.id
    assert len([text for text in app.main.markdown if "Tatt i bruk" in text.value]) == 1


def test_a_settlement_that_was_removed_can_be_taken_back(open_page, engine):
    adopt(engine, registration(1))
    store.settle_municipality(engine, "2024", "Fylkeskommunen", [], "kari")
    app = open_page("data")
    assert "er **ingen kommune**" in text_of(app)
    press(app, "Fjern valget")
    assert store.corrections(engine, "2024").settlements.empty
    press(app, "Angre fjerningen")
    assert store.corrections(engine, "2024").settlements["numbers"].tolist() == [()]
    assert "Angre fjerningen" not in [button.label for button in app.main.button]


def applications():
    row = ("1", "02.04.2024 12:00", "kari@example.no", "Kari", "Bodø", "Vi vil mer")
    return write_csv(row, headers=(*HEADERS[:4], "Hvilken kommune søker?", "Motivasjon"))


def press(app, label):
    next(button for button in app.main.button if button.label == label).click().run()
    assert not app.exception


def test_the_one_whose_file_was_overtaken_is_told_until_it_is_read(open_page, engine):
    app = open_page("overview")
    mine = adopt(engine, registration(1))
    app.session_state[overtaken_files.MINE] = {(mine.round_id, mine.source): mine}
    app.run()
    assert "Etter at du tok i bruk" not in text_of(app)
    adopt(engine, registration(1), registration(2), who="ola")
    app.run()
    assert "tok ola i bruk «Påmelding" in text_of(app)
    next(button for button in app.button if button.label.startswith("Greit")).click().run()
    assert "tok ola i bruk" not in text_of(app)


@pytest.mark.parametrize("page", ["overview", "progress", "settings", "privacy", "data"])
def test_a_retention_date_with_a_time_breaks_no_page(open_page, engine, page):
    text = 'id = "2025"\ntitle = "T"\n[dates]\nretention = 2025-01-01T00:00:00\ndeadline = 2024-05-15T12:00:00\n'
    store.save_round(engine, text, "kari", expected=0)
    adopt(engine, registration(1), round_id="2025")
    assert "skulle vært slettet 01.01.2025" in text_of(open_page(page, runde="2025"))


def test_a_deletion_keeps_the_counts_of_the_whole_round_whatever_day_is_shown(open_page, engine):
    adopt(engine, registration(1), registration(2, municipality="Rana", day=APRIL))
    app = open_page("privacy", dato="2024-03-20")
    app.text_input[0].set_value("2024")
    next(button for button in app.button if button.label == "Slett for godt").click().run()
    left = store.anonymous(engine, "2024")
    assert left["day"].tolist() == [date(2024, 3, 11), date(2024, 4, 11)]
    assert store.versions(engine).empty


def test_a_settings_form_that_was_overtaken_says_so_and_saves_what_was_typed_when_asked_again(open_page, engine):
    app = open_page("settings")
    theirs = at_place(store.round_settings(engine, "2024").values, "Oslo") | {"title": "Runden"}
    store.save_round(engine, theirs, "ola", expected=0)
    place_of(app).set_value("Trondheim")
    save(app)
    assert "ola har lagret en nyere utgave" in text_of(app)
    assert place_of(app).value == "Trondheim"
    assert store.round_settings(engine, "2024").saved_by == "ola"
    save(app)
    saved = store.round_settings(engine, "2024")
    assert (saved.saved_by, saved.values["gatherings"][0]["place"]) == ("lokal", "Trondheim")


def test_a_settings_form_opened_again_holds_the_newest_edition(open_page, engine):
    app = open_page("settings")
    theirs = at_place(store.round_settings(engine, "2024").values, "Oslo")
    store.save_round(engine, theirs, "ola", expected=0)
    app = open_page("settings")
    assert "mens du skrev" not in text_of(app)
    assert place_of(app).value == "Oslo"


def at_place(values, place):
    """The settings of a round with its first gathering held elsewhere."""
    first, *others = values["gatherings"]
    return values | {"gatherings": [{**first, "place": place}, *others]}


def place_of(app):
    return next(field for field in app.text_input if field.label == "Samlingen: sted")


def save(app):
    next(button for button in app.button if button.label == "Lagre innstillingene").click().run()
    assert not app.exception


def test_a_round_made_in_a_year_that_has_one_gets_a_code_of_its_own(open_page, engine):
    app = open_page("settings")
    for label, day in (("Utlysning", 1), ("Inspirasjonssamling", 2), ("Søknadsfrist", 3), ("Oppstart", 4)):
        [field for field in app.date_input if field.label == label][-1].set_value(date(2024, 11, day))
    next(button for button in app.button if button.label == "Lag runden").click().run()
    assert not app.exception
    made = store.round_settings(engine, "2024-2")
    assert made.dates["deadline"] == date(2024, 11, 3)
    assert made.values["earlier_round"] == "2024"


def test_after_a_deletion_the_pages_say_so_and_do_not_ask_for_files(open_page, engine):
    adopt(engine, registration(1))
    app = open_page("privacy")
    app.text_input[0].set_value("2024")
    next(button for button in app.button if button.label == "Slett for godt").click().run()
    assert app.toast[0].value.startswith("Personopplysningene er slettet for godt")
    overview = text_of(open_page("overview"))
    assert "Personopplysningene i denne runden er slettet." in overview
    assert "Gå til siden Data og last opp" not in overview


def test_a_round_shows_who_has_seen_its_own_people_alone(open_page, engine):
    adopt(engine, registration(1))
    store.write_log(engine, "see", "ola", "Bodø", round_id="2024")
    store.write_log(engine, "see", "ola", "Alta", round_id="2021")
    seen = next(table.value for table in open_page("privacy").dataframe if "Detaljer" in table.value)
    assert seen["Detaljer"].tolist() == ["Bodø"]
