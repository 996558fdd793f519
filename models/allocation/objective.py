"""The objective of one strategy over one problem: which terms count, what they add to the program, what a plan costs.

Each term is a loss without unit. Terms whose data nobody states are dropped with a notice, they would be zero anyway.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from models.allocation.difficulty import Difficulty, compared, difficulty
from models.allocation.problem import AllocationProblem
from models.allocation.shortfall import Shortfall
from models.allocation.strategy import Strategy, Term, Weights
from models.allocation.terms.attainability import shortfall_of
from models.allocation.terms.columns import TermColumns
from models.allocation.terms.fairness import fairness_columns, fairness_loss
from models.allocation.terms.load import Utilisation, load_columns, load_loss, load_price, utilisation
from models.arrays import FloatArray
from models.findings import Finding, Location

if TYPE_CHECKING:
    from models.allocation.formulation import LimitRows


FORMULAS: Mapping[Term, str] = MappingProxyType(
    {
        Term.FIT: "Σ (x − r)² / (r̄·L)",
        Term.STRATEGIC: "−Σ s·x / L",
        Term.PROFIT: "−Σ m·x / L",
        Term.STABILITY: "Σ |x − previous| / L",
        Term.FAIRNESS: "mean |d − d̄| + max |d − d̄|",
        Term.ATTAINABILITY: "Σ E(x − S)⁺ / L",
        Term.LOAD: "max u − mean u",
    }
)
"""Each term's loss. x: targets, r: references, r̄: r, but at least a hundredth of an average cell, L: the total of all
references, s: priorities above zero, m: margin rates, d: target over forecast of a person, d̄: that of the peers
together, S: sales under their forecast, u: used over capacity of each yearly capacity."""


@dataclass(frozen=True, eq=False)
class TermData:
    """What the terms are computed from. `reference` r, `reference_floor` r̄ and `scale` L in thousands, `margin`
    per cell what a unit of the plan earns; None where the data of a term is missing."""

    problem: AllocationProblem
    reference: FloatArray
    reference_floor: FloatArray
    scale: float
    margin: FloatArray
    difficulty: Difficulty | None
    shortfall: Shortfall | None
    utilisation: Utilisation | None

    def shortfall_at(self, weight: float) -> Shortfall | None:
        """The expected shortfall at a weight; None where nothing is to be priced."""
        return None if self.shortfall is None or not weight else self.shortfall.weighing(weight)

    def absent(self) -> tuple[Term, ...]:
        """Terms that no plan can differ in, for want of data."""
        missing = {
            Term.PROFIT: bool(np.isnan(self.problem.cells.margin_rate).all()),
            Term.STABILITY: not self.problem.cells.previous.present.any(),
            Term.FAIRNESS: self.difficulty is None or not compared(self.difficulty).any(),
            Term.ATTAINABILITY: self.shortfall is None,
            Term.LOAD: self.utilisation is None,
        }
        return tuple(term for term, is_missing in missing.items() if is_missing)


def term_data(
    problem: AllocationProblem, rows: LimitRows, reference: FloatArray, reference_floor: FloatArray, scale: float
) -> TermData:
    """Gather what the terms need. Raises StatementError for a fairness basis whose axes do not exist."""
    return TermData(
        problem=problem,
        reference=reference,
        reference_floor=reference_floor,
        scale=scale,
        margin=_unit_margin(problem, reference),
        difficulty=difficulty(problem, problem.difficulty_basis),
        shortfall=shortfall_of(problem, 1.0),
        utilisation=utilisation(rows),
    )


def term_losses(data: TermData, targets: FloatArray) -> dict[Term, float]:
    """Every term's loss of targets in thousands per cell (n), whatever it weighs; absent terms are left out."""
    problem, scale = data.problem, data.scale
    losses = {
        Term.FIT: float(((targets - data.reference) ** 2 / data.reference_floor).sum()) / scale,
        Term.STRATEGIC: -float((np.maximum(problem.priority, 0.0) * targets).sum()) / scale,
        Term.PROFIT: -float((data.margin * targets).sum()) / scale,
        Term.STABILITY: _moved(problem, targets) / scale,
    }
    if data.difficulty is not None:
        losses[Term.FAIRNESS] = fairness_loss(data.difficulty, targets)
    if data.shortfall is not None:
        losses[Term.ATTAINABILITY] = float(data.shortfall.loss(targets).sum()) / (scale * data.shortfall.weight)
    if data.utilisation is not None:
        losses[Term.LOAD] = load_loss(data.utilisation, targets)
    absent = data.absent()
    return {term: loss for term, loss in losses.items() if term not in absent}


