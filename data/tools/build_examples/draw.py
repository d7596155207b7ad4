"""Draws the four tables: who signed up, came, applied and signed up for the start, and when."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from .people import Draw, write_address
from .story import (
    APPLIED_AGAIN,
    APPLIED_LATE,
    DROP_INS,
    NAMESAKES,
    PARTNERS,
    PLAN,
    SECRETARIES,
    SENT_AGAIN,
    SPECIAL,
    TEXTS,
)


@dataclass(frozen=True)
class Registration:
    sent: datetime
    email: str
    name: str
    person: str  # the invented person's name, known also where the form holds none
    municipality: str
    county: str
    workplace: str
    role: str
    persons: int
    status: str
    numbers: tuple[str, ...]  # the true answer; () where the row can't tell
    known: str  # "placed" "ambiguous" "svalbard" "none" "test"
    attends: bool
    phone: str = ""
    question: str = ""


# Registrations for the gathering


def registration_days() -> dict[date, float]:
    """From 20 February a slow trickle, from the call on 10 March a rise until the evening before."""
    days = {}
    for n in range(19):
        day = date(2024, 2, 20) + timedelta(n)
        days[day] = 0.4 if day.weekday() > 4 else 2.3
    rise = {10: 6, 11: 29, 12: 27, 13: 31, 14: 35}
    return days | {date(2024, 3, day): weight for day, weight in rise.items()}


def draw_registrations(draw: Draw) -> list[Registration]:
    rows: list[Registration] = []
    for number, row in PLAN.items():
        day = draw.weighted(registration_days())
        for place in range(int(row["registrations"])):
            name = draw.name()
            if number == NAMESAKES[1]:
                name = next(row.person for row in rows if row.numbers == (NAMESAKES[0],))
            rows.append(draw_registration(draw, number, place, day, name))
            if number in SENT_AGAIN and place == 0:
                rows.append(send_again(draw, rows[-1]))
    rows += [draw_special(draw, row) for row in SPECIAL]
    return sorted(rows, key=lambda row: row.sent)


def draw_registration(draw: Draw, number: str, place: int, day: date, name: str) -> Registration:
    plan = PLAN[number]
    ways = plan["written_as"].split("|")
    text, _, county = ways[place % len(ways)].partition("@")
    outside = draw.one(["example.no", "example.no", "example.com", "example.org"])
    email = write_address(name, plan["domain"] if draw.random() < 0.74 else outside)
    sent = draw.moment(day if draw.random() < 0.5 else draw.weighted(registration_days()))
    if number in SECRETARIES:
        email = f"eksempelpost@{plan['domain']}"
        sent = datetime.combine(day, time(9, 12 + 5 * place, 31))
        shown_email, shown_name = email, name
    else:
        shown_email, shown_name = hide(draw, email, name, may=number not in (*SENT_AGAIN, *NAMESAKES))
    school = "kulturskule" if plan["county"] in ("Vestland", "Møre og Romsdal") else "kulturskole"
    return Registration(
        sent=sent,
        email=shown_email,
        name=shown_name,
        person=name,
        municipality=text,
        county=county or ("" if draw.random() < 0.12 else plan["county"]),
        workplace=draw.one([f"{plan['name']} {school}"] * 2 + [f"{plan['name']} kommune", ""]),
        role=draw.one(TEXTS["roles"]),
        persons=draw.weighted({1: 78, 2: 12, 3: 6, 4: 3, 6: 1}),
        status="",
        numbers=(number,),
        known="placed",
        attends=place < int(plan["attended"]),
        phone=draw.phone(),
        question=draw.one(TEXTS["questions"]) if draw.random() < 0.09 else "",
    )


def hide(draw: Draw, email: str, name: str, *, may: bool) -> tuple[str, str]:
    """E-mail and name as Forms records them: some answer anonymously, some give only one of the two."""
    chance = draw.random()
    if may and chance < 0.07:
        return "anonymous", ""
    if may and chance < 0.09:
        return "", name
    if chance < 0.14:
        local, _, domain = email.partition("@")
        return f"{local.title()}@{domain}", name
    return email, name


def send_again(draw: Draw, row: Registration) -> Registration:
    """The same person an hour or a day later: more participants, the municipality written differently."""
    sent = row.sent + timedelta(minutes=draw.whole(9, 2600))
    return replace(
        row,
        sent=min(sent, datetime(2024, 3, 14, 22, 41, 8) + timedelta(minutes=draw.whole(0, 40))),
        municipality=SENT_AGAIN[row.numbers[0]],
        persons=row.persons + 1,
    )


def draw_special(draw: Draw, row: dict[str, str]) -> Registration:
    name = draw.name()
    return Registration(
        sent=datetime.fromisoformat(row["sent"]),
        email=write_address(name, row["email"]),
        name=name,
        person=name,
        municipality=row["municipality"],
        county=row["county"],
        workplace=row["workplace"],
        role=draw.one(TEXTS["roles"]),
        persons=int(row["persons"]),
        status=row["status"],
        numbers=tuple(row["numbers"].split()),
        known=row["known"],
        attends=row["attends"] == "1",
        phone=draw.phone(),
    )


# Applications


def draw_applications(draw: Draw) -> list[dict[str, Any]]:
    rows = []
    for number, plan in PLAN.items():
        if plan["applied"]:
            rows.append(draw_application(draw, number, plan))
        if number in APPLIED_AGAIN:
            rows.append({**rows[-1], "sent": APPLIED_AGAIN[number], "anchoring": TEXTS["anchoring"][0]})
    return sorted(rows, key=lambda row: row["sent"])


def draw_application(draw: Draw, number: str, plan: dict[str, str]) -> dict[str, Any]:
    name, contact = draw.name(), draw.name()
    anonymous = draw.random() < 0.2 and number not in APPLIED_AGAIN
    alone = (draw.one([plan["name"], f"{plan['name']} kommune"]), draw.one(TEXTS["no_partner"]), "")
    text, partner, other = PARTNERS.get(number, alone)
    roles = dict.fromkeys(draw.one(TEXTS["team_roles"]) for _ in range(4))
    services = [s for s in TEXTS["services"] if s == "Kulturskole" or draw.random() < 0.45]
    motivation = [draw.one(TEXTS[part]) for part in ("openings", "problems", "hopes")]
    return {
        "sent": APPLIED_LATE.get(number) or draw.moment(date.fromisoformat(plan["applied"])),
        "email": "anonymous" if anonymous else write_address(name, plan["domain"]),
        "name": "" if anonymous else name,
        "numbers": (number, other) if other else (number,),
        "municipality": text,
        "county": plan["county"],
        "partner": partner,
        "anchoring": draw.one(TEXTS["anchoring"]),
        "contact": contact,
        "contact_email": write_address(contact, plan["domain"]),
        "team": ", ".join(f"{draw.name()} ({role})" for role in roles),
        "services": "".join(f"{service};" for service in services),
        "motivation": " ".join(motivation),
        "outcome": plan["outcome"],
        "answered": date.fromisoformat(plan["answered"]) if plan["answered"] else None,
        "confirmed": date.fromisoformat(plan["confirmed"]) if plan["confirmed"] else None,
    }


# Registrations for the start gathering


def start_days(after: date) -> dict[date, float]:
    """Working days from the confirmation to 30 August, hardly any in the July holiday."""
    days = {}
    for n in range(1, (date(2024, 8, 30) - after).days + 1):
        day = after + timedelta(n)
        if day.weekday() < 5:
            holiday = date(2024, 7, 5) <= day <= date(2024, 8, 4)
            days[day] = 0.05 if holiday else 3 if day.month == 8 else 1
    return days


def draw_start(draw: Draw) -> list[dict[str, Any]]:
    rows = []
    for number, plan in PLAN.items():
        team = int(plan["start"] or 0)
        if not team:
            continue
        after = max(date.fromisoformat(plan["confirmed"] or "2024-06-20"), date(2024, 6, 9))
        sent = draw.moment(draw.weighted(start_days(after)))
        for _ in range(team):
            name = draw.name()
            sent += timedelta(minutes=draw.whole(3, 9), seconds=draw.whole(0, 59))
            rows.append(
                {
                    "sent": sent,
                    "email": write_address(name, plan["domain"]),
                    "name": name,
                    "number": number,
                    "municipality": draw.one([plan["name"], f"{plan['name']} kommune"]),
                    "role": draw.one(TEXTS["team_roles"]),
                    "phone": draw.phone(),
                    "dinner": draw.one(["Ja", "Ja", "Nei"]),
                }
            )
    first = next(row for row in rows if row["number"] == "5006")
    rows.append({**first, "sent": first["sent"] + timedelta(hours=2, minutes=7), "dinner": "Nei"})
    return sorted(rows, key=lambda row: row["sent"])


# Attendance


def draw_attendance(draw: Draw, registrations: list[Registration]) -> list[dict[str, Any]]:
    """Who the report lists: two organisers, those signed up who came, and some who had not signed up."""
    rows = []
    for role in ("Organizer", "Co-organizer"):
        name = draw.name()
        rows.append({"name": name, "email": write_address(name, "example.org"), "role": role})
    coming = {(row.person, row.email): row for row in registrations if row.attends}
    rows += [draw_attendee(draw, row) for row in coming.values()]
    for number in DROP_INS:
        name = draw.name()
        rows.append({"name": f"{name} (External)", "email": write_address(name, PLAN[number]["domain"])})
    rows += [{"name": f"{draw.name()} (Unverified)", "email": ""} for _ in range(6)]
    rows.append({"name": "+47 12 34 56 78", "email": ""})
    for row in rows:
        row.setdefault("role", "Presenter" if draw.random() < 0.06 else "Attendee")
        row["visits"] = draw_visits(draw, early=row["role"].endswith("rganizer"))
    # A guest without an address gets a new line for each time of joining; who has an address has one line.
    rows = [
        {**row, "visits": visits}
        for row in rows
        for visits in ([row["visits"]] if row["email"] else [[visit] for visit in row["visits"]])
    ]
    return sorted(rows, key=lambda row: row["visits"][0])


def draw_attendee(draw: Draw, row: Registration) -> dict[str, Any]:
    """One who signed up: most with the same address, some with their own work address, some by name only."""
    way = draw.random()
    namesake = row.numbers == (NAMESAKES[1],)
    if namesake or way < 0.22:
        return {"name": f"{row.person} ({'External' if way < 0.1 else 'Unverified'})", "email": ""}
    personal = "@" in row.email and not row.email.startswith("eksempelpost")
    home = PLAN[row.numbers[0]]["domain"] if row.numbers else "example.no"
    if personal and way < 0.88:
        email = row.email
    else:
        first, *_, last = row.person.split()
        email = write_address(f"{first[:3]}{last[:4]}", home)
    return {"name": f"{row.person} (External)", "email": email}


def draw_visits(draw: Draw, *, early: bool) -> list[tuple[datetime, datetime]]:
    start = datetime(2024, 3, 15, 9, 11 if early else 22, 5) + timedelta(seconds=draw.whole(0, 700))
    end = datetime(2024, 3, 15, 13, 29) + timedelta(seconds=draw.whole(0, 260))
    if not early and draw.random() < 0.12:
        start += timedelta(minutes=draw.whole(5, 70))
    if not early and draw.random() < 0.2:
        end -= timedelta(minutes=draw.whole(20, 130))
    if draw.random() >= 0.17:
        return [(start, end)]
    # Lost the line, or went for lunch and joined again.
    out = start + timedelta(seconds=int((end - start).total_seconds() * (0.3 + 0.4 * draw.random())))
    back = min(out + timedelta(seconds=draw.whole(40, 1500)), end - timedelta(seconds=60))
    return [(start, out), (back, end)]
