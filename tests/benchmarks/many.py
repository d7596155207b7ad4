"""Many people at once: `python -m tests.benchmarks.many --sessions 100` prints how long their changes take.

Each session is one browser tab on Streamlit's own protocol. It thinks for about ten seconds, then chooses another
region or another page at random, and waits for the whole answer. The server holds 500 submissions and runs as its users
start it,
with this client on the same machine: its own share of the processor is printed beside the figures.
"""

import argparse
import asyncio
import random
import resource
import statistics
import tempfile
import time
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

from data.reference import branches, counties
from tests.benchmarks.pages import DAY, fill
from tests.benchmarks.wire import processor_seconds, start

PAGES = ("", "deltakelse", "kart", "framdrift", "kommuner")
THINK = 10.0
"""Seconds between a session's answer and its next change, on average."""
PATIENCE = 120


class Tab:
    """One browser tab; `run` gives the milliseconds from the question to the end of the script."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.filter_id = ""
        self.received = 0

    async def run(self, page: str, region: str) -> float:
        message = BackMsg()
        message.rerun_script.page_name = page
        message.rerun_script.query_string = DAY
        if self.filter_id:
            state = WidgetState(id=self.filter_id)
            state.string_array_value.data.extend([region] if region else [])
            message.rerun_script.widget_states.widgets.append(state)
        began = time.perf_counter()
        await self.socket.send(message.SerializeToString())
        while True:
            content = await asyncio.wait_for(self.socket.recv(), PATIENCE)
            self.received += len(content)
            answer = ForwardMsg.FromString(content)
            if answer.WhichOneof("type") == "delta" and not self.filter_id:
                element = answer.delta.new_element
                if element.WhichOneof("type") == "multiselect":
                    self.filter_id = element.multiselect.id
            if answer.WhichOneof("type") == "script_finished":
                return (time.perf_counter() - began) * 1000


async def use(url: str, seed: int, until: float, taken: list[float], faults: list[str]) -> None:
    """One person's visit until the clock says `until`; the first page is not counted."""
    rng = random.Random(seed)
    regions = ["", *branches(), *(county.name if hasattr(county, "name") else county for county in counties())]
    address = url.replace("http://", "ws://") + "/_stcore/stream"
    try:
        async with connect(address, origin=url, subprotocols=["streamlit"], max_size=None, compression=None) as socket:
            tab, page, region = Tab(socket), "", ""
            await tab.run(page, region)
            await asyncio.sleep(rng.uniform(0, THINK))
            while time.perf_counter() < until:
                if rng.random() < 0.7:
                    region = rng.choice(regions)
                else:
                    page = rng.choice(PAGES)
                taken.append(await tab.run(page, region))
                await asyncio.sleep(rng.uniform(0.5 * THINK, 1.5 * THINK))
    except Exception as error:
        faults.append(f"{type(error).__name__}: {error}")


async def measure(url: str, sessions: int, seconds: float) -> tuple[list[float], list[str]]:
    """The milliseconds of all changes and the faults, of so many sessions that come within ten seconds."""
    taken: list[float] = []
    faults: list[str] = []
    until = time.perf_counter() + seconds + THINK

    async def come(seed: int) -> None:
        await asyncio.sleep(seed / sessions * THINK)
        await use(url, seed, until, taken, faults)

    await asyncio.gather(*(come(seed) for seed in range(sessions)))
    return taken, faults


def main() -> None:
    """Print a row for each number of sessions."""
    parser = argparse.ArgumentParser(description="How long changes take when many people use the dashboard at once.")
    parser.add_argument("--sessions", type=int, nargs="+", default=[10, 100, 300])
    parser.add_argument("--minutes", type=float, default=3.0)
    parser.add_argument("--rows", type=int, default=500)
    options = parser.parse_args()
    print(
        f"{'sessions':>9}{'changes':>9}{'median ms':>11}{'p95 ms':>9}{'faults':>8}{'server cpu':>12}{'client cpu':>12}"
    )
    with tempfile.TemporaryDirectory() as folder:
        fill(f"sqlite:///{Path(folder) / 'dashboard.sqlite'}", options.rows)
        app = start(Path(folder))
        time.sleep(15)  # the server still compresses its scripts
        for sessions in options.sessions:
            before, own, began = processor_seconds(app), resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
            taken, faults = asyncio.run(measure(app.url, sessions, options.minutes * 60))
            lasted, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF)
            served = (processor_seconds(app) - before) / lasted
            asked = (after.ru_utime + after.ru_stime - own.ru_utime - own.ru_stime) / lasted
            p95 = statistics.quantiles(taken, n=20)[-1] if len(taken) > 1 else float("nan")
            middle = statistics.median(taken or [float("nan")])
            print(
                f"{sessions:>9}{len(taken):>9}{middle:>11.0f}{p95:>9.0f}{len(faults):>8}{served:>12.0%}{asked:>12.0%}",
                flush=True,
            )
            for fault in sorted(set(faults)):
                print(f"          {fault}")
        app.stop()


if __name__ == "__main__":
    main()
