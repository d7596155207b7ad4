"""What the review of a large file takes, and what it leaves behind: `python -m tests.benchmarks.reviews`.

A file is uploaded to the page Data as a browser does it, reviewed against the one in force, and adopted: seconds to the
whole page, and the bytes that the server sent. Then files are uploaded, reviewed and taken away again, one after the
other, and the server's memory is read before, after the first and at the end. Exit status 1 where a bound is not held.
"""

import argparse
import http.client
import os
import tempfile
import time
import uuid
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import quote, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.WidgetStates_pb2 import WidgetState

import store
from data.tools.build_examples.write import write_forms_workbook
from tests.benchmarks.growth import HEAD, NAMES, ROLES, database_of, memory_of, sent
from tests.benchmarks.pages import DAY, STARTING
from tests.benchmarks.wire import Ran, Session, start

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADER = [*HEAD, "Hvilken kommune representerer du?", "Stilling", "Antall deltakere"]
OF = 50_000
"""Answers in the weeks in which they come: the same answer has the same time in a longer file."""
LEFT_BEHIND = 50.0
"""Megabytes."""


@dataclass(frozen=True)
class Case:
    """A file of `rows` rows against one of `before`, of which `shared` are the same; at most so long, and so much."""

    rows: int
    before: int
    shared: int
    review: float
    adopt: float
    megabytes: float | None = None


CASES = (Case(10_000, 10_000, 0, 4.0, 3.0), Case(50_010, 50_000, 50_000, 5.0, 5.0, 0.5))


def main() -> int:
    """Print a line for each act with its bound; exit status 1 where one is not held."""
    parser = argparse.ArgumentParser(description="What the review of a large file takes, and what it leaves behind.")
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--uploads", type=int, default=24, help="files of 10,000 rows, for the memory")
    options = parser.parse_args()
    print(f"load of the machine: {os.getloadavg()[0]:.1f}")
    held = [measure(case, options.times) for case in CASES]
    held.append(measure_memory(options.uploads))
    return int(not all(held))


def measure(case: Case, times: int) -> bool:
    """The slowest of several, each by a new dashboard with a store of its own."""
    reviews, adoptions = [], []
    before, content = write(0, case.before), write(case.before - case.shared, case.rows)
    for _ in range(times):
        with tempfile.TemporaryDirectory() as folder:
            fill(Path(folder), before, case.before)
            app = start(Path(folder))
            time.sleep(STARTING)
            page = Visitor(app.url)
            page.act("data")
            reviews.append(page.upload(name_of(case.rows), content))
            adoptions.append(page.press("Ta i bruk"))
            assert any("er tatt i bruk" in element.alert.body for element in adoptions[-1].elements)
            page.close()
            app.stop()
    what = f"{case.rows:,} rows against {case.before:,}, {case.shared:,} the same"
    most = max(ran.received for ran in reviews) / 1e6
    return all(
        [
            tell(f"review of {what}", [ran.milliseconds / 1000 for ran in reviews], case.review, "s"),
            tell("    sent for the review", [most], case.megabytes, "MB"),
            tell("    adopted", [ran.milliseconds / 1000 for ran in adoptions], case.adopt, "s"),
        ]
    )


def measure_memory(uploads: int) -> bool:
    """What the server holds after so many files, each looked at and taken away, beside what it held before them."""
    with tempfile.TemporaryDirectory() as folder:
        fill(Path(folder), write(0, 10_000), 10_000)
        app = start(Path(folder))
        time.sleep(STARTING)
        page = Visitor(app.url)
        page.act("data")
        held = [memory_of(app)]
        for number in range(uploads):
            page.upload(name_of(10_000), write(10_000 * (number + 1), 10_000))
            page.press("Fjern filen")
            held.append(memory_of(app))
        page.close()
        app.stop()
    print(f"memory, MB: {held[0]:.0f} before, " + " ".join(f"{one:.0f}" for one in held[1:]))
    return tell(f"left behind by {uploads} uploads of 10,000 rows", [held[-1] - held[0]], LEFT_BEHIND, "MB")


