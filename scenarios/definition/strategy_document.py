"""A strategy as written: what the reference blends, how strongly priorities tilt it, and the terms' weights."""

from __future__ import annotations

import math
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from models.allocation.strategy import TIER_TOLERANCE, Normalise, ReferenceSource, Term, Weights
from models.fields import STRICT, Rate
from scenarios.definition.fields import Line

BLEND_TOLERANCE = 1e-9

Weight = Annotated[Rate, Field(ge=0, le=1e6)]
BlendShare = Annotated[Rate, Field(ge=0, le=1)]


class ReferenceDocument(BaseModel):
    """Shares of the sources in every cell's reference; they add up to one."""

    model_config = STRICT

    history: BlendShare = Field(default=0.0, description="Share of the baseline, fraction of one.")
    potential: BlendShare = Field(default=0.0, description="Share of the potential, fraction of one.")
    forecast: BlendShare = Field(default=0.0, description="Share of the forecast, fraction of one.")
    equal: BlendShare = Field(default=0.0, description="Share of an equal part for each cell, fraction of one.")
    capability: BlendShare = Field(default=0.0, description="Share by the capability of people, fraction of one.")

    @model_validator(mode="after")
    def _adds_up(self) -> ReferenceDocument:
        total = math.fsum(self.shares().values())
        if abs(total - 1.0) > BLEND_TOLERANCE:
            raise PydanticCustomError("blend_not_one", "the shares add up to one", {"total": total})
        return self

    def shares(self) -> dict[ReferenceSource, float]:
        """λ by source, those above zero."""
        written = {source: float(getattr(self, source.value)) for source in ReferenceSource}
        return {source: share for source, share in written.items() if share > 0}


class WeightsDocument(BaseModel):
    """Weights of the objective terms, each a loss per unit of company target."""

    model_config = STRICT

    fit: Weight = Field(default=1.0, description="Nearness to the reference; no unit. At least a tenth of the others.")
    strategic: Weight = Field(default=0.1, description="Volume on cells of high priority; no unit.")
    profit: Weight = Field(default=0.1, description="Margin; no unit.")
    stability: Weight = Field(default=0.05, description="Nearness to the last published targets; no unit.")
    fairness: Weight = Field(
        default=0.0, description="Evenness of difficulty among peers: the mean deviation and the worst one; no unit."
    )
    attainability: Weight = Field(
        default=0.0, description="What targets are expected to fall short by under their forecasts; no unit."
    )
    load: Weight = Field(default=0.0, description="The worst use of a capacity against the mean one; no unit.")

    @model_validator(mode="after")
    def _fit_carries(self) -> WeightsDocument:
        weights = self.weights()
        if not any(weights.by_term().values()):
            raise PydanticCustomError("weights_all_zero", "at least the fit weight is above zero")
        if self.fit < weights.fit_floor or self.fit == 0:
            # Without enough fit nearly every target runs to its floor or cap: plans that nobody can explain.
            facts = {"fit": self.fit, "least": weights.fit_floor}
            raise PydanticCustomError("fit_weight_too_small", "at least a tenth of the other weights", facts)
        return self

    def weights(self) -> Weights:
        """The weights as the model takes them."""
        return Weights.of({term: getattr(self, term.value) for term in Term})


def _as_tiers(value: object) -> object:
    return (
        tuple(tuple(tier) if isinstance(tier, list) else tier for tier in value) if isinstance(value, list) else value
    )


TermName = Annotated[Term, Field(strict=False)]
Tiers = Annotated[
    tuple[tuple[TermName, ...], ...],
    Field(max_length=7),
    BeforeValidator(
        _as_tiers,
        json_schema_input_type=Annotated[list[Annotated[list[TermName], Field(min_length=1)]], Field(max_length=7)],
    ),
]


class StrategyDocument(BaseModel):
    """What makes a plan good."""

    model_config = STRICT

    label: Line | None = Field(default=None, description="What people call the strategy. Default: its name.")
    reference: ReferenceDocument | None = Field(
        default=None,
        description="Shares of history, potential, forecast, equal and capability in the reference, adding up to one. "
        "Default: history 0.5, potential 0.3, forecast 0.2, in proportion among those that some cell states.",
    )
    strategic_intensity: Annotated[Rate, Field(ge=0, le=10)] = Field(
        default=0.5, description="How strongly priorities tilt the reference: share × exp(intensity × priority)."
    )
    weights: WeightsDocument = Field(default_factory=WeightsDocument, description="Weights of the objective terms.")
    normalise: Annotated[Normalise, Field(strict=False)] = Field(
        default=Normalise.NONE,
        description="none: a weight weighs the term's loss; payoff: its loss per range that it has among the allowed "
        "plans, so that equal weights mean equal say.",
    )
    tiers: Tiers = Field(
        default=(),
        description="Terms in order of importance, e.g. [[strategic], [fairness], [fit, stability]]: each tier is "
        "optimised in turn and kept while the next one is. Empty: all terms together.",
    )
    tier_tolerance: Annotated[Rate, Field(ge=0, le=1)] = Field(
        default=TIER_TOLERANCE,
        description="What an earlier tier gives up for the later ones, fraction of its range.",
    )

    @model_validator(mode="after")
    def _tiers_make_sense(self) -> StrategyDocument:
        if not all(self.tiers):
            raise PydanticCustomError("list_too_short", "a tier names a term", {"length": 0, "bound": 1})
        named = [term for tier in self.tiers for term in tier]
        twice = next((term for place, term in enumerate(named) if term in named[:place]), None)
        if twice is not None:
            raise PydanticCustomError("term_twice", "each term in one tier", {"term": twice.value})
        weights = self.weights.weights().by_term()
        idle = next((term for term in named if not weights[term]), None)
        if idle is not None:
            raise PydanticCustomError("tier_without_weight", "a term of a tier weighs something", {"term": idle.value})
        return self
