"""Uploading on the page Data as its user does: exports of known municipalities, and what is pressed."""

from datetime import datetime, timedelta

from data.tools.build_examples.write import write_forms_workbook

META = ["ID", "Start time", "Completion time", "Email", "Name"]
FIRST = datetime(2024, 3, 4, 9, 30)


def registrations(
    *municipalities, question="Hvilken kommune representerer du?", extra=(), first=FIRST, at="eks.example"
):
    rows = []
    for place, municipality in enumerate(municipalities):
        sent = first + timedelta(hours=place)
        who = (f"p{place}@{at}", f"Person {chr(65 + place)} Eksempel")
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