def tell(what: str, taken: list[float], bound: float | None, unit: str) -> bool:
    """Print all and the bound; whether the worst holds it."""
    told = " ".join(f"{one:.2f}" for one in taken)
    print(f"{what:58}{told} {unit}" + (f"   at most {bound:g}" if bound else ""), flush=True)
    return bound is None or max(taken) <= bound


class Visitor(Session):
    """A tab that uploads and presses."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url, self.page, self.shown = url, "", Ran()

    def act(self, page: str, *widgets: WidgetState) -> Ran:
        self.page, self.shown = page, self.run(page, DAY, *widgets)
        for widget in widgets:  # what was pressed or handed over is so once
            self.widgets.pop(widget.id)
        return self.shown

    def upload(self, name: str, content: bytes) -> Ran:
        """From the sending of the file to the whole page with its review."""
        state = WidgetState(id=find(self.shown, "Excel, CSV").id)
        began = time.perf_counter()
        urls = self.ask_address(name)
        put(self.url, urls.upload_url, name, content)
        info = state.file_uploader_state_value.uploaded_file_info.add()
        info.file_id, info.name, info.size = urls.file_id, name, len(content)
        info.file_urls.CopyFrom(urls)
        ran = self.act(self.page, state)
        ran.milliseconds = (time.perf_counter() - began) * 1000
        return ran

    def press(self, label: str) -> Ran:
        button = find(self.shown, label)
        assert not button.disabled, label
        return self.act(self.page, WidgetState(id=button.id, trigger_value=True))

    def ask_address(self, name: str) -> object:
        message = BackMsg()
        message.file_urls_request.request_id = uuid.uuid4().hex
        message.file_urls_request.file_names.append(name)
        message.file_urls_request.session_id = self.session_id
        self.socket.send(message.SerializeToString())
        while (answer := self.receive()[0]).WhichOneof("type") != "file_urls_response":
            pass
        return answer.file_urls_response.file_urls[0]


def find(ran: Ran, label: str) -> Element:
    """The button or uploader of the page that begins with this label."""
    for element in ran.elements:
        kind = element.WhichOneof("type")
        if kind in ("button", "file_uploader") and getattr(element, kind).label.startswith(label):
            return getattr(element, kind)
    raise LookupError(f"The page has no «{label}».")


def put(url: str, path: str, name: str, content: bytes) -> None:
    """Send a file as the browser does, with the cookie and header against other sites' pages."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=120)
    connection.request("GET", "/_stcore/health")
    answer = connection.getresponse()
    answer.read()
    cookie = SimpleCookie(answer.headers["Set-Cookie"])["_streamlit_xsrf"]
    border = uuid.uuid4().hex
    head = f'--{border}\r\nContent-Disposition: form-data; name="file"; filename="{quote(name)}"\r\n'
    body = f"{head}Content-Type: {EXCEL}\r\n\r\n".encode() + content + f"\r\n--{border}--\r\n".encode()
    headers = {"Cookie": cookie.OutputString([]), "X-Xsrftoken": cookie.value, "Origin": url}
    headers["Content-Type"] = f"multipart/form-data; boundary={border}"
    connection.request("PUT", path, body, headers)
    answer = connection.getresponse()
    assert answer.status == 204, answer.read()
    connection.close()


def write(first: int, size: int) -> bytes:
    """A download of the form with the answers from `first` on."""
    rows = []
    for n in range(size):
        began, done, _ = sent(n, OF)
        who = (f"person{first + n}@example.no", f"Person {first + n} Eksempel")
        rows.append([first + n + 1, began, done, *who, NAMES[n % len(NAMES)], ROLES[n % len(ROLES)], "1"])
    return write_forms_workbook(HEADER, rows)


def fill(folder: Path, content: bytes, rows: int) -> None:
    engine = store.connect(database_of(folder))
    whose = {"round_id": "2024", "who": "test", "event": "gathering"}
    store.adopt(engine, content, name_of(rows), **whose)
    engine.dispose()


def name_of(rows: int) -> str:
    return f"Påmelding(1-{rows}).xlsx"


if __name__ == "__main__":
    raise SystemExit(main())
