"""One path from file to plan that is measured, and the process it needs."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.measurement import Run


@dataclass(frozen=True)
class Contender:
    """A path from file to plan. `most_cells`: larger instances are left out. `once_from`: one repetition from this
    size on, because a run takes minutes there. `home`: the module whose CONTENDERS hold it, the only one that its
    process imports; `python`: the interpreter of that process."""

    name: str
    words: str
    path: Callable[[Path], Run]
    most_cells: int
    once_from: int
    home: str = "tests.benchmarks.contenders"
    python: str = sys.executable

    def run(self, folder: Path) -> Run:
        """One repetition on the instance in `folder`."""
        return self.path(folder)

    def repetitions(self, cells: int, wanted: int) -> int:
        """How often to run at this size."""
        return 1 if cells >= self.once_from else wanted
