"""Why no plan satisfies all limits, in business words: arithmetic reasons, and the smallest changes that help."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy.sparse import csc_array, hstack, vstack

from models.allocation.formulation import LimitRows
from models.allocation.limits.context import LimitIdentity, Quantity
from models.arrays import BoolArray, FloatArray, IntArray
from models.program import LinearProgram

PROOF_SHARE = 1e-6
"""A smallest change below this share of the company target proves nothing: it may be the solver's tolerance."""

REPORTED_SHARE = 1e-7
"""Changes below this share of the company target are noise: what linear programs are solved to."""


SMALL_BOUND_SHARE = 1e-3
SPREAD_TIE = 1e-3
STEP_NOISE = 1e-6


class Proof(StrEnum):
    """What the claim "infeasible" rests on."""

    ARITHMETIC = "arithmetic"
    ELASTIC = "elastic"
    TWO_SOLVERS = "two_solvers"


@dataclass(frozen=True)
class Reason:
    """An arithmetic reason: what `limits` allow together cannot meet `against`.

    `code`: `caps_below_floor` (the caps add up to less than the floor of `group`) or `floors_above_cap`. `reachable`
    and `required` are in the row's quantity (money in thousands), `shortfall` their distance. Times `factor` they are
    people's targets, which over-assignment makes larger than the numbers that `against` speaks of.
    """

    code: str
    limits: tuple[str, ...]
    against: LimitIdentity
    group: tuple[str, ...]
    reachable: float
    required: float
    quantity: Quantity
    scale: float
    factor: float = 1.0

    @property
    def shortfall(self) -> float:
        """How much is missing (caps) or too much (floors)."""
        return abs(self.required - self.reachable)


@dataclass(frozen=True)
class Change:
    """One limit changed: its floor lowered or its cap raised, from `bound` to `bound ± amount`, in the numbers that the
    limit as written speaks of. `row` is its place in the limit rows."""

    row: int
    identity: LimitIdentity
    group: tuple[str, ...]
    side: str
    bound: float
    amount: float
    quantity: Quantity
    scale: float


@dataclass(frozen=True)
class Repair:
    """Changes that together make a plan possible; `total` is their sum in thousands. `keeps_target`: the company
    target stays as it is."""

    changes: tuple[Change, ...]
    total: float
    keeps_target: bool


@dataclass(frozen=True)
class Diagnosis:
    """The answer to "why not". `feasible_low`, `feasible_high`: company totals that all other limits allow, in
    thousands; None where the other limits conflict among themselves. `hard_conflict`: limits nobody may negotiate
    that cannot hold together; then there is no repair. `together`: where no plain sum shows the reason, the limits
    that press on each other in the smallest change. `choices`: limits of yes or no without which there is a plan, and
    with which two solvers find none; then nothing else is stated, and `smallest_change` is 0."""

    reasons: tuple[Reason, ...]
    repairs: tuple[Repair, ...]
    feasible_low: float | None
    feasible_high: float | None
    hard_conflict: tuple[Change, ...]
    proof: Proof
    smallest_change: float
    together: tuple[LimitIdentity, ...] = ()
    choices: tuple[LimitIdentity, ...] = ()


@dataclass(frozen=True, eq=False)
class ElasticProgram:
    """min Σ violation over the rows that may give; the others stay as they are. `rows[k]` is the limit row behind
    the pair of violation columns 2k, 2k+1 (lift, lower) after the cells. Violations are in the numbers that the limit
    as written speaks of."""

    program: LinearProgram
    rows: IntArray
    n_cells: int

    def violations(self, values: FloatArray) -> FloatArray:
        """Signed change per elastic row: > 0 the cap is exceeded, < 0 the floor is missed."""
        pairs = values[self.n_cells :].reshape(-1, 2)
        return np.asarray(pairs[:, 1] - pairs[:, 0], dtype=np.float64)


def elastic_program(rows: LimitRows, may_give: BoolArray) -> ElasticProgram:
    """The minimal-change program: hard limits may be broken where `may_give`; soft limits are left out, they can
    never make a plan impossible."""
    n = int(rows.matrix.shape[1])
    hard = np.flatnonzero(np.isinf(rows.penalty))
    giving = np.flatnonzero(may_give[hard])
    slack = csc_array(
        (_both_ways(rows.factor[hard[giving]]), (np.repeat(giving, 2), np.arange(2 * giving.size))),
        shape=(hard.size, 2 * giving.size),
    )
    program = LinearProgram(
        objective=np.concatenate([np.zeros(n), np.ones(2 * giving.size)]),
        col_lower=np.zeros(n + 2 * giving.size),
        col_upper=np.full(n + 2 * giving.size, np.inf),
        row_lower=rows.lower[hard],
        row_upper=rows.upper[hard],
        matrix=csc_array(hstack([csc_array(rows.matrix[hard]), slack], format="csc")),
        integer=np.zeros(n + 2 * giving.size, dtype=np.bool_),
    )
    return ElasticProgram(program, hard[giving].astype(np.int64), n)


def _both_ways(factor: FloatArray) -> FloatArray:
    """Coefficients of each row's pair of violation columns."""
    return np.column_stack([factor, -factor]).ravel()


