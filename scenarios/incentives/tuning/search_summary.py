"""How was searched for a tuned plan."""

from __future__ import annotations

from dataclasses import dataclass

from models.smooth.result import Limit


@dataclass(frozen=True)
class SearchSummary:
    """The search: `starts` asked for, `run`, `feasible` ends, `reached_best`: ends at the best value; `spread`:
    distinct values of local optima, best first, in the objective's direction, each with the number of starts. `rounds`:
    solve, round, simulate, correct. `limit`: what cut it short."""

    starts: int
    run: int
    feasible: int
    reached_best: int
    spread: tuple[tuple[float, int], ...]
    rounds: int
    evaluations: int
    limit: Limit | None

    @property
    def is_interrupted(self) -> bool:
        """Whether somebody said that it is enough."""
        return self.limit is Limit.STOP
