"""The clock in Oslo: moments in links, on either side of the hour that comes twice."""

from datetime import UTC, datetime, timedelta

from domain.clock import read_moment, write_moment


def test_a_moment_of_a_link_is_read_as_it_was_written_in_summer_winter_and_the_hour_that_comes_twice():
    for text in (
        "2024-05-03T09:00:00",
        "2024-12-03T09:00:00.123456",
        "2024-10-27T02:30:00+02:00",
        "2024-10-27T02:30:00+01:00",
    ):
        assert write_moment(read_moment(text)) == text
    summer, winter = (read_moment(f"2024-10-27T02:30:00+0{hours}:00") for hours in (2, 1))
    assert (winter - summer) == timedelta(hours=1)
    assert read_moment("2024-05-03T09:00") == datetime(2024, 5, 3, 7, tzinfo=UTC)
    assert read_moment("2024-05-03 09:00Z") == datetime(2024, 5, 3, 9, tzinfo=UTC)


def test_a_moment_of_a_link_is_the_moment_itself():
    whole = datetime(2024, 5, 3, 7, 0, 0, 123_000, tzinfo=UTC)
    for microsecond in (0, 1, 500, 999):
        moment = whole + timedelta(microseconds=microsecond)
        assert read_moment(write_moment(moment)) == moment


def test_a_moment_that_is_none_in_the_other_zone_is_no_moment():
    assert read_moment("0001-01-01T00:42") is None  # Oslo's clock was 43 minutes ahead
    assert read_moment("0001-01-01T00:43") == datetime(1, 1, 1, tzinfo=UTC)
    assert read_moment("9999-12-31T23:00Z") is None
    assert read_moment("9999-12-31T22:59Z") == datetime(9999, 12, 31, 22, 59, tzinfo=UTC)
    assert read_moment("9999-12-31T23:59-05:00") is None


def test_what_is_no_moment_is_none():
    assert [read_moment(text) for text in ("", "i fjor", "2024-13-01T09:00", "09:00")] == [None] * 4
