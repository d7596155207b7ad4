"""Which lines below the headers are answers, and what kind of file they make, on both sides of each edge."""

import numpy as np
import pytest
from make_files import ENGLISH, text

from loaders import read_export
from loaders.table.no_answers import find_alone, number_of, usual_kind

LISTED = ["Påmeldt dato", "Navn", "Kommune", "Antall deltakere"]
TWO = [["11.03.2024", "Tuva", "Bodø", 2], ["12.03.2024", "Eirin", "Asker", 3]]
WITH_ID = ["ID", *LISTED]
THREE = [[n, f"1{n}.03.2024", f"Navn {n}", "Bodø", 1] for n in range(1, 4)]


def rows_of(*lines, name="Påmelding.csv"):
    """The lines that are read as answers, as a spreadsheet counts them."""
    return list(read_export(text(lines), name).rows["source_row"])


@pytest.mark.parametrize(
    ("lines", "answers"),
    [
        ([LISTED, *TWO, ["", "Et notat", "", ""]], [2, 3]),
        ([LISTED, *TWO, ["", "Marte", "Lom", ""]], [2, 3, 4]),
        ([LISTED, *TWO, ["", "", "", "blå"]], [2, 3]),
        ([LISTED, *TWO, ["13.03.2024", "", "", ""]], [2, 3, 4]),
        ([["Navn", "Kommune"], ["Tuva", "Bodø"], ["Eirin", "Asker"], ["Marte", ""]], [2, 3, 4]),
        ([["Navn", "Kommune", "Farge"], *[["a b", "Bodø", "c"]] * 2, ["Marte", "", ""]], [2, 3]),
        ([["Kommune", "Farge", "Form"], *[["Bodø", "blå", "rund"]] * 2, ["", "gul", "flat"]], [2, 3, 4]),
        ([["Kommune", "Navn", "Form"], *[["Bodø", "Eirin", "rund"]] * 2, ["", "", "flat"]], [2, 3]),
        ([WITH_ID, *THREE, ["", "", "Marte", "Lom", ""]], [2, 3, 4]),
        ([WITH_ID, *THREE, ["", "", "Marte", "Lom", 1]], [2, 3, 4, 5]),
        ([WITH_ID, *THREE, *[["", "", "Marte", "Lom", ""]] * 2], [2, 3, 4]),
        ([WITH_ID, *THREE, *[["", "", "Marte", "Lom", ""]] * 3], [2, 3, 4, 5, 6, 7]),
        ([WITH_ID, *THREE, [4, "", "", "", ""]], [2, 3, 4]),
        ([["ID", "Kommune"], [1, "Bodø"], [2, "Asker"], [3, ""]], [2, 3, 4]),
        ([LISTED, *TWO, [], ["", "Nordland", "", 12], ["", "Akershus", "", 8]], [2, 3]),
        ([LISTED, *TWO, ["", "Nordland", "Lom", ""], ["", "Akershus", "Lom", ""]], [2, 3, 4, 5]),
        ([LISTED, *TWO, [], ["", "Marte", "Lom", ""], ["13.03.2024", "Sindre", "Lom", 1]], [2, 3, 5, 6]),
    ],
)
def test_a_line_is_an_answer_by_when_who_and_where_it_says(lines, answers):
    assert rows_of(*lines) == answers


@pytest.mark.parametrize(
    ("line", "is_sum"),
    [
        (["", "Totalt", "", 5], True),
        (["", "Totalt", "Lom", 5], False),
        (["", "Sum", "", "2 personer"], True),
        (["", "Totalt", "", ""], True),
        (["", "Bodø totalt", "", 5], True),
        (["", "Bodø totalt", "Lom", ""], False),
        (["11.03.2024", "Totalt", "", 5], False),
        (["", "Sum" + " antall" * 10, "", 5], True),
        (["", "Sum" + " antall" * 11, "", 7], False),
    ],
)
def test_a_line_of_sums_has_a_word_for_it_a_number_and_nothing_that_people_have(line, is_sum):
    assert rows_of(LISTED, *TWO, line, ["13.03.2024", "Marte", "Lom", 1]) == ([2, 3, 5] if is_sum else [2, 3, 4, 5])


