"""Hvem mangler? The lists to call from: exact differences between sets of the status table."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pandas as pd

from analysis.alphabet import norwegian_keys
from analysis.followup import PERSON_COLUMNS, FollowUp, of_applications, of_municipalities
from analysis.reach import facts_of, size_of
from analysis.readiness import ITEMS, START, list_readiness
from analysis.regions import count_regions
from analysis.situation import Level, Situation
from analysis.turnout import why_no_attendance
from domain.rounds import Round
from domain.words import format_date, format_number, join_words, plural

QUIET_DAYS = 21
SEVERAL = 2


def make_lists(
    situation: Situation,
    *,
    pilot: Round | None = None,
    level: Level = "branch",
    quiet_days: int = QUIET_DAYS,
    since: datetime | None = None,
) -> dict[str, FollowUp]:
    """Every list under the filter, by key, in the order of the way from registration to start.

    Municipalities are of the 357; Longyearbyen is named in a remark where it belongs. A joint applicant has
    applied, whoever of them sent the application. `pilot` is the earlier round with known municipalities;
    `since` marks the registrations that came after it as new.
    """
    makers: list[Callable[[Situation], FollowUp]] = [
        lambda found: list_registered(found, since),
        not_attended,
        people_not_attended,
        came_unregistered,
        attended_not_applied,
        several_not_applied,
        lambda found: regions_with_none(found, level),
        lacking,
        not_confirmed,
        not_at_start,
        lambda found: quiet(found, quiet_days),
    ]
    if pilot and pilot.known_municipalities:
        makers.append(lambda found: pilot_absent(found, pilot))
    lists = [make(situation) for make in makers]
    return {one.key: one for one in lists}


def of_size(found: FollowUp, round_: Round, size: str) -> FollowUp:
    """The list with the rows of one class of size alone (a label of reach.SIZE_LABELS), which its title names.

    A list of regions has no municipalities to choose among, and stays as it is.
    """
    if "number" not in found.rows:
        return found
    facts = facts_of(round_)
    within = [number in facts and size_of(facts[number].inhabitants) == size for number in found.rows["number"]]
    title = f"{found.title} – {size} innbyggere"
    return replace(found, title=title, rows=found.rows[within].reset_index(drop=True))


def list_registered(situation: Situation, since: datetime | None = None) -> FollowUp:
    """Every counting registration, those after `since` (aware) marked in is_new and first."""
    rows = situation.counting("registrations")
    new = rows["submitted_at"] > pd.Timestamp(since) if since else pd.Series(False, rows.index)
    reason = ["påmeldt " + format_date(day) for day in rows["day"]]
    rows = rows.assign(reason=reason, is_new=new).sort_values(
        ["is_new", "submitted_at"], ascending=False, kind="stable", ignore_index=True
    )
    count = int(new.sum())
    remark = f"{plural(count, 'ny', 'nye')} siden adressene sist ble kopiert." if since else ""
    return FollowUp(
        "registered",
        "Alle påmeldte",
        f"De skal ha tekstene og spørsmålene før {situation.round.every_gathering}.",
        "registration",
        rows[[*PERSON_COLUMNS, "persons", "is_new"]],
        remark,
    )


def not_attended(situation: Situation) -> FollowUp:
    """Municipalities that registered and did not take part."""
    if remark := _no_attendance(situation):
        rows = situation.status.iloc[:0]
    else:
        rows = _without(situation, "registered", "attended")
    return of_municipalities(
        situation,
        "not_attended",
        "Påmeldt, men kom ikke",
        f"De ville være med og gikk glipp av {situation.round.every_gathering}. En telefon nå kan vekke interessen "
        "igjen.",
        rows,
        remark,
    )


def people_not_attended(situation: Situation) -> FollowUp:
    """Registrations that nobody took part on."""
    rows = situation.counting("registrations")
    remark = _no_attendance(situation)
    rows = rows.iloc[:0] if remark else rows[~rows.index.isin(situation.those_who_came)]
    rows = rows.assign(reason=[f"påmeldt {format_date(day)}" for day in rows["day"]])
    return FollowUp(
        "people_not_attended",
        "Påmeldte personer som ikke kom",
        "De kan få opptaket eller presentasjonen i ettertid.",
        "registration",
        rows.sort_values(["label", "name"], key=norwegian_keys, kind="stable", ignore_index=True)[PERSON_COLUMNS],
        remark,
    )


def came_unregistered(situation: Situation) -> FollowUp:
    """Those who took part without a registration; without an address it may be a registered one under another name."""
    rows = situation.counting("attendance")
    rows = rows[rows["registration"] < 0]
    told = {True: "kunne ikke knyttes til en kommune", False: "deltok, men står ikke i påmeldingene"}
    rows = rows.assign(reason=[told[how == ""] for how in rows["joined_by"]])
    return FollowUp(
        "came_unregistered",
        "Deltok uten å være påmeldt",
        "De har ikke fått tekstene og spørsmålene, og kan ha meldt seg på under et annet navn.",
        "attendee",
        rows.sort_values(["label", "name"], key=norwegian_keys, kind="stable", ignore_index=True)[PERSON_COLUMNS],
        _no_attendance(situation),
    )


def attended_not_applied(situation: Situation) -> FollowUp:
    """Municipalities that took part and have not applied."""
    return of_municipalities(
        situation,
        "attended_not_applied",
        "Deltok, men har ikke søkt",
        "De har hørt om programmet og er nærmest til å søke.",
        _without(situation, "attended", "applied"),
        _no_attendance(situation),
    )


def several_not_applied(situation: Situation) -> FollowUp:
    """Municipalities that registered several persons and have not applied."""
    rows = _without(situation, "registered", "applied")
    return of_municipalities(
        situation,
        "several_not_applied",
        "Meldte på flere, men har ikke søkt",
        "Når flere fra samme kommune er påmeldt, er saken alt drøftet der.",
        rows[rows["participants"] >= SEVERAL],
    )


def regions_with_none(situation: Situation, level: Level = "branch") -> FollowUp:
    """Branches or counties in the filter without an applicant municipality."""
    table = count_regions(situation, level)
    remark = ""
    if not situation.sources.has("applications"):
        table, remark = table.iloc[:0], "Søknadene er ikke lastet opp, så vi vet ikke hvem som har søkt."
    table = table[(table["municipalities"] > 0) & (table["applied"] == 0)]
    reasons = [_interest(row) for row in table.itertuples()]
    rows = table.assign(reason=reasons).sort_values(
        ["attended", "registered"], ascending=False, kind="stable", ignore_index=True
    )
    return FollowUp(
        "regions_with_none",
        "Regioner uten søkere",
        "Programmet skal nå hele landet.",
        "region",
        rows[["region", "municipalities", "registered", "attended", "reason"]],
        remark,
    )


def _interest(row: Any) -> str:
    """`12 kommuner er påmeldt, 9 deltok`: what is known of a region's interest."""
    if pd.isna(row.registered):
        return "påmeldingene er ikke lastet opp"
    if not row.registered:
        return "ingen kommuner er påmeldt"
    came = "" if pd.isna(row.attended) else f", {format_number(row.attended)} deltok"
    return f"{plural(row.registered, 'kommune', 'kommuner')} er påmeldt{came}"


