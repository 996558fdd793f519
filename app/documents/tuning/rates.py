"""What a factor on a table of rates makes of the rates themselves."""

from __future__ import annotations

from collections.abc import Sequence

from app.documents.amounts import significant
from app.messages import Language
from app.messages.amounts import percent_words
from models.incentives.components.commission import RATE_FACTOR, Commission
from models.incentives.role_group import RoleGroup
from scenarios.incentives.tuning.tuning_result import KnobName, TuningReport


def turned_rates(report: TuningReport, name: KnobName) -> tuple[list[float], list[float]] | None:
    """The rates of a parameter's table by tier, today and tuned; None where it turns no rates, or there is no tuned
    plan."""
    if name.parameter != RATE_FACTOR or report.document is None:
        return None
    before = _rates(report.loaded.document.groups, name)
    after = _rates(report.document.groups, name)
    return None if before is None or after is None else (before, after)


def rates_text(rates: Sequence[float], language: Language) -> str:
    """`0.43 %`; of several tiers `1 % / 2 %`."""
    return " / ".join(percent_words(rate, language) for rate in rates)


def _rates(groups: Sequence[RoleGroup], name: KnobName) -> list[float] | None:
    group = next((one for one in groups if one.key == name.group), None)
    if group is None:
        return None
    variant = next((one for one in group.variants if one.name == name.variant), None)
    for component in group.components if variant is None else variant.components:
        if component.name == name.component and isinstance(component, Commission):
            return [significant(float(tier.rate)) for tier in component.rates.tiers]
    return None
