"""A page of the dashboard as it prints, by the Chromium of this machine, which visits it as the user does.

Chromium takes its orders over two pipes that only we hold: no port that others on the machine could ask, nothing on its
command line, none of our environment. A sign-in lives in a window that keeps nothing on disk, and is gone with it.
"""

import base64
import contextlib
import json
import os
import select
import shutil
import signal
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""Debian's Chromium without windows first: it starts and draws with less work."""
EVEN_LETTERS = "--font-render-hinting=none"
"""Letters as far apart as the font says, as in a window; without windows Chromium puts each on a whole pixel."""
PATIENCE = 45
"""Seconds a print may take, with the wait for the one before it."""
LONGEST = 107 - len("/print-12345678/org.chromium.Chromium.123456/SingletonSocket")
"""Bytes in the path of the temporary folder, so that Chromium can bind its socket below; else it waits for ever."""
FIRST_FREE = 10
"""Above the numbers under which Chromium looks for its pipes, 3 and 4."""
SHOWN = """(() => {
  const app = document.querySelector("[data-testid=stApp]");
  const charts = [...document.querySelectorAll("[data-testid=stPlotlyChart]")];
  const drawn = !!document.querySelector("h1") && app?.dataset.testScriptState === "notRunning"
    && !document.querySelector("[data-testid=stSkeleton]") && charts.every(one => one.querySelector(".main-svg"))
    && document.fonts.status === "loaded";
  if (!drawn) return "";
  return document.querySelector("[data-testid=stSidebarNavLink]") ? "page" : "sign-in"; // which has no menu
})()"""
"""What stands in the window when all of it is drawn: the page, or the one that asks who it is; "" until then."""

_one_at_a_time = threading.Lock()


class PrintRefused(Exception):
    """The page can't be printed here; the text says why and what to do instead."""


def find_chromium() -> str | None:
    """The Chromium at hand, None when there is none, or no way to hand it pipes, as on Windows."""
    return None if os.name != "posix" else next((found for name in NAMES if (found := shutil.which(name))), None)


def print_page(address: str, cookies: Mapping[str, str] | None = None) -> bytes:
    """The page as PDF on A4, seen by the one whose sign-in the `cookies` carry. Raises PrintRefused without Chromium or
    an address, and when the page does not come in time; one page is printed at a time.
    """
    chromium, until = find_chromium(), time.monotonic() + PATIENCE
    if chromium is None:
        raise PrintRefused("Chromium finnes ikke på denne maskinen. Skriv ut fra nettleseren i stedet.")
    if not address:
        raise PrintRefused("Dashbordets adresse mangler. Oppgi den med --address eller DASHBOARD_URL.")
    if not _one_at_a_time.acquire(timeout=PATIENCE):
        raise PrintRefused("Andre skriver ut akkurat nå. Prøv igjen om litt, eller skriv ut fra nettleseren.")
    try:
        with _started(chromium, until) as talk:
            return _print(talk, address, cookies or {})
    except (OSError, TimeoutError, KeyError) as error:
        raise PrintRefused("Siden lot seg ikke skrive ut. Skriv ut fra nettleseren i stedet.") from error
    finally:
        _one_at_a_time.release()


@contextmanager
def _started(chromium: str, until: float) -> Iterator["_Talk"]:
    """A Chromium of our own; it, its children and its folder are gone afterwards."""
    with contextlib.ExitStack() as ends:
        folder = _make_folder()
        ends.callback(_remove, folder)
        (orders, our_orders), (our_answers, answers) = _open_pipe(ends), _open_pipe(ends)
        command = [chromium, "--headless", "--disable-gpu", "--no-sandbox", "--window-size=1440,900", EVEN_LETTERS]
        command += ["--remote-debugging-pipe", f"--user-data-dir={folder}", "about:blank"]
        places = [(os.POSIX_SPAWN_DUP2, orders.fileno(), 3), (os.POSIX_SPAWN_DUP2, answers.fileno(), 4)]
        silent = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0) for number in (0, 1, 2)]
        bare = {"PATH": os.environ.get("PATH", os.defpath), "HOME": folder, "TMPDIR": folder, "LANG": "nb_NO.UTF-8"}
        process = os.posix_spawn(chromium, command, bare, file_actions=[*silent, *places], setpgroup=0)
        try:
            # With our copies closed, Chromium's end is heard of at once.
            orders.close()
            answers.close()
            yield _Talk(our_orders.fileno(), our_answers.fileno(), until)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process, signal.SIGKILL)
            os.waitpid(process, 0)


