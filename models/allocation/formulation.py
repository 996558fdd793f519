"""From problem and strategy to the separable program, with the origin of every row and bound kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array, vstack

from models.allocation.limits.base import Limit
from models.allocation.limits.context import LimitContext, LimitIdentity, MonthLimit, Quantity, RowBlock
from models.allocation.problem import AllocationProblem
from models.allocation.reference import reference_targets
from models.allocation.selection import Selection
from models.allocation.separable import SeparableProgram
from models.allocation.statement_error import StatementError
from models.allocation.strategy import Strategy
from models.arrays import FloatArray, IntArray
from models.errors import InvalidInput
from models.findings import Finding, Location
from models.sparse import narrow

SMALL_CELL_SHARE = 0.01
"""r̄ is at least this share of the average cell: relative deviations of tiny cells must not dominate the fit."""

NO_ORIGIN = -1


@dataclass(frozen=True, eq=False)
class LimitRows:
    """All rows that the limits ask for, stacked in document order. `block[i]`, `place[i]`: the block of row i and
    its place in it. `months`: monthly capacities, for the month numbers."""

    blocks: tuple[RowBlock, ...]
    matrix: csr_array
    lower: FloatArray
    upper: FloatArray
    penalty: FloatArray
    block: IntArray
    place: IntArray
    notices: tuple[Finding, ...]
    months: tuple[MonthLimit, ...] = ()

    @property
    def count(self) -> int:
        """Number of rows."""
        return int(self.lower.shape[0])

    def origin(self, row: int) -> RowBlock:
        """The block that row belongs to."""
        return self.blocks[int(self.block[row])]

    def key(self, row: int) -> tuple[str, ...]:
        """The group that row speaks of: one member per axis of its block."""
        return self.origin(row).keys[int(self.place[row])]


@dataclass(frozen=True, eq=False)
class Formulation:
    """The separable program and where its parts come from. `row_of[i]` is the limit row behind program row i;
    `lower_row[c]`, `upper_row[c]` the limit rows that set a cell's bounds (−1: none, x ≥ 0)."""

    program: SeparableProgram
    rows: LimitRows
    row_of: IntArray
    lower_row: IntArray
    upper_row: IntArray


def limit_rows(problem: AllocationProblem) -> LimitRows:
    """Apply every limit. Raises InvalidInput with all findings at once."""
    context = LimitContext(problem, Selection(problem.dimensions, problem.cells.members))
    findings: list[Finding] = []
    statements: list[tuple[str, Limit]] = [("/company_target", problem.company_total)]
    statements += [(f"/limits/{index}", limit) for index, limit in enumerate(problem.limits)]
    for pointer, limit in statements:
        try:
            limit.apply(context.at(pointer))
        except StatementError as error:
            findings.append(Finding(error.code, Location(pointer=pointer + error.path), error.facts))
    if findings:
        raise InvalidInput(findings)
    blocks = (*context.blocks, *_hold_block(problem))
    return _stack(blocks, problem.cells.count, tuple(context.notices), tuple(context.months))


def formulate(problem: AllocationProblem, strategy: Strategy, rows: LimitRows) -> Formulation:
    """The program of one strategy. Hard one-cell rows become bounds. Raises InvalidInput for a reference that
    cannot be drawn; crossed bounds are left in, they are an infeasibility and not an input error."""
    total = float(problem.company_total.reference * problem.money.minor_per_unit) / problem.money.minor_per_thousand
    try:
        reference = reference_targets(problem, strategy, total)
    except StatementError as error:
        raise InvalidInput([Finding(error.code, Location(pointer=error.path), error.facts)]) from None
    floor = np.maximum(reference, SMALL_CELL_SHARE * total / reference.shape[0])
    lower, upper, lower_row, upper_row, kept = _fold_bounds(rows, problem.cells.count)
    upper = np.minimum(upper, _ceiling(rows))
    program = SeparableProgram(
        scale=total,
        reference=reference,
        reference_floor=floor,
        curvature=floor / (2.0 * strategy.weights.fit),
        price=_linear_price(problem, strategy),
        anchor=np.nan_to_num(problem.thousands(problem.cells.previous)),
        anchor_weight=np.where(problem.cells.previous.present, strategy.weights.stability, 0.0),
        lower=lower,
        upper=upper,
        matrix=csr_array(rows.matrix[kept]),
        row_lower=rows.lower[kept],
        row_upper=rows.upper[kept],
        penalty=rows.penalty[kept],
    )
    return Formulation(program, rows, kept, lower_row, upper_row)


