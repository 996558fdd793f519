"""The sentences of every finding code. A test proves that none is missing in either language."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from app.messages.catalogue.cells import CELLS
from app.messages.catalogue.comparisons import COMPARISONS
from app.messages.catalogue.consistent_rules import CONSISTENT_RULES
from app.messages.catalogue.document import DOCUMENT
from app.messages.catalogue.expectations import EXPECTATIONS
from app.messages.catalogue.fields import FIELDS
from app.messages.catalogue.forecast_menus import FORECAST_MENUS
from app.messages.catalogue.frontiers import FRONTIERS
from app.messages.catalogue.imports import IMPORTS, QUALITY
from app.messages.catalogue.incentive_allocation import INCENTIVE_ALLOCATION
from app.messages.catalogue.incentive_cost import INCENTIVE_COST
from app.messages.catalogue.incentive_pay import INCENTIVE_PAY
from app.messages.catalogue.incentive_tuning import INCENTIVE_TUNING
from app.messages.catalogue.incentives import INCENTIVE_ROWS, INCENTIVE_RULES
from app.messages.catalogue.limits import LIMITS
from app.messages.catalogue.members import MEMBERS
from app.messages.catalogue.phasing import PHASING
from app.messages.catalogue.requests import REQUESTS
from app.messages.catalogue.strategies import STRATEGIES
from app.messages.catalogue.sweeps import SWEEPS
from app.messages.catalogue.tables import TABLES
from app.messages.catalogue.tuning_files import TUNING_FILES
from app.messages.catalogue.workbooks import WORKBOOKS
from app.messages.sentence import Sentence

PARTS: tuple[Mapping[str, Sentence], ...] = (
    *(DOCUMENT, FIELDS, TABLES, WORKBOOKS),
    *(MEMBERS, CELLS, LIMITS, PHASING, STRATEGIES, REQUESTS, FRONTIERS, SWEEPS, COMPARISONS),
    *(IMPORTS, QUALITY),
    EXPECTATIONS,
    *(INCENTIVE_RULES, INCENTIVE_ROWS, INCENTIVE_PAY, INCENTIVE_ALLOCATION),
    INCENTIVE_COST,
    INCENTIVE_TUNING,
    TUNING_FILES,
    FORECAST_MENUS,
    CONSISTENT_RULES,
)

CATALOGUE: Mapping[str, Sentence] = MappingProxyType(
    {code: sentence for part in PARTS for code, sentence in part.items()}
)
