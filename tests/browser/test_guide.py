"""The guide's pictures: one a step, made by the script, and of the dashboard as it is now."""

import pytest
from guide_pictures import take_for_guide
from PIL import Image
from steps import clear

import store
from frame.parts.guide import PICTURES, STEPS


@pytest.fixture(scope="module")
def taken(touring_page, shared_app, tmp_path_factory):
    folder = tmp_path_factory.mktemp("pictures")
    take_for_guide(touring_page, shared_app, folder)
    yield folder
    engine = store.connect(shared_app.database_url)
    clear(engine)
    engine.dispose()


def test_every_step_has_a_picture_of_its_own_and_tells_what_it_shows():
    assert sorted(path.name for path in PICTURES.glob("*")) == sorted(step.picture for step in STEPS)
    assert all(len(step.alt) > 30 for step in STEPS)


def test_the_script_makes_every_picture_as_it_stands_in_the_guide(taken):
    """Of the same size: another text, field or button would move what is below it."""
    for path in sorted(PICTURES.glob("*.png")):
        with Image.open(path) as kept, Image.open(taken / path.name) as new:
            apart = [abs(a - b) for a, b in zip(kept.size, new.size, strict=True)]
        assert max(apart) <= 4, path.name
