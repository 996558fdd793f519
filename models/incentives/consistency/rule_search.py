"""Spreads and loadings at which rules hold together, and how far every quantity can go there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.optimize import brentq, minimize_scalar

from models.incentives.consistency.rule import RuleName, Span
from models.incentives.consistency.rule_box import LOADING, SPREAD, RuleBox, projected, rule_box
from models.incentives.consistency.rule_model import RuleModel, probability_at_log

HELD = 1e-9
"""Rules hold together when their intervals of logarithms miss each other by no more than this."""
STEPS = 48
"""Spreads, and loadings, that are looked at where they are free; edges between them are found exactly."""
TOUCHED = 1e-6
"""A gap that closes in a point is V-shaped; the search for its tip comes this near."""
LAST = 1e-12
"""How near an edge is found."""
USUAL_SPREAD, USUAL_LOADING, USUAL_OVER = 0.25, 0.4, 0.05
"""Where several sets are left the one with these, and a forecast near the plan, is told."""


@dataclass(frozen=True, eq=False)
class RuleSearch:
    """Rules and the model that ties them."""

    model: RuleModel
    rules: Mapping[RuleName, Span]

    @cached_property
    def spreads(self) -> list[float]:
        """Spreads at which all rules hold: one where it is a rule, else many with the edges; empty: none."""
        span = self.rules.get(RuleName.SPREAD, SPREAD)
        return _points_within(lambda spread: self._box(spread).gap, span, USUAL_SPREAD)

    @property
    def is_consistent(self) -> bool:
        """Whether all rules hold somewhere."""
        return bool(self.spreads)

    def reach(self, name: RuleName) -> Span:
        """The smallest and the largest value of a quantity while all rules hold; only for consistent rules."""
        if name is RuleName.COMPANY_LOADING:
            loadings = [loading for spread in self.spreads for loading in self._loadings(spread)]
            return Span(min(loadings), max(loadings))
        found = [projected(self.model, self.rules, name, spread, self._box(spread)) for spread in self.spreads]
        return Span(min(one.low for one in found), max(one.high for one in found))

    def usual(self) -> dict[RuleName, float]:
        """One set in which all rules hold, as usual as they leave it; only for consistent rules."""
        spread = min(self.spreads, key=lambda one: abs(np.log(one / USUAL_SPREAD)))
        loading = min(self._loadings(spread), key=lambda one: abs(one - USUAL_LOADING))
        box = rule_box(self.model, {**self.rules, RuleName.COMPANY_LOADING: Span(loading, loading)}, spread)
        log_over = box.log_over.nearest_to(float(np.log1p(USUAL_OVER)))
        left = Span(
            max(box.log_forecast.low, box.log_mean.low + log_over),
            min(box.log_forecast.high, box.log_mean.high + log_over),
        )
        log_forecast = left.nearest_to(0.0)
        log_mean = log_forecast - log_over
        return {
            RuleName.FORECAST: float(np.exp(log_forecast)),
            RuleName.OVER_ASSIGNMENT: float(np.expm1(log_over)),
            RuleName.MEAN_ATTAINMENT: float(np.exp(log_mean)),
            RuleName.SPREAD: spread,
            RuleName.COMPANY_LOADING: loading,
            RuleName.SHARE_AT_QUOTA: probability_at_log(log_mean, spread),
            RuleName.PLAN_PROBABILITY: probability_at_log(log_forecast, self.model.company_deviation(spread, loading)),
            RuleName.BUDGET_SHARE: self.model.budget_share(log_mean, spread),
        }

    def _box(self, spread: float) -> RuleBox:
        return rule_box(self.model, self.rules, spread)

    def _loadings(self, spread: float) -> list[float]:
        """Loadings at which all rules hold at a spread where some do."""

        def gap(loading: float) -> float:
            return rule_box(self.model, {**self.rules, RuleName.COMPANY_LOADING: Span(loading, loading)}, spread).gap

        span = self.rules.get(RuleName.COMPANY_LOADING, LOADING)
        # Edges that were found at the last bits of a spread may leave a gap of last bits here.
        return _points_within(gap, span, USUAL_LOADING) or [float(minimize_scalar(gap, bounds=(span.low, span.high)).x)]


def _points_within(gap: Callable[[float], float], span: Span, usual: float) -> list[float]:
    """Where a continuous gap is at most zero: points of a grid with the usual one, exact edges between them, and points
    at which it only touches zero."""
    if span.is_point:
        return [span.low] if gap(span.low) <= HELD else []
    grid = np.unique([*np.linspace(span.low, span.high, STEPS + 1), span.nearest_to(usual)]).tolist()
    gaps = [gap(point) for point in grid]
    found = [point for point, one in zip(grid, gaps, strict=True) if one <= HELD]
    for index in range(len(grid) - 1):
        if (gaps[index] <= HELD) != (gaps[index + 1] <= HELD):
            found.append(_edge(gap, grid[index], grid[index + 1]))
    for index, one in enumerate(gaps):
        low, high = max(index - 1, 0), min(index + 1, len(grid) - 1)
        if HELD < one <= min(gaps[low], gaps[high]):
            found += _touched(gap, grid[low], grid[high])
    return sorted(found)


def _edge(gap: Callable[[float], float], low: float, high: float) -> float:
    """The last point between two that is held."""
    edge = float(brentq(lambda point: gap(point) - HELD, low, high, xtol=LAST))
    held = low if gap(low) <= HELD else high
    inward = edge + (LAST if held > edge else -LAST)
    return next((point for point in (edge, inward) if gap(point) <= HELD), held)


def _touched(gap: Callable[[float], float], low: float, high: float) -> list[float]:
    """A point between two at which a positive gap closes, e.g. where three exact rules leave one spread."""
    found = minimize_scalar(gap, bounds=(low, high), method="bounded", options={"xatol": LAST})
    return [float(found.x)] if found.fun <= TOUCHED else []
