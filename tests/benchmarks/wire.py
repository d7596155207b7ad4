"""Talks to a running dashboard as a browser does, without a browser: what a run costs the server, and what it sends."""

import io
import json
import os
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import connect

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests" / "browser"))

from running_app import App, start, wait_for_address  # noqa: E402

__all__ = ["App", "Ran", "Session", "kinds_of", "median", "processor_seconds", "serve_bare", "start"]

BARE = Path(__file__).with_name("bare.py")


@dataclass
class Ran:
    """One run of a page: milliseconds from the question to the end, bytes received, what was put on the page."""

    milliseconds: float = 0.0
    received: int = 0
    elements: list[Element] = field(default_factory=list)


class Session:
    """One browser tab. `run` asks for a page and waits until its script has finished."""

    def __init__(self, url: str) -> None:
        address = url.replace("http://", "ws://") + "/_stcore/stream"
        self.socket = connect(address, origin=url, subprotocols=["streamlit"], max_size=None, compression=None)
        self.widgets: dict[str, WidgetState] = {}
        self.session_id = ""

    def run(self, page: str, query: str = "", *widgets: WidgetState) -> Ran:
        self.widgets |= {widget.id: widget for widget in widgets}
        message = BackMsg()
        message.rerun_script.page_name = page
        message.rerun_script.query_string = query
        message.rerun_script.widget_states.widgets.extend(self.widgets.values())
        ran, began = Ran(), time.perf_counter()
        self.socket.send(message.SerializeToString())
        while True:
            answer, size = self.receive()
            ran.received += size
            kind = answer.WhichOneof("type")
            if kind == "new_session":
                self.session_id = answer.new_session.initialize.session_id
            if kind == "delta" and answer.delta.WhichOneof("type") == "new_element":
                ran.elements.append(answer.delta.new_element)
            # What asks for itself to be run again, as a page does that has taken a file, is not finished.
            if kind == "script_finished" and answer.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                ran.milliseconds = (time.perf_counter() - began) * 1000
                return ran

    def receive(self) -> tuple[ForwardMsg, int]:
        """The next message and its bytes."""
        content = self.socket.recv(timeout=120)
        return ForwardMsg.FromString(content), len(content)

    def close(self) -> None:
        self.socket.close()


def choose_regions(ran: Ran, *regions: str) -> WidgetState:
    """The filter's state with these regions, for the page that was run."""
    found = next(element.multiselect for element in ran.elements if element.WhichOneof("type") == "multiselect")
    state = WidgetState(id=found.id)
    state.string_array_value.data.extend(regions)
    return state


def kinds_of(ran: Ran) -> str:
    """The elements of a page as the bare page takes them: kind → number, and each table's rows and columns."""
    kinds = Counter(element.WhichOneof("type") for element in ran.elements)
    tables = [shape_of(element) for element in ran.elements if element.WhichOneof("type") == "dataframe"]
    kinds.pop("dataframe", None)
    return json.dumps({"kinds": kinds, "tables": tables})


def shape_of(element: Element) -> tuple[int, int]:
    """Rows and columns of a table on the wire."""
    table = pa.ipc.open_stream(io.BytesIO(element.dataframe.arrow_data.data)).read_all()
    return table.num_rows, table.num_columns


def median(runs: list[Ran]) -> tuple[float, float]:
    """Milliseconds and bytes, each the middle one."""
    return statistics.median(r.milliseconds for r in runs), statistics.median(r.received for r in runs)


def processor_seconds(app: App | int) -> float:
    """What the server, or the process of that number, has used of the processor since it started (Linux).

    From the process's own clock, as clock_getcpuclockid(3) names it: /proc counts hundredths of a second, as much as a
    rerun takes.
    """
    pid = app if isinstance(app, int) else app.process.pid
    return time.clock_gettime((~pid << 3) | 2)


@contextmanager
def serve_bare(folder: Path) -> Iterator[str]:
    """The address of the bare page, served with the dashboard's own settings."""
    command = [sys.executable, "-m", "streamlit", "run", str(BARE), "--server.port", "0", "--server.headless", "true"]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        text=True,
        encoding="utf-8",
    )
    try:
        yield wait_for_address(process, folder / "bare.log")
    finally:
        process.terminate()
        process.wait()
