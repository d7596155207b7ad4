"""The log: its lines by act, a page at a time."""

import pytest

import store
from store.log import count_log

ON_SQLITE = pytest.mark.parametrize("url", ["sqlite"], indirect=True)


@ON_SQLITE
def test_the_lines_of_the_log_are_counted_by_act(url, engine):
    assert count_log(engine) == 0
    store.write_log(engine, "settings", "kari", round_id="2024")
    assert (count_log(engine), count_log(engine, acts=["settings"]), count_log(engine, acts=["adopt"])) == (1, 1, 0)


@ON_SQLITE
def test_the_log_is_read_a_page_at_a_time_the_newest_line_first(url, engine):
    for place in range(5):
        store.write_log(engine, "see", "kari", f"linje {place}", round_id="2024")
    pages = [store.read_log(engine, limit=2, skip=skip)["details"].tolist() for skip in (0, 2, 4, 5)]
    assert pages == [["linje 4", "linje 3"], ["linje 2", "linje 1"], ["linje 0"], []]
