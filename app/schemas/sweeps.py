"""The schema of what is posted to be swept: a scenario, and what is varied in it."""

from __future__ import annotations

from pydantic import BaseModel, Field

from models.fields import STRICT
from scenarios.definition import ScenarioDocument
from scenarios.sweep.document import SweepDocument


class SweepBody(BaseModel):
    """A scenario, and which of its numbers take which values."""

    model_config = STRICT

    scenario: ScenarioDocument = Field(description="The scenario, its rows inline.")
    sweep: SweepDocument = Field(description="What is varied, and how.")
