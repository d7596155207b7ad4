"""Owns the tables people read: bokmål column names, names before numbers; the same on a page and in a download."""

import pandas as pd

from analysis.situation import Situation
from data.reference import SVALBARD, longyearbyen, municipalities, norwegian_key
from domain.stages import NOTHING_LABEL, STAGE_LABELS, STAGES
from domain.words import capital, format_time, join_words
from store import ACT_NAMES

ANONYMOUS = {
    "registrations": "Påmeldinger",
    "attendance": "Deltakere på samlingen",
    "applications": "Søknader",
    "places": "Tildelte plasser",
    "confirmed": "Bekreftede plasser",
    "start_registrations": "Påmeldinger til oppstart",
}
STAGE_COLUMNS = {stage.key: capital(stage.label) for stage in STAGES}


def status_table(situation: Situation, stages: tuple[str, ...] = ()) -> pd.DataFrame:
    """One row a municipality, a date per stage; `stages` keeps those whose «Lengst kommet» is one of them.

    Longyearbyen and «uten kjent kommune» stand last, and only where something is counted in them.
    """
    status = situation.status
    municipal = status["number"].isin(municipalities())
    counted = status[["registrations", "attended_persons", "applications", "start_registrations"]].sum(axis=1) > 0
    rows = status[municipal | counted]
    outside = ~rows["number"].isin(municipalities())
    rows = rows.assign(_last=outside, _name=rows["label"].map(norwegian_key)).sort_values(["_last", "_name"])
    table = pd.DataFrame(
        {
            "Kommune": rows["label"].map(capital),
            "Fylkesavdeling": rows["branch"],
            "Fylke": rows["county"],
            "Lengst kommet": rows["furthest"].map(STAGE_LABELS).fillna(NOTHING_LABEL).map(capital),
            **{name: rows[key] for key, name in STAGE_COLUMNS.items()},
            "Påmeldte personer": rows["participants"],
            "Deltakere": rows["attended_persons"],
            "Søknader": rows["applications"],
            "Søker sammen med": [_names(numbers) for numbers in rows["joint_with"]],
            "Merknad": [_remark(row) for row in rows.itertuples()],
            "Siste kontakt": rows["last_contact"],
            "Kommunenummer": rows["number"].replace(SVALBARD, ""),
        }
    )
    if stages:
        table = table[table["Lengst kommet"].isin(stages)]
    return table.reset_index(drop=True)


def stage_options() -> list[str]:
    """What «Lengst kommet» can be, from nothing to the start."""
    return [capital(label) for label in (NOTHING_LABEL, *STAGE_LABELS.values())]


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


def log_table(lines: pd.DataFrame) -> pd.DataFrame:
    """The log for reading: Tid, Hvem, Hva, Runde, Detaljer; the newest first."""
    return pd.DataFrame(
        {
            "Tid": [format_time(at) for at in lines["at"].dt.tz_convert("Europe/Oslo")],
            "Hvem": lines["who"],
            "Hva": lines["act"].map(ACT_NAMES),
            "Runde": lines["round_id"],
            "Detaljer": lines["details"],
        }
    )


def versions_table(versions: pd.DataFrame) -> pd.DataFrame:
    """Versions for reading: Versjon, Fil, Tatt i bruk, Av, Rader, Teller, Kontrollsum."""
    return pd.DataFrame(
        {
            "Versjon": versions["id"],
            "Fil": versions["filename"],
            "Tatt i bruk": [format_time(at) for at in versions["adopted_at"].dt.tz_convert("Europe/Oslo")],
            "Av": versions["adopted_by"],
            "Rader": versions["rows"],
            "Teller": versions["counting"],
            "Kontrollsum": versions["sha256"].str[:8],
        }
    )


def anonymous_table(counts: pd.DataFrame) -> pd.DataFrame:
    """The counts without people: Hva, Kommune, Dag, Antall."""
    known = {place.number: place for place in (*municipalities().values(), longyearbyen())}
    return pd.DataFrame(
        {
            "Hva": counts["stage"].map(ANONYMOUS),
            "Kommune": counts["municipality"].map(lambda number: known[number].label if number in known else "–"),
            "Dag": counts["day"],
            "Antall": counts["count"],
        }
    )
