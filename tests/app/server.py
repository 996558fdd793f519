"""The service as a process of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[2]
START_SECONDS = 30.0


@dataclass(frozen=True)
class Server:
    """A running service: its address and its process."""

    url: str
    process: subprocess.Popen[bytes]


@contextmanager
def running_server(environment: Mapping[str, str] | None = None) -> Iterator[Server]:
    """Start the service on a free port, wait until it answers, and end it afterwards."""
    port = free_port()
    arguments = [
        "--factory",
        "app.main:create_app",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--log-level",
        "warning",
    ]
    process = subprocess.Popen(
        [sys.executable, "-m", "uvicorn", *arguments], cwd=ROOT, env={**os.environ, **(environment or {})}
    )
    server = Server(f"http://127.0.0.1:{port}", process)
    try:
        wait_until_live(server)
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_live(server: Server) -> None:
    """Return when the service answers. Raises RuntimeError when it ends before, or takes too long."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if server.process.poll() is not None:
            raise RuntimeError(f"the service ended with {server.process.returncode}")
        try:
            httpx.get(f"{server.url}/health/live", timeout=2).raise_for_status()
            return
        except httpx.TransportError:
            time.sleep(0.1)
    raise RuntimeError("the service did not start in time")
