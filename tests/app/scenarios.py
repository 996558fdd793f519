"""Scenarios to post: the documented example, and ways to spoil it."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from typing import Any

from app.routes.examples import TINY_SCENARIO


def tiny(**changes: Any) -> dict[str, Any]:
    """The documented example with other top-level fields."""
    return {**copy.deepcopy(dict(TINY_SCENARIO)), **changes}


def limited(*limits: Mapping[str, Any]) -> dict[str, Any]:
    """The documented example with other limits."""
    return tiny(limits=list(limits))


def cap(amount: float, **fields: Any) -> dict[str, Any]:
    """A cap per region."""
    return {"kind": "amount_limit", "name": "cap per region", "by": ["region"], "max_amount": amount, **fields}


def floor(amount: float, **fields: Any) -> dict[str, Any]:
    """A floor per region."""
    return {"kind": "amount_limit", "name": "floor per region", "by": ["region"], "min_amount": amount, **fields}


def as_bytes(scenario: Mapping[str, Any] | None = None) -> bytes:
    """A scenario as a JSON body; default: the documented example."""
    return json.dumps(tiny() if scenario is None else scenario).encode()
