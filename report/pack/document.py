"""The board's paper as a Word draft: what is known stands there, assessment and proposal are left open."""

from typing import TYPE_CHECKING

import pandas as pd

from analysis.headline import target_of
from analysis.lead import lead_of_the_phase
from analysis.regions import count_regions
from charts.regions import tabulate_regions
from domain.words import capital, format_date, format_number
from report.chapter import Chapter
from report.chapters import make_chapters
from report.edition import Edition
from report.findings import find_three
from report.pack import document_parts as parts
from report.pack.map import draw_map_png

if TYPE_CHECKING:
    from docx.document import Document

BEFORE_PLACES = ("Påmeldte kommuner", "Kommuner som deltok", "Søknader", "Mål for søknader")
WITH_PLACES = ("Påmeldte kommuner", "Søknader", "Mål for søknader", "Plasser", "Mål for plasser")
OPEN = {
    "Vurdering": "[Skriv vurderingen her: Er det nok, og er det i tide? Hva bør gjøres, og hvem gjør det?]",
    "Forslag til vedtak": "[Skriv forslaget til vedtak her.]",
}


def write_document(edition: Edition, *, map_png: bytes | None = None) -> bytes:
    """The draft «saksframlegg» as docx; `map_png` is drawn when not given."""
    document = parts.new_document()
    chapters = {chapter.key: chapter for chapter in make_chapters(edition)}
    document.add_heading(f"{edition.round.title}: {edition.day}", 0)
    document.add_paragraph("Saksframlegg, utkast", style="Subtitle")
    document.add_heading("Saksopplysninger", 1)
    parts.add_facts(document, _facts(edition))
    if edition.link:
        parts.add_link(document.add_paragraph(), "Se disse tallene i dashbordet", edition.link)
    document.add_heading("Status", 1)
    _write_status(document, edition, chapters)
    document.add_heading("Kart", 1)
    _write_map(document, chapters["map"], map_png or draw_map_png(edition))
    for heading, left_open in OPEN.items():
        document.add_heading(heading, 1)
        parts.add_open(document, left_open)
    parts.add_footer(document, f"{capital(edition.where)} · {edition.day}, {edition.known}")
    return parts.to_bytes(document, f"{edition.round.title}: {edition.where}, {edition.day}")


def _facts(edition: Edition) -> dict[str, str]:
    round_ = edition.round
    goals = {"søknader": round_.target_applications, "plasser": round_.target_places}
    whole = ", ".join(f"{format_number(goal)} {what}" for what, goal in goals.items() if goal)
    example = " (eksempler, ikke vedtatt)" if round_.targets_are_examples else ""
    facts = {
        "Utvalg": capital(edition.where),
        "Status per": format_date(edition.as_of),
        "Tallene er vist": edition.known,
        "Mål for hele landet": f"{whole}{example}" if whole else "",
        "Kilder": edition.sources.removeprefix("Kilder: "),
    }
    return {name: text for name, text in facts.items() if text}


def _write_status(document: "Document", edition: Edition, chapters: dict[str, Chapter]) -> None:
    document.add_paragraph(lead_of_the_phase(edition.situation)).runs[0].bold = True
    for finding in find_three(edition):
        document.add_paragraph(finding, style="List Bullet")
    numbers = chapters["numbers"]
    parts.add_table(document, "Hovedtallene", numbers.table)
    parts.add_remarks(document, numbers.remarks)
    parts.add_table(document, "Region for region", tabulate_for_paper(edition))
    missing = chapters["missing"]
    if missing.chart is not None and not missing.chart.is_empty:
        listed = pd.DataFrame({"Liste": missing.chart.categories, "Antall": missing.chart.series[0].values})
        parts.add_table(document, "Hvem som mangler", listed.astype({"Antall": int}))
    parts.add_remarks(document, [f"{missing.title}.", *missing.remarks])
    ready = chapters.get("readiness")
    if ready is not None and ready.chart is not None:
        done, lacking = ready.chart.series
        table = pd.DataFrame({"Punkt": ready.chart.categories, done.name: done.values, lacking.name: lacking.values})
        parts.add_table(document, "Klare for oppstart", table.astype({done.name: int, lacking.name: int}))
    parts.add_table(document, "Milepæler", chapters["milestones"].table)
    parts.add_remarks(document, [f"{chapters['milestones'].title}."])


def tabulate_for_paper(edition: Edition) -> pd.DataFrame:
    """The regions with their targets as the page has them, and their sum; places once there are some."""
    table = tabulate_regions(count_regions(edition.situation, edition.parts))
    # What is not loaded stands there in words, and is left out of the paper.
    counted = table.drop(columns="Region").apply(pd.to_numeric, errors="coerce").astype("Int64")
    shown = WITH_PLACES if counted["Plasser"].sum() else BEFORE_PLACES
    counted = counted[["Kommuner", *(name for name in shown if counted[name].notna().any())]]
    counted = counted[(counted.fillna(0) != 0).any(axis=1)]
    table = table.loc[counted.index, ["Region"]].join(counted)
    total = {name: counted[name].sum() for name in counted}
    # A county of a branch has no target of its own, though its branch has.
    goals = {"Mål for søknader": "applications", "Mål for plasser": "places"}
    total |= {name: target_of(edition.situation, what) for name, what in goals.items() if name in total}
    return pd.concat([table, pd.DataFrame([{"Region": "I alt", **total}])], ignore_index=True)


def _write_map(document: "Document", chapter: Chapter, png: bytes) -> None:
    document.add_paragraph(f"{chapter.title}.").paragraph_format.keep_with_next = True
    parts.add_picture(document, png, chapter.alt)
    parts.add_legend(document, chapter.table)
    parts.add_remarks(document, chapter.remarks)
