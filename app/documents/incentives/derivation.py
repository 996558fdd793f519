"""Why a line is what it is, in one sentence whose numbers can be worked out again."""

from __future__ import annotations

import math

import numpy as np

from app.documents.incentives.figures import MOST_DIGITS, PayFigures, shortest, trimmed
from app.documents.incentives.statement_words import pooled_label
from app.documents.incentives.words import word
from models.findings import Fact
from models.incentives.incentive_plan import IncentivePlan
from models.incentives.measure import Counts
from models.incentives.pay_line import Basis, Measured, Scale
from models.incentives.rounded import whole_minor
from models.incentives.statement import GateStatement, LineStatement, Statement

RULE_DIGITS = 6
"""Decimals of shares and slopes that are written at least, where they are needed."""

SAME = 1e-12
"""Difference of two numbers of which one was computed from the other."""


class DerivationWriter:
    """Writes the derivations of one person's statement."""

    def __init__(self, figures: PayFigures, statement: Statement) -> None:
        self._figures, self._statement = figures, statement
        self._plan: IncentivePlan = figures.plan

    def line(self, line: LineStatement) -> str:
        """One line: what was reached, what the curve makes of it, what that is in money."""
        if line.number is None:
            return self._word("unknown", label=self._label(line.line.measured))
        parts = [self._reached(line, line.number), self._valued(line), self._priced(line)]
        if line.earned != line.pay or len(line.periods) > 1:
            amounts = [self._figures.amount(part) for part in line.period_pay]
            shown = " + ".join(amounts).replace("+ −", "− ")
            parts.append(self._word("periods", parts=shown, earned=self._figures.amount(line.earned)))
        comma = "；" if self._figures.language == "zh" else "; "
        return comma.join(part for part in parts if part)

    def gate(self, gate: GateStatement, measured: Measured) -> str:
        """One gate: what it looked at, and what it lets through."""
        facts = {"label": gate.label, "factor": trimmed(gate.factor, 6)}
        if gate.number is None:
            return self._word("gate_unknown", **facts)
        # Just below a gate must not read as if it were reached.
        shown, _ = shortest(gate.number, 4, lambda shown: (shown >= gate.least) == gate.is_passed)
        number, least = (self._read(measured, value) for value in (shown, gate.least))
        return self._word("gate_passed" if gate.is_passed else "gate_missed", **facts, number=number, least=least)

    def _word(self, key: str, **facts: Fact) -> str:
        return word(key, self._figures.language, **facts)

    def _label(self, measured: Measured) -> str:
        label = " + ".join(self._plan.measures[index].shown for index in measured.measures)
        return pooled_label(self._figures, self._statement.person, label, measured.pool)

    def _read(self, measured: Measured, value: float) -> str:
        """A number z as people write it."""
        if measured.basis is Basis.ATTAINMENT:
            return self._figures.percent(value)
        return self._figures.number(measured.measures[0], value)

    def _reached(self, line: LineStatement, number: float) -> str:
        measured = line.line.measured
        first, label = measured.measures[0], self._label(measured)
        if line.target is None:
            return self._word("reached", label=label, actual=self._read_exactly(line, number, 0.0))
        actual = self._figures.number(first, line.actual or 0.0)
        target = self._figures.number(first, line.target)
        rate = self._read_exactly(line, number, 0.0)
        return self._word("of_target", label=label, actual=actual, target=target, rate=rate)

    def _read_exactly(self, line: LineStatement, number: float, less: float) -> str:
        """A number z, or what it has beyond a knot, with enough digits for the value that is shown."""
        measured = line.line.measured
        shown, digits = self._shown_number(line, number)
        if measured.basis is Basis.ATTAINMENT:
            return self._figures.percent(shown - less, digits - 2)
        if self._plan.measures[measured.measures[0]].counts is Counts.MONEY:
            return self._figures.number(measured.measures[0], number - less)
        return trimmed(shown - less, digits)

    def _shown_number(self, line: LineStatement, number: float) -> tuple[float, int]:
        """z with enough digits for the value that is shown, and never on another piece of the curve."""
        value, _ = self._shown_value(line)
        piece, function, within = line.piece, line.line.function, self._slack(line)
        knot, slope = (0.0, 0.0) if math.isinf(piece.knot) else (piece.knot, self._shown_slope(line))
        reached = function.piece_of(np.array(number))

        def holds(shown: float) -> bool:
            comes_to = piece.height + slope * (shown - knot)
            return abs(comes_to - value) <= within and bool(function.piece_of(np.array(shown)) == reached)

        return shortest(number, 4, holds)

    def _shown_slope(self, line: LineStatement) -> float:
        """The slope with enough digits for the value that is shown: those that rules write, and more of a third."""
        value, _ = self._shown_value(line)
        piece, excess, within = line.piece, line.excess or 0.0, self._slack(line) / 2
        return shortest(piece.slope, RULE_DIGITS, lambda shown: abs(piece.height + shown * excess - value) <= within)[0]

    def _shown_value(self, line: LineStatement) -> tuple[float, int]:
        """f with enough digits to come to the pay; money in minor units."""
        if line.line.scale is Scale.ONE:
            return line.value, 0
        return shortest(line.value, 4, lambda shown: line.rounded_pay_at(shown) == line.pay)

    def _slack(self, line: LineStatement) -> float:
        digits = self._shown_value(line)[1]
        return 0.499 if line.line.scale is Scale.ONE else 0.499 * 10.0**-digits

    def _is_all_at_one_rate(self, line: LineStatement) -> bool:
        """Whether a commission pays one rate on all sales, from the first unit on: there the rate itself is said."""
        piece, is_amount = line.piece, line.line.scale is Scale.ONE
        is_money = self._plan.measures[line.line.measured.measures[0]].counts is Counts.MONEY
        if not is_money or line.line.is_weighted or line.actual is None or not piece.slope or math.isinf(piece.knot):
            return False
        if abs(piece.height - piece.slope * piece.knot) > SAME * max(abs(piece.height), 1.0) or line.excess is None:
            return False
        if is_amount and not piece.knot:  # already said so
            return False
        pay = round(piece.slope, MOST_DIGITS) * line.actual * line.gate_factor
        return int(whole_minor(np.array(pay))) == line.pay

    def _rate(self, line: LineStatement) -> str:
        return self._figures.percent(line.piece.slope, MOST_DIGITS - 2)

    def _valued(self, line: LineStatement) -> str:
        """What the curve makes of the number; empty where it is the number itself."""
        piece, measured = line.piece, line.line.measured
        if self._is_all_at_one_rate(line):
            knot = self._read(measured, piece.knot)
            return self._word("all_at", knot=knot, slope=self._rate(line)) if piece.knot else ""
        if math.isinf(piece.knot):
            if piece.height or not line.line.function.knots:
                return ""
            return self._word("below", knot=self._read(measured, line.line.function.knots[0]))
        is_number_itself = abs(line.value - (line.number or 0.0)) < SAME
        if is_number_itself and measured.basis is Basis.ATTAINMENT and line.line.scale is not Scale.ONE:
            return ""
        value, digits = self._shown_value(line)
        knot, height = self._read(measured, piece.knot), self._value(line, piece.height, max(digits, RULE_DIGITS))
        if not piece.slope or not line.excess:
            return self._word("flat", knot=knot, height=height) if piece.knot or piece.height else ""
        facts = {
            "slope": self._slope(line),
            "excess": self._read_exactly(line, line.number or 0.0, piece.knot),
            "value": self._value(line, value, digits),
        }
        if piece.height:
            return self._word("rising", knot=knot, height=height, **facts)
        return self._word("first", knot=knot, **facts) if piece.knot else self._word("straight", **facts)

    def _value(self, line: LineStatement, value: float, digits: int) -> str:
        if line.line.scale is Scale.ONE:
            return self._figures.amount(int(whole_minor(np.array(value))))
        return self._figures.percent(value, max(digits - 2, 0))

    def _slope(self, line: LineStatement) -> str:
        """Rise of f per unit of z, in the units that are shown."""
        measured, slope = line.line.measured, self._shown_slope(line)
        is_money = self._plan.measures[measured.measures[0]].counts is Counts.MONEY
        if line.line.scale is Scale.ONE:
            # Money on money is a rate; money on pieces is an amount.
            return self._figures.percent(slope) if is_money else self._figures.amount(slope)
        if measured.basis is Basis.ACTUAL:
            return self._figures.percent(slope * self._figures.per_unit(measured.measures[0]))
        return (
            trimmed(slope, MOST_DIGITS) if line.line.scale is Scale.TARGET_INCENTIVE else self._figures.percent(slope)
        )

    def _priced(self, line: LineStatement) -> str:
        pay, gates = self._figures.amount(line.pay), self._gates(line)
        if self._is_all_at_one_rate(line):
            base = self._figures.number(line.line.measured.measures[0], line.actual or 0.0)
            return self._word("of_base", base=base, value=self._rate(line), gates=gates, pay=pay)
        value, digits = self._shown_value(line)
        if line.line.scale is Scale.ONE:
            return self._word("gated", value=self._value(line, value, digits), gates=gates, pay=pay) if gates else ""
        if not line.pay and not line.value:
            return ""
        facts = {
            "base": self._figures.amount(line.scale),
            "value": self._figures.percent(value, max(digits - 2, 0)),
            "gates": gates,
            "pay": pay,
        }
        if line.line.scale is Scale.TARGET:
            return self._word("of_base", **facts)
        multiplier = self._statement.pay_class.multiplier
        share = self._figures.percent(line.line.factor / multiplier)
        return self._word(
            "product", **facts, share=share, multiplier=trimmed(multiplier, 6) if multiplier != 1.0 else ""
        )

    def _gates(self, line: LineStatement) -> str:
        """Factors of the gates that were missed, each with its name."""
        if not line.gates:
            return ""
        return self._word("gate", factor=trimmed(line.gate_factor, 6), label=", ".join(line.gates))
