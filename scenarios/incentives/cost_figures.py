"""The distribution of a cost, both ways."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from models.arrays import FloatArray
from models.incentives.cost.estimate import Estimate, mean_of, quantile_of, shortfall_of
from models.incentives.cost.total_cost import TotalCost
from scenarios.incentives.cost_report import CostFigures, DecidedBy, Figure

Closed = Callable[[str], float | None]
"""A figure's closed form by its name in CostFigures; None: there is none."""

NOISE = 1e-9
"""Relative difference of two amounts that are the same."""


@dataclass(frozen=True)
class Trust:
    """How far closed forms go. `is_near`: they only come near what is paid, as under caps of persons, so that
    simulation decides. `people`: whose pay is in a cost; the simulation rounds it to whole minor units."""

    is_near: bool
    people: int

    def tested(self, closed: float | None, simulated: Estimate) -> Figure:
        """A figure whose closed form takes a sum of people as nearly normal: it decides where the draws allow it."""
        return self._figure(closed, simulated, self._slack(simulated), is_exact=False)

    def exact(self, closed: float | None, simulated: Estimate) -> Figure:
        """A mean, whose closed form is exact where there is one: it decides, though an interval in twenty misses it."""
        return self._figure(closed, simulated, self._slack(simulated), is_exact=True)

    def chance(self, closed: float, simulated: Estimate) -> Figure:
        """The probability of a sum of people, tested likewise."""
        return self._figure(closed, simulated, NOISE, is_exact=False)

    def share(self, closed: float, sample: FloatArray) -> Figure:
        """The share of people at a level in each draw (D,), exact like a mean. Where all draws agree their interval has
        no width, though the share may be as large as 4/D: what they leave open of something that never happened."""
        return self._figure(closed, mean_of(sample), 4.0 / sample.size, is_exact=True)

    def _slack(self, simulated: Estimate) -> float:
        return 0.5 * self.people + NOISE * abs(simulated.value)

    def _figure(self, closed: float | None, simulated: Estimate, slack: float, *, is_exact: bool) -> Figure:
        is_outside = closed is not None and not simulated.holds(closed, slack)
        by_formula = closed is not None and not self.is_near and (is_exact or not is_outside)
        decided_by = DecidedBy.CLOSED_FORM if by_formula else DecidedBy.SIMULATION
        return Figure(closed, simulated, decided_by, is_outside)


def cost_figures(closed: Closed, sample: FloatArray, trust: Trust) -> CostFigures:
    """Figures of a sample (D,), minor units, beside their closed forms."""
    return CostFigures(
        mean=trust.exact(closed("mean"), mean_of(sample)),
        p50=trust.tested(closed("p50"), quantile_of(sample, 0.5)),
        p90=trust.tested(closed("p90"), quantile_of(sample, 0.9)),
        p95=trust.tested(closed("p95"), quantile_of(sample, 0.95)),
        cvar95=trust.tested(closed("cvar95"), shortfall_of(sample, 0.95)),
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
