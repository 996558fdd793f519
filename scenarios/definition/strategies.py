"""Strategies of a document, with their defaults filled in."""

from __future__ import annotations

from collections.abc import Mapping

from models.allocation.problem import Cells
from models.allocation.strategy import ReferenceSource, Strategy
from models.findings import FindingList, Location, near_names
from scenarios.definition.document import ScenarioDocument
from scenarios.definition.strategy_document import StrategyDocument

DEFAULT_STRATEGY = "balanced"

DEFAULT_BLEND: Mapping[ReferenceSource, float] = {
    ReferenceSource.HISTORY: 0.5,
    ReferenceSource.POTENTIAL: 0.3,
    ReferenceSource.FORECAST: 0.2,
}
"""Shares of a reference that is not stated, in proportion among the sources that some cell states."""


def strategy_documents(document: ScenarioDocument) -> Mapping[str, StrategyDocument]:
    """The strategies as written, or the one that stands in for none."""
    return document.strategies or {DEFAULT_STRATEGY: StrategyDocument()}


def read_strategies(document: ScenarioDocument, cells: Cells) -> dict[str, Strategy]:
    """Every strategy by name, in document order."""
    blend = default_blend(cells)
    return {
        name: Strategy(
            name=name,
            reference=blend if written.reference is None else written.reference.shares(),
            strategic_intensity=written.strategic_intensity,
            weights=written.weights.weights(),
        )
        for name, written in strategy_documents(document).items()
    }


def default_strategy(document: ScenarioDocument, findings: FindingList) -> str:
    """Name of the strategy that a plain solve uses. Finds `unknown_strategy`."""
    names = list(strategy_documents(document))
    if document.strategy is None:
        return names[0]
    if document.strategy not in names:
        near = near_names(document.strategy, names)
        facts = {"name": document.strategy, "known": names, "near": near}
        findings.add("unknown_strategy", Location(pointer="/strategy"), facts)
    return document.strategy


def default_blend(cells: Cells) -> dict[ReferenceSource, float]:
    """λ over history, potential and forecast as far as some cell states them; equal parts where none does."""
    present = {
        ReferenceSource.HISTORY: bool(cells.baseline.present.any()),
        ReferenceSource.POTENTIAL: bool(cells.potential.present.any()),
        ReferenceSource.FORECAST: bool(cells.forecast.present.any()),
    }
    total = sum(share for source, share in DEFAULT_BLEND.items() if present[source])
    if not total:
        return {ReferenceSource.EQUAL: 1.0}
    return {source: share / total for source, share in DEFAULT_BLEND.items() if present[source]}
