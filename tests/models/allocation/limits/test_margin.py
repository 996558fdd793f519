"""Least margin, in money or as a rate."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from models.allocation.limits.margin import Margin
from tests.models.allocation.limits.contract import EAST, FamilyContract, Golden, block_of, columns
from tests.support.solving import findings_of

RATES = np.array([0.1, 0.3, 0.1, 0.3])


def margin(**fields: Any) -> Margin:
    return Margin(kind="margin", name="margin", **fields)


class TestMarginInMoney(FamilyContract):
    family = Margin
    # The east earns 10 %, the west 30 %: last year 40 + 180 = 220. The east at 340: 34 + 198 = 232.
    # A yuan moved from east to west earns 0.2, so the pressure of 0.5 on the east is a price of 2.5 on the margin.
    columns = columns(margin_rate=RATES)
    satisfied = margin(min_amount=200)
    tight = margin(min_amount=220)
    violated = margin(min_amount=232)
    golden = Golden([[0.1, 0.3, 0.1, 0.3]], [0.232], [np.inf])
    pressure = 2.5
    soft_price = 1.0

    def test_a_cell_without_a_rate_is_named(self) -> None:
        (finding,) = findings_of(self.problem(self.violated, margin_rate=np.array([0.1, np.nan, 0.1, np.nan])))
        assert (finding.code, finding.location.pointer) == ("margin_without_rate", "/limits/0")
        assert (finding.facts["cell"], finding.facts["count"]) == ("a × west", 2)

    def test_cells_outside_need_no_rate(self) -> None:
        problem = self.problem(margin(where=EAST, min_amount=1), margin_rate=np.array([0.1, np.nan, 0.1, np.nan]))
        assert findings_of(problem) == ()

    def test_money_has_minor_digits(self) -> None:
        (finding,) = findings_of(self.problem(margin(min_amount=1.001)))
        assert (finding.code, finding.location.pointer) == ("amount_too_fine", "/limits/0/min_amount")

    @pytest.mark.parametrize("fields", [{}, {"min_amount": 1, "min_rate": 0.1}])
    def test_money_or_rate(self, fields: dict[str, Any]) -> None:
        with pytest.raises(ValidationError) as refused:
            margin(**fields)
        assert refused.value.errors()[0]["type"] == "margin_amount_or_rate"


class TestMarginRate(FamilyContract):
    family = Margin
    # 23.2 % of 1000 is the same 232.
    columns = columns(margin_rate=RATES)
    satisfied = margin(min_rate=0.2)
    tight = margin(min_rate=0.22)
    violated = margin(min_rate=0.232)
    golden = Golden([[-0.132, 0.068, -0.132, 0.068]], [0], [np.inf])
    pressure = 2.5
    soft_price = 1.0

    def test_cells_at_the_rate_itself_do_not_count(self) -> None:
        block = block_of(self.problem(margin(min_rate=0.1)))
        assert block.matrix.toarray()[0].tolist() == pytest.approx([0, 0.2, 0, 0.2])
        assert block.matrix.nnz == 2
