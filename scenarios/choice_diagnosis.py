"""Limits of yes or no that leave no plan although all other limits together do."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from models.allocation.diagnosis import Diagnosis, Proof
from models.allocation.limits.choice_block import ChoiceBlock
from models.allocation.openings import OpeningProgram, opening_program
from models.solution import NO_POINT
from solvers.base import SolverBackend, SolverOptions
from solvers.registry import judges


def diagnose_choices(opening: OpeningProgram, backend: SolverBackend, options: SolverOptions) -> Diagnosis | None:
    """Which limits leave no choice; None unless two solvers agree that the integer program has no point."""
    both = judges(backend)
    if len(both) < 2 or not all(_is_infeasible(opening, judge, options) for judge in both):
        return None
    return Diagnosis(
        reasons=(),
        repairs=(),
        feasible_low=None,
        feasible_high=None,
        hard_conflict=(),
        proof=Proof.TWO_SOLVERS,
        smallest_change=0.0,
        choices=tuple(block.identity for block in _needed(opening, both, options)),
    )


def _needed(opening: OpeningProgram, both: tuple[SolverBackend, ...], options: SolverOptions) -> list[ChoiceBlock]:
    """A smallest set of the limits that leaves no plan: one after the other is left out while there is still none."""
    kept = list(opening.units.blocks)
    for block in opening.units.blocks:
        fewer = [other for other in kept if other is not block]
        if not fewer:
            break
        rest = opening_program(opening.line, opening.units.keeping(fewer))
        if all(_is_infeasible(rest, judge, options) for judge in both):
            kept = fewer
    return kept


def _is_infeasible(opening: OpeningProgram, judge: SolverBackend, options: SolverOptions) -> bool:
    """Without an objective: whether there is any point at all."""
    program = replace(opening.program, objective=np.zeros(opening.program.n_columns), offset=0.0)
    return judge.solve(program, options).termination in NO_POINT
