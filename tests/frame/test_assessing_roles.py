"""Who sees what of the assessing: one who assesses the applications given to them and nothing else, others nothing."""

import pytest
from visitors import FILES, elements, page_file, pages, visit

import store
from domain.assessors import Allotment, Given, write_allotment
from domain.clock import now, write_moment
from domain.written import Written
from frame import numbers, reads
from frame.door import sign_in
from frame.door.claims import read_user
from frame.door.roles import CAN
from frame.parts import assessing_reads
from tests.menu import APP
from tests.selection_round import ROUND, adopt_applications, save_criteria

KARI, BO, CARO = "kari@example.org", "bo@example.no", "caro@example.no"
SECRET = {BO: "Hemmelig fra Bo", CARO: "Hemmelig fra Caro"}
FULL = {"need": 1, "plan": 1, "team": 1}
NOTHING = store.SavedAssessment(0, Written())


@pytest.fixture(autouse=True)
def engine(monkeypatch, tmp_path):
    """Three applications: the first two are Kari's together with Bo, the third is Bo's and Caro's; Kari has begun."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'dashboard.sqlite'}")
    monkeypatch.delenv("AUTH_MODE", raising=False)
    monkeypatch.setattr(sign_in, "_started_as", None)
    numbers.forget()
    engine = store.connect()
    save_criteria(engine)
    source = adopt_applications(engine, 3).source
    for who, name in ((KARI, "Kari Oppdiktet"), (BO, "Bo Oppdiktet"), (CARO, "Caro Oppdiktet")):
        content = {"name": name, "numbers": [], "branches": []}
        store.save_paper(engine, ROUND, "assessor", who, content, "test", expected=0)
    given = [((source, "1"), (KARI, BO)), ((source, "2"), (KARI, BO)), ((source, "3"), (BO, CARO))]
    allotment = Allotment(1, tuple(Given(key, who, "2026-01-01T00:00:00+00:00") for key, who in given))
    store.save_paper(engine, ROUND, "allotment", store.ALLOTMENT, write_allotment(allotment), "test", expected=0)
    for who, n in ((BO, "1"), (BO, "2"), (BO, "3"), (CARO, "3")):
        written = Written(FULL, SECRET[who])
        store.save_assessment(engine, ROUND, (source, n), who, written, who, before=NOTHING)
    yield engine
    engine.dispose()
    numbers.forget()


def come(role, branches=("alle",), email=KARI):
    test = visit(APP, role, branches)
    test.user["email"] = email
    return test


def run(test):
    test.run()
    assert not test.exception, [error.message for error in test.exception]
    return test


def everything(test):
    """All that was sent to the browser."""
    return b"\n".join(elements(test)).decode("utf-8", "replace")


def written_in(n):
    return f"Vi i søknad {n} vil løse noe"


def rows_of(engine):
    rows = store.assessments(engine, ROUND)
    return {(row.assessor, row.submission_id): dict(row.scores) for row in rows.itertuples()}


def choose(test, n):
    box = next(box for box in test.selectbox if box.label == "Søknad")
    box.set_value((box.value[0], str(n)))
    return run(test)


def give_all(test, score):
    for name in ("Behov", "Plan", "Samarbeid"):
        next(group for group in test.button_group if name in group.label).set_value(float(score))
        run(test)


def test_an_assessor_sees_the_applications_given_to_them_and_nothing_else(engine):
    test = run(come("vurderer", ()))
    assert [title.value for title in test.title] == ["Vurdering"]
    box = next(box for box in test.selectbox if box.label == "Søknad")
    assert len(box.options) == 2
    shown = "".join(everything(choose(test, n)) for n in (1, 2))
    assert written_in(1) in shown and written_in(2) in shown
    for hidden in (written_in(3), "emmelig", "Bo Oppdiktet", "Caro", "Søknad(1-3).xlsx", "soker", "Søker 1"):
        assert hidden not in shown, hidden
    assert not test.dataframe and not test.metric and not test.sidebar.multiselect and not test.sidebar.date_input
    assert [box.label for box in test.sidebar.selectbox] == ["Runde"]


def test_an_assessor_opens_no_other_page_and_finds_their_own_by_its_address():
    test = run(come("vurderer", ()))
    opened = set()
    for file in FILES:
        try:
            test.switch_page(page_file(file))
        except ValueError:
            continue
        opened.add(file)
        run(test)
    assert opened == {file for file, right in pages().items() if right in CAN["vurderer"]} == {"assessment"}


def test_others_scores_come_when_ones_own_are_in_and_those_of_other_applications_never():
    test = choose(run(come("vurderer", ())), 1)
    give_all(test, 5)
    assert SECRET[BO] in everything(test) and "Å snakke sammen om" in everything(test)
    assert SECRET[CARO] not in everything(test)
    assert SECRET[BO] not in everything(choose(test, 2))


@pytest.mark.parametrize("email", ["fremmed@example.no", ""])
def test_one_with_the_role_whom_nobody_has_entered_sees_no_application(email):
    shown = everything(run(come("vurderer", (), email)))
    assert "Du er ikke vurderer i denne runden" in shown
    assert "Vi i søknad" not in shown and "emmelig" not in shown


def test_a_choice_replayed_from_another_session_opens_no_application_of_others():
    [key] = [key for key in allotted() if key[1] == "3"]
    test = come("vurderer", ())
    test.session_state[f"application_of_{KARI}"] = key
    assert written_in(3) not in everything(run(test))


def allotted():
    return assessing_reads.allotted(ROUND, reads.change_id()[0]).now.by_key()


@pytest.mark.parametrize("who", ["leder", "rådgiver", "fremmed"])
def test_scores_replayed_by_those_who_may_not_are_not_saved(engine, who):
    before = rows_of(engine)
    test = choose(run(come("vurderer", ())), 1)
    next(group for group in test.button_group if "Behov" in group.label).set_value(5.0)
    states = test._tree.get_widget_states()
    other = come("vurderer", (), "fremmed@example.no") if who == "fremmed" else come(who)
    run(other)
    other._run(states)
    assert rows_of(engine) == before
    run(test)
    assert rows_of(engine) == {**before, (KARI, "1"): {"need": 5.0}}


@pytest.mark.parametrize(("role", "branches"), [("leder", ()), ("rådgiver", ("alle",))])
def test_management_and_advisers_see_neither_what_was_written_nor_scores_on_any_page(role, branches):
    test = run(come(role, branches))
    seen = []
    numbers = [places[0] for places in situation().applications["numbers"]]
    for file, right in pages().items():
        if right not in CAN[role]:
            continue
        for number in numbers if file in ("municipalities", "map", "follow_up") else (None,):
            test.switch_page(page_file(file))
            test.query_params.clear()
            test.query_params.update({"kommune": number} if number else {})
            seen.append(everything(run(test)))
    assert len(seen) > 8 and any("Søker 1" in page for page in seen) is (role == "rådgiver")
    for hidden in ("Vi i søknad", "emmelig", "Oppdiktet"):
        assert not any(hidden in page for page in seen), hidden


def situation():
    change_id, _ = reads.change_id()
    return numbers.situation(ROUND, change_id, reads.rounds(change_id)[ROUND].last_day)


@pytest.mark.parametrize(("role", "offered"), [("rådgiver", 0), ("administrator", 1)])
def test_a_file_of_applications_is_an_administrators_to_download(role, offered):
    test = run(come(role))
    test.switch_page(page_file("data"))
    shown = everything(run(test))
    assert shown.count("Last ned") >= offered
    assert ("Filer med søknader kan bare lastes ned av en administrator" in shown) is (not offered)
    assert len([button for button in test.get("download_button") if button.proto.label == "Last ned"]) == offered


def test_an_administrator_reads_what_was_written_and_it_is_logged_who_has(engine):
    test = run(come("administrator"))
    number = situation().applications["numbers"].iloc[0][0]
    test.switch_page(page_file("municipalities"))
    test.query_params.update({"kommune": number})
    assert "Vi i søknad" in everything(run(test))
    choose(run(come("vurderer", ())), 1)
    seen = store.read_log(engine).query("act == 'see' and who == @KARI")["details"]
    assert sum(line.startswith("svarene i søknaden fra ") for line in seen) >= 1


def test_an_adviser_who_also_has_the_role_of_an_assessor_assesses_what_is_given_to_them():
    both = read_user({"email": KARI, "roles": ["vurderer", "radgiver"], "branches": ["Nordland"]})
    assert (both.role, both.may("assess"), both.may("see_answers")) == ("rådgiver", True, False)
    assert both.people_of == ("Nordland",)
    assert not read_user({"email": KARI, "roles": ["radgiver"]}).may("assess")


def test_at_an_earlier_moment_others_scores_are_hidden_as_they_were():
    moment = write_moment(now())
    test = come("vurderer", ())
    test.query_params.update({"visst": moment})
    shown = everything(choose(run(test), 1))
    assert "Tallene står slik de var kjent" in shown and written_in(1) in shown
    assert "emmelig" not in shown and "Siden da" not in shown
    assert not test.button_group
