"""Today's plan and the tuned one side by side: figures, parameters, people, conditions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from models.arrays import FloatArray
from models.incentives.components.quota_bonus import QuotaBonus
from models.incentives.cost.estimate import mean_of, share_of, shortfall_of
from models.incentives.curve import PayoutCurve
from models.incentives.role_group import RoleGroup
from models.incentives.tuning.class_base import NO_STREAM
from models.incentives.tuning.conditions import ExpectedCost, PeopleCondition, Row, TailCost, utilities
from models.incentives.tuning.goals import MarginLessCost, Motivation
from models.incentives.tuning.moments import marginal_pay
from models.incentives.tuning.plan_knobs import Owner, PlanKnob
from models.incentives.tuning.tuning_model import ModelPoint
from models.incentives.tuning.tuning_program import TuningProgram
from scenarios.incentives.tuning.margin_measures import shown_measures
from scenarios.incentives.tuning.simulated_cost import Correction, SimulatedCost
from scenarios.incentives.tuning.tuning_question import TuningQuestion
from scenarios.incentives.tuning.tuning_result import (
    ConditionAt,
    ConditionKind,
    KnobName,
    MissedCondition,
    Objective,
    ParameterChange,
    PeopleCheck,
    PersonChange,
    PlanSide,
)

WORST = 0.95
AT_BOUND = 1e-9

ROUNDED = 1e-4
"""Target incentives, or what stands for them, that a person may lose by the rounding of published values: 10 of
100,000."""


def objective_of(question: TuningQuestion) -> Objective:
    """What is best, in words."""
    goal, plan = question.goal, question.plan
    kind = str(getattr(goal, "kind", ""))
    is_money = isinstance(goal, MarginLessCost | Motivation)
    measure = shown_measures(plan, question.model.margin_measures)
    return Objective(kind, is_money, is_money, measure, question.margin_rate)


def objective_at(question: TuningQuestion, point: ModelPoint) -> float:
    """In its own direction."""
    value, _ = question.goal.value(point)
    return -value if objective_of(question).more_is_better else value


def side(question: TuningQuestion, point: ModelPoint, found: SimulatedCost) -> PlanSide:
    """A plan in figures."""
    budget, rate = question.budget_minor, question.margin_rate
    cost, sales = float(point.pay.sum()), float(point.sales.sum())
    return PlanSide(
        objective=objective_at(question, point),
        expected_cost=cost,
        sales=sales,
        motivation=float(point.motivation.sum()),
        margin=None if rate is None else rate * sales - cost,
        simulated_cost=mean_of(found.cost),
        cvar95=shortfall_of(found.cost, WORST),
        over_budget=None if budget is None else share_of(int((found.cost > budget).sum()), found.draws),
    )


def knob_name(one: PlanKnob) -> KnobName:
    """A parameter's place."""
    return KnobName(one.owner.group, one.owner.variant, one.owner.component, one.knob.parameter)


def parameters(question: TuningQuestion, values: FloatArray) -> tuple[ParameterChange, ...]:
    """Every parameter that may be turned, and weights that follow."""
    knobs = question.model.knobs
    before = tuple({one.group.key: one.group for one in question.plan.classes}.values())
    after = before if np.array_equal(values, knobs.today) else knobs.turned_groups(values)
    pairs = [(one, float(value), False) for one, value in zip(knobs.knobs, values, strict=True)]
    pairs += [
        (one.dependent, round(value, 6), True)
        for one, value in zip(knobs.weight_sums, knobs.dependent_weights(values).tolist(), strict=True)
    ]
    found = []
    for one, value, follows in pairs:
        caps = None
        if one.knob.parameter == "headroom":
            first, second = _cap(before, one.owner), _cap(after, one.owner)
            caps = None if first is None or second is None else (first, second)
        knob = one.knob
        found.append(
            ParameterChange(
                knob_name(one), knob.today, value, knob.lower, knob.upper, knob.step, follows, _bound(one, value), caps
            )
        )
    return tuple(found)


def _bound(one: PlanKnob, value: float) -> str | None:
    if value <= one.knob.lower + AT_BOUND:
        return "lower"
    return "upper" if value >= one.knob.upper - AT_BOUND else None


def _cap(groups: Sequence[RoleGroup], owner: Owner) -> float | None:
    group = next(one for one in groups if one.key == owner.group)
    variant = next((one for one in group.variants if one.name == owner.variant), None)
    for component in group.components if variant is None else variant.components:
        if component.name == owner.component and isinstance(component, QuotaBonus):
            return component.curve.cap if isinstance(component.curve, PayoutCurve) else None
    return None


def people(question: TuningQuestion, point: ModelPoint) -> tuple[PersonChange, ...]:
    """Everybody, in the roster's order."""
    plan, today = question.plan, point.model.today
    gains, growth = utilities(point) - utilities(today), _growth(point)
    rows = zip(
        plan.roster.keys,
        plan.roster.labels,
        plan.roster.pay_class.tolist(),
        plan.target_incentive.tolist(),
        zip(today.pay.tolist(), point.pay.tolist(), strict=True),
        zip(np.sqrt(today.variance).tolist(), np.sqrt(point.variance).tolist(), strict=True),
        zip(today.motivation.tolist(), point.motivation.tolist(), strict=True),
        zip(today.sales.tolist(), point.sales.tolist(), strict=True),
        growth.tolist(),
        gains.tolist(),
        strict=True,
    )
    return tuple(
        PersonChange(key, label, plan.classes[place].name, incentive, pay, spread, motivation, sales, grown, gain)
        for key, label, place, incentive, pay, spread, motivation, sales, grown, gain in rows
    )


