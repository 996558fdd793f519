"""How large a scenario may be."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Ceilings:
    """Ceilings of one scenario: `bytes` of each file, `rows` of each table, `values` of the document, `depth` of
    its nesting."""

    bytes: int = 200_000_000
    rows: int = 1_000_000
    values: int = 20_000_000
    depth: int = 64
