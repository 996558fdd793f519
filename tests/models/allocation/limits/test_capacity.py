"""What a person or a region can carry, in money and in effort."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from models.allocation.limits.capacity import Capacity
from models.allocation.limits.context import Quantity
from models.allocation.limits.fields import AttributeValueOf
from tests.models.allocation.limits.contract import EAST, FamilyContract, Golden, block_of, columns
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
