"""What an unexpected error shows, and what it doesn't."""

import logging

import pytest
from streamlit.testing.v1 import AppTest

from frame.door import errors

PRIVATE = "kari.nordmann@example.no"


@pytest.fixture
def quiet_logs():
    """The logs as the running dashboard has them, put back afterwards."""
    factory, streamlit_log = logging.getLogRecordFactory(), logging.getLogger("streamlit.error_util")
    errors.set_up_logs()
    yield
    logging.setLogRecordFactory(factory)
    errors.log.handlers.clear()
    errors.log.propagate = True
    streamlit_log.filters.clear()


def fail():
    try:
        raise KeyError(PRIVATE)
    except KeyError as error:
        raise ValueError(f"could not convert {PRIVATE}") from error


def caught():
    try:
        fail()
    except ValueError as error:
        return error


def test_an_error_is_described_by_its_types_and_places_only():
    described = errors.describe(caught())
    assert PRIVATE not in described
    assert described.splitlines()[0] == "ValueError"
    assert "KeyError" in described
    assert "test_errors.py" in described
    assert "i fail" in described


def test_what_could_not_be_imported_is_named():
    assert errors.describe(ImportError("no module named x")) == "ImportError: no module named x"


def test_no_log_record_carries_the_message_of_an_exception(quiet_logs):
    written = []
    handler = logging.Handler()
    handler.emit = lambda record: written.append(logging.Formatter("%(message)s").format(record))
    somebody = logging.getLogger("some.library")
    somebody.addHandler(handler)
    try:
        fail()
    except ValueError:
        somebody.exception("Det gikk galt")
    somebody.removeHandler(handler)
    assert written[0].startswith("Det gikk galt")
    assert "ValueError" in written[0]
    assert PRIVATE not in written[0]


def test_the_user_gets_a_number_that_finds_the_line_in_the_log(monkeypatch):
    lines = []
    monkeypatch.setattr(errors.log, "error", lambda text, *values: lines.append(text % values))

    def show():
        from frame.door import errors

        try:
            raise ValueError("could not convert kari.nordmann@example.no")
        except ValueError as error:
            errors.show_script_error(error)

    page = AppTest.from_function(show).run()
    shown = page.error[0].value
    reference = lines[0].split()[1]
    assert reference in shown
    assert PRIVATE not in shown + lines[0]
    assert "ValueError" not in shown


def test_reference_numbers_can_be_read_out_over_the_telephone():
    numbers = {errors.new_reference() for _ in range(200)}
    assert len(numbers) == 200
    assert not set("".join(numbers)) & set("01OIl")
