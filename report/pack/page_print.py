"""A page of the dashboard as it prints, by the Chromium of this machine, which visits it as anybody would."""

import base64
import json
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")
PATIENCE = 45
"""Seconds a page may take until it is drawn whole."""
LISTENS = re.compile(r"DevTools listening on (ws://\S+)")
IS_DRAWN = """(() => {
  const app = document.querySelector("[data-testid=stApp]");
  const charts = [...document.querySelectorAll("[data-testid=stPlotlyChart]")];
  return !!document.querySelector("h1") && app?.dataset.testScriptState === "notRunning"
    && !document.querySelector("[data-testid=stSkeleton]") && charts.every(one => one.querySelector(".main-svg"))
    && document.fonts.status === "loaded";
})()"""


class PrintRefused(Exception):
    """The page can't be printed here; the text says why and what to do instead."""


def find_chromium() -> str | None:
    """The Chromium at hand, None when there is none."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def print_page(address: str) -> bytes:
    """The page as PDF on A4. Raises PrintRefused without Chromium or an address, and when the page does not come."""
    chromium = find_chromium()
    if chromium is None:
        raise PrintRefused("Chromium finnes ikke på denne maskinen. Skriv ut fra nettleseren i stedet.")
    if not address:
        raise PrintRefused("Dashbordets adresse mangler. Oppgi den med --address eller DASHBOARD_URL.")
    try:
        with _started(chromium) as debugger:
            return _print(debugger, address)
    except (OSError, TimeoutError, subprocess.SubprocessError) as error:
        raise PrintRefused("Siden lot seg ikke skrive ut. Skriv ut fra nettleseren i stedet.") from error


@contextmanager
def _started(chromium: str) -> Iterator[str]:
    """A Chromium of our own, ended afterwards; its address for orders."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        command = [chromium, "--headless", "--disable-gpu", "--no-sandbox", "--window-size=1440,900"]
        command += ["--remote-debugging-port=0", f"--user-data-dir={folder}", "about:blank"]
        with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as process:
            try:
                told = (LISTENS.search(line) for line in process.stderr or ())
                yield next((found.group(1) for found in told if found), "")
            finally:
                process.kill()


def _print(debugger: str, address: str) -> bytes:
    from websockets.exceptions import WebSocketException
    from websockets.sync.client import connect

    try:
        with connect(debugger, max_size=None, open_timeout=PATIENCE, proxy=None) as socket:
            talk = _Talk(socket)
            target = talk.ask("Target.createTarget", url=address)["targetId"]
            talk.session = talk.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
            talk.wait_for(IS_DRAWN)
            page = talk.ask("Page.printToPDF", printBackground=False, preferCSSPageSize=True)
            return base64.b64decode(page["data"])
    except (WebSocketException, KeyError) as error:
        raise TimeoutError("Chromium does not answer") from error


class _Talk:
    """Orders to Chromium and its answers, one after another."""

    def __init__(self, socket: Any) -> None:
        self.socket, self.number, self.session = socket, 0, ""
        self.until = time.monotonic() + PATIENCE

    def ask(self, method: str, **parameters: object) -> dict[str, Any]:
        """The answer to an order, {} when Chromium refuses it."""
        self.number += 1
        order: dict[str, Any] = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            order["sessionId"] = self.session
        self.socket.send(json.dumps(order))
        while True:
            answer = json.loads(self.socket.recv(timeout=max(self.until - time.monotonic(), 0)))
            if answer.get("id") == self.number:
                result: dict[str, Any] = answer.get("result", {})
                return result

    def wait_for(self, condition: str) -> None:
        """Until a condition of the page holds, twice in a row: between two runs nothing moves either."""
        held = 0
        while held < 2:
            # On the way to a page there is nothing to ask.
            answer = self.ask("Runtime.evaluate", expression=condition).get("result", {})
            held = held + 1 if answer.get("value") else 0
            if time.monotonic() > self.until:
                raise TimeoutError("the page is not drawn")
            time.sleep(0.2)
