"""The limits that an import writes for a start, each with a comment that says what it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scenarios.importing.history import History
from scenarios.importing.mapping_limits import BandMapping
from scenarios.importing.scenario_words import COMMENTS, words
from scenarios.importing.targets import Target, person_rates

LimitText = tuple[str, Mapping[str, Any]]


def limit_sections(history: History, target: Target) -> list[LimitText]:
    """(comment, limit) in the order in which they are written."""
    limits = history.mapping.limits
    found = [_person(history, target)]
    found += [_band(history, target, "product", limits.product), _band(history, target, "region", limits.region)]
    return [one for one in found if one is not None]


def _person(history: History, target: Target) -> LimitText | None:
    mapping = history.mapping
    person, rule = mapping.with_role("person"), mapping.limits.person
    if person is None or rule is None:
        return None
    floor, cap = person_rates(rule, target.ratio)
    language = mapping.language
    template = COMMENTS["person"].text(language)
    before, _, rest = template.partition("[[")
    optional, _, after = rest.partition("]]")
    most = "" if rule.cap_amount is None else optional.format(most=f"{rule.cap_amount:f}")
    comment = before.format(floor=_percent(floor), cap=_percent(cap)) + most + after
    return comment, {
        "kind": "amount_limit",
        "name": words("person_limit", language),
        "owner": rule.owner or words("owner", language),
        "by": [person.name],
        "min_amount": {"attribute": "floor"},
        "max_amount": {"attribute": "cap"},
    }


def _band(history: History, target: Target, role: str, rule: BandMapping | None) -> LimitText | None:
    mapping = history.mapping
    dimension = mapping.with_role(role)
    if dimension is None or rule is None or not history.has_baseline:
        return None
    growth = target.ratio - 1.0
    language = mapping.language
    comment = (
        COMMENTS["band"]
        .text(language)
        .format(growth=_percent(growth), below=_points(rule.below), above=_points(rule.above))
    )
    return comment, {
        "kind": "growth_limit",
        "name": words(f"{role}_limit", language),
        "owner": rule.owner or words(f"{role}_owner", language),
        "by": [dimension.name],
        "min_growth_rate": max(round(growth - rule.below, 3), -1.0),
        "max_growth_rate": round(growth + rule.above, 3),
    }


def _percent(rate: float) -> str:
    return f"{rate * 100:.1f} %".replace(".0 %", " %")


def _points(rate: float) -> str:
    return f"{rate * 100:.1f}".removesuffix(".0")
