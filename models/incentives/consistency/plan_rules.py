"""What an incentive plan says about the rules: one curve of all its people, and what its numbers fix."""

from __future__ import annotations

from collections.abc import Iterator
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


@dataclass(frozen=True, eq=False)
class PlanRules:
    """`model`: the plan's common curve and people. `stated`: mean attainment and spread by its forecasts, budget share
    by its budget, each where the plan has it. `left_out`: components that have neither target nor forecast."""

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


def _stated(plan: IncentivePlan, views: list[ClassView], weights: list[float]) -> dict[RuleName, Span]:
    stated: dict[RuleName, Span] = {}
    known = [
        (weight, *outlook) for view, weight in zip(views, weights, strict=True) for outlook in _outlook(plan, view)
    ]
    if known:
        whole = sum(weight for weight, _, _ in known)
        mean = sum(weight * mean for weight, mean, _ in known) / whole
        spread = sum(weight * spread for weight, _, spread in known) / whole
        stated[RuleName.MEAN_ATTAINMENT] = Span(mean, mean)
        if spread > 0:
            stated[RuleName.SPREAD] = Span(spread, spread)
    if plan.budget_minor is not None:
        budget = plan.budget_minor / float(plan.target_incentive.sum())
        stated[RuleName.BUDGET_SHARE] = Span(budget, budget)
    return stated


def _outlook(plan: IncentivePlan, view: ClassView) -> Iterator[tuple[float, float]]:
    """(Σ forecast / Σ target, median spread) of what most of the pay hangs on; nothing where no forecast is stated."""
    own = [
        line
        for line in view.lines
        if line.line.is_weighted and line.line.measured.basis is Basis.ATTAINMENT and line.expected is not None
    ]
    if not own:
        return
    main = max(own, key=lambda line: line.line.factor)
    year = Achievement(plan.outlook.mean, plan.annual_targets)
    means = year.actual_of(main.line.measured, plan.roster)[view.people]
    targets = year.target_of(main.line.measured, plan.roster)[view.people]
    known = np.isfinite(means) & (targets > 0)
    if known.any() and main.expected is not None:
        yield float(means[known].sum() / targets[known].sum()), float(np.median(main.expected.number.log_sd))
