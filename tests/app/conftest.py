"""The service in process, with small ceilings."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from app.main import create_app
from app.settings import Settings

SETTINGS = Settings(max_body_bytes=200_000, max_rows=100, max_variables=50, max_seconds=60)


@pytest.fixture(scope="session")
def client() -> Iterator[TestClient]:
    """One service for the whole run: its solvers are checked once."""
    with TestClient(create_app(SETTINGS), raise_server_exceptions=False) as found:
        yield found
