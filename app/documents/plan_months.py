"""The months of a plan in its document: per node, and what of them could not be kept."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from app.documents.amounts import amounts, written
from models.allocation.limits.context import Quantity
from models.allocation.nodes import Partition
from models.allocation.phasing.month_plan import MonthPlan, in_quarters, month_sums
from models.allocation.plan import Plan


def node_periods(plan: Plan, part: Partition) -> list[dict[str, list[Decimal]]]:
    """Months and quarters of each node of the company or a single level; empty for crossings and annual plans."""
    if plan.months is None or len(part.levels) > 1:
        return []
    money = plan.problem.money
    months = month_sums(part.code, part.count, plan.months_of(part.dimensions, part.levels))
    return [
        {"months": amounts(money, of_months), "quarters": amounts(money, of_quarters)}
        for of_months, of_quarters in zip(months.tolist(), in_quarters(months).tolist(), strict=True)
    ]


def phasing_part(plan: Plan, months: MonthPlan) -> dict[str, Any]:
    """Labels, what was controlled, and every exception."""
    return {
        "months": list(months.calendar.months),
        "quarters": list(months.calendar.quarters),
        "increment": plan.problem.money.from_minor(months.increment),
        "controlled": [
            {"level": level_name(one.partition.levels), "months": one.by_month, "quarters": one.by_quarter}
            for one in months.controlled
        ],
        "exceptions": _exceptions(plan, months),
    }


def level_name(levels: tuple[str, ...]) -> str:
    """What a partition is called in a document."""
    return " × ".join(levels) or "company"


def _exceptions(plan: Plan, months: MonthPlan) -> list[dict[str, Any]]:
    money = plan.problem.money
    limits = [
        {
            "what": "limit",
            "name": item.identity.name,
            "group": list(item.key[:-1]),
            "period": item.key[-1],
            "amount": written(money, item.amount) if item.quantity is Quantity.MONEY else item.amount * item.scale,
        }
        for item in months.check.loads
    ]
    nodes = [
        {
            "what": "node" if item.levels or not item.key else "cell",
            "name": level_name(item.levels or item.dimensions),
            "group": list(item.key),
            "period": item.period,
            "amount": float(money.from_minor(item.minor)),
        }
        for item in months.check.nodes
    ]
    return limits + nodes