def changed_rows(rows: LimitRows, changes: tuple[Change, ...]) -> LinearProgram:
    """Any plan under the hard limits with the changes applied as written; a company target that is a number moves
    both its sides."""
    lower, upper = rows.lower.copy(), rows.upper.copy()
    for change in changes:
        moved = change.bound + (change.amount if change.side == "cap" else -change.amount)
        moved *= rows.origin(change.row).factor
        fixed = rows.block[change.row] == 0 and rows.lower[change.row] == rows.upper[change.row]
        if fixed or change.side == "cap":
            upper[change.row] = moved
        if fixed or change.side == "floor":
            lower[change.row] = moved
    hard = np.flatnonzero(np.isinf(rows.penalty))
    n = int(rows.matrix.shape[1])
    return LinearProgram(
        objective=np.zeros(n),
        col_lower=np.zeros(n),
        col_upper=np.full(n, np.inf),
        row_lower=lower[hard],
        row_upper=upper[hard],
        matrix=csc_array(rows.matrix[hard]),
        integer=np.zeros(n, dtype=np.bool_),
    )


def spread_program(rows: LimitRows, elastic: ElasticProgram, values: FloatArray, scale: float) -> LinearProgram:
    """Among the smallest changes of the limits that `values` changes, the most even one: min t with Σ violation ≤ that
    of `values` and every violation at most t of its bound. Columns as in the elastic program, and t after them.

    Without it a simplex vertex puts the whole change on one person, whoever comes first. Bounds near zero count as a
    thousandth of the company target.
    """
    inner = elastic.program
    k = elastic.rows.size
    moved = np.abs(elastic.violations(values))
    total = float(moved.sum())
    owners = rows.block[elastic.rows]
    untouched = ~np.isin(owners, owners[moved > REPORTED_SHARE * scale])
    side = np.maximum(_finite_size(rows.lower[elastic.rows]), _finite_size(rows.upper[elastic.rows]))
    size = np.maximum(side / rows.factor[elastic.rows], SMALL_BOUND_SHARE * scale)
    n = elastic.n_cells
    pairs = (np.repeat(np.arange(k), 2), n + np.arange(2 * k))
    each = csc_array((np.ones(2 * k), pairs), shape=(k, inner.n_columns))
    together = csc_array((np.ones(2 * k), (np.zeros(2 * k, dtype=np.int64), pairs[1])), shape=(1, inner.n_columns))
    share = csc_array(np.concatenate([np.zeros(inner.n_rows), -size, [0.0]]).reshape(-1, 1))
    return LinearProgram(
        objective=np.concatenate([inner.objective * SPREAD_TIE / scale, [1.0]]),
        col_lower=np.append(inner.col_lower, 0.0),
        col_upper=np.concatenate([inner.col_upper[:n], np.where(np.repeat(untouched, 2), 0.0, np.inf), [np.inf]]),
        row_lower=np.concatenate([inner.row_lower, np.full(k + 1, -np.inf)]),
        row_upper=np.concatenate([inner.row_upper, np.zeros(k), [total * (1.0 + PROOF_SHARE * SPREAD_TIE)]]),
        matrix=csc_array(hstack([vstack([inner.matrix, each, together], format="csc"), share], format="csc")),
        integer=np.zeros(inner.n_columns + 1, dtype=np.bool_),
    )


def _finite_size(bound: FloatArray) -> FloatArray:
    return np.where(np.isfinite(bound), np.abs(bound), 0.0)


def total_program(rows: LimitRows, sign: float) -> LinearProgram:
    """min sign·Σx under all hard limits but the company target: −1 finds the largest total, +1 the smallest."""
    others = np.flatnonzero(np.isinf(rows.penalty) & (rows.block > 0))
    n = int(rows.matrix.shape[1])
    return LinearProgram(
        objective=np.full(n, sign),
        col_lower=np.zeros(n),
        col_upper=np.full(n, np.inf),
        row_lower=rows.lower[others],
        row_upper=rows.upper[others],
        matrix=csc_array(rows.matrix[others]),
        integer=np.zeros(n, dtype=np.bool_),
    )


def changes_of(
    rows: LimitRows, elastic: ElasticProgram, values: FloatArray, scale: float, step: float
) -> tuple[Change, ...]:
    """The limits that gave, in document order, with how far they must move: money up to the next `step` (thousands),
    so that the written change is a human number and enough."""
    moved = elastic.violations(values)
    changes = []
    for position in np.flatnonzero(np.abs(moved) > REPORTED_SHARE * scale):
        row = int(elastic.rows[position])
        block = rows.origin(row)
        raised = moved[position] > 0
        amount = float(abs(moved[position]))
        if block.quantity is Quantity.MONEY:
            amount = math.ceil(amount / step - STEP_NOISE) * step
        changes.append(
            Change(
                row=row,
                identity=block.identity,
                group=rows.key(row),
                side="cap" if raised else "floor",
                bound=float(rows.upper[row] if raised else rows.lower[row]) / block.factor,
                amount=amount,
                quantity=block.quantity,
                scale=block.scale,
            )
        )
    return tuple(changes)
