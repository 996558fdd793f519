"""Whether a scenario has a plan at all, which totals its limits allow, and why not where it has none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from models.allocation.chosen_node import ChosenNode, NodeName, find_node
from models.allocation.diagnosis import Diagnosis
from models.allocation.feasible_range import FeasibleRange
from models.allocation.formulation import limit_rows
from models.allocation.problem import AllocationProblem
from models.allocation.strategy import Strategy
from models.asked_by import asked_by
from models.errors import Infeasible
from scenarios.allocation import allocate
from scenarios.feasible_range import feasible_range
from scenarios.stopwatch import Stopwatch
from solvers.base import SolverBackend, SolverOptions


@dataclass(frozen=True, eq=False)
class NodeRange:
    """A node and the totals that the limits allow it."""

    node: ChosenNode
    range: FeasibleRange


@dataclass(frozen=True, eq=False)
class Feasibility:
    """`diagnosis`: why there is no plan; None: there is one. `company`: the company targets that all other limits
    allow. `node`: what they allow the node that was asked for, None where none was."""

    diagnosis: Diagnosis | None
    company: FeasibleRange
    node: NodeRange | None

    @property
    def is_feasible(self) -> bool:
        """Whether there is a plan."""
        return self.diagnosis is None


def feasibility(
    problem: AllocationProblem,
    strategy: Strategy,
    backend: SolverBackend,
    options: SolverOptions,
    node: NodeName | None = None,
    listener: Callable[[str], None] | None = None,
) -> Feasibility:
    """Ask the limits what they allow, without looking for the best plan. Raises InvalidInput for a node that does not
    exist, and what a solve may end in besides a plan and a diagnosis."""
    watch = Stopwatch(None, listener)
    with asked_by("node"):
        chosen = None if node is None else find_node(problem, node)
    with watch.phase("formulate"):
        rows = limit_rows(problem)
    with watch.phase("range"):
        company = feasible_range(problem, rows, None, backend, options)
        found = None
        if chosen is not None:
            found = NodeRange(chosen, feasible_range(problem, rows, chosen, backend, options))
    if company.is_feasible:
        return Feasibility(None, company, found)
    result = allocate(problem, strategy, backend, options, listener)
    if result.plan is not None:  # what the ranges took for a contradiction was within a solver's tolerance
        return Feasibility(None, replace(company, is_feasible=True), found)
    if not isinstance(result.error, Infeasible):
        result.raise_for_outcome()
    return Feasibility(result.diagnosis, company, found)
