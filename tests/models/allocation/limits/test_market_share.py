"""Targets against the size of the market."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from models.allocation.formulation import limit_rows
from models.allocation.limits.market_share import MarketShare
from tests.models.allocation.limits.contract import EAST, FamilyContract, Golden, block_of, columns
from tests.support.problems import amounts


def share(**fields: Any) -> MarketShare:
    return MarketShare(kind="market_share", name="share of the market", **fields)


class TestMarketShare(FamilyContract):
    family = MarketShare
    # The market of the east is 400 + 600 = 1,000.
    columns = columns(market=amounts([400, 800, 600, 700]))
    satisfied = share(where=EAST, min_share=0.3, max_share=0.5)
    tight = share(where=EAST, max_share=0.4)
    violated = share(where=EAST, max_share=0.34)
    golden = Golden([[1, 0, 1, 0]], [-np.inf], [0.34])

    def test_a_floor(self) -> None:
        # 660 of a market of 1,500 is 44 %.
        assert self.exact(share(where={"region": "west"}, min_share=0.44)) == pytest.approx([85, 220, 255, 440])

    def test_cells_without_a_market_are_counted(self) -> None:
        rows = limit_rows(self.problem(share(max_share=0.5), market=amounts([400, None, 600, None])))
        (notice,) = rows.notices
        assert notice.code == "cells_left_out"
        assert dict(notice.facts) == {
            "name": "share of the market",
            "count": 2,
            "column": "market",
            "cell": "a × west",
        }
        np.testing.assert_allclose(rows.blocks[1].matrix.toarray(), [[1, 0, 1, 0]])
        np.testing.assert_allclose(rows.blocks[1].upper, [0.5])

    def test_without_any_market_it_says_so(self) -> None:
        rows = limit_rows(self.problem(share(max_share=0.5), market=amounts([None] * 4)))
        assert ([notice.code for notice in rows.notices], len(rows.blocks)) == (["limit_without_data"], 1)

    def test_a_market_of_zero_has_no_shares(self) -> None:
        rows = limit_rows(self.problem(share(by="region", max_share=0.5), market=amounts([0, 800, 0, 700])))
        assert [(notice.code, notice.facts["group"]) for notice in rows.notices] == [("group_left_out", "east")]
        assert block_of(self.problem(share(where=EAST, max_share=0.5))).keys == ((),)

    @pytest.mark.parametrize(
        ("fields", "code"),
        [({}, "limit_without_number"), ({"min_share": 0.2, "max_share": 0.1}, "floor_over_cap")],
    )
    def test_statements_without_sense_are_refused(self, fields: dict[str, Any], code: str) -> None:
        with pytest.raises(ValidationError) as refused:
            share(**fields)
        assert refused.value.errors()[0]["type"] == code
