"""One point of a sweep and what came of it: a row of the tidy table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from models.allocation.plan import Outcome
from models.allocation.rollup import Cut
from models.allocation.scorecard import ScoreCard
from models.errors import InvalidInput
from models.units import Money
from scenarios.allocation import AllocationResult
from scenarios.sweep.design import Design
from scenarios.sweep.places import Place

INVALID = "invalid"
"""Outcome of a point whose numbers make no scenario."""


class Stopped(StrEnum):
    """Why a sweep ended before its last point."""

    INTERRUPTED = "interrupted"
    TIME_LIMIT = "time_limit"
    PROCESS_DIED = "process_died"


@dataclass(frozen=True)
class RowReason:
    """Why a point has no plan, without words: a `code`, the name and place of a limit, and what is missing. `minor`:
    an amount in minor units, where money is missing."""

    code: str
    limit: str | None = None
    pointer: str | None = None
    minor: int | None = None

    @classmethod
    def of(cls, result: AllocationResult, money: Money) -> RowReason | None:
        """The first reason of a result; None where it has a plan."""
        if result.plan is not None:
            return None
        found = result.diagnosis
        if found is None:
            return cls(str(result.termination if result.outcome is Outcome.LIMIT else result.outcome))
        if found.reasons:
            first = found.reasons[0]
            minor = round(first.shortfall * money.minor_per_thousand) if first.quantity == "money" else None
            return cls(first.code, first.against.name, first.against.pointer, minor)
        named = (*found.together, *found.choices)
        changes = [change.identity for repair in found.repairs for change in repair.changes]
        limit = named[0] if named else changes[0] if changes else None
        return cls("conflict", *((limit.name, limit.pointer) if limit is not None else ()))

    @classmethod
    def of_fault(cls, error: InvalidInput) -> RowReason:
        """The first fault of a point that is no scenario."""
        first = error.findings[0]
        return cls(first.code, None, first.location.pointer or None)


@dataclass(frozen=True)
class SweepRow:
    """`point`: its number, 0 for the scenario as it is. `values`: of every parameter. `outcome`: that of an allocation,
    or `invalid`. `total_minor`: the plan's total; `moved_minor`: Σ|target − target of point 0| over all cells;
    `targets_minor`: of the nodes of the cut that was asked for. None where there is no such number."""

    point: int
    values: tuple[Decimal, ...]
    outcome: str
    reason: RowReason | None = None
    scenario_hash: str | None = None
    plan_hash: str | None = None
    total_minor: int | None = None
    moved_minor: int | None = None
    card: ScoreCard | None = None
    targets_minor: tuple[int, ...] | None = None


@dataclass(frozen=True, eq=False)
class SweepResult:
    """All rows in the order of their numbers; `stopped` says why some are not there. `count`: how many points the
    design has. `cut`: whose targets the rows hold."""

    places: tuple[Place, ...]
    design: Design
    seed: int
    strategy: str
    count: int
    rows: Sequence[SweepRow]
    stopped: Stopped | None = None
    cut: Cut | None = None

    @property
    def is_complete(self) -> bool:
        """True when every point was looked at."""
        return self.stopped is None
