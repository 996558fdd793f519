"""From problem and strategy to the separable program, with the origin of every row and bound kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from scipy.sparse import block_array, csr_array, vstack

from models.allocation.aims.metric import Weighed
from models.allocation.limits.base import Limit
from models.allocation.limits.choice_block import ChoiceBlock
from models.allocation.limits.context import LimitContext, LimitIdentity, MonthLimit, Quantity, RowBlock
from models.allocation.objective import TermData, absence_notices, cell_price, term_columns, term_data
from models.allocation.over_assignment import Layer
from models.allocation.problem import AllocationProblem
from models.allocation.reference import reference_targets
from models.allocation.selection import Selection
from models.allocation.separable import SeparableProgram
from models.allocation.statement_error import StatementError
from models.allocation.strategy import Strategy, Weights
from models.allocation.terms.columns import TermColumns
from models.arrays import BoolArray, FloatArray, IntArray
from models.errors import InvalidInput
from models.findings import Finding, Location
from models.sparse import narrow

SMALL_CELL_SHARE = 0.01
"""r̄ is at least this share of the average cell: relative deviations of tiny cells must not dominate the fit."""

NO_ORIGIN = -1


@dataclass(frozen=True, eq=False)
class LimitRows:
    """All rows that the limits ask for, stacked in document order. `block[i]`, `place[i]`: the block of row i and
    its place in it. `months`: monthly capacities, for the month numbers. `choices`: what is to be decided by yes or no;
    `closed`: the cells (n) that a decision left without a target, None before it."""

    blocks: tuple[RowBlock, ...]
    matrix: csr_array
    lower: FloatArray
    upper: FloatArray
    penalty: FloatArray
    block: IntArray
    place: IntArray
    notices: tuple[Finding, ...]
    months: tuple[MonthLimit, ...] = ()
    choices: tuple[ChoiceBlock, ...] = ()
    closed: BoolArray | None = None

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

    @cached_property
    def folded(self) -> tuple[FloatArray, FloatArray, IntArray, IntArray, IntArray]:
        """The rows of one cell as bounds: see `fold_bounds`."""
        return fold_bounds(self)

    @cached_property
    def factor(self) -> FloatArray:
        """Leaf targets over the numbers that each row speaks of, as written."""
        return np.array([block.factor for block in self.blocks], dtype=np.float64)[self.block]

    def at(self, layer: Layer) -> LimitRows:
        """The rows that speak of one layer's numbers, with their bounds as written."""
        kept = np.flatnonzero(self.factor == layer.below)
        if kept.size == self.count and layer.below == 1.0:
            return self
        chosen = self.taking(kept)
        return replace(chosen, lower=chosen.lower / layer.below, upper=chosen.upper / layer.below)

    def taking(self, kept: IntArray) -> LimitRows:
        """Some of the rows, by place; the company target, row 0, has to be among them where they are formulated."""
        return replace(
            self,
            matrix=csr_array(self.matrix[kept]),
            lower=self.lower[kept],
            upper=self.upper[kept],
            penalty=self.penalty[kept],
            block=self.block[kept],
            place=self.place[kept],
        )

    def without(self, block: int) -> LimitRows:
        """The same rows with those of one block out of force."""
        out = self.block == block
        return self.within(np.where(out, -np.inf, self.lower), np.where(out, np.inf, self.upper))

    def acts(self, block: int) -> bool:
        """True when a hard row of a block has a side."""
        own = (self.block == block) & np.isinf(self.penalty)
        return bool((np.isfinite(self.lower[own]) | np.isfinite(self.upper[own])).any())

    def within(self, lower: FloatArray, upper: FloatArray) -> LimitRows:
        """The same rows with other bounds."""
        return replace(self, lower=lower, upper=upper)

    def deciding(self, blocks: Sequence[RowBlock], closed: BoolArray) -> LimitRows:
        """The same rows, at the bounds that they have here, and below them those that a decision adds; `closed` as in
        the class."""
        if not blocks:
            return replace(self, closed=closed)
        added = _stack(tuple(blocks), int(self.matrix.shape[1]), (), ())
        return replace(
            self,
            blocks=(*self.blocks, *blocks),
            matrix=narrow(csr_array(vstack([self.matrix, added.matrix], format="csr"))),
            lower=np.concatenate([self.lower, added.lower]),
            upper=np.concatenate([self.upper, added.upper]),
            penalty=np.concatenate([self.penalty, added.penalty]),
            block=np.concatenate([self.block, added.block + len(self.blocks)]),
            place=np.concatenate([self.place, added.place]),
            closed=closed,
        )


