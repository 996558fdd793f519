"""How the weights of a strategy became those of the program that was solved, as plan documents write it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.documents.amounts import significant
from models.allocation.plan import Plan
from models.allocation.staging import TermRange, TierKept
from models.allocation.strategy import Term, Weights


def strategy_part(plan: Plan, label: str) -> dict[str, Any]:
    """Weights as written and as solved, the terms' ranges where they were normalised, and how each tier was kept."""
    strategy, staging = plan.strategy, plan.staging
    return {
        "label": label,
        "is_ready_made": not strategy.is_written,
        "reference": {source.value: significant(share) for source, share in strategy.reference.items()},
        "strategic_intensity": strategy.strategic_intensity,
        "normalise": strategy.normalise.value,
        "weights": _weights(strategy.weights),
        "solved_weights": _weights(strategy.weights if staging is None else staging.weights),
        "ranges": None if staging is None or staging.ranges is None else _ranges(staging.ranges),
        "dropped": [] if staging is None else [term.value for term in staging.dropped],
        "tiers": [[term.value for term in tier] for tier in strategy.tiers],
        "tier_tolerance": strategy.tier_tolerance,
        "kept": [] if staging is None else [_kept(tier) for tier in staging.tiers],
    }


def losses_part(losses: Mapping[Term, float]) -> dict[str, float]:
    """Loss by term, in the order of the terms."""
    return {term.value: significant(losses[term]) for term in Term if term in losses}


def _weights(weights: Weights) -> dict[str, float]:
    return {term.value: significant(weight) for term, weight in weights.by_term().items()}


def _ranges(ranges: Mapping[Term, TermRange]) -> dict[str, dict[str, float]]:
    return {
        term.value: {"ideal": significant(found.ideal), "nadir": significant(found.nadir)}
        for term, found in ranges.items()
    }


def _kept(tier: TierKept) -> dict[str, Any]:
    return {
        "terms": [term.value for term in tier.terms],
        "at_best": significant(tier.at_best),
        "allowed": significant(tier.allowed),
        "reached": significant(tier.reached),
        "kept": tier.is_kept,
    }
