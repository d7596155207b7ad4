"""How grave a finding in a file is: it stops the file, must be looked at, or is good to know."""

from typing import Literal, get_args

Severity = Literal["stop", "check", "tip"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""The gravest first."""
SEVERITY_LABELS = {"stop": "Må rettes", "check": "Kontroller", "tip": "Tips"}
