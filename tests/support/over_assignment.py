"""Companies whose targets are over-assigned: people in teams, some of them directly below the company."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from models.allocation.dimensions import Dimension, Member
from models.allocation.limits.amount_limit import AmountLimit
from models.allocation.over_assignment import OverAssignment
from models.allocation.problem import AllocationProblem
from tests.support.problems import amounts, two_by_two


def hedged(problem: AllocationProblem, dimension: str, rates: Mapping[str, float]) -> AllocationProblem:
    """The company with hedges at levels of one of its dimensions."""
    levels = problem.dimensions[problem.dimension(dimension)].levels
    exact = tuple(Decimal(str(rates.get(level, 0))) for level in levels)
    return replace(problem, over_assignment=OverAssignment(dimension, levels, exact))


def in_teams(problem: AllocationProblem, count: int) -> AllocationProblem:
    """The people of a flat dimension `rep` put into teams; every seventh stands directly below the company."""
    place = problem.dimension("rep")
    people = problem.dimensions[place].leaves
    teams = tuple(Member(f"t{index}", f"t{index}", "team") for index in range(count))
    placed = tuple(
        person if index % 7 == 6 else replace(person, parent=f"t{index % count}") for index, person in enumerate(people)
    )
    members = tuple(sorted((*teams, *placed), key=lambda member: member.key))
    dimensions = list(problem.dimensions)
    dimensions[place] = Dimension("rep", "rep", ("team", "rep"), members)
    return replace(problem, dimensions=tuple(dimensions))


def north_and_south(*limits: AmountLimit, target: float = 1000, increment: int = 100) -> AllocationProblem:
    """Two products; two people of team `north`, one of team `south`. Last year 100 and 200 (Ann), 300 (Bo), 400 (Chen).

    Cells in order: a ann, a bo, b ann, b chen. Teams get 5 % more than the plan, people 4 % more than their team.
    """
    people = (
        Member("ann", "Ann", "rep", "north"),
        Member("bo", "Bo", "rep", "north"),
        Member("chen", "Chen", "rep", "south"),
        Member("north", "North", "team"),
        Member("south", "South", "team"),
    )
    base = two_by_two(target, limits=limits, increment=increment)
    dimensions = (base.dimensions[0], Dimension("rep", "Person", ("team", "rep"), people))
    members = base.cells.members.copy()
    members[1] = [0, 1, 0, 2]
    cells = replace(base.cells, members=members, baseline=amounts([100, 300, 200, 400]))
    return hedged(replace(base, dimensions=dimensions, cells=cells), "rep", {"team": 0.05, "rep": 0.04})
