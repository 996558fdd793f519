"""Settings that every test shares."""

from __future__ import annotations

import signal
from multiprocessing import forkserver as server

import pytest
from hypothesis import HealthCheck, settings

from app.checks.run import PRELOAD

EXAMPLES = 50
"""Of a property that states no number. They are the same ones in every run, so that more would only be found once."""

settings.register_profile(
    "repeatable",
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
    print_blob=True,
)
settings.load_profile("repeatable")


SLOW_SECONDS = 900
"""Time limit of a slow test that states none: pyproject's is for the quick ones."""


def pytest_configure() -> None:
    """Interrupts are answered in tests and what they start, although a shell has its background jobs ignore them."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Slow tests may take longer."""
    for item in items:
        if item.get_closest_marker("slow") and not item.get_closest_marker("timeout"):
            item.add_marker(pytest.mark.timeout(SLOW_SECONDS))


@pytest.fixture(scope="session")
def forkserver() -> None:
    """The server that processes are forked from, with everything loaded that any of them needs: the first one to start
    it decides what it holds."""
    server.set_forkserver_preload([*PRELOAD, "scenarios.checking.processes", "scenarios.sweep.processes"])
    server.ensure_running()
