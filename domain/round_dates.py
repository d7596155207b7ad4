"""The dates of a round, one table: the settings, their check, the form, the milestones and the time line read it.

The gatherings, which are as many as a round has, are not among them: see `domain/gatherings.py`.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class RoundDate:
    """One date. `label` names its field and its milestone, `phrase` stands in a sentence, `short` beside a curve.

    `milestone` is the milestone's key, "" where the date is none. A milestone is done when its day is over, or on its
    day (`done_on_its_day`). An `ordered` date comes no later than the next such one of the table.
    """

    key: str
    label: str
    phrase: str
    milestone: str = ""
    short: str = ""
    done_on_its_day: bool = False
    ordered: bool = False


DATES = (
    RoundDate("call", "Utlysning", "utlysningen", "call", "Utlysning", done_on_its_day=True, ordered=True),
    RoundDate("deadline", "Søknadsfrist", "søknadsfristen", "deadline", "Frist", ordered=True),
    RoundDate("answers", "Svar til søkerne", "svarene til søkerne", "answers", "Svar", ordered=True),
    RoundDate("start", "Oppstart", "oppstarten", "start", "Oppstart", ordered=True),
    RoundDate("retention", "Personopplysninger slettes senest", "slettedatoen", ordered=True),
    RoundDate("first_day", "Første dag på tidslinjen", "første dag på tidslinjen"),
    RoundDate("last_day", "Siste dag på tidslinjen", "siste dag på tidslinjen"),
)
DATE_OF = {date.key: date for date in DATES}
MILESTONES = {date.milestone: date for date in DATES if date.milestone}
