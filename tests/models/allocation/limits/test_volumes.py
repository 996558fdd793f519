"""Limits that count pieces in a plan of money, and money in a plan of pieces."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from models.allocation.dimensions import Dimension
from models.allocation.formulation import limit_rows
from models.allocation.limits.amount_limit import AmountLimit
from models.allocation.limits.base import Limit
from models.allocation.limits.capacity import Capacity
from models.allocation.limits.context import Quantity, RowBlock
from models.allocation.limits.fields import AttributeValueOf
from models.allocation.limits.margin import Margin
from models.allocation.limits.share_limit import ShareLimit
from models.allocation.problem import AllocationProblem
from models.errors import InvalidInput
from models.findings import Finding
from models.units import Money, MoneyUnit, Pieces
from tests.models.allocation.limits.contract import EAST, FamilyContract, Golden, block_of, columns
from tests.support.problems import flat, two_by_two
from tests.support.solving import exact_yuan, findings_of, plan_of

FOUR_YUAN = columns(unit_price=np.full(4, 4.0))
PIECES = Money("CNY", MoneyUnit.THOUSAND, Pieces("台", 2))
"""A plan of pieces whose limits of money are written in thousands; pieces have two decimals like yuan."""


def amount(**fields: Any) -> AmountLimit:
    return AmountLimit(kind="amount_limit", name="pieces", **{"metric": "volume", **fields})


class TestAmountInPieces(FamilyContract):
    family = AmountLimit
    # A piece costs 4 yuan: 340 yuan are 85 pieces, a thousand yuan 250.
    columns = FOUR_YUAN
    satisfied = amount(where=EAST, max_amount=120)
    tight = amount(where=EAST, max_amount=100)
    violated = amount(where=EAST, max_amount=85)
    golden = Golden([[1, 0, 1, 0]], [-np.inf], [0.34], scale=250.0)

    def test_rows_count_pieces(self) -> None:
        assert block_of(self.problem(self.violated)).quantity is Quantity.VOLUME


class TestShareInPieces(FamilyContract):
    family = ShareLimit
    columns = FOUR_YUAN
    satisfied = ShareLimit(kind="share_limit", name="mix", metric="volume", where=EAST, max_share=0.5)
    tight = ShareLimit(kind="share_limit", name="mix", metric="volume", where=EAST, max_share=0.4)
    violated = ShareLimit(kind="share_limit", name="mix", metric="volume", where=EAST, max_share=0.34)
    golden = Golden([[0.66, -0.34, 0.66, -0.34]], [-np.inf], [0], scale=250.0)


def with_prices(limit: Limit, prices: list[float | None] | None = None, **product: Any) -> AllocationProblem:
    """Prices of the cells a east, a west, b east, b west, and of the products."""
    dimensions: tuple[Dimension, ...] = (flat("product", ["a", "b"], **product), flat("region", ["east", "west"]))
    column = np.array([np.nan if price is None else price for price in prices or [None] * 4])
    return two_by_two(1000, limits=[limit], dimensions=dimensions, unit_price=column)  # type: ignore[list-item]


class TestPrices:
    def test_cells_take_the_price_of_their_product(self) -> None:
        # a costs 10, b 4, in the west 5: 100, 250, 250 and 200 pieces per thousand.
        problem = with_prices(amount(max_amount=225), [None, None, None, 5], a={"unit_price": 10}, b={"unit_price": 4})
        block = block_of(problem)
        np.testing.assert_allclose(block.matrix.toarray() * block.scale, [[100, 100, 250, 200]])
        # 100/10 + 200/10 + 300/4 + 400/5 = 185 pieces of last year's numbers
        assert float((block.matrix @ [0.1, 0.2, 0.3, 0.4])[0] * block.scale) == pytest.approx(185)
        assert block.upper * block.scale == pytest.approx([225])
        assert block.matrix.toarray().max() == 1.0

    def test_the_largest_share_in_pieces(self) -> None:
        # 100 of a at 10 are 10 pieces, 300 of b at 4 are 75: together 85 in the east.
        limit = ShareLimit(
            kind="share_limit", name="mix", metric="volume", where={"product": "a", **EAST}, of=EAST, max_share=0.5
        )
        block = block_of(with_prices(limit, [10, None, 4, None]))
        np.testing.assert_allclose(block.matrix.toarray() * block.scale, [[50, 0, -125, 0]])

    @pytest.mark.parametrize("limit", [amount(max_amount=1), amount(where=EAST, max_amount=1)])
    def test_a_cell_without_a_price_is_named(self, limit: AmountLimit) -> None:
        (finding,) = findings_of(with_prices(limit, [None, None, 4, 4]))
        assert (finding.code, finding.location.pointer) == ("unit_price_missing", "/limits/0/metric")
        assert finding.facts["cell"] == "a × east"
        assert finding.facts["count"] == (1 if limit.where else 2)

    def test_cells_outside_need_no_price(self) -> None:
        assert findings_of(with_prices(amount(where={"product": "b"}, max_amount=1), [None, None, 4, 4])) == ()

    @pytest.mark.parametrize(
        ("a", "code"),
        [(0, "unit_price_not_positive"), (-3, "unit_price_not_positive"), ("cheap", "attribute_not_a_number")],
    )
    def test_prices_without_sense_are_refused(self, a: Any, code: str) -> None:
        (finding,) = findings_of(with_prices(amount(max_amount=1), [4, 4, 4, 4], a={"unit_price": a}))
        assert (finding.code, finding.location.pointer) == (code, "/dimensions")

    def test_each_member_holds_its_own_pieces(self) -> None:
        dimensions = (flat("product", ["a", "b"]), flat("region", ["east", "west"], east={"plant": 85}))
        limit = amount(by="region", max_amount=AttributeValueOf(attribute="plant"))
        problem = two_by_two(1000, limits=[limit], dimensions=dimensions, unit_price=np.full(4, 4.0))
        assert exact_yuan(plan_of(problem)) == pytest.approx([85, 220, 255, 440])

    def test_money_said_in_words_is_money(self) -> None:
        block = block_of(with_prices(amount(where=EAST, metric="amount", max_amount=340)))
        assert (block.quantity, block.scale, block.upper.tolist()) == (Quantity.MONEY, 1.0, [0.34])

    def test_half_a_piece_may_be_written(self) -> None:
        assert findings_of(with_prices(amount(where=EAST, max_amount=0.0625), [4, 4, 4, 4])) == ()


def in_pieces(*limits: Limit, prices: tuple[float, ...] = (10, 10, 4, 4), **cells: Any) -> AllocationProblem:
    """Last year 100, 200, 300 and 400 pieces at 10, 10, 4 and 4 yuan."""
    problem = two_by_two(1000, limits=limits, unit_price=np.array(prices, dtype=float), **cells)  # type: ignore[arg-type]
    return replace(problem, money=PIECES)


def row_of(problem: AllocationProblem) -> tuple[RowBlock, list[float]]:
    block = block_of(problem)
    return block, (block.matrix.toarray()[0] * block.scale).tolist()


class TestPlanOfPieces:
    def test_its_own_amounts_are_pieces(self) -> None:
        block, row = row_of(in_pieces(amount(metric=None, where=EAST, max_amount=340)))
        assert (block.quantity, row, block.upper.tolist()) == (Quantity.MONEY, [1, 0, 1, 0], [0.34])
        assert exact_yuan(plan_of(in_pieces(amount(where=EAST, max_amount=340)))) == pytest.approx([85, 220, 255, 440])

    def test_amounts_of_money(self) -> None:
        # Thousands of yuan: 100·10 + 300·4 = 2,200 yuan in the east.
        block, row = row_of(in_pieces(amount(metric="amount", where=EAST, max_amount=2.2)))
        assert (block.quantity, row) == (Quantity.CURRENCY, [10, 0, 4, 0])
        assert block.upper * block.scale == pytest.approx([2.2])  # thousands of yuan against thousands of pieces
        assert float((block.matrix @ [0.1, 0.2, 0.3, 0.4])[0] * block.scale) == pytest.approx(2.2)

    def test_money_is_exact_to_its_own_minor_unit(self) -> None:
        (finding,) = findings_of(in_pieces(amount(metric="amount", max_amount=Decimal("2.000001"))))
        assert (finding.code, finding.facts["digits"]) == ("amount_too_fine", 5)

    def test_margins_are_money(self) -> None:
        rates = np.array([0.5, 0.5, 0.25, 0.25])
        margin = Margin(kind="margin", name="margin", min_amount=Decimal(2))
        block, row = row_of(in_pieces(margin, margin_rate=rates))
        assert (block.quantity, row) == (Quantity.CURRENCY, [5, 5, 1, 1])
        assert block.lower * block.scale == pytest.approx([2])
        rate = Margin(kind="margin", name="margin", min_rate=0.3)
        _, row = row_of(in_pieces(rate, margin_rate=rates))
        assert row == pytest.approx([2, 2, -0.2, -0.2])

    def test_the_score_card_weighs_margins_by_money(self) -> None:
        plan = plan_of(in_pieces(margin_rate=np.array([0.5, 0.5, 0.25, 0.25])))
        # 300 pieces at 10 and 700 at 4: (0.5·3000 + 0.25·2800)/5800
        assert plan.scorecard.margin_rate == pytest.approx(2200 / 5800)

    def test_quotas_are_money_and_effort_is_per_piece(self) -> None:
        quota = Capacity(kind="capacity", name="quota", by="region", where=EAST, amount=Decimal("1.87"))
        block, row = row_of(in_pieces(quota))
        assert (block.quantity, row) == (Quantity.CURRENCY, [10, 0, 4, 0])
        # 1,870 of 2,200 yuan: the east scales to 85 % where both products give alike.
        hours = Capacity(kind="capacity", name="hours", by="region", where=EAST, measure="effort", amount=Decimal(68))
        problem = in_pieces(hours, effort=np.full(4, 0.2))
        assert exact_yuan(plan_of(problem)) == pytest.approx([85, 220, 255, 440])

    def test_what_needs_a_price_says_so(self) -> None:
        quota = Capacity(kind="capacity", name="quota", by="region", amount=Decimal(2))
        (finding,) = findings_of(in_pieces(quota, prices=(10, np.nan, 4, 4)))
        assert (finding.code, finding.facts["cell"]) == ("unit_price_missing", "a × west")

    def test_published_pieces_add_up(self) -> None:
        plan = plan_of(in_pieces(amount(metric="amount", where=EAST, max_amount=2)))
        assert plan.total_minor == 100_000
        east = plan.targets_minor[[0, 2]] / 100 @ np.array([10, 4])
        assert east <= 2000


def test_a_limit_that_cannot_be_counted_is_found_when_it_is_applied() -> None:
    with pytest.raises(InvalidInput) as refused:
        limit_rows(with_prices(amount(max_amount=1)))
    found: tuple[Finding, ...] = refused.value.findings
    assert [finding.code for finding in found] == ["unit_price_missing"]