def _make_folder() -> str:
    """A folder for Chromium's profile; in /tmp where the path of the machine's own temporary folder is too long."""
    own = tempfile.gettempdir()
    return tempfile.mkdtemp(prefix="print-", dir=own if len(os.fsencode(own)) <= LONGEST else "/tmp")


def _remove(folder: str) -> None:
    """Remove the folder; what Chromium's children wrote while they were ended, too."""
    for _ in range(20):
        shutil.rmtree(folder, ignore_errors=True)
        if not Path(folder).exists():
            return
        time.sleep(0.1)


def _open_pipe(ends: contextlib.ExitStack) -> tuple[BinaryIO, BinaryIO]:
    """The ends of a pipe to read from and to write to, closed with `ends` at the latest."""
    from fcntl import F_DUPFD_CLOEXEC, fcntl

    low = os.pipe()
    with os.fdopen(low[0], "rb"), os.fdopen(low[1], "wb"):
        readable, writable = (fcntl(end, F_DUPFD_CLOEXEC, FIRST_FREE) for end in low)
    return ends.enter_context(os.fdopen(readable, "rb")), ends.enter_context(os.fdopen(writable, "wb"))


def _print(talk: "_Talk", address: str, cookies: Mapping[str, str]) -> bytes:
    window = talk.ask("Target.createBrowserContext")["browserContextId"]
    kept = {"url": address, "httpOnly": True, "secure": address.startswith("https:")}
    jar = [{"name": name, "value": value, **kept} for name, value in cookies.items()]
    talk.ask("Storage.setCookies", cookies=jar, browserContextId=window)
    target = talk.ask("Target.createTarget", url=address, browserContextId=window)["targetId"]
    talk.session = talk.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
    if talk.wait_for(SHOWN) != "page":
        raise PrintRefused("Siden krever innlogging. Logg inn på nytt, og prøv igjen.")
    return base64.b64decode(talk.ask("Page.printToPDF", printBackground=False, preferCSSPageSize=True)["data"])


class _Talk:
    """Orders to Chromium and its answers, one after another, each ended by a zero."""

    def __init__(self, orders: int, answers: int, until: float) -> None:
        self.orders, self.answers, self.until = orders, answers, until
        self.number, self.session, self.heard = 0, "", b""

    def ask(self, method: str, **parameters: object) -> dict[str, Any]:
        """The answer to an order, {} when Chromium refuses it."""
        self.number += 1
        order: dict[str, Any] = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            order["sessionId"] = self.session
        self._write(json.dumps(order).encode() + b"\0")
        while True:
            answer = json.loads(self._read())
            if answer.get("id") == self.number:
                result: dict[str, Any] = answer.get("result", {})
                return result

    def wait_for(self, expression: str) -> str:
        """What an expression of the page gives, when it is the same twice in a row: between two runs nothing moves."""
        before = ""
        while True:
            # On the way to a page there is nothing to ask.
            value = str(self.ask("Runtime.evaluate", expression=expression).get("result", {}).get("value") or "")
            if value and value == before:
                return value
            before = value
            time.sleep(0.2)

    def _write(self, content: bytes) -> None:
        while content:
            content = content[os.write(self.orders, content) :]

    def _read(self) -> bytes:
        parts = [self.heard]
        while b"\0" not in parts[-1]:
            ready, _, _ = select.select([self.answers], [], [], max(self.until - time.monotonic(), 0))
            got = os.read(self.answers, 1 << 16) if ready else b""
            if not got:
                raise TimeoutError("Chromium does not answer")
            parts.append(got)
        answer, self.heard = b"".join(parts).split(b"\0", 1)
        return answer
