"""One plan as its sheets see it: words in one language, exact amounts, names of levels and members."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

import numpy as np

from app.documents.amounts import amount
from app.documents.workbook.words import WORDS
from app.messages import Language
from app.messages.amounts import money_words, unit_words
from models.allocation.dimensions import Dimension
from models.allocation.ledger import Ledger
from models.allocation.nodes import Partition, people
from models.allocation.plan import NodeTotals, Plan
from models.allocation.sensitivity.number_range import NodeRanges
from models.findings import Fact
from scenarios.allocation import AllocationResult
from scenarios.definition import Scenario

MOST_BREAKDOWN = 24
"""Columns that a breakdown by product has at most; of a finer level an upper one is shown."""


@dataclass(frozen=True, eq=False)
class PlanView:
    """The plan, and what every sheet asks of it. Amounts are exact Decimals in the scenario's unit. `ledger`: why its
    numbers are what they are, `ranges`: how firm they are, where that is known."""

    scenario: Scenario
    result: AllocationResult
    plan: Plan
    language: Language
    ledger: Ledger | None = None
    ranges: NodeRanges | None = None

    def word(self, key: str, **facts: Fact) -> str:
        """A text of the workbook."""
        return WORDS[key].fill(facts, self.language)

    def amount(self, minor: int) -> Decimal:
        """Minor units in the scenario's unit."""
        return amount(self.plan.problem.money, minor)

    def money(self, value: Decimal) -> str:
        """An amount with its unit, in words."""
        return money_words(value, self.plan.problem.money, self.language)

    @cached_property
    def unit(self) -> str:
        """The unit alone: 万元, thousand CNY."""
        return unit_words(self.plan.problem.money, self.language)

    @cached_property
    def amount_format(self) -> str:
        """Number format of amounts: as many decimals as targets and last year's sales have, at most six."""
        layers = [minor for layer in self.plan.numbers.minor for minor in layer.tolist()]
        months = [] if self.plan.month_numbers is None else np.unique(np.stack(self.plan.month_numbers.minor)).tolist()
        minors = [*layers, *months, *self.plan.problem.cells.baseline.minor.tolist()]
        digits = 0
        for minor in minors:
            exponent = int(self.amount(minor).as_tuple().exponent)
            digits = max(digits, -exponent)
        return "#,##0" + ("." + "0" * min(digits, 6) if digits else "")

    @cached_property
    def people(self) -> Partition:
        """The people of the plan."""
        return people(self.plan.problem, self.plan.index)

    @cached_property
    def levels(self) -> Sequence[Partition]:
        """Every level with more than one node."""
        return [part for part in self.plan.index.by_level if part.count > 1]

    @cached_property
    def cuts(self) -> Sequence[Partition]:
        """The leaves of the dimensions other than the people's, the first ones of the document first."""
        (own,) = self.people.dimensions
        leaves = {dimension.name: dimension.levels[-1] for dimension in self.plan.problem.dimensions}
        return [
            part for part in self.levels if part.dimensions[0] != own and part.levels[0] == leaves[part.dimensions[0]]
        ]

    @cached_property
    def breakdown(self) -> Partition | None:
        """The level by which people's targets are broken down: the finest of the first other dimension that fits."""
        (own,) = self.people.dimensions
        for dimension in self.plan.problem.dimensions:
            if dimension.name != own:
                fitting = [
                    part
                    for part in self.levels
                    if part.dimensions == (dimension.name,) and part.count <= MOST_BREAKDOWN
                ]
                return fitting[-1] if fitting else None
        return None

    @property
    def is_hedged(self) -> bool:
        """Whether people get more than the plan."""
        return self.plan.problem.over_assignment is not None

    def totals(self, part: Partition) -> NodeTotals:
        """Exact sums per node, in the numbers of its level."""
        return self.plan.totals(part)

    def whole(self, part: Partition) -> Partition:
        """The company as one node in the numbers of a level: what its nodes add up to."""
        return Partition(part.dimensions, part.levels, self.plan.index.company.groups)

    @cached_property
    def note(self) -> str:
        """Unit and rounding step of the amounts."""
        key = "units" if self.plan.problem.metric == "amount" else "units_pieces"
        return self.word(key, unit=self.unit, increment=f"{self.amount(self.plan.lattice.increment):,f}")

    def largest_first(self, part: Partition) -> list[int]:
        """The nodes by their targets, the largest first."""
        return [int(node) for node in np.argsort(-self.totals(part).target, kind="stable")]

    def dimension(self, name: str) -> Dimension:
        """A dimension by its name."""
        return self.plan.problem.dimensions[self.plan.problem.dimension(name)]

    def level_name(self, dimension: str, level: str) -> str:
        """What people call a level: the dimension's label for its leaves, a common word, or the level's name."""
        found = self.dimension(dimension)
        if level == found.levels[-1] and found.label != found.name:
            return found.label
        key = f"level_{level}"
        return self.word(key) if key in WORDS else level.replace("_", " ").capitalize()

    def part_name(self, part: Partition) -> str:
        """What people call the level of a partition."""
        return self.level_name(part.dimensions[0], part.levels[0])

    def label(self, part: Partition, node: int) -> str:
        """What people call a node of one level."""
        return self.dimension(part.dimensions[0]).by_key[part.groups.keys[node][0]].label

    def above(self, part: Partition, node: int) -> list[str]:
        """The labels of what stands above a node, from the top down."""
        dimension = self.dimension(part.dimensions[0])
        uppers = dimension.levels[: dimension.levels.index(part.levels[0])]
        found = [dimension.ancestor(part.groups.keys[node][0], level) for level in uppers]
        return ["" if member is None else member.label for member in found]

    def names_above(self, part: Partition) -> list[str]:
        """What people call the levels above."""
        dimension = self.dimension(part.dimensions[0])
        uppers = dimension.levels[: dimension.levels.index(part.levels[0])]
        return [self.level_name(dimension.name, level) for level in uppers]
