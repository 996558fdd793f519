"""A pay run as tables: people, their lines, their payments. Columns come from the settlements as they are, so that a
hundred thousand people take seconds."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import numpy as np

from app.documents.amounts import amounts, known_significant, significant
from app.documents.incentives.figures import PayFigures
from app.documents.incentives.words import word
from app.documents.plan_table import safe_text
from models.arrays import FloatArray, IntArray
from models.history.calendar import month_text
from models.incentives.incentive_plan import IncentivePlan
from models.incentives.measure import Counts
from models.incentives.pay_line import Basis, PayLine, Scale
from models.incentives.settlement.advances import MONTHS
from models.incentives.settlement.settlement import Settlement
from scenarios.incentives.pay_columns import settlements_of
from scenarios.incentives.pay_request import PayAnswer

Value = str | Decimal | int | float | None
Row = Sequence[Value]

WHO = ("person", "label", "group", "variant")
LINE_COLUMNS = (*WHO, "component", "item", "actual", "target", "number", "value", "share", "base", "gate_factor", "pay")
"""`pay` is what counts: with the rows `cap` and `clawback` it adds up to what a person has earned. `number` is actual /
target, or the actual; `value` what the curve makes of it."""

PAYMENT_COLUMNS = (*WHO, "day", "through", "advance", "top_up", "held", "paid", "balance")
LATER_COLUMNS = (*WHO, "day", "element", "amount", "present_value")

CAP, CLAWBACK = "cap", "clawback"
KEYS: Mapping[str, str] = {CAP: CAP, CLAWBACK: CLAWBACK}
"""What stands in the place of a component where something is taken off, for programs."""


def payout_csv(answer: PayAnswer) -> bytes:
    """One row per person and line, and where there is a cut or a clawback one for each, below zero: what stands in
    `pay` adds up to what everybody has earned. UTF-8 with a byte-order mark, so that Excel reads Chinese; CRLF; texts
    that would start a formula are quoted with an apostrophe; an empty field is not zero."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(LINE_COLUMNS)
    for row in line_rows(answer):
        writer.writerow([safe_text(value) if isinstance(value, str) else _text(value) for value in row])
    return ("\ufeff" + buffer.getvalue()).encode("utf-8")


def line_rows(answer: PayAnswer, names: Mapping[str, str] = KEYS) -> Iterator[Row]:
    """Rows in the order of `LINE_COLUMNS`: class by class, person by person, line by line. `names`: what the rows of
    caps and clawbacks are called."""
    plan = answer.run.plan
    for settlement, chosen in settlements_of(answer.run, answer.columns.people):
        final = settlement.final
        lines = [_line_columns(plan, settlement, index, chosen) for index in range(len(settlement.pay_class.lines))]
        cuts = [
            (name, amounts(plan.money, (-column[chosen]).astype(np.int64).tolist()))
            for name, column in ((CAP, final.cap_cut), (CLAWBACK, final.clawback))
        ]
        for place, who in enumerate(_who(plan, settlement, chosen)):
            for head, columns in lines:
                yield (*who, *head, *(column[place] for column in columns))
            for name, column in cuts:
                if column[place]:
                    yield (*who, names[name], "", None, None, None, None, None, None, None, column[place])


def payment_rows(answer: PayAnswer) -> Iterator[Row]:
    """Rows in the order of `PAYMENT_COLUMNS`; none of who was not there and is due nothing."""
    plan = answer.run.plan
    for settlement, chosen in settlements_of(answer.run, answer.columns.people):
        rule = settlement.pay_class.group.advances
        who = _who(plan, settlement, chosen)
        for index, period in enumerate(settlement.entitlements):
            last = plan.first_month + period.end - 1
            head = (rule.day_after(last).isoformat(), month_text(last))
            parts = (
                settlement.advances,
                settlement.top_ups,
                settlement.held,
                settlement.paid,
                settlement.balance,
            )
            columns = [_money(plan, part[index, chosen]) for part in parts]
            for is_away, person, *own in zip(settlement.away[index, chosen], who, *columns, strict=True):
                if not is_away or any(own[:-1]):
                    yield (*person, *head, *own)


def later_rows(answer: PayAnswer, figures: PayFigures) -> Iterator[Row]:
    """Rows in the order of `LATER_COLUMNS`; the present value to the minor unit."""
    plan = answer.run.plan
    for settlement, chosen in settlements_of(answer.run, answer.columns.people):
        rule = settlement.pay_class.group.advances
        who = _who(plan, settlement, chosen)
        for promise in settlement.promises:
            element = promise.element or word("deferred_pay", figures.language)
            for payment in promise.payments:
                day = rule.day_after(plan.first_month + MONTHS - 1 + MONTHS * payment.years).isoformat()
                promised = payment.amounts[chosen]
                worth = np.rint(promised * plan.assumptions.present_value(payment.years))
                for person, *own in zip(who, _money(plan, promised), _money(plan, worth), strict=True):
                    if own[0]:
                        yield (*person, day, element, *own)


def _who(plan: IncentivePlan, settlement: Settlement, chosen: IntArray) -> list[tuple[str, str, str, str]]:
    roster, group, variant = plan.roster, settlement.pay_class.group.key, settlement.pay_class.variant
    name = "" if variant is None else variant.name
    return [(roster.keys[one], roster.labels[one], group, name) for one in settlement.people[chosen].tolist()]


def _line_columns(
    plan: IncentivePlan, settlement: Settlement, index: int, chosen: IntArray
) -> tuple[tuple[str, str], list[Sequence[Value]]]:
    line, payout = settlement.pay_class.lines[index], settlement.final.payout
    number = payout.numbers[index, chosen]
    is_attainment = line.measured.basis is Basis.ATTAINMENT
    per_number = _per_unit(plan, line)
    gates = [payout.gate_factors[gate, chosen] for gate in settlement.pay_class.gates_of(line)]
    factor = np.prod(gates, axis=0) if gates else np.ones(chosen.size)
    is_money = line.scale is Scale.ONE
    values = line.function.value(number) / (float(plan.money.minor_per_unit) if is_money else 1.0)
    none: list[Value] = [None] * chosen.size
    columns: list[Sequence[Value]] = [
        _numbers(payout.actuals[index, chosen] / per_number),
        _numbers(payout.targets[index, chosen] / per_number) if is_attainment else none,
        _numbers(number if is_attainment else number / per_number),
        _numbers(values),
        [significant(line.factor)] * chosen.size,
        none if is_money else _money(plan, payout.scales[index, chosen]),
        _numbers(factor),
        _money(plan, settlement.final.line_pay[index, chosen]),
    ]
    return (line.label, line.item), columns


def _per_unit(plan: IncentivePlan, line: PayLine) -> float:
    is_money = plan.measures[line.measured.measures[0]].counts is Counts.MONEY
    return float(plan.money.minor_per_unit) if is_money else 1.0


def _numbers(values: FloatArray) -> list[Value]:
    return [known_significant(None if value != value else value) for value in values.tolist()]


def _money(plan: IncentivePlan, minors: FloatArray) -> list[Decimal]:
    return amounts(plan.money, minors.astype(np.int64).tolist())


def _text(value: Any) -> str:
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
