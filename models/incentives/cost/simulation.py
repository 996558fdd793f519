"""Simulation of a plan's cost on fresh draws: what decides where closed forms stop, and what certifies them elsewhere.

Draws and payouts are made block by block, so that memory stays the same whatever their number; blocks are shared by
threads and put together in order, so that the result does not depend on them.
"""

from __future__ import annotations

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from models.arrays import FloatArray, IntArray
from models.errors import LimitReached
from models.incentives.cost.class_payer import ClassPayer, class_payers, guaranteed
from models.incentives.cost.draws import Block, Draws
from models.incentives.cost.levels import levels_of
from models.incentives.cost.performance import PayForPerformance, pay_for_performance
from models.incentives.cost.uncertain_numbers import UncertainNumbers
from models.incentives.pay_class import PayClass
from models.incentives.pay_line import Basis
from models.incentives.settlement.payment_years import paid_by_end_of

MOST_THREADS = 8
RANKED_DRAWS = 64
"""Draws of the first block that pay for performance is read from."""


@dataclass(frozen=True, eq=False)
class ClassSample:
    """A class in D draws, minor units: `cost` (D,) with what draws guarantee, `pay` (D,) without it; `lines` (L, D),
    before caps; `held` (Y, D): what is held back by the end of each calendar year in which the year's pay is paid
    out; `reached`: per bonus the share of people at each of its levels, (levels, D)."""

    pay_class: PayClass
    people: IntArray
    cost: FloatArray
    pay: FloatArray
    lines: FloatArray
    held: FloatArray
    reached: tuple[FloatArray, ...]
    performance: PayForPerformance

    @property
    def cap_cut(self) -> FloatArray:
        """What caps of persons take, ≥ 0, shape (D,)."""
        result: FloatArray = np.maximum(self.lines.sum(axis=0) - self.pay, 0.0)
        return result

    @property
    def top_up(self) -> FloatArray:
        """What draws and kept advances add, ≥ 0, shape (D,)."""
        return self.cost - self.pay


@dataclass(frozen=True, eq=False)
class Simulation:
    """All classes that have people, in the plan's order, in `draws` draws of a seed."""

    draws: int
    seed: int
    classes: tuple[ClassSample, ...]

    @property
    def cost(self) -> FloatArray:
        """The total of each draw, minor units, shape (D,)."""
        total: FloatArray = np.sum([one.cost for one in self.classes], axis=0)
        return total


def simulate(
    numbers: UncertainNumbers,
    count: int,
    seed: int,
    threads: int | None = None,
    stop: threading.Event | None = None,
) -> Simulation:
    """Pay everybody in `count` draws of a seed. Raises LimitReached, `interrupted`, once `stop` is set."""
    draws = Draws(numbers, count, seed)
    payers = class_payers(draws)
    workers = threads or min(os.cpu_count() or 1, MOST_THREADS)

    def paid(index: int) -> list[ClassSample]:
        if stop is not None and stop.is_set():
            raise LimitReached("interrupted", 0.0)
        block = draws.block(index)
        return [_sampled(payer, block, is_ranked=index == 0) for payer in payers]

    with ThreadPoolExecutor(workers) as pool:
        parts = list(pool.map(paid, range(len(draws.sizes))))
    return Simulation(count, seed, tuple(_joined([part[index] for part in parts]) for index in range(len(payers))))


def _sampled(payer: ClassPayer, block: Block, *, is_ranked: bool) -> ClassSample:
    paid, group = payer.pay(block), payer.pay_class.group
    pay, money = paid.pay, payer.draws.numbers.plan.money
    total = pay.sum(axis=1)
    if group.advances.draw is not None:
        pay = guaranteed(group.advances, float(money.to_minor(group.advances.draw.amount)), pay)
    return ClassSample(
        pay_class=payer.pay_class,
        people=payer.people,
        cost=total if pay is paid.pay else pay.sum(axis=1),
        pay=total,
        lines=paid.lines,
        held=_held(payer, pay),
        reached=tuple(payer.reached(block, levels) for levels in levels_of(payer.pay_class)),
        performance=_performance(payer, block, pay[:RANKED_DRAWS]) if is_ranked else PayForPerformance(None, ()),
    )


def _held(payer: ClassPayer, pay: FloatArray) -> FloatArray:
    """δ of what is paid above the least pay by the end of each calendar year, (Y, B)."""
    plan, group = payer.draws.numbers.plan, payer.pay_class.group
    reached, rule = paid_by_end_of(group.advances, plan.first_month), group.deferral
    if rule is None:
        return np.zeros((len(reached), pay.shape[0]))
    least = 0.0 if rule.least_pay is None else float(plan.money.to_minor(rule.least_pay))
    held = [np.maximum(pay * part - least, 0.0).sum(axis=1) for part in reached.values()]
    result: FloatArray = rule.share * np.array(held)
    return result


def _performance(payer: ClassPayer, block: Block, pay: FloatArray) -> PayForPerformance:
    """Attainment of a person: the weighted mean over the lines that are paid by attainment."""
    lines = [line for line in payer.pay_class.lines if line.is_weighted and line.measured.basis is Basis.ATTAINMENT]
    incentive = payer.draws.numbers.plan.target_incentive[payer.people]
    somebody = incentive > 0
    if not lines or not somebody.any():
        return PayForPerformance(None, ())
    weights = np.array([line.factor for line in lines])
    attainment, some = np.zeros(pay.shape), Block(block.measures, block.values[: pay.shape[0]])
    for line, weight in zip(lines, weights / weights.sum(), strict=True):
        attainment += weight * payer.number(some, line.measured)
    return pay_for_performance(pay[:, somebody] / incentive[somebody], attainment[:, somebody])


def _joined(parts: list[ClassSample]) -> ClassSample:
    first = parts[0]
    return ClassSample(
        pay_class=first.pay_class,
        people=first.people,
        cost=np.concatenate([part.cost for part in parts]),
        pay=np.concatenate([part.pay for part in parts]),
        lines=np.concatenate([part.lines for part in parts], axis=1),
        held=np.concatenate([part.held for part in parts], axis=1),
        reached=tuple(
            np.concatenate([part.reached[index] for part in parts], axis=1) for index in range(len(first.reached))
        ),
        performance=first.performance,
    )
