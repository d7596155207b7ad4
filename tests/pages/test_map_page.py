"""The page Kart: what could not be placed and the way to settle it, the table in step, the marks of the pilot."""

import pytest

import store
from data import DATA
from domain.words import THIN
from tests.pages.conftest import open_in, text_of

REGISTRATIONS = "Pamelding til inspirasjonssamling - Fremtidens kulturskole(1-191).xlsx"
DAY = "2024-05-02"


@pytest.fixture
def adopted(engine):
    store.adopt(engine, (DATA / "examples" / REGISTRATIONS).read_bytes(), REGISTRATIONS, round_id="2024", who="kari")
    return engine


def links_of(app):
    return [link.proto.label for link in app.get("page_link")]


def test_rows_without_a_known_municipality_are_counted_with_the_way_to_settle_them(adopted):
    app = open_in("map", dato=DAY)
    assert "5 rader uten kjent kommune: 5 påmeldinger." in text_of(app)
    assert links_of(app) == ["Velg kommune for dem på siden Data"]
    store.settle_municipality(adopted, "2024", "våler", ("3419",), "kari")
    assert "4 rader uten kjent kommune: 4 påmeldinger." in text_of(open_in("map", dato=DAY))


def test_under_a_region_the_rows_without_a_municipality_are_stated_beside(adopted):
    assert "5 rader uten kjent kommune, i hele landet" in text_of(open_in("map", dato=DAY, region="Agder"))


def test_a_file_in_force_can_be_settled_on_the_page_data(adopted):
    page = open_in("data", dato=DAY)
    label = next(box.label for box in page.expander if box.label.startswith("5 rader mangler kommune i"))
    assert "191" in label
    next(box for box in page.selectbox if "«Våler»" in box.label.replace("\\", "")).select("3114")
    next(button for button in page.button if button.label == "Lagre valgene").click()
    page.run()
    assert any(box.label.startswith("4 rader mangler kommune i") for box in page.expander)
    assert list(store.corrections(adopted, "2024").settlements["numbers"]) == [("3114",)]


def test_the_examples_offer_nothing_to_settle(open_page):
    assert links_of(open_page("map")) == []


@pytest.mark.parametrize(("region", "named"), [("", True), ("Finnmark, Troms og Svalbard", True), ("Agder", False)])
def test_longyearbyen_is_named_where_it_belongs(open_page, region, named):
    page = open_page("map", dato=DAY, **({"region": region} if region else {}))
    assert ("Longyearbyen lokalstyre (deltok) er ingen kommune" in text_of(page)) is named


def test_the_pilots_switch_marks_its_sixteen(open_page):
    page = open_page("map", dato=DAY)
    (switch,) = page.toggle
    assert switch.label == "Merk de 16 fra piloten (◆)"
    before = page.get("deck_gl_json_chart")[0].proto.json
    page = open_page("map", dato=DAY, pilot="true")
    assert "pilot" not in before and "pilot" in page.get("deck_gl_json_chart")[0].proto.json


def test_the_pilot_itself_has_no_switch(engine):
    store.adopt(engine, (DATA / "examples" / REGISTRATIONS).read_bytes(), REGISTRATIONS, round_id="2021", who="kari")
    page = open_in("map", runde="2021", dato="2024-05-02")
    assert page.title[0].value == "Kart" and not page.toggle


def test_the_table_marks_the_municipality_of_the_link(open_page):
    page = open_page("map", dato=DAY, kommune="1804")
    page.session_state["map_list"] = True
    page.run()
    assert [name for name in page.dataframe[0].value["Kommune"] if "(valgt)" in name] == ["Bodø (valgt)"]


def test_the_panel_tells_whom_to_call(open_page):
    told = text_of(open_page("map", dato="2024-09-01", kommune="1804"))
    assert "Hvem du kan ringe" in told
    assert "kontaktperson i søknaden" in told


def test_a_number_in_the_link_that_nobody_knows_is_shown_as_text(open_page):
    page = open_page("map", kommune="[x](https://example.org)")
    assert any("\\[x\\]" in warning.value for warning in page.warning)


def test_the_children_reached_are_shown_by_region_and_in_all(open_page):
    page = open_page("map", dato=DAY, vis="Barn nådd, prosent")
    assert "av barna på 6–15 år bor i kommuner som har søkt" in page.header[0].value.replace("\u00a0", " ")
    table = next(html.proto.body for html in page.get("html") if "Barn i kommuner som har søkt" in html.proto.body)
    assert table.count("<tr>") == 11
    assert "Alle kommunene" in table


def test_a_class_of_size_is_alone_on_the_map(open_page):
    page = open_page("map", dato=DAY, storrelse="under-3000")
    legend = next(html.proto.body for html in page.get("html") if "Kommuner i alt" in html.proto.body)
    assert "Kommuner i alt<td>129" in legend and "Utenfor utvalget<td>228" in legend
    assert page.header[0].value.replace(THIN, " ").startswith("Kommuner med under 3 000 innbyggere")
    assert " av 129 kommuner" in page.header[0].value


def test_a_size_in_the_link_that_is_none_is_told(open_page):
    page = open_page("map", dato=DAY, storrelse="under 5 000")
    assert "Ukjent størrelse i lenken: «under 5 000». Kartet viser kommuner av alle størrelser." in text_of(page)


@pytest.mark.parametrize("older", [{"storrelse": "under 3 000"}, {"innbyggere": "under-3000"}])
def test_an_older_link_to_a_class_of_size_shows_it_and_becomes_todays(open_page, older):
    page = open_page("map", dato=DAY, **older)
    assert " av 129 kommuner" in page.header[0].value
    assert page.query_params["storrelse"] == "under-3000" and "innbyggere" not in page.query_params
    assert "Ukjent" not in text_of(page)


def test_the_class_of_size_that_is_chosen_on_the_map_goes_into_the_link(open_page):
    page = open_page("map", dato=DAY)
    [size] = [box for box in page.selectbox if box.label == "Innbyggertall"]
    size.set_value("3000-9999").run()
    assert page.query_params["storrelse"] == "3000-9999"
    [size] = [box for box in page.selectbox if box.label == "Innbyggertall"]
    size.set_value("Alle størrelser").run()
    assert "storrelse" not in page.query_params
