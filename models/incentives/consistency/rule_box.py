"""What the rules leave at one spread: three intervals of logarithms that hang together by ln f = ln μ + ln(1 + h)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from models.incentives.consistency.rule import RuleName, Span
from models.incentives.consistency.rule_model import LOG_RATIO, RuleModel, log_at_probability, probability_at_log

OVER = Span(0.0, 1.0)
"""Over-assignments that are looked at."""
LOADING = Span(0.0, 0.99)
SPREAD = Span(0.01, 1.0)


@dataclass(frozen=True)
class RuleBox:
    """Intervals of ln μ, ln f and ln(1 + h) in which every value belongs to a set in which all rules hold. `gap`: how
    far they are from each other where there is none, at most 0 where there is one."""

    log_mean: Span
    log_forecast: Span
    log_over: Span
    gap: float


def rule_box(model: RuleModel, rules: Mapping[RuleName, Span], spread: float) -> RuleBox:
    """Exact: at one spread p and B rise with μ, and q with f; the loading only moves how q depends on f."""
    mean = _log_mean(model, rules, spread)
    forecast = _log_forecast(model, rules, spread)
    over = _logs(rules.get(RuleName.OVER_ASSIGNMENT, OVER), 1.0)
    gap = max(
        *(interval.low - interval.high for interval in (mean, forecast, over)),
        mean.low + over.low - forecast.high,
        forecast.low - mean.high - over.high,
    )
    return RuleBox(
        Span(max(mean.low, forecast.low - over.high), min(mean.high, forecast.high - over.low)),
        Span(max(forecast.low, mean.low + over.low), min(forecast.high, mean.high + over.high)),
        Span(max(over.low, forecast.low - mean.high), min(over.high, forecast.high - mean.low)),
        gap,
    )


def deviations(model: RuleModel, rules: Mapping[RuleName, Span], spread: float) -> Span:
    """σ at the loadings that the rules allow."""
    loading = rules.get(RuleName.COMPANY_LOADING, LOADING)
    return Span(model.company_deviation(spread, loading.low), model.company_deviation(spread, loading.high))


def projected(model: RuleModel, rules: Mapping[RuleName, Span], name: RuleName, spread: float, box: RuleBox) -> Span:
    """What a quantity can be in a box; of the loading see `RuleSearch`."""
    if name is RuleName.SPREAD:
        return Span(spread, spread)
    if name is RuleName.FORECAST:
        return _exponentials(box.log_forecast)
    if name is RuleName.OVER_ASSIGNMENT:
        return _exponentials(box.log_over, 1.0)
    if name is RuleName.MEAN_ATTAINMENT:
        return _exponentials(box.log_mean)
    if name is RuleName.SHARE_AT_QUOTA:
        return Span(*(probability_at_log(end, spread) for end in (box.log_mean.low, box.log_mean.high)))
    if name is RuleName.BUDGET_SHARE:
        return Span(*(model.budget_share(end, spread) for end in (box.log_mean.low, box.log_mean.high)))
    return _probabilities(box.log_forecast, deviations(model, rules, spread), rules.get(name))


def _log_mean(model: RuleModel, rules: Mapping[RuleName, Span], spread: float) -> Span:
    intervals = [_logs(rules.get(RuleName.MEAN_ATTAINMENT, _exponentials(LOG_RATIO)))]
    if RuleName.SHARE_AT_QUOTA in rules:
        share = rules[RuleName.SHARE_AT_QUOTA]
        intervals.append(Span(log_at_probability(share.low, spread), log_at_probability(share.high, spread)))
    if RuleName.BUDGET_SHARE in rules:
        budget = rules[RuleName.BUDGET_SHARE]
        intervals.append(Span(*(model.log_mean_of_budget(end, spread) for end in (budget.low, budget.high))))
    return _common(intervals)


def _log_forecast(model: RuleModel, rules: Mapping[RuleName, Span], spread: float) -> Span:
    intervals = [_logs(rules.get(RuleName.FORECAST, _exponentials(LOG_RATIO)))]
    if RuleName.PLAN_PROBABILITY in rules:
        wanted, sigma = rules[RuleName.PLAN_PROBABILITY], deviations(model, rules, spread)
        low_z, high_z = log_at_probability(wanted.low, 1.0) - 0.5, log_at_probability(wanted.high, 1.0) - 0.5
        # z·σ + σ²/2 is convex in σ: lowest at −z where that is a loading's σ, highest at an end.
        lowest = min(max(-low_z, sigma.low), sigma.high)
        low = low_z * lowest + lowest**2 / 2
        intervals.append(Span(low, max(high_z * end + end**2 / 2 for end in (sigma.low, sigma.high))))
    return _common(intervals)


def _probabilities(log_forecast: Span, sigma: Span, wanted: Span | None) -> Span:
    # For ln f < 0 the probability is highest at σ = √(−2 ln f), else at the smallest σ; lowest at an end.
    peak = float(np.sqrt(max(-2 * log_forecast.high, 0.0)))
    ends = [sigma.low, sigma.high, min(max(peak, sigma.low), sigma.high)]
    low = min(probability_at_log(log_forecast.low, one) for one in ends)
    high = max(probability_at_log(log_forecast.high, one) for one in ends)
    return Span(low, high) if wanted is None else Span(max(low, wanted.low), min(high, wanted.high))


def _common(intervals: list[Span]) -> Span:
    return Span(max(one.low for one in intervals), min(one.high for one in intervals))


def _logs(span: Span, plus: float = 0.0) -> Span:
    return Span(float(np.log(span.low + plus)), float(np.log(span.high + plus)))


def _exponentials(span: Span, minus: float = 0.0) -> Span:
    return Span(float(np.exp(span.low)) - minus, float(np.exp(span.high)) - minus)
