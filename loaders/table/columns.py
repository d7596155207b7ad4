"""Which field each column holds: header, values and neighbours are weighed together, and the best explanation is taken.

Fields that decide who counts act only where header and values both say so; where one of them does, the column is
asked about and stays unused.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from loaders.rows.states import find_state
from loaders.table.consequences import Column, decide
from loaders.table.evidence import PLAIN, VALUES, agreement, speaks
from loaders.table.fields import CONSEQUENCE, FIELDS, FORMS_LEAD, Field
from loaders.table.headers import GENERAL, NEARLY, WHOLE, header_weight, is_quiz
from loaders.table.known_together import claim_asked, claim_participants, claim_shape, join_branches
from loaders.table.layout import BECAUSE, HOWS, NO_CLAIM, Candidate, Claim, Layout, doubts
from loaders.table.profile import Profile

SAID_BY_HEADERS = {"withdrawn": ("withdrawn", "cancelled"), "waiting": ("waiting",), "declined": ("declined",)}
"""The fields that a state in a header may mean: the first that a file of the kind can have."""
NEARLY_ALL = 0.9
ASKS_WHETHER = re.compile(
    r"^(?:ønsker|ønskjer|ynskjer|vil|skal|må|har) (?:du|dere|de|kommunen|deltakeren|søkeren) (?:å |at )?|"
    r"^(?:do|would|have|has) (?:you|the municipality) (?:want to |like to |wish to )?"
)
"""«Ønsker dere å trekke søknaden?» says what is asked behind these words."""
NOT_AN_ANSWER = re.compile(
    r"^(?:er )?(?:en |et |ein |eit )?(?:test(?:rad|svar|påmelding|søknad)?|prøve(?:svar|påmelding)|"
    r"du[pb]l[ie](?:kat|tt|cate)(?:rad|svar)?|dobbelt?(?:ført|registrert|påmeldt|påmelding|søknad)?|ugyldig|invalid|"
    r"feil(?:registrert|registrering|påmelding|sendt)|(?:teller|tel|gjelder|gjeld) ikk?j?e(?: med)?|"
    r"ombestemt(?: seg)?|(?:overført|flytt?et|flytta|utsatt)(?: til .{1,40})?|"
    r"ikk?j?e (?:interessert|aktuell?)(?: lenger| lengre)?|uaktuell|opt(?:ed)?[ -]?out|bortfalt|arkivert|"
    r"(?:skal )?ikk?j?e (?:telles?(?: med)?|teljast|være med)|strykes|slettes|fjernes|does not count|ignore)$"
)
"""What somebody writes over a column of ticks at rows that are no answers."""
ORDERER = ("bestiller", "kjøper", "vert", "host", "ordered", "buyer", "kontakt", "betaler", "faktura")


def recognise(layout: Layout, kind: str) -> list[Claim]:
    """What each column holds, for an export of this kind."""
    claims = [NO_CLAIM] * len(layout.headers)
    taken: set[str] = set()
    for place, name in layout.chosen.items():
        claims[place] = Claim(name, "chosen" if name else "", "", "sure")
        taken.add(name)
    for place in range(layout.lead):
        name = FORMS_LEAD[layout.readings[place][0]]
        if place not in layout.chosen and name not in taken:
            claims[place] = Claim(name, "exact", "Forms skriver kolonnen selv.", "sure")
            taken.add(name)
    closed = {*layout.chosen, *range(layout.lead)} | {
        place for place, readings in enumerate(layout.readings) if is_quiz(readings[0])
    }
    fields = [one for one in FIELDS if kind in one.kinds and one.name != "participant"]
    if kind == "attendance":
        claim_shape(layout, claims, taken, closed)
    if kind == "registrations":
        claim_participants(layout, claims, taken, closed)
    claim_asked(layout, claims, taken, closed)
    candidates = list(weigh(layout, fields, closed))
    claim_consequences(layout, claims, taken, closed, candidates, kind)
    for found in sorted(candidates, key=lambda one: (-round(one.score, 2), FIELDS.index(one.field), one.place)):
        name = found.field.name
        if name in CONSEQUENCE or name in taken or claims[found.place].field or claims[found.place].proposed:
            continue
        if (
            found.weight or kind != "attendance" or name != "submitted_at"
        ):  # a meeting's times are not when one signed up
            claims[found.place] = claim_of(found, layout.profiles[found.place])
            taken.add(name)
    let_orderers_go(layout, claims)
    join_branches(layout, claims, candidates)
    return [as_own_address(claim, claims) for claim in claims] if kind == "registrations" else claims


def weigh(layout: Layout, fields: list[Field], closed: set[int]) -> Iterator[Candidate]:
    """Every column with every field that its header or its values speak for."""
    for place, (readings, profile) in enumerate(zip(layout.readings, layout.profiles, strict=True)):
        if place in closed:
            continue
        for one in fields:
            weight = header_weight(one.name, readings) if readings[0] else 0.0
            agrees = agreement(one.name, profile)
            if one.name in CONSEQUENCE:
                yield Candidate(place, one, weight, agrees, weight)
            elif (
                (weight and agrees >= 0)
                or (weight >= NEARLY and speaks(profile) in ("long", "scale"))
                or (one.name == "meeting_role" and agrees >= 1 and not profile.constant)
                or (PLAIN.get(one.name) == speaks(profile) and (may_be(one, readings[0]) or one.name == "email"))
            ):
                score = weight + 0.45 * agrees + neighbours(layout, place, one.name)
                score -= 1.0 if not weight and not may_be(one, readings[0]) else 0.0
                yield Candidate(place, one, weight, agrees, score - doubts(layout, place, one.name))


def may_be(one: Field, header: str) -> bool:
    """Whether a header that says nothing of a field leaves it open to the values."""
    against = (word.lstrip("^") for word in one.against)
    return not any(word in header for word in against if word.strip() not in ("er", "har", "skal", "vil", "kan"))


def neighbours(layout: Layout, place: int, name: str) -> float:
    """An address behind a participant's name is the participant's; behind the orderer's it is the orderer's."""
    if name not in ("email", "phone", "name", "first_name", "last_name"):
        return 0.0
    own = layout.readings[place][0]
    before = " ".join(layout.readings[near][0] for near in range(max(place - 2, 0), place + 1))
    if any(word in own for word in ORDERER):
        return -1.5
    return -0.5 if any(word in before for word in ORDERER) else 0.2 if "delta" in before else 0.0


def let_orderers_go(layout: Layout, claims: list[Claim]) -> None:
    """«Bestiller» names nobody who takes part where first and last names do."""
    if not {"first_name", "last_name"} <= {claim.field for claim in claims}:
        return
    for place, claim in enumerate(claims):
        if claim.field == "name" and claim.how != "chosen" and any(w in layout.readings[place][0] for w in ORDERER):
            claims[place] = NO_CLAIM


def as_own_address(claim: Claim, claims: list[Claim]) -> Claim:
    """«Contact email» is a participant's own where the file names no contact person and has no other address."""
    fields = {one.field for one in claims}
    if claim.field != "contact_email" or fields & {"email", "asked_email", "contact_person", "contact_phone"}:
        return claim
    return replace(claim, field="email", confidence="likely")


