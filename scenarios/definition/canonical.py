"""The canonical form of a scenario and its hash: the same scenario has the same bytes, however it was written.

RFC 8785 JSON of the validated scenario: defaults filled in, tables inlined, money as integers of the minor unit,
members and cells sorted by key, the schema version in front. What the first version of the schema did not know stands
in it only where it is used, so that older scenarios keep their hash. Left out: what never changes which plan is right,
the solve's options and the fairness certificate's thresholds; comments, file names, the order of rows. The document's
money unit stays in it, because attributes that limits read as money are written in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal
from hashlib import sha256
from types import MappingProxyType

import numpy as np

from models.allocation.difficulty_basis import EVERYBODY, DifficultyBasis
from models.allocation.dimensions import Dimension
from models.allocation.limits.base import Limit
from models.allocation.over_assignment import OverAssignment
from models.allocation.phasing.calendar import MONTH_NAMES
from models.allocation.phasing.shapes import PhasingRules
from models.allocation.problem import AllocationProblem, Amounts
from models.allocation.strategy import Normalise, Strategy, Term
from models.allocation.uncertainty.parameters import Uncertainty
from models.allocation.unit_prices import UNIT_PRICE
from models.arrays import FloatArray
from models.units import Money, Pieces
from scenarios.definition.canonical_json import (
    canonical_array,
    canonical_json,
    canonical_number,
    canonical_object,
    canonical_text,
)
from scenarios.definition.columns import HOLD_REASON, MONEY_COLUMNS, RATE_COLUMNS
from scenarios.definition.document import SCHEMA, ScenarioDocument
from scenarios.definition.strategies import strategy_labels

NOTHING_KNOWN: Mapping[str, str] = MappingProxyType({})


def scenario_hash(canonical: bytes) -> str:
    """SHA-256 of the canonical bytes, 64 hexadecimal digits."""
    return sha256(canonical).hexdigest()


def canonical_bytes(
    document: ScenarioDocument,
    problem: AllocationProblem,
    strategies: Mapping[str, Strategy],
    default_strategy: str,
    hold_reasons: Mapping[int, str],
    known: Mapping[str, str] = NOTHING_KNOWN,
) -> bytes:
    """RFC 8785 bytes of a validated scenario. `known`: sections whose text is known already (`large_sections`)."""
    parts: dict[str, object] = {
        "schema": SCHEMA,
        "name": document.name,
        "title": document.title,
        "description": document.description,
        "language": document.language,
        "period": document.period,
        "money": {"currency": problem.money.currency, "unit": str(problem.money.unit)},
        "company_target": _limit(problem.company_total, problem.money),
        "limits": [_limit(limit, problem.money) for limit in problem.limits],
        "strategies": {name: _strategy(document, strategy) for name, strategy in strategies.items()},
        "strategy": default_strategy,
        "rounding": _rounding(problem),
    }
    if problem.difficulty_basis != EVERYBODY:
        parts["fairness"] = _fairness(problem.difficulty_basis)
    if problem.over_assignment is not None:  # without one, a scenario's bytes are what they were before there was any
        parts["over_assignment"] = _over_assignment(problem.over_assignment)
    if problem.uncertainty != Uncertainty():
        parts["uncertainty"] = asdict(problem.uncertainty)
    if problem.volume != Pieces():
        parts["volume"] = asdict(problem.volume)
    if problem.metric != "amount":
        parts["metric"] = problem.metric
    if problem.phasing is not None:
        parts["phasing"] = _phasing(problem.phasing)
    written = {name: canonical_json(part) for name, part in parts.items()}
    return canonical_object({**written, **(known or large_sections(problem, hold_reasons))}).encode()


def large_sections(problem: AllocationProblem, hold_reasons: Mapping[int, str]) -> dict[str, str]:
    """The canonical text of the members and cells, which many scenarios may share."""
    dimensions = [_dimension(dimension) for dimension in problem.dimensions]
    return {"dimensions": canonical_json(dimensions), "cells": _cells(problem, hold_reasons)}


def _dimension(dimension: Dimension) -> dict[str, object]:
    members = [
        {
            "key": member.key,
            "label": member.label,
            "level": member.level,
            "parent": member.parent,
            "priority": member.priority,
            "attributes": dict(member.attributes),
        }
        for member in dimension.members
    ]
    return {"name": dimension.name, "label": dimension.label, "levels": dimension.levels, "members": members}


def _over_assignment(found: OverAssignment) -> dict[str, object]:
    levels = {level: float(rate) for level, rate in zip(found.levels, found.rates, strict=True) if rate}
    return {"dimension": found.dimension, "levels": levels}


_YOUNGER = frozenset({"basis", "per", "each_month", "unless"})
"""Fields of limits that are younger than the schema: their defaults stay unwritten, and hashes what they are."""


def _limit(limit: Limit, money: Money) -> dict[str, object]:
    fields: dict[str, object] = limit.model_dump()
    for name in _YOUNGER & fields.keys():
        if fields[name] == type(limit).model_fields[name].get_default(call_default_factory=True):
            del fields[name]
    unit = money.of(limit.counts)
    for name in limit.money_fields():
        value = fields[name]
        if isinstance(value, Decimal) and unit is not None:
            fields[name] = unit.to_minor(value)
    if fields.get("metric") in (None, "amount" if money.pieces is None else "volume"):
        fields.pop("metric", None)
    return fields


def _rounding(problem: AllocationProblem) -> dict[str, object]:
    """Steps in minor units; levels only where there are coarser ones."""
    written: dict[str, object] = {"increment": problem.increment_minor}
    if problem.level_increments:
        written["levels"] = {f"{dimension}.{level}": q for (dimension, level), q in problem.level_increments.items()}
    return written


def _phasing(rules: PhasingRules) -> dict[str, object]:
    """The rules with defaults filled in; seasonality rows are sorted by their keys."""
    return {
        "start": rules.calendar.start,
        "seasonality": [
            {"keys": dict(row.keys), "months": dict(zip(MONTH_NAMES, row.months, strict=True))}
            for row in rules.seasonality
        ],
        "ramp": rules.ramp,
        "hire_date_attribute": rules.hire_attribute,
        "increment": rules.increment_minor,
    }


def _strategy(document: ScenarioDocument, strategy: Strategy) -> dict[str, object]:
    written: dict[str, object] = {
        "label": strategy_labels(document)[strategy.name],
        "reference": {str(source): share for source, share in strategy.reference.items()},
        "strategic_intensity": strategy.strategic_intensity,
        "weights": {
            term.value: weight
            for term, weight in strategy.weights.by_term().items()
            if term in _FIRST_TERMS or weight  # weights that came later are written where they weigh something
        },
    }
    if strategy.normalise is not Normalise.NONE:
        written["normalise"] = strategy.normalise.value
    if strategy.tiers:
        written["tiers"] = [[term.value for term in tier] for tier in strategy.tiers]
        written["tier_tolerance"] = strategy.tier_tolerance
    return written


_FIRST_TERMS = frozenset({Term.FIT, Term.STRATEGIC, Term.PROFIT, Term.STABILITY})


def _fairness(basis: DifficultyBasis) -> dict[str, object]:
    return {"by": basis.by, "peers": basis.peers, "against": None if basis.against is None else basis.against.value}


# --- cells: many, so their columns are written at once -------------------------------------------------------------


def _cells(problem: AllocationProblem, hold_reasons: Mapping[int, str]) -> str:
    """The cells as columns, one array each, all in the order of the cells."""
    cells = problem.cells
    columns = {column.name: _amounts(getattr(cells, column.name)) for column in MONEY_COLUMNS}
    columns |= {
        column.name: _rates(getattr(cells, column.name))
        for column in RATE_COLUMNS
        if column.name != UNIT_PRICE or not np.isnan(cells.unit_price).all()
    }
    columns[HOLD_REASON.name] = _reasons(hold_reasons, cells.count)
    keys = {}
    for index, dimension in enumerate(problem.dimensions):
        texts = [canonical_text(leaf.key) for leaf in dimension.leaves]
        keys[dimension.name] = canonical_array(texts[leaf] for leaf in cells.members[index].tolist())
    columns["members"] = canonical_object(keys)
    return canonical_object(columns)


def _amounts(amounts: Amounts) -> str:
    texts = list(map(str, amounts.minor.tolist()))
    for cell in np.flatnonzero(~amounts.present).tolist():
        texts[cell] = "null"
    return canonical_array(texts)


def _rates(values: FloatArray) -> str:
    different, position = np.unique(values, return_inverse=True)
    texts = ["null" if np.isnan(value) else canonical_number(float(value)) for value in different]
    return canonical_array(texts[place] for place in position.tolist())


def _reasons(hold_reasons: Mapping[int, str], count: int) -> str:
    texts = ["null"] * count
    for cell, reason in hold_reasons.items():
        texts[cell] = canonical_text(reason)
    return canonical_array(texts)
