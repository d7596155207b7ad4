"""Lets plotly look at the figures that the charts make as plain values."""

from collections.abc import Callable
from types import ModuleType
from typing import Any

import plotly.graph_objects as go


class Valid:
    """A module of charts whose figures plotly has looked at: `Valid(gathering).draw_roles(…)` is its own Figure.

    Raises ValueError for a property or a value that plotly does not know.
    """

    def __init__(self, module: ModuleType) -> None:
        self._module = module

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._module, name)
        return validated(found) if name.startswith("draw_") else found


def validated(draw: Callable[..., dict[str, Any]]) -> Callable[..., go.Figure]:
    """The function, its figures looked at by plotly."""
    return lambda *given, **named: go.Figure(draw(*given, **named))
