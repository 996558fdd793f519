"""The distribution of a cost, both ways."""

from __future__ import annotations

from collections.abc import Callable

from models.arrays import FloatArray
from models.incentives.cost.estimate import mean_of, quantile_of, shortfall_of
from models.incentives.cost.total_cost import TotalCost
from scenarios.incentives.cost_report import CostFigures, Figure

Closed = Callable[[str], float | None]
"""A figure's closed form by its name in CostFigures; None: there is none."""


def cost_figures(closed: Closed, sample: FloatArray) -> CostFigures:
    """Figures of a sample (D,), minor units, beside their closed forms."""
    return CostFigures(
        mean=Figure(closed("mean"), mean_of(sample)),
        p50=Figure(closed("p50"), quantile_of(sample, 0.5)),
        p90=Figure(closed("p90"), quantile_of(sample, 0.9)),
        p95=Figure(closed("p95"), quantile_of(sample, 0.95)),
        cvar95=Figure(closed("cvar95"), shortfall_of(sample, 0.95)),
    )


def of_total(exact: float, total: TotalCost) -> Closed:
    """Closed forms of a total. `exact`: its mean without the interpolation over shifts."""
    found: dict[str, Callable[[], float]] = {
        "mean": lambda: exact,
        "p50": lambda: total.quantile(0.5),
        "p90": lambda: total.quantile(0.9),
        "p95": lambda: total.quantile(0.95),
        "cvar95": lambda: total.expected_shortfall(0.95),
    }
    return lambda name: found[name]()


def of_rate(fixed: float, rate: float, figures: CostFigures) -> Closed:
    """Closed forms of fixed + rate · cost, rate ≥ 0."""

    def closed(name: str) -> float | None:
        figure: Figure = getattr(figures, name)
        return None if figure.closed is None else fixed + rate * figure.closed

    return closed


def without_closed_form(name: str) -> None:
    """What only draws can tell."""
