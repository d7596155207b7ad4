"""A round of 62 invented applications from scores to letters, over the pages as an administrator takes it."""

import io
import zipfile
from collections import Counter

import store
from analysis.answers import Filled
from frame.parts import selection_reads
from frame.parts.answers import answers_of, merge_table
from report.answers import write_mails
from tests.pages.test_selection_page import board, field, press
from tests.selection_round import COUNT, PLACES, ROUND, adopt_applications, save_criteria, scores_workbook


def test_sixty_two_applications_go_from_scores_to_letters(engine, open_page):
    save_criteria(engine)
    adopt_applications(engine)
    app = open_page("ranking")
    app.file_uploader[0].upload("poeng.xlsx", scores_workbook()).run()
    press(app, "Ta i bruk poengene")
    assert len(store.assessments(engine, ROUND)) == 2 * COUNT
    assert "Uenighet" in [tab.label for tab in app.tabs]

    app = open_page("selection")
    field(app.text_input, "Navn på utkastet").set_value("Etter poeng")
    press(app, "Lag utkastet")
    press(app, "Legg til regelen")
    field(app.text_input, "Navn på det nye utkastet").set_value("Med regel")
    press(app, "Lag et utkast av valget")
    assert field(app.selectbox, "Utkast").value == "Med regel"
    if "Begrunnelse for alle som mangler" in [one.label for one in app.text_input]:
        field(app.text_input, "Begrunnelse for alle som mangler").set_value("Regelen om fylkesavdelingene")
        press(app, "Lagre begrunnelsene")
    on_the_board = Counter(board(app))
    field(app.text_input, "Vedtatt av").set_value("styret, sak 14/24")
    press(app, "Vedta utkastet «Med regel»")

    assert on_the_board == {"Plass": PLACES, "Uten plass": COUNT - PLACES}
    whole = app.session_state["view"].whole
    assert Counter(whole.applications["state"]) == {"placed": PLACES, "declined": COUNT - PLACES}
    with_place = {number for numbers in whole.applications.query("state == 'placed'")["numbers"] for number in numbers}
    dated = whole.status.loc[whole.status["placed"].notna() & (whole.status["number"] != ""), "number"]
    assert set(dated) == with_place

    view = open_page("answers").session_state["view"]
    [made] = selection_reads.papers(ROUND, "decision", view.edition[1])
    table = merge_table(view, answers_of(view, selection_reads.ranking(*view.edition, view.as_of), made), None)
    assert Counter(table["Svar"]) == {"Tildelt plass": PLACES, "Avslag": COUNT - PLACES}
    rows = answers_of(view, selection_reads.ranking(*view.edition, view.as_of), made)
    letters = [
        (row.label, row.email, row.language, Filled(told["Emne"], told["Tekst"]))
        for row, told in zip(rows.itertuples(), table.to_dict("records"), strict=True)
    ]
    with zipfile.ZipFile(io.BytesIO(write_mails(letters))) as archive:
        assert len(archive.namelist()) == COUNT
        mails = [archive.read(name) for name in archive.namelist()]
    assert len({mail.split(b"To: ")[1].split(b"\n")[0] for mail in mails}) == COUNT
