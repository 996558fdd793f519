"""How much worse a score may be and still count as near the best: a share of what the terms have to give."""

from __future__ import annotations

from collections.abc import Mapping

from models.allocation.staging import TermRange, rounded
from models.allocation.strategy import Term, Weights


def score_allowance(weights: Weights, ranges: Mapping[Term, TermRange], share: float) -> float:
    """ε = share · Σ weight·(nadir − ideal), a loss without unit. Scores can be zero or negative, so it is no share of
    the score itself; where only one term counts it is zero."""
    by_term = weights.by_term()
    return rounded(share * sum(by_term[term] * max(found.width, 0.0) for term, found in ranges.items()))
