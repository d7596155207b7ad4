"""The weekly letter: how the round stands, what is new, and what waits, as a page of its own and as an e-mail draft."""

from dataclasses import dataclass
from email.message import EmailMessage
from html import escape

from analysis.beside import unplaced_sentences
from analysis.lead import lead_of_the_phase
from analysis.milestones import list_milestones, milestones_sentence
from analysis.next_steps import DUE, list_next_steps
from charts.palette import INK, MUTED
from domain.clock import OSLO
from domain.words import capital, format_date, plural
from report.edition import EXAMPLES, Edition
from report.findings import find_three
from report.news import list_news
from report.pack.slide_theme import BRAND

WEEK = 7
MOST_STEPS = 20
FONT = "Arial, Helvetica, sans-serif"


@dataclass(frozen=True)
class Section:
    """A heading with its sentences, each with the link it leads to ("" for none)."""

    heading: str
    lines: tuple[tuple[str, str], ...]


def write_letter_page(edition: Edition, days: int = WEEK) -> str:
    """The letter as HTML that needs nothing from elsewhere."""
    body = "".join(_write_section(section) for section in make_sections(edition, days))
    lead = escape(lead_of_the_phase(edition.situation))
    head = f'<h1 style="font-size:22px;color:{BRAND};margin:0 0 4px">{lead}</h1>'
    about = f'<p style="color:{MUTED};margin:0 0 20px">{escape(_about(edition))}</p>'
    foot = f'<p style="color:{MUTED};font-size:12px;margin-top:28px">{escape(_foot(edition))}</p>'
    return (
        '<!doctype html><html lang="nb"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(subject(edition))}</title></head>"
        f'<body style="margin:0;background:#fff;color:{INK};font:16px/1.5 {FONT}">'
        f'<main style="max-width:640px;margin:0 auto;padding:24px 16px">{head}{about}{body}{foot}</main></body></html>'
    )


def write_letter_mail(edition: Edition, days: int = WEEK) -> bytes:
    """The letter as an .eml without sender and receiver, which mail programs open as a draft."""
    message = EmailMessage()
    message["Subject"] = subject(edition)
    message["Date"] = edition.known_at.astimezone(OSLO)
    message["X-Unsent"] = "1"
    message.set_content(write_letter_text(edition, days))
    message.add_alternative(write_letter_page(edition, days), subtype="html")
    return bytes(message)


def write_letter_text(edition: Edition, days: int = WEEK) -> str:
    """The letter as plain text."""
    parts = [lead_of_the_phase(edition.situation), _about(edition)]
    for section in make_sections(edition, days):
        lines = [f"- {text}" + (f"\n  {link}" if link else "") for text, link in section.lines]
        parts.append("\n".join([section.heading.upper(), *lines]))
    return "\n\n".join([*parts, _foot(edition)]) + "\n"


def subject(edition: Edition) -> str:
    """`Ukebrev, Nordland: 3 av 4 søknader er inne, 13 dager til fristen`."""
    return f"Ukebrev, {edition.where}: {lead_of_the_phase(edition.situation).removesuffix('.')}"


def make_sections(edition: Edition, days: int = WEEK) -> list[Section]:
    """What the letter says, without anything about persons: findings, what is new, what waits, what is ahead."""
    situation = edition.situation
    news = [(one.sentence, "") for one in list_news(situation, days)]
    ahead = [(milestones_sentence(list_milestones(situation)), "")]
    if edition.link:
        ahead.append(("Se tallene i dashbordet.", edition.link))
    since = "Nytt den siste dagen" if days == 1 else f"Nytt de siste {days} dagene"
    return [
        Section("Slik står det", tuple((finding, "") for finding in find_three(edition))),
        Section(since, tuple(news) or (("Ingenting nytt er kommet inn.", ""),)),
        Section("Dette venter", tuple(_waiting(edition)) or (("Ingenting venter.", ""),)),
        Section("Framover", tuple(ahead)),
    ]


def _waiting(edition: Edition) -> list[tuple[str, str]]:
    """Next steps that are due, by municipality and day only: what was agreed may name people."""
    steps = list_next_steps(edition.situation)
    steps = steps[steps["due"].isin(("overdue", "this_week"))]
    lines = [
        (
            f"{capital(DUE[row.due])}: neste steg med {row.label}, {format_date(row.next_step_on)}.",
            edition.link_to("oppfolging", kommune=row.number),
        )
        for row in steps.head(MOST_STEPS).itertuples()
    ]
    if len(steps) > MOST_STEPS:
        more = plural(len(steps) - MOST_STEPS, "steg", "steg")
        lines.append((f"{more} til står på siden Oppfølging.", edition.link_to("oppfolging")))
    unknown = [text for text in unplaced_sentences(edition.situation) if "uten kjent kommune" in text]
    return lines + [(f"Velg kommune: {text}", edition.link_to("data")) for text in unknown]


def _about(edition: Edition) -> str:
    example = f" {EXAMPLES}" if edition.examples else ""
    return f"{edition.round.title} · {capital(edition.where)} · {edition.day}.{example}"


def _foot(edition: Edition) -> str:
    return f"Tallene står {edition.known}. {edition.sources}"


def _write_section(section: Section) -> str:
    lines = "".join(f'<li style="margin:0 0 6px">{_write_line(*line)}</li>' for line in section.lines)
    heading = f'<h2 style="font-size:17px;color:{BRAND};margin:24px 0 6px">{escape(section.heading)}</h2>'
    return f'{heading}<ul style="margin:0;padding-left:20px">{lines}</ul>'


def _write_line(text: str, link: str) -> str:
    if not link:
        return escape(text)
    return f'<a href="{escape(link)}" style="color:{BRAND}">{escape(text)}</a>'
