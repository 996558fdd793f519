"""One point of a sweep and what came of it: a row of the tidy table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from models.allocation.diagnosis import Diagnosis
from models.allocation.plan import Outcome
from models.allocation.rollup import Cut
from models.allocation.scorecard import ScoreCard
from models.errors import InvalidInput
from models.findings import Finding
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
    """Why a point has no plan: a `code`, and for sums that contradict each other the limits that are too tight, what
    they contradict and what is missing.

    `limits`: their names, and `pointer` the place of the first, or that of the fault. `minor`: an amount in minor
    units, where money is missing. `diagnosis`, cut to its first reason and repair, or `fault` is what the words are
    made of; neither where the solver has no answer.
    """

    code: str
    limits: tuple[str, ...] = ()
    pointer: str | None = None
    against: str | None = None
    minor: int | None = None
    diagnosis: Diagnosis | None = None
    fault: Finding | None = None

    @classmethod
    def of(cls, result: AllocationResult, money: Money) -> RowReason | None:
        """The first reason of a result; None where it has a plan."""
        if result.plan is not None:
            return None
        found = result.diagnosis
        if found is None:
            return cls(str(result.termination if result.outcome is Outcome.LIMIT else result.outcome))
        kept = replace(found, reasons=found.reasons[:1], repairs=found.repairs[:1], conflict=None)
        if found.reasons:
            first = found.reasons[0]
            minor = round(first.shortfall * money.minor_per_thousand) if first.quantity == "money" else None
            pointer = first.pointers[0] if first.pointers else first.against.pointer
            return cls(first.code, first.limits, pointer, first.against.name, minor, kept)
        changed = [change.identity for repair in found.repairs[:1] for change in repair.changes]
        named = (*found.together, *found.choices) or changed
        names = tuple(dict.fromkeys(limit.name for limit in named))
        return cls("conflict", names, named[0].pointer if named else None, diagnosis=kept)

    @classmethod
    def of_fault(cls, error: InvalidInput) -> RowReason:
        """The first fault of a point that is no scenario."""
        first = error.findings[0]
        return cls(first.code, pointer=first.location.pointer or None, fault=first)

    @property
    def limit(self) -> str | None:
        """The first of the limits."""
        return self.limits[0] if self.limits else None


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
