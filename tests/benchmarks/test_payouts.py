"""The plan of the payout benchmark is one that people are paid by."""

from __future__ import annotations

from pathlib import Path

from scenarios.incentives.definition import load_plan
from scenarios.incentives.paying import pay
from tests.benchmarks.payouts import write


def test_the_plan_pays(tmp_path: Path) -> None:
    run = pay(load_plan(write(tmp_path, 40)))
    assert sum(settlement.people.size for settlement in run.settlements) == 40
    assert run.total_minor > 0
