"""The service as people run it: a real process, a real port, clients that leave."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import httpx
import numpy as np
import psutil
import pytest

from app.routes.examples import INFEASIBLE_SCENARIO, TINY_SCENARIO
from models.arrays import FloatArray
from tests.app.server import ROOT, Server, running_server

SOON = 5.0
"""Seconds; the heavy scenario's linear program alone takes longer."""

pytestmark = [pytest.mark.processes, pytest.mark.slow]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """One process with one place for solving and no queue."""
    with running_server({"ALLOT_CONCURRENT_SOLVES": "1", "ALLOT_WAITING_SOLVES": "0"}) as found:
        yield found


class TestServer:
    def test_answers_a_plan(self, server: Server) -> None:
        response = httpx.post(f"{server.url}/v1/allocations", json=TINY_SCENARIO, timeout=60)
        assert response.status_code == 200
        assert response.json()["verification"]["total"] == 900

    def test_answers_a_conflict(self, server: Server) -> None:
        assert httpx.post(f"{server.url}/v1/allocations", json=INFEASIBLE_SCENARIO, timeout=60).status_code == 409

    def test_a_body_that_never_ends(self, server: Server) -> None:
        def forever() -> Iterator[bytes]:
            while True:
                yield b" " * 1_000_000

        try:
            response = httpx.post(
                f"{server.url}/v1/allocations",
                content=forever(),
                headers={"content-type": "application/json"},
                timeout=60,
            )
        except httpx.TransportError:  # the answer came while the client was still sending
            return
        assert response.status_code == 413

    def test_stays_awake_while_it_solves_and_refuses_more(self, server: Server) -> None:
        assert wait_for_plan(server).status_code == 200
        with leaving_client(server, heavy_scenario()):
            wait_for_solver(server)
            assert httpx.get(f"{server.url}/health/live", timeout=5).status_code == 200
            refused = httpx.post(f"{server.url}/v1/allocations", json=TINY_SCENARIO, timeout=60)
        assert (refused.status_code, refused.json()["code"]) == (503, "overloaded")
        assert int(refused.headers["retry-after"]) > 0

    def test_a_client_that_leaves_takes_its_solver_along(self, server: Server) -> None:
        assert wait_for_plan(server).status_code == 200
        with leaving_client(server, heavy_scenario()):
            wait_for_solver(server)
        left = time.monotonic()
        while solvers_of(server) and time.monotonic() - left < SOON:
            time.sleep(0.05)
        assert time.monotonic() - left < SOON
        assert wait_for_plan(server).status_code == 200


class TestStart:
    def test_settings_that_cannot_be_used(self) -> None:
        arguments = [sys.executable, "-m", "uvicorn", "--factory", "app.main:create_app", "--port", "0"]
        environment = {**os.environ, "ALLOT_MAX_ROWS": "many"}
        ended = subprocess.run(arguments, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
        assert ended.returncode != 0
        assert "ALLOT_MAX_ROWS" in ended.stderr

    def test_ends_when_it_is_told_to(self) -> None:
        with running_server() as server:
            server.process.send_signal(signal.SIGTERM)
            server.process.wait(timeout=15)


@contextmanager
def leaving_client(server: Server, body: bytes) -> Iterator[None]:
    """A client that posts a scenario and hangs up at the end of the block."""
    parts = urlsplit(server.url)
    lines = (
        "POST /v1/allocations HTTP/1.1",
        "Host: localhost",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
        "\r\n",
    )
    with socket.create_connection((str(parts.hostname), int(parts.port or 0)), timeout=30) as connection:
        connection.sendall("\r\n".join(lines).encode() + body)
        yield


@cache
def heavy_scenario() -> bytes:
    """160,000 cells between tight bands: a linear program that keeps a solver busy for many seconds."""
    rng = np.random.default_rng(1)
    people, products = 20_000, 8
    hidden = np.round(rng.lognormal(12.0, 0.8, (people, products)), 2)
    baseline = np.round(hidden / rng.uniform(0.95, 1.3, hidden.shape), 2)
    cells = [
        {"rep": f"s{rep}", "product": f"p{product}", "baseline": float(baseline[rep, product])}
        for rep in range(people)
        for product in range(products)
    ]
    document = {
        "schema": "allot.scenario/1",
        "name": "heavy",
        "period": "2025",
        "money": {"currency": "CNY"},
        "dimensions": [_banded("rep", "s", hidden.sum(axis=1)), _banded("product", "p", hidden.sum(axis=0))],
        "cells": cells,
        "company_target": {"amount": round(float(hidden.sum()), 2)},
        "limits": [_band("rep"), _band("product")],
    }
    return json.dumps(document).encode()


def _banded(name: str, letter: str, totals: FloatArray) -> dict[str, Any]:
    bands = [{"floor": round(total * 0.99, 2), "cap": round(total * 1.01, 2)} for total in totals.tolist()]
    return {"name": name, "members": [{"key": f"{letter}{i}", "attributes": band} for i, band in enumerate(bands)]}


def _band(name: str) -> dict[str, Any]:
    sides = {"min_amount": {"attribute": "floor"}, "max_amount": {"attribute": "cap"}}
    return {"kind": "amount_limit", "name": f"{name} band", "by": [name], **sides}


def solvers_of(server: Server) -> list[psutil.Process]:
    """Solver processes below the service."""
    return [child for child in psutil.Process(server.process.pid).children(recursive=True) if child.is_running()]


def wait_for_solver(server: Server) -> None:
    """Return when a solve has begun."""
    end = time.monotonic() + 30
    while not solvers_of(server) and time.monotonic() < end:
        time.sleep(0.01)
    assert solvers_of(server), "no solver was started"


def wait_for_plan(server: Server) -> httpx.Response:
    """The tiny plan, as soon as the place is free."""
    for _ in range(100):
        response = httpx.post(f"{server.url}/v1/allocations", json=TINY_SCENARIO, timeout=60)
        if response.status_code != 503:
            break
        time.sleep(0.2)
    return response
