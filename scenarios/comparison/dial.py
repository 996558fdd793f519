"""A dial of a strategy: its strategic intensity, or the weight of one term."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.allocation.problem import AllocationProblem
from models.allocation.strategy import FIT_SHARE_OF_WEIGHTS, Strategy, Term, Weights
from models.errors import InvalidInput
from models.findings import Finding, near_names

INTENSITY = "strategic_intensity"
MOST_INTENSITY, MOST_WEIGHT = 10.0, 1e6
USUAL_INTENSITY, USUAL_WEIGHT = 3.0, 1.0
"""How far a dial is turned where nothing is said, or as far as it goes."""


@dataclass(frozen=True)
class Dial:
    """`term` None: the strategic intensity. The fit's weight is no dial: it is what the others are weighed against."""

    term: Term | None = None

    @classmethod
    def named(cls, name: str) -> Dial:
        """The dial of a name: `strategic_intensity` or a term. Raises InvalidInput: `dial_unknown`."""
        known = [INTENSITY, *(term.value for term in Term if term is not Term.FIT)]
        if name not in known:
            raise InvalidInput(
                [Finding("dial_unknown", facts={"name": name, "known": known, "near": near_names(name, known)})]
            )
        return cls(None if name == INTENSITY else Term(name))

    @property
    def name(self) -> str:
        """What the dial is called."""
        return INTENSITY if self.term is None else self.term.value

    def of(self, strategy: Strategy) -> float:
        """Where the dial of a strategy stands."""
        return strategy.strategic_intensity if self.term is None else strategy.weights.by_term()[self.term]

    def most(self, strategy: Strategy) -> float:
        """How far the dial of a strategy goes: weights until the fit is a tenth of the others."""
        if self.term is None:
            return MOST_INTENSITY
        weights = strategy.weights.by_term()
        others = sum(weight for term, weight in weights.items() if term not in (Term.FIT, self.term))
        return min(MOST_WEIGHT, max(weights[Term.FIT] / FIT_SHARE_OF_WEIGHTS - others, 0.0))

    def usual(self, strategy: Strategy) -> float:
        """How far the dial of a strategy is turned where nothing is said."""
        return min(self.most(strategy), USUAL_INTENSITY if self.term is None else USUAL_WEIGHT)

    def has_data(self, problem: AllocationProblem, absent: Sequence[Term]) -> bool:
        """Whether turning it can change a plan: priorities need cells that have one. `absent`: terms without data."""
        if self.term in (None, Term.STRATEGIC):
            return bool(problem.priority.any())
        return self.term not in absent

    def turned(self, strategy: Strategy, value: float) -> Strategy:
        """The same strategy with the dial elsewhere."""
        if self.term is None:
            return replace(strategy, strategic_intensity=value)
        return replace(strategy, weights=Weights.of({**strategy.weights.by_term(), self.term: value}))
