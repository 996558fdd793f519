"""The plan checked against every limit again, from the limits as they were written and from nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from models.allocation.coarse_levels import CoarseLevel
from models.allocation.formulation import LimitRows
from models.allocation.limits.context import LimitIdentity, Quantity
from models.allocation.nodes import Partition
from models.allocation.over_assignment import PLAN_ONLY, Layer, LevelNumbers
from models.allocation.problem import AllocationProblem
from models.arrays import FloatArray, IntArray

ROW_TOLERANCE = 1e-9
"""Largest violation of a hard row by the exact plan, relative to max(1, Σ|a·x|)."""


@dataclass(frozen=True)
class RowException:
    """A limit that the rounded plan misses: by `amount` (thousands, or scaled effort), on its `side`."""

    identity: LimitIdentity
    group: tuple[str, ...]
    side: str
    amount: float
    scale: float
    quantity: Quantity = Quantity.MONEY


@dataclass(frozen=True)
class NodeException:
    """A node whose rounded value is further than one increment from its exact one; `minor` is the distance."""

    dimensions: tuple[str, ...]
    levels: tuple[str, ...]
    key: tuple[str, ...]
    minor: int


@dataclass(frozen=True)
class ExactCheck:
    """Largest relative violation of any hard row (bounds included) by the unrounded plan, and most negative target."""

    row_violation: float
    negative: float

    @property
    def passed(self) -> bool:
        """True when the plan may be shown."""
        return self.row_violation <= ROW_TOLERANCE and self.negative <= ROW_TOLERANCE


@dataclass(frozen=True)
class RoundedCheck:
    """What rounding could not keep. `total_minor` is the plan's total; it equals the company target where that is a
    number. `off_step`: nodes of coarse levels that are no multiple of their level's step, with what is over."""

    total_minor: int
    limits: tuple[RowException, ...]
    nodes: tuple[NodeException, ...]
    total_holds: bool
    off_step: tuple[NodeException, ...] = ()


def check_exact(rows: LimitRows, targets: FloatArray) -> ExactCheck:
    """Recompute every hard row at the exact plan."""
    activity = rows.matrix @ targets
    size = np.maximum(abs(rows.matrix) @ np.abs(targets), 1.0)
    hard = np.isinf(rows.penalty)
    miss = np.maximum(np.maximum(rows.lower - activity, activity - rows.upper), 0.0) / size
    return ExactCheck(float(miss[hard].max(initial=0.0)), float(np.maximum(-targets, 0.0).max(initial=0.0)))


def check_rounded(
    problem: AllocationProblem,
    rows: LimitRows,
    exact: FloatArray,
    minor: IntArray,
    partitions: tuple[Partition, ...],
    layer: Layer = PLAN_ONLY,
    coarse: tuple[CoarseLevel, ...] = (),
) -> RoundedCheck:
    """Recompute every limit and every node at one layer's rounded numbers, in integers where the limit is a plain sum.

    `exact` are the leaf targets before rounding, `minor` the layer's published numbers.
    """
    total = int(minor.sum())
    exact = exact / layer.below
    return RoundedCheck(
        total_minor=total,
        limits=_missed_limits(problem, rows.at(layer), exact, minor),
        nodes=_far_nodes(problem, exact, minor, partitions, {level.partition.key: level.step for level in coarse}),
        total_holds=_total_holds(problem, total, layer),
        off_step=_off_step(minor, coarse),
    )


def check_numbers(
    problem: AllocationProblem,
    rows: LimitRows,
    exact: FloatArray,
    numbers: LevelNumbers,
    partitions: tuple[Partition, ...],
    coarse: tuple[CoarseLevel, ...] = (),
) -> RoundedCheck:
    """The checks of every layer together; `total_minor` is the plan's."""
    checks = [
        check_rounded(problem, rows, exact, minor, partitions, layer, coarse)
        for layer, minor in zip(problem.layers, numbers.minor, strict=True)
    ]
    return RoundedCheck(
        total_minor=checks[0].total_minor,
        limits=(*(item for check in checks for item in check.limits), *_miscounted(rows, numbers.leaf)),
        nodes=tuple(dict.fromkeys(item for check in checks for item in check.nodes)),
        total_holds=all(check.total_holds for check in checks),
        off_step=tuple(dict.fromkeys(item for check in checks for item in check.off_step)),
    )


