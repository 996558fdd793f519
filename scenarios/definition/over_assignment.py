"""The hedges of a document, checked against the dimensions they speak of."""

from __future__ import annotations

from decimal import Decimal

from models.allocation.dimensions import Dimension
from models.allocation.over_assignment import OverAssignment
from models.findings import Fact, FindingList, Location, as_pointer, near_names
from models.units import MAX_MINOR, AmountError, Money
from scenarios.definition.document import ScenarioDocument


def read_over_assignment(
    document: ScenarioDocument, dimensions: tuple[Dimension, ...], money: Money, findings: FindingList
) -> OverAssignment | None:
    """The over-assignment of a document; None where there is none, or every hedge is zero.

    Finds `unknown_dimension`, `unknown_level`, `amount_too_large` (targets that could not be added up exactly).
    """
    written = document.over_assignment
    if written is None:
        return None
    chosen = next((dimension for dimension in dimensions if dimension.name == written.dimension), None)
    if chosen is None:
        known = [dimension.name for dimension in dimensions]
        facts: dict[str, Fact] = {
            "name": written.dimension,
            "known": known,
            "near": near_names(written.dimension, known),
        }
        findings.add("unknown_dimension", Location(pointer="/over_assignment/dimension"), facts)
        return None
    for level in written.levels:
        if level not in chosen.levels:
            facts = {"level": level, "known": list(chosen.levels), "near": near_names(level, chosen.levels)}
            findings.add("unknown_level", Location(pointer=as_pointer(["over_assignment", "levels", level])), facts)
    rates = tuple(Decimal(repr(written.levels.get(level, 0.0))) for level in chosen.levels)
    found = OverAssignment(chosen.name, chosen.levels, rates)
    _check_size(found, document, money, findings)
    return found if any(rates) else None


def _check_size(found: OverAssignment, document: ScenarioDocument, money: Money, findings: FindingList) -> None:
    try:
        target = money.to_minor(document.company_target.upper)
    except AmountError:
        return  # said where the target stands
    if target * found.exact_factor > MAX_MINOR:
        value = f"{float(document.company_target.upper) * found.factor:,.0f}"
        facts: dict[str, Fact] = {"value": value, "digits": money.written_digits}
        findings.add("amount_too_large", Location(pointer="/over_assignment/levels"), facts)
