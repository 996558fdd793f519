"""What makes SLSQP stumble: steep and flat objectives, corners, numbers that are none, and a start that was better."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from models.program import ProgramError
from models.smooth.program import Condition, Evaluation, Variable
from models.smooth.result import StartEnd
from solvers.scipy_tuner import tune
from solvers.smooth.options import SearchOptions
from tests.support.smooth_programs import Budget, ComplexStep

ONE = SearchOptions(starts=1, workers=1)
HERE = SearchOptions(starts=5, workers=1)


@dataclass(frozen=True)
class Steep(ComplexStep):
    """Rosenbrock's valley in units of `unit`, x + y ≤ 1.5."""

    unit: float = 1.0
    objective_scale: float = 1.0
    variables: tuple[Variable, ...] = (Variable("x", -2.0, 2.0), Variable("y", -2.0, 2.0))
    conditions: tuple[Condition, ...] = (Condition("sum"),)

    def numbers(self, x):  # type: ignore[no-untyped-def]
        return [self.unit * (100 * (x[1] - x[0] ** 2) ** 2 + (1 - x[0]) ** 2), 1.5 - x[0] - x[1]]


@pytest.mark.parametrize("unit", [1e-3, 1.0, 1e6])
def test_the_unit_of_the_objective_does_not_matter(unit: float) -> None:
    result = tune(Steep(unit, unit), options=HERE)
    assert result.best is not None and result.reached_best == 5
    assert result.best.values == pytest.approx([0.8229, 0.6771], abs=1e-3)
    assert result.best.values.sum() == pytest.approx(1.5, abs=1e-8)


@dataclass(frozen=True)
class Corner(ComplexStep):
    """The best is a corner of the box, where two conditions and two bounds meet: more prices than variables."""

    variables: tuple[Variable, ...] = (Variable("x", 0.0, 1.0), Variable("y", 0.0, 1.0))
    conditions: tuple[Condition, ...] = (Condition("a"), Condition("b"))

    def numbers(self, x):  # type: ignore[no-untyped-def]
        return [x[0] + x[1], x[0] + x[1], 2 * x[0] + x[1]]


def test_a_degenerate_corner() -> None:
    best = tune(Corner(), options=HERE).best
    assert best is not None
    assert best.values == pytest.approx([0.0, 0.0], abs=1e-8)
    assert best.residual <= 1e-9 and (best.multipliers >= 0).all()


@dataclass(frozen=True)
class Holes(Budget):
    """Not a number where x > `beyond`; `bounds_seen` would be told of a point outside."""

    beyond: float = 0.5

    def evaluate(self, values):  # type: ignore[no-untyped-def]
        assert all(v.lower <= x <= v.upper for v, x in zip(self.variables, values, strict=True))
        at = super().evaluate(values)
        return at if values[0] <= self.beyond else Evaluation(np.nan, at.gradient, at.slacks, at.jacobian)


def test_a_hole_in_the_program_is_told_and_what_was_seen_before_is_kept() -> None:
    result = tune(Holes(beyond=0.12), [np.array([0.11, 0.2]), np.array([1.0, 1.0])], HERE)
    assert result.best is not None
    assert result.best.objective <= Budget().evaluate(np.array([0.11, 0.2])).objective
    assert result.outcomes[1].end is StartEnd.NOT_FINITE
    assert "not-a-number" in result.outcomes[1].message


def test_a_program_that_is_nowhere_a_number() -> None:
    result = tune(Holes(beyond=-1.0), options=HERE)
    assert result.best is None and result.infeasible is None and result.limit is None
    assert {one.end for one in result.outcomes} == {StartEnd.NOT_FINITE}


def test_an_iteration_limit_is_passed_by_restarts() -> None:
    short = tune(Steep(), [np.array([-1.5, 1.0])], SearchOptions(starts=1, workers=1, iterations=3, restarts=0))
    longer = tune(Steep(), [np.array([-1.5, 1.0])], SearchOptions(starts=1, workers=1, iterations=3, restarts=40))
    assert short.outcomes[0].message == "Iteration limit reached"
    assert short.outcomes[0].end is not StartEnd.CONVERGED
    assert longer.best is not None and short.best is not None
    assert longer.best.objective < short.best.objective


def test_a_start_never_ends_worse_than_it_began() -> None:
    begun = np.array([0.1, 0.88])
    result = tune(Budget(), [begun], SearchOptions(starts=1, workers=1, iterations=1, restarts=0))
    assert result.best is not None
    assert result.best.objective <= Budget().evaluate(begun).objective


def test_arrays_that_do_not_fit() -> None:
    @dataclass(frozen=True)
    class Wrong(Budget):
        def evaluate(self, values):  # type: ignore[no-untyped-def]
            at = super().evaluate(values)
            return Evaluation(at.objective, at.gradient, at.slacks, at.jacobian.T)

    with pytest.raises(ProgramError, match="do not fit"):
        tune(Wrong(), options=ONE)