@pytest.mark.parametrize(
    ("lines", "is_sum"),
    [
        ([*TWO, ["", "", "Alle", 5]], True),
        ([*TWO, ["", "", "Alle", 6]], False),
        ([*TWO, ["", "Marte", "Lom", 5]], False),
        ([TWO[0], ["", "", "Lom", 2]], False),
        ([TWO[0], ["12.03.2024", "Eirin", "Asker", 0], ["", "", "Lom", 2]], False),
        ([["11.03.2024", "Tuva", "Bodø", "1,5"], ["12.03.2024", "Eirin", "Asker", "2.5"], ["", "", "Alle", 4]], True),
        ([*TWO, ["", "", "Alle", 5], ["13.03.2024", "Marte", "Lom", 1]], False),
    ],
)
def test_the_last_line_is_a_sum_where_it_adds_up_and_lacks_two_things(lines, is_sum):
    assert (len(rows_of(LISTED, *lines)) < len(lines)) is is_sum


@pytest.mark.parametrize(
    ("text", "number"),
    [("1 234,5", 1234.5), ("2", 2.0), ("2.5", 2.5), ("1.2.3", 0.0), ("to", 0.0), ("", 0.0), ("٣", 0.0)],
)
def test_a_number_is_added_up_as_it_is_written(text, number):
    assert number_of(text) == number


@pytest.mark.parametrize(
    ("kinds", "usual"),
    [
        ("ddd", "d"),
        ("d", ""),
        ("dd", "d"),
        ("ddsss", ""),
        ("d" * 13 + "s" * 7, "d"),
        ("d" * 12 + "s" * 7, ""),
        ("  dd", "d"),
    ],
)
def test_a_column_usually_holds_what_two_thirds_of_its_cells_do(kinds, usual):
    assert usual_kind(np.array([kind.strip() for kind in kinds])) == usual


SURVEYED = [*ENGLISH, "Kommune", "Hva synes du?"]
NAMED = ["Navn", "E-post", "Kommune"]
PERSON = ["Tuva Moe", "t@eks.example", "Bodø"]
MEETING = ["Navn", "Join Time", "Leave Time"]
AT = ["Tuva Moe", "15.03.2024 09:00", "15.03.2024 10:00"]


