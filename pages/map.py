"""Kart: where the municipalities are that have signed up, taken part and applied, and what can't be placed."""

from frame.door import access
from frame.parts import map_explorer
from frame.pieces.head import show_empty, show_head
from frame.view import current_view

access.require("see_figures")
view = current_view()
show_head("Kart", "Se hvor i landet kommunene er med, og hvor langt de er kommet.", view)

if not show_empty(view, "kommuner på kartet"):
    map_explorer.show_explorer(view)
