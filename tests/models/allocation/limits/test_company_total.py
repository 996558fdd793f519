"""The company target as a number, as a range, and at a price."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np
import pytest
from pydantic import ValidationError

from models.allocation.formulation import limit_rows
from models.allocation.limits.company_total import CompanyTotal
from models.allocation.limits.fields import Soft
from models.allocation.polish import polish
from tests.support.problems import PLAIN, two_by_two
from tests.support.solving import exact_yuan, findings_of, plan_of, program_of


def exact(**fields: Any) -> list[float]:
    return exact_yuan(plan_of(two_by_two(CompanyTotal(**fields)))).tolist()


class TestCompanyTotal:
    """Last year 100, 200, 300, 400. References of 900 are 90, 180, 270, 360; a price λ adds λ/2 to each, in
    proportion: 0.1 gives 5 %, and the way to 1000 takes λ/2 = 1/9."""

    family = CompanyTotal
    too_low: ClassVar[dict[str, Any]] = {"min_amount": 1000, "max_amount": 1100, "reference_amount": 900}

    def test_a_number_is_met(self) -> None:
        assert exact(amount=1100) == pytest.approx([110, 220, 330, 440])

    def test_satisfied_range_leaves_the_reference(self) -> None:
        assert exact(min_amount=900, max_amount=1100) == pytest.approx([100, 200, 300, 400])

    def test_tight_range_leaves_the_reference(self) -> None:
        assert exact(min_amount=1000, max_amount=1100, reference_amount=1000) == pytest.approx([100, 200, 300, 400])

    def test_violated_range_moves_to_its_end(self) -> None:
        assert exact(**self.too_low) == pytest.approx([100, 200, 300, 400])
        assert exact(min_amount=700, max_amount=800, reference_amount=900) == pytest.approx([80, 160, 240, 320])

    def test_pressure(self) -> None:
        program = program_of(two_by_two(CompanyTotal(**self.too_low)), PLAIN)
        assert polish(program, np.zeros(1)).multipliers == pytest.approx([-2 / 9])

    def test_golden_row(self) -> None:
        (block,) = limit_rows(two_by_two(CompanyTotal(**self.too_low))).blocks
        assert block.matrix.toarray().tolist() == [[1, 1, 1, 1]]
        assert (block.lower.tolist(), block.upper.tolist()) == ([1.0], [1.1])
        assert (block.identity.pointer, block.identity.kind) == ("/company_target", "company_total")

    def test_soft_gives_way_at_its_price(self) -> None:
        assert exact(**self.too_low, soft=Soft(penalty=0.1)) == pytest.approx([94.5, 189, 283.5, 378])

    def test_soft_above_the_pressure_is_hard(self) -> None:
        assert exact(**self.too_low, soft=Soft(penalty=0.223)) == pytest.approx([100, 200, 300, 400])
        assert exact(**self.too_low, soft=Soft(penalty=1e6)) == pytest.approx([100, 200, 300, 400])

    @pytest.mark.parametrize(
        ("fields", "code"),
        [
            ({}, "number_or_range"),
            ({"min_amount": 1}, "number_or_range"),
            ({"amount": 1, "min_amount": 1, "max_amount": 2}, "number_or_range"),
            ({"amount": 1, "max_amount": 2}, "number_or_range"),
            ({"min_amount": 2, "max_amount": 1}, "floor_over_cap"),
            ({"amount": 0}, "target_not_positive"),
            ({"amount": 1, "where": {"region": "east"}}, "company_total_selects"),
            ({"amount": 1, "by": "region"}, "company_total_selects"),
        ],
    )
    def test_statements_without_sense_are_refused(self, fields: dict[str, Any], code: str) -> None:
        with pytest.raises(ValidationError) as refused:
            CompanyTotal(**fields)
        assert refused.value.errors()[0]["type"] == code

    @pytest.mark.parametrize(
        ("fields", "pointer"),
        [
            ({"amount": 1.001}, "/company_target/amount"),
            ({"min_amount": 1.001, "max_amount": 2}, "/company_target/min_amount"),
            ({"min_amount": 1, "max_amount": 2.001}, "/company_target/max_amount"),
        ],
    )
    def test_amounts_have_minor_digits(self, fields: dict[str, Any], pointer: str) -> None:
        (finding,) = findings_of(two_by_two(CompanyTotal(**fields)))
        assert (finding.code, finding.location.pointer) == ("amount_too_fine", pointer)