def claim_of(found: Candidate, profile: Profile) -> Claim:
    values = VALUES.get(speaks(profile), "")
    if not found.weight:
        return Claim(found.field.name, "values", f"Overskriften er ukjent, men verdiene er {values}.", "likely")
    reason = BECAUSE[found.weight]
    if found.agrees >= 1:
        reason += f", og verdiene er {values}"
    sure = found.weight >= NEARLY or found.agrees >= 1
    return Claim(found.field.name, HOWS[found.weight], f"{reason}.", "sure" if sure else "likely")


def ask_for(name: str) -> Claim:
    """A column that may have a field with consequence, and is asked about."""
    return Claim("", "", "Kolonnen brukes ikke før spørsmålet er besvart.", "asked", name)


def claim_consequences(
    layout: Layout, claims: list[Claim], taken: set[str], closed: set[int], candidates: list[Candidate], kind: str
) -> None:
    """The columns that decide who counts: those that act, and those that are asked about."""
    other = {one.place for one in candidates if one.field.name not in CONSEQUENCE and one.weight >= GENERAL}
    acting: set[str] = set()
    for found in sorted(candidates, key=lambda one: (-one.weight, FIELDS.index(one.field), one.place)):
        name, profile = found.field.name, layout.profiles[found.place]
        if name not in CONSEQUENCE or claims[found.place].field or claims[found.place].proposed:
            continue
        if name in taken:
            continue
        rivalled = found.place in other
        column = Column(found.field, found.weight, layout.readings[found.place], profile, kind, rivalled)
        verdict = decide(column)
        a_key = profile.like_a_key and max(column.understood, column.yes_no) > 0
        if verdict == "act" and (found.place in layout.hidden or a_key):
            verdict = "ask"  # what nobody sees, or what may stand beside the answers, does not decide in silence
        if verdict == "ask" and (rivalled or name in acting):
            continue
        if verdict == "act" and (not rivalled or found.weight >= NEARLY):
            values = VALUES.get(speaks(profile), "tomme")
            reason = f"Overskriften er navnet på feltet, og verdiene passer ({values})."
            claims[found.place] = Claim(name, "exact" if found.weight == WHOLE else "prefix", reason, "sure")
            acting.add(name)
        elif verdict == "ask":
            claims[found.place] = ask_for(name)
    for place, claim in enumerate(claims):
        if claim.proposed in acting:
            claims[place] = NO_CLAIM
    ask_about_states_as_headers(layout, claims, closed, kind)


def ask_about_states_as_headers(layout: Layout, claims: list[Claim], closed: set[int], kind: str) -> None:
    """A header that says a state in other words, «Deltakelsen er avbestilt», over yes and no is asked about."""
    of_kind = {one.name for one in FIELDS if kind in one.kinds}
    for place, (claim, readings, profile) in enumerate(zip(claims, layout.readings, layout.profiles, strict=True)):
        if place in closed or claim.field or claim.proposed:
            continue
        withdraws = find_state(ASKS_WHETHER.sub("", readings[0])) == "withdrawn"
        ruled_out = withdraws or any(map(NOT_AN_ANSWER.match, readings))
        said = "withdrawn" if ruled_out else find_state(readings[0]) or ""
        denied = said == "registered" and any(word in readings[0].split() for word in ("ikke", "ikkje", "not"))
        names = ("coming",) if denied else SAID_BY_HEADERS.get(said, ())
        name = next((name for name in names if name in of_kind), "")
        if name and max(profile.rows_yes_no, float(profile.tick)) >= NEARLY_ALL:
            claims[place] = ask_for(name)
