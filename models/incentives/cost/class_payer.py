"""Pay of a class in many draws: what `class_payout` pays, but for the rounding of lines to whole minor units."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from models.arrays import FloatArray, IntArray
from models.incentives.cost.draws import Block, Draws
from models.incentives.cost.factor_table import line_scales
from models.incentives.cost.levels import Levels
from models.incentives.cost.pay_rules import PayRules, pay_rules
from models.incentives.pay_class import PayClass
from models.incentives.pay_line import Basis, Measured
from models.incentives.payout import caps
from models.incentives.piecewise import reached_from
from models.incentives.settlement.advances import Advances


@dataclass(frozen=True, eq=False)
class ClassPay:
    """Of the k people of a class in B draws, minor units: `pay` (B, k) after gates and caps; `lines` (L, B): totals of
    the lines before caps."""

    pay: FloatArray
    lines: FloatArray


@dataclass(frozen=True, eq=False)
class ClassPayer:
    """A class of a plan, ready to be paid. `columns`: where its people stand in a block."""

    draws: Draws
    pay_class: PayClass
    people: IntArray
    columns: slice

    @cached_property
    def rules(self) -> PayRules:
        """The class as the kernel takes it."""
        numbers = self.draws.numbers
        return pay_rules(
            self.pay_class,
            np.array([self.divisor(measured) for measured in self.pay_class.looks_at]),
            line_scales(numbers.plan, self.pay_class, self.people, numbers),
            caps(self.pay_class, numbers.plan.target_incentive[self.people]),
        )

    def pay(self, block: Block) -> ClassPay:
        """Pay in every draw of a block."""
        from models.incentives.cost.pay_kernel import pay_rows  # compiled only for those who simulate

        actual, planes, column = self._planes(block, self.pay_class.looks_at)
        size = block.values.shape[0]
        pay, lines = np.empty((size, self.people.size)), np.empty((len(self.pay_class.lines), size))
        pay_rows(actual, planes, column, self.rules, pay, lines)
        return ClassPay(pay, lines)

    def reached(self, block: Block, levels: Levels) -> FloatArray:
        """Share of the people at each level, (levels, B)."""
        from models.incentives.cost.pay_kernel import count_rows

        actual, planes, column = self._planes(block, (levels.measured,))
        counts = np.empty((levels.knots.size, block.values.shape[0]))
        count_rows(actual, int(planes[0]), column, self.divisor(levels.measured), reached_from(levels.knots), counts)
        return counts / self.people.size

    def number(self, block: Block, measured: Measured) -> FloatArray:
        """z of the people, (B, k); 0 where it is not known."""
        return self._actual(block, measured) / self.divisor(measured)

    def divisor(self, measured: Measured) -> FloatArray:
        """What an actual is divided by to be z, (k,); +∞ where z is not known."""
        numbers, known = self.draws.numbers, self.draws.numbers.of(measured).known[self.people]
        if measured.basis is not Basis.ATTAINMENT:
            return np.where(known, 1.0, np.inf)
        target = numbers.expected.target_of(measured, numbers.plan.roster)[self.people]
        return np.where(known, target, np.inf)

    def _planes(self, block: Block, looked: tuple[Measured, ...]) -> tuple[FloatArray, IntArray, int]:
        """(actuals (B, planes, people), plane of each number, first column): the block itself, unless a number is a
        sum of measures or over a pool."""
        if all(measured.pool is None and len(measured.measures) == 1 for measured in looked):
            planes = [block.measures.index(measured.measures[0]) for measured in looked]
            return block.values, np.array(planes, dtype=np.int64), self.columns.start
        actual = np.empty((block.values.shape[0], len(looked), self.people.size))
        for place, measured in enumerate(looked):
            actual[:, place] = self._actual(block, measured)
        return actual, np.arange(len(looked)), 0

    def _actual(self, block: Block, measured: Measured) -> FloatArray:
        total, roster = block.total(measured), self.draws.numbers.plan.roster
        if measured.pool is None:
            return total[:, self.columns]
        codes = roster.codes(measured.pool)
        member = (codes[self.draws.order][:, None] == np.arange(int(codes.max(initial=0)) + 1)).astype(np.float64)
        actual: FloatArray = (total @ member)[:, np.maximum(codes[self.people], 0)]
        return actual


def class_payers(draws: Draws) -> tuple[ClassPayer, ...]:
    """Every class that has people."""
    payers, start = [], 0
    for pay_class, people in draws.numbers.plan.members():
        payers.append(ClassPayer(draws, pay_class, people, slice(start, start + people.size)))
        start += people.size
    return tuple(payers)


def guaranteed(rule: Advances, draw_minor: float, pay: FloatArray) -> FloatArray:
    """What a year costs where a draw guarantees each period's payment, and pay is earned evenly: what is not recovered
    of max(draw − period's pay, 0). Draws that are set off against later pay cost something only where advances beyond
    the annual pay are kept."""
    if rule.draw is None:
        return pay
    periods = rule.draw.months // rule.every.months
    each = pay * (rule.every.months / 12.0) * rule.share
    kept: FloatArray = pay
    if not rule.draw.recoverable:
        kept = pay + periods * np.maximum(draw_minor - each, 0.0)
    elif not rule.recoverable:
        kept = np.maximum(pay, periods * draw_minor)
    return kept
