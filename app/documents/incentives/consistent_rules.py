"""Consistent rules as a document, with its sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.documents.amounts import significant
from app.documents.plan import finding_document
from app.messages import Language
from app.messages.amounts import percent_words
from app.messages.consistent_rules import (
    ACROSS,
    AGAINST,
    CONFLICT,
    CONSISTENT,
    ENOUGH,
    LABELS,
    LEFT_OUT,
    NOT_ENOUGH,
    RULE,
)
from models.findings import Fact
from models.incentives.consistency.consistent_rules import ConsistentRules, WayOut
from models.incentives.consistency.rule import RuleName, Span
from models.incentives.curve import corners
from scenarios.incentives.definition import LoadedPlan
from scenarios.incentives.rule_request import FoundRules

_PLAIN = (RuleName.SPREAD, RuleName.COMPANY_LOADING)
"""Quantities that people write as numbers, not in percent."""
DRAWN = 2.0
"""Attainment up to which the curve is drawn."""


def consistent_rules_document(loaded: LoadedPlan | None, found: FoundRules, language: Language) -> dict[str, Any]:
    """The document of `allot rules` and `POST /v1/consistent-rules`."""
    rules = found.rules
    return {
        "schema": "allot.consistent_rules/1",
        "name": None if loaded is None else loaded.plan.name,
        "plan_hash": None if loaded is None else loaded.plan_hash,
        "people": found.model.people,
        "curve": [
            {"attainment": significant(place), "pay": significant(pay)}
            for place, pay in corners(found.model.curve, DRAWN)
        ],
        "consistent": rules.is_consistent,
        "rules": [_rule(found, name, language) for name in RuleName],
        "conflict": [name.value for name in rules.conflict],
        "ways_out": [_way_out(rules, way, language) for way in rules.ways_out],
        "left_out": list(found.left_out),
        "sentences": list(_sentences(found, language)),
        "notices": [] if loaded is None else [finding_document(notice, language) for notice in loaded.notices],
    }


def span_words(name: RuleName, span: Span, language: Language) -> str:
    """`60 % to 70 %`, `0.25`."""
    low, high = value_words(name, span.low, language), value_words(name, span.high, language)
    return low if low == high else ACROSS.fill({"low": low, "high": high}, language)


def value_words(name: RuleName, value: float, language: Language) -> str:
    """A value of a quantity as people write it, in percent with one decimal."""
    if name in _PLAIN:
        return f"{value:.3f}".rstrip("0").rstrip(".")
    return percent_words(round(value, 3), language)


def _rule(found: FoundRules, name: RuleName, language: Language) -> dict[str, Any]:
    rules = found.rules
    wanted, reach = rules.given.get(name), rules.reach.get(name)
    return {
        "rule": name.value,
        "label": LABELS[name].text(language),
        "origin": found.origins[name].value if name in found.origins else "free",
        "wanted": None if wanted is None else _span(wanted),
        "value": significant(rules.values[name]) if name in rules.values else None,
        "reach": None if reach is None else _span(reach),
    }


def _way_out(rules: ConsistentRules, way: WayOut, language: Language) -> dict[str, Any]:
    facts: dict[str, Fact] = {
        "label": LABELS[way.rule].text(language),
        "needed": span_words(way.rule, way.needed, language),
        "asked": span_words(way.rule, rules.given[way.rule], language),
        "kept": _named(rules, way.kept, language),
    }
    return {
        "rule": way.rule.value,
        "needed": _span(way.needed),
        "nearest": significant(way.nearest),
        "kept": [name.value for name in way.kept],
        "is_enough": way.is_enough,
        "sentence": (ENOUGH if way.is_enough else AGAINST).fill(facts, language),
    }


def _sentences(found: FoundRules, language: Language) -> list[str]:
    rules = found.rules
    said = [CONSISTENT.text(language)]
    if not rules.is_consistent:
        said = [CONFLICT.fill({"rules": _named(rules, rules.conflict, language)}, language)]
        if not any(way.is_enough for way in rules.ways_out):
            said.append(NOT_ENOUGH.text(language))
    if found.left_out:
        said.append(LEFT_OUT.fill({"components": found.left_out}, language))
    return said


def _named(rules: ConsistentRules, names: Sequence[RuleName], language: Language) -> list[str]:
    return [
        RULE.fill(
            {"label": LABELS[name].text(language), "span": span_words(name, rules.given[name], language)}, language
        )
        for name in names
    ]


def _span(span: Span) -> dict[str, float]:
    return {"low": significant(span.low), "high": significant(span.high)}