@pytest.mark.parametrize(
    ("headers", "row", "name", "kind", "doubt"),
    [
        (NAMED, PERSON, "Påmelding.csv", "registrations", ""),
        (NAMED, PERSON, "Oppmøte.csv", "registrations", "en oppmøteliste"),
        (NAMED, PERSON, "Deltakerliste.csv", "registrations", ""),
        (NAMED, PERSON, "Liste.csv", "registrations", ""),
        (NAMED[:2], PERSON[:2], "Liste.csv", "registrations", "en adresseliste"),
        ([*NAMED[:2], "Stilling"], [*PERSON[:2], "rektor"], "Liste.csv", "registrations", "en adresseliste"),
        ([*NAMED[:2], "Fylke"], [*PERSON[:2], "Nordland"], "Liste.csv", "registrations", ""),
        ([*NAMED[:2], "Stilling", "Telefon"], [*PERSON[:2], "rektor", "900 00 000"], "L.csv", "registrations", ""),
        (NAMED, PERSON, "Nyhetsbrev.csv", "registrations", "en liste over medlemmer eller kontakter"),
        (NAMED, PERSON, "Påmelding nyhetsbrev.csv", "registrations", "en liste over medlemmer eller kontakter"),
        (NAMED, PERSON, "Påmelding medlemmer.csv", "registrations", "en liste over medlemmer eller kontakter"),
        (NAMED, PERSON, "Påmelding kontingent.csv", "registrations", ""),
        ([*NAMED, "Hvor fornøyd er du?"], [*PERSON, "Svært"], "Liste.csv", "registrations", "en evaluering"),
        ([*NAMED, "Hvor fornøyd er du?"], [*PERSON, "Svært"], "Påmelding.csv", "registrations", ""),
        ([*NAMED, "Points – Sted"], [*PERSON, "1"], "Liste.csv", "registrations", "en quiz"),
        ([*NAMED, "Antall deltakere"], [*PERSON, "1"], "Quiz.csv", "registrations", "en quiz"),
        (["Kommune", "Beløp", "Dato"], ["Bodø", "500", "1.2.2024"], "L.csv", "registrations", "en liste uten personer"),
        (["Kommune", "Beløp", "Dato"], ["Bodø", "500", "1.2.2024"], "Påmelding.csv", "registrations", ""),
        (["Kommune", "Antall deltakere", "Dato"], ["Bodø", "2", "1.2.2024"], "L.csv", "registrations", ""),
        (["Kommune", "Stilling", "Dato"], ["Bodø", "rektor", "1.2.2024"], "L.csv", "registrations", ""),
        (MEETING, AT, "Møte.csv", "attendance", ""),
        (["Navn", "Join Time"], AT[:2], "Møte.csv", "registrations", "en adresseliste"),
        (["Navn", "Join Time"], AT[:2], "Oppmøte.csv", "attendance", ""),
        (["Navn", "Join Time", "Tidspunkt"], AT, "Møte.csv", "registrations", "en adresseliste"),
        (["Navn", "Handling", "Tidspunkt"], ["Tuva Moe", "Joined", AT[1]], "Møte.csv", "attendance", ""),
        ([*NAMED, "Deltok"], [*PERSON, "x"], "Liste.csv", "attendance", ""),
        ([*NAMED, "Deltok"], [*PERSON, "x"], "Påmelding.csv", "registrations", ""),
        ([*NAMED, "Deltok"], [*PERSON, "11.03.2024"], "Liste.csv", "registrations", ""),
        ([*NAMED, "Deltok"], [*PERSON, "11.03.2024"], "Oppmøte.csv", "attendance", ""),
        ([*NAMED, "Innsendt", "Deltok"], [*PERSON, "11.03.2024", "x"], "Liste.csv", "registrations", ""),
        ([*NAMED, "Deltok"], [*PERSON, "x"], "Deltakerliste.csv", "registrations", "en oppmøteliste"),
        ([*NAMED, "Status"], [*PERSON, "Møtte ikke"], "Oppmøte.csv", "attendance", ""),
        ([*NAMED, "Status"], [*PERSON, "Påmeldt"], "Oppmøte.csv", "registrations", "en oppmøteliste"),
        ([*NAMED, "Motivasjon"], [*PERSON, "Vi vil"], "Liste.csv", "applications", ""),
        ([*NAMED, "Tildelt plass", "Kontaktperson"], [*PERSON, "x", "Ida Lie"], "L.csv", "applications", ""),
        ([*NAMED, "Tildelt plass"], [*PERSON, "x"], "Liste.csv", "registrations", ""),
        ([*NAMED, "Motivasjon"], [*PERSON, "Vi vil"], "Påmelding.csv", "registrations", ""),
        (
            [*NAMED, "Motivasjon", "Forankring", "Team"],
            [*PERSON, "Vi", "Ja", "Alle"],
            "Påmelding.csv",
            "applications",
            "",
        ),
        (NAMED, PERSON, "Søknad.csv", "applications", ""),
        (NAMED, PERSON, "Påmelding og søknad.csv", "applications", ""),
        ([*NAMED, "Søknaden gjelder"], [*PERSON, "oss"], "Liste.csv", "registrations", ""),
        ([*NAMED, "Søknaden gjelder", "Kontaktperson"], [*PERSON, "oss", "Ida Lie"], "L.csv", "applications", ""),
        ([*NAMED, "Søknaden gjelder", "Status"], [*PERSON, "oss", "Innvilget"], "Liste.csv", "applications", ""),
    ],
)
def test_what_a_file_holds_is_told_from_its_columns_and_its_name(headers, row, name, kind, doubt):
    export = read_export(text([headers, row]), name)
    asked = [question.sentence for question in export.questions if question.code == "ask_kind"]
    assert (export.kind, [doubt in sentence for sentence in asked]) == (kind, [True] if doubt else [])


