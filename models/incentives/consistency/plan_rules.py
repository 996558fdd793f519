"""What an incentive plan says about the rules: one curve of all its people, and what its numbers fix."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.errors import InvalidInput
from models.findings import Finding, Location
from models.incentives.achievement import Achievement
from models.incentives.consistency.rule import RuleName, Span
from models.incentives.consistency.rule_model import RuleModel
from models.incentives.incentive_plan import IncentivePlan
from models.incentives.lint.class_view import ClassView, LineView, class_views
from models.incentives.lint.falling_pay import falls
from models.incentives.pay_line import Basis
from models.incentives.payout import caps
from models.incentives.piecewise import PiecewiseLinear
from models.incentives.piecewise_sum import sum_of

DIGITS = 12
"""Digits of an over-assignment: where targets add up to the plan it is zero and not nearly so."""


@dataclass(frozen=True, eq=False)
class PlanRules:
    """`model`: the plan's common curve and people. `stated`: mean attainment and spread by its forecasts, budget share
    by its budget, over-assignment by its allocation, each where the plan has it. `left_out`: components that have
    neither target nor forecast."""

    model: RuleModel
    stated: dict[RuleName, Span]
    left_out: tuple[str, ...]


def plan_rules(plan: IncentivePlan) -> PlanRules:
    """The plan as the rules see it: everybody attains the same share of all targets, pooled ones too, and gates are
    open. Marks that have no target are as forecast. Classes weigh by their target incentive. Raises InvalidInput:
    `rules_no_incentive`, `rules_curve_falls`."""
    views = [view for view in class_views(plan) if view.incentive > 0]
    weights = [float(plan.target_incentive[view.people].sum()) for view in views]
    if not views:
        raise InvalidInput([Finding("rules_no_incentive", Location(pointer="/groups"), {})])
    total = sum(weights)
    curves = [_share_curve(view).scaled(values=weight / total) for view, weight in zip(views, weights, strict=True)]
    left_out = dict.fromkeys(line.line.label for view in views for line in view.lines if _by_attainment(line) is None)
    people = sum(int((plan.target_incentive[view.people] > 0).sum()) for view in views)
    return PlanRules(RuleModel(sum_of(curves), people), _stated(plan, views, weights), tuple(left_out))


def _share_curve(view: ClassView) -> PiecewiseLinear:
    """Share of the target incentive of a class by the attainment of everything."""
    pay = sum_of(curve for line in view.lines if (curve := _by_attainment(line)) is not None)
    if falls(pay):
        raise InvalidInput([Finding("rules_curve_falls", Location(pointer="/groups"), {"group": view.pay_class.name})])
    cap = float(caps(view.pay_class, np.array([view.incentive]))[0])
    capped = pay if np.isinf(cap) else pay.capped_at(cap)
    return capped.scaled(values=1 / view.incentive)


def _by_attainment(line: LineView) -> PiecewiseLinear | None:
    if line.by_attainment is not None:
        return line.by_attainment
    if line.expected is None:
        return None
    return PiecewiseLinear((), (), (), float(line.money.value(line.expected.number.mean).mean()))


@dataclass(frozen=True)
class _Expected:
    """Of a class with this weight: `mean`, Σ forecast / Σ target; `spread`, median, None where nothing above zero is
    expected; `carried`, Σ company target / Σ target, None where targets are of no allocation."""

    weight: float
    mean: float
    spread: float | None
    carried: float | None


def _stated(plan: IncentivePlan, views: list[ClassView], weights: list[float]) -> dict[RuleName, Span]:
    stated: dict[RuleName, Span] = {}
    known = [
        expected
        for view, weight in zip(views, weights, strict=True)
        if (expected := _expected(plan, view, weight)) is not None
    ]
    if known:
        mean = _weighed([(one.weight, one.mean) for one in known])
        stated[RuleName.MEAN_ATTAINMENT] = Span(mean, mean)
        spreads = [(one.weight, one.spread) for one in known if one.spread is not None]
        if spreads:
            spread = _weighed(spreads)
            stated[RuleName.SPREAD] = Span(spread, spread)
    carried = [(one.weight, one.carried) for one in known if one.carried is not None]
    if carried and (share := _weighed(carried)) > 0:
        over = round(1 / share - 1, DIGITS)
        stated[RuleName.OVER_ASSIGNMENT] = Span(over, over)
    if plan.budget_minor is not None:
        budget = plan.budget_minor / float(plan.target_incentive.sum())
        stated[RuleName.BUDGET_SHARE] = Span(budget, budget)
    return stated


def _weighed(numbers: list[tuple[float, float]]) -> float:
    return sum(weight * number for weight, number in numbers) / sum(weight for weight, _ in numbers)


def _expected(plan: IncentivePlan, view: ClassView, weight: float) -> _Expected | None:
    """What most of the pay of a class hangs on; None where no forecast is stated."""
    year = Achievement(plan.outlook.mean, plan.annual_targets)
    known = []
    for line in view.lines:
        measured = line.line.measured
        if line.line.is_weighted and measured.basis is Basis.ATTAINMENT and measured.pool is None:
            means = year.actual_of(measured, plan.roster)[view.people]
            targets = year.target_of(measured, plan.roster)[view.people]
            stated = np.isfinite(means) & (targets > 0)
            if stated.any():
                known.append((line, means, targets, stated))
    if not known:
        return None
    main, means, targets, stated = max(known, key=lambda one: one[0].line.factor)
    return _Expected(
        weight,
        float(means[stated].sum() / targets[stated].sum()),
        None if main.expected is None else float(np.median(main.expected.number.log_sd)),
        _carried(plan, main, view),
    )


def _carried(plan: IncentivePlan, main: LineView, view: ClassView) -> float | None:
    """Σ company target / Σ target of the people whose targets are of an allocation."""
    if plan.carried is None:
        return None
    year = Achievement(plan.carried, plan.annual_targets)
    carried = year.actual_of(main.line.measured, plan.roster)[view.people]
    targets = year.target_of(main.line.measured, plan.roster)[view.people]
    known = np.isfinite(carried) & (targets > 0)
    return float(carried[known].sum() / targets[known].sum()) if known.any() else None
