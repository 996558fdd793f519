"""Where the rows of a plan stand, for faults that show only once everything is read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from models.arrays import IntArray
from models.findings import Finding, Location
from models.tables.base import Table
from scenarios.definition.source import Source
from scenarios.incentives.definition.target_places import TargetPlaces


@dataclass(frozen=True, eq=False)
class ActualPlaces:
    """The actual rows: `rows` (t, n), the position of everybody's row of each stretch, −1 where there is none."""

    table: Table
    rows: IntArray

    def of(self, stretch: int, person: int, measure: str | None = None) -> Location:
        """A person's row that is there, or its field of a measure."""
        return self.table.place(int(self.rows[stretch, person]), measure)


@dataclass(frozen=True, eq=False)
class PlanPlaces:
    """`source`: the document, without its values. `actuals` None: none are stated."""

    source: Source
    targets: TargetPlaces
    actuals: ActualPlaces | None

    def located(self, findings: Iterable[Finding]) -> list[Finding]:
        """The findings with the document's file and line, where they stand in no table."""
        return [self.source.locate(finding) for finding in findings]