@pytest.mark.parametrize(
    ("headers", "row", "name", "reason"),
    [
        (NAMED, PERSON, "Påmelding.csv", "Lest som påmeldinger, ut fra filnavnet og kolonnene «Kommune» og «E-post»."),
        (NAMED, PERSON, "Liste.csv", "Lest som påmeldinger, ut fra kolonnene «Kommune» og «E-post»."),
        (["Navn", "Kommune"], ["Tuva", "Bodø"], "L.csv", "Lest som påmeldinger, ut fra kolonnen «Kommune»."),
        (
            ["Navn", "Fylke"],
            ["Tuva", "Nordland"],
            "L.csv",
            "Lest som påmeldinger: ingen av kolonnene peker mot noe annet.",
        ),
        (NAMED[:2], PERSON[:2], "L.csv", "Lest som påmeldinger, men den har ikke mer enn navn og adresser."),
        (NAMED, PERSON, "Quiz.csv", "Lest som påmeldinger, men den ligner mest på en quiz."),
        (
            [*NAMED, "Stilling", "Innsendt", "Antall deltakere"],
            [*PERSON, "rektor", "11.03.2024", "2"],
            "L.csv",
            "Lest som påmeldinger, ut fra kolonnene «Innsendt», «Antall deltakere» og «Stilling».",
        ),
        (
            ["Navn", "Kommune " + "x" * 42],
            ["Tuva", "Bodø"],
            "L.csv",
            f"Lest som påmeldinger, ut fra kolonnen «Kommune {'x' * 42}».",
        ),
        (
            ["Navn", "Kommune " + "x" * 43],
            ["Tuva", "Bodø"],
            "L.csv",
            f"Lest som påmeldinger, ut fra kolonnen «Kommune {'x' * 41}…».",
        ),
        (NAMED, PERSON, "Søknad.csv", "Lest som søknader, ut fra filnavnet."),
        (
            [*NAMED, "Deltok"],
            [*PERSON, "x"],
            "L.csv",
            "Lest som deltakelse, ut fra kolonnen «Deltok» med ja og nei eller kryss.",
        ),
        (
            [*NAMED, "Status"],
            [*PERSON, "Møtte ikke"],
            "Oppmøte.csv",
            "Lest som deltakelse, ut fra filnavnet og kolonnen «Status», som sier hvem som møtte.",
        ),
        (MEETING, AT, "Møte.csv", "Lest som deltakelse, ut fra kolonnene «Join Time» og «Leave Time»."),
    ],
)
def test_the_reason_names_the_file_and_at_most_three_columns(headers, row, name, reason):
    assert read_export(text([headers, row]), name).kind_reason == reason


@pytest.mark.parametrize(
    ("headers", "cells", "name", "kind"),
    [
        (["Motivasjon", "Forankring"], ["Vi vil", "Ja"], "Påmelding.csv", "registrations"),
        (["Motivasjon", "Samarbeidskommuner"], ["Vi vil", "Lom"], "Påmelding.csv", "registrations"),
        (["Motivasjon", "Forankring", "Kontaktperson"], ["Vi vil", "Ja", "Ida Lie"], "Påmelding.csv", "applications"),
        (["Team"], ["Alle"], "Liste.csv", "registrations"),
        (["Team", "Kontaktperson"], ["Alle", "Ida Lie"], "Liste.csv", "applications"),
        (["Kontaktperson", "Kontaktperson e-post"], ["Ida Lie", "i@eks.example"], "Liste.csv", "registrations"),
        (["Samarbeidskommuner"], ["Lom"], "Liste.csv", "applications"),
        (["Forankring"], ["Ja"], "Liste.csv", "applications"),
        (["Venteliste", "Avslag"], ["x", ""], "Liste.csv", "registrations"),
        (["Venteliste", "Avslag", "Trukket"], ["x", "", ""], "Liste.csv", "applications"),
        (["Venteliste", "Bekreftet"], ["x", ""], "Liste.csv", "registrations"),
        (["Trukket", "Avslag"], ["x", ""], "Liste.csv", "registrations"),
        (["Deres motivasjon nå", "Kontaktperson"], ["Vi vil", "Ida Lie"], "Liste.csv", "registrations"),
        (["Tildelt dato"], ["10.03.2024"], "Liste.csv", "registrations"),
        (["Tildelt dato", "Statusdato"], ["10.03.2024", "11.03.2024"], "Liste.csv", "applications"),
        (["Kontaktperson", "Statusdato"], ["Ida Lie", "11.03.2024"], "Liste.csv", "registrations"),
    ],
)
def test_columns_of_applications_are_weighed_against_the_file_s_name(headers, cells, name, kind):
    assert read_export(text([[*NAMED, *headers], [*PERSON, *cells]]), name).kind == kind


@pytest.mark.parametrize(
    ("cells", "alone"),
    [([1, 3, 3], True), ([1, 2, 3, 3], True), ([1, 2, 2, 3, 3], False), ([1, 2, 2], False), ([1, 1], False)],
)
def test_a_line_of_one_cell_is_alone_where_the_longer_ones_have_mostly_three(cells, alone):
    assert find_alone(np.array(cells)).tolist() == [alone and n == 1 for n in cells]
