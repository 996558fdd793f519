"""Feasible companies broken by a known amount, and independent answers to whether some rows have a plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from scipy.optimize import linprog

from models.allocation.diagnosis import ConflictMember
from models.allocation.formulation import LimitRows
from models.allocation.limits.amount_limit import AmountLimit
from models.allocation.problem import AllocationProblem
from models.arrays import BoolArray, FloatArray
from tests.support.random_companies import Company, Kind, random_company
from tests.support.variations import with_limits

PLANTED = "planted"
"""The name of the limit that breaks a company."""


@dataclass(frozen=True, eq=False)
class Broken:
    """A company that was feasible before one limit was added. Undoing that costs `amount` yuan."""

    problem: AllocationProblem
    amount: float


def broken(seed: int, kind: Kind, *, negotiable: bool = True) -> Broken:
    """A company that asks one person for more than the whole company can carry, or allows it less than it must."""
    company = random_company(seed, kind)
    rng = np.random.default_rng(seed)
    person = int(rng.choice(np.unique(company.problem.cells.members[1])))
    own = company.hidden[company.problem.cells.members[1] == person].sum()
    total = float(company.hidden.sum())
    floor = round(1.5 * total)
    return Broken(_planted(company, person, floor, negotiable=negotiable), floor - own)


def _planted(company: Company, person: int, floor: int, *, negotiable: bool) -> AllocationProblem:
    limit = AmountLimit(
        kind="amount_limit",
        name=PLANTED,
        where={"rep": f"r{person:03d}"},
        min_amount=Decimal(floor),
        negotiable=negotiable,
    )
    return with_limits(company.problem, limit)


def sides_of(rows: LimitRows, members: Sequence[ConflictMember]) -> tuple[FloatArray, FloatArray]:
    """Both sides of all rows with only these members in force."""
    lower, upper = np.full(rows.count, -np.inf), np.full(rows.count, np.inf)
    for member in members:
        places = [
            row
            for row in range(rows.count)
            if rows.origin(row).identity == member.identity and rows.key(row) == member.group
        ]
        (row,) = [row for row in places if _says(rows, row, member)]
        if member.side != "cap":
            lower[row] = rows.lower[row]
        if member.side != "floor":
            upper[row] = rows.upper[row]
    return lower, upper


def _says(rows: LimitRows, row: int, member: ConflictMember) -> bool:
    side = rows.upper[row] if member.side == "cap" else rows.lower[row]
    return bool(abs(side / rows.factor[row] - member.bound) <= 1e-12 * max(1.0, abs(member.bound)))


def has_plan(rows: LimitRows, lower: FloatArray, upper: FloatArray, chosen: BoolArray | None = None) -> bool:
    """Whether targets of at least zero keep the rows, by SciPy. `chosen`: which rows count."""
    kept = np.ones(rows.count, dtype=np.bool_) if chosen is None else chosen
    matrix = rows.matrix.toarray()[kept]
    low, high = lower[kept], upper[kept]
    above, below = np.isfinite(high), np.isfinite(low)
    left = np.vstack([matrix[above], -matrix[below]])
    right = np.concatenate([high[above], -low[below]])
    if not right.size:
        return True
    answer = linprog(np.zeros(matrix.shape[1]), A_ub=left, b_ub=right, bounds=(0, None), method="highs-ipm")
    assert answer.status in (0, 2), answer.message
    return bool(answer.status == 0)
