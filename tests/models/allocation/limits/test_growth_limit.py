"""Growth against the baseline, like for like."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from models.allocation.formulation import limit_rows
from models.allocation.limits.growth_limit import GrowthLimit
from tests.models.allocation.limits.contract import EAST, FamilyContract, Golden, block_of
from tests.support.problems import amounts, two_by_two


def growth(**fields: Any) -> GrowthLimit:
    return GrowthLimit(kind="growth_limit", name="growth", **fields)


class TestGrowthLimit(FamilyContract):
    family = GrowthLimit
    # The east had 400: 15 % less is 340.
    satisfied = growth(where=EAST, max_growth_rate=0.25)
    tight = growth(where=EAST, max_growth_rate=0)
    violated = growth(where=EAST, max_growth_rate=-0.15)
    golden = Golden([[1, 0, 1, 0]], [-np.inf], [0.34])

    def test_floor_and_cap_stand_in_one_row(self) -> None:
        block = block_of(self.problem(growth(by="region", min_growth_rate=-0.5, max_growth_rate=0.5)))
        assert block.lower.tolist() == pytest.approx([0.2, 0.3])
        assert block.upper.tolist() == pytest.approx([0.6, 0.9])

    @pytest.mark.parametrize(
        ("fields", "code"),
        [({}, "limit_without_number"), ({"min_growth_rate": 0.2, "max_growth_rate": 0.1}, "floor_over_cap")],
    )
    def test_statements_without_sense_are_refused(self, fields: dict[str, Any], code: str) -> None:
        with pytest.raises(ValidationError) as refused:
            growth(**fields)
        assert refused.value.errors()[0]["type"] == code


class TestCellsWithoutHistory:
    # b east is new: the east has last year's 100 of product a only.
    baseline = amounts([100, 200, None, 400])

    def test_they_are_on_neither_side(self) -> None:
        block = block_of(two_by_two(1000, limits=[growth(where=EAST, max_growth_rate=0.5)], baseline=self.baseline))
        assert block.matrix.toarray().tolist() == [[1, 0, 0, 0]]
        assert block.upper.tolist() == pytest.approx([0.15])

    def test_include_new_counts_their_targets(self) -> None:
        limit = growth(where=EAST, max_growth_rate=0.5, include_new=True)
        block = block_of(two_by_two(1000, limits=[limit], baseline=self.baseline))
        assert block.matrix.toarray().tolist() == [[1, 0, 1, 0]]
        assert block.upper.tolist() == pytest.approx([0.15])

    def test_zero_is_history_and_counts(self) -> None:
        limit = growth(where=EAST, max_growth_rate=0.5)
        block = block_of(two_by_two(1000, limits=[limit], baseline=amounts([100, 200, 0, 400])))
        assert block.matrix.toarray().tolist() == [[1, 0, 1, 0]]

    def test_returns_count_within_a_group_that_has_a_base(self) -> None:
        # 300 sold less 60 returned: base 240, twice that is 480.
        limit = growth(where=EAST, max_growth_rate=1)
        block = block_of(two_by_two(1000, limits=[limit], baseline=amounts([-60, 200, 300, 400])))
        assert block.upper.tolist() == pytest.approx([0.48])


class TestNoBase:
    @pytest.mark.parametrize("east", [(0, 0), (-10, 5)])
    def test_groups_without_a_base_are_skipped_with_a_notice(self, east: tuple[float, float]) -> None:
        baseline = amounts([east[0], 200, east[1], 400])
        rows = limit_rows(two_by_two(1000, limits=[growth(by="region", max_growth_rate=0.5)], baseline=baseline))
        (notice,) = rows.notices
        assert (notice.code, notice.facts["group"]) == ("growth_without_base", "east")
        assert notice.location.pointer == "/limits/0"
        assert rows.blocks[1].keys == (("west",),)

    def test_a_limit_without_any_base_says_that_it_has_no_effect(self) -> None:
        baseline = amounts([None, 200, None, 400])
        rows = limit_rows(two_by_two(1000, limits=[growth(where=EAST, max_growth_rate=0.5)], baseline=baseline))
        assert [notice.code for notice in rows.notices] == ["growth_limit_without_effect"]
        assert len(rows.blocks) == 1
