"""What a number would be if one limit were a natural step wider or tighter, confirmed by solving again."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.allocation.limits.context import LimitIdentity, Quantity


class StepUnit(StrEnum):
    """What a step counts. POINTS: a written rate, as a fraction of one (0.01 is one point). AMOUNT: the bound itself,
    in its own quantity and scale."""

    POINTS = "points"
    AMOUNT = "amount"


@dataclass(frozen=True)
class Counterfactual:
    """One limit of one group, moved by one step, and what an exact optimum under the moved limit differs by.

    `identity` to `scale` as in a BindingLimit (`bound` before the step). `asked`: the rate as written before the step,
    None where the limit is an amount. `step`: signed change of `asked` (POINTS) or of `bound` (AMOUNT).
    `effect_minor`: change of the node's own number, `total_minor`: change of the company's plan, both between unrounded
    optima, in minor units; zero where the step is not `possible`: no plan keeps all limits after it. `loss_change`:
    change of the loss under the plan's final weights, no unit. `touches`: the limit speaks of cells of the node.
    """

    identity: LimitIdentity
    axes: tuple[str, ...]
    group: tuple[str, ...]
    side: str
    bound: float
    asked: float | None
    step: float
    unit: StepUnit
    quantity: Quantity
    scale: float
    touches: bool
    possible: bool
    effect_minor: int = 0
    total_minor: int = 0
    loss_change: float = 0.0


@dataclass(frozen=True)
class Counterfactuals:
    """The steps that move one node's number, largest effect first. `candidates`: how many binding limits can be
    stepped; only those with the largest expected effect were solved again. `is_complete`: False where the time ended
    before all of these were."""

    items: tuple[Counterfactual, ...]
    candidates: int
    is_complete: bool
