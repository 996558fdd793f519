"""What binds where under every plan, as a comparison document writes it."""

from __future__ import annotations

from typing import Any

from app.documents.binding_words import group_labels, price_per_one, speaks
from app.documents.comparison.words import word
from app.documents.counted import counted, quantity_name
from app.documents.plan import known
from app.messages import Language
from models.allocation.binding import BindingLimit
from models.allocation.comparison.binding_table import BindingLine
from models.allocation.plan import Plan
from scenarios.comparison.request import ScenarioComparison


def binding_part(found: ScenarioComparison, language: Language) -> list[dict[str, Any]]:
    """One entry per group of a limit that binds under some plan; a company target that is one number is left out."""
    plans = found.comparison.plans
    return [
        _line(line, plans, language)
        for line in found.comparison.binding
        if any(one is not None and speaks(one) for one in line.by_plan)
    ]


def _line(line: BindingLine, plans: tuple[Plan, ...], language: Language) -> dict[str, Any]:
    identity = line.identity
    label = " × ".join(group_labels(plans[0], line.axes, line.group))
    return {
        "limit": identity.name,
        "kind": identity.kind,
        "owner": identity.owner,
        "negotiable": identity.negotiable,
        "pointer": identity.pointer,
        "group": dict(zip(line.axes, line.group, strict=True)),
        "label": label or word("everything", language),
        "differs": line.differs,
        "plans": [None if one is None else _bound(one, plan) for one, plan in zip(line.by_plan, plans, strict=True)],
    }


def _bound(item: BindingLimit, plan: Plan) -> dict[str, Any]:
    problem = plan.problem
    return {
        "side": item.side,
        "bound": known(counted(problem, item.quantity, item.scale, item.bound)),
        "quantity": quantity_name(problem, item.quantity),
        "price": known(price_per_one(plan, item)) if plan.has_prices else None,
        "violation": known(counted(problem, item.quantity, item.scale, item.paid)),
    }
