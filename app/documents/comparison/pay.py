"""What an incentive plan pays under each strategy, as part of a comparison."""

from __future__ import annotations

from typing import Any

from app.documents.amounts import known_significant
from app.documents.incentives.plan_lint import exact_amount
from scenarios.comparison.comparison import StrategyRow
from scenarios.comparison.pay_figures import PayCosts


def pay_part(costs: PayCosts, base: StrategyRow | None) -> dict[str, Any]:
    """By strategy, in the incentive plan's unit; `change`: against the base."""
    money = costs.money
    before = None if base is None or base.name not in costs.by_strategy else costs.by_strategy[base.name].expected
    return {
        "plan": costs.plan_name,
        "money": {"currency": money.currency, "unit": money.unit.value},
        "strategies": [
            {
                "strategy": name,
                "expected": exact_amount(money, pay.expected),
                "change": None if before is None else exact_amount(money, pay.expected - before),
                "p90": exact_amount(money, pay.p90),
                "over_budget": known_significant(pay.over_budget),
            }
            for name, pay in costs.by_strategy.items()
        ],
    }
