"""What somebody left out of a file, or took from the list, is held nowhere: not in the store, not by Streamlit."""

import pytest
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from visitors import found_in, run_page, texts, written

import store
from data import DATA
from frame import numbers, reads
from frame.door import sign_in
from frame.kept import KEPT


@pytest.fixture
def empty_store(monkeypatch, tmp_path):
    """The pages on a store of the test's own; the folder that it lies in."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'dashboard.sqlite'}")
    monkeypatch.delenv("AUTH_MODE", raising=False)
    monkeypatch.setattr(sign_in, "_started_as", None)
    numbers.forget()
    yield tmp_path
    numbers.forget()


def content_of(file):
    return (DATA / "examples" / file.path).read_bytes()


def test_a_column_that_is_left_out_is_stored_nowhere_and_the_list_says_so(empty_store):
    file = store.example_files()[0]
    content = content_of(file)
    phones = [phone for phone in store.read_example(file).rows["phone"] if phone]
    test = run_page("data", "administrator")
    test.file_uploader[0].upload(file.filename, content).run()
    assert "Kolonner som ikke skal lagres" not in [box.label for box in test.multiselect]  # closed, nothing is sent
    (key,) = test.session_state["files_under_review"].files
    test.session_state[f"details_{key}"] = True
    test.run()
    box = next(box for box in test.multiselect if box.label == "Kolonner som ikke skal lagres")
    assert "Telefon" in box.options
    box.select("Telefon").run()
    next(button for button in test.button if button.label == "Ta i bruk").click().run()
    assert not test.exception
    assert "Lagret uten Telefon" in texts(test)
    stored = store.content(reads.engine(), store.in_force(reads.engine(), "2024")[0].id)
    assert found_in(b"".join(part for _, part in written([("fil", stored)])), phones) == []
    assert phones and found_in(b"".join(part for _, part in written([("fil", content)])), phones)
    database = b"".join(path.read_bytes() for path in empty_store.iterdir())
    assert found_in(database, phones) == []


@pytest.mark.parametrize("act", ["Fjern filen", "Ta i bruk"])
def test_what_was_read_of_a_file_goes_with_it_from_the_list(empty_store, act):
    file = store.example_files()[0]
    test = run_page("data", "administrator")
    test.file_uploader[0].upload(file.filename, content_of(file)).run()
    (key,) = test.session_state["files_under_review"].files
    assert KEPT.forget(key)
    test.run()
    next(button for button in test.button if button.label == act).click().run()
    assert not test.session_state["files_under_review"].files
    assert not KEPT.forget(key)


def test_streamlit_holds_no_upload_that_was_taken(empty_store, monkeypatch):
    held = []
    add_file = MemoryUploadedFileManager.add_file
    monkeypatch.setattr(
        MemoryUploadedFileManager, "add_file", lambda files, *given: held.append(files) or add_file(files, *given)
    )
    file = store.example_files()[0]
    test = run_page("data", "administrator")
    test.file_uploader[0].upload(file.filename, content_of(file)).run()
    assert test.session_state["files_under_review"].files
    assert held
    assert not [one for files in held for one in files.file_storage.values() if one]
