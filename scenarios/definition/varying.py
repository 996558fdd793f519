"""Variants of a scenario: other numbers in its document, the same members and cells, checked as any scenario is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pydantic import ValidationError

from models.allocation.dimensions import Dimension
from models.allocation.phasing.shapes import PhasingRules
from models.errors import InvalidInput
from models.findings import FindingList
from scenarios.definition.building import ScenarioBuilder
from scenarios.definition.canonical import canonical_bytes, large_sections, scenario_hash
from scenarios.definition.ceilings import Ceilings
from scenarios.definition.cells import CellRows
from scenarios.definition.document import SCHEMA, ScenarioDocument
from scenarios.definition.draft import Draft
from scenarios.definition.phasing import month_step
from scenarios.definition.scenario import Scenario
from scenarios.definition.schema_findings import schema_findings
from scenarios.definition.source import Source
from scenarios.definition.strategies import read_strategies

SECTIONS = ("company_target", "over_assignment", "uncertainty", "limits", "strategies", "rounding")
"""Sections of a document that may differ in a variant."""

_OTHERS: Mapping[str, object] = {
    "schema": SCHEMA,
    "name": "variant",
    "period": "variant",
    "money": {"currency": "CNY"},
    "dimensions": [{"name": "variant", "members": []}],
    "cells": [],
}
"""Stand-ins for the sections that stay as they are; never used."""


class ScenarioVariants:
    """Variants of one scenario. What they have in common is worked out once."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self._known = large_sections(scenario.problem, scenario.hold_reasons)

    def variant(self, sections: Mapping[str, object]) -> Scenario:
        """The scenario with other `sections` (some of SECTIONS, as they are written in a document; the others of them
        go back to their defaults). Where only strategies differ, the problem is the very same object.

        Raises InvalidInput for numbers that make no sense.
        """
        document = self.document(sections)
        if _same_problem(document, self.scenario.document):
            return self._with_strategies(document)
        builder = _Rebuilder(document, self.scenario)
        built = builder.build()
        if built is None:
            raise InvalidInput(tuple(builder.findings))
        return built.scenario(built.notices, self._known)

    def document(self, sections: Mapping[str, object]) -> ScenarioDocument:
        """The document of a variant, checked field by field. Raises InvalidInput."""
        value = {**_OTHERS, **sections}
        try:
            read = ScenarioDocument.model_validate(value)
        except ValidationError as error:
            raise InvalidInput([finding for _, finding in schema_findings(error, value, ScenarioDocument)]) from None
        return self.scenario.document.model_copy(update={name: getattr(read, name) for name in SECTIONS})

    def _with_strategies(self, document: ScenarioDocument) -> Scenario:
        base = self.scenario
        strategies = read_strategies(document, base.problem.cells)
        canonical = canonical_bytes(
            document, base.problem, strategies, base.default_strategy, base.hold_reasons, self._known
        )
        return replace(
            base,
            document=document,
            strategies=strategies,
            canonical=canonical,
            scenario_hash=scenario_hash(canonical),
        )


def _same_problem(one: ScenarioDocument, other: ScenarioDocument) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in SECTIONS if name != "strategies")


class _Rebuilder(ScenarioBuilder):
    """Builds with the members, cells and seasons of a scenario that was read before."""

    def __init__(self, document: ScenarioDocument, base: Scenario) -> None:
        self.findings = FindingList()
        draft = Draft(document, frozenset(), (), tuple(range(len(document.limits))))
        super().__init__(draft, None, Ceilings(), self.findings, Source({}))
        self._base = base

    def _dimensions(self) -> tuple[Dimension, ...] | None:
        return self._base.problem.dimensions

    def _cells(self, dimensions: tuple[Dimension, ...]) -> CellRows | None:  # noqa: ARG002
        return CellRows(self._base.problem.cells, dict(self._base.hold_reasons))

    def _phasing(
        self,
        dimensions: tuple[Dimension, ...],  # noqa: ARG002
        cells: CellRows,  # noqa: ARG002
        increment: int,
    ) -> PhasingRules | None:
        rules, written = self._base.problem.phasing, self._document.phasing
        if rules is None or written is None:
            return None
        return replace(rules, increment_minor=month_step(written, self._money, increment, self._findings))
