"""Draws invented people, their addresses and the times of day at which people answer forms."""

import random
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from .story import TEXTS

HOURS = {7: 2, 8: 9, 9: 13, 10: 12, 11: 6, 12: 9, 13: 12, 14: 11, 15: 7, 19: 2, 20: 3, 21: 3, 22: 1}


class Draw:
    """Choices built on random() alone: its sequence is the one Python keeps between versions."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed).random
        self.used_names: set[str] = set()

    def whole(self, low: int, high: int) -> int:
        return low + int(self.random() * (high - low + 1))

    def one(self, items: Sequence[Any]) -> Any:
        return items[int(self.random() * len(items))]

    def weighted(self, weights: dict[Any, float]) -> Any:
        left = self.random() * sum(weights.values())
        for item, weight in weights.items():
            left -= weight
            if left < 0:
                return item
        return next(reversed(weights))

    def moment(self, day: date) -> datetime:
        """A time of day as people have it: office hours, fewer at lunch, some in the evening."""
        return datetime.combine(day, time(self.weighted(HOURS), self.whole(0, 59), self.whole(0, 59)))

    def name(self) -> str:
        """A full name that nobody else in the files bears."""
        while True:
            family = self.one(TEXTS["name_beginnings"]) + self.one(TEXTS["name_endings"])
            name = f"{self.one(TEXTS['first_names'])} {family}"
            if name not in self.used_names:
                self.used_names.add(name)
                return name

    def phone(self) -> str:
        digits = f"1{self.whole(0, 9999999):07}"
        style = self.random()
        if style < 0.15:
            return ""
        if style < 0.4:
            return digits
        if style < 0.5:
            return f"+47 {digits}"
        return f"{digits[:3]} {digits[3:5]} {digits[5:]}"


def write_address(name: str, domain: str) -> str:
    plain = name.lower().replace("ø", "o").replace("æ", "ae").replace("å", "a")
    plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return f"{plain.replace(' ', '.')}@{domain}"
