"""Months as a year, and numbers against targets: alone and in pools."""

from __future__ import annotations

import numpy as np
import pytest

from models.incentives.achievement import Achievement, over_months
from models.incentives.measure import Aggregate, Counts, Measure
from models.incentives.pay_line import Basis, Measured
from models.incentives.roster import Roster

NAN = np.nan
MEASURES = (
    Measure(name="sum"),
    Measure(name="mean", counts=Counts.SCORE),
    Measure(name="last", aggregate=Aggregate.LAST),
)


def roster(*teams: str | None) -> Roster:
    count = len(teams)
    names = tuple(f"p{index}" for index in range(count))
    zero = np.zeros(count, dtype=np.int64)
    return Roster(names, names, zero, zero, np.full(count, 12.0), {"team": teams}, zero - 1, zero - 1)


class TestOverMonths:
    def test_each_measure_by_its_own_rule(self) -> None:
        months = np.array([[[1.0, 0.8, 5.0]], [[2.0, NAN, 6.0]], [[3.0, 0.9, NAN]]])
        assert over_months(months, MEASURES)[0].tolist() == [6.0, pytest.approx(0.85), 6.0]

    def test_a_month_of_a_sum_that_is_not_stated_is_not_zero(self) -> None:
        months = np.array([[[1.0, NAN, NAN]], [[NAN, NAN, NAN]]])
        assert np.isnan(over_months(months, MEASURES)[0]).all()

    def test_nothing_is_no_month(self) -> None:
        assert over_months(np.zeros((0, 1, 3)), MEASURES[:1] * 3)[0].tolist() == [0.0, 0.0, 0.0]


class TestNumber:
    def test_sums_measures_before_it_divides(self) -> None:
        achieved = Achievement(np.array([[10.0, 30.0]]), np.array([[20.0, 60.0]]))
        assert achieved.number(Measured((0, 1), Basis.ATTAINMENT), roster(None)).tolist() == [0.5]
        assert achieved.number(Measured((0, 1), Basis.ACTUAL), roster(None)).tolist() == [40.0]

    @pytest.mark.parametrize("target", [0.0, NAN])
    def test_without_a_target_there_is_none(self, target: float) -> None:
        achieved = Achievement(np.array([[10.0]]), np.array([[target]]))
        assert np.isnan(achieved.number(Measured((0,), Basis.ATTAINMENT), roster(None))).all()

    def test_of_a_pool_is_the_same_for_all_in_it(self) -> None:
        achieved = Achievement(np.array([[10.0], [20.0], [NAN], [7.0]]), np.array([[20.0], [20.0], [NAN], [7.0]]))
        number = achieved.number(Measured((0,), Basis.ATTAINMENT, "team"), roster("a", "a", "a", None))
        assert number[:3].tolist() == [0.75] * 3 and np.isnan(number[3])

    def test_of_a_pool_counts_everything_that_somebody_has(self) -> None:
        """The first sells one of two products: the other's empty field takes nothing away from the pool."""
        achieved = Achievement(np.array([[10.0, NAN], [20.0, 30.0]]), np.array([[10.0, NAN], [20.0, 40.0]]))
        number = achieved.number(Measured((0, 1), Basis.ATTAINMENT, "team"), roster("a", "a"))
        assert number.tolist() == pytest.approx([60 / 70] * 2)
