"""The example files adopted as anybody's would be, and what is taken along of them under a filter."""

from dataclasses import replace
from datetime import date, datetime
from functools import cache

import pytest

import store
from analysis.__main__ import read_sources
from analysis.situation import compute_situation
from domain.clock import OSLO
from domain.rounds import read_round
from report.edition import Edition, SourceFile
from tests.examples import adopt_examples

KARI = "kari@kulturskoleradet.example"
KNOWN_AT = datetime(2024, 9, 30, 12, 30, tzinfo=OSLO)
ADDRESS = "https://oppfolging.example.no"
FRIEND = "Mildrid Haugland"
"""Named in a note, as the one to call and as the one responsible: no file may hold her name."""


@pytest.fixture(scope="session")
def adopted(tmp_path_factory):
    """A store with the example files, a municipality settled, a state set and a next step agreed."""
    url = f"sqlite:///{tmp_path_factory.mktemp('report') / 'store.sqlite'}"
    engine = store.connect(url)
    adopt_examples(engine, KARI)
    step = store.Note(
        "1804",
        date(2024, 4, 2),
        "veiledning",
        f"{FRIEND} vil vite mer.",
        f"Ring {FRIEND}",
        date(2024, 5, 3),
        responsible=FRIEND,
    )
    store.add_note(engine, "2024", step, KARI)
    yield url, engine
    engine.dispose()


@pytest.fixture(scope="session")
def edition_of(adopted):
    """`edition_of(day, regions)`: what the buttons of Oversikt would take along."""
    _, engine = adopted
    sources, _ = read_sources(engine, "2024")
    round_ = read_round(store.round_texts(engine)["2024"])
    files = tuple(
        SourceFile(version.kind, version.event, version.filename, version.adopted_at)
        for version in store.in_force(engine, "2024")
    )

    @cache
    def whole(day):
        return compute_situation(sources, round_, date.fromisoformat(day))

    def make(day="2024-05-02", regions=(), **changes):
        edition = Edition(whole(day).select(regions), KNOWN_AT, files, address=ADDRESS)
        return replace(edition, **changes)

    return make
