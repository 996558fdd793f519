"""A natural step of a limit: one point of a written rate, one percent of a written amount.

Where the rows of a limit are linear in what is written, the step moves their bounds; where not (shares, margin rates,
probabilities), the limit is applied once more with its number moved, and only the rows of the group in question are
taken from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_array, vstack

from models.allocation.binding import BindingLimit
from models.allocation.formulation import LimitRows
from models.allocation.limits.base import Limit
from models.allocation.limits.context import LimitContext, Quantity, RowBlock
from models.allocation.limits.families import LimitFamily
from models.allocation.problem import AllocationProblem
from models.allocation.selection import Selection
from models.allocation.sensitivity.counterfactual import StepUnit
from models.allocation.statement_error import StatementError
from models.arrays import FloatArray, IntArray
from models.sparse import narrow
from models.units import MAX_MINOR

POINT = 0.01
PERCENT = 0.01
DIGITS = 12
"""Digits of a stepped rate: 0.2 + 0.01 is 0.21."""

CARDINALITY, COMPANY_TOTAL = "cardinality", "company_total"
HELD_CELLS = "/cells"


@dataclass(frozen=True)
class RateFields:
    """The fields that hold a family's floor and cap as rates, and where the rates may lie (ends excluded if `open`)."""

    floor: str | None
    cap: str | None
    least: float
    most: float
    is_open: bool = False

    def holds(self, value: float) -> bool:
        """Whether a rate may be written."""
        return self.least < value < self.most if self.is_open else self.least <= value <= self.most


RATES: Mapping[str, RateFields] = {
    "growth_limit": RateFields("min_growth_rate", "max_growth_rate", -1.0, 1000.0),
    "share_limit": RateFields("min_share", "max_share", 0.0, 1.0),
    "market_share": RateFields("min_share", "max_share", 0.0, 1.0),
    "difficulty_band": RateFields("min_difficulty", "max_difficulty", 0.0, 1000.0),
    "margin": RateFields("min_rate", None, -1.0, 1.0),
    "parity": RateFields("tolerance", "tolerance", 0.0, 1000.0),
    "neutrality": RateFields("tolerance", "tolerance", 0.0, 1000.0),
    "attainability": RateFields(None, "min_probability", 0.0, 1.0, is_open=True),
}
"""Families whose numbers are rates. The others hold amounts."""


@dataclass(frozen=True, eq=False)
class LimitStep:
    """A limit moved by one step: the limit rows that change (k), their new bounds, their new coefficients (k × cells;
    None where they stay). `problem`: the problem after the step, another one only where the step moves references.
    `lower` is None where the limit contradicts itself after the step. `asked`, `step`, `unit` as in a Counterfactual.
    """

    binding: BindingLimit
    asked: float | None
    step: float
    unit: StepUnit
    problem: AllocationProblem
    changed: IntArray
    lower: FloatArray | None
    upper: FloatArray | None
    matrix: csr_array | None = None

    @property
    def is_company(self) -> bool:
        """True for a step of the company target."""
        return self.binding.identity.kind == COMPANY_TOTAL

    @property
    def moves_references(self) -> bool:
        """True for the company target and for holds written in the cells: references follow them."""
        return self.is_company or self.binding.identity.pointer == HELD_CELLS

    def applied(self, rows: LimitRows) -> LimitRows | None:
        """The limit rows after the step; None where the limit contradicts itself."""
        if self.lower is None or self.upper is None:
            return None
        lower, upper = rows.lower.copy(), rows.upper.copy()
        lower[self.changed], upper[self.changed] = self.lower, self.upper
        if (lower[self.changed] > upper[self.changed]).any():
            return None
        moved = replace(rows, lower=lower, upper=upper)
        return moved if self.matrix is None else replace(moved, matrix=self._with_coefficients(rows.matrix))

    def _with_coefficients(self, matrix: csr_array) -> csr_array:
        """The matrix with the changed rows in place of its own."""
        assert self.matrix is not None
        kept = np.setdiff1d(np.arange(matrix.shape[0]), self.changed)
        order = np.argsort(np.concatenate([kept, self.changed]), kind="stable")
        stacked = csr_array(vstack([matrix[kept], self.matrix], format="csr"))
        return narrow(csr_array(stacked[order]))


