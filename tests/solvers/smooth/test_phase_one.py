"""No start ends where all conditions hold: what is least, what blocks, and that this is no proof."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest

from models.smooth.program import Condition, Variable
from models.smooth.result import Blocking, NoFeasibleEnd, Origin, StartEnd
from models.smooth.variations import ElasticProgram, RelaxedProgram
from solvers.scipy_tuner import tune
from solvers.smooth.options import SearchOptions
from tests.support.smooth_programs import Budget, ComplexStep

HERE = SearchOptions(starts=8, workers=1)
DEAR = Budget(budget=0.5, least=0.4, total=1.0)


def report_of(program: Budget) -> NoFeasibleEnd:
    result = tune(program, options=HERE)
    assert result.best is None and result.limit is None and result.infeasible is not None
    assert {one.end for one in result.outcomes} == {StartEnd.INFEASIBLE}
    assert result.infeasible.starts_tried == 8
    return result.infeasible


def named(report: NoFeasibleEnd) -> dict[str, Blocking]:
    return {blocking.name: blocking for blocking in report.blocking}


def test_the_least_budget_that_keeps_the_others() -> None:
    """x + y ≥ 1 and x ≥ .4 cost least at x = 1, y = 0: the budget is short by .5."""
    blocking = named(report_of(DEAR))
    assert blocking["budget"].least_relaxation == pytest.approx(0.5, abs=1e-7)
    assert blocking["total"].least_relaxation == pytest.approx(0.5, abs=1e-7)
    assert "least x" not in blocking
    enough = tune(RelaxedProgram(DEAR, 0, 0.5 + 1e-6), options=HERE)
    short = tune(RelaxedProgram(DEAR, 0, 0.5 - 1e-4), options=HERE)
    assert enough.best is not None and short.best is None


def test_the_least_violation_on_a_grid() -> None:
    report = report_of(DEAR)
    elastic = ElasticProgram(DEAR)
    grid = [elastic.start(np.array([x, y]))[2:].sum() for x in np.linspace(0, 2, 41) for y in np.linspace(0, 2, 41)]
    assert report.violation == pytest.approx(min(grid), abs=1e-6)
    assert elastic.start(report.values)[2:].sum() == pytest.approx(report.violation, abs=1e-6)


def test_relief_is_what_a_small_relaxation_takes_off() -> None:
    report = report_of(DEAR)
    for index, name in ((0, "budget"), (2, "total")):
        relaxed = tune(RelaxedProgram(DEAR, index, 0.01), options=HERE).infeasible
        assert relaxed is not None
        assert (report.violation - relaxed.violation) / 0.01 == pytest.approx(named(report)[name].relief, rel=1e-4)


def test_conditions_that_exclude_each_other_without_the_budget() -> None:
    @dataclass(frozen=True)
    class Apart(Budget):
        conditions: tuple[Condition, ...] = (Condition("budget"), Condition("at least"), Condition("at most"))

        def numbers(self, x):  # type: ignore[no-untyped-def]
            return [x[0], 0.2 - x[1], x[0] - 0.8, 0.5 - x[0] + x[1]]

    blocking = named(report_of(Apart()))
    assert blocking["budget"].least_relaxation == pytest.approx(0.1, abs=1e-7)
    tight = named(report_of(replace(Apart(), variables=(Variable("x", 0.0, 1.0), Variable("y", 0.0, 0.1)))))
    assert "budget" not in tight
    assert tight["at least"].least_relaxation == pytest.approx(0.2, abs=1e-7)


@dataclass(frozen=True)
class Ring(ComplexStep):
    """Feasible only far from the middle, where the objective is least and the condition has no gradient."""

    variables: tuple[Variable, ...] = (Variable("x", -1.0, 1.0), Variable("y", -1.0, 1.0))
    conditions: tuple[Condition, ...] = (Condition("far"),)

    def numbers(self, x):  # type: ignore[no-untyped-def]
        return [x[0] ** 2 + x[1] ** 2, x[0] ** 2 + x[1] ** 2 - 1.5]


def test_a_point_that_phase_one_finds_is_one_more_start() -> None:
    """Near the middle the objective's pull holds SLSQP; without the objective the way out is found."""
    result = tune(Ring(), [np.array([1e-6, -1e-6])], replace(HERE, starts=1))
    assert [(one.origin, one.end) for one in result.outcomes] == [
        (Origin.GIVEN, StartEnd.INFEASIBLE),
        (Origin.PHASE_ONE, StartEnd.CONVERGED),
    ]
    assert result.best is not None and result.best_start == 1 and result.infeasible is None
    assert result.best.objective == pytest.approx(1.5, abs=1e-8)


def test_all_starts_failed_is_no_proof() -> None:
    result = tune(Ring(), [np.zeros(2)], replace(HERE, starts=1))
    report = result.infeasible
    assert report is not None and report.starts_tried == 1
    assert report.violation == pytest.approx(1.5)
    assert tune(Ring(), options=HERE).best is not None
    assert all(one.origin is not Origin.PHASE_ONE for one in result.outcomes)
