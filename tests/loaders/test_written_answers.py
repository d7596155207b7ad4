"""What an assessor reads: every question of the form with its answer, and neither sender nor state."""

from datetime import datetime

from data.tools.build_examples.write import write_forms_workbook
from loaders import read_export, read_written_answers

HEAD = ["ID", "Start time", "Completion time", "Email", "Name"]
SENT = datetime(2024, 4, 2, 12)
SENDER = [SENT, SENT, "kari@kulturskole.example", "Kari Kontakt"]


def form(*rows, questions=("Hvilken kommune søker?", "Motivasjon", "Hva vil dere prøve ut?", "Status")):
    return write_forms_workbook([*HEAD, *questions], [[n, *SENDER, *row] for n, row in enumerate(rows, 1)])


def test_every_question_is_shown_as_it_was_asked_also_those_that_the_dashboard_has_no_use_for():
    content = form(["Bodø", "Vi vil.\n\nOg vi kan.", "Et verksted", "Mottatt"], ["Alta", "", "–", "Avslag"])
    answers = read_written_answers(content, "Søknad(1-2).xlsx")
    rows = read_export(content, "Søknad(1-2).xlsx").rows
    own = answers[answers["source_row"] == rows["source_row"].iloc[0]]
    assert dict(zip(own["question"], own["answer"], strict=True)) == {
        "Motivasjon": "Vi vil.\n\nOg vi kan.",
        "Hva vil dere prøve ut?": "Et verksted",
    }
    assert answers["source_row"].tolist() == [row for row in rows["source_row"] for _ in range(2)]
    other = answers[answers["source_row"] == rows["source_row"].iloc[1]]
    assert other["answer"].tolist() == ["", "–"]


def test_neither_who_sent_it_nor_what_has_become_of_it_is_shown():
    content = form(["Bodø", "Vi vil.", "Et verksted", "Tildelt plass"])
    shown = " ".join(read_written_answers(content, "Søknad(1-1).xlsx").astype(str).to_numpy().ravel())
    assert "Vi vil." in shown
    assert not any(word in shown for word in ("Kari", "kulturskole.example", "Tildelt", "Bodø", "2024"))


def test_a_column_taken_for_something_by_hand_is_shown_or_hidden_as_that():
    content = form(["Bodø", "Vi vil.", "Kari Kontakt", "Mottatt"])
    mapping = {"Hva vil dere prøve ut?": "contact_person"}
    assert set(read_written_answers(content, "Søknad(1-1).xlsx", mapping)["question"]) == {"Motivasjon"}