class LimitSteps:
    """The steps of a problem's limits. `rows`: its limit rows, those of a choice excluded."""

    def __init__(self, problem: AllocationProblem, rows: LimitRows) -> None:
        self._problem = problem
        self._rows = rows
        self._context = LimitContext(problem, Selection(problem.dimensions, problem.cells.members))
        self._applied: dict[tuple[str, float], list[RowBlock] | None] = {}
        self._places: dict[RowBlock, dict[tuple[str, ...], int]] = {}
        self._together: dict[str, dict[tuple[str, ...], list[int]]] = {}

    def of(self, item: BindingLimit, direction: int) -> LimitStep | None:
        """One step up (+1) or down (−1) of what is written; None where no such number can be written, or the limit has
        none."""
        if item.identity.kind == CARDINALITY or item.row >= self._rows.count:
            return None
        if item.identity.kind == COMPANY_TOTAL:
            return self._company_step(item, direction)
        if item.identity.pointer == HELD_CELLS:
            return self._held_step(item, direction)
        rated = self._rate_of(item)
        return self._amount_step(item, direction) if rated is None else self._rate_step(item, direction, *rated)

    def _limit(self, item: BindingLimit) -> LimitFamily:
        return self._problem.limits[int(item.identity.pointer.rpartition("/")[2])]

    def _rate_of(self, item: BindingLimit) -> tuple[RateFields, list[str], float] | None:
        """(family's fields, those that this side is written in, the rate); None for limits of amounts."""
        fields = RATES.get(item.identity.kind)
        if fields is None:
            return None
        wanted = {"floor": (fields.floor,), "cap": (fields.cap,), "fixed": (fields.floor, fields.cap)}[item.side]
        limit = self._limit(item)
        names = [name for name in dict.fromkeys(wanted) if name is not None and getattr(limit, name) is not None]
        return (fields, names, float(getattr(limit, names[0]))) if names else None

    def _rate_step(
        self, item: BindingLimit, direction: int, fields: RateFields, names: list[str], asked: float
    ) -> LimitStep | None:
        moved = round(asked + direction * POINT, DIGITS)
        if not fields.holds(moved):
            return None
        blocks = self._blocks_with(self._limit(item), item.identity.pointer, names, moved)
        changed = np.array([item.row], dtype=np.int64)
        if blocks is None:
            return LimitStep(item, asked, direction * POINT, StepUnit.POINTS, self._problem, changed, None, None)
        block, place = self._same_row(item, blocks)
        own = slice(place, place + 1)
        return LimitStep(
            binding=item,
            asked=asked,
            step=direction * POINT,
            unit=StepUnit.POINTS,
            problem=self._problem,
            changed=changed,
            lower=block.lower[own],
            upper=block.upper[own],
            matrix=csr_array(block.matrix[own]) if item.identity.kind in ("share_limit", "margin") else None,
        )

    def _blocks_with(self, limit: Limit, pointer: str, names: list[str], rate: float) -> list[RowBlock] | None:
        """The blocks of a limit with a rate in some of its fields; None where it contradicts itself then."""
        key = (f"{pointer}/{'+'.join(names)}", rate)
        if key not in self._applied:
            before = len(self._context.blocks)
            try:
                limit.model_copy(update=dict.fromkeys(names, rate)).apply(self._context.at(pointer))
                self._applied[key] = self._context.blocks[before:]
            except StatementError:
                self._applied[key] = None
        return self._applied[key]

    def _same_row(self, item: BindingLimit, blocks: list[RowBlock]) -> tuple[RowBlock, int]:
        """The block and place in it that stand for a binding row; sides that became one number share a block."""
        own = int(self._rows.block[item.row])
        pointer = item.identity.pointer
        earlier = sum(block.identity.pointer == pointer for block in self._rows.blocks[:own])
        block = blocks[min(earlier, len(blocks) - 1)]
        if block not in self._places:
            self._places[block] = {key: place for place, key in enumerate(block.keys)}
        return block, self._places[block][item.group]

    def _amount_step(self, item: BindingLimit, direction: int) -> LimitStep | None:
        """One percent of the bound; of a capacity per month, of the group's year and all of its months."""
        rows = self._rows
        size = self._amount_of_step(item)
        if size <= 0.0 or (direction < 0 and item.identity.kind != "margin" and item.bound - size < 0.0):
            return None
        changed = self._rows_together(item)
        share = direction * size / item.bound if item.bound and changed.size > 1 else 0.0
        moves = rows.upper[changed] * share if share else np.array([direction * size * rows.origin(item.row).factor])
        floor, cap = item.side != "cap", item.side != "floor"
        return LimitStep(
            binding=item,
            asked=None,
            step=direction * size,
            unit=StepUnit.AMOUNT,
            problem=self._problem,
            changed=changed,
            lower=rows.lower[changed] + (moves if floor else 0.0),
            upper=rows.upper[changed] + (moves if cap else 0.0),
        )

    def _amount_of_step(self, item: BindingLimit) -> float:
        """One percent of the bound; money in whole increments, at least one."""
        if item.quantity is not Quantity.MONEY:
            return PERCENT * abs(item.bound)
        increment = self._problem.increment_minor / self._problem.money.minor_per_thousand
        return max(round(PERCENT * abs(item.bound) / increment), 1) * increment

    def _rows_together(self, item: BindingLimit) -> IntArray:
        """The rows that one written amount sets: more than one for a capacity per month."""
        if item.identity.kind != "capacity":
            return np.array([item.row], dtype=np.int64)
        pointer = item.identity.pointer
        if pointer not in self._together:
            self._together[pointer] = self._rows_by_group(pointer)
        group = item.group[:-1] if self._rows.origin(item.row).by_month else item.group
        return np.array(self._together[pointer][group], dtype=np.int64)

    def _rows_by_group(self, pointer: str) -> dict[tuple[str, ...], list[int]]:
        """The rows of each group of a limit, its year and its months."""
        found: dict[tuple[str, ...], list[int]] = {}
        start = 0
        for block in self._rows.blocks:
            if block.identity.pointer == pointer:
                for place, key in enumerate(block.keys):
                    found.setdefault(key[:-1] if block.by_month else key, []).append(start + place)
            start += len(block.keys)
        return found

    def _held_step(self, item: BindingLimit, direction: int) -> LimitStep | None:
        """A hold written in a cell: its reference is the hold itself."""
        step = self._amount_step(item, direction)
        if step is None:
            return None
        cells, matrix = self._problem.cells, self._rows.matrix
        minor = cells.hold.minor.copy()
        minor[matrix.indices[matrix.indptr[item.row]]] += round(step.step * self._problem.money.minor_per_thousand)
        moved = replace(self._problem, cells=replace(cells, hold=replace(cells.hold, minor=minor)))
        return replace(step, problem=moved)

    def _company_step(self, item: BindingLimit, direction: int) -> LimitStep | None:
        money = self._problem.money
        delta = direction * round(self._amount_of_step(item) * money.minor_per_thousand)
        moved = raised_target(self._problem, self._rows, delta)
        if moved is None:
            return None
        problem, rows = moved
        return LimitStep(
            binding=item,
            asked=None,
            step=delta / money.minor_per_thousand,
            unit=StepUnit.AMOUNT,
            problem=problem,
            changed=np.zeros(1, dtype=np.int64),
            lower=rows.lower[:1],
            upper=rows.upper[:1],
        )


def raised_target(
    problem: AllocationProblem, rows: LimitRows, delta_minor: int
) -> tuple[AllocationProblem, LimitRows] | None:
    """The problem and its limit rows with the company target, or both ends of its range, raised by an amount; None
    where the target would not be above zero, or too large to be written. A stated `reference_amount` stays."""
    target = problem.company_total
    delta = problem.money.from_minor(delta_minor)
    names = [name for name in ("amount", "min_amount", "max_amount") if getattr(target, name) is not None]
    moved = target.model_copy(update={name: getattr(target, name) + delta for name in names})
    ends = [int(end * problem.money.minor_per_unit) for end in (moved.lower, moved.upper)]
    if ends[0] < 0 or ends[1] > MAX_MINOR or moved.reference <= 0:
        return None
    lower, upper = rows.lower.copy(), rows.upper.copy()
    lower[0], upper[0] = (end / problem.money.minor_per_thousand * rows.blocks[0].factor for end in ends)
    return replace(problem, company_total=moved), replace(rows, lower=lower, upper=upper)
