"""Hand-made results of tuning, so that documents can be looked at without a search."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from models.incentives.cost.estimate import Estimate
from scenarios.incentives.definition import LoadedPlan, read_plan
from scenarios.incentives.tuning.certificate import Certificate, CertificateLine, Certified
from scenarios.incentives.tuning.cost_spread import CostSpread
from scenarios.incentives.tuning.frontier import Frontier, FrontierPoint
from scenarios.incentives.tuning.search_summary import SearchSummary
from scenarios.incentives.tuning.tuning_document import TuningRequest
from scenarios.incentives.tuning.tuning_result import (
    BlockingRule,
    BudgetPrice,
    ConditionAt,
    ConditionKind,
    Infeasible,
    KnobName,
    MissedCondition,
    Objective,
    Outcome,
    ParameterChange,
    ParameterRange,
    PeopleCheck,
    PersonChange,
    PlanSide,
    Refusal,
    RestoredParameter,
    SensitivityCase,
    TuningReport,
    Turn,
)

CURVE: Mapping[str, Any] = {
    "threshold": 0.8,
    "pay_at_threshold": 0.5,
    "accelerator": 2,
    "excellence": 1.2,
    "beyond": 1.5,
    "cap": 2.5,
}
PLAN: Mapping[str, Any] = {
    "schema": "allot.incentive-plan/1",
    "name": "Three people",
    "period": "2026",
    "money": {"currency": "CNY"},
    "margin_rate": 0.3,
    "budget": 72000,
    "measures": [{"name": "revenue", "label": "Revenue"}],
    "groups": [
        {
            "key": "rep",
            "label": "Reps",
            "pay_mix": 0.4,
            "components": [
                {
                    "kind": "quota_bonus",
                    "name": "revenue",
                    "label": "Revenue bonus",
                    "measure": "revenue",
                    "weight": 1,
                    "curve": dict(CURVE),
                }
            ],
        }
    ],
    "people": [
        {"key": key, "label": label, "group": "rep", "ote": ote}
        for key, label, ote in (("ann", "Ann", 60000), ("bo", "Bo </script>", 50000), ("cy", "陈", 70000))
    ],
    "targets": [
        {"person": key, "measure": "revenue", "target": 1000000, "forecast": forecast, "forecast_log_sd": 0.25}
        for key, forecast in (("ann", 1050000), ("bo", 950000), ("cy", 1000000))
    ],
}
ACCELERATOR = KnobName("rep", None, "revenue", "accelerator")
THRESHOLD = KnobName("rep", None, "revenue", "threshold")
HEADROOM = KnobName("rep", None, "revenue", "headroom")


def three_people() -> LoadedPlan:
    """A plan of three people on one curve."""
    return read_plan(json.dumps(PLAN).encode(), "json")


def about(value: float) -> Estimate:
    """A value known to one percent."""
    return Estimate(value, value * 0.99, value * 1.01)


def tuning_report(**changes: Any) -> TuningReport:
    """A plan that was tuned, with everything that can be said of it."""
    loaded = three_people()
    request = TuningRequest()
    return replace(
        TuningReport(
            loaded=loaded,
            request=request,
            outcome=Outcome.TUNED,
            refusal=None,
            objective=Objective("margin_less_cost", True, True, "Revenue", 0.3),
            budget=7_200_000.0,
            today=_side(83_000_000.0, 6_900_000.0, 0.33),
            tuned=_side(83_900_000.0, 7_150_000.0, 0.45),
            parameters=_parameters(),
            people=_people(),
            conditions=(
                ConditionAt(
                    ConditionKind.EXPECTED_COST, "budget", True, True, 7.2e6, 6.9e6, 7.15e6, binding=True, price=1.4
                ),
                ConditionAt(
                    ConditionKind.NEUTRALITY, "neutral to size ≤", False, True, 0.05, 0.02, 0.01, binding=False, price=0
                ),
            ),
            checks=(PeopleCheck(ConditionKind.PARTICIPATION, 3, 3, 1, 0, "Bo </script>", 0.0, 1),),
            certificate=certificate(loaded),
            search=SearchSummary(20, 20, 19, 14, ((83_900_000.0, 14), (83_700_000.0, 5)), 2, 812, None),
            infeasible=None,
            document=_document(loaded),
            price=BudgetPrice(1.4, 100_000.0, 138_000.0, binding=True),
            frontier=_frontier(),
            restored=(
                RestoredParameter(ACCELERATOR, 700_000.0, -240_000.0, (), 500_000.0),
                RestoredParameter(THRESHOLD, 90_000.0, 30_000.0, ("budget", "bo takes part"), None),
            ),
            ranges=(
                ParameterRange(ACCELERATOR, 2.1, 2.5, 2.9),
                ParameterRange(THRESHOLD, 0.75, 0.78, 0.85),
                ParameterRange(HEADROOM, 0.7, 1.0, 3.0),
            ),
            ranges_tolerance=45_000.0,
            sensitivity=_sensitivity(),
        ),
        **changes,
    )


def infeasible_report() -> TuningReport:
    """A budget that cannot be met."""
    return tuning_report(
        outcome=Outcome.INFEASIBLE,
        tuned=None,
        people=(),
        conditions=(),
        checks=(),
        certificate=None,
        document=None,
        price=None,
        frontier=None,
        restored=(),
        ranges=(),
        sensitivity=(),
        infeasible=Infeasible(
            budget=3_000_000.0,
            least_cost=5_400_000.0,
            least_budget=5_400_000.0 + 50_000.0,
            blocking=(
                BlockingRule(ConditionKind.EXPECTED_COST, "budget", True, 2_400_000.0, 0.1, 2_400_000.0),
                BlockingRule(ConditionKind.PARTICIPATION, "bo takes part", False, 0.1, 0.1, None),
            ),
            starts_tried=20,
        ),
    )


def refused_report() -> TuningReport:
    """The trap: participation left out."""
    return tuning_report(outcome=Outcome.REFUSED, refusal=Refusal.CORNER, price=None, frontier=None, sensitivity=())


def certificate(loaded: LoadedPlan, high: float = 7_180_000.0) -> Certificate:
    """One ceiling, kept unless `high` is over it."""
    found = Estimate(7_150_000.0, 7_120_000.0, high)
    return Certificate(
        plan_hash=loaded.plan_hash,
        values=(
            ("rep / revenue / threshold", 0.78),
            ("rep / revenue / accelerator", 2.5),
            ("rep / revenue / headroom", 1.0),
        ),
        draws=200_000,
        seed=9_001,
        mean=found,
        var95=about(12_000_000.0),
        cvar95=about(14_000_000.0),
        lines=(CertificateLine(Certified.MEAN, 7_200_000.0, found),),
    )


def spread() -> CostSpread:
    """Three bins."""
    return CostSpread((0.0, 5e6, 1e7, 1.5e7), (0.2, 0.7, 0.1), (0.1, 0.7, 0.2), 20_000, 9_001)


def _side(objective: float, cost: float, over: float) -> PlanSide:
    return PlanSide(
        objective=objective,
        expected_cost=cost,
        sales=300_000_000.0 + objective / 10,
        motivation=2 * cost,
        margin=objective,
        simulated_cost=about(cost),
        cvar95=about(2 * cost),
        over_budget=Estimate(over, over - 0.01, over + 0.01),
    )


def _parameters() -> tuple[ParameterChange, ...]:
    return (
        ParameterChange(THRESHOLD, 0.8, 0.78, 0.5, 0.95, 0.001, follows=False, at_bound=None),
        ParameterChange(ACCELERATOR, 2.0, 2.5, 0.5, 4.0, 0.001, follows=False, at_bound=None),
        ParameterChange(HEADROOM, 1.1, 1.0, 0.001, 3.0, 0.001, follows=False, at_bound="upper", cap=(2.5, 2.5)),
        ParameterChange(
            KnobName("rep", None, None, "multiplier"), 1.0, 1.0, 0.5, 1.5, 0.001, follows=False, at_bound=None
        ),
    )


def _people() -> tuple[PersonChange, ...]:
    rows = (
        ("ann", "Ann", 1.05, 2.5e6, 2.7e6),
        ("bo", "Bo </script>", 0.99, 1.9e6, 1.8e6),
        ("cy", "陈", 1.0, 2.5e6, 2.65e6),
    )
    return tuple(
        PersonChange(
            key,
            label,
            "Reps",
            target_incentive=2.4e6,
            pay=(old, new),
            spread=(8e5, 9e5),
            motivation=(5e6, 6e6),
            sales=(1e8, 1e8 * growth),
            growth=growth,
            utility_gain=new - old,
        )
        for key, label, growth, old, new in rows
    )


def _point(budget: float, objective: float | None, cost: float | None = None) -> FrontierPoint:
    known = objective is not None
    return FrontierPoint(
        budget=budget,
        expected_cost=(cost or budget) if known else None,
        objective=objective,
        margin=objective,
        motivation=1.5e7 if known else None,
        sales=3e8 if known else None,
        price=1.2 if known else None,
    )


def _frontier() -> Frontier:
    return Frontier(
        points=(_point(6e6, None), _point(6.6e6, 8.31e7), _point(7.2e6, 8.39e7), _point(8e6, 8.44e7)),
        today=_point(6.9e6, 8.3e7),
        tuned=_point(7.15e6, 8.39e7),
    )


def _sensitivity() -> tuple[SensitivityCase, ...]:
    return (
        SensitivityCase(
            "elasticity",
            0.7,
            0.21,
            -20_000.0,
            7_230_000.0,
            (
                MissedCondition(ConditionKind.EXPECTED_COST, "budget", True, 30_000.0, None),
                MissedCondition(ConditionKind.LEAST_EXPECTED_PAY, "least_expected_pay", False, 0.002, 1),
            ),
            300_000.0,
            (0.8, 2.2),
            (Turn.NOT_BETTER, Turn.BREAKS, Turn.DIRECTION),
            (THRESHOLD,),
        ),
        SensitivityCase("elasticity", 1.3, 0.39, 1_500_000.0, 7_180_000.0, (), 1_700_000.0, (0.78, 2.7), (), ()),
        SensitivityCase("risk_aversion", 0.7, 0.7, 900_000.0, 7_150_000.0, (), None, None, (Turn.NO_PLAN,), ()),
    )


def _document(loaded: LoadedPlan) -> Any:
    group = loaded.document.groups[0]
    bonus = group.components[0]
    curve = bonus.curve.model_copy(update={"threshold": 0.78, "accelerator": 2.5})
    tuned = group.model_copy(update={"components": (bonus.model_copy(update={"curve": curve}),)})
    return loaded.document.model_copy(update={"groups": (tuned,)})
