"""How the weights of a strategy became those of the program that was solved: ranges of terms, and tiers kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.allocation.strategy import Strategy, Term, Weights
from models.findings import Finding, Location

LEAST_RANGE = 1e-9
"""Terms that differ by less among the allowed plans have no say, and none to lose."""

LEAST_TOLERANCE = 1e-6
"""What an earlier tier may always give up: below it lies the accuracy of its own optimum."""

UNUSED = 0.05
"""Share of a tier's tolerance that may stay unused: the tolerance is a rule of thumb, and prices are searched."""

DIGITS = 6
"""Significant digits of computed weights: two solvers differ far below them."""


@dataclass(frozen=True)
class TermRange:
    """What a term's loss is at best (when it alone counts) and at worst (when another term alone counts)."""

    ideal: float
    nadir: float

    @property
    def width(self) -> float:
        """Worst less best."""
        return self.nadir - self.ideal


@dataclass(frozen=True)
class TierKept:
    """A tier before the last: the weighted loss that its terms have `at_best`, what the later tiers may raise it to
    (`allowed`), and what they did (`reached`). Soft limits count in every tier. `price`: what a loss of this tier
    costs against the same loss of the last one; 0 where the last tier keeps it by itself."""

    terms: tuple[Term, ...]
    at_best: float
    allowed: float
    reached: float
    price: float

    @property
    def is_kept(self) -> bool:
        """True when the later tiers stayed within what was allowed."""
        return self.reached <= self.allowed + 1e-9 * max(1.0, abs(self.allowed))

    @property
    def is_used(self) -> bool:
        """True when a tier that costs the later ones something gave up what it may, but for a trace (UNUSED): else
        its price is higher than it needs to be, and a better plan keeps every tier."""
        return self.price == 0.0 or self.allowed - self.reached <= UNUSED * (self.allowed - self.at_best)


@dataclass(frozen=True)
class Staging:
    """`weights`: those of the program whose optimum is the plan. `soft_scale`: what penalties were multiplied with.
    `ranges`: of the terms under `normalise: payoff`. `dropped`: terms without a range. `tiers`: all but the last."""

    weights: Weights
    soft_scale: float = 1.0
    ranges: Mapping[Term, TermRange] | None = None
    dropped: tuple[Term, ...] = ()
    tiers: tuple[TierKept, ...] = ()


def range_notices(staging: Staging, strategy: Strategy) -> list[Finding]:
    """A notice for every weight that `normalise: payoff` took out: all allowed plans are the same to the term."""
    return [
        Finding("term_without_range", Location(pointer=f"/strategies/{strategy.name}/weights/{term}"), {"term": term})
        for term in staging.dropped
    ]


def normalised(weights: Weights, ranges: Mapping[Term, TermRange]) -> Weights:
    """Weights per range instead of per loss, times the range of the fit so that its weight stays as written; terms
    without a range weigh nothing."""
    unit = ranges[Term.FIT].width if ranges[Term.FIT].width > LEAST_RANGE else 1.0
    by_term = {Term.FIT: weights.fit}
    for term, found in ranges.items():
        if term is not Term.FIT and found.width > LEAST_RANGE:
            by_term[term] = rounded(weights.by_term()[term] * unit / found.width)
    return Weights.of(by_term)


def rounded(value: float) -> float:
    """A computed weight at its significant digits."""
    return float(f"{value:.{DIGITS}g}")
