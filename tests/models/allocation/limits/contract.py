"""What every limit family must show on one small company that anyone can check with a pocket calculator.

Two products × two regions, last year a east 100, a west 200, b east 300, b west 400, company target 1000, and a
strategy that wants nothing but last year's shares. So the reference is last year's numbers, the east stands at 400.

Each family states the same wish in its own words: the east gets at most 340. Losses are relative to the reference, so
a group under pressure scales as a whole: the east by 340/400 = 0.85 to 85 and 255; the other 660 go to the west, where
660/600 = 1.1 gives 220 and 440.

Pressure: a price λ on the east's money and −0.4 λ on everybody's (so that the total stays) moves a cell by
r·λ'/2, λ' its own price: the east by −0.6 λ/2 = −0.3 λ, the west by +0.2 λ. From 400 to 340 takes 0.3 λ = 0.15, so
λ = 0.5. A soft limit at the price 0.2 stops at −0.06 and +0.04: 94, 208, 282, 416, and pays for 376 − 340 = 36.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar

import numpy as np
import pytest

from models.allocation.formulation import limit_rows
from models.allocation.limits.base import Limit
from models.allocation.limits.context import RowBlock
from models.allocation.limits.fields import Soft
from models.allocation.polish import polish
from models.allocation.problem import AllocationProblem
from tests.support.problems import PLAIN, two_by_two
from tests.support.solving import exact_yuan, formulation_of, plan_of

EAST = {"region": "east"}
LAST_YEAR = [100, 200, 300, 400]
EAST_AT_340 = [85, 220, 255, 440]
AT_PRICE = [94, 208, 282, 416]


def block_of(problem: AllocationProblem) -> RowBlock:
    """The rows of the problem's one limit."""
    (block,) = limit_rows(problem).blocks[1:]
    return block


@dataclass(frozen=True)
class Golden:
    """Rows over the four cells, with their bounds: money in thousands of yuan."""

    matrix: Sequence[Sequence[float]]
    lower: Sequence[float]
    upper: Sequence[float]
    scale: float = 1.0
    keys: Sequence[tuple[str, ...]] = ((),)


def columns(**given: Any) -> Mapping[str, Any]:
    """Cell columns of a family's company."""
    return MappingProxyType(given)


class FamilyContract:
    """Subclass per family, named Test…: set the attributes, and add what is special to the family."""

    family: ClassVar[type[Limit]]
    satisfied: ClassVar[Limit]
    """Leaves room at last year's numbers."""
    tight: ClassVar[Limit]
    """Holds at last year's numbers without room."""
    violated: ClassVar[Limit]
    """Broken by last year's numbers: the east gets at most 340."""
    columns: ClassVar[Mapping[str, Any]] = MappingProxyType({})
    """Cell columns that the family needs."""
    golden: ClassVar[Golden]
    """The rows of `violated`."""
    pressure: ClassVar[float] = 0.5
    """Multiplier of the row when the east is pressed to 340."""
    soft_price: ClassVar[float] = 0.2
    """Penalty at which a soft limit gives way at 376."""

    def problem(self, *limits: Limit, **changes: Any) -> AllocationProblem:
        """The company under some limits."""
        return two_by_two(1000, limits=limits, **{**self.columns, **changes})  # type: ignore[arg-type]

    def exact(self, *limits: Limit) -> list[float]:
        """The unrounded plan in yuan."""
        return exact_yuan(plan_of(self.problem(*limits))).tolist()

    def soft(self, penalty: float) -> Limit:
        """The violated limit at a price."""
        return self.violated.model_copy(update={"soft": Soft(penalty=penalty)})

    def test_satisfied_changes_nothing(self) -> None:
        assert self.exact(self.satisfied) == pytest.approx(LAST_YEAR, abs=1e-6)

    def test_tight_changes_nothing(self) -> None:
        assert self.exact(self.tight) == pytest.approx(LAST_YEAR, abs=1e-6)

    def test_violated_moves_to_the_nearest_plan(self) -> None:
        assert self.exact(self.violated) == pytest.approx(EAST_AT_340, abs=1e-6)

    def test_pressure(self) -> None:
        form = formulation_of(self.problem(self.violated), PLAIN)
        found = polish(form.program, np.zeros(form.program.n_rows))
        pressing = [row for row in range(form.program.n_rows) if form.rows.block[form.row_of[row]] == 1]
        assert np.abs(found.multipliers[pressing]).max() == pytest.approx(self.pressure, abs=1e-9)

    def test_golden_rows(self) -> None:
        block = block_of(self.problem(self.violated))
        np.testing.assert_allclose(block.matrix.toarray(), self.golden.matrix, atol=1e-15)
        np.testing.assert_allclose(block.lower, self.golden.lower, atol=1e-15)
        np.testing.assert_allclose(block.upper, self.golden.upper, atol=1e-15)
        assert (list(block.keys), block.scale) == (list(self.golden.keys), self.golden.scale)

    def test_rows_know_their_limit(self) -> None:
        identity = block_of(self.problem(self.violated)).identity
        assert (identity.kind, identity.name) == (self.violated.kind, self.violated.name)  # type: ignore[attr-defined]
        assert (identity.pointer, identity.negotiable) == ("/limits/0", True)

    def test_a_hard_limit_has_no_price(self) -> None:
        assert block_of(self.problem(self.violated)).penalty == np.inf

    def test_a_soft_limit_gives_way_at_its_price(self) -> None:
        assert self.exact(self.soft(self.soft_price)) == pytest.approx(AT_PRICE, abs=1e-6)

    def test_a_soft_limit_that_costs_more_than_the_pressure_is_hard(self) -> None:
        assert self.exact(self.soft(1.001 * self.pressure)) == pytest.approx(EAST_AT_340, abs=1e-6)
        assert self.exact(self.soft(1e6)) == pytest.approx(EAST_AT_340, abs=1e-6)

    def test_a_soft_limit_below_the_pressure_is_broken(self) -> None:
        plan = self.exact(self.soft(0.999 * self.pressure))
        assert 340 < plan[0] + plan[2] < 340.2

    def test_what_a_soft_limit_pays_for_is_not_reported_as_missed(self) -> None:
        plan = plan_of(self.problem(self.soft(self.soft_price)))
        assert (plan.targets_minor / 100).tolist() == AT_PRICE
        assert plan.rounded_check.limits == ()

    def test_published_numbers_keep_the_limit(self) -> None:
        plan = plan_of(self.problem(self.violated))
        assert (plan.targets_minor / 100).tolist() == EAST_AT_340
        assert plan.rounded_check.limits == ()
