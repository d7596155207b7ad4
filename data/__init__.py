"""Reference tables of the dashboard and where they lie."""

from pathlib import Path

DATA = Path(__file__).parent
