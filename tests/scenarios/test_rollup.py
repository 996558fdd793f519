"""The use case: what cannot be summed is said before anything is solved."""

from __future__ import annotations

from unittest.mock import patch

import pytest

from models.allocation.limits.amount_limit import AmountLimit
from models.allocation.plan import Outcome
from models.allocation.rollup import Period
from models.errors import Infeasible, InvalidInput
from scenarios.rollup import RollUpRequest, RollUpResult, roll_up_allocation
from solvers.base import SolverOptions
from tests.support.over_assignment import north_and_south
from tests.support.problems import PLAIN
from tests.support.solving import HIGHS


def result_of(request: RollUpRequest, *limits: AmountLimit) -> RollUpResult:
    return roll_up_allocation(north_and_south(*limits), PLAIN, HIGHS, SolverOptions(), request)


def test_the_plan_its_roll_up_and_the_total() -> None:
    plan, rollup, total = result_of(RollUpRequest(("product",))).raise_for_outcome()
    assert plan.total_minor == 100_000
    found, whole = rollup.figures[0].target, total.figures[0].target
    assert (found.tolist(), whole.tolist()) == ([40_000, 60_000], [100_000])


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        (RollUpRequest(("nothing",)), "unknown_axis"),
        (RollUpRequest(("team", "team")), "axis_twice"),
        (RollUpRequest((), Period.MONTH), "period_without_months"),
    ],
)
def test_faults_come_before_the_solve(request_: RollUpRequest, code: str) -> None:
    with patch("scenarios.rollup.allocate") as solve, pytest.raises(InvalidInput) as caught:
        result_of(request_)
    assert [finding.code for finding in caught.value.findings] == [code]
    solve.assert_not_called()


def test_without_a_plan_there_is_no_roll_up() -> None:
    cap = AmountLimit(kind="amount_limit", name="cap", by=("rep",), max_amount=100)  # type: ignore[arg-type]
    result = result_of(RollUpRequest(), cap)
    assert (result.allocation.outcome, result.rollup, result.total) == (Outcome.INFEASIBLE, None, None)
    with pytest.raises(Infeasible):
        result.raise_for_outcome()
