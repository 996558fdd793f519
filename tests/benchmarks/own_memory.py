"""This process's memory as Linux counts it. (ru_maxrss cannot forget, and a process begins with its parent's.)"""

from __future__ import annotations

from pathlib import Path

STATUS, CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")


def resident() -> int:
    """Bytes in memory now."""
    return _field("VmRSS")


def peak() -> int:
    """Most bytes in memory since the start, or since `forget_peak`."""
    return _field("VmHWM")


def forget_peak() -> None:
    """Let the peak begin anew."""
    CLEAR.write_text("5", encoding="ascii")


def _field(name: str) -> int:
    line = next(line for line in STATUS.read_text(encoding="ascii").splitlines() if line.startswith(name))
    return int(line.split()[1]) * 1024
