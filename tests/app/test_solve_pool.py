"""Places, the queue, and clients that leave."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable

import pytest
from starlette.requests import Request
from starlette.types import Message

from app.overload import Overloaded
from app.settings import Settings
from app.solve_pool import SolvePool
from models.errors import LimitReached


def staying() -> Request:
    """A request whose client stays."""

    async def receive() -> Message:
        await asyncio.sleep(60)
        return {"type": "http.disconnect"}

    return Request({"type": "http", "headers": []}, receive)


def leaving() -> Request:
    """A request whose client has left."""

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    return Request({"type": "http", "headers": []}, receive)


def until(event: threading.Event) -> Callable[[threading.Event], str]:
    """Work that lasts until the event, or until it is told to stop."""

    def work(stop: threading.Event) -> str:
        while not event.wait(0.01):
            if stop.is_set():
                return "stopped"
        return "done"

    return work


async def fill(pool: SolvePool, work: Callable[[threading.Event], str], count: int) -> list[asyncio.Task[str]]:
    """Start `count` requests and let them take their places."""
    tasks = [asyncio.create_task(pool.run(staying(), work)) for _ in range(count)]
    await asyncio.sleep(0.05)
    return tasks


class TestPlaces:
    def test_result_and_error_come_through(self) -> None:
        async def scene() -> None:
            pool = SolvePool(Settings())
            assert await pool.run(staying(), lambda _: 3) == 3
            with pytest.raises(ZeroDivisionError):
                await pool.run(staying(), lambda _: 1 // 0)

        asyncio.run(scene())

    def test_one_waits_for_the_other(self) -> None:
        async def scene() -> None:
            pool, event = SolvePool(Settings(concurrent_solves=1, waiting_solves=1)), threading.Event()
            tasks = await fill(pool, until(event), 2)
            event.set()
            assert await asyncio.gather(*tasks) == ["done", "done"]

        asyncio.run(scene())

    def test_a_full_queue_refuses_at_once(self) -> None:
        async def scene() -> None:
            pool, event = SolvePool(Settings(concurrent_solves=1, waiting_solves=1)), threading.Event()
            tasks = await fill(pool, until(event), 2)
            with pytest.raises(Overloaded):
                await pool.run(staying(), until(event))
            event.set()
            await asyncio.gather(*tasks)

        asyncio.run(scene())

    def test_waiting_ends(self) -> None:
        async def scene() -> None:
            pool, event = SolvePool(Settings(concurrent_solves=1, wait_seconds=0)), threading.Event()
            tasks = await fill(pool, until(event), 1)
            with pytest.raises(Overloaded):
                await pool.run(staying(), until(event))
            event.set()
            await asyncio.gather(*tasks)
            assert await pool.run(staying(), lambda _: "free again") == "free again"

        asyncio.run(scene())


class TestLeaving:
    def test_the_work_of_a_client_that_leaves_is_stopped(self) -> None:
        async def scene() -> None:
            pool, event = SolvePool(Settings()), threading.Event()
            assert await pool.run(leaving(), until(event)) == "stopped"

        asyncio.run(scene())

    def test_who_left_the_queue_is_not_served(self) -> None:
        async def scene() -> None:
            pool, event = SolvePool(Settings(concurrent_solves=1)), threading.Event()
            tasks = await fill(pool, until(event), 1)
            gone = asyncio.create_task(pool.run(leaving(), until(event)))
            await asyncio.sleep(0.05)
            event.set()
            with pytest.raises(LimitReached):
                await gone
            await asyncio.gather(*tasks)

        asyncio.run(scene())

    def test_closing_stops_everything(self) -> None:
        async def scene() -> None:
            pool = SolvePool(Settings())
            tasks = await fill(pool, until(threading.Event()), 2)
            pool.close()
            assert await asyncio.gather(*tasks) == ["stopped", "stopped"]
            assert await pool.run(staying(), lambda _: "started again") == "started again"

        asyncio.run(scene())
