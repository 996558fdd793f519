"""Why no plan satisfies all limits, in business words: arithmetic reasons, and the smallest changes that help."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.allocation.limits.context import LimitIdentity, Quantity

PROOF_SHARE = 1e-6
"""A smallest change below this share of the company target proves nothing: it may be the solver's tolerance."""

REPORTED_SHARE = 1e-7
"""Changes below this share of the company target are noise: what linear programs are solved to."""

REPORTED_PART = 1e-4
"""Where all changes together are tiny, those above this part of their sum are told."""


def noise(scale: float, total: float) -> float:
    """Changes up to this are none, in a company of leaf total `scale` and among changes that add up to `total`."""
    return min(REPORTED_SHARE * scale, REPORTED_PART * total)


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
    people's targets, which over-assignment makes larger than the numbers that `against` speaks of. `pointers`: the
    places of `limits` in the document; none for the bounds of single cells that no limit sets.
    """

    code: str
    limits: tuple[str, ...]
    against: LimitIdentity
    group: tuple[str, ...]
    reachable: float
    required: float
    quantity: Quantity
    scale: float
    pointers: tuple[str, ...] = ()
    factor: float = 1.0

    @property
    def shortfall(self) -> float:
        """How much is missing (caps) or too much (floors)."""
        return abs(self.required - self.reachable)


@dataclass(frozen=True)
class Change:
    """One limit changed: its floor lowered or its cap raised, from `bound` to `bound ± amount`, in the numbers that the
    limit as written speaks of. `row` is its place in the limit rows; −1 for a limit of yes or no, where the cap is the
    number of units that every group may carry (a count) and the floor the least target of a unit (money)."""

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
    target stays as it is. `score`: the total relative to that of the best repair, 1 for the best."""

    changes: tuple[Change, ...]
    total: float
    keeps_target: bool
    score: float = 1.0


@dataclass(frozen=True)
class ConflictMember:
    """One side of one row that takes part in a conflict: `floor`, `cap`, or `fixed` where both are the same number.
    `bound` is what the limit as written says."""

    identity: LimitIdentity
    group: tuple[str, ...]
    side: str
    bound: float
    quantity: Quantity
    scale: float


@dataclass(frozen=True)
class Conflict:
    """Limits that cannot hold together, as few as were found. `families`: their kinds, in document order; `members`:
    the sides of their rows that take part, empty where they are too many to read or were not looked for.
    `n_members`: how many take part, 0 where they were not looked for; `counts` the same of each of `limits`.
    `minimal`: without any single one of what takes part the others hold together; False where the search was cut short.

    There may be several conflicts that have nothing to do with each other: this is one of them. x ≥ 0 is no member.
    """

    families: tuple[str, ...]
    limits: tuple[LimitIdentity, ...]
    members: tuple[ConflictMember, ...]
    n_members: int
    minimal: bool
    counts: tuple[int, ...] = ()


@dataclass(frozen=True)
class Diagnosis:
    """The answer to "why not". `feasible_low`, `feasible_high`: company totals that all other limits allow, in
    thousands; None where the other limits conflict among themselves. `hard_conflict`: limits nobody may negotiate
    that cannot hold together; then there is no repair. `together`: where no plain sum shows the reason, the limits
    that press on each other in the smallest change. `choices`: limits of yes or no without which there is a plan, and
    with which two solvers find none: only the whole numbers are impossible, and `smallest_change` is 0 (see the best
    repair); the range respects them. `repairs`: different ones, the smallest first. `conflict`: limits that contradict
    each other, as few as were found; None where none was confirmed.
    """

    reasons: tuple[Reason, ...]
    repairs: tuple[Repair, ...]
    feasible_low: float | None
    feasible_high: float | None
    hard_conflict: tuple[Change, ...]
    proof: Proof
    smallest_change: float
    together: tuple[LimitIdentity, ...] = ()
    choices: tuple[LimitIdentity, ...] = ()
    conflict: Conflict | None = None