def _total_holds(problem: AllocationProblem, total: int, layer: Layer) -> bool:
    """The plan's total is the company target; deeper numbers add up to it and its hedge, within half an
    increment (and, for a range, within what the exact plan may miss it by)."""
    target = problem.company_total
    low, high = problem.money.to_minor(target.lower), problem.money.to_minor(target.upper)
    room = Fraction(0) if layer.is_plan else Fraction(problem.increment_minor, 2)
    if low != high and not layer.is_plan:
        room += high * Fraction(ROW_TOLERANCE)
    return target.soft is not None or low * layer.above - room <= total <= high * layer.above + room


def _missed_limits(
    problem: AllocationProblem, rows: LimitRows, exact: FloatArray, minor: IntArray
) -> tuple[RowException, ...]:
    """Hard limits beyond half a minor unit; soft ones beyond what the exact plan already pays for."""
    per_thousand = problem.money.minor_per_thousand
    targets = minor / per_thousand
    activity, solved = rows.matrix @ targets, rows.matrix @ exact
    paid_low = np.maximum(rows.lower - solved, 0.0) * np.isfinite(rows.penalty)
    paid_high = np.maximum(solved - rows.upper, 0.0) * np.isfinite(rows.penalty)
    half_minor = 0.5 / per_thousand + 1e-12 * (abs(rows.matrix) @ np.abs(targets))
    short = rows.lower - paid_low - activity
    over = activity - rows.upper - paid_high
    found = []
    for row in np.flatnonzero((short > half_minor) | (over > half_minor)):
        side = "floor" if short[row] > over[row] else "cap"
        block = rows.origin(int(row))
        if block.by_month:
            continue  # checked again at the month numbers themselves
        amount = float(max(short[row], over[row]))
        found.append(RowException(block.identity, rows.key(int(row)), side, amount, block.scale, block.quantity))
    return tuple(found)


def _miscounted(rows: LimitRows, minor: IntArray) -> tuple[RowException, ...]:
    """Groups with more units than they may carry, counted in the published numbers; soft limits are paid for."""
    found = []
    for block in rows.choices:
        inside = block.unit >= 0
        total = np.zeros(block.count, dtype=np.int64)
        np.add.at(total, block.unit[inside], minor[inside])
        if block.max_count is None or np.isfinite(block.penalty):
            continue
        for group, count in enumerate(block.open_counts(total != 0).tolist()):
            if count > block.max_count:
                over, key = float(count - block.max_count), block.group_keys[group]
                found.append(RowException(block.identity, key, "cap", over, 1.0, Quantity.EFFORT))
    return tuple(found)


def _off_step(minor: IntArray, coarse: tuple[CoarseLevel, ...]) -> tuple[NodeException, ...]:
    found = []
    for level in coarse:
        part = level.partition
        total = np.zeros(part.count, dtype=np.int64)
        np.add.at(total, part.code[part.code >= 0], minor[part.code >= 0])
        over = total % level.step
        found += [
            NodeException(part.dimensions, part.levels, part.groups.keys[node], int(over[node]))
            for node in np.flatnonzero(over)
        ]
    return tuple(found)


def _far_nodes(
    problem: AllocationProblem,
    exact: FloatArray,
    minor: IntArray,
    partitions: tuple[Partition, ...],
    steps: Mapping[tuple[tuple[str, ...], tuple[str, ...]], int],
) -> tuple[NodeException, ...]:
    found = []
    exact_minor = exact * problem.money.minor_per_thousand
    for part in partitions:
        inside = part.code >= 0
        rounded = np.bincount(part.code[inside], weights=minor[inside], minlength=part.count)
        wanted = np.bincount(part.code[inside], weights=exact_minor[inside], minlength=part.count)
        distance = np.abs(rounded - wanted)
        increment = steps.get(part.key, problem.increment_minor)
        allowed = increment * (1.0 + 1e-5) + 1e-9 * np.abs(wanted)
        for node in np.flatnonzero(distance > allowed):
            found.append(
                NodeException(part.dimensions, part.levels, part.groups.keys[node], round(float(distance[node])))
            )
    return tuple(found)
