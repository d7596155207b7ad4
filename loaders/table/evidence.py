"""What a column's values say for or against a field, beside what its header says."""

from collections.abc import Mapping

from loaders.table.profile import Profile

Agreement = Mapping[str, tuple[frozenset[str], frozenset[str]]]


def kinds(words: str) -> frozenset[str]:
    return frozenset(words.split())


TIME = (kinds("time"), kinds("text number clock phone"))
AGREE: Agreement = {
    "email": (kinds("address"), kinds("text")),
    "contact_email": (kinds("address"), kinds("text")),
    "name": (kinds("name"), kinds("text municipality phone")),
    "first_name": (kinds("name"), kinds("text municipality county")),
    "last_name": (kinds("name"), kinds("text municipality county")),
    "contact_person": (kinds("name"), kinds("text address long municipality")),
    "municipality": (kinds("municipality"), kinds("text county name number")),
    "municipality_number": (kinds("number"), kinds("text municipality")),
    "county": (kinds("county"), kinds("text municipality name number")),
    "organisation": (kinds("text"), kinds("municipality name county")),
    "role": (kinds("text"), kinds("name municipality")),
    "phone": (kinds("phone"), kinds("text number")),
    "contact_phone": (kinds("phone"), kinds("text number")),
    "minutes": (kinds("duration"), kinds("text number clock")),
    "submitted_time": (kinds("clock"), kinds("text number")),
    "joined_at": (kinds("time clock"), kinds("text")),
    "left_at": (kinds("time clock"), kinds("text")),
    "action": (kinds("text"), frozenset()),
    "guest": (kinds("yes_no"), kinds("text")),
} | dict.fromkeys(("submitted_at", "moment", "placed_date", "confirmed_date", "state_date", "modified_at"), TIME)
"""By field: what values say plainly for it, and what they may say as well; anything else speaks against it."""
VALUES = {
    "address": "e-postadresser",
    "time": "tidspunkter",
    "clock": "klokkeslett",
    "yes_no": "ja og nei eller kryss",
    "number": "tall",
    "municipality": "kommuner",
    "county": "fylker",
    "name": "navn på personer",
    "phone": "telefonnumre",
    "duration": "varigheter",
    "scale": "grader av enighet",
    "long": "lange svar",
    "text": "tekst",
}
PLAIN = {"email": "address", "municipality": "municipality", "submitted_at": "time", "name": "name"}
"""The fields that a column is proposed for by its values alone."""


def speaks(profile: Profile) -> str:
    """What the values plainly are, a key of VALUES; "" for an empty column."""
    if not profile.telling:
        return ""
    several = profile.filled > 1
    for kind, share, least in (
        ("address", profile.emails, 0.6),
        ("time", profile.times, 0.6),
        ("clock", profile.clocks, 0.7),
        ("yes_no", profile.rows_yes_no if several or not profile.tick else 0.0, 0.95),
        ("phone", profile.phones, 0.8),
        ("number", profile.numbers, 0.8),
        ("duration", profile.durations, 0.7),
        ("scale", profile.scale, 1.0),
    ):
        if share >= least:
            return kind
    if profile.length > 70:
        return "long"
    if profile.counties >= 0.7 and profile.counties >= profile.places:
        return "county"
    if profile.places >= 0.6:
        return "municipality"
    return "name" if profile.names >= 0.7 else "text"


def agreement(field: str, profile: Profile) -> float:
    """1 where the values say the field plainly, 0 where they say nothing, -1 where they are something else."""
    if field == "meeting_role":
        return 1.0 if profile.meeting_roles >= 0.5 else -1.0
    if field == "role" and profile.meeting_roles >= 0.9:
        return -0.5
    if not profile.telling or field not in AGREE:
        return 0.0
    plain, possible = AGREE[field]
    said = speaks(profile)
    if field in ("role", "organisation") and said in plain:
        return 0.5
    return 1.0 if said in plain else 0.0 if said in possible else -1.0
