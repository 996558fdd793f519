"""The schemas of what is posted to be tuned, or certified again."""

from __future__ import annotations

from pydantic import BaseModel, Field

from models.fields import STRICT
from scenarios.incentives.definition import IncentivePlanDocument
from scenarios.incentives.tuning.recertifying import TunedResult
from scenarios.incentives.tuning.tuning_document import TuningRequest


class TuningBody(BaseModel):
    """An incentive plan, and how it is tuned."""

    model_config = STRICT

    plan: IncentivePlanDocument = Field(description="The plan, its rows inline.")
    tuning: TuningRequest | None = Field(
        default=None, description="Objective, conditions, parameters, assumptions. Null or left out: the usual."
    )


class CertificateBody(BaseModel):
    """An incentive plan, and what tuning it answered."""

    model_config = STRICT

    plan: IncentivePlanDocument = Field(description="The plan that was tuned, its rows inline.")
    result: TunedResult = Field(description="The answer; what is not named here is not looked at.")
