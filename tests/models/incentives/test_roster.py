"""People as columns: who is there when, and what of the year's target incentive is theirs by then."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.incentives.roster import Roster
from models.incentives.settlement.entitlement import incentive_to_date
from tests.support.plan_documents import loaded, plan_document

FIRST = 2026 * 12


def roster(months: float, joined: int | None, left: int | None = None) -> Roster:
    """One person who joins in a month of the plan year and leaves in another; None: long before, not at all."""
    return Roster(
        keys=("ann",),
        labels=("Ann",),
        pay_class=np.zeros(1, dtype=np.int64),
        ote=np.array([15_000_000]),
        months=np.array([months]),
        attributes={},
        hired=np.array([-1 if joined is None else FIRST + joined]),
        left=np.array([-1 if left is None else FIRST + left]),
    )


class TestPresence:
    @pytest.mark.parametrize(
        ("months", "joined", "stretch"),
        [
            (12.0, None, (0, 12)),
            (9.0, 3, (3, 12)),
            (8.5, 3, (3.5, 12)),
            (11.5, 0, (0.5, 12)),
            (6.0, 3, (3, 9)),
            (6.5, 3, (3.5, 10)),
            (6.5, None, (0, 6.5)),
            (6.0, None, (0, 6)),
            (6.0, -40, (0, 6)),
            (0.0, None, (0, 0)),
            (12.0, 3, (0, 12)),
        ],
    )
    def test_is_a_stretch_of_the_year(self, months: float, joined: int | None, stretch: tuple[float, float]) -> None:
        begins, ends = roster(months, joined).presence(FIRST)
        assert (begins[0], ends[0]) == stretch

    @pytest.mark.parametrize(
        ("months", "joined", "left", "stretch"),
        [
            (6.0, None, 5, (0, 6)),
            (5.5, None, 5, (0, 5.5)),
            (5.5, -40, 5, (0, 5.5)),
            (6.5, 5, 11, (5.5, 12)),
            (2.5, 5, 7, (5.5, 8)),
            (4.0, None, 5, (0, 6)),
            (11.5, None, 13, (0, 12)),
            (6.5, 5, 13, (5.5, 12)),
        ],
    )
    def test_of_leavers_lacks_the_part_month_of_the_hire_else_of_leaving(
        self, months: float, joined: int | None, left: int, stretch: tuple[float, float]
    ) -> None:
        begins, ends = roster(months, joined, left).presence(FIRST)
        assert (begins[0], ends[0]) == stretch

    @given(st.floats(0, 12, width=16), st.none() | st.integers(-20, 11))
    def test_months_add_up(self, months: float, joined: int | None) -> None:
        active = roster(months, joined).active_months(FIRST)
        assert active.sum() == pytest.approx(months)
        assert active.min() >= 0 and active.max() <= 1

    def test_of_quarters_missed(self) -> None:
        assert roster(6.0, 3).absent(FIRST, (3, 6, 9, 12))[:, 0].tolist() == [True, False, False, True]
        assert roster(0.0, None).absent(FIRST, (12,))[:, 0].tolist() == [True]


class TestTargetIncentive:
    @given(st.integers(0, 10**9), st.integers(0, 24), st.sampled_from([0, 0.3, 0.333, 1]))
    def test_parts_to_date_end_with_all_of_it(self, ote: int, halves: int, mix: float) -> None:
        person: dict[str, Any] = {"key": "ann", "group": "rep", "ote": ote / 100, "months": halves / 2}
        plan = loaded(plan_document({"people": [person], "actuals": None}, {"pay_mix": mix})).plan
        steps = [float(incentive_to_date(plan, end)[0]) for end in range(13)]
        assert steps == sorted(steps) and steps[0] == 0
        assert steps[-1] == plan.target_incentive[0] == pytest.approx(ote * mix * halves / 24, abs=0.51)


class TestPools:
    def test_share_a_value_whatever_its_kind(self) -> None:
        people = Roster(
            keys=("a", "b", "c", "d"),
            labels=("a", "b", "c", "d"),
            pay_class=np.zeros(4, dtype=np.int64),
            ote=np.zeros(4, dtype=np.int64),
            months=np.full(4, 12.0),
            attributes={"team": (7, "7", None, "8")},
            hired=np.full(4, -1),
            left=np.full(4, -1),
        )
        assert people.codes("team").tolist() == [0, 0, -1, 1]
        assert people.codes("nobody").tolist() == [-1] * 4
