"""The compiled loops, number by number, against the functions they stand for."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numba.core.caching import IndexDataCacheFile, _CacheLocator

from models.incentives.cost.compiled import entry
from models.incentives.cost.draw_kernel import correlate_rows
from models.incentives.cost.pay_kernel import TILE, count_rows, pay_rows
from models.incentives.cost.pay_rules import PayRules, pay_rules
from models.incentives.pay_class import PayClass
from models.incentives.pay_line import Basis, Measured, PayGate, PayLine, Scale
from models.incentives.piecewise import PiecewiseLinear
from tests.support.incentive_plans import incentive_plan

tenths = st.lists(st.integers(-3, 60), min_size=0, max_size=6, unique=True)
knots = tenths.map(lambda found: tuple(sorted(x / 10 for x in found)))
FLAT = PiecewiseLinear((0.5,), (1.0,), (0.0,))
FIRST, SECOND = Measured((0,), Basis.ACTUAL), Measured((1,), Basis.ACTUAL)


def class_of(functions: list[PiecewiseLinear], gates: tuple[PayGate, ...] = ()) -> PayClass:
    lines = tuple(PayLine("a", "a", FIRST, Scale.TARGET_INCENTIVE, 1.0, function) for function in functions)
    return replace(incentive_plan(1).classes[0], lines=lines, gates=gates)


def paid(rules: PayRules, actual: np.ndarray, column: int = 0) -> tuple[np.ndarray, np.ndarray]:
    pay, totals = np.empty((len(actual), rules.most.size)), np.empty((rules.starts.size, len(actual)))
    pay_rows(actual, np.arange(rules.divisors.shape[0]), column, rules, pay, totals)
    return pay, totals


def plain_rules(pay_class: PayClass, people: int, cap: float = np.inf) -> PayRules:
    numbers, lines = len(pay_class.looks_at), len(pay_class.lines)
    return pay_rules(pay_class, np.ones((numbers, people)), np.ones((lines, people)), np.full(people, cap))


@settings(deadline=None)
@given(knots=knots, data=st.data())
def test_every_bit_is_the_functions(knots: tuple[float, ...], data: st.DataObject) -> None:
    parts = st.lists(st.integers(-8, 8).map(lambda x: x / 4), min_size=len(knots), max_size=len(knots)).map(tuple)
    function = PiecewiseLinear(knots, data.draw(parts), data.draw(parts), data.draw(st.floats(-1, 1)))
    z = np.array([*knots, *np.nextafter(knots, -np.inf), *np.multiply(knots, 1 - 1e-12), -1.0, 0.0, 2.345, 1e3])
    pay, _ = paid(plain_rules(class_of([function]), z.size), z[None, None])
    np.testing.assert_array_equal(pay[0], function.value(z))


@pytest.mark.parametrize("people", [1, 15, TILE, TILE + 17, 2 * TILE])
def test_tiles_and_lanes_lose_nobody(people: int) -> None:
    rules = plain_rules(class_of([FLAT, FLAT]), people)
    actual = np.random.default_rng(people).uniform(0, 1, (3, 1, people + 5))
    pay, totals = paid(rules, actual, column=5)
    np.testing.assert_array_equal(pay, 2.0 * (actual[:, 0, 5:] >= 0.5))
    np.testing.assert_array_equal(totals.sum(axis=0), pay.sum(axis=1))
    counts = np.empty((2, 3))
    count_rows(actual, 0, 5, np.full(people, 0.5), np.array([0.5, 1.0]), counts)
    np.testing.assert_array_equal(counts, [(actual[:, 0, 5:] >= least).sum(axis=1) for least in (0.25, 0.5)])


def test_gates_scales_caps_and_what_is_not_known() -> None:
    gate = PayGate("g", "g", SECOND, least=0.7, factor=0.25)
    rules = plain_rules(class_of([FLAT], (gate,)), 5, cap=30.0)
    rules.scales[0] = [10, 20, 30, 40, 50]
    rules.divisors[0, 1] = np.inf
    sum_of_marks = sum([0.7] * 12) / 12  # misses 0.7 by a bit, and reaches it
    pay, totals = paid(rules, np.array([[np.ones(5), [1.0, 1.0, 0.69, sum_of_marks, 1.0]]]))
    np.testing.assert_array_equal(pay, [[10.0, 0.0, 7.5, 30.0, 30.0]])
    np.testing.assert_array_equal(totals, [[10.0 + 7.5 + 40.0 + 50.0]])


def test_nobody_and_nothing() -> None:
    assert paid(plain_rules(class_of([]), 3), np.ones((2, 1, 3)))[0].tolist() == [[0.0] * 3] * 2
    assert paid(plain_rules(class_of([FLAT]), 0), np.ones((2, 1, 0)))[1].tolist() == [[0.0, 0.0]]


@pytest.mark.parametrize("shared", [0.0, 0.4, 1.0])
def test_roots_have_the_correlation(shared: float) -> None:
    # Unit normals one by one give the columns of the root; root · rootᵀ is the correlation.
    normals = np.eye(3)[:, :, None].copy()
    unit, none = np.ones((3, 1)), np.zeros((3, 1))
    correlate_rows(normals, none, np.zeros(1, dtype=np.int64), np.ones(1), shared, unit, none)
    root = normals[:, :, 0]
    np.testing.assert_allclose(root.T @ root, np.where(np.eye(3) > 0, 1.0, shared), atol=1e-15)


def test_common_factors_spread_and_shift() -> None:
    found = np.array([[[1.0, 2.0]]])
    places, own = np.array([1, 0]), np.array([0.5, 0.25])
    correlate_rows(found, np.array([[10.0, 20.0]]), places, own, 0.0, np.array([[2.0, 4.0]]), np.array([[1.0, 3.0]]))
    np.testing.assert_array_equal(found, [[[2 * (20 + 0.5) - 1, 4 * (10 + 0.5) - 3]]])


def double(number: float) -> float:
    return 2.0 * number


def no_room(*_: object) -> None:
    raise OSError(28, "No space left on device")


def no_place(*_: object) -> None:
    raise PermissionError(13, "Permission denied")


def test_compiles_where_nothing_can_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_CacheLocator, "ensure_cache_path", no_place)
    assert entry(double)(1.5) == 3.0


@pytest.mark.parametrize("broken", ["_save_index", "_save_data"])
def test_compiles_on_a_full_disk(monkeypatch: pytest.MonkeyPatch, broken: str) -> None:
    monkeypatch.setattr(IndexDataCacheFile, "_load_index", lambda _: {})
    monkeypatch.setattr(IndexDataCacheFile, broken, no_room)
    assert entry(double)(1.5) == 3.0
