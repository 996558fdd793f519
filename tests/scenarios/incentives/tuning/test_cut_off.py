"""A search that time cuts off before it has got anywhere publishes no step that means nothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from app.documents.tuning.summary import tuning_summary
from models.smooth.result import Limit, Origin, StartEnd, StartOutcome
from scenarios.incentives.tuning.plan_search import Found, PlanSearch, Tuned
from scenarios.incentives.tuning.simulated_cost import simulated_cost
from scenarios.incentives.tuning.staying import or_today
from scenarios.incentives.tuning.tuning_document import tuning_request
from scenarios.incentives.tuning.tuning_question import tuning_question
from tests.scenarios.incentives.tuning.plans import QUICK, loaded, tuned


def stepped(by: float, limit: Limit | None) -> Tuned:
    """A plan `by` of the way from today to a better one, after a search of which no start has run."""
    report = tuned()
    assert report.certificate is not None
    question = tuning_question(loaded(), tuning_request(QUICK))
    search = PlanSearch(question)
    program, today = search.program(), question.model.knobs.today
    start = StartOutcome(0, Origin.SAMPLED, today, StartEnd.NOT_RUN, None, np.zeros(0), 0, 0, 0, "", limit)
    values = today + by * (np.array([value for _, value in report.certificate.values]) - today)
    found = Found(program, (start,), None, None, limit)
    point = program.model.at(values)
    cost = simulated_cost(point, 1_000, 1)
    return or_today(search, Tuned(found, values, point, cost, report.certificate), cost)


@pytest.mark.parametrize(("by", "is_kept"), [(1e-4, False), (1.0, True)])
def test_a_step_that_means_nothing_is_no_plan(by: float, is_kept: bool) -> None:
    assert (stepped(by, Limit.TIME).values is not None) is is_kept


def test_a_small_step_of_a_whole_search_stays() -> None:
    assert stepped(1e-4, None).values is not None


@pytest.mark.parametrize("limit", [Limit.TIME, Limit.STOP, None])
def test_it_is_never_the_best_of_no_starts(limit: Limit | None) -> None:
    report = tuned()
    search = replace(report.search, starts=80, run=0 if limit else 80, feasible=0, reached_best=0, limit=limit)
    for language, ended, kept in (
        ("en", "No start of 80 had ended", "None of 80 starts"),
        ("zh", "80 次中尚无一次", "80 次搜索均未"),
    ):
        said = tuning_summary(replace(report, search=search), language)  # type: ignore[arg-type]
        assert any((ended if limit else kept) in line for line in said)
        assert not any("Best of" in line or "次搜索中的最优" in line for line in said)
