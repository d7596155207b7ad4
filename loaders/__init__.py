"""A file's bytes in, typed rows and findings out: registrations, applications and attendance.

`read_export` takes any export as the user has it; `match_municipality` says which municipality a text means.
"""

from loaders.columns import field_labels
from loaders.export import KINDS, MAX_BYTES, Export, ExportError, Kind
from loaders.leaving_out import leave_out, personal_columns
from loaders.marked import mark_errors
from loaders.municipalities import Match, match_many, match_municipality, normalise_text
from loaders.read import read_export

__all__ = [
    "KINDS",
    "MAX_BYTES",
    "Export",
    "ExportError",
    "Kind",
    "Match",
    "field_labels",
    "leave_out",
    "mark_errors",
    "match_many",
    "match_municipality",
    "normalise_text",
    "personal_columns",
    "read_export",
]
