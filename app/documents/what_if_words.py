"""What holds a number, what would move it, where more would go, and how firm it is: each as a sentence."""

from __future__ import annotations

from decimal import Decimal

from app.documents.binding_words import (
    COMPANY_TOTAL,
    asked_rate,
    asked_tolerance,
    gap_words,
    group_labels,
)
from app.documents.counted import counted, counted_words
from app.documents.ledger_words import TENTHS, bare_amount, limit_name, node_words, shown_minor
from app.messages.amounts import percent_words
from app.messages.language import Language
from app.messages.what_if import CHANGES, EFFECTS, HOLDING, NEXT, OPEN, OPEN_PARTS, RANGE
from models.allocation.binding import BindingLimit
from models.allocation.limits.context import Quantity
from models.allocation.plan import Plan
from models.allocation.sensitivity.counterfactual import Counterfactual, StepUnit
from models.allocation.sensitivity.number_range import NumberRange
from scenarios.explanation import Explanation

NEITHER = ("attainability", "parity", "neutrality")
"""Families whose written number is no floor or cap of what it counts."""


def holding_words(plan: Plan, item: BindingLimit, language: Language) -> str:
    """A limit that binds: what it demands, of whom, and whose it is."""
    group = " × ".join(group_labels(plan, item.axes, item.group))
    facts = {"name": limit_name(item, language), "group": group, "owner": item.identity.owner or ""}
    gap = gap_words(plan, item, group, language)
    if gap:
        return HOLDING["gap"].fill({**facts, "gap": gap}, language)
    if item.identity.kind == "cardinality" and item.side == "cap":
        return HOLDING["not_carried"].fill(facts, language)
    rate = asked_rate(plan, item)
    bound = _bound_words(plan, item, item.bound, language) if rate is None else percent_words(rate)
    return HOLDING[item.side].fill({**facts, "bound": bound}, language)


def counterfactual_words(explanation: Explanation, item: Counterfactual, language: Language) -> str:
    """What the node would get if the limit were one step different."""
    plan = explanation.plan
    before, after = _step_words(plan, item, language)
    facts = {
        "name": item.identity.name,
        "group": " × ".join(group_labels(plan, item.axes, item.group)),
        "before": before,
        "after": after,
    }
    change = CHANGES[_written_as(item)].fill(facts, language)
    node = node_words(explanation.node, language)
    amount = bare_amount(plan, shown_minor(plan, abs(item.effect_minor)))
    return EFFECTS[effect_of(plan, item)].fill({"change": change, "node": node, "amount": amount}, language)


def _written_as(item: Counterfactual) -> str:
    """As what the number of a limit is written: a floor, a cap, or, where it is neither, a number."""
    if item.identity.kind == COMPANY_TOTAL:
        return "company"
    return "fixed" if item.identity.kind in NEITHER else item.side


def effect_of(plan: Plan, item: Counterfactual) -> str:
    """Which way a step moves the number: more, less, little, or impossible."""
    if not item.possible:
        return "impossible"
    return "little" if is_little(plan, item.effect_minor) else "more" if item.effect_minor > 0 else "less"


def is_little(plan: Plan, minor: int) -> bool:
    """Whether an unrounded change is less than a tenth of a rounding step: nobody would see it."""
    return abs(minor) * TENTHS < plan.lattice.increment or not minor


def next_words(explanation: Explanation, language: Language) -> str:
    """How much of the next amount of company target the node would carry; empty where the time did not suffice."""
    found = explanation.next_amount
    if found is None:
        return ""
    plan, amount = explanation.plan, found.of_cells(explanation.node.cells)
    facts = {"delta": bare_amount(plan, found.delta_minor), "node": node_words(explanation.node, language)}
    if not found.possible:
        return NEXT["impossible"].fill(facts, language)
    if explanation.node.is_company:
        return NEXT["company"].fill(facts, language)
    if is_little(plan, amount):
        return NEXT["little"].fill(facts, language)
    facts |= {"amount": bare_amount(plan, shown_minor(plan, abs(amount)))}
    facts |= {"share": percent_words(round(amount / max(found.change_minor, 1), 3))}
    return NEXT["less" if amount < 0 else "share"].fill(facts, language)


def range_words(plan: Plan, found: NumberRange | None, language: Language) -> str:
    """Between which numbers nearly as good plans set the target, and what to make of it."""
    if found is None:
        return ""
    facts = {
        "low": bare_amount(plan, shown_minor(plan, found.low_minor)),
        "high": bare_amount(plan, shown_minor(plan, found.high_minor)),
        "share": percent_words(found.share),
    }
    key = "fixed" if facts["low"] == facts["high"] else "between"
    sentences = [RANGE[key].fill(facts, language)]
    sentences += [RANGE["choice"].text(language)] if found.keeps_choice else []
    sentences += [RANGE["tie"].text(language)] if found.is_tie else []
    return ("" if language == "zh" else " ").join(sentences)


def open_words(explanation: Explanation, language: Language) -> list[str]:
    """What the time did not suffice for."""
    found = explanation.counterfactuals
    missing = ["counterfactuals"] if found is None else [] if found.is_complete else ["some_counterfactuals"]
    missing += ["next_amount"] if explanation.next_amount is None else []
    missing += ["range"] if explanation.range is None else []
    missing += ["prices"] if explanation.prices is None and explanation.node.is_company else []
    return [OPEN.fill({"what": OPEN_PARTS[key].text(language)}, language) for key in missing]


def _step_words(plan: Plan, item: Counterfactual, language: Language) -> tuple[str, str]:
    """The bound before and after the step, as it is written."""
    if item.unit is StepUnit.POINTS:
        asked = item.asked or 0.0
        return percent_words(asked), percent_words(asked + item.step)
    before, after = (_counted_words(plan, item, value, language) for value in (item.bound, item.bound + item.step))
    return before, after


def _counted_words(plan: Plan, item: Counterfactual | BindingLimit, value: float, language: Language) -> str:
    shown = counted(plan.problem, item.quantity, item.scale, value)
    if item.quantity is Quantity.RATE:
        return percent_words(round(shown, 6))
    if item.quantity is Quantity.MONEY:
        return f"{round(Decimal(repr(shown)), 2).normalize():,f}"
    return counted_words(plan.problem, item.quantity, round(Decimal(repr(shown)), 2), language)


def _bound_words(plan: Plan, item: BindingLimit, value: float, language: Language) -> str:
    """A bound; where the limit asks for equal difficulty, how far people may be apart."""
    tolerance = asked_tolerance(plan, item)
    return percent_words(tolerance) if tolerance is not None else _counted_words(plan, item, value, language)
