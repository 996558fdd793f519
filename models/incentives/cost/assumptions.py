"""What is assumed about the uncertainty of attainments where a plan is costed before its year has run."""

from __future__ import annotations

from pydantic import BaseModel, Field

from models.allocation.uncertainty.parameters import LOADING
from models.fields import STRICT, Rate

REGION = "region"

MOST_COMMON = 0.95
"""Largest ρ_c² + ρ_r², the share of a number's variance that company and region explain: something is people's own."""


class CostAssumptions(BaseModel):
    """Numbers are log-normal, log z = log μ − s²/2 + s·(ρ_c·Z + ρ_r·Z_region + own), or normal where they are scores
    (standard deviation s·μ). What is people's own is correlated between two measures of one person."""

    model_config = STRICT

    company_loading: Rate = Field(
        default=LOADING, ge=0, le=1, description="Correlation ρ_c of every number with what moves the whole company."
    )
    region_loading: Rate = Field(
        default=LOADING, ge=0, le=1, description="Correlation ρ_r with what moves the person's region."
    )
    region: str = Field(default=REGION, description="Attribute of people that names their region.")
    own_correlation: Rate = Field(
        default=0.3, ge=0, le=0.95, description="Correlation of what is a person's own between two measures."
    )
