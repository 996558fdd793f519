"""Targets near what was committed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from models.allocation.formulation import limit_rows
from models.allocation.limits.commitment import Commitment
from tests.models.allocation.limits.contract import EAST, FamilyContract, Golden, block_of, columns
from tests.support.problems import amounts


def commitment(**fields: Any) -> Commitment:
    return Commitment(kind="commitment", name="commitment", **fields)


class TestCommitment(FamilyContract):
    family = Commitment
    # The east committed to 80 + 120 = 200; 340 is 70 % more, 400 is 100 % more.
    columns = columns(commitment=amounts([80, None, 120, None]))
    satisfied = commitment(above_rate=1.5)
    tight = commitment(above_rate=1)
    violated = commitment(above_rate=0.7)
    golden = Golden([[1, 0, 1, 0]], [-np.inf], [0.34])

    def test_the_band_is_relative_to_the_commitment(self) -> None:
        block = block_of(self.problem(commitment(below_rate=0.1, above_rate=0.2)))
        assert (block.lower.tolist(), block.upper.tolist()) == (pytest.approx([0.18]), pytest.approx([0.24]))

    def test_a_floor_presses_upward(self) -> None:
        # The west committed to 660 and may not stay below.
        problem = self.problem(commitment(below_rate=0), commitment=amounts([None, 300, None, 360]))
        np.testing.assert_allclose(block_of(problem).lower, [0.66])

    def test_uncommitted_cells_are_on_neither_side(self) -> None:
        problem = self.problem(commitment(by="region", above_rate=1), commitment=amounts([80, None, None, None]))
        block = block_of(problem)
        assert (block.keys, block.matrix.toarray().tolist()) == ((("east",),), [[1, 0, 0, 0]])

    def test_a_commitment_of_zero_is_one(self) -> None:
        problem = self.problem(commitment(above_rate=1), commitment=amounts([0, None, None, None]))
        assert block_of(problem).upper.tolist() == [0]

    def test_without_committed_cells_it_says_so(self) -> None:
        rows = limit_rows(self.problem(commitment(where={"region": "west"}, above_rate=1)))
        (notice,) = rows.notices
        assert (notice.code, notice.location.pointer) == ("commitment_without_effect", "/limits/0")
        assert len(rows.blocks) == 1

    def test_it_needs_a_side(self) -> None:
        with pytest.raises(ValidationError) as refused:
            commitment(where=EAST)
        assert refused.value.errors()[0]["type"] == "limit_without_number"
