"""What an incentive plan pays under each strategy, as part of a comparison."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from app.documents.amounts import known_significant
from app.documents.comparison.words import word
from app.documents.incentives.plan_lint import exact_amount
from app.documents.plan import finding_document
from app.messages import Language
from scenarios.comparison.comparison import StrategyRow
from scenarios.comparison.pay_figures import PayCosts


def pay_part(costs: PayCosts, base: StrategyRow | None, language: Language) -> dict[str, Any]:
    """By strategy, in the incentive plan's unit; `change`: against the base."""
    money = costs.money
    amounts = {name: exact_amount(money, pay.expected) or Decimal(0) for name, pay in costs.by_strategy.items()}
    before = None if base is None else amounts.get(base.name)
    return {
        "plan": costs.plan_name,
        "money": {"currency": money.currency, "unit": money.unit.value},
        "strategies": [
            {
                "strategy": name,
                "expected": amounts[name],
                "change": None if before is None else amounts[name] - before,
                "p90": exact_amount(money, pay.p90),
                "over_budget": known_significant(pay.over_budget),
            }
            for name, pay in costs.by_strategy.items()
        ],
        "notices": [finding_document(notice, language) for notice in costs.notices],
    }


def pay_notes(document: Mapping[str, Any], language: Language) -> list[str]:
    """Which incentive plan pays, and what is worth knowing of it; nothing without one."""
    pay = document["pay"]
    if pay is None:
        return []
    return [word("pay_of", language, plan=pay["plan"]), *(notice["message"] for notice in pay["notices"])]
