"""Looks inside a running plan without changing the package: the solvers' own seconds, and the programs they got."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

import numpy as np
from scipy.sparse import csc_array

from models.program import LinearProgram
from models.solution import Solution
from scenarios.rounding import rounding_backend
from solvers.base import Capabilities, SolverBackend, SolverOptions
from solvers.runner import Ended, Job, Runner

ROUNDING = "rounding-{}.npz"
ROUNDING_BACKEND = "scenarios.rounding.rounding_backend"
"""Where the rounding gets its solver from."""


@dataclass(eq=False)
class Wrapped:
    """A backend that tells `seen` every program and its solution."""

    backend: SolverBackend
    seen: Callable[[LinearProgram, Solution], None]

    @property
    def name(self) -> str:
        """The wrapped backend's."""
        return self.backend.name

    @property
    def capabilities(self) -> Capabilities:
        """The wrapped backend's."""
        return self.backend.capabilities

    def version(self) -> str:
        """The wrapped backend's."""
        return self.backend.version()

    def availability(self) -> str | None:
        """The wrapped backend's."""
        return self.backend.availability()

    def solve(self, program: LinearProgram, options: SolverOptions) -> Solution:
        """Solve, then tell."""
        solution = self.backend.solve(program, options)
        self.seen(program, solution)
        return solution

    def __hash__(self) -> int:
        return id(self)


@dataclass
class SolverSeconds:
    """Seconds inside the solvers of one plan: CBC processes, and the rounding's solver. `largest`: bytes of the
    largest program's arrays."""

    processes: float = 0.0
    rounding: float = 0.0
    largest: int = 0
    programs: list[str] = field(default_factory=list)


@contextmanager
def solver_seconds() -> Iterator[SolverSeconds]:
    """Adds up what passes inside while the block runs."""
    seconds = SolverSeconds()
    plain_run = Runner.run

    def run(self: Runner, job: Job, stop: threading.Event | None = None) -> Ended:
        ended = plain_run(self, job, stop)
        seconds.processes += ended.seconds
        return ended

    def backend(*, is_integer: bool) -> Wrapped:
        return Wrapped(rounding_backend(is_integer=is_integer), rounded)

    def rounded(program: LinearProgram, solution: Solution) -> None:
        seconds.rounding += solution.report.seconds
        seconds.largest = max(seconds.largest, program.nbytes)

    with patch.object(Runner, "run", run), patch(ROUNDING_BACKEND, backend):
        yield seconds


@dataclass
class Kept:
    """The commands and files of the processes of one plan, for the bare contender."""

    commands: list[list[str]] = field(default_factory=list)
    rounding: int = 0


@contextmanager
def programs_kept(folder: Path) -> Iterator[Kept]:
    """Copies every model that a process gets, and saves every rounding program, into `folder`."""
    kept = Kept()
    plain_run = Runner.run

    def run(self: Runner, job: Job, stop: threading.Event | None = None) -> Ended:
        if "-restoreModel" in job.argv:  # else CBC is only asked for its version
            model = f"model-{len(kept.commands)}"
            shutil.copy(self.folder / "model", folder / model)
            kept.commands.append([model if word == "model" else word for word in job.argv])
        return plain_run(self, job, stop)

    def rounded(program: LinearProgram, _: Solution) -> None:
        save_program(program, folder / ROUNDING.format(kept.rounding))
        kept.rounding += 1

    def backend(*, is_integer: bool) -> Wrapped:
        return Wrapped(rounding_backend(is_integer=is_integer), rounded)

    with patch.object(Runner, "run", run), patch(ROUNDING_BACKEND, backend):
        yield kept


def save_program(program: LinearProgram, path: Path) -> None:
    """All arrays of a program in one file."""
    matrix = program.matrix
    np.savez(
        path,
        objective=program.objective,
        col_lower=program.col_lower,
        col_upper=program.col_upper,
        row_lower=program.row_lower,
        row_upper=program.row_upper,
        integer=program.integer,
        data=matrix.data,
        indices=matrix.indices,
        indptr=matrix.indptr,
    )


def load_program(path: Path) -> LinearProgram:
    """The program that `save_program` wrote."""
    with np.load(path) as saved:
        names = ("objective", "col_lower", "col_upper", "row_lower", "row_upper", "integer")
        dense = {name: saved[name] for name in names}
        shape = (dense["row_lower"].shape[0], dense["objective"].shape[0])
        return LinearProgram(**dense, matrix=csc_array((saved["data"], saved["indices"], saved["indptr"]), shape=shape))
