"""Where the peers' libraries are installed, and whether they are."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

FOLDER = Path(__file__).parents[3] / ".venv-peers"
PYTHON, READY = FOLDER / "bin" / "python", FOLDER / ".ready"
PACKAGES = ("linopy", "pyomo", "cvxpy", "osqp", "clarabel", "ortools", "highspy", "scipy", "pulp", "numpy")


def absence() -> str | None:
    """Why no peer can run here, and what to do; None when all can."""
    if READY.is_file() and PYTHON.exists():
        return None
    return "peers skipped: their environment .venv-peers is not there; `make bench-peers` makes it"


def versions() -> dict[str, str]:
    """What is installed there of the packages that decide."""
    program = f"import json, importlib.metadata as m; print(json.dumps({{n: m.version(n) for n in {PACKAGES!r}}}))"
    said = subprocess.run([str(PYTHON), "-c", program], check=True, capture_output=True, text=True).stdout
    found: dict[str, str] = json.loads(said)
    return found
