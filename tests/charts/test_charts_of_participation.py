"""What came over time, turnout, roles and the weeks after the gathering, through the data of their figures."""

import pandas as pd
import pytest

from analysis.after_gathering import conversion_sentence, count_conversion, count_weeks_to_application
from analysis.milestones import list_milestones
from analysis.series import count_over_time
from analysis.turnout import count_turnout, turnout_sentence
from charts import gathering, participation
from charts.palette import STAGE_COLORS
from charts.theme import lift_title
from tests.analysis.tables import ALTA, BODO, NARVIK, rows, situation
from tests.charts.spring import CAME, NUMBERS, SIGNED, spring
from tests.charts.valid import Valid

gathering, participation = Valid(gathering), Valid(participation)


def test_bars_show_what_came_each_day_and_the_line_the_sum():
    table = count_over_time(spring(), "participants")
    milestones = list_milestones(spring())
    bars = participation.draw_over_time(table, "participants", milestones).data[0]
    assert bars.type == "bar"
    assert sum(bars.y) == 4
    assert bars.marker.color == STAGE_COLORS["registered"]
    assert "11.03.2024: 2 påmeldte deltakere, i alt 2" in bars.customdata
    line = participation.draw_over_time(table, "participants", milestones, view="total").data[0]
    assert line.y[-1] == 4


def test_groups_are_small_panels_on_one_scale_each_named_with_its_count():
    table = count_over_time(spring(), "participants", split="branch")
    figure = participation.draw_over_time(table, "participants")
    assert len(figure.data) == 3
    texts = [note.text for note in figure.layout.annotations]
    assert "<b>Nordland</b> 2" in texts
    assert "<b>uten kjent kommune</b> 1" in texts
    assert figure.layout.yaxis.range == figure.layout.yaxis2.range == figure.layout.yaxis3.range


def test_the_title_says_how_many_and_when_most_came():
    figure = participation.draw_over_time(count_over_time(spring(), "registrations"), "registrations")
    bare, title, unit, n = lift_title(figure.to_plotly_json())
    assert bare["data"]
    assert "title" not in bare["layout"]
    assert figure.layout.height - bare["layout"]["height"] == figure.layout.meta["head"]
    assert figure.layout.margin.t - bare["layout"]["margin"]["t"] == figure.layout.meta["head"]
    assert title == "3 påmeldinger i alt. Flest kom den 13.03.2024: 2"
    assert unit == "Påmeldinger per dag, til og med 02.05.2024. Grå felt er helger."
    assert n == 3
    week = count_over_time(spring(), "registrations", "week")
    assert participation.describe_over_time(week, "registrations", "week").endswith("Flest kom i uke 11: 3.")


def test_a_title_names_all_that_are_most_and_none_where_too_many_are():
    days = [f"2024-03-{day} 10:00" for day in (11, 12, 13, 14)]

    def told(*on):
        found = situation("2024-05-02", registrations=rows(*({"on": day, "of": BODO} for day in on)))
        return participation.describe_over_time(count_over_time(found, "registrations"), "registrations")

    assert told(*days[:2]) == "2 påmeldinger i alt. Flest kom den 11.03.2024 og 12.03.2024: 1 hver."
    assert told(*days) == "4 påmeldinger i alt, høyst 1 om dagen."


def test_the_weeks_with_most_applications_are_all_named_also_those_before_the_gathering():
    def told(*on):
        sent = rows(*({"on": day, "of": NUMBERS[place]} for place, day in enumerate(on)))
        return gathering.describe_weeks_to_application(
            count_weeks_to_application(
                situation("2024-05-02", registrations=SIGNED, attendance=CAME, applications=sent)
            )
        )

    assert told() == "Ingen kommuner har søkt ennå."
    assert told("2024-03-12 10:00") == "Flest søkte før samlingen: 1 kommune."
    assert told("2024-03-16 10:00", "2024-03-24 10:00") == "Flest søkte i uke 1 og 2 etter samlingen: 1 kommune i hver."
    assert told("2024-03-12 10:00", "2024-03-24 10:00").startswith("Flest søkte før samlingen og i uke 2 etter")


def test_the_groups_of_those_that_applied_are_told_apart_without_colour_and_named_in_a_legend():
    days = {BODO: "2024-03-12", ALTA: "2024-03-18", NARVIK: "2024-03-25"}
    sent = rows(*({"on": f"{day} 10:00", "of": of} for of, day in days.items()))
    found = situation("2024-05-02", registrations=SIGNED, attendance=CAME, applications=sent)
    figure = gathering.draw_weeks_to_application(count_weeks_to_application(found), "Et funn.")
    names = ["Deltok på samlingen", "Påmeldt, deltok ikke", "Verken påmeldt eller deltok"]
    assert [trace.name for trace in figure.data] == names
    assert [trace.marker.pattern.shape for trace in figure.data] == ["", "/", ""]
    assert figure.layout.showlegend
    assert list(figure.layout.xaxis.ticktext) == ["før", "1", "2"]


def test_too_few_applications_make_no_chart_of_weeks():
    def drawn(*applicants):
        sent = rows(*({"on": "2024-04-08 10:00", "of": of} for of in applicants))
        found = situation("2024-05-02", registrations=SIGNED, applications=sent)
        return gathering.draw_weeks_to_application(count_weeks_to_application(found), "Et funn.").data

    assert not drawn(BODO, ALTA)
    assert drawn(BODO, ALTA, NARVIK)


def test_turnout_is_drawn_as_a_share_of_one_whole():
    figure = gathering.draw_turnout(count_turnout(spring()), turnout_sentence(spring()))
    came, stayed_away = figure.data
    assert (came.x[0], stayed_away.x[0]) == (pytest.approx(100 / 3), pytest.approx(200 / 3))
    assert figure.layout.annotations[0].text == "1 av 3"


def test_the_title_of_the_turnout_finds_the_difference_between_groups_that_are_large_enough():
    table = (
        count_turnout(spring())
        .iloc[[0, 0, 0]]
        .reset_index(drop=True)
        .assign(
            group=["Agder", "Rogaland", "Nordland"], registrations=[10, 20, 9], came=[8, 4, 9], stayed_away=[2, 16, 0]
        )
    )
    figure = gathering.draw_turnout(table, "Av påmeldingene deltok 21 av 39.")
    assert figure.layout.meta["title"] == "Størst andel møtte: Agder, 8 av 10 (80 %). Minst: Rogaland, 4 av 20 (20 %)"
    assert list(figure.layout.yaxis.ticktext) == ["Nordland", "Agder", "Rogaland"]
    alone = gathering.draw_turnout(table.iloc[1:], "Av påmeldingene deltok 13 av 29.")
    assert alone.layout.meta["title"] == "Av påmeldingene deltok 13 av 29"


def test_roles_stand_in_the_order_of_their_size_the_unknown_last():
    table = pd.DataFrame(
        {"role_group": ["Lærer", "Rektor", "Annet"], "registrations": [1, 1, 9], "participants": [1, 2, 9]}
    )
    assert list(gathering.draw_roles(table).layout.yaxis.ticktext) == ["Rektor", "Lærer", "Annet"]


def test_from_gathering_to_application_is_drawn_as_shares():
    figure = gathering.draw_conversion(count_conversion(spring()), conversion_sentence(spring()))
    assert [one + rest for one, rest in zip(*(trace.x for trace in figure.data), strict=True)] == [100] * len(
        figure.data[0].x
    )
    assert figure.data[0].x[0] == 50  # Bodø of Bodø and Alta
