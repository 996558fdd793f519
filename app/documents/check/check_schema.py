"""The schema of what a check writes as JSON."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from app.documents.plan_schema import Amount, SolverPart, _Part
from scenarios.checking.judgement import MarkKind, Status

SCHEMA = "allot.check/1"


class MarkPart(_Part):
    """One expectation, and what came."""

    kind: MarkKind
    subject: str = Field(description="The figure's name, for metrics; else empty.")
    passed: bool
    operator: str = Field(description="<=, >=, ==, <, >, or `in` for the kinds of limits of a contradiction.")
    expected: Amount | str | list[str] | None
    actual: Amount | str | list[str] | None = Field(
        description="What the plan says; null where its data does not say, and for seconds."
    )
    tolerance: Amount | None
    message: str


class CasePart(_Part):
    """One case: one expectation of one scenario."""

    file: str = Field(description="The file as it was found, with forward slashes.")
    name: str = Field(description="The expectation's name; empty where the file could not be read.")
    status: Status
    exit_code: int = Field(description="What a check of this case alone ends with.")
    expected: str | None = Field(description="Outcome that is expected.")
    outcome: str | None = Field(description="Outcome of the solve; null where nothing was solved.")
    strategy: str | None
    scenario_hash: str | None = Field(description="SHA-256 of the canonical scenario.")
    plan_hash: str | None = Field(description="SHA-256 of the plan; null without one.")
    solver: SolverPart | None
    figures: dict[str, Amount] = Field(description="Figures of the score card that are known, amounts in money unit.")
    expectations: list[MarkPart]
    problem: dict[str, Any] | None = Field(description="What stands in the place of a plan, as in a REST answer.")
    seconds: float | None = Field(default=None, description="Seconds of the solve; only when timings are asked for.")


class RegressionPart(_Part):
    """A figure that got worse by more than is allowed."""

    case: str
    figure: str = Field(description="A figure of the score card, or `outcome`.")
    before: float | str
    now: float | str | None
    rate: float | None = Field(description="By how much it is worse, fraction of the old value.")
    allowed: float
    message: str


class ComparisonPart(_Part):
    """This check against a baseline."""

    baseline: str = Field(description="Name of the baseline's file.")
    regressions: list[RegressionPart]
    new: list[str] = Field(description="Cases that the baseline does not know.")
    gone: list[str] = Field(description="Cases of the baseline that were not checked.")


class CheckDocument(_Part):
    """Every case of a check, in the order of the files."""

    schema_: Literal["allot.check/1"] = Field(alias="schema")
    passed: bool
    exit_code: int
    counts: dict[Status, int] = Field(description="Cases by status, those that occurred.")
    cases: list[CasePart]
    comparison: ComparisonPart | None = Field(default=None, description="Only with a baseline.")
