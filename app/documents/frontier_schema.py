"""The schema of a frontier document: one JSON for the command line and REST."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from app.documents.plan_schema import AMOUNT, Amount, MoneyPart, ScoreCardPart


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FrontierAimPart(_Part):
    """One of the aims that the frontier lies between."""

    name: str = Field(description="As it was asked for.")
    term: str | None = Field(description="The term of the objective that measures it; null for a metric.")
    figure: str = Field(description="The figure of the name.")
    label: str = Field(description="Its node or level, as people call it; empty for the company.")
    better: Literal["more", "less"] = Field(description="Which way of the figure, or of a term's loss, is better.")
    kind: Literal["amount", "rate", "loss"] = Field(description="What `values` are: amounts, rates, or nothing.")
    alone: float | None = Field(
        description="The least that any plan within the limits loses of it, whatever that costs the others; null where "
        "that is not known."
    )
    best: float = Field(description="Its loss where it counts alone; beside the fit where that has a say.")
    worst: float = Field(description="The most that it loses where another aim counts alone.")


class FrontierNodePart(_Part):
    """A node whose targets are listed."""

    key: list[str] = Field(description="One member key or class per axis.")
    label: list[str] = Field(description="What people call them.")


class FrontierPointPart(_Part):
    """A plan that no other plan of the frontier beats."""

    point: int = Field(description="Number of the point, from 1: best for the first aim.")
    knee: bool = Field(description="True where giving up more of one aim begins to bring less of the other.")
    outcome: Literal["optimal", "feasible"] = Field(
        description="optimal: the only plan of its weights, exact; feasible: one of several as good, or nearly so."
    )
    efficient_within: float | None = Field(
        description="No plan within the limits is better in every aim by more than this share of their ranges, as "
        "proven; null where the fit has a say beside the aims."
    )
    losses: list[float] = Field(description="Loss of every aim, in their order; broken soft limits count in each.")
    values: list[float | None] = Field(
        description=f"What the aims come to before rounding, in numbers that nodes publish: amounts {AMOUNT}; rates as "
        "fractions of one; null for terms that are neither."
    )
    weights: dict[str, float] = Field(
        description="Weights of the terms, and of metrics by their names, that have this plan; empty with "
        "epsilon_constraint."
    )
    exchange_rate: float | None = Field(
        description="Between two aims: the loss of the first that one unit of the second is worth here."
    )
    target: Amount = Field(description=f"The plan's total, {AMOUNT}.")
    moved_from_own: Amount = Field(description=f"Σ |plan − the strategy's own plan| over all cells, {AMOUNT}.")
    scorecard: ScoreCardPart
    targets: list[Amount] = Field(description=f"Target of every entry of `nodes`, {AMOUNT}.")


class FrontierOwnPart(_Part):
    """The strategy's own plan, as points are written."""

    values: list[float | None] = Field(description="What the aims come to before rounding, as in points.")
    target: Amount = Field(description=f"The plan's total, {AMOUNT}.")
    scorecard: ScoreCardPart
    targets: list[Amount] = Field(description=f"Target of every entry of `nodes`, {AMOUNT}.")


class FrontierDocument(_Part):
    """What can be had of one aim for giving up some of another, under all limits."""

    schema_: Literal["allot.frontier/1"] = Field(alias="schema")
    name: str
    plan_period: str = Field(description="The plan year.")
    money: MoneyPart
    strategy: str = Field(description="Its reference counts, and its plan is the one to compare with.")
    scenario_hash: str
    aims: list[FrontierAimPart]
    method: Literal["epsilon_constraint", "weights"] = Field(
        description="Augmented epsilon-constraint, or optima of weights: where the fit or the attainability is an aim, "
        "and between three."
    )
    fit: float | None = Field(description="Weight of the fit beside the dearest aim; null where it has none.")
    own_losses: list[float] = Field(description="Losses of the strategy's own plan.")
    own: FrontierOwnPart
    contested: bool = Field(description="False where one plan is best for every aim: there is nothing to trade.")
    knee: int | None = Field(description="Number of the point at the knee; null where the frontier is nearly straight.")
    complete: bool = Field(description="False where the search was stopped before its last point.")
    stopped: Literal["interrupted", "time_limit"] | None
    by: list[str] = Field(description="Axes of the nodes.")
    nodes: list[FrontierNodePart] = Field(description="Whose targets are listed; empty where none were asked for.")
    points: list[FrontierPointPart]
