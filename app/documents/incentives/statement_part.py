"""Writes one person's statement as the part of a payout document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.documents.amounts import amount, amounts, known_significant, significant
from app.documents.incentives.derivation import DerivationWriter
from app.documents.incentives.figures import PayFigures
from app.documents.incentives.later_words import LaterWriter
from app.documents.incentives.statement_words import clawback_sentences, statement_sentences
from models.history.calendar import month_text
from models.incentives.incentive_plan import IncentivePlan
from models.incentives.pay_line import Basis, Measured, Scale
from models.incentives.statement import LaterStatement, LineStatement, PeriodStatement, Statement


def statement_part(figures: PayFigures, statement: Statement) -> dict[str, Any]:
    """JSON-ready values; amounts are Decimals in the plan's unit."""
    plan, money, writer = figures.plan, figures.money, DerivationWriter(figures, statement)
    later_writer = LaterWriter(figures, statement)
    roster, group, variant = plan.roster, statement.pay_class.group, statement.pay_class.variant
    gates = zip(statement.gates, statement.pay_class.gates, strict=True)
    return {
        "person": roster.keys[statement.person],
        "label": roster.labels[statement.person],
        "group": group.key,
        "group_label": group.shown,
        "variant": None if variant is None else variant.name,
        "months": statement.months,
        "through": month_text(plan.first_month + statement.months - 1),
        "ote": amount(money, statement.ote),
        "pay_mix": significant(statement.pay_class.pay_mix),
        "active_months": significant(float(roster.months[statement.person])),
        "left": month_text(int(roster.left[statement.person])) if roster.left[statement.person] >= 0 else None,
        "target_incentive": amount(money, statement.target_incentive),
        "incentive_to_date": amount(money, statement.incentive_to_date),
        "lines": [_line(figures, line, writer, statement.periods) for line in statement.lines],
        "gates": [
            {
                "label": gate.label,
                "number": _number(figures, rule.measured, gate.number),
                "least": _number(figures, rule.measured, gate.least),
                "factor": significant(gate.factor),
                "passed": gate.is_passed,
                "sentence": writer.gate(gate, rule.measured),
            }
            for gate, rule in gates
        ],
        "by_period": statement.by_period,
        "components": amount(money, statement.components),
        "cap": None if statement.cap is None else amount(money, statement.cap),
        "cap_cut": amount(money, statement.cap_cut),
        "clawback": amount(money, statement.clawback),
        "taken_back": _taken_back(figures, statement),
        "earned": amount(money, statement.earned),
        "paid": amount(money, statement.paid),
        "held": amount(money, statement.held),
        "payments": [_payment(plan, period) for period in statement.periods],
        "later": [{**_later(plan, later), "sentence": later_writer.payment(later)} for later in statement.later],
        "forfeited": [_forfeited(plan, later) for later in statement.forfeited],
        "sentences": statement_sentences(figures, statement),
    }


def _taken_back(figures: PayFigures, statement: Statement) -> dict[str, Any] | None:
    taken, plan = statement.taken_back, figures.plan
    if taken is None:
        return None
    place = [measure.name for measure in plan.measures].index(taken.rule.measure)
    return {
        "measure": taken.rule.measure,
        "of": taken.rule.of,
        "cancelled": [
            {"pool": pool, "number": known_significant(figures.in_unit(place, number))}
            for pool, number in taken.numbers.items()
        ],
        "pay_with": amount(plan.money, taken.pay_with),
        "pay_without": amount(plan.money, taken.pay_without),
        "share": significant(taken.rule.share),
        "sentence": " ".join(clawback_sentences(figures, statement)),
    }


def _line(
    figures: PayFigures, line: LineStatement, writer: DerivationWriter, periods: Sequence[PeriodStatement]
) -> dict[str, Any]:
    money, rule, measured = figures.money, line.line, line.line.measured
    return {
        "component": rule.component,
        "label": rule.label,
        "item": rule.item or None,
        "measures": [figures.plan.measures[index].name for index in measured.measures],
        "basis": str(measured.basis),
        "pool": measured.pool,
        **_numbers(figures, line, writer),
        "period_pay": amounts(money, line.period_pay),
        "earned": amount(money, line.earned),
        "periods": [
            {**_months(figures.plan, period), **_numbers(figures, own, writer)}
            for own, period in zip(line.periods, periods, strict=False)
        ],
        "curve": [
            {"at": _number(figures, measured, at), "pay": amount(money, line.rounded_pay_at(value))}
            for at, value in line.curve
        ],
    }


def _numbers(figures: PayFigures, line: LineStatement, writer: DerivationWriter) -> dict[str, Any]:
    """How the line comes to its pay, by the year so far or by one period."""
    money, rule, measured = figures.money, line.line, line.line.measured
    is_money = rule.scale is Scale.ONE
    # Values in money and slopes per unit of money are written in the document's unit.
    per_value = float(money.minor_per_unit) if is_money else 1.0
    per_number = figures.per_unit(measured.measures[0]) if measured.basis is Basis.ACTUAL else 1.0
    return {
        "actual": _in_unit(figures, measured, line.actual),
        "target": _in_unit(figures, measured, line.target),
        "number": _number(figures, measured, line.number),
        "knot": None if line.excess is None else _number(figures, measured, line.piece.knot),
        "height": significant(line.piece.height / per_value),
        "slope": significant(line.piece.slope * per_number / per_value),
        "value": significant(line.value / per_value),
        "share": significant(rule.factor),
        "base": None if is_money else amount(money, int(line.scale)),
        "gates": list(line.gates),
        "gate_factor": significant(line.gate_factor),
        "pay": amount(money, line.pay),
        "sentence": writer.line(line),
    }


def _months(plan: IncentivePlan, period: PeriodStatement) -> dict[str, str]:
    return {
        "first": month_text(plan.first_month + period.start),
        "last": month_text(plan.first_month + period.end - 1),
    }


def _payment(plan: IncentivePlan, period: PeriodStatement) -> dict[str, Any]:
    names = ("earned", "advance", "top_up", "held", "paid", "balance")
    return {
        "day": period.day.isoformat(),
        **_months(plan, period),
        **{name: amount(plan.money, getattr(period, name)) for name in names},
    }


def _forfeited(plan: IncentivePlan, later: LaterStatement) -> dict[str, Any]:
    return {
        "day": later.day.isoformat(),
        "years": later.years,
        "element": later.element,
        "amount": amount(plan.money, later.amount),
    }


def _later(plan: IncentivePlan, later: LaterStatement) -> dict[str, Any]:
    return {
        **_forfeited(plan, later),
        "present_value": amount(plan.money, round(later.present_value)),
    }


def _in_unit(figures: PayFigures, measured: Measured, value: float | None) -> float | None:
    return None if value is None else known_significant(figures.in_unit(measured.measures[0], value))


def _number(figures: PayFigures, measured: Measured, value: float | None) -> float | None:
    """A number z in the document's unit."""
    return known_significant(value) if measured.basis is Basis.ATTAINMENT else _in_unit(figures, measured, value)
