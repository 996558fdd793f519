"""Convex programs have one optimum: every start must find it, and an independent solver agrees."""

from __future__ import annotations

from dataclasses import dataclass

import clarabel
import numpy as np
import pytest
from scipy.sparse import csc_matrix

from models.arrays import FloatArray
from models.smooth.program import Condition, Evaluation, Variable
from solvers.scipy_tuner import tune
from solvers.smooth.options import SearchOptions


@dataclass(frozen=True, eq=False)
class Quadratic:
    """min xᵀQx/2 + q·x, A·x + b ≥ 0, between 0 and 1."""

    Q: FloatArray
    q: FloatArray
    A: FloatArray
    b: FloatArray
    objective_scale: float = 1.0

    @property
    def variables(self) -> tuple[Variable, ...]:
        return tuple(Variable(f"x{number}", 0.0, 1.0) for number in range(len(self.q)))

    @property
    def conditions(self) -> tuple[Condition, ...]:
        return tuple(Condition(f"row {number}") for number in range(len(self.b)))

    def evaluate(self, values: FloatArray) -> Evaluation:
        objective = float(values @ self.Q @ values / 2 + self.q @ values)
        return Evaluation(objective, self.Q @ values + self.q, self.A @ values + self.b, self.A)


def random_quadratic(seed: int, n: int = 12, m: int = 10) -> Quadratic:
    """Feasible at a random point, where about half of the rows hold exactly."""
    random = np.random.default_rng(seed)
    root, rows = random.normal(size=(n, n)), random.normal(size=(m, n))
    inside = random.random(n)
    room = np.where(random.random(m) < 0.5, 0.0, random.random(m))
    return Quadratic(root @ root.T / n + 0.1 * np.eye(n), random.normal(size=n), rows, room - rows @ inside)


def by_interior_points(program: Quadratic) -> float:
    n = len(program.q)
    rows = np.vstack([-program.A, np.eye(n), -np.eye(n)])
    right = np.concatenate([program.b, np.ones(n), np.zeros(n)])
    settings = clarabel.DefaultSettings()
    settings.verbose = False
    cones = [clarabel.NonnegativeConeT(len(right))]
    solver = clarabel.DefaultSolver(csc_matrix(np.triu(program.Q)), program.q, csc_matrix(rows), right, cones, settings)
    return float(solver.solve().obj_val)


@pytest.mark.parametrize("seed", range(12))
def test_every_start_finds_the_optimum(seed: int) -> None:
    program = random_quadratic(seed)
    result = tune(program, options=SearchOptions(starts=8, workers=1))
    assert result.best is not None
    assert result.best.objective == pytest.approx(by_interior_points(program), abs=1e-6)
    assert [one.end for one in result.outcomes if not one.converged] == []
    assert result.reached_best == 8 and len(result.spread) == 1
