"""The stages a municipality passes on its way to the start, in their order."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Stage:
    """`key` is the column of the status table with the stage's date, `label` what people read."""

    key: str
    label: str


STAGES = (
    Stage("registered", "påmeldt"),
    Stage("attended", "deltok"),
    Stage("guided", "veiledet"),
    Stage("applied", "søkt"),
    Stage("placed", "tildelt plass"),
    Stage("confirmed", "bekreftet"),
    Stage("start_registered", "påmeldt oppstart"),
)

STAGE_KEYS = tuple(stage.key for stage in STAGES)
STAGE_LABELS = {stage.key: stage.label for stage in STAGES}
NOTHING = ""
"""The furthest stage of a municipality that has not shown up."""
NOTHING_LABEL = "ingen kontakt ennå"
