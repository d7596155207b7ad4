"""Oversikt as PDF for those who are signed in: seen as they see it, and their sign-in left nowhere."""

import os
import shutil
import subprocess
import tempfile
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from people import SECRET, free_port, oidc_secrets, sign_in
from playwright.sync_api import expect
from steps import settle

import store
from data import DATA
from loaders import read_export
from report.pack import page_print
from report.pack.page_print import PrintRefused, print_page

COOKIE = "_streamlit_user"


@pytest.fixture(scope="module")
def profiles():
    """Where Chromium's profile lies while it prints, and its log, were there one. Its path is short enough for that."""
    with tempfile.TemporaryDirectory(dir="/tmp", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@pytest.fixture(scope="module")
def app(start_shared_app, provider, profiles):
    port = free_port()
    secrets = oidc_secrets(f"http://localhost:{port}", provider)
    return start_shared_app("--server.port", str(port), secrets=secrets, TMPDIR=str(profiles))


@pytest.fixture
def watch(watch, provider):
    watch.allowed.add(provider.removeprefix("http://"))
    return watch


def files_with(folder, secret):
    """The files below a folder that hold the secret, as it is or in UTF-16."""
    found = []
    # `rglob` ends in an error where a folder goes while it is looked at, and these go.
    for place, _folders, names in os.walk(folder):
        for path in (Path(place) / name for name in names):
            try:
                content = path.read_bytes() if path.is_file() else b""
            except OSError:
                continue
            if secret.encode() in content or secret.encode("utf-16-le") in content:
                found.append(path)
    return found


def adopt_applications(app):
    """Adopt the example's applications; every name and address in them, and who adopted them."""
    content = (DATA / "examples" / "Soknad - Fremtidens kulturskole(1-51).xlsx").read_bytes()
    export = read_export(content, "Søknad.xlsx", kind="applications")
    engine = store.connect(app.database_url)
    store.adopt(engine, content, "Søknad.xlsx", round_id="2024", who="kari@kulturskoleradet.example", export=export)
    engine.dispose()
    return {"kari@kulturskoleradet.example", *export.rows["name"].dropna(), *export.rows["email"].dropna()} - {""}


class Spy(threading.Thread):
    """Looks at every process's command line and environment, and at every file of a folder, until it is stopped."""

    def __init__(self, folder, secret):
        super().__init__(daemon=True)
        self.folder, self.secret, self.stopped = folder, secret, threading.Event()
        self.found, self.looks, self.chromiums, self.profiles = [], 0, set(), 0

    def run(self):
        while not self.stopped.wait(0.05):
            self.looks += 1
            self.profiles += any(self.folder.iterdir())
            self.found += files_with(self.folder, self.secret)
            for process in Path("/proc").glob("[0-9]*"):
                self._look_at(process)

    def _look_at(self, process):
        for name in ("cmdline", "environ"):
            try:
                content = (process / name).read_bytes()
            except OSError:
                continue
            if f"--user-data-dir={self.folder}".encode() in content:
                self.chromiums.add(process.name)
            if self.secret.encode() in content or (
                name == "environ" and process.name in self.chromiums and b"DATABASE_URL" in content
            ):
                self.found.append(f"{process} {name}")


def test_the_page_comes_as_the_user_sees_it_and_the_sign_in_is_left_nowhere(app, page, profiles, tmp_path):
    people = adopt_applications(app)
    sign_in(page, app.url, "leder@example.no", "/?dato=2024-05-02&region=Nordland")
    button = page.get_by_role("button", name="Oversikt (PDF)")
    expect(button).to_be_visible()
    cookie = next(one["value"] for one in page.context.cookies() if one["name"] == COOKIE)
    spy = Spy(profiles, cookie[-40:])  # the signature: of no use to anything else
    spy.start()
    settle(page)  # a run that draws the button anew loses the click
    with page.expect_download(timeout=90_000) as download:
        button.click()
    spy.stopped.set()
    spy.join()
    path = tmp_path / "oversikt.pdf"
    download.value.save_as(path)
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
    assert "3 av 4" in text and "Nordland" in text and text.count("\f") == 1
    assert len(people) > 60 and not [one for one in (*people, "Lena Leder", "@") if one in text]
    assert spy.looks > 5 and spy.chromiums and spy.profiles, "the spy saw it at work"
    assert spy.found == []
    assert not list(profiles.iterdir()), "the profile is gone"
    assert not [pid for pid in spy.chromiums if (Path("/proc") / pid / "exe").exists()], "and so is Chromium"
    assert not files_with(app.folder, cookie[-40:])
    assert cookie[-40:] not in app.log.read_text("utf-8")

    # Without a place for its profile there is no print, and the user is told what to do instead.
    shutil.rmtree(profiles)
    button.click()
    expect(page.get_by_text("Siden kan også skrives ut fra nettleseren.")).to_be_visible()


def test_without_a_sign_in_or_with_a_forged_one_nothing_is_printed(app):
    for cookies in ({}, {COOKIE: f"2|1:0|10:1|15:{COOKIE}|4:e30=|{SECRET}"}):
        with pytest.raises(PrintRefused, match="Siden krever innlogging"):
            print_page(f"{app.url}/?dato=2024-05-02", cookies)


def test_one_page_is_printed_at_a_time_and_the_next_waits_no_longer_than_its_deadline(monkeypatch):
    monkeypatch.setattr(page_print, "PATIENCE", 0.2)
    began = datetime.now(UTC)
    with page_print._one_at_a_time, pytest.raises(PrintRefused, match="Andre skriver ut akkurat nå"):
        print_page("http://localhost:9/")
    assert (datetime.now(UTC) - began).total_seconds() < 5
    assert not page_print._one_at_a_time.locked()


def test_a_chromium_that_dies_is_heard_of_at_once(monkeypatch, tmp_path):
    (tmp_path / page_print.NAMES[0]).write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / page_print.NAMES[0]).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path) + os.pathsep + os.environ["PATH"])
    before, began = len(list(Path("/proc/self/fd").iterdir())), datetime.now(UTC)
    with pytest.raises(PrintRefused, match="Skriv ut fra nettleseren"):
        print_page("http://localhost:9/")
    assert (datetime.now(UTC) - began).total_seconds() < 10 < page_print.PATIENCE
    assert len(list(Path("/proc/self/fd").iterdir())) == before


@pytest.mark.parametrize("length", [page_print.LONGEST, page_print.LONGEST + 1])
def test_chromium_answers_however_long_the_path_of_the_temporary_folder_is(length, monkeypatch):
    own = Path("/tmp", "f" * (length - len("/tmp/")))
    own.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(own))
    asked = []
    monkeypatch.setattr(page_print, "_print", lambda talk, *_: asked.append(talk.ask("Browser.getVersion")) or b"")
    try:
        print_page("http://localhost:9/")
    finally:
        shutil.rmtree(own)
    assert "product" in asked[0]
