"""Links to the dashboard: the filter, the day, and the moment whose knowledge is shown."""

from collections.abc import Iterable
from datetime import date, datetime
from urllib.parse import urlencode

from analysis.situation import Level
from domain.clock import write_moment

LEVEL_NAMES: dict[Level, str] = {"branch": "Fylkesavdeling", "county": "Fylke"}


def write_query(
    round_id: str, as_of: date, regions: Iterable[str], level: Level, known_at: datetime | None = None, **more: str
) -> str:
    """What follows the `?` of an address: the parameters that frame/filter.py reads, and `more`."""
    asked: list[tuple[str, str]] = [("runde", round_id), ("dato", as_of.isoformat())]
    asked += [("region", region) for region in regions]
    asked += [("inndeling", LEVEL_NAMES[level])] if level != "branch" else []
    asked += [("visst", write_moment(known_at))] if known_at else []
    return urlencode([*asked, *more.items()])
