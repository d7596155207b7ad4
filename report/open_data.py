"""The figures as open data: CSV files without persons in a zip, described as a Frictionless data package."""

import csv
import io
import json
import zipfile
from typing import Any

import pandas as pd

from analysis.series import MEASURES, count_over_time
from analysis.situation import Situation
from charts.map_geometry import CREDIT
from domain.clock import OSLO
from domain.stages import STAGES
from domain.words import capital
from report.edition import EXAMPLES, Edition

COUNTED = ("registrations", "participants", "attendance", "applications", "start_registrations", "start_participants")
STAGE_FILE, REGION_FILE = "kommune_steg_dag.csv", "region_dag.csv"
NUMBER = {"type": "string", "constraints": {"pattern": r"\d{4}|"}}
COUNT = {"type": "integer", "constraints": {"minimum": 0}}
FIELDS: dict[str, dict[str, dict[str, Any]]] = {
    STAGE_FILE: {
        "kommunenummer": {**NUMBER, "description": "Nummeret fra 2024; tomt for uten kjent kommune."},
        "kommune": {"type": "string", "description": "Kommunens navn, eller «uten kjent kommune»."},
        "fylke": {"type": "string", "description": "Fylket fra 2024."},
        "fylkesavdeling": {"type": "string", "description": "Fylkesavdelingen i Norsk kulturskoleråd."},
        "steg": {
            "type": "string",
            "constraints": {"enum": [stage.label for stage in STAGES]},
            "description": "Steget på veien fra påmelding til oppstart. Hvert steg er talt for seg.",
        },
        "dag": {"type": "date", "description": "Den første dagen kommunen var kommet til steget, i norsk tid."},
    },
    REGION_FILE: {
        "fylkesavdeling": {"type": "string", "description": "Fylkesavdelingen, eller «uten kjent kommune»."},
        "dag": {"type": "date", "description": "Dagen, i norsk tid."},
        "hva": {
            "type": "string",
            "constraints": {"enum": [MEASURES[key][1] for key in COUNTED]},
            "description": "Det som er talt. Dager uten noe nytt er utelatt.",
        },
        "nye": {**COUNT, "description": "Hvor mange som kom denne dagen."},
        "i_alt": {**COUNT, "description": "Hvor mange som var kommet til og med dagen."},
    },
}


def write_open_data(edition: Edition) -> bytes:
    """A zip of the two tables and datapackage.json, under the filter and up to the day of the edition."""
    tables = {STAGE_FILE: tabulate_stages(edition.situation), REGION_FILE: tabulate_regions_by_day(edition.situation)}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, table in tables.items():
            archive.writestr(name, _write_csv(table))
        archive.writestr("datapackage.json", json.dumps(_describe(edition), ensure_ascii=False, indent=1))
    return buffer.getvalue()


def tabulate_stages(situation: Situation) -> pd.DataFrame:
    """A row for each municipality and stage it has come to, with the fields of the first file."""
    parts = [
        situation.status.loc[situation.status[stage.key].notna(), ["number", "name", "county", "branch", stage.key]]
        .set_axis(["kommunenummer", "kommune", "fylke", "fylkesavdeling", "dag"], axis=1)
        .assign(steg=stage.label)
        for stage in STAGES
    ]
    return pd.concat(parts, ignore_index=True)[list(FIELDS[STAGE_FILE])]


def tabulate_regions_by_day(situation: Situation) -> pd.DataFrame:
    """A row for each branch, measure and day on which something came, with the fields of the second file."""
    parts = []
    for measure in COUNTED:
        table = count_over_time(situation, measure, split="branch")
        table = table[table["n"] > 0]
        columns = {"fylkesavdeling": table["group"], "dag": table["start"].dt.date, "hva": MEASURES[measure][1]}
        parts.append(pd.DataFrame(columns).assign(nye=table["n"], i_alt=table["total"]))
    return pd.concat(parts, ignore_index=True)[list(FIELDS[REGION_FILE])]


def _write_csv(table: pd.DataFrame) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows(table.itertuples(index=False))
    return buffer.getvalue()


def _describe(edition: Edition) -> dict[str, Any]:
    where = edition.where
    known = edition.known_at.astimezone(OSLO)
    files = [
        {"navn": file.filename, "innhold": file.holds, "tatt_i_bruk": file.adopted_at and file.adopted_at.isoformat()}
        for file in edition.files
    ]
    return {
        "profile": "tabular-data-package",
        "name": f"fremtidens-kulturskole-{edition.round.id}".lower(),
        "title": f"{edition.round.title}: {where}, {edition.day}",
        "description": "Antall, uten opplysninger om personer." + (f" {EXAMPLES}" if edition.examples else ""),
        "created": known.isoformat(timespec="seconds"),
        "homepage": edition.link or "https://www.kulturskoleradet.no",
        "status_per": edition.as_of.isoformat(),
        "kjent": known.isoformat(timespec="seconds"),
        "utvalg": where,
        "kilder": files,
        "kartgrunnlag": {"kilde": CREDIT, "lisens": "CC-BY-4.0", "om": "Grensene i dashbordets kart; ikke med her."},
        "resources": [_describe_file(name, fields) for name, fields in FIELDS.items()],
    }


def _describe_file(name: str, fields: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return {
        "name": name.removesuffix(".csv").replace("_", "-"),
        "title": capital(name.removesuffix(".csv").replace("_", " × ")),
        "path": name,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": [{"name": field, **about} for field, about in fields.items()], "missingValues": [""]},
    }
