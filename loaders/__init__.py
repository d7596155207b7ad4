"""A file's bytes in, typed rows and findings out: registrations, applications and attendance.

`read_export` takes any export as the user has it; `match_municipality` says which municipality a text means.
"""

from loaders.export import MAX_BYTES, Answer, Export, ExportError, Question
from loaders.findings import is_stopped
from loaders.matching.municipalities import Match, match_many, match_municipality
from loaders.matching.names import normalise_text
from loaders.read_file import read_export
from loaders.rewriting.leave_out import leave_out, personal_columns
from loaders.rewriting.mark_errors import mark_errors
from loaders.scores import Scores, read_scores, template_headers
from loaders.table.fields import field_labels
from loaders.written_answers import read_written_answers

__all__ = [
    "MAX_BYTES",
    "Answer",
    "Export",
    "ExportError",
    "Match",
    "Question",
    "Scores",
    "field_labels",
    "is_stopped",
    "leave_out",
    "mark_errors",
    "match_many",
    "match_municipality",
    "normalise_text",
    "personal_columns",
    "read_export",
    "read_scores",
    "read_written_answers",
    "template_headers",
]
