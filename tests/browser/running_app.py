"""The dashboard as a process of its own, on a free port of this machine, and the Chromium that is installed."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, Queue

import pytest

from report.pack.page_print import EVEN_LETTERS
from tests import system_packages

ROOT = Path(__file__).parents[2]
SOFTWARE = [EVEN_LETTERS, "--disable-gpu", "--enable-unsafe-swiftshader", "--use-gl=angle", "--use-angle=swiftshader"]
"""Chromium without a graphics card."""
READY = re.compile(r"Dashbordet er klart: (\S+)")
START_SECONDS = 120


@dataclass
class App:
    """A running dashboard. `log` is where it writes, `url` has no slash at the end."""

    process: subprocess.Popen
    url: str
    log: Path
    folder: Path

    @property
    def database_url(self) -> str:
        return f"sqlite:///{self.folder / 'dashboard.sqlite'}"

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def find_chromium() -> str:
    """The installed Chromium; setting up the tests installs it (tests/system_packages.py)."""
    found = system_packages.find_chromium()
    assert found, "Chromium is not installed; run `python3 tests/system_packages.py`."
    return found


def start(
    folder: Path,
    *arguments: str,
    secrets: str = "",
    script: Path = ROOT / "dashboard.py",
    patience: int = 10,
    **environment: str,
) -> App:
    """Start the dashboard as its users do, and wait until it says where it is.

    `patience` is the seconds that one who writes waits for another.
    """
    secrets_file = folder / "secrets.toml"
    if secrets:
        secrets_file.write_text(secrets, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(script),
        "--server.port",
        "0",
        "--server.headless",
        "true",
        "--secrets.files",
        str(secrets_file),
        *arguments,
    ]
    database = f"sqlite:///{folder / 'dashboard.sqlite'}?timeout={patience}"
    settings = {"DATABASE_URL": database, "PYTHONUNBUFFERED": "1"}
    clean = {name: value for name, value in os.environ.items() if name not in {"AUTH_MODE", "SESSION_HOURS"}}
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**clean, **settings, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        text=True,
        encoding="utf-8",
    )
    log = folder / "app.log"
    return App(process, wait_for_address(process, log), log, folder)


def wait_for_address(process: subprocess.Popen, log: Path) -> str:
    """The address the app says it is at; from now on everything it writes goes to the log."""
    told: Queue[str] = Queue()

    def listen() -> None:
        with log.open("w", encoding="utf-8") as file, process.stdout:
            for line in process.stdout:
                file.write(line)
                file.flush()
                if found := READY.search(line):
                    told.put(found.group(1))
        told.put("")

    threading.Thread(target=listen, daemon=True).start()
    with contextlib.suppress(Empty):
        if url := told.get(timeout=START_SECONDS):
            return url
    process.kill()
    process.wait()
    pytest.fail(f"The app did not start:\n{log.read_text('utf-8')}")
