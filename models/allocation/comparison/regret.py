"""Regret: what a plan costs by the standards of a strategy that it was not made for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from models.allocation.formulation import Formulation
from models.allocation.objective import soft_cost, term_losses, weighted_loss
from models.arrays import FloatArray

ROUNDOFF = 1e-12
"""Error of a loss by itself, per unit of the terms that it adds up."""


@dataclass(frozen=True, eq=False)
class Standard:
    """What a strategy judges plans by: the program whose optimum its own plan is.

    Losses are per unit of the weight of fit (above zero), so that 1, 0.05 and 100, 5 are one standard: weights in
    another scale make the same plan, and strategies compare with each other.

    `formulation` carries the references, the terms and the weights as solved (normalised, with the prices of tiers);
    `soft_scale` what penalties of soft limits are multiplied with. `targets`: its own exact plan, thousands per cell.
    `program_gap`: proven bound on what the program loses with it above the least, thousands.
    """

    formulation: Formulation
    targets: FloatArray
    program_gap: float
    soft_scale: float = 1.0

    @property
    def gap(self) -> float:
        """Proven bound on its own loss less the least one, as `loss` counts."""
        return self.program_gap / self.scale / self.formulation.weights.fit

    @property
    def scale(self) -> float:
        """Thousands of money that a loss of 1 stands for: the company target."""
        return self.formulation.program.scale / self._hedge

    def loss(self, targets: FloatArray) -> float:
        """The loss of a plan (thousands per cell), broken soft limits included, per unit of company target:
        H · (Σ weight · loss of the term + soft_scale · Σ penalty · violation / L) / weight of fit, as terms count per
        unit of L, which H is part of."""
        losses = term_losses(self.formulation.terms, targets)
        soft = self.soft_scale * soft_cost(self.formulation.rows, targets) / self.formulation.program.scale
        weights = self.formulation.weights
        return self._hedge * (weighted_loss(losses, weights) + soft) / weights.fit

    @property
    def _hedge(self) -> float:
        return self.formulation.terms.problem.hedge_factor

    def regret(self, targets: FloatArray) -> float:
        """Loss of a plan less that of the strategy's own; below zero by `gap` at most where the plan keeps the
        limits that the own one keeps."""
        return self.loss(targets) - self.own_loss

    @cached_property
    def own_loss(self) -> float:
        """The loss of the strategy's own plan."""
        return self.loss(self.targets)


@dataclass(frozen=True, eq=False)
class RegretMatrix:
    """`loss[b, a]`: regret of plan a by the standard of strategy b, per unit of company target and of b's weight of
    fit; the diagonal is zero. `thousands[b, a]`: the same in money. `error[b]`: how far a row's entries may lie below
    zero."""

    loss: FloatArray
    thousands: FloatArray
    error: FloatArray

    @property
    def worst(self) -> FloatArray:
        """The largest regret of each plan (a) over all standards."""
        return np.asarray(self.loss.max(axis=0, initial=0.0), dtype=np.float64)


def regret_matrix(standards: Sequence[Standard]) -> RegretMatrix:
    """Every plan by every strategy's standard."""
    loss = np.array(
        [[0.0 if one is other else other.regret(one.targets) for one in standards] for other in standards],
        dtype=np.float64,
    ).reshape(len(standards), len(standards))
    scale = np.array([standard.scale for standard in standards])
    size = np.array([abs(standard.own_loss) for standard in standards])
    error = np.array([standard.gap for standard in standards]) + ROUNDOFF * np.maximum(size, 1.0)
    return RegretMatrix(loss=loss, thousands=loss * scale[:, None], error=error)
