"""Strategies of a document, with their defaults filled in."""

from __future__ import annotations

from collections.abc import Mapping

from models.allocation.problem import Cells
from models.allocation.strategy import ReferenceSource, Strategy
from models.findings import FindingList, Location, near_names
from scenarios.definition.default_strategies import DEFAULT_STRATEGIES
from scenarios.definition.document import ScenarioDocument

DEFAULT_BLEND = DEFAULT_STRATEGIES["balanced"].blend
"""Shares of a reference that is not stated, in proportion among the sources that some cell states."""


def strategy_labels(document: ScenarioDocument) -> Mapping[str, str]:
    """What people call every strategy, in document order."""
    if document.strategies:
        return {name: written.label or name for name, written in document.strategies.items()}
    return {name: ready.label(document.language) for name, ready in DEFAULT_STRATEGIES.items()}


def read_strategies(document: ScenarioDocument, cells: Cells) -> dict[str, Strategy]:
    """Every strategy by name, in document order; the ready-made ones where the document states none."""
    if not document.strategies:
        return _ready_made(cells)
    blend = _present(DEFAULT_BLEND, cells)
    return {
        name: Strategy(
            name=name,
            reference=blend if written.reference is None else written.reference.shares(),
            strategic_intensity=written.strategic_intensity,
            weights=written.weights.weights(),
            normalise=written.normalise,
            tiers=written.tiers,
            tier_tolerance=written.tier_tolerance,
        )
        for name, written in document.strategies.items()
    }


def default_strategy(document: ScenarioDocument, findings: FindingList) -> str:
    """Name of the strategy that a plain solve uses. Finds `unknown_strategy`."""
    names = list(strategy_labels(document))
    if document.strategy is None:
        return names[0]
    if document.strategy not in names:
        near = near_names(document.strategy, names)
        facts = {"name": document.strategy, "known": names, "near": near}
        findings.add("unknown_strategy", Location(pointer="/strategy"), facts)
    return document.strategy


def _ready_made(cells: Cells) -> dict[str, Strategy]:
    return {
        name: Strategy(
            name=name,
            reference=_present(ready.blend, cells),
            strategic_intensity=ready.strategic_intensity,
            weights=ready.weights,
            is_written=False,
        )
        for name, ready in DEFAULT_STRATEGIES.items()
    }


def _present(blend: Mapping[ReferenceSource, float], cells: Cells) -> dict[ReferenceSource, float]:
    """The shares of the sources that some cell states, in proportion; equal parts where none does."""
    columns = {
        ReferenceSource.HISTORY: cells.baseline,
        ReferenceSource.POTENTIAL: cells.potential,
        ReferenceSource.FORECAST: cells.forecast,
    }
    present = {source: share for source, share in blend.items() if columns[source].present.any()}
    total = sum(present.values())
    return {source: share / total for source, share in present.items()} if total else {ReferenceSource.EQUAL: 1.0}
