"""The list of component kinds. A new kind is one file and one name here; schema, docs and tests derive from it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from models.incentives.components.base import Component
from models.incentives.components.commission import Commission
from models.incentives.components.gate import Gate
from models.incentives.components.kpi_scorecard import KpiScorecard
from models.incentives.components.quota_bonus import QuotaBonus
from models.incentives.components.spiff import Spiff

ComponentFamily = Annotated[QuotaBonus | Commission | KpiScorecard | Spiff | Gate, Field(discriminator="kind")]
"""What may stand in a group's `components`."""

COMPONENTS: tuple[type[Component], ...] = (QuotaBonus, Commission, KpiScorecard, Spiff, Gate)
