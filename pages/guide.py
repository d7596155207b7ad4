"""Slik bruker du dashbordet: the five-minute guide, with pictures."""

from frame.door import access
from frame.parts import guide
from frame.pieces.head import show_head

user = access.require("see_figures")
show_head("Slik bruker du dashbordet", "Fem minutter, fra en fil du har lastet ned til en kommune du kan ringe.")
for place, step in enumerate(guide.steps(user), 1):
    guide.show_step(place, step)
