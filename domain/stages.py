"""The stages a municipality passes on its way to the start, in their order."""

from dataclasses import dataclass

from domain.kinds import RowKind


@dataclass(frozen=True)
class Stage:
    """`key` is the column of the status table with the stage's date, `label` what people read, `source` the kind of
    rows that give the date; guidance is written down in the dashboard and has none."""

    key: str
    label: str
    source: RowKind | None


STAGES = (
    Stage("registered", "påmeldt", "registrations"),
    Stage("attended", "deltok", "attendance"),
    Stage("guided", "veiledet", None),
    Stage("applied", "søkt", "applications"),
    Stage("placed", "tildelt plass", "applications"),
    Stage("confirmed", "bekreftet", "applications"),
    Stage("start_registered", "påmeldt oppstart", "start_registrations"),
)

STAGE_KEYS = tuple(stage.key for stage in STAGES)
STAGE_LABELS = {stage.key: stage.label for stage in STAGES}
NOTHING = ""
"""The furthest stage of a municipality that has not shown up."""
NOTHING_LABEL = "ikke påmeldt"
