"""The cautious choice: never a plan that is beaten throughout, and the scenario's order among equals."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from models.allocation.comparison.dominance import Dominance
from models.allocation.comparison.regret import RegretMatrix
from scenarios.comparison.cautious_choice import cautious_choices
from scenarios.comparison.comparison import Comparison

ORDER = ["calm", "bold", "fair"]


def chosen(worst: list[float], beaten_by: list[tuple[int, ...]], names: list[str] = ORDER) -> list[str]:
    """Names of the choice and of those that are as good, of plans with these largest regrets."""
    loss = np.zeros((len(worst), len(worst)))
    loss[0] = worst
    matrix = RegretMatrix(loss, loss, np.zeros(len(worst)))
    found: Any = SimpleNamespace(
        plans=names,
        with_plan=[SimpleNamespace(name=name) for name in names],
        regret=matrix,
        dominance=Dominance((), (), tuple(beaten_by)),
    )
    return [row.name for row in cautious_choices(cast(Comparison, found), ORDER)]


@pytest.mark.parametrize(
    ("worst", "beaten_by", "names", "expected"),
    [
        ([0.03, 0.01, 0.02], [(), (), ()], ORDER, ["bold"]),
        ([0.03, 0.01, 0.02], [(), (2,), ()], ORDER, ["fair"]),
        ([0.02, 0.02001, 0.03], [(), (), ()], ["fair", "calm", "bold"], ["calm", "fair"]),
        ([0.02, 0.0202, 0.03], [(), (), ()], ["fair", "calm", "bold"], ["fair"]),
    ],
    ids=["the least", "not a beaten one", "equals in the scenario's order", "not as good"],
)
def test_choice(worst: list[float], beaten_by: list[tuple[int, ...]], names: list[str], expected: list[str]) -> None:
    assert chosen(worst, beaten_by, names) == expected
