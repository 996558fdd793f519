"""Where the peers' libraries are installed, and whether they are."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parents[3] / ".venv-peers"
PYTHON, READY = FOLDER / "bin" / "python", FOLDER / ".ready"


def absence() -> str | None:
    """Why no peer can run here, and what to do; None when all can."""
    if READY.is_file() and PYTHON.exists():
        return None
    return "peers skipped: their environment .venv-peers is not there; `make .venv-peers/.ready` makes it"
