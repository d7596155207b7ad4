"""Owns the status table as people read it: bokmål column names, names before numbers; on the page and in the file."""

import pandas as pd

from analysis.alphabet import norwegian_keys
from analysis.each_gathering import ATTENDED, REGISTERED, count_each_gathering
from analysis.reach import add_facts
from analysis.situation import Level, Situation
from data.reference import SVALBARD, municipalities
from domain.kinds import RowKind
from domain.stages import NOTHING_LABEL, STAGE_LABELS, STAGES
from domain.words import capital, join_words
from report.link import LEVEL_NAMES

PERSONS: dict[str, tuple[str, RowKind]] = {
    "Påmeldte personer": ("participants", "registrations"),
    "Deltakere": ("attended_persons", "attendance"),
}
"""The columns of persons: the status table's own, and the rows that they count."""
MOST_ON_PAPER = 60
"""Rows; the branch with most municipalities has fewer."""
STAGE_COLUMNS = {stage.key: capital(stage.label) for stage in STAGES}


def status_table(situation: Situation, stages: tuple[str, ...] = ()) -> pd.DataFrame:
    """One row a municipality, a date per stage; `stages` keeps those whose «Lengst kommet» is one of them.

    A round with several gatherings has two columns for each, with its persons; the others count a person once. What no
    file tells of is NA. Longyearbyen and «uten kjent kommune» stand last, and only where something is counted in them.
    """
    status = situation.status
    municipal = status["number"].isin(municipalities())
    counted = status[["registrations", "attended_persons", "applications", "start_registrations"]].sum(axis=1) > 0
    rows = add_facts(status[municipal | counted], situation.round)
    outside = ~rows["number"].isin(municipalities())
    rows = rows.assign(_last=outside).sort_values(["_last", "label"], key=norwegian_keys)
    table = pd.DataFrame(
        {
            "Kommune": rows["label"].map(capital),
            "Fylkesavdeling": rows["branch"],
            "Fylke": rows["county"],
            "Lengst kommet": rows["furthest"].map(STAGE_LABELS).fillna(NOTHING_LABEL).map(capital),
            **{name: rows[key] for key, name in STAGE_COLUMNS.items()},
            **{name: _counted(situation, rows, *of) for name, of in PERSONS.items()},
            **_each_gathering(situation, rows["number"]),
            "Søknader": _counted(situation, rows, "applications", "applications"),
            "Søker sammen med": [_names(numbers) for numbers in rows["joint_with"]],
            "Merknad": [_remark(row) for row in rows.itertuples()],
            "Siste kontakt": rows["last_contact"],
            "Innbyggere": rows["inhabitants"].where(municipal).astype("Int64"),
            "Barn 6–15 år": rows["children"].where(municipal).astype("Int64"),
            "Sentralitet": rows["centrality"].str.partition(",")[0],
            "Kommunenummer": rows["number"].replace(SVALBARD, ""),
        }
    )
    if stages:
        table = table[table["Lengst kommet"].isin(stages)]
    return table.reset_index(drop=True)


def for_the_screen(table: pd.DataFrame, level: Level) -> pd.DataFrame:
    """The status table with what is read most first, and one name for where a municipality is."""
    place, other = LEVEL_NAMES[level], LEVEL_NAMES["county" if level == "branch" else "branch"]
    first = ["Kommune", "Lengst kommet", *STAGE_COLUMNS.values(), place]
    return table[[*first, *(name for name in table.columns if name not in (*first, other))]]


def for_paper(table: pd.DataFrame) -> pd.DataFrame | None:
    """The columns that go on a sheet, of a region's municipalities; the whole country is not for paper."""
    return table.iloc[:, : 3 + len(STAGE_COLUMNS)] if len(table) <= MOST_ON_PAPER else None


def stage_options() -> list[str]:
    """What «Lengst kommet» can be, from nothing to the start."""
    return [capital(label) for label in (NOTHING_LABEL, *STAGE_LABELS.values())]


def _counted(situation: Situation, rows: pd.DataFrame, column: str, kind: RowKind) -> pd.Series:
    found = rows[column].astype("Int64")
    return found if situation.sources.has(kind) else found.mask(found.notna())


def _each_gathering(situation: Situation, numbers: pd.Series) -> dict[str, pd.Series]:
    """`Påmeldte, Samling i Bodø` and `Deltakere, Samling i Bodø`: a number where the municipality was there."""
    titles = {one.key: one.title for one in situation.round.gatherings}
    words = {REGISTERED: "Påmeldte", ATTENDED: "Deltakere"}
    counted = count_each_gathering(situation).reindex(numbers).set_axis(numbers.index)
    return {f"{words[name]}, {titles[event]}": counted[event, name] for event, name in counted}


def _names(numbers: tuple[str, ...]) -> str:
    known = municipalities()
    return join_words(known[number].label for number in numbers if number in known)


def _remark(row: object) -> str:
    remarks = []
    if row.all_late:
        remarks.append("søkte etter fristen")
    if row.withdrawn:
        remarks.append("har trukket søknaden")
    return capital(join_words(remarks)) if remarks else ""
