"""The health check while the store answers, says no, or says nothing."""

import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from anyio import to_thread

import store
from frame.serving import health_check


@pytest.fixture(autouse=True)
def anew(monkeypatch):
    monkeypatch.setattr(health_check, "_asking", None)


def run(work):
    """In a thread of its own: the browser tests before this one leave an event loop running in the main one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(work)).result()


async def ask(times=1):
    """The states of as many health checks, asked at once; and how long a file waited for a thread meanwhile."""
    checks = [asyncio.create_task(health_check.health(None)) for _ in range(times)]
    await asyncio.sleep(0)
    began = time.monotonic()
    await to_thread.run_sync(int)
    file_waited = time.monotonic() - began
    return [answer.status_code for answer in await asyncio.gather(*checks)], file_waited


def test_it_is_well_while_the_store_answers(monkeypatch):
    monkeypatch.setattr(health_check, "_ask_the_store", lambda: None)
    assert run(ask())[0] == [200]


def test_it_is_not_well_when_the_store_says_no(monkeypatch):
    def refuse():
        raise store.StoreGone

    monkeypatch.setattr(health_check, "_ask_the_store", refuse)
    assert run(ask())[0] == [503]


def test_sixty_checks_of_a_store_that_says_nothing_end_soon_and_hold_up_no_file(monkeypatch):
    released, asked = threading.Event(), []

    def say_nothing():
        asked.append(1)
        released.wait(60)

    async def ask_three_times():
        try:
            return [await ask(60) for _ in range(3)]
        finally:
            released.set()

    monkeypatch.setattr(health_check, "_ask_the_store", say_nothing)
    monkeypatch.setattr(health_check, "PATIENCE", 0.2)
    began = time.monotonic()
    answers = run(ask_three_times())
    assert time.monotonic() - began < 5
    assert [states for states, _waited in answers] == [[503] * 60] * 3
    assert max(waited for _states, waited in answers) < 0.2
    assert len(asked) == 2
