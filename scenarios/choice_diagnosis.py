"""Limits of yes or no that leave no plan although all other limits together do: the whole numbers are impossible."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from models.allocation.diagnosis import Diagnosis, Proof
from models.allocation.formulation import LimitRows
from models.allocation.limits.choice_block import ChoiceBlock
from models.allocation.openings import OpeningProgram, opening_program
from models.allocation.problem import AllocationProblem
from models.solution import NO_POINT
from scenarios.diagnosing.choice_conflict import choice_conflict
from scenarios.diagnosing.choice_repairs import ChoiceRepairs
from scenarios.diagnosing.company_range import company_range
from scenarios.diagnosing.repair_search import RepairSearch
from solvers.base import SolverBackend, SolverOptions
from solvers.registry import judges

CONFLICT_SECONDS = 5.0
"""Time of the search for the limits that take part; what it has by then is told."""


def diagnose_choices(
    problem: AllocationProblem,
    rows: LimitRows,
    opening: OpeningProgram,
    backend: SolverBackend,
    options: SolverOptions,
) -> Diagnosis | None:
    """Which limits leave no choice, and what would help; None unless two solvers agree that the integer program has no
    point. `rows`: all limits before any choice; `options` are those of each single program."""
    both = judges(backend)
    if len(both) < 2 or not all(_is_infeasible(opening, judge, options) for judge in both):
        return None
    needed = _needed(opening, both, options)
    repairs = ChoiceRepairs(problem, rows, backend, options)
    low, high = company_range(problem, rows, backend, options)
    return Diagnosis(
        reasons=(),
        repairs=RepairSearch(repairs.identities, repairs.smallest).run(),
        feasible_low=low,
        feasible_high=high,
        hard_conflict=(),
        proof=Proof.TWO_SOLVERS,
        smallest_change=0.0,
        choices=tuple(block.identity for block in needed),
        conflict=choice_conflict(rows, needed, problem.reference_total, options, CONFLICT_SECONDS),
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
