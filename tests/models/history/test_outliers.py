"""Deals that stand out."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.history.outliers import robust_scores, size_class


def test_a_hundred_times_the_others() -> None:
    amounts = np.array([100] * 9 + [10_000])
    scores = robust_scores(amounts, np.zeros(10, dtype=np.int64))
    assert scores[-1] == math.log(100) / 0.25  # all others alike: the least spread counts
    assert (scores[:-1] == 0).all()


def test_few_deals_have_no_outlier() -> None:
    assert (robust_scores(np.array([1, 1, 10**9]), np.zeros(3, dtype=np.int64)) == -np.inf).all()


def test_groups_are_judged_apart() -> None:
    amounts = np.array([100] * 8 + [10_000] * 8)
    group = np.repeat([0, 1], 8)
    assert (robust_scores(amounts, group) == 0).all()


def test_returns_and_rows_outside_are_no_deals() -> None:
    amounts = np.array([100] * 8 + [-5, 10**6])
    group = np.array([0] * 9 + [-1])
    assert (robust_scores(amounts, group)[8:] == -np.inf).all()


@given(st.permutations(range(10)))
def test_order_does_not_matter(order: list[int]) -> None:
    amounts = np.array([3, 5, 8, 9, 11, 14, 20, 22, 400, 7])
    group = np.zeros(10, dtype=np.int64)
    assert np.array_equal(robust_scores(amounts[order], group), robust_scores(amounts, group)[order])


def test_customers_by_quarters() -> None:
    sizes = size_class(np.array([1, 2, 3, 4, 0]), np.array([0, 1, 2, 3, -1]))
    assert sizes.tolist() == [0, 1, 2, 3, 0]
