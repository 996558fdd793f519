"""Cost against motivation: what people can be moved by at most at levels of expected pay."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FrontierPoint:
    """The plan found that moves people most under a budget, in model values (not rounded). `objective` None: no plan
    was found. `price`: what the next unit of budget adds to motivation, in the same unit."""

    budget: float
    expected_cost: float | None
    objective: float | None
    margin: float | None
    motivation: float | None
    sales: float | None
    price: float | None


@dataclass(frozen=True)
class Frontier:
    """Cost against motivation, with today's plan and the published one as points of their own (their `budget` is their
    own expected cost, their `price` None)."""

    points: tuple[FrontierPoint, ...]
    today: FrontierPoint
    tuned: FrontierPoint
