"""What has been adopted: versions of exports, corrections, notes, settings of rounds, and the log.

Every function takes the engine that `connect` gives first. Faults of the database are StoreErrors.
"""

from store.adopting import adopt, event_of, read_upload, remembered_mapping, restore, take_out
from store.assessments import (
    ALLOTMENT,
    SavedAssessment,
    add_assessments,
    assessments,
    pass_on,
    remove_upload,
    save_assessment,
    score_uploads,
)
from store.corrections import (
    Corrections,
    corrections,
    remove_correction,
    set_state,
    settle_municipality,
    settled_elsewhere,
)
from store.decisions import decide, mark_answers_out, take_back_decision
from store.deletion import anonymous, delete_personal_data, has_personal_data, retention_notice
from store.difference import Difference, compare
from store.draws import NewDraw, add_draw, draws
from store.efforts import add_effort, edit_effort, efforts, read_effort, remove_effort, restore_effort
from store.engine import connect
from store.errors import (
    StoreConflict,
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreGone,
    StoreLocked,
    StoreMissing,
    StoreNewer,
    StoreReadOnly,
    StoreRefused,
    StoreUnavailable,
    StoreUnreadable,
)
from store.events import EventGuess, guess_event, guess_event_of
from store.files import export_files
from store.following import LOST, follow_states
from store.inbox import Inbox, Waiting
from store.log import ACT_NAMES, count_log, read_log, write_log
from store.manual_entries import manual_entries
from store.notes import CHANNELS, Note, add_note, edit_note, notes, read_note, remove_note
from store.pairing import times_of
from store.papers import EVERY_ROUND, Paper, PaperKind, papers, remove_paper, save_paper
from store.placing import Placement, place_export
from store.round_files import ExampleFile, example_files, read_example, read_round_files, shows_examples
from store.round_removal import may_remove_round, remove_round
from store.round_settings import check_settings
from store.rounds import (
    RoundSettings,
    first_round,
    round_for,
    round_history,
    round_settings,
    round_texts,
    rounds,
    rows_within,
    save_round,
)
from store.since import Since, done_since
from store.transactions import Topic, change_id, change_numbers, check_answers, round_change_id
from store.versions import (
    Version,
    content,
    history,
    in_force,
    overtaken_by,
    read_in_force,
    read_version,
    read_written_answers,
    version,
    versions,
)

__all__ = [
    "ACT_NAMES",
    "ALLOTMENT",
    "CHANNELS",
    "EVERY_ROUND",
    "LOST",
    "Corrections",
    "Difference",
    "EventGuess",
    "ExampleFile",
    "Inbox",
    "NewDraw",
    "Note",
    "Paper",
    "PaperKind",
    "Placement",
    "RoundSettings",
    "SavedAssessment",
    "Since",
    "StoreConflict",
    "StoreDamaged",
    "StoreError",
    "StoreFull",
    "StoreGone",
    "StoreLocked",
    "StoreMissing",
    "StoreNewer",
    "StoreReadOnly",
    "StoreRefused",
    "StoreUnavailable",
    "StoreUnreadable",
    "Topic",
    "Version",
    "Waiting",
    "add_assessments",
    "add_draw",
    "add_effort",
    "add_note",
    "adopt",
    "anonymous",
    "assessments",
    "change_id",
    "change_numbers",
    "check_answers",
    "check_settings",
    "compare",
    "connect",
    "content",
    "corrections",
    "count_log",
    "decide",
    "delete_personal_data",
    "done_since",
    "draws",
    "edit_effort",
    "edit_note",
    "efforts",
    "event_of",
    "example_files",
    "export_files",
    "first_round",
    "follow_states",
    "guess_event",
    "guess_event_of",
    "has_personal_data",
    "history",
    "in_force",
    "manual_entries",
    "mark_answers_out",
    "may_remove_round",
    "notes",
    "overtaken_by",
    "papers",
    "pass_on",
    "place_export",
    "read_effort",
    "read_example",
    "read_in_force",
    "read_log",
    "read_note",
    "read_round_files",
    "read_upload",
    "read_version",
    "read_written_answers",
    "remembered_mapping",
    "remove_correction",
    "remove_effort",
    "remove_note",
    "remove_paper",
    "remove_round",
    "remove_upload",
    "restore",
    "restore_effort",
    "retention_notice",
    "round_change_id",
    "round_for",
    "round_history",
    "round_settings",
    "round_texts",
    "rounds",
    "rows_within",
    "save_assessment",
    "save_paper",
    "save_round",
    "score_uploads",
    "set_state",
    "settle_municipality",
    "settled_elsewhere",
    "shows_examples",
    "take_back_decision",
    "take_out",
    "times_of",
    "version",
    "versions",
    "write_log",
]
