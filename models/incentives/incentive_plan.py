"""The incentive plan, read and checked: rules, people, targets and what is expected of the year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from models.arrays import FloatArray, IntArray
from models.incentives.achievement import over_months
from models.incentives.long_term.base import LongTermAssumptions
from models.incentives.measure import Counts, Measure
from models.incentives.pay_class import PayClass
from models.incentives.roster import Roster
from models.units import Money


@dataclass(frozen=True, eq=False)
class Outlook:
    """What is expected of the year: mean and standard deviation of the log per person and measure, shape (n, m); NaN
    where nothing is stated. Means in minor units of money, pieces, marks."""

    mean: FloatArray
    log_sd: FloatArray


@dataclass(frozen=True, eq=False)
class IncentivePlan:
    """`targets` per month, shape (12, n, m), minor units, pieces, marks; NaN: none. `first_month`: the plan year's
    first month as one number (12 · year + month − 1). `margin_rate`: margin per unit of money sold, None: not stated.
    `carried`: what targets of an allocation carry of the company target, without over-assignment, shape (n, m), NaN
    where a target is of none; None: no allocation.
    """

    name: str
    language: str
    money: Money
    first_month: int
    measures: tuple[Measure, ...]
    classes: tuple[PayClass, ...]
    roster: Roster
    targets: FloatArray
    outlook: Outlook
    assumptions: LongTermAssumptions = field(default_factory=LongTermAssumptions)
    margin_rate: float | None = None
    budget_minor: int | None = None
    carried: FloatArray | None = None

    @cached_property
    def target_incentive(self) -> FloatArray:
        """Of everybody for the whole year, whole minor units, shape (n,)."""
        return self.roster.target_incentive(self.classes)

    @cached_property
    def annual_targets(self) -> FloatArray:
        """Shape (n, m)."""
        return over_months(self.targets, self.measures)

    @property
    def money_measures(self) -> list[str]:
        """Names of the measures that count money."""
        return [measure.name for measure in self.measures if measure.counts is Counts.MONEY]

    def members(self) -> Iterator[tuple[PayClass, IntArray]]:
        """Every class that has people, with their positions in the roster."""
        for index, pay_class in enumerate(self.classes):
            people = self.roster.members(index)
            if people.size:
                yield pay_class, people

    def position(self, person: str) -> int | None:
        """Where a person stands in the roster, by key or label; None: nobody is called that."""
        if person in self.roster.keys:
            return self.roster.keys.index(person)
        named = [index for index, label in enumerate(self.roster.labels) if label == person]
        return named[0] if len(named) == 1 else None

    @property
    def service_months(self) -> FloatArray:
        """Months of service at the end of the plan year, NaN where the month of hire is unknown; shape (n,)."""
        return np.where(self.roster.hired < 0, np.nan, self.first_month + 12.0 - self.roster.hired)