@dataclass(frozen=True, eq=False)
class Formulation:
    """The separable program and where its parts come from. `row_of[i]` is the limit row behind program row i (−1: a
    row of a term); `lower_row[c]`, `upper_row[c]` the limit rows that set a cell's bounds (−1: none, x ≥ 0)."""

    program: SeparableProgram
    rows: LimitRows
    row_of: IntArray
    lower_row: IntArray
    upper_row: IntArray
    terms: TermData
    weights: Weights
    notices: tuple[Finding, ...] = ()


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
            findings.append(Finding(error.code, Location(pointer=error.pointer(pointer)), error.facts))
    if findings:
        raise InvalidInput(findings)
    blocks = (*context.blocks, *_hold_block(problem))
    stacked = _stack(blocks, problem.cells.count, tuple(context.notices), tuple(context.months))
    return replace(stacked, choices=tuple(context.choices))


def formulate(
    problem: AllocationProblem,
    strategy: Strategy,
    rows: LimitRows,
    weights: Weights | None = None,
    soft_scale: float = 1.0,
    reference: FloatArray | None = None,
    metrics: Sequence[Weighed] = (),
) -> Formulation:
    """The program of one strategy, under other weights or another `reference` (n, thousands) than its own when these
    are given, the penalties of soft limits times `soft_scale`, and `metrics` beside the terms. Hard one-cell rows
    become bounds. Raises InvalidInput for a reference that cannot be drawn; crossed bounds are left in, they are an
    infeasibility and not an input error.
    """
    total = problem.reference_total
    try:
        reference = reference_targets(problem, strategy, total) if reference is None else reference
        floor = np.maximum(reference, SMALL_CELL_SHARE * total / reference.shape[0])
        terms = term_data(problem, rows, reference, floor, total)
    except StatementError as error:
        raise InvalidInput([Finding(error.code, Location(pointer=error.path), error.facts)]) from None
    chosen = weights or strategy.weights
    lower, upper, lower_row, upper_row, kept = rows.folded
    ceiling = _ceiling(rows)
    cells = SeparableProgram(
        scale=total,
        reference=reference,
        reference_floor=floor,
        curvature=floor / (2.0 * chosen.fit),
        price=cell_price(terms, chosen),
        anchor=np.nan_to_num(problem.thousands(problem.cells.previous)),
        anchor_weight=np.where(problem.cells.previous.present, chosen.stability, 0.0),
        lower=lower,
        upper=np.minimum(upper, ceiling),
        matrix=csr_array(rows.matrix[kept]),
        row_lower=rows.lower[kept],
        row_upper=rows.upper[kept],
        penalty=rows.penalty[kept] * soft_scale,
        shortfall=terms.shortfall_at(chosen.attainability),
    )
    added = term_columns(terms, chosen, ceiling, cells.curvature)
    for metric, weight in metrics:
        cells, columns = metric.weighed(cells, weight)
        added += [] if columns is None else [columns]
    program = _with_columns(cells, added)
    row_of = np.append(kept, np.full(program.n_rows - kept.shape[0], NO_ORIGIN))
    notices = tuple(absence_notices(terms, strategy))
    return Formulation(program, rows, row_of, lower_row, upper_row, terms, chosen, notices)


def _with_columns(cells: SeparableProgram, added: list[TermColumns]) -> SeparableProgram:
    """The program with the terms' rows below its own and their auxiliary columns behind its cells."""
    if not added:
        return cells
    count = sum(term.count for term in added)
    none = np.zeros(count)
    blocks: list[list[csr_array | None]] = [[cells.matrix, *([None] * len(added))]]
    for place, term in enumerate(added):
        blocks.append([term.matrix, *(term.auxiliary if other == place else None for other in range(len(added)))])
    return SeparableProgram(
        scale=cells.scale,
        reference=np.append(cells.reference, none),
        reference_floor=np.concatenate([cells.reference_floor, *(term.size for term in added)]),
        curvature=np.concatenate([cells.curvature, *(term.curvature for term in added)]),
        price=np.concatenate([cells.price, *(term.price for term in added)]),
        anchor=np.append(cells.anchor, none),
        anchor_weight=np.append(cells.anchor_weight, none),
        lower=np.append(cells.lower, none),
        upper=np.concatenate([cells.upper, *(term.ceiling for term in added)]),
        matrix=narrow(csr_array(block_array(blocks, format="csr"))),
        row_lower=np.concatenate([cells.row_lower, *(term.lower for term in added)]),
        row_upper=np.concatenate([cells.row_upper, *(term.upper for term in added)]),
        penalty=np.concatenate([cells.penalty, *(term.penalty for term in added)]),
        n_auxiliary=count,
        shortfall=cells.shortfall,
    )


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


def fold_bounds(rows: LimitRows) -> tuple[FloatArray, FloatArray, IntArray, IntArray, IntArray]:
    """Turn hard one-cell rows into bounds (a solver drops the dual of a one-variable row); the tightest wins, the
    first one on ties. Returns lower, upper, the rows that set them, and the rows that stay rows."""
    n_cells = int(rows.matrix.shape[1])
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