def lacking(situation: Situation) -> FollowUp:
    """Applications that lack anchoring, contact person or team."""
    table = list_readiness(situation, with_place=False)
    items = {key: ITEMS[key] for key in ("anchoring", "contact_person", "team")}
    missing = [[word for key, word in items.items() if not getattr(row, key)] for row in table.itertuples()]
    reasons = [f"mangler {join_words(words)}" if words else "" for words in missing]
    table = table.assign(reason=reasons, _few=[len(words) for words in missing])
    return of_applications(
        "lacking",
        "Har søkt, men mangler noe",
        "Uten forankring, kontaktperson og team er søknaden ikke klar til å vurderes.",
        table[table["_few"] > 0].sort_values(["_few", "label"], key=norwegian_keys, kind="stable"),
    )


def not_confirmed(situation: Situation) -> FollowUp:
    """Applications that were offered a place and have not confirmed it."""
    table = list_readiness(situation)
    table = table[~table["confirmed"]]
    reasons = [f"tildelt plass {format_date(day)}" for day in table["placed_day"]]
    return of_applications(
        "not_confirmed",
        "Tildelt plass, men ikke bekreftet",
        "Plassen kan gå til en annen hvis den ikke blir brukt.",
        table.assign(reason=reasons),
    )


def not_at_start(situation: Situation) -> FollowUp:
    """Applications with a place of which no municipality has signed up for the start."""
    table = list_readiness(situation)
    loaded = START in table
    table = table[~table[START]] if loaded else table.iloc[:0]
    said = {True: "har bekreftet plassen", False: "har ikke bekreftet plassen"}
    reasons = [said[bool(done)] for done in table["confirmed"]]
    table = table.assign(reason=reasons).sort_values("confirmed", ascending=False, kind="stable")
    return of_applications(
        "not_at_start",
        "Har plass, men er ikke påmeldt oppstart",
        "Alle med plass skal være med når programmet starter.",
        table,
        "" if loaded else "Påmeldingene til oppstarten er ikke lastet opp, så vi vet ikke hvem som mangler.",
    )


def pilot_absent(situation: Situation, pilot: Round) -> FollowUp:
    """Municipalities of the pilot that have not shown up at all."""
    rows = situation.municipalities
    rows = rows[rows["number"].isin(pilot.known_municipalities) & (rows["furthest"] == "")]
    return of_municipalities(
        situation,
        "pilot_absent",
        "Pilotkommuner som ikke er påmeldt",
        "De kjenner arbeidsmåten og kan fortelle andre om den.",
        rows,
        reason="var med i piloten, ikke påmeldt nå",
    )


def quiet(situation: Situation, days: int = QUIET_DAYS) -> FollowUp:
    """Municipalities that have shown up, have not applied, and were not contacted in the last `days` days."""
    rows = situation.status
    rows = rows[(rows["furthest"] != "") & rows["applied"].isna()]
    limit = situation.as_of - timedelta(days=days)
    called = [not pd.isna(day) and day > limit for day in rows["last_contact"]]
    recent = pd.Series(called, rows.index, dtype=bool)
    return of_municipalities(
        situation,
        "quiet",
        "Ingen kontakt på en stund",
        f"De har vist interesse, og har ikke hørt fra oss på {plural(days, 'dag', 'dager')}.",
        rows[~recent],
    )


def _without(situation: Situation, has: str, lacks: str) -> pd.DataFrame:
    rows = situation.status
    return rows[rows[has].notna() & rows[lacks].isna()]


def _no_attendance(situation: Situation) -> str:
    reason = why_no_attendance(situation)
    return f"{reason}, så vi vet ikke hvem som kom." if reason else ""
