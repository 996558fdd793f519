"""Difficulty that does not depend on size, potential, tenure or any other number."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from models.allocation.formulation import limit_rows
from models.allocation.limits.context import Quantity
from models.allocation.limits.neutrality import Neutrality
from models.allocation.problem import AllocationProblem
from tests.models.allocation.limits.contract import FamilyContract, Golden, block_of, columns
from tests.support.problems import amounts, flat, two_by_two
from tests.support.solving import findings_of

FORECAST = amounts([50, 100, 150, 400])


def neutral(**fields: Any) -> Neutrality:
    return Neutrality(kind="neutrality", name="size is no merit", **{"by": "region", "z": "size", **fields})


class TestNeutrality(FamilyContract):
    family = Neutrality
    # Last year 400 and 600: z̄ = 500, sd = 100, so the slope is (d₂ − d₁)/2. Forecasts 200 and 500: 400 and 600 have
    # difficulties of 2 and 1.2, a slope of −0.4; 340 and 660 have 1.7 and 1.32, a slope of −0.19.
    # Per thousand: −0.5/0.2 = −2.5 in the east and 0.5/0.5 = 1 in the west; the row is divided by 2.5.
    columns = columns(forecast=FORECAST)
    satisfied = neutral(tolerance=0.5)
    tight = neutral(tolerance=0.4)
    violated = neutral(tolerance=0.19)
    golden = Golden([[-1, 0.4, -1, 0.4]], [-0.076], [0.076], scale=2.5)
    # Money moved from the east (−1) to the west (+0.4) counts 1.4 times.
    pressure = 0.5 / 1.4
    soft_price = 0.2 / 1.4

    def test_rows_count_difficulty(self) -> None:
        block = block_of(self.problem(self.violated))
        assert block.quantity is Quantity.RATE
        assert block.upper * block.scale == pytest.approx([0.19])
        assert (block.matrix @ [0.1, 0.2, 0.3, 0.4]) * block.scale == pytest.approx([-0.4])

    def test_it_needs_to_know_whose(self) -> None:
        with pytest.raises(ValidationError) as refused:
            neutral(by=[], tolerance=0)
        assert refused.value.errors()[0]["type"] == "difficulty_without_by"

    def test_everybody_alike_is_refused(self) -> None:
        (finding,) = findings_of(self.problem(neutral(tolerance=0.1), baseline=amounts([100, 100, 100, 100])))
        assert (finding.code, finding.location.pointer) == ("neutrality_without_spread", "/limits/0/z")


def people(**attributes: Any) -> tuple[Any, ...]:
    return (flat("product", ["a", "b"]), flat("region", ["east", "west"], **attributes))


def problem(limit: Neutrality, **attributes: Any) -> AllocationProblem:
    return two_by_two(1000, limits=[limit], forecast=FORECAST, dimensions=people(**attributes))


class TestWhatItIsNeutralTo:
    def slope(self, limit: Neutrality, **attributes: Any) -> float:
        block = block_of(problem(limit, **attributes))
        return float((block.matrix @ [0.1, 0.2, 0.3, 0.4])[0] * block.scale)

    def test_potential(self) -> None:
        assert self.slope(neutral(z="potential", tolerance=0.1)) == pytest.approx(-0.4)

    def test_an_attribute(self) -> None:
        # Of two people only their order matters: one standard deviation up or down.
        found = self.slope(neutral(z="grade", tolerance=0.1), east={"grade": 7}, west={"grade": 4.5})
        assert found == pytest.approx(0.4)

    def test_tenure(self) -> None:
        limit = neutral(z="tenure", as_of="2025-01-01", tolerance=0.1)
        found = self.slope(limit, east={"hire_date": "2014-01-01"}, west={"hire_date": "2024-07-01"})
        assert found == pytest.approx(0.4)

    def test_against_last_year(self) -> None:
        assert self.slope(neutral(against="baseline", tolerance=0.1)) == pytest.approx(0.0)

    def test_tenure_needs_a_day(self) -> None:
        with pytest.raises(ValidationError) as refused:
            neutral(z="tenure", tolerance=0.1)
        assert refused.value.errors()[0]["type"] == "tenure_without_date"

    @pytest.mark.parametrize("text", ["1.1.2025", "2025-13-01", "soon"])
    def test_days_are_written_in_one_way(self, text: str) -> None:
        with pytest.raises(ValidationError) as refused:
            neutral(z="tenure", as_of=text, tolerance=0.1)
        assert refused.value.errors()[0]["type"] == "not_a_date"

    def test_a_hire_date_that_is_none(self) -> None:
        limit = neutral(z="tenure", as_of="2025-01-01", tolerance=0.1)
        (finding,) = findings_of(problem(limit, east={"hire_date": 2014}, west={"hire_date": "2024-07-01"}))
        assert (finding.code, finding.facts["member"]) == ("attribute_not_a_date", "east")

    def test_a_number_that_nobody_holds(self) -> None:
        (finding,) = findings_of(problem(neutral(z="tenrue", tolerance=0.1), east={"grade": 1}))
        assert (finding.code, finding.location.pointer) == ("unknown_number", "/limits/0/z")
        assert finding.facts["near"] == ["tenure"]
        assert finding.facts["known"] == ["size", "potential", "tenure", "grade"]

    def test_text_is_no_number(self) -> None:
        limit = neutral(z="grade", tolerance=0.1)
        (finding,) = findings_of(problem(limit, east={"grade": "senior"}, west={"grade": 2}))
        assert finding.code == "attribute_not_a_number"

    def test_one_person_alone_shows_no_slope(self) -> None:
        (finding,) = findings_of(problem(neutral(z="grade", tolerance=0.1), east={"grade": 3}))
        assert (finding.code, finding.facts["count"]) == ("neutrality_without_spread", 1)

    def test_those_left_out_are_not_counted(self) -> None:
        # a west has no forecast: three cells are left, last year 100, 300 and 400.
        limit = neutral(by=["product", "region"], tolerance=0.1)
        rows = limit_rows(two_by_two(1000, limits=[limit], forecast=amounts([50, None, 150, 400])))
        (notice,) = rows.notices
        assert (notice.code, notice.facts["members"]) == ("people_left_out", ["a × west"])
        assert (notice.facts["column"], notice.facts["other"]) == ("forecast", "baseline")
        z = np.array([100, 300, 400])
        weight = (z - z.mean()) / (3 * z.std()) / np.array([0.05, 0.15, 0.4])
        block = rows.blocks[1]
        np.testing.assert_allclose(block.matrix.toarray()[0] * block.scale, [weight[0], 0, weight[1], weight[2]])
