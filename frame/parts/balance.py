"""Owns the balance of a choice on a page: whom they reach, and group by group beside applicants and country."""

import pandas as pd
import streamlit as st

from analysis.balance import GROUPING_NAMES, GROUPINGS, Grouping, count_balance, count_people
from analysis.board import Draft, keys_of, municipalities_of, sum_points
from domain.criteria import format_points
from domain.words import count_and_share, format_number, percent, plural
from frame.parts import selection_reads
from frame.pieces.links import warn_of_unknown
from frame.pieces.table import show_text
from frame.view import View


def show_balance(view: View, ranked: pd.DataFrame, draft: Draft) -> None:
    """What the chosen are like, against all who have applied and the country."""
    chosen = municipalities_of(ranked, draft.chosen)
    applicants = municipalities_of(ranked, keys_of(ranked))
    known = selection_reads.places_described(*view.edition)
    people = count_people(known, chosen, applicants).set_index("label")
    given = f"{len(draft.chosen)} av {plural(draft.places, 'plass', 'plasser')}"
    reached, of_applicants, of_country = people.loc["children", ["chosen", "applicants", "country"]].astype(int)
    st.markdown(
        f"**{given} er gitt**, til {plural(int(people.loc['municipalities', 'chosen']), 'kommune', 'kommuner')} med "
        f"{format_number(reached)} barn fra 6 til 15 år: {percent(reached, of_country)} av barna i landet, og "
        f"{percent(reached, of_applicants)} av dem i kommunene som har søkt. En felles søknad tar én plass og teller "
        "for hver av kommunene."
    )
    grouping = _choose_grouping()
    table = balance_table(count_balance(known, grouping, chosen, applicants), grouping)
    show_text(table, alt=f"Kommuner med plass, søkere og hele landet etter {GROUPING_NAMES[grouping].lower()}")


def _choose_grouping() -> Grouping:
    names = {name: grouping for grouping, name in GROUPING_NAMES.items()}
    first = next(iter(names))
    warn_of_unknown("fordelt", "fordeling", names, f"Siden fordeler etter {first.lower()}.")
    chosen = st.segmented_control(
        "Fordelt etter", list(names), default=first, required=True, key="fordelt", bind="query-params", wrap=True
    )
    return names[chosen or first]


def balance_table(counts: pd.DataFrame, grouping: Grouping) -> pd.DataFrame:
    """The balance for reading: the group, its municipalities with a place, applicants and in the country."""
    columns = {"chosen": "Plass", "applicants": "Søkt", "country": "Landet"}
    sums = {name: int(counts[name].sum()) for name in columns}
    return pd.DataFrame(
        {GROUPING_NAMES[grouping]: counts["label"]}
        | {title: [_unbroken(int(n), sums[name]) for n in counts[name]] for name, title in columns.items()}
    )


def _unbroken(part: int, whole: int) -> str:
    return count_and_share(part, whole).replace(" ", "\u00a0")  # no line ends within it


def facts_of(view: View, ranked: pd.DataFrame, draft: Draft) -> dict[str, str]:
    """What drafts are compared by, by name: points, municipalities, children, and every group of the balance."""
    chosen = municipalities_of(ranked, draft.chosen)
    applicants = municipalities_of(ranked, keys_of(ranked))
    known = selection_reads.places_described(*view.edition)
    people = count_people(known, chosen, applicants).set_index("label")["chosen"]
    facts = {"Plasser": f"{len(draft.chosen)} av {draft.places}"}
    if view.user.may("choose"):
        facts["Poeng i alt"] = format_points(sum_points(ranked, draft))
    facts |= {"Kommuner": format_number(int(people["municipalities"])), "Barn": format_number(int(people["children"]))}
    for grouping in GROUPINGS:
        counts = count_balance(known, grouping, chosen, applicants)
        shown = counts[(counts["applicants"] > 0) | (counts["chosen"] > 0)]
        facts |= {f"{GROUPING_NAMES[grouping]}: {row.label}": str(row.chosen) for row in shown.itertuples()}
    return facts
