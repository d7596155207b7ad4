"""Links to the dashboard: the filter, the day, and the moment whose knowledge is shown."""

from collections.abc import Iterable
from datetime import date, datetime
from urllib.parse import urlencode

from analysis.situation import Level
from domain.clock import write_moment

LEVEL_NAMES: dict[Level, str] = {"branch": "Fylkesavdeling", "county": "Fylke"}


def write_query(
    round_id: str,
    as_of: date | None,
    regions: Iterable[str],
    level: Level,
    known_at: datetime | None = None,
    **more: str,
) -> str:
    """What follows the `?` of an address: the parameters that frame/filter.py reads, and `more`. Without a day the page
    stands on the one it is opened."""
    asked: list[tuple[str, str]] = [("runde", round_id)]
    asked += [("dato", as_of.isoformat())] if as_of else []
    asked += [("region", region) for region in regions]
    asked += [("inndeling", LEVEL_NAMES[level])] if level != "branch" else []
    asked += [("visst", write_moment(known_at))] if known_at else []
    return urlencode([*asked, *more.items()])
