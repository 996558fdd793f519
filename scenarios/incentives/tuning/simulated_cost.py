"""What draws say of a tuned plan's total cost, and by how much the smooth model is off."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from models.arrays import FloatArray
from models.incentives.cost.estimate import Estimate, mean_of, share_of, shortfall_of
from models.incentives.cost.simulation import simulate
from models.incentives.cost.uncertain_numbers import UncertainNumbers
from models.incentives.tuning.conditions import ExpectedCost, TailCost
from models.incentives.tuning.responded import responded_plan
from models.incentives.tuning.tuning_model import ModelPoint
from models.units import Money
from scenarios.incentives.tuning.tuning_question import Ceiling

RESERVE = 3.0
"""Half-widths of the certificate's interval that the search keeps free under a ceiling: a certificate asks for two, and
the third is for the luck of its own draws. Asking for two of both would have every other certificate refused."""


@dataclass(frozen=True, eq=False)
class SimulatedCost:
    """The total cost of a plan with people's response in `draws` draws of `seed`, minor units."""

    cost: FloatArray
    draws: int
    seed: int

    def estimate(self, ceiling: Ceiling, money: Money) -> Estimate:
        """What a ceiling is held against."""
        if isinstance(ceiling, ExpectedCost):
            return mean_of(self.cost)
        if isinstance(ceiling, TailCost):
            return shortfall_of(self.cost, ceiling.level)
        return share_of(int((self.cost > money.to_minor(ceiling.amount)).sum()), self.draws)


@dataclass(frozen=True)
class Correction:
    """Of one ceiling's row: `error`, what the model's slack is too large by, and the `reserve` on top of it."""

    error: float
    reserve: float


def simulated_cost(point: ModelPoint, draws: int, seed: int, stop: threading.Event | None = None) -> SimulatedCost:
    """Pay everybody under the rules at a point. Raises LimitReached once `stop` is set."""
    numbers = UncertainNumbers(responded_plan(point), point.model.cost)
    return SimulatedCost(simulate(numbers, draws, seed, stop=stop).cost, draws, seed)


def corrections(
    point: ModelPoint, ceilings: tuple[Ceiling, ...], found: SimulatedCost, certificate_draws: int
) -> dict[str, Correction]:
    """By row name."""
    corrected = {}
    for ceiling in ceilings:
        (row,) = ceiling.rows(point)
        estimate = found.estimate(ceiling, point.model.plan.money)
        half = (estimate.high - estimate.value) * (found.draws / certificate_draws) ** 0.5
        corrected[row.name] = Correction(estimate.value - row.value, RESERVE * half)
    return corrected