def weighted_loss(losses: Mapping[Term, float], weights: Weights) -> float:
    """Σ weight · loss."""
    return float(sum(weight * losses.get(term, 0.0) for term, weight in weights.by_term().items()))


def soft_cost(rows: LimitRows, targets: FloatArray) -> float:
    """What broken soft limits cost at their penalties, in thousands."""
    soft = np.flatnonzero(np.isfinite(rows.penalty))
    activity = rows.matrix[soft] @ targets
    miss = np.maximum(np.maximum(rows.lower[soft] - activity, activity - rows.upper[soft]), 0.0)
    return float((rows.penalty[soft] * miss).sum())


def cell_price(data: TermData, weights: Weights) -> FloatArray:
    """Linear price per cell (n): strategic volume and margin earn, and so does the mean utilisation under `load`."""
    problem = data.problem
    price = -(weights.strategic * np.maximum(problem.priority, 0.0) + weights.profit * data.margin)
    if weights.load and data.utilisation is not None:
        price = price + load_price(data.utilisation, weights.load, data.scale)
    return np.asarray(price, dtype=np.float64)


def term_columns(data: TermData, weights: Weights, ceiling: float, curvature: FloatArray) -> list[TermColumns]:
    """Rows and auxiliary columns of the terms that need them. `ceiling`: the most that all targets together can be,
    `curvature` D per cell, in thousands."""
    found: list[TermColumns | None] = []
    if weights.fairness and data.difficulty is not None:
        found.append(fairness_columns(data.difficulty, weights.fairness, data.scale, ceiling, curvature))
    if weights.load and data.utilisation is not None:
        found.append(load_columns(data.utilisation, weights.load, data.scale, ceiling, curvature))
    return [columns for columns in found if columns is not None]


def absence_notices(data: TermData, strategy: Strategy) -> list[Finding]:
    """A notice per term that a strategy weighs and that has no data; a ready-made one takes what there is."""
    if not strategy.is_written:
        return []
    weights = strategy.weights.by_term()
    return [
        Finding("term_without_data", Location(pointer=f"/strategies/{strategy.name}/weights/{term}"), {"term": term})
        for term in data.absent()
        if term in (Term.FAIRNESS, Term.ATTAINABILITY, Term.LOAD) and weights[term] > 0
    ]


def _unit_margin(problem: AllocationProblem, reference: FloatArray) -> FloatArray:
    """m per cell (n); a cell without a margin rate earns none.

    In a plan of pieces m is the margin of a piece over the average price of the reference's pieces, so that the weight
    means the same; cells without a price earn none either.
    """
    margin = np.nan_to_num(problem.cells.margin_rate, nan=0.0)
    if problem.metric != "volume":
        return np.asarray(margin, dtype=np.float64)
    price = problem.unit_price
    priced = ~np.isnan(price) & (reference > 0.0)
    average = float(np.average(price[priced], weights=reference[priced])) if priced.any() else 1.0
    return np.asarray(margin * np.nan_to_num(price / average, nan=0.0), dtype=np.float64)


def _moved(problem: AllocationProblem, targets: FloatArray) -> float:
    previous = problem.cells.previous
    known = previous.present
    amount = previous.minor[known] / problem.money.minor_per_thousand
    return float(np.abs(targets[known] - amount).sum())
