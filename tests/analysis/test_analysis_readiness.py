"""Regions against their targets, and what is open for those with a place, counted by hand."""

from analysis.lists import not_at_start
from analysis.readiness import count_readiness, count_ready, list_readiness, readiness_sentence
from analysis.regions import count_regions, regions_sentence
from tests.analysis.tables import ALTA, BODO, GILDESKAL, NARVIK, TROMSO, applications_on, rows, situation


def test_regions_are_counted_against_their_targets():
    table = applications_on("2024-04-01").assign(municipality_numbers=[(BODO,)])
    found = count_regions(situation("2024-05-02", applications=table)).set_index("region")
    columns = ["applications", "target_applications", "target_places"]
    assert found.loc["Nordland", columns].tolist() == [1, 4, 2]
    assert found["target_applications"].isna().sum() == 9  # eight branches without a target, and the unknown
    told = regions_sentence(found.reset_index())
    assert told == "Ingen av 2 fylkesavdelinger har nådd målet sitt for søknader ennå."


def test_one_region_is_told_what_it_lacks():
    def told(*of):
        table = rows(*[{"on": "2024-04-01 12:00", "of": number, "email": f"{number}@x.no"} for number in of])
        found = situation("2024-05-02", applications=table).select(["Nordland"])
        return regions_sentence(count_regions(found))

    assert told(BODO, NARVIK, GILDESKAL) == "Nordland mangler 1 søknad på målet."
    assert told(BODO) == "Nordland mangler 3 søknader på målet."
    assert told(BODO, NARVIK, GILDESKAL, "1811") == "Nordland har nådd målet sitt for søknader."


def test_readiness_is_what_is_open_for_each_with_a_place():
    ready = {"anchoring": "Vedtak i kommunestyret", "contact_person": "Kari", "team": "Fire personer"}
    table = rows(
        {"on": "2024-05-01 12:00", "of": BODO, "state": "confirmed", **ready},
        {"on": "2024-05-01 12:00", "of": ALTA, "state": "placed", **ready, "anchoring": "Nei, ikke ennå"},
        {"on": "2024-05-01 12:00", "of": TROMSO, "state": "placed", **ready, "team": "–"},
        {"on": "2024-05-01 12:00", "of": NARVIK},
    )
    found = list_readiness(situation("2024-06-30", applications=table))
    assert found[["label", "open"]].values.tolist() == [
        ["Alta", "forankring og bekreftelse"],
        ["Tromsø", "team og bekreftelse"],
        ["Bodø", ""],
    ]
    assert count_readiness(found).values.tolist() == [
        ["Finnmark, Troms og Svalbard", 2, 1, 2, 1, 0],
        ["Nordland", 1, 1, 1, 1, 1],
    ]
    not_loaded = "Påmeldingene til oppstarten er ikke lastet opp."
    assert readiness_sentence(found) == f"1 av 3 søknader med plass har alt på plass; 2 mangler noe. {not_loaded}"
    assert readiness_sentence(list_readiness(situation("2024-06-30"))) == "Ingen har fått tildelt plass ennå."


def test_those_with_a_place_are_ready_when_they_have_signed_up_for_the_start():
    ready = {"anchoring": "Vedtak", "contact_person": "Kari", "team": "Fire personer", "state": "confirmed"}
    table = rows(*[{"on": "2024-05-01 12:00", "of": of, **ready} for of in (BODO, (NARVIK, ALTA), TROMSO)])
    signed_up = rows({"on": "2024-08-20 12:00", "of": BODO}, {"on": "2024-08-21 12:00", "of": ALTA})

    def on(day, start):
        return situation(day, applications=table, start_registrations=start)

    found = list_readiness(on("2024-08-21", signed_up))
    missing = dict(zip(found["label"], found["open"], strict=True))
    assert missing == {"Tromsø": "påmelding til oppstarten", "Bodø": "", "Narvik": ""}
    assert readiness_sentence(found) == (
        "2 av 3 søknader med plass har alt på plass; 1 mangler noe, 1 av dem påmelding til oppstarten."
    )
    to_call = not_at_start(on("2024-08-20", signed_up))
    assert to_call.rows["label"].tolist() == ["Tromsø", "Narvik"]
    every = rows(*[{"on": "2024-08-20 12:00", "of": of} for of in (BODO, NARVIK, TROMSO)])
    assert readiness_sentence(list_readiness(on("2024-08-21", every))) == (
        "Alle 3 med plass har forankring, kontaktperson, team, bekreftelse og påmelding til oppstarten."
    )
    assert readiness_sentence(list_readiness(on("2024-08-21", every))[:1]).startswith(
        "Den ene med plass har forankring,"
    )
    unknown = not_at_start(situation("2024-08-21", applications=table))
    assert (unknown.n, unknown.remark) == (
        0,
        "Påmeldingene til oppstarten er ikke lastet opp, så vi vet ikke hvem som mangler.",
    )


def test_nobody_is_ready_before_a_place_is_given_and_nobody_knows_before_both_files_are_there():
    whole = {"anchoring": "Vedtak", "contact_person": "Kari", "team": "Fire personer"}
    given = rows({"on": "2024-05-01 12:00", "of": BODO, "state": "confirmed", **whole})
    start = rows({"on": "2024-08-20 12:00", "of": BODO})
    assert count_ready(situation("2024-08-21", applications=given, start_registrations=start)) == 1
    received = rows({"on": "2024-05-01 12:00", "of": BODO, **whole})
    assert count_ready(situation("2024-08-21", applications=received, start_registrations=start)) == 0
    assert count_ready(situation("2024-08-21", applications=given)) is None
    assert count_ready(situation("2024-08-21", start_registrations=start)) is None
