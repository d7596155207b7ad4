"""The weekly letter: what is new on either side of its first day, what waits, and a draft that mail programs open."""

import email
import re
from email import policy

import pandas as pd
import pytest

from report.letter import make_sections, write_letter_mail, write_letter_page, write_letter_text
from report.news import list_news
from tests.analysis.tables import ALTA, BODO, NARVIK, at, rows, settle, situation, states


def sentences(found, days=7):
    return [one.sentence for one in list_news(found, days)]


def test_what_came_on_the_first_of_the_days_is_new_and_the_day_before_is_not():
    found = situation(
        "2024-05-08", applications=rows({"on": "2024-05-01 23:59", "of": BODO}, {"on": "2024-05-02 00:00", "of": ALTA})
    )
    assert sentences(found) == ["1 ny søknad: Alta."]
    assert sentences(found, 8) == ["2 nye søknader: Alta og Bodø."]


@pytest.mark.parametrize(("days", "heading"), [(1, "Nytt den siste dagen"), (2, "Nytt de siste 2 dagene")])
def test_one_day_is_told_in_the_singular(edition_of, days, heading):
    assert heading.upper() in write_letter_text(edition_of(), days)


@pytest.mark.parametrize(("placed", "told"), [("2024-05-16 23:59", []), ("2024-05-17 00:00", ["Narvik"])])
def test_a_place_given_on_the_first_of_the_days_is_new_and_the_day_before_is_not(placed, told):
    table = rows({"on": "2024-04-01 12:00", "of": NARVIK, "state": "placed", "placed_at": placed})
    assert sentences(situation("2024-05-23", applications=table)) == [f"1 plass tildelt: {name}." for name in told]


@pytest.mark.parametrize(("made", "told"), [("2024-05-16 23:59", 0), ("2024-05-17 00:00", 1), ("2024-05-23 23:59", 1)])
def test_a_settlement_of_the_first_and_the_last_of_the_days_is_told(made, told):
    settled = settle(("våler", "3419")).assign(made_at=[at(made)])
    assert len(sentences(situation("2024-05-23", settlements=settled))) == told


def test_a_withdrawal_is_told_in_its_week_only():
    table = rows(
        {
            "on": "2024-04-01 12:00",
            "of": BODO,
            "state": "withdrawn",
            "decided_at": "2024-05-02 00:00",
            "excluded": "Trukket",
        }
    )
    assert sentences(situation("2024-05-08", applications=table)) == ["1 søknad trukket: Bodø."]
    assert sentences(situation("2024-05-09", applications=table)) == []


def test_a_withdrawal_that_came_as_a_new_answer_is_told_and_one_of_an_answer_that_never_counted_is_not():
    both = {"of": BODO, "email": "kari@bodo.example", "name": "Kari"}
    gone = {**both, "on": "2024-05-02 00:00", "state": "withdrawn", "excluded": "Trukket"}
    first = rows({**both, "on": "2024-04-01 12:00"}, gone)
    assert sentences(situation("2024-05-08", applications=first)) == ["1 søknad trukket: Bodø."]
    assert sentences(situation("2024-05-09", applications=first)) == []
    assert sentences(situation("2024-05-08", applications=rows(gone))) == []
    nobody = rows({"on": "2024-04-01 12:00", "of": BODO, "email": ""}, {**gone, "email": ""})
    assert sentences(situation("2024-05-08", applications=nobody)) == []


def test_a_place_that_nobody_knows_the_day_of_is_not_new_and_one_that_was_sent_anew_is_not():
    """The undated stand on the day of the call, 10 March, which is in the week."""
    undated = rows({"of": NARVIK, "state": "confirmed"}, {"of": ALTA})
    assert sentences(situation("2024-03-14", applications=undated)) == []
    kari = {"of": BODO, "email": "kari@bodo.example", "name": "Kari", "state": "placed"}
    again = rows({**kari, "on": "2024-04-01 12:00"}, {**kari, "on": "2024-05-05 12:00"})
    assert sentences(situation("2024-05-08", applications=again)) == []
    assert sentences(situation("2024-05-08", applications=again), 40) == [
        "1 ny søknad: Bodø.",
        "1 plass tildelt: Bodø.",
    ]


