"""Are those with a place ready? Anchoring, contact person, team, confirmation and who signed up for the start."""

import pandas as pd

from analysis.alphabet import norwegian_keys
from analysis.regions import region_order
from analysis.situation import Situation
from analysis.sources import UNKNOWN_LABEL, name_places
from domain.answers import says_something
from domain.words import join_words, plural

START = "start_registered"
ITEMS = {
    "anchoring": "forankring",
    "contact_person": "kontaktperson",
    "team": "team",
    "confirmed": "bekreftelse",
    START: "påmelding til oppstarten",
}
"""What each application with a place needs."""


def is_given(answers: pd.Series) -> pd.Series:
    """Whether each answer says something other than no: «Nei, ikke ennå» and «–» are not given."""
    return answers.map({text: says_something(text) for text in answers.unique()}).astype(bool)


def list_readiness(situation: Situation, *, with_place: bool = True) -> pd.DataFrame:
    """Applications with a place (or all that count): number, label, partners, branch, placed_day, anchoring,
    contact_person, team, confirmed, start_registered (each bool) and open (the words of what is missing).

    A joint application is signed up for the start when one of its municipalities is. While there is no file of those
    who signed up for the start, nobody knows: start_registered is not among the columns.
    """
    rows = situation.counting("applications")
    rows = rows[rows["placed_day"].notna()] if with_place else rows
    whole = (situation.whole or situation).status.set_index("number")
    signed_up = set(whole.index[whole["start_registered"].notna()])
    table = pd.DataFrame(
        {
            "number": rows["number"],
            "label": rows["label"],
            "partners": [name_places(own[1:]) for own in rows["numbers"]],
            "branch": rows["branch"].replace("", UNKNOWN_LABEL),
            "placed_day": rows["placed_day"],
            "anchoring": is_given(rows["anchoring"]),
            "contact_person": is_given(rows["contact_person"]) | is_given(rows["contact_email"]),
            "team": is_given(rows["team"]),
            "confirmed": rows["confirmed_day"].notna(),
            START: [not signed_up.isdisjoint(own) for own in rows["numbers"]],
        }
    ).astype(dict.fromkeys(ITEMS, bool))
    if not situation.sources.has("start_registrations"):
        table = table.drop(columns=START)
    words = known_items(table)
    done = table[list(words)].to_numpy()
    table["open"] = [
        join_words(word for word, ready in zip(words.values(), row, strict=True) if not ready) for row in done
    ]
    order = {branch: place for place, branch in enumerate(region_order("branch"))}
    return table.sort_values(
        ["branch", "label"],
        key=lambda column: column.map(order) if column.name == "branch" else norwegian_keys(column),
        kind="stable",
        ignore_index=True,
    )


def known_items(readiness: pd.DataFrame) -> dict[str, str]:
    """The items that are known of the applications of list_readiness, with their words."""
    return {key: word for key, word in ITEMS.items() if key in readiness}


def count_readiness(readiness: pd.DataFrame) -> pd.DataFrame:
    """Per branch: branch, places, and how many of them have each item."""
    columns = list(known_items(readiness))
    found = readiness.groupby("branch", sort=False)[columns].sum().astype(int)
    found.insert(0, "places", readiness.groupby("branch", sort=False).size())
    return found.reset_index()


def count_ready(situation: Situation) -> int | None:
    """How many applications with a place have everything; None while a file is missing that tells it."""
    if not (situation.sources.has("applications") and situation.sources.has("start_registrations")):
        return None
    if situation.counting("applications")["placed_day"].isna().all():  # as on most days: the list takes longer
        return 0
    return int((list_readiness(situation)["open"] == "").sum())


def readiness_sentence(readiness: pd.DataFrame) -> str:
    """`12 av 16 søknader med plass har alt på plass; 4 mangler noe, 3 av dem påmelding til oppstarten.`"""
    if readiness.empty:
        return "Ingen har fått tildelt plass ennå."
    ready = int((readiness["open"] == "").sum())
    lacking = len(readiness) - ready
    not_loaded = "" if START in readiness else " Påmeldingene til oppstarten er ikke lastet opp."
    if not lacking:
        who = "Den ene" if len(readiness) == 1 else f"Alle {len(readiness)}"
        return f"{who} med plass har {join_words(known_items(readiness).values())}.{not_loaded}"
    of = plural(len(readiness), "søknad", "søknader")
    away = int((~readiness[START]).sum()) if START in readiness else 0
    start = f", {away} av dem {ITEMS[START]}" if away else ""
    return f"{ready} av {of} med plass har alt på plass; {lacking} mangler noe{start}.{not_loaded}"
