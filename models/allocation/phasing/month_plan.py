"""The months of a plan: whole numbers per cell and month, and what of them could not be kept."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.allocation.limits.context import LimitIdentity, MonthLimit, Quantity
from models.allocation.limits.month_rows import MONTH
from models.allocation.nodes import Partition
from models.allocation.phasing.calendar import MONTHS, MONTHS_PER_QUARTER, QUARTERS, PlanCalendar
from models.arrays import FloatArray, IntArray


@dataclass(frozen=True)
class PeriodException:
    """A node whose number of one month or quarter is further than one increment from its exact one; `minor` is the
    distance. Cells have all dimensions and no level."""

    dimensions: tuple[str, ...]
    levels: tuple[str, ...]
    key: tuple[str, ...]
    period: str
    minor: int


@dataclass(frozen=True)
class LoadException:
    """A monthly capacity that the month numbers miss: by `amount` (thousands, or scaled effort). `key` ends with the
    month."""

    identity: LimitIdentity
    axes: tuple[str, ...]
    key: tuple[str, ...]
    amount: float
    quantity: Quantity
    scale: float


@dataclass(frozen=True)
class MonthCheck:
    """`adds_up`: none is negative, and the months of every cell are its year to the last minor unit."""

    adds_up: bool
    nodes: tuple[PeriodException, ...]
    loads: tuple[LoadException, ...]


@dataclass(frozen=True, eq=False)
class Controlled:
    """Nodes that were to be kept within one increment, by month, by quarter or both."""

    partition: Partition
    by_month: bool
    by_quarter: bool


@dataclass(frozen=True, eq=False)
class MonthPlan:
    """`minor` (cells × 12): integers of the minor unit that add up to the annual targets. `shares`: σ, what they were
    rounded from. `increment`: their step in minor units; `controlled`: which nodes were to be kept, besides cells."""

    calendar: PlanCalendar
    minor: IntArray
    shares: FloatArray
    increment: int
    controlled: tuple[Controlled, ...]
    check: MonthCheck

    @property
    def quarters_minor(self) -> IntArray:
        """Quarters (cells × 4): sums of their months."""
        return in_quarters(self.minor)

    def node_minor(self, code: IntArray, count: int) -> IntArray:
        """Months of nodes (count × 12): exact sums of their cells; cells with code −1 belong to none."""
        return month_sums(code, count, self.minor)


def in_quarters(months: IntArray) -> IntArray:
    """Sums by quarter (n × 12 → n × 4)."""
    return np.asarray(months.reshape(-1, QUARTERS, MONTHS_PER_QUARTER).sum(axis=2), dtype=np.int64)


def month_sums(code: IntArray, count: int, minor: IntArray) -> IntArray:
    """Integer sums of months by node (count × 12)."""
    total = np.zeros((count, MONTHS), dtype=np.int64)
    np.add.at(total, code[code >= 0], minor[code >= 0])
    return total


def check_months(
    targets_minor: IntArray,
    minor: IntArray,
    shares: FloatArray,
    increment: int,
    cell_keys: tuple[tuple[str, ...], tuple[tuple[str, ...], ...]],
    controlled: tuple[Controlled, ...],
    calendar: PlanCalendar,
) -> tuple[bool, tuple[PeriodException, ...]]:
    """Recompute everything from the published integers: whether they add up, and every controlled node that is further
    than one increment from Σ target·σ. `cell_keys`: the dimensions' names, and the key of each cell."""
    adds_up = bool((minor >= 0).all() and (minor.sum(axis=1) == targets_minor).all())
    exact = targets_minor[:, None] * shares
    dimensions, keys = cell_keys
    cells = _far(minor, exact, increment, calendar, by_month=True, by_quarter=True)
    found = [PeriodException(dimensions, (), keys[cell], period, miss) for cell, period, miss in cells]
    for one in controlled:
        part = one.partition
        inside = part.code >= 0
        wanted = np.zeros((part.count, MONTHS))
        np.add.at(wanted, part.code[inside], exact[inside])
        published = month_sums(part.code, part.count, minor)
        far = _far(published, wanted, increment, calendar, by_month=one.by_month, by_quarter=one.by_quarter)
        found += [
            PeriodException(part.dimensions, part.levels, part.groups.keys[node], period, miss)
            for node, period, miss in far
        ]
    return adds_up, tuple(found)


def check_loads(
    limits: tuple[MonthLimit, ...],
    targets_minor: IntArray,
    plan: tuple[IntArray, FloatArray],
    calendar: PlanCalendar,
    minor_per_thousand: int,
) -> tuple[LoadException, ...]:
    """Every monthly capacity that the month numbers miss by more than half a minor unit; a soft one, by more than the
    shares of the annual targets do. `plan`: the months' integers, and the shares."""
    minor, shares = plan
    found = []
    for limit in limits:
        used = limit.use @ (minor / minor_per_thousand)
        paid = np.zeros_like(used)
        if np.isfinite(limit.penalty):
            exact = limit.use @ (targets_minor[:, None] * shares / minor_per_thousand)
            paid = np.maximum(exact - limit.upper, 0.0)
        over = used - limit.upper - paid
        for group, month in np.argwhere(over > 0.5 / minor_per_thousand + 1e-12 * used).tolist():
            key = (*limit.keys[group], calendar.months[month])
            axes = (*limit.axes, MONTH)
            amount = float(over[group, month])
            found.append(LoadException(limit.identity, axes, key, amount, limit.quantity, limit.scale))
    return tuple(found)


def _far(
    published: IntArray,
    exact: FloatArray,
    increment: int,
    calendar: PlanCalendar,
    *,
    by_month: bool,
    by_quarter: bool,
) -> list[tuple[int, str, int]]:
    """(node, period, distance) of everything further than one increment."""
    found: list[tuple[int, str, int]] = []
    sides = [(published, exact, calendar.months)] if by_month else []
    if by_quarter:
        summed = exact.reshape(-1, QUARTERS, MONTHS_PER_QUARTER).sum(axis=2)
        sides.append((in_quarters(published), summed, calendar.quarters))
    for numbers, wanted, labels in sides:
        distance = np.abs(numbers - wanted)
        allowed = increment * (1.0 + 1e-5) + 1e-9 * np.abs(wanted)
        for node, period in np.argwhere(distance > allowed).tolist():
            found.append((node, labels[period], round(float(distance[node, period]))))
    return found
