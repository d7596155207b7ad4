"""Contacts with a municipality on the page Oppfølging: logged, counted, and changed by two at once."""

from datetime import date

import pytest

import store
from frame import numbers, reads
from tests.browser.steps import applications
from tests.pages.conftest import text_of

DAY = "2024-05-02"


def open_bodo(open_page):
    return open_page("follow_up", kommune="1804", dato=DAY)


def press(page, label):
    next(button for button in page.button if button.label == label).click().run()
    assert not page.exception
    return page


def test_a_guidance_is_logged_as_it_was_written_told_and_counted(engine, open_page):
    store.adopt(engine, applications("Bodø", "Rana"), "Søknad(1-2).xlsx", round_id="2024", who="kari")
    page = open_bodo(open_page)
    next(one for one in page.button_group if one.label == "Kanal").set_value("veiledning")
    written = "**Gikk** gjennom søknaden :rocket: <b>sammen</b>"
    next(one for one in page.text_area if one.label == "Hva ble avtalt?").set_value(written)
    next(one for one in page.text_input if one.label == "Neste steg").set_value("Sende utkast")
    press(page, "Lagre kontakten")
    assert written in text_of(page)
    assert next(one for one in page.text_area if one.label == "Hva ble avtalt?").value == ""
    story = [text.replace("\\", "") for text in page.table[0].value.iloc[:, 1]]
    assert [written in text for text in story if text.startswith("Kontakt: veiledning")] == [True]
    press(page, "Tilbake til listen")
    assert "**Bodø**: Sende utkast" in text_of(page)
    status = numbers.situation("2024", reads.change_id()[0], date.fromisoformat(DAY)).status
    assert status.loc[status["guided"].notna(), "number"].tolist() == ["1804"]


@pytest.fixture
def note(engine):
    return store.add_note(engine, "2024", store.Note("1804", date(2024, 4, 30), "telefon", "Første"), "lokal")


def agreed(page, note):
    return next(one for one in page.text_area if one.key == f"agreed_{note.id}")


def test_two_who_edit_the_same_contact_lose_nothing(engine, open_page, note):
    first, second = open_bodo(open_page), open_bodo(open_page)
    for page, written in ((first, "Skrevet av den første"), (second, "Skrevet av den andre")):
        page.session_state[f"edit_{note.id}"] = True
        page.run()
        assert agreed(page, note).value == "Første"
        agreed(page, note).set_value(written)
    press(first, "Lagre endringen")
    assert "Skrevet av den første" in text_of(first)
    press(second, "Lagre endringen")
    [conflict] = [one.value for one in second.warning if "mens du skrev" in one.value]
    assert "Noen andre har endret notatet mens du skrev." in conflict and "Skrevet av den første" in conflict
    assert agreed(second, note).value == "Skrevet av den andre"
    assert store.notes(engine, "2024")["agreed"].tolist() == ["Skrevet av den første"]
