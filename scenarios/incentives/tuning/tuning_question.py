"""A request checked against its plan: what is turned, what is best, what must hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from models.errors import InvalidInput
from models.findings import Fact, FindingList, Location, near_names
from models.incentives.components.quota_bonus import QuotaBonus
from models.incentives.cost.uncertain_numbers import UncertainNumbers
from models.incentives.curve import PayoutCurve
from models.incentives.incentive_plan import IncentivePlan
from models.incentives.tuning.conditions import (
    ExpectedCost,
    LeastExpectedPay,
    Neutrality,
    OverBudget,
    Participation,
    PlanCondition,
    ShareAtLevel,
    TailCost,
    standardised,
)
from models.incentives.tuning.goals import CostCurve, Goal, MarginLessCost, Motivation
from models.incentives.tuning.plan_knobs import plan_knobs
from models.incentives.tuning.tuning_model import TuningModel
from models.units import AmountError
from scenarios.incentives.cost_checks import check_assumptions, check_forecasts, cost_notices
from scenarios.incentives.costing import LEAST_DRAWS, MOST_NUMBERS
from scenarios.incentives.definition.loaded_plan import LoadedPlan
from scenarios.incentives.tuning.knob_choice import chosen_knobs
from scenarios.incentives.tuning.margin_measures import margin_measures, paid_measures, shown_measures
from scenarios.incentives.tuning.tuning_document import TuningRequest

Ceiling = ExpectedCost | TailCost | OverBudget
"""Conditions on the total cost: simulation sets them right, and a certificate confirms them."""


@dataclass(frozen=True, eq=False)
class TuningQuestion:
    """`model`: with nobody watched yet. `margin_rate`: None where neither plan nor objective states one."""

    loaded: LoadedPlan
    request: TuningRequest
    model: TuningModel
    goal: Goal
    rules: tuple[PlanCondition, ...]
    margin_rate: float | None

    @property
    def plan(self) -> IncentivePlan:
        """Today's plan."""
        return self.loaded.plan

    @property
    def ceilings(self) -> tuple[Ceiling, ...]:
        """Conditions on the total cost."""
        return tuple(rule for rule in self.rules if isinstance(rule, Ceiling))

    @property
    def budget_minor(self) -> float | None:
        """Most expected cost, None: none is stated."""
        amounts = [self.plan.money.to_minor(rule.amount) for rule in self.rules if isinstance(rule, ExpectedCost)]
        return float(amounts[0]) if amounts else None

    @property
    def slack(self) -> float | None:
        """What people may lose, in target incentives; None: nothing keeps them from losing."""
        return next((rule.slack for rule in self.rules if isinstance(rule, Participation)), None)


def tuning_question(loaded: LoadedPlan, request: TuningRequest) -> TuningQuestion:
    """The checked question. Raises InvalidInput with everything that is wrong."""
    plan, findings = loaded.plan, FindingList()
    numbers = UncertainNumbers(plan, request.uncertainty)
    _check_draws(plan, request, findings)
    check_assumptions(numbers, findings, "/uncertainty")
    check_forecasts(loaded, numbers, findings)
    codes = {notice.code for notice in cost_notices(numbers)}
    if "cost_without_spread" in codes:
        findings.add("tuning_without_spread", Location(pointer="/targets"))
    if "cost_forecasts_zero" in codes:
        findings.add("cost_forecasts_zero", Location(pointer="/targets"))
    found = margin_measures(plan, request.sales, findings)
    measures = found or (0,)
    knobs = plan_knobs(plan, chosen_knobs(plan, request, findings))
    model = TuningModel(plan, knobs, request.uncertainty, request.response, measures)
    goal = _goal(plan, request, measures, findings, is_known=bool(found))
    rules = _rules(model, request, findings)
    if len(findings):
        raise InvalidInput(tuple(findings))
    known = plan.measures[measures[0]].margin_rate(plan.margin_rate)
    rate = goal.margin_rate if isinstance(goal, MarginLessCost) else known
    return TuningQuestion(loaded, request, model, goal, rules, rate)


