"""The stages a municipality passes on its way to the start, in their order."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Stage:
    """`key` is the column of the status table with the stage's date, `label` what people read."""

    key: str
    label: str
    label_nothing: str
    """The label of municipalities without this stage."""


STAGES = (
    Stage("registered", "påmeldt", "ikke påmeldt"),
    Stage("attended", "deltok", "deltok ikke"),
    Stage("guided", "veiledet", "ikke veiledet"),
    Stage("applied", "søkt", "ikke søkt"),
    Stage("placed", "tildelt plass", "uten plass"),
    Stage("confirmed", "bekreftet", "ikke bekreftet"),
    Stage("start_registered", "påmeldt oppstart", "ikke påmeldt oppstart"),
)

STAGE_KEYS = tuple(stage.key for stage in STAGES)
STAGE_LABELS = {stage.key: stage.label for stage in STAGES}
NOTHING = ""
"""The furthest stage of a municipality that has not shown up."""
NOTHING_LABEL = "ingen kontakt ennå"

APPLICATION_STATES = {
    "received": "mottatt",
    "under_review": "under vurdering",
    "placed": "tildelt plass",
    "waiting": "venteliste",
    "declined": "avslag",
    "confirmed": "bekreftet",
    "withdrawn": "trukket",
}
