"""Is an answer right? Checked against the limits as written, and against the exact plan that `prepare` left."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from models.allocation.formulation import Formulation
from models.allocation.plan_check import check_exact, check_rounded
from models.arrays import FloatArray, IntArray
from scenarios.definition.scenario import Scenario

EXACT, MINOR = "exact.npy", "minor.npy"
BROKEN = 1e-6
"""Violation of a limit, relative to what its row adds up, above which an answer is no plan."""


@dataclass(frozen=True)
class Verdict:
    """Numbers that tell a right answer from a wrong one.

    `violation`: largest of any hard limit, relative. `moved`: Σ|x − exact| over the company target. `loss`: objective
    above the exact plan's, over the company target (below 0: a broken limit, or a better plan than ours). `furthest`:
    largest distance of a target from its exact one, in increments; `right`: share of targets within one increment.
    `total_off`, `limits_missed`: after rounding to whole increments, how many increments the company total is off, and
    how many hard limits are missed by more than half a minor unit.
    """

    violation: float
    moved: float
    loss: float
    furthest: float
    right: float
    total_off: float
    limits_missed: int

    @property
    def words(self) -> str:
        """The answer in one line."""
        if self.violation > BROKEN:
            return f"breaks a limit by {self.violation:.1g}"
        if self.furthest > 1.0:
            return f"off by {self.moved:.2%} of the target"
        return "right within an increment"

    def facts(self) -> dict[str, float]:
        """For a Run."""
        return {name: float(value) for name, value in asdict(self).items()}


def judge(
    scenario: Scenario, formulation: Formulation, targets: FloatArray, folder: Path, minor: IntArray | None = None
) -> Verdict:
    """The verdict on unrounded targets (thousands, one per cell). `minor`: their rounded numbers; without them each
    target is rounded on its own, as a user without a rounding would do it."""
    problem, program = scenario.problem, formulation.program.of_cells()
    per_thousand, increment = problem.money.minor_per_thousand, problem.increment_minor
    exact: FloatArray = np.load(folder / EXACT)
    distance = np.abs(targets - exact) * (per_thousand / increment)
    if minor is None:
        minor = np.rint(targets * (per_thousand / increment)).astype(np.int64) * increment
    rounded = check_rounded(problem, formulation.rows, targets, minor, partitions=())
    wanted = exact.sum() * per_thousand
    return Verdict(
        violation=_violation(formulation, targets),
        moved=float(np.abs(targets - exact).sum() / exact.sum()),
        loss=(program.objective(targets) - program.objective(exact)) / program.scale,
        furthest=float(distance.max()),
        right=float((distance <= 1.0).mean()),
        total_off=0.0 if rounded.total_holds else abs(rounded.total_minor - wanted) / increment,
        limits_missed=len(rounded.limits),
    )


def _violation(formulation: Formulation, targets: FloatArray) -> float:
    check = check_exact(formulation.rows, targets)
    return max(check.row_violation, check.negative)
