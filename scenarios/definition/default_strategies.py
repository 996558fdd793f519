"""The strategies of a scenario that states none, with names that a manager understands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.allocation.strategy import ReferenceSource, Weights

HISTORY, POTENTIAL, FORECAST = ReferenceSource.HISTORY, ReferenceSource.POTENTIAL, ReferenceSource.FORECAST


@dataclass(frozen=True)
class DefaultStrategy:
    """A ready-made strategy; `blend` holds the shares of the sources as far as some cell states them."""

    label_en: str
    label_zh: str
    blend: Mapping[ReferenceSource, float]
    strategic_intensity: float
    weights: Weights

    def label(self, language: str) -> str:
        """What people call it."""
        return self.label_zh if language == "zh" else self.label_en


DEFAULT_STRATEGIES: Mapping[str, DefaultStrategy] = {
    "balanced": DefaultStrategy(
        "Balanced", "均衡", {HISTORY: 0.5, POTENTIAL: 0.3, FORECAST: 0.2}, 0.5, Weights(fairness=0.05)
    ),
    "growth": DefaultStrategy(
        "Growth first",
        "增长优先",
        {HISTORY: 0.2, POTENTIAL: 0.6, FORECAST: 0.2},
        1.0,
        Weights(strategic=0.4, profit=0.1, stability=0.02),
    ),
    "profit": DefaultStrategy(
        "Profit first",
        "利润优先",
        {HISTORY: 0.4, POTENTIAL: 0.2, FORECAST: 0.4},
        0.3,
        Weights(strategic=0.05, profit=0.8, stability=0.05),
    ),
    "fairness": DefaultStrategy(
        "Fairness first",
        "公平优先",
        {HISTORY: 0.2, POTENTIAL: 0.2, FORECAST: 0.6},
        0.2,
        Weights(strategic=0.05, profit=0.05, stability=0.0, fairness=1.0, attainability=0.2, load=0.1),
    ),
    "continuity": DefaultStrategy(
        "Continuity",
        "平稳延续",
        {HISTORY: 0.7, POTENTIAL: 0.1, FORECAST: 0.2},
        0.2,
        Weights(strategic=0.05, profit=0.05, stability=0.3),
    ),
}
"""By name; the first is the one that a plain solve uses."""
