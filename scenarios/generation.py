"""Scenarios of any size for benchmarks and trials: sparse like a real company, and always feasible.

Feasible by construction: a hidden plan of whole increments is drawn first, the company target is its total, and every
bound is set around what the plan amounts to there, outward. Tightness moves the bounds towards the plan: 0 leaves a
quarter of room on each side, 1 lets the outermost group of every limit touch its bound.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import yaml

from models.arrays import IntArray
from scenarios.generated_company import draw_company, draw_numbers
from scenarios.generated_document import Bounds, cells_table, reps_table, scenario_document

LEAST_CELLS, MOST_CELLS = 10, 1_000_000
WIDEST_ROOM = 0.25


@dataclass(frozen=True, eq=False)
class GeneratedScenario:
    """A scenario document, its tables by file name, and the hidden plan that proves it feasible.

    `plan` is in the document's unit (thousands of yuan), in the order of the cells table's rows.
    """

    document: Mapping[str, Any]
    tables: Mapping[str, bytes]
    plan: IntArray

    def yaml_bytes(self) -> bytes:
        """The document as YAML."""
        return yaml.safe_dump(self.document, sort_keys=False, allow_unicode=True, width=120).encode()


def generate_scenario(cells: int, seed: int, tightness: float = 0.5, stem: str = "generated") -> GeneratedScenario:
    """The scenario of a size, a seed and a tightness in [0, 1]; the same ones give the same bytes.

    `stem` begins the names of its tables. Raises ValueError for a size or tightness out of range.
    """
    if not LEAST_CELLS <= cells <= MOST_CELLS:
        raise ValueError(f"from {LEAST_CELLS} to {MOST_CELLS} cells, not {cells}")
    if not 0.0 <= tightness <= 1.0:
        raise ValueError(f"tightness is between 0 and 1, not {tightness}")
    rng = np.random.default_rng(seed)
    company = draw_company(cells, rng)
    numbers = draw_numbers(company, rng)
    bounds = Bounds(company, numbers, WIDEST_ROOM * (1.0 - tightness))
    tables = {"reps": f"{stem}.reps.csv", "cells": f"{stem}.cells.csv"}
    return GeneratedScenario(
        document=scenario_document(company, numbers, bounds, tables, seed),
        tables={
            tables["reps"]: reps_table(company, bounds),
            tables["cells"]: cells_table(company, numbers),
        },
        plan=numbers.plan,
    )