def _ceiling(rows: LimitRows) -> float:
    """A bound no cell can reach past, so that every segment has a width: the company target itself. Where that is
    soft, floors may lead far beyond it: ten times the target, or ten times what the largest hard floor takes of the
    cell that serves it best."""
    target = max(float(rows.upper[0]), 0.0)
    if np.isinf(rows.penalty[0]):
        return target
    best = np.asarray(abs(rows.matrix).max(axis=1).todense()).ravel()
    floors = np.flatnonzero(np.isinf(rows.penalty) & np.isfinite(rows.lower) & (best > 0))
    return 10.0 * max(target, float((rows.lower[floors] / best[floors]).max(initial=0.0)))


def _linear_price(problem: AllocationProblem, strategy: Strategy) -> FloatArray:
    """q = −(ω_strategic·s + ω_profit·m); cells without a margin rate earn no profit weight."""
    strategic = np.maximum(problem.priority, 0.0)
    margin = np.nan_to_num(problem.cells.margin_rate, nan=0.0)
    return -(strategy.weights.strategic * strategic + strategy.weights.profit * margin)


def _hold_block(problem: AllocationProblem) -> Sequence[RowBlock]:
    """Holds written in the cells, as rows of a limit that nobody may negotiate."""
    hold = problem.cells.hold
    held = np.flatnonzero(hold.present)
    if not held.size:
        return []
    amount = hold.minor[held] / problem.money.minor_per_thousand
    matrix = csr_array((np.ones(held.size), (np.arange(held.size), held)), shape=(held.size, problem.cells.count))
    return [
        RowBlock(
            identity=LimitIdentity("hold", "hold", None, negotiable=False, pointer="/cells"),
            axes=tuple(dimension.name for dimension in problem.dimensions),
            keys=tuple(problem.cell_key(int(cell)) for cell in held),
            matrix=matrix,
            lower=amount,
            upper=amount.copy(),
            penalty=np.inf,
            quantity=Quantity.MONEY,
        )
    ]


def _stack(
    blocks: tuple[RowBlock, ...], n_cells: int, notices: tuple[Finding, ...], months: tuple[MonthLimit, ...]
) -> LimitRows:
    sizes = [len(block.keys) for block in blocks]
    return LimitRows(
        blocks=blocks,
        matrix=narrow(csr_array(vstack([block.matrix for block in blocks], format="csr")))
        if blocks
        else csr_array((0, n_cells)),
        lower=np.concatenate([block.lower for block in blocks]),
        upper=np.concatenate([block.upper for block in blocks]),
        penalty=np.concatenate([np.full(size, block.penalty) for size, block in zip(sizes, blocks, strict=True)]),
        block=np.repeat(np.arange(len(blocks)), sizes).astype(np.int64),
        place=np.concatenate([np.arange(size) for size in sizes]).astype(np.int64),
        notices=notices,
        months=months,
    )


def _fold_bounds(rows: LimitRows, n_cells: int) -> tuple[FloatArray, FloatArray, IntArray, IntArray, IntArray]:
    """Turn hard one-cell rows into bounds (a solver drops the dual of a one-variable row); the tightest wins, the
    first one on ties. Returns lower, upper, the rows that set them, and the rows that stay rows."""
    lengths = np.diff(rows.matrix.indptr)
    single = (lengths == 1) & np.isinf(rows.penalty)
    folded = np.flatnonzero(single)
    start = rows.matrix.indptr[folded]
    cell, factor = rows.matrix.indices[start].astype(np.int64), rows.matrix.data[start]
    low = np.where(factor > 0, rows.lower[folded], rows.upper[folded]) / factor
    high = np.where(factor > 0, rows.upper[folded], rows.lower[folded]) / factor
    lower, lower_row = _tightest(cell, low, folded, n_cells, floor=True)
    upper, upper_row = _tightest(cell, high, folded, n_cells, floor=False)
    lower_row[lower <= 0.0] = NO_ORIGIN
    return np.maximum(lower, 0.0), upper, lower_row, upper_row, np.flatnonzero(~single).astype(np.int64)


def _tightest(
    cell: IntArray, value: FloatArray, row: IntArray, n_cells: int, *, floor: bool
) -> tuple[FloatArray, IntArray]:
    sign = -1.0 if floor else 1.0
    best = np.full(n_cells, np.inf)
    origin = np.full(n_cells, NO_ORIGIN, dtype=np.int64)
    order = np.lexsort((row, sign * value, cell))
    first = np.flatnonzero(np.diff(cell[order], prepend=-1))
    chosen = order[first]
    finite = np.isfinite(value[chosen])
    chosen = chosen[finite]
    best[cell[chosen]] = sign * value[chosen]
    origin[cell[chosen]] = row[chosen]
    return sign * best, origin