def _growth(point: ModelPoint) -> FloatArray:
    """Of everybody's results, weighted by marginal pay, (n,); of their pools' where they are paid by those alone."""
    found = np.ones(point.pay.shape)
    for base, lines, at in zip(point.model.bases, point.lines, point.points, strict=True):
        own = [response.growth for response in at.responses]
        weighted, weight = _weighed(list(at.marginal.value), own, base.count)
        if (weight <= 0).any():
            views = [view for view in at.views if base.streams[view.index] == NO_STREAM]
            marginal = [
                view.amount * marginal_pay(lines.lines[view.index].line.function, at.moved[view.index])[0]
                for view in views
            ]
            pooled = _weighed(marginal, [at.growth[view.index].factor for view in views], base.count)
            weighted, weight = (
                np.where(weight > 0, mine, of_pools) for mine, of_pools in zip((weighted, weight), pooled, strict=True)
            )
        found[base.people] = np.divide(weighted, weight, out=np.ones(base.count), where=weight > 0)
    return found


def _weighed(weights: Sequence[FloatArray], growth: Sequence[FloatArray], people: int) -> tuple[FloatArray, FloatArray]:
    """Σ weight · growth and Σ weight of people, (k,); weights below zero count as none."""
    positive = [np.maximum(weight, 0.0) for weight in weights]
    weighted = sum((weight * grown for weight, grown in zip(positive, growth, strict=True)), np.zeros(people))
    return weighted, sum(positive, np.zeros(people))


def conditions(
    program: TuningProgram,
    point: ModelPoint,
    prices: Mapping[str, float],
    today: Mapping[str, Correction],
    tuned: Mapping[str, Correction],
) -> tuple[ConditionAt, ...]:
    """Conditions of the whole plan; ceilings are corrected by simulation, at both plans."""
    first = {row.name: row for row in _plan_rows(program, point.model.today)}
    kinds = _kinds(program, point)
    found = []
    for row in _plan_rows(program, point):
        kind, in_money = kinds.get(row.name, (ConditionKind.WEIGHTS, False))
        found.append(
            ConditionAt(
                kind=kind,
                name=row.name,
                in_money=in_money,
                is_most=row.is_most,
                limit=row.limit,
                today=first[row.name].value + _error(today, row.name),
                tuned=row.value + _error(tuned, row.name),
                binding=prices.get(row.name, 0.0) > 0.0,
                price=prices.get(row.name, 0.0),
            )
        )
    return tuple(found)


def _error(corrected: Mapping[str, Correction], name: str) -> float:
    return corrected[name].error if name in corrected else 0.0


def _plan_rows(program: TuningProgram, point: ModelPoint) -> list[Row]:
    single = {row.name for rule in program.rules if isinstance(rule, PeopleCondition) for row in rule.rows(point)}
    bare = TuningProgram(program.model, program.goal, program.rules)
    return [row for row in bare.rows(point) if row.name not in single]


def _kinds(program: TuningProgram, point: ModelPoint) -> dict[str, tuple[ConditionKind, bool]]:
    return {
        row.name: (ConditionKind(str(getattr(rule, "kind", ""))), isinstance(rule, ExpectedCost | TailCost))
        for rule in program.rules
        for row in rule.rows(point)
    }


def kinds_of(program: TuningProgram) -> dict[str, tuple[ConditionKind, bool]]:
    """By row name: its kind, and whether it is in money."""
    return _kinds(program, program.model.today)


def checks(
    program: TuningProgram, point: ModelPoint, prices: Mapping[str, float], rounds: int
) -> tuple[PeopleCheck, ...]:
    """Conditions on single people, checked at everybody."""
    plan, found = program.model.plan, []
    for rule in program.rules:
        if not isinstance(rule, PeopleCondition):
            continue
        slacks = rule.slacks(point)
        worst = int(np.argmin(slacks))
        found.append(
            PeopleCheck(
                kind=ConditionKind(str(getattr(rule, "kind", ""))),
                people=int(np.isfinite(slacks).sum()),
                watched=len(program.model.watched),
                rounds=rounds,
                broken=int((slacks < -ROUNDED).sum()),
                worst=plan.roster.labels[worst],
                worst_slack=float(slacks[worst]),
                held=sum(prices.get(rule.row_name(plan, who), 0.0) > 0 for who in program.model.watched),
            )
        )
    return tuple(found)


def missed(program: TuningProgram, point: ModelPoint, slack: float) -> tuple[MissedCondition, ...]:
    """Conditions that a plan misses by more than `slack` of their scales, offsets taken off; those on single people,
    checked at everybody, once each."""
    rules = [rule for rule in program.rules if isinstance(rule, PeopleCondition)]
    single = {row.name for rule in rules for row in rule.rows(point)}
    kinds, found = _kinds(program, point), []
    for row in program.rows(point):
        if row.name not in single and row.slack < -slack * row.scale:
            kind, in_money = kinds.get(row.name, (ConditionKind.WEIGHTS, False))
            found.append(MissedCondition(kind, row.name, in_money, -row.slack, None))
    for rule in rules:
        slacks = rule.slacks(point)
        if float(slacks.min()) < -max(slack, ROUNDED):
            kind = ConditionKind(str(getattr(rule, "kind", "")))
            people = int((slacks < -max(slack, ROUNDED)).sum())
            found.append(MissedCondition(kind, kind.value, False, -float(slacks.min()), people))
    return tuple(found)
