"""Which line of a ledger each family of limits acts in. A new family needs an entry here; a test says so."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from models.allocation.ledger import LedgerLine

LINE_OF_FAMILY: Mapping[str, LedgerLine] = MappingProxyType(
    {
        "company_total": LedgerLine.FLOORS_AND_CAPS,
        "growth_limit": LedgerLine.FLOORS_AND_CAPS,
        "amount_limit": LedgerLine.FLOORS_AND_CAPS,
        "capacity": LedgerLine.CAPACITY,
        "share_limit": LedgerLine.SHARES_AND_MARGIN,
        "market_share": LedgerLine.SHARES_AND_MARGIN,
        "margin": LedgerLine.SHARES_AND_MARGIN,
        "difficulty_band": LedgerLine.DIFFICULTY,
        "attainability": LedgerLine.DIFFICULTY,
        "parity": LedgerLine.DIFFICULTY,
        "neutrality": LedgerLine.DIFFICULTY,
        "cardinality": LedgerLine.CARDINALITY,
        "commitment": LedgerLine.COMMITMENTS_AND_HOLDS,
        "hold": LedgerLine.COMMITMENTS_AND_HOLDS,
    }
)
"""By `kind`. The company target is there from the first line on; as a range, or with a reference of its own, it acts
where floors and caps do."""
