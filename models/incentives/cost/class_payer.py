"""Pay of a class in many draws: what `class_payout` pays, but for the rounding of lines to whole minor units."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from models.arrays import FloatArray, IntArray
from models.incentives.cost.draws import Block, Draws
from models.incentives.cost.factor_table import line_scales
from models.incentives.cost.line_kernel import TILE, LineKernel
from models.incentives.pay_class import PayClass
from models.incentives.pay_line import Basis, Measured
from models.incentives.payout import caps
from models.incentives.piecewise import reached_from
from models.incentives.settlement.advances import Advances


@dataclass(frozen=True, eq=False)
class ClassPay:
    """Of the k people of a class in B draws, minor units: `pay` (B, k) after gates and caps; `lines` (L, B): totals of
    the lines before caps; `numbers`: z (B, k) of every number that was looked at, where they were kept."""

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
    def scales(self) -> FloatArray:
        """factor · scale, (L, k)."""
        numbers = self.draws.numbers
        return line_scales(numbers.plan, self.pay_class, self.people, numbers)

    @cached_property
    def most(self) -> FloatArray:
        """Caps of persons, (k,)."""
        return caps(self.pay_class, self.draws.numbers.plan.target_incentive[self.people])

    @cached_property
    def _kernels(self) -> tuple[LineKernel, ...]:
        return tuple(LineKernel(line.function) for line in self.pay_class.lines)

    def pay(self, block: Block) -> ClassPay:
        """Pay in every draw of a block."""
        looked = {line.measured for line in self.pay_class.lines} | {gate.measured for gate in self.pay_class.gates}
        sources = {measured: self.source(block, measured) for measured in looked}
        size, count = next(iter(sources.values()))[0].shape
        pay, lines = np.zeros((size, count)), np.zeros((len(self.pay_class.lines), size))
        step = max(1, TILE // max(count, 1))
        space = np.empty((max((kernel.rows for kernel in self._kernels), default=0), step * count))
        for start in range(0, size, step):
            rows = slice(start, min(start + step, size))
            tiles = {measured: _tile(source, rows) for measured, source in sources.items()}
            self._pay_rows(tiles, pay[rows], lines[:, rows], space)
        if self.pay_class.has_cap:
            np.minimum(pay, self.most, out=pay)
        return ClassPay(pay, lines)

    def _pay_rows(
        self, tiles: dict[Measured, FloatArray], pay: FloatArray, lines: FloatArray, space: FloatArray
    ) -> None:
        gates = self.pay_class.gates
        factors = [np.where(tiles[gate.measured] >= reached_from(gate.least), 1.0, gate.factor) for gate in gates]
        for index, line in enumerate(self.pay_class.lines):
            values = self._kernels[index].apply(tiles[line.measured].reshape(-1), space).reshape(pay.shape)
            for gate in self.pay_class.gates_of(line):
                values *= factors[gate]
            np.dot(values, self.scales[index], out=lines[index])
            values *= self.scales[index]
            pay += values

    def source(self, block: Block, measured: Measured) -> tuple[FloatArray, FloatArray | None]:
        """Actuals (B, k) and what they are divided by to be z, (k,) (None: nothing); z is 0 where it is not known."""
        numbers, roster = self.draws.numbers, self.draws.numbers.plan.roster
        total, known = block.total(measured), numbers.of(measured).known[self.people]
        if measured.pool is None:
            actual = total[:, self.columns]
        else:
            codes = roster.codes(measured.pool)
            inside = codes[self.draws.order]
            member = (inside[:, None] == np.arange(int(codes.max(initial=0)) + 1)).astype(np.float64)
            actual = (np.nan_to_num(total) @ member)[:, np.maximum(codes[self.people], 0)]
        if not known.all():
            actual = np.where(known, actual, 0.0)
        if measured.basis is not Basis.ATTAINMENT:
            return actual, None
        target = numbers.expected.target_of(measured, roster)[self.people]
        return actual, np.where(known, target, 1.0)


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


def _tile(source: tuple[FloatArray, FloatArray | None], rows: slice) -> FloatArray:
    # Divided, as an Achievement does it: somebody exactly on target is exactly at 1.
    actual, target = source
    return np.ascontiguousarray(actual[rows]) if target is None else actual[rows] / target
