"""Schemas of problem documents (RFC 9457)."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from app.documents.plan_schema import Amount


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ErrorEntry(_Part):
    """One thing that is wrong: its place, its code, and what to do."""

    pointer: str | None = Field(default=None, description="JSON pointer into the request's document; empty: all of it.")
    parameter: str | None = Field(default=None, description="Name of a query parameter.")
    file: str | None = Field(default=None, description="File in which it stands.")
    sheet: str | None = Field(default=None, description="Sheet of a workbook in which it stands.")
    row: int | None = Field(
        default=None, description="Row of a table as a spreadsheet shows it, or line of a document."
    )
    column: str | None = Field(default=None, description="Column of a table: its name, or its letters in a workbook.")
    code: str = Field(description="Machine code of the fault.")
    detail: str = Field(description="What is wrong and what to do, in the language of Accept-Language.")


class Problem(_Part):
    """Why a request was not fulfilled."""

    type: str = Field(description="Address at which the problem type is explained.")
    title: str = Field(description="The problem type in a few words.")
    status: int = Field(description="HTTP status.")
    code: str = Field(description="Machine code of the problem type.")
    detail: str = Field(description="What happened and what to do next.")
    errors: list[ErrorEntry] | None = Field(default=None, description="Every single fault, as far as there are any.")


class LimitPart(_Part):
    """A limit, and the group of it that is meant."""

    name: str
    kind: str
    owner: str | None
    negotiable: bool
    pointer: str = Field(description="JSON pointer into the scenario.")
    group: list[str] = Field(description="Keys of the group's members; empty for a limit in one piece.")
    label: str = Field(description="What people call the group.")


class ReasonPart(_Part):
    """Sums that contradict each other."""

    code: Literal["caps_below_floor", "floors_above_cap"]
    message: str
    limits: list[str] = Field(description="Names of the limits that are added up.")
    against: LimitPart
    reachable: Amount = Field(description="What they allow, in the money unit or in units of effort.")
    required: Amount
    shortfall: Amount
    quantity: Literal["money", "volume", "effort", "rate"]


class ChangePart(_Part):
    """One limit and where it has to move."""

    message: str
    limit: LimitPart
    side: Literal["floor", "cap"]
    from_: Amount = Field(alias="from", description="The bound as it is.")
    to: Amount = Field(description="The bound that makes room.")
    amount: Amount = Field(description="Distance between the two.")
    rate: float | None = Field(description="Relative change; null where the bound is zero.")
    quantity: Literal["money", "volume", "effort", "rate", "count"]


class RepairPart(_Part):
    """The smallest change of its kind after which a plan exists; proven."""

    message: str
    keeps_target: bool = Field(description="True when the company target stays as it is.")
    score: float = Field(description="Its total relative to that of the best repair; 1 for the best.")
    total: Amount = Field(description="Sum of the changes, in the money unit.")
    changes: list[ChangePart]


class RangePart(_Part):
    """Company targets that all other limits allow; null for an end that does not exist."""

    low: Amount | None
    high: Amount | None
    message: str


class ConflictPart(_Part):
    """Limits that nobody may negotiate and that cannot hold together."""

    message: str
    changes: list[ChangePart]


class TogetherPart(_Part):
    """Limits that contradict each other only together."""

    message: str
    limits: list[LimitPart]


class FamilyPart(_Part):
    """A kind of limits."""

    kind: str
    label: str = Field(description="What people call it.")


class MemberPart(_Part):
    """One side of a limit that takes part in a conflict."""

    message: str
    limit: LimitPart
    side: Literal["floor", "cap", "fixed"]
    bound: Amount
    quantity: Literal["money", "volume", "effort", "rate", "count"]


class SmallestConflictPart(_Part):
    """Limits that contradict each other, as few as were found. There may be others that have nothing to do with it."""

    message: str
    minimal: bool = Field(description="Every one of the members, else of the limits, is needed for the contradiction.")
    families: list[FamilyPart]
    families_message: str
    limits: list[LimitPart]
    n_members: int = Field(description="Sides of limits that take part; 0 where they were not looked for.")
    counts: list[int] = Field(description="The same of each of `limits`; empty where they were not looked for.")
    members: list[MemberPart] = Field(description="The sides; empty where they are too many to read.")


class DiagnosisPart(_Part):
    """Why no plan satisfies all limits, and what would help."""

    proof: Literal["arithmetic", "elastic", "two_solvers"] = Field(
        description="A sum anyone can check, a smallest total change, or two solvers that agree that no choice of "
        "units is possible."
    )
    smallest_change: Amount | None = Field(description="Null where only the choice of units is impossible.")
    reasons: list[ReasonPart]
    together: TogetherPart | None = Field(description="Where no plain sum shows the reason; else null.")
    choices: TogetherPart | None = Field(
        default=None, description="Limits of yes or no without which there is a plan; else null."
    )
    conflict: SmallestConflictPart | None = Field(
        default=None, description="Where neither a sum nor the choice of units says it all; else null."
    )
    repairs: list[RepairPart] = Field(description="Different ones, the smallest first; each of them is enough.")
    feasible_range: RangePart
    hard_conflict: ConflictPart | None


class InfeasibleProblem(Problem):
    """No plan satisfies all limits."""

    outcome: Literal["infeasible"]
    scenario_hash: str
    strategy: str
    diagnosis: DiagnosisPart


class ProblemTypeDocument(_Part):
    """A problem type: the same for every occurrence."""

    type: str
    code: str
    status: int
    title: str
    exit_code: int = Field(description="What the command line ends with.")
