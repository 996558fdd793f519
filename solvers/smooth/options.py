"""How far a search among local optima may go, and what counts as satisfied, optimal and equal."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

from solvers.processes import Processes

FEASIBILITY_TOLERANCE = 1e-8
"""Shortfalls up to this many scales count as none."""

OPTIMALITY_TOLERANCE = 1e-5
"""Largest unexplained part of the gradient, in objective scales per width, relative to the gradient where it is over
1."""

VALUE_TOLERANCE = 1e-6
"""Values nearer than this many objective scales are one local optimum."""

ROUNDING = 1e-9
"""Values nearer than this many objective scales differ by rounding: then the smallest unexplained gradient decides."""


@dataclass(frozen=True)
class SearchOptions:
    """How a multistart runs.

    starts: points altogether, the given ones first, the rest a Latin hypercube drawn with `seed`. workers: processes
    at once; 1 works in this process. time_limit_seconds: wall clock for the whole search; starts cut off keep what
    they reached. iterations and restarts: for one start; a restart begins at the end of the run before it. stop: set it
    from another thread to end early. processes: some that stay from search to search; without them each search begins
    its own. Raises ValueError for numbers that make no sense.
    """

    starts: int = 20
    seed: int = 20
    workers: int = 2
    time_limit_seconds: float | None = None
    iterations: int = 200
    restarts: int = 4
    stop: threading.Event | None = field(default=None, compare=False, repr=False)
    processes: Processes | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        if min(self.starts, self.workers, self.iterations) < 1 or min(self.restarts, self.seed) < 0:
            raise ValueError("at least one start, one process and one iteration; no negative restarts or seed")
        if self.time_limit_seconds is not None and not self.time_limit_seconds >= 0:
            raise ValueError("a time limit is not negative")

    def deadline(self) -> float | None:
        """When a search that begins now has to end, on the monotonic clock, which the processes of a machine share."""
        return None if self.time_limit_seconds is None else time.monotonic() + self.time_limit_seconds
