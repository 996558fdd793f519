"""Targets against forecast or potential."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from models.allocation.formulation import limit_rows
from models.allocation.limits.difficulty_band import DifficultyBand
from tests.models.allocation.limits.contract import EAST, FamilyContract, Golden, block_of, columns
from tests.support.problems import amounts, two_by_two


def band(**fields: Any) -> DifficultyBand:
    return DifficultyBand(kind="difficulty_band", name="difficulty", **fields)


class TestDifficultyBand(FamilyContract):
    family = DifficultyBand
    # The east's forecast is 150 + 250 = 400: at most 0.85 of it is 340.
    columns = columns(forecast=amounts([150, 210, 250, 500]))
    satisfied = band(where=EAST, min_difficulty=0.5, max_difficulty=1.2)
    tight = band(where=EAST, max_difficulty=1)
    violated = band(where=EAST, max_difficulty=0.85)
    golden = Golden([[1, 0, 1, 0]], [-np.inf], [0.34])

    def test_both_sides(self) -> None:
        block = block_of(self.problem(band(by="region", min_difficulty=0.8, max_difficulty=1.1)))
        assert block.keys == (("east",), ("west",))
        np.testing.assert_allclose(block.lower, [0.32, 0.568])
        np.testing.assert_allclose(block.upper, [0.44, 0.781])

    def test_against_potential(self) -> None:
        limit = band(where=EAST, against="potential", max_difficulty=0.85)
        np.testing.assert_allclose(block_of(two_by_two(1000, limits=[limit])).upper, [0.34])

    def test_cells_without_a_forecast_are_on_neither_side(self) -> None:
        problem = self.problem(band(by="region", max_difficulty=2), forecast=amounts([None, 210, 250, 500]))
        block = block_of(problem)
        np.testing.assert_allclose(block.matrix.toarray(), [[0, 0, 1, 0], [0, 1, 0, 1]])
        np.testing.assert_allclose(block.upper, [0.5, 1.42])
        assert limit_rows(problem).notices == ()

    @pytest.mark.parametrize("nothing", [None, 0])
    def test_a_group_that_is_emptied_is_named(self, nothing: float | None) -> None:
        rows = limit_rows(
            self.problem(band(by="region", max_difficulty=2), forecast=amounts([nothing, 210, nothing, 500]))
        )
        (notice,) = rows.notices
        assert (notice.code, notice.facts["group"], notice.facts["column"]) == ("group_left_out", "east", "forecast")
        assert rows.blocks[1].keys == (("west",),)

    @pytest.mark.parametrize(
        ("fields", "code"),
        [({}, "limit_without_number"), ({"min_difficulty": 1.2, "max_difficulty": 1.1}, "floor_over_cap")],
    )
    def test_statements_without_sense_are_refused(self, fields: dict[str, Any], code: str) -> None:
        with pytest.raises(ValidationError) as refused:
            band(**fields)
        assert refused.value.errors()[0]["type"] == code
