"""One line of a check: how one case ended, as plain values that any report can be written from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from app.messages import Language, describe_place
from models.findings import Location
from scenarios.checking.judgement import Status

EXIT_CODES: Mapping[Status, int] = MappingProxyType(
    {
        Status.PASSED: 0,
        Status.BROKEN: 1,
        Status.INVALID: 3,
        Status.INFEASIBLE: 4,
        Status.INCONCLUSIVE: 5,
        Status.SOLVER_MISSING: 6,
        Status.FAILED: 7,
    }
)
"""What a check of one case ends with."""

PRECEDENCE = (3, 6, 7, 5, 4, 1)
"""Of several cases the first of these that occurred decides."""


@dataclass(frozen=True)
class RowMark:
    """One expectation in a row. `expected`, `actual` and `tolerance` in the scenario's unit; `message` for people."""

    kind: str
    subject: str
    passed: bool
    operator: str
    expected: str | float | Decimal | list[str] | None
    actual: str | float | Decimal | list[str] | None
    tolerance: float | Decimal | None
    message: str


@dataclass(frozen=True)
class CheckRow:
    """How one case ended. `outcome` is None where nothing was solved. `figures`: the score card's, those that are
    known. `problem`: what stands in the place of a plan, as REST would say it. `seconds`: the solve."""

    file: str
    name: str
    status: Status
    expected: str | None = None
    outcome: str | None = None
    strategy: str | None = None
    scenario_hash: str | None = None
    plan_hash: str | None = None
    solver: Mapping[str, Any] | None = None
    figures: Mapping[str, float | Decimal | int] = field(default_factory=dict)
    marks: tuple[RowMark, ...] = ()
    problem: Mapping[str, Any] | None = None
    seconds: float | None = None

    @property
    def case(self) -> str:
        """What tells this case from all others, and what a baseline knows it by."""
        return f"{self.file}#{self.name}" if self.name else self.file

    @property
    def exit_code(self) -> int:
        """What a check of this case alone ends with."""
        return EXIT_CODES[self.status]

    def complaints(self, language: Language) -> list[str]:
        """What is wrong, one sentence each: expectations that were missed, then what stands in a plan's place."""
        found = [mark.message for mark in self.marks if not mark.passed]
        if self.problem is None or self.status is Status.PASSED:
            return found
        if "diagnosis" in self.problem:
            return found
        places = [_placed(entry, language) for entry in self.problem.get("errors", [])]
        return [*found, str(self.problem["detail"]), *places]

    @property
    def reasons(self) -> list[str]:
        """Which limits contradict each other, one sentence each."""
        found = self._diagnosis
        parts = [*found.get("reasons", ()), *(found.get(name) for name in ("together", "choices", "hard_conflict"))]
        return [str(part["message"]) for part in parts if part is not None]

    @property
    def help(self) -> list[str]:
        """The smallest change that would make a plan possible, and the company targets that fit."""
        found = self._diagnosis
        parts = [*found.get("repairs", ())[:1], found.get("feasible_range")]
        return [str(part["message"]) for part in parts if part is not None]

    @property
    def _diagnosis(self) -> Mapping[str, Any]:
        return {} if self.problem is None else self.problem.get("diagnosis", {})


def _placed(entry: Mapping[str, Any], language: Language) -> str:
    """A finding with its place in words."""
    names = ("file", "row", "column", "sheet", "parameter")
    place = describe_place(Location(entry.get("pointer", ""), **{name: entry.get(name) for name in names}), language)
    return f"{place}: {entry['detail']}" if place else str(entry["detail"])
