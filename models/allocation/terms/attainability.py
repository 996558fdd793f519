"""Attainability: targets that the forecasts do not reach cost what they are expected to fall short by.

loss = Σ_c E(x_c − S_c)⁺ / L,  S_c the cell's forecast, log-normal
"""

from __future__ import annotations

import numpy as np

from models.allocation.problem import AllocationProblem
from models.allocation.shortfall import LEAST_LOG_SD, Shortfall


def shortfall_of(problem: AllocationProblem, weight: float) -> Shortfall | None:
    """weight·E(x − S)⁺ of every cell that states a forecast above zero; None where none does."""
    forecast = problem.cells.forecast
    covered = np.flatnonzero(forecast.present & (forecast.minor > 0))
    if not covered.size:
        return None
    spread = problem.forecasts.log_sd[covered]
    return Shortfall(
        weight=weight,
        covered=covered,
        mean=forecast.minor[covered] / problem.money.minor_per_thousand,
        log_sd=np.maximum(spread, LEAST_LOG_SD),
    )
