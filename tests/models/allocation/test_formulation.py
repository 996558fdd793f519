"""From limits to the program: what becomes a bound, what stays a row, and whom each belongs to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from models.allocation.formulation import NO_ORIGIN
from models.allocation.limits.amount_limit import AmountLimit
from models.allocation.limits.company_total import CompanyTotal
from models.allocation.limits.fields import Soft
from models.allocation.limits.margin import Margin
from models.allocation.strategy import Weights
from models.units import Money, MoneyUnit, Pieces
from tests.support.problems import PLAIN, amounts, two_by_two
from tests.support.solving import formulation_of, plan_of, published_yuan

FIRST = {"product": "a", "region": "east"}


def amount(name: str, **fields: Any) -> AmountLimit:
    return AmountLimit(kind="amount_limit", name=name, **fields)


class TestOneCellLimits:
    def test_hard_ones_become_bounds(self) -> None:
        form = formulation_of(two_by_two(1000, limits=[amount("band", where=FIRST, min_amount=80, max_amount=90)]))
        assert (form.program.lower[0], form.program.upper[0]) == (0.08, 0.09)
        assert form.program.n_rows == 1

    def test_soft_ones_stay_rows(self) -> None:
        soft = amount("cap", where=FIRST, max_amount=90, soft=Soft(penalty=1))
        assert formulation_of(two_by_two(1000, limits=[soft])).program.n_rows == 2

    def test_the_tightest_wins_and_is_remembered(self) -> None:
        limits = [amount(str(cap), where=FIRST, max_amount=cap) for cap in (95, 90, 99)]
        form = formulation_of(two_by_two(1000, limits=limits))
        assert form.program.upper[0] == 0.09
        assert form.rows.origin(int(form.upper_row[0])).identity.name == "90"

    def test_the_first_wins_a_tie(self) -> None:
        limits = [amount(name, where=FIRST, min_amount=90) for name in ("first", "second")]
        form = formulation_of(two_by_two(1000, limits=limits))
        assert form.rows.origin(int(form.lower_row[0])).identity.name == "first"

    def test_factors_are_divided_out_and_a_negative_one_turns_the_side(self) -> None:
        # The first cell earns 10 % and must average 20 %: −0.1 x ≥ 0 leaves it nothing.
        limit = Margin(kind="margin", name="m", where=FIRST, min_rate=0.2)
        program = formulation_of(two_by_two(1000, limits=[limit], margin_rate=np.full(4, 0.1))).program
        assert program.upper[0] == 0.0

    def test_a_floor_of_zero_is_nobodys(self) -> None:
        form = formulation_of(two_by_two(1000, limits=[amount("floor", by=["product", "region"], min_amount=0)]))
        assert (form.lower_row == NO_ORIGIN).all()
        assert (form.program.lower == 0).all()

    def test_no_cell_exceeds_the_company_target(self) -> None:
        assert (formulation_of(two_by_two(1000)).program.upper == 1.0).all()

    def test_a_soft_company_target_leaves_room_for_floors(self) -> None:
        target = CompanyTotal(amount=1000, soft=Soft(penalty=1))
        program = formulation_of(two_by_two(target, limits=[amount("floor", where=FIRST, min_amount=30_000)])).program
        assert program.upper[0] > 30


class TestHolds:
    problem = two_by_two(1000, hold=amounts([None, None, None, 460]))

    def test_they_are_rows_that_nobody_may_negotiate(self) -> None:
        rows = formulation_of(self.problem).rows
        block = rows.blocks[-1]
        assert (block.identity.kind, block.identity.negotiable, block.identity.pointer) == ("hold", False, "/cells")
        assert (block.axes, block.keys) == (("product", "region"), (("b", "west"),))

    def test_they_fix_both_bounds(self) -> None:
        program = formulation_of(self.problem).program
        assert (program.lower[3], program.upper[3]) == (0.46, 0.46)

    def test_the_rest_is_shared(self) -> None:
        assert published_yuan(plan_of(self.problem)) == [90, 180, 270, 460]


class TestOrigins:
    limits = (amount("region", by="region", max_amount=900), amount("one", where=FIRST, max_amount=300))

    def test_every_program_row_knows_its_limit_and_group(self) -> None:
        form = formulation_of(two_by_two(1000, limits=self.limits), PLAIN)
        named = [(form.rows.origin(row).identity.name, form.rows.key(row)) for row in form.row_of.tolist()]
        assert named == [("company target", ()), ("region", ("east",)), ("region", ("west",))]

    def test_rows_stand_in_document_order(self) -> None:
        rows = formulation_of(two_by_two(1000, limits=self.limits)).rows
        assert [block.identity.pointer for block in rows.blocks] == ["/company_target", "/limits/0", "/limits/1"]
        assert rows.block.tolist() == [0, 1, 1, 2]
        assert rows.place.tolist() == [0, 0, 1, 0]

    @pytest.mark.parametrize("penalty", [0.5, 20.0])
    def test_penalties_reach_every_row_of_the_limit(self, penalty: float) -> None:
        soft = amount("region", by="region", max_amount=900, soft=Soft(penalty=penalty))
        assert formulation_of(two_by_two(1000, limits=[soft])).program.penalty.tolist() == [np.inf, penalty, penalty]


class TestPlansOfPieces:
    def test_a_margin_counts_by_the_price_of_its_piece(self) -> None:
        # Pieces at 10, 10, 4 and 4; by the references 100, 200, 300 and 400 the average piece costs 5.80.
        problem = two_by_two(
            1000, margin_rate=np.array([0.5, np.nan, 0.25, 0.25]), unit_price=np.array([10.0, 10.0, 4.0, 4.0])
        )
        problem = replace(problem, money=Money("CNY", MoneyUnit.MAJOR, Pieces("台", 2)))
        strategy = replace(PLAIN, weights=Weights(strategic=0.0, profit=0.1, stability=0.0))
        price = formulation_of(problem, strategy).program.price
        assert price == pytest.approx([-0.1 * 0.5 * 10 / 5.8, 0, -0.1 * 0.25 * 4 / 5.8, -0.1 * 0.25 * 4 / 5.8])
