"""Dominated plans: by hand and against brute force."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from models.allocation.better import Better
from models.allocation.comparison.dominance import dominance
from models.allocation.comparison.measure import Measure
from models.allocation.scorecard import ScoreCard

LOOKED_AT = (Measure.STRATEGIC_SHARE, Measure.MARGIN_RATE, Measure.DIFFICULTY_GINI)


def card(strategic: float, margin: float | None = None, gini: float | None = None) -> ScoreCard:
    return ScoreCard(
        growth_rate=None,
        like_for_like_rate=None,
        strategic_share=strategic,
        margin_rate=margin,
        difficulty_mean=None,
        difficulty_spread=None,
        difficulty_gini=gini,
        moved_minor=None,
        at_limit_share=0.0,
        loss=0.0,
        terms={},
    )


def test_as_good_throughout_and_better_somewhere() -> None:
    found = dominance([card(0.2, 0.3, 0.1), card(0.2, 0.31, 0.1), card(0.3, 0.2, 0.2)], LOOKED_AT)
    assert found.by == ((1,), (), ())
    assert found.is_dominated(0) and not found.is_dominated(1)


def test_a_lower_gini_is_better() -> None:
    assert Measure.DIFFICULTY_GINI.better is Better.LOWER
    assert dominance([card(0.2, 0.3, 0.1), card(0.2, 0.3, 0.05)], LOOKED_AT).by == ((1,), ())


def test_equal_plans_do_not_dominate_each_other() -> None:
    assert dominance([card(0.2, 0.3, 0.1), card(0.2 + 1e-16, 0.3, 0.1)], LOOKED_AT).by == ((), ())


def test_a_measure_that_somebody_lacks_compares_nothing() -> None:
    found = dominance([card(0.2, 0.3, 0.1), card(0.3, None, 0.1)], LOOKED_AT)
    assert found.left_out == (Measure.MARGIN_RATE,)
    assert found.measures == (Measure.STRATEGIC_SHARE, Measure.DIFFICULTY_GINI)
    assert found.by == ((1,), ())


def test_without_measures_nobody_is_dominated() -> None:
    assert dominance([card(0.2), card(0.3)], ()).by == ((), ())


def test_what_rounding_can_make_is_no_lead() -> None:
    noise = {Measure.STRATEGIC_SHARE: 0.01, Measure.DIFFICULTY_GINI: 0.02}
    near, far = card(0.208, 0.3, 0.09), card(0.212, 0.3, 0.1)
    assert dominance([card(0.2, 0.3, 0.1), near], LOOKED_AT).by == ((1,), ())
    assert dominance([card(0.2, 0.3, 0.1), near], LOOKED_AT, noise).by == ((), ())
    assert dominance([card(0.2, 0.3, 0.1), far], LOOKED_AT, noise).by == ((1,), ())


def test_a_disadvantage_counts_however_small() -> None:
    """Else three plans could beat each other in a circle."""
    noise = dict.fromkeys(LOOKED_AT, 0.01)
    circle = [card(0.015, 0.0, 0.992), card(0.0, 0.008, 0.985), card(0.007, 0.015, 1.0)]
    assert dominance(circle, LOOKED_AT, noise).by == ((), (), ())


LEVEL = st.sampled_from([0.0, 0.1, 0.2, 0.3])


@given(st.lists(st.tuples(LEVEL, LEVEL, LEVEL), min_size=1, max_size=8))
def test_against_brute_force(values: list[tuple[float, float, float]]) -> None:
    found = dominance([card(*value) for value in values], LOOKED_AT)
    for place, (strategic, margin, gini) in enumerate(values):
        better = []
        for other, (its_strategic, its_margin, its_gini) in enumerate(values):
            as_good = its_strategic >= strategic and its_margin >= margin and its_gini <= gini
            if as_good and (its_strategic, its_margin, its_gini) != (strategic, margin, gini):
                better.append(other)
        assert found.by[place] == tuple(better)