def _check_draws(plan: IncentivePlan, request: TuningRequest, findings: FindingList) -> None:
    most = max(MOST_NUMBERS // (plan.roster.count * len(plan.measures)), LEAST_DRAWS)
    for field in ("estimate_draws", "certificate_draws"):
        if getattr(request, field) > most:
            facts: dict[str, Fact] = {"value": getattr(request, field), "most": most}
            findings.add("draws_too_many", Location(pointer=f"/{field}"), facts)


def _goal(
    plan: IncentivePlan, request: TuningRequest, places: Sequence[int], findings: FindingList, *, is_known: bool
) -> Goal:
    """`places`: of the measures whose sales bring margin, if these are known; those that nobody is paid on
    bring the same whatever is turned, and the best plan would be the cheapest one."""
    measure, paid = plan.measures[places[0]], paid_measures(plan)
    goal: Goal = request.objective or _usual_goal(plan, places, paid)
    if isinstance(goal, MarginLessCost) and measure.margin and goal.margin_rate != 1:
        facts: dict[str, Fact] = {"measure": measure.shown, "value": goal.margin_rate}
        findings.add("tuning_margin_counted", Location(pointer="/objective/margin_rate"), facts)
    if isinstance(goal, CostCurve):
        _check_curve(plan, goal, findings)
    if is_known and isinstance(goal, MarginLessCost) and not set(places) & set(paid):
        names = [plan.measures[place].name for place in paid]
        pointer = "/sales" if request.sales is not None else "/objective"
        facts = {"measure": shown_measures(plan, places), **({"known": names} if names else {})}
        findings.add("tuning_sales_unpaid", Location(pointer=pointer), facts)
    return goal


def _check_curve(plan: IncentivePlan, goal: CostCurve, findings: FindingList) -> None:
    """There is something that cost rates are counted in, and one wanted cost for each growth."""
    if not plan.target_incentive.any():
        findings.add("tuning_without_incentive", Location(pointer="/objective"))
    first: dict[float, int] = {}
    for place, wanted in enumerate(goal.points):
        if wanted.growth in first:
            facts: dict[str, Fact] = {"growth": wanted.growth, "first": first[wanted.growth] + 1}
            findings.add("tuning_growth_twice", Location(pointer=f"/objective/points/{place}/growth"), facts)
        first.setdefault(wanted.growth, place)


def _usual_goal(plan: IncentivePlan, places: Sequence[int], paid: Sequence[int]) -> Goal:
    """Margin less pay where there is a margin and somebody is paid on money, else motivation."""
    rate = plan.measures[places[0]].margin_rate(plan.margin_rate)
    return MarginLessCost(margin_rate=rate) if rate is not None and rate > 0 and paid else Motivation()


def _rules(model: TuningModel, request: TuningRequest, findings: FindingList) -> tuple[PlanCondition, ...]:
    """The request's conditions, with the budget and participation where they are not among them."""
    plan, stated = model.plan, list[tuple[str, PlanCondition]]()
    stated += [(f"/conditions/{index}", rule) for index, rule in enumerate(request.conditions)]
    most = next((rule.amount for _, rule in stated if isinstance(rule, ExpectedCost)), None)
    if most is not None and request.budget is not None:
        facts: dict[str, Fact] = {"budget": _written(request.budget), "amount": _written(most)}
        findings.add("tuning_budget_twice", Location(pointer="/budget"), facts)
    if most is None:
        budget = _budget(plan, request)
        if budget is not None and budget > 0:
            place = "/budget" if request.budget is not None else ""
            stated.insert(0, (place, ExpectedCost(amount=budget)))
    if not any(isinstance(rule, Ceiling) for _, rule in stated):
        findings.add("tuning_without_budget", Location(pointer="/budget"))
    own = [place for place, rule in stated if isinstance(rule, Participation)]
    if request.participation == "none" and own:
        findings.add("tuning_participation_both", Location(pointer=own[0]))
    if request.participation == "required" and not own:
        stated.append(("/participation", Participation()))
    seen: set[tuple[object, ...]] = set()
    for place, rule in stated:
        _check_rule(model, rule, place, findings)
        if _sameness(rule) in seen:
            findings.add("tuning_condition_twice", Location(pointer=place), {"kind": _kind(rule)})
        seen.add(_sameness(rule))
    return tuple(rule for _, rule in stated)


def _written(amount: Decimal) -> str:
    return f"{amount.normalize():,f}"


def _budget(plan: IncentivePlan, request: TuningRequest) -> Decimal | None:
    if request.budget is not None:
        return request.budget
    return None if plan.budget_minor is None else Decimal(plan.budget_minor) / plan.money.minor_per_unit


def _kind(rule: PlanCondition) -> str:
    return str(getattr(rule, "kind", ""))


def _sameness(rule: PlanCondition) -> tuple[object, ...]:
    """Two conditions that are the same in this would have one name."""
    which = {
        TailCost: ("level",),
        OverBudget: ("amount",),
        ShareAtLevel: ("group", "component", "level"),
        Neutrality: ("attribute",),
    }.get(type(rule), ())
    return (_kind(rule), *(getattr(rule, field) for field in which))


def _check_rule(model: TuningModel, rule: PlanCondition, place: str, findings: FindingList) -> None:
    if isinstance(rule, Ceiling):
        _check_amount(model.plan, rule.amount, place, findings)
    elif isinstance(rule, ShareAtLevel):
        _check_level(model.plan, rule, place, findings)
    elif isinstance(rule, Neutrality) and not standardised(model, rule.attribute).any():
        facts: dict[str, Fact] = {
            "name": rule.attribute or shown_measures(model.plan, model.margin_measures),
            "known": sorted(model.plan.roster.attributes),
        }
        findings.add("tuning_attribute_alike", Location(pointer=place), facts)
    elif isinstance(rule, LeastExpectedPay) and not model.plan.target_incentive.any():
        findings.add("tuning_without_incentive", Location(pointer=place))


def _check_amount(plan: IncentivePlan, amount: Decimal, place: str, findings: FindingList) -> None:
    try:
        plan.money.to_minor(amount)
    except AmountError as error:
        pointer = place if place == "/budget" else f"{place}/amount"
        facts: dict[str, Fact] = {"value": str(error.amount), "digits": plan.money.written_digits}
        findings.add(f"amount_{error.reason}", Location(pointer=pointer), facts)


def _check_level(plan: IncentivePlan, rule: ShareAtLevel, place: str, findings: FindingList) -> None:
    """The group and component exist and have a curve with levels."""
    groups = {one.group.key: one.group for one, _ in plan.members()}
    if rule.group not in groups:
        facts: dict[str, Fact] = {"name": rule.group, "known": list(groups), "near": near_names(rule.group, [*groups])}
        findings.add("tuning_name_unknown", Location(pointer=f"{place}/group"), facts)
        return
    group = groups[rule.group]
    curved = [
        one.name
        for variant in (None, *group.variants)
        for one in group.components_of(variant)
        if isinstance(one, QuotaBonus) and isinstance(one.curve, PayoutCurve)
    ]
    known = list(dict.fromkeys(curved))
    if rule.component not in known:
        facts = {"name": rule.component, "known": known, "near": near_names(rule.component, known)}
        findings.add("tuning_name_unknown", Location(pointer=f"{place}/component"), facts)
