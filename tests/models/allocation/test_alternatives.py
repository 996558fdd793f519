"""Which plans are most different."""

from __future__ import annotations

import numpy as np

from models.allocation.alternatives import most_different

PLAN = np.array([5.0, 5.0])


def test_each_is_far_from_those_before() -> None:
    candidates = [np.array([8.0, 2.0]), np.array([7.5, 2.5]), np.array([3.0, 7.0]), np.array([6.0, 4.0])]
    assert most_different(PLAN, candidates, 3, 0.1) == [0, 2, 3]


def test_what_hardly_moves_is_none() -> None:
    assert most_different(PLAN, [PLAN + 0.01, PLAN.copy()], 3, 0.1) == []
    assert most_different(PLAN, [], 3, 0.1) == []


def test_the_same_plan_does_not_come_twice() -> None:
    assert most_different(PLAN, [np.array([8.0, 2.0]), np.array([8.0, 2.0])], 3, 0.1) == [0]
