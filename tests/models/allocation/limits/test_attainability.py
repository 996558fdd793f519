"""Targets that are reached with a least probability."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from models.allocation.formulation import limit_rows
from models.allocation.limits.attainability import Attainability
from models.allocation.limits.context import RowBlock
from models.allocation.uncertainty import Uncertainty
from tests.models.allocation.limits.contract import EAST, FamilyContract, Golden, block_of, columns
from tests.support.problems import amounts, two_by_two

SURE = np.zeros(4)


def reach(**fields: Any) -> Attainability:
    return Attainability(kind="attainability", name="within reach", **{"min_probability": 0.9, **fields})


class TestAttainability(FamilyContract):
    family = Attainability
    # Forecasts without any doubt: the sum is a number, 85 + 255 = 340 in the east, 250 + 350 = 600 in the west.
    columns = columns(forecast=amounts([85, 250, 255, 350]), forecast_log_sd=SURE)
    satisfied = reach(where={"product": "a", "region": "west"})
    tight = reach(where={"region": "west"})
    violated = reach(where=EAST)
    golden = Golden([[1, 0, 1, 0]], [-np.inf], [0.34])

    @pytest.mark.parametrize("probability", [0, 1, -0.1, 1.5])
    def test_a_probability_is_between_none_and_all(self, probability: float) -> None:
        with pytest.raises(ValidationError):
            reach(min_probability=probability)


def block(uncertainty: Uncertainty, log_sd: float | None = 0.3, **fields: Any) -> RowBlock:
    """The rows for forecasts of 100, 100, 100 and 100."""
    spread = np.full(4, np.nan if log_sd is None else log_sd)
    problem = two_by_two(300, limits=[reach(**fields)], forecast=amounts([100] * 4), forecast_log_sd=spread)
    return block_of(replace(problem, uncertainty=uncertainty))


class TestUncertain:
    def test_one_cell(self) -> None:
        # 100 · exp(−0.045 − 1.2816 · 0.3) = 65.09
        found = block(Uncertainty(), by=["product", "region"])
        np.testing.assert_allclose(found.upper * 1000, [65.086] * 4, atol=1e-3)

    def test_an_even_chance_is_the_median(self) -> None:
        # 100 · exp(−0.045) = 95.60
        found = block(Uncertainty(), by=["product", "region"], min_probability=0.5)
        np.testing.assert_allclose(found.upper * 1000, [95.600] * 4, atol=1e-3)

    def test_what_moves_together_does_not_cancel(self) -> None:
        # Four cells as one: 4 · 65.09. Apart, the mean's variance is a quarter: s² = ln(1 + (e^0.09 − 1)/4) = 0.0233.
        together = block(Uncertainty(company_loading=1.0, region_loading=0.0)).upper[0] * 1000
        apart = block(Uncertainty(company_loading=0.0, region_loading=0.0)).upper[0] * 1000
        assert together == pytest.approx(4 * 65.086, rel=1e-3)
        assert apart == pytest.approx(400 * np.exp(-0.02327 / 2 - 1.2816 * 0.02327**0.5), rel=1e-4)

    def test_the_default_spread_is_for_cells_that_state_none(self) -> None:
        stated = block(Uncertainty(log_sd=0.9)).upper
        default = block(Uncertainty(log_sd=0.3), log_sd=None).upper
        np.testing.assert_allclose(stated, default)

    def test_cells_without_a_forecast_are_counted(self) -> None:
        rows = limit_rows(two_by_two(300, limits=[reach(by="region")], forecast=amounts([100, None, None, 50])))
        (notice,) = rows.notices
        assert (notice.code, notice.facts["count"], notice.facts["cell"]) == ("cells_left_out", 2, "a × west")
        np.testing.assert_allclose(rows.blocks[1].matrix.toarray(), [[1, 0, 0, 0], [0, 0, 0, 1]])

    def test_without_any_forecast_it_says_so(self) -> None:
        rows = limit_rows(two_by_two(300, limits=[reach()]))
        assert ([notice.code for notice in rows.notices], len(rows.blocks)) == (["limit_without_data"], 1)
