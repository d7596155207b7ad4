"""A bug in a page: what the user sees, and what the log says."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

ROOT = Path(__file__).parents[2]
BUG = """
import streamlit as st
st.title("Side med feil")
rows = {}
rows["kari.nordmann@example.no"]
"""


@pytest.fixture
def app(start_app, tmp_path):
    """The dashboard as it is served, but for its pages: there is one, and it has a bug."""
    (tmp_path / "page.py").write_text(BUG, encoding="utf-8")
    script = (ROOT / "dashboard.py").read_text("utf-8")
    for old, new in [
        ("Path(__file__).parent", f"Path({str(ROOT)!r})"),
        ('HERE / "frame" / "app.py"', f"Path({str(tmp_path / 'page.py')!r})"),
    ]:
        assert old in script
        script = script.replace(old, new)
    (tmp_path / "dashboard.py").write_text(script, encoding="utf-8")
    return start_app(script=tmp_path / "dashboard.py")


def test_a_bug_shows_a_number_that_finds_the_line_in_the_log_and_nothing_private(app, page):
    page.goto(app.url)
    expect(page.get_by_text("Noe gikk galt, og det er ikke din feil.")).to_be_visible()
    shown = page.get_by_test_id("stAlert").inner_text()
    reference = re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}", shown).group()
    whole = page.content()
    assert "Traceback" not in whole and "KeyError" not in whole and "page.py" not in whole
    log = app.log.read_text("utf-8")
    line = log.index(f"Feil {reference}")
    assert "KeyError" in log[line:]
    assert "page.py:5" in log[line:]
    assert "kari.nordmann" not in log + whole
    assert "Uncaught app execution" not in log