def test_places_confirmations_settlements_and_states_are_told():
    table = rows(
        {
            "on": "2024-04-01 12:00",
            "of": NARVIK,
            "state": "confirmed",
            "placed_at": "2024-05-20 10:00",
            "confirmed_at": "2024-05-21 10:00",
        }
    )
    settled = settle(("våler", "3419")).assign(made_at=[at("2024-05-16 00:00")])
    set_ = states(("1", "confirmed", "2024-05-22 23:59"))
    found = situation("2024-05-22", applications=table, settlements=settled, states=set_)
    assert sentences(found) == [
        "1 plass tildelt: Narvik.",
        "1 plass bekreftet: Narvik.",
        "1 kommune avklart for hånd.",
        "1 status satt i dashbordet.",
    ]
    assert sentences(situation("2024-05-23", settlements=settled, states=set_)) == ["1 status satt i dashbordet."]


def test_the_corrections_of_other_regions_are_not_told_in_a_regions_letter():
    settled = settle(("våler", "3419"), ("bodo", BODO)).assign(
        made_at=pd.to_datetime(["2024-05-20", "2024-05-20"], utc=True)
    )
    found = situation("2024-05-22", settlements=settled)
    assert sentences(found) == ["2 kommuner avklart for hånd."]
    assert sentences(found.select(["Nordland"])) == ["1 kommune avklart for hånd."]


def test_a_next_step_is_told_by_municipality_and_day_alone(edition_of):
    text = write_letter_text(edition_of("2024-05-02", ("Nordland",)))
    assert "Denne uka: neste steg med Bodø, 03.05.2024." in text
    assert "Forfalt: neste steg med Bodø, 03.05.2024." in write_letter_text(edition_of("2024-05-04"))
    assert "neste steg" not in write_letter_text(edition_of("2024-05-02", ("Agder",)))


def test_a_quiet_week_says_so(edition_of):
    found = {one.heading: one.lines for one in make_sections(edition_of("2024-08-01"))}
    assert found["Nytt de siste 7 dagene"] == (("Ingenting nytt er kommet inn.", ""),)


def test_the_page_needs_nothing_from_elsewhere_and_says_what_the_text_says(edition_of):
    edition = edition_of()
    page = write_letter_page(edition)
    assert not re.search(r"<(script|link|img|iframe)|url\(|@import", page)
    plain = re.sub(r"<[^>]+>", "\n", page)
    for line in write_letter_text(edition).splitlines():
        line = line.removeprefix("- ").strip()
        if line and not line.startswith("http") and not line.isupper():
            assert line.replace("&", "&amp;") in plain.replace("\n", " ") or line in plain, line


def test_the_mail_is_an_unsent_draft_without_sender_and_receiver(edition_of):
    message = email.message_from_bytes(write_letter_mail(edition_of()), policy=policy.default)
    assert message["Subject"] == "Ukebrev, hele landet: 34 av 40 søknader er inne, 13 dager til fristen"
    assert (message["X-Unsent"], message["To"], message["From"]) == ("1", None, None)
    assert [part.get_content_type() for part in message.walk()] == ["multipart/alternative", "text/plain", "text/html"]


def test_the_numbers_link_to_what_was_known_and_what_waits_to_what_holds_now(edition_of):
    text = write_letter_text(edition_of("2024-05-02", ("Nordland",)))
    numbers, step = (next(line for line in text.splitlines() if part in line) for part in ("/?runde", "/oppfolging?"))
    assert "visst=2024-09-30T12%3A30%3A00" in numbers
    assert "visst" not in step and "kommune=1804" in step
