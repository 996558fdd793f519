"""What a person or a region can carry, in money and in effort."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from models.allocation.formulation import limit_rows
from models.allocation.limits.base import Limit
from models.allocation.limits.capacity import Capacity
from models.allocation.limits.context import Quantity, RowBlock
from models.allocation.limits.fields import AttributeValueOf, Soft
from models.allocation.problem import AllocationProblem
from tests.models.allocation.limits.contract import EAST, FamilyContract, Golden, block_of, columns
from tests.support.phasing import DOUBLE_DECEMBER, EQUAL, phased, season
from tests.support.problems import flat, two_by_two
from tests.support.solving import exact_yuan, findings_of, plan_of

HOURS_PER_YUAN = np.array([0.002, 0.002, 0.002, 0.002])


def capacity(**fields: Any) -> Capacity:
    return Capacity(kind="capacity", name="capacity", **{"by": "region", "where": EAST, **fields})


class TestCapacityInMoney(FamilyContract):
    family = Capacity
    satisfied = capacity(amount=500)
    tight = capacity(amount=400)
    violated = capacity(amount=340)
    golden = Golden([[1, 0, 1, 0]], [-np.inf], [0.34], keys=[("east",)])

    def test_it_needs_to_know_whose(self) -> None:
        with pytest.raises(ValidationError) as refused:
            capacity(amount=1, by=[])
        assert refused.value.errors()[0]["type"] == "capacity_without_by"

    def test_money_has_minor_digits(self) -> None:
        (finding,) = findings_of(self.problem(capacity(amount=0.001)))
        assert (finding.code, finding.location.pointer) == ("amount_too_fine", "/limits/0/amount")


class TestCapacityInEffort(FamilyContract):
    family = Capacity
    # 2 hours per thousand yuan: 340 yuan take 0.68 hours. The row is divided by its largest coefficient, 2.
    columns = columns(effort=HOURS_PER_YUAN)
    satisfied = capacity(measure="effort", amount=1)
    tight = capacity(measure="effort", amount=0.8)
    violated = capacity(measure="effort", amount=0.68)
    golden = Golden([[1, 0, 1, 0]], [-np.inf], [0.34], scale=2.0, keys=[("east",)])

    def test_rows_count_effort(self) -> None:
        assert block_of(self.problem(self.violated)).quantity is Quantity.EFFORT

    def test_cells_differ_in_effort(self) -> None:
        # 1 hour per thousand of a, 4 of b: 100·0.001 + 300·0.004 = 1.3 hours last year.
        effort = np.array([0.001, 0.001, 0.004, 0.004])
        block = block_of(self.problem(capacity(measure="effort", amount=1.3), effort=effort))
        assert (block.matrix.toarray().tolist(), block.scale) == ([[0.25, 0, 1, 0]], 4.0)
        assert block.upper * block.scale == pytest.approx([1.3])
        np.testing.assert_allclose(block.matrix @ [0.1, 0.2, 0.3, 0.4] * block.scale, [1.3])

    def test_hours_may_be_finer_than_money(self) -> None:
        assert findings_of(self.problem(capacity(measure="effort", amount=0.00001))) == ()

    def test_a_cell_without_effort_is_named(self) -> None:
        effort = np.array([0.002, np.nan, np.nan, 0.002])
        (finding,) = findings_of(self.problem(self.violated, effort=effort))
        assert (finding.code, finding.location.pointer) == ("capacity_without_effort", "/limits/0/measure")
        assert (finding.facts["cell"], finding.facts["count"]) == ("b × east", 1)

    def test_cells_without_any_effort_are_free(self) -> None:
        effort = np.array([0.0, np.nan, 0.002, np.nan])
        assert block_of(self.problem(self.violated, effort=effort)).matrix.nnz == 1

    def test_each_member_holds_its_own_hours(self) -> None:
        dimensions = (flat("product", ["a", "b"]), flat("region", ["east", "west"], east={"hours": 0.68}))
        limit = capacity(measure="effort", where={}, amount=AttributeValueOf(attribute="hours"))
        problem = two_by_two(1000, limits=[limit], dimensions=dimensions, effort=HOURS_PER_YUAN)
        assert exact_yuan(plan_of(problem)) == pytest.approx([85, 220, 255, 440])


class TestCapacityPerMonth(FamilyContract):
    """The east is away in June and July: ten months of 34 are the year's 340. What is left has equal months, so that
    none says more than the year."""

    family = Capacity
    satisfied = capacity(per="month", amount=50)
    tight = capacity(per="month", amount=40)
    violated = capacity(per="month", amount=34)
    golden = Golden([[1, 0, 1, 0]], [-np.inf], [0.34], keys=[("east",)])

    def problem(self, *limits: Limit, **changes: Any) -> AllocationProblem:
        """The company, phased."""
        away = {"leave_from": "2025-06-01", "leave_to": "2025-07-31"}
        dimensions = (flat("product", ["a", "b"]), flat("region", ["east", "west"], east=away))
        return phased(super().problem(*limits, dimensions=dimensions, **changes))


class TestEachMonth:
    """Months of their own: a sells all year alike, b twice as much in December. Hours per region."""

    # a: 1/12 each month; b: 1/13 and 2/13 in December.
    ROWS = (season(EQUAL, product="a"), season(DOUBLE_DECEMBER, product="b"))

    def blocks(self, **fields: Any) -> tuple[RowBlock, ...]:
        limit = capacity(per="month", measure="effort", amount=0.07, **fields)
        return limit_rows(phased(two_by_two(1000, limits=[limit], effort=HOURS_PER_YUAN), *self.ROWS)).blocks[1:]

    def test_golden_rows(self) -> None:
        year, months = self.blocks()
        assert year.upper * year.scale == pytest.approx([12 * 0.07])
        assert months.matrix.toarray()[0] == pytest.approx([1 / 12, 0, 1 / 13, 0])
        assert months.matrix.toarray()[11] == pytest.approx([1 / 12, 0, 2 / 13, 0])
        assert months.upper * months.scale == pytest.approx([0.07] * 12)
        assert (months.quantity, months.axes) == (Quantity.EFFORT, ("region", "month"))
        assert months.keys[0] == ("east", "2025-01")
        assert months.keys[11] == ("east", "2025-12")
        assert (months.by_month, year.by_month) == (True, False)

    def test_each_month_may_be_left_out(self) -> None:
        assert [block.by_month for block in self.blocks(each_month=False)] == [False]

    def test_of_months_that_are_alike_only_the_tightest_is_kept(self) -> None:
        limit = capacity(per="month", amount=30)
        problem = phased(two_by_two(1000, limits=[limit]), season(DOUBLE_DECEMBER))
        (block,) = limit_rows(problem).blocks[2:]
        assert block.keys == (("east", "2025-12"),)
        assert block.matrix.toarray() == pytest.approx(np.array([[2 / 13, 0, 2 / 13, 0]]))

    def test_equal_months_are_the_year(self) -> None:
        problem = phased(two_by_two(1000, limits=[capacity(per="month", amount=30)]))
        assert len(limit_rows(problem).blocks) == 2

    def test_a_soft_month_gives_way(self) -> None:
        limit = capacity(per="month", amount=30, soft=Soft(penalty=0.1))
        rows = limit_rows(phased(two_by_two(1000, limits=[limit]), season(DOUBLE_DECEMBER)))
        assert rows.penalty.tolist() == [np.inf, 0.1, 0.1]

    def test_who_states_no_capacity_has_none(self) -> None:
        regions = flat("region", ["east", "west"], east={"quota": 30})
        limit = Capacity(
            kind="capacity", name="c", by=("region",), per="month", amount=AttributeValueOf(attribute="quota")
        )
        problem = two_by_two(1000, limits=[limit], dimensions=(flat("product", ["a", "b"]), regions))
        rows = limit_rows(phased(problem, season(DOUBLE_DECEMBER)))
        assert [key for block in rows.blocks[1:] for key in block.keys] == [("east",), ("east", "2025-12")]
