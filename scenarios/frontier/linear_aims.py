"""Two aims over one linear program: what each costs per column, so that either can be optimised, kept or both.

Every aim but the fit and the attainability is linear, or piecewise linear and convex, so that the program of
`linearise` states it exactly: its cost is the difference that a unit of its weight makes to the objective. What is left
of the objective without both is the fit by chords, and the penalties of soft limits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csc_array, hstack, vstack

from models.allocation.formulation import Formulation
from models.allocation.linearisation import FIRST_SPREAD, Linearisation, linearise
from models.arrays import FloatArray
from models.program import LinearProgram
from scenarios.frontier.programs import FrontierPrograms

NOISE = 1e-11
"""Costs per thousand below it are differences of floating-point numbers, and no solver may see them as coefficients."""


@dataclass(frozen=True, eq=False)
class Cost:
    """offset + columns·v, in thousands: a loss times L."""

    columns: FloatArray
    offset: float

    def at(self, values: FloatArray) -> float:
        """The cost of the program's values."""
        return float(self.columns @ values) + self.offset


@dataclass(frozen=True, eq=False)
class LinearAims:
    """The limits over the columns of a linearisation, the cost of each aim (broken soft limits in each), and that of
    the fit."""

    line: Linearisation
    scale: float
    aims: tuple[Cost, ...]
    fit: Cost

    @classmethod
    def of(cls, programs: FrontierPrograms, centre: FloatArray | None = None) -> LinearAims:
        """Linearise. The fit is by chords between the bounds, a plan (thousands per cell) and its neighbourhood;
        without a plan it has no meaning, and every cell without a kink is one column."""
        base = [0.5] * len(programs.aims)
        whole = _line(programs.formulation(programs.weighed(base, 1.0)), centre)
        soft = _soft(whole, programs)
        singles = []
        for place in range(len(base)):
            more = [part + (part if other == place else 0.0) for other, part in enumerate(base)]
            changed = _line(programs.formulation(programs.weighed(more, 1.0)), centre).program
            singles.append(_difference(changed, whole.program, 1.0 / base[place]))
        rest = whole.program.objective - soft
        offset = whole.program.offset
        for share, one in zip(base, singles, strict=True):
            rest, offset = rest - share * one.columns, offset - share * one.offset
        aims = tuple(Cost(one.columns + soft, one.offset) for one in singles)
        scale = programs.problem.reference_total
        return cls(whole, scale, aims, Cost(rest + soft, offset))

    def minimising(
        self, goal: Cost, kept: Sequence[tuple[Cost, float]] = (), slack_reward: float | None = None
    ) -> LinearProgram:
        """min goal, each cost of `kept` at most its level. `slack_reward`: what a thousand that the last of them stays
        below its level earns, by a column of its own, the last one (AUGMECON2); None: nothing, and no column."""
        program = self.line.program
        matrix, objective = program.matrix, goal.columns
        upper = np.array([level - cost.offset for cost, level in kept])
        rows = csc_array(np.array([cost.columns for cost, _ in kept]).reshape(len(kept), program.n_columns))
        rows.eliminate_zeros()
        matrix = csc_array(vstack([matrix, rows], format="csc")) if kept else matrix
        lower = np.full(len(kept), -np.inf)
        col_upper, col_lower = program.col_upper, program.col_lower
        if slack_reward is not None:
            last = csc_array(([1.0], ([matrix.shape[0] - 1], [0])), shape=(matrix.shape[0], 1))
            matrix = csc_array(hstack([matrix, last], format="csc"))
            objective = np.append(objective, -slack_reward)
            col_lower, col_upper = np.append(col_lower, 0.0), np.append(col_upper, np.inf)
            lower[-1] = upper[-1]
        matrix.sort_indices()
        return LinearProgram(
            objective=objective,
            col_lower=col_lower,
            col_upper=col_upper,
            row_lower=np.concatenate([program.row_lower, lower]),
            row_upper=np.concatenate([program.row_upper, upper]),
            matrix=matrix,
            integer=np.zeros(objective.shape[0], dtype=np.bool_),
            offset=goal.offset,
        )


def _difference(more: LinearProgram, less: LinearProgram, unit: float) -> Cost:
    """What the weight that differs costs, per unit of it; noise is cut off."""
    columns = unit * (more.objective - less.objective)
    return Cost(np.where(np.abs(columns) < NOISE, 0.0, columns), unit * (more.offset - less.offset))


def _line(formulation: Formulation, centre: FloatArray | None) -> Linearisation:
    program = formulation.program
    if centre is None:
        return linearise(program, program.lower, 0.0)
    start = np.append(centre, np.zeros(program.n_auxiliary))
    return linearise(program, start, FIRST_SPREAD)


def _soft(line: Linearisation, programs: FrontierPrograms) -> FloatArray:
    """What a column costs as a broken soft limit: penalties of the limits' own rows, 0 elsewhere."""
    soft = np.zeros(line.program.n_columns)
    penalty = programs.rows.penalty[programs.rows.folded[4]]
    limits = np.repeat(penalty[np.isfinite(penalty)], 2)
    first = line.cell.shape[0]
    soft[first : first + limits.shape[0]] = limits
    return soft
