"""Schema of what a scenario's limits allow."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from app.documents.plan_schema import Amount
from app.schemas.problem import DiagnosisPart


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TotalRange(_Part):
    """The totals that the limits allow: both ends null where they allow none, `high` null where there is no end."""

    low: Amount | None
    high: Amount | None
    with_choices: bool = Field(
        description="False where rules about numbers of items had to be left out: the true range may be narrower."
    )
    message: str


class NodePart(_Part):
    """A node of the plan."""

    axes: list[str] = Field(description="Levels or attributes, one per member of a crossing.")
    keys: list[str]
    label: str


class NodeTotalRange(TotalRange):
    """The totals that all limits together allow a node."""

    node: NodePart


class FeasibilityDocument(_Part):
    """Whether there is a plan that keeps all limits, what they allow, and if there is none, why and what would help."""

    feasible: bool
    message: str
    scenario_hash: str
    strategy: str
    range: TotalRange = Field(description="Company targets that all other limits allow.")
    node_range: NodeTotalRange | None = Field(description="For the node that was asked for; else null.")
    diagnosis: DiagnosisPart | None = Field(description="Null where there is a plan.")
