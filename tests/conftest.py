"""Settings that every test shares."""

from __future__ import annotations

from multiprocessing import forkserver as server

import pytest
from hypothesis import HealthCheck, settings

from app.checks.run import PRELOAD

settings.register_profile(
    "repeatable", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def forkserver() -> None:
    """The server that processes are forked from, with everything loaded that any of them needs: the first one to start
    it decides what it holds."""
    server.set_forkserver_preload([*PRELOAD, "scenarios.checking.processes", "scenarios.sweep.processes"])
    server.ensure_running()
