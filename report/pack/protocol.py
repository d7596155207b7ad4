"""The protocol of a decision as a Word document, written from what was kept when it was made."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from domain.criteria import format_points, format_rank
from domain.words import capital, format_date, format_number, join_words, plural
from report.pack import document_parts as parts

NOT_KEPT = "[Skriv hvem som var inhabile, i hvilken søknad, og hvem som behandlet den i stedet.]"


def write_protocol(title: str, protocol: Mapping[str, Any], *, kept_by: str, kept_at: str) -> bytes:
    """The protocol as docx. `title` is the round's, `kept_by` and `kept_at` say who carried it out and when."""
    document = parts.new_document()
    day = format_date(date.fromisoformat(protocol["day"]))
    document.add_heading("Protokoll: vedtak om plasser", 0)
    document.add_paragraph(title, style="Subtitle")
    parts.add_facts(document, _facts(protocol, day, kept_by, kept_at))
    document.add_heading("Kriterier", 1)
    parts.add_table(document, "Hva søknadene er vurdert etter. Poengene går fra 0 til 100.", _criteria(protocol))
    document.add_heading("Utfallet", 1)
    parts.add_table(document, "Søknadene etter poeng, like poeng på samme plass", _ranking(protocol))
    document.add_heading("Forbigått", 1)
    if protocol["passed_over"]:
        parts.add_table(document, "Søknader med flere poeng enn noen med plass, og hvorfor", _passed_over(protocol))
    else:
        document.add_paragraph("Ingen med plass har færre poeng enn en søknad uten plass.")
    document.add_heading("Regler", 1)
    _write_rules(document, protocol)
    document.add_heading("Fordelingen", 1)
    for name, rows in protocol["balance"].items():
        if name != "people":
            parts.add_table(document, f"Kommuner etter {name.lower()}", _balance(name, rows))
    document.add_heading("Habilitet", 1)
    for sentence in protocol["impartiality"]:
        document.add_paragraph(sentence)
    if not protocol["impartiality"]:
        parts.add_open(document, NOT_KEPT)
    parts.add_footer(document, f"{title} · vedtak {day}")
    return parts.to_bytes(document, f"Protokoll: {title}, {day}")


def _facts(protocol: Mapping[str, Any], day: str, kept_by: str, kept_at: str) -> dict[str, str]:
    people = {row[0]: row for row in protocol["balance"]["people"]}
    chosen = [row for row in protocol["ranking"] if row["outcome"].startswith(("tildelt", "bekreftet"))]
    waiting = sum(row["outcome"].startswith("venteliste") for row in protocol["ranking"])
    return {
        "Vedtatt": f"{day} av {protocol['decided_by']}",
        "Ført i dashbordet": f"{kept_at} av {kept_by}",
        "Utkast": protocol["draft"],
        "Plasser": f"{len(chosen)} av {protocol['places']}, {waiting} på venteliste, "
        f"{len(protocol['ranking']) - len(chosen) - waiting} avslag",
        "Kommuner med plass": f"{format_number(people['municipalities'][1])}, med "
        f"{format_number(people['children'][1])} barn fra 6 til 15 år",
    }


def _criteria(protocol: Mapping[str, Any]) -> pd.DataFrame:
    rows = [
        (name, guidance, str(weight), f"{low}–{high}") for name, guidance, weight, low, high in protocol["criteria"]
    ]
    return pd.DataFrame(rows, columns=["Kriterium", "Veiledning", "Vekt", "Skala"])


def _ranking(protocol: Mapping[str, Any]) -> pd.DataFrame:
    rows = [
        (
            row["label"],
            format_rank(row["rank"], row["tied"]),
            format_points(row["tenths"]),
            f"{format_points(row['lowest'])}–{format_points(row['highest'])}",
            str(row["assessments"]),
            capital(row["outcome"]),
        )
        for row in protocol["ranking"]
    ]
    return pd.DataFrame(rows, columns=["Søknad", "Rang", "Poeng", "Fra–til", "Vurderinger", "Utfall"])


def _passed_over(protocol: Mapping[str, Any]) -> pd.DataFrame:
    rows = [(label, format_points(tenths), reason) for label, tenths, _lower, reason in protocol["passed_over"]]
    return pd.DataFrame(rows, columns=["Søknad", "Poeng", "Hvorfor"])


def _write_rules(document: Any, protocol: Mapping[str, Any]) -> None:
    if protocol["clash"]:
        document.add_paragraph(f"Reglene kunne ikke oppfylles sammen: {join_words(protocol['clash'])}.")
        return
    points, free = protocol["best"]
    if not protocol["rules"]:
        document.add_paragraph("Utkastet har ingen regler.")
        return
    document.add_paragraph(
        f"Det beste valget under {plural(len(protocol['rules']), 'regel', 'regler')} gir {format_points(points)} poeng "
        f"i alt, {format_points(free - points)} færre enn uten regler."
    )
    rows = [
        (
            capital(rule),
            f"{format_points(cost)} poeng",
            join_words(moved_in) or "ingen",
            join_words(moved_out) or "ingen",
        )
        for rule, cost, moved_in, moved_out in protocol["rules"]
    ]
    table = pd.DataFrame(rows, columns=["Regel", "Koster", "Flytter inn", "Flytter ut"])
    parts.add_table(document, "Hva hver regel koster, og hvem den flytter i det beste valget", table)


def _balance(name: str, rows: list[list[Any]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=[name, "Plass", "Søkt", "Landet"])
