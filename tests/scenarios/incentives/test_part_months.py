"""Who is there for part of a month: targets and target incentive count the same part of the same month."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from models.incentives.settlement.entitlement import incentive_to_date
from scenarios.incentives.costing import CostQuestion, cost_of
from tests.scenarios.incentives.test_leaving import person
from tests.support.plan_documents import BONUS, loaded, paid, plan_document, rows, statement_of


def even_pace(part: float, first: int, last: int, *, is_first: bool) -> dict[str, list[float]]:
    """100,000 a month from one month to another, of which the first or the last was served in part."""
    parts = [1.0 if first <= month <= last else 0.0 for month in range(12)]
    parts[first if is_first else last] = part
    return {"revenue": [100_000 * each for each in parts]}


class TestPartMonths:
    """At an exactly even pace every period is on target, whatever month somebody is there in part."""

    @pytest.mark.parametrize(
        ("about", "first", "last", "part", "is_first"),
        [
            ({"hired": "2026-09-16", "months": 3.5}, 8, 11, 0.5, True),
            ({"hired": "2026-01-16", "months": 11.5}, 0, 11, 0.5, True),
            ({"hired": "2026-09-16", "months": 1.5, "left": "2026-10"}, 8, 9, 0.5, True),
            ({"hired": "2026-09-11", "months": 3.75, "left": "2027-03"}, 8, 11, 0.75, True),
            ({"left": "2026-04-15", "months": 3.5}, 0, 3, 0.5, False),
            ({"hired": "2020-01", "left": "2026-12-08", "months": 11.25}, 0, 11, 0.25, False),
            ({"months": 3.5}, 0, 3, 0.5, False),
        ],
    )
    @pytest.mark.parametrize("every", ["month", "quarter", "year"])
    def test_lose_nothing_at_an_even_pace(
        self, about: dict[str, Any], first: int, last: int, part: float, is_first: bool, every: str
    ) -> None:
        pace = even_pace(part, first, last, is_first=is_first)
        leaves_early = about.get("left", "2027") < "2027"
        # The year's target of who leaves is that of a whole year; of who joins it is that of the months there.
        target = 100_000 * (12 - first) if leaves_early else sum(pace["revenue"])
        target -= 100_000 * (1 - part) if leaves_early and is_first else 0
        advances = {"every": every, "paid_by": "period", "true_up": False}
        document = plan_document(
            {
                "people": person(**about),
                "targets": [{"person": "ann", "measure": "revenue", "target": target, "forecast": target}],
                "actuals": rows(pace),
                "log_sd": 0,
            },
            {"components": [{**BONUS, "curve": {"threshold": 0.8, "accelerator": 2}}], "advances": advances},
        )
        run = paid(document)
        told = statement_of(run)
        assert told.earned == told.target_incentive == run.plan.target_incentive[0]
        numbers = [period.number for line in told.lines for period in line.periods if period.target]
        assert numbers == pytest.approx([1.0] * len(numbers)) and numbers
        assert run.plan.outlook.mean.tolist() == run.plan.annual_targets.tolist()
        costs = cost_of(run.loaded, CostQuestion(draws=100)).figures.mean
        assert [costs.closed, costs.simulated.value] == pytest.approx([told.earned] * 2)

    def test_incentive_and_targets_to_date_grow_together(self) -> None:
        """A fiscal year from April, hired in September and leaving with its end: both from mid-September on."""
        about = person(hired="2026-09-16", left="2027-03", months=6.5)
        plan = loaded(plan_document({"start": "2026-04", "people": about, "actuals": None})).plan
        reached = np.cumsum(plan.targets[:, 0, 0]) / plan.targets[:, 0, 0].sum()
        incentive = np.array([float(incentive_to_date(plan, end)[0]) for end in range(1, 13)])
        assert incentive / plan.target_incentive[0] == pytest.approx(reached, abs=1e-6)
        assert incentive[4] == 0 and incentive[5] == pytest.approx(plan.target_incentive[0] * 0.5 / 6.5, abs=1)
