"""Which sales bring margin: those that people are paid on, or those that are named."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from app.messages import describe
from models.errors import InvalidInput
from models.findings import Finding
from models.incentives.tuning.goals import MarginLessCost, Motivation
from scenarios.incentives.definition.loaded_plan import LoadedPlan
from scenarios.incentives.tuning.tuning import tune_plan
from scenarios.incentives.tuning.tuning_document import tuning_request
from scenarios.incentives.tuning.tuning_question import TuningQuestion, tuning_question
from scenarios.incentives.tuning.tuning_result import Outcome
from tests.scenarios.incentives.tuning.plans import CURVE, QUICK, SIZES, loaded

MEASURES = [
    {"name": "revenue", "label": "Revenue"},
    {"name": "profit", "label": "Gross margin", "margin": True},
    {"name": "hardware", "label": "Hardware"},
    {"name": "visits", "counts": "units"},
]
FACTORS = {"revenue": 1.0, "profit": 0.3, "hardware": 0.8, "visits": 0.001}
ONE_START = {**QUICK, "starts": 1, "tune": [{"parameter": "threshold"}, {"parameter": "accelerator"}]}


def paid_on(*names: str) -> LoadedPlan:
    """A plan with forecasts of all measures, whose people are paid on some of them."""
    components = [
        {"kind": "quota_bonus", "name": name, "measure": name, "weight": 1 / len(names), "curve": CURVE}
        for name in names
    ]
    targets = [
        {"person": f"p{index}", "measure": name, "target": size * factor, "forecast": size * factor}
        for index, size in enumerate(SIZES)
        for name, factor in FACTORS.items()
    ]
    return loaded(measures=MEASURES, group={"components": components}, targets=targets)


def asked(plan: LoadedPlan, **changes: Any) -> TuningQuestion:
    return tuning_question(plan, tuning_request({**ONE_START, **changes}))


def counted(question: TuningQuestion) -> list[str]:
    return [str(MEASURES[place]["name"]) for place in question.model.margin_measures]


def fault(plan: LoadedPlan, **changes: Any) -> Finding:
    with pytest.raises(InvalidInput) as refused:
        asked(plan, **changes)
    (found,) = refused.value.findings
    return found


@pytest.mark.parametrize(
    ("paid", "expected", "rate"),
    [
        (("revenue",), "revenue", 0.4),
        (("hardware",), "hardware", 0.4),
        (("profit",), "profit", 1.0),
        (("revenue", "profit"), "profit", 1.0),
        (("hardware", "revenue"), "revenue", 0.4),
    ],
)
def test_by_default_it_is_one_that_people_are_paid_on(paid: tuple[str, ...], expected: str, rate: float) -> None:
    question = asked(paid_on(*paid))
    assert counted(question) == [expected]
    assert question.goal == MarginLessCost(margin_rate=rate)
    assert question.model.today.sales_slope.any()


def test_a_plan_paid_on_margin_is_not_tuned_against_itself() -> None:
    report = tune_plan(paid_on("profit"), tuning_request(ONE_START))
    assert report.outcome is Outcome.TUNED and report.tuned is not None
    assert report.tuned.sales > report.today.sales
    assert not {one.code for one in report.notices} & {"tuning_margin_alone", "tuning_sales_fixed"}


def test_a_measure_that_nobody_is_paid_on_is_refused() -> None:
    found = fault(paid_on("profit"), sales="revenue")
    assert (found.code, found.location.pointer) == ("tuning_sales_unpaid", "/sales")
    assert "paid on profit: name one of these" in describe(found, "en") and "profit，请在 `sales`" in describe(
        found, "zh"
    )
    found = fault(paid_on("visits"), objective={"kind": "margin_less_cost", "margin_rate": 0.4})
    assert (found.code, found.location.pointer) == ("tuning_sales_unpaid", "/objective")
    assert "`sales`" not in describe(found, "en") and "`motivation`" in describe(found, "en")


def test_motivation_may_be_asked_for_whatever_people_are_paid_on() -> None:
    assert isinstance(asked(paid_on("profit"), sales="revenue", objective={"kind": "motivation"}).goal, Motivation)


def test_without_paid_money_the_plan_is_tuned_for_motivation_and_says_so() -> None:
    report = tune_plan(paid_on("visits"), tuning_request(ONE_START))
    assert report.objective.kind == "motivation"
    (notice,) = [one for one in report.notices if one.code == "tuning_no_paid_money"]
    assert "tuned for motivation" in describe(notice, "en") and "激励力度" in describe(notice, "zh")


def test_measures_that_count_for_nothing_are_named_unless_one_was_chosen() -> None:
    plan = paid_on("revenue", "hardware")
    report = tune_plan(plan, tuning_request(ONE_START))
    (notice,) = [one for one in report.notices if one.code == "tuning_margin_alone"]
    assert "by Revenue alone, although people are paid on Hardware too" in describe(notice, "en")
    chosen = tune_plan(plan, tuning_request({**ONE_START, "sales": "revenue"}))
    assert "tuning_margin_alone" not in [one.code for one in chosen.notices]


def test_several_measures_add_up_with_their_slopes() -> None:
    plan = paid_on("revenue", "hardware")
    both, one, other = (
        asked(plan, sales=names).model for names in (["revenue", "hardware", "revenue"], "revenue", "hardware")
    )
    values = both.knobs.today * 1.03
    points = [model.at(values) for model in (both, one, other)]
    assert points[0].sales == pytest.approx(points[1].sales + points[2].sales)
    assert points[0].sales_slope == pytest.approx(points[1].sales_slope + points[2].sales_slope)
    step = np.zeros(values.size)
    step[1] = 1e-6
    found = (both.at(values + step).sales.sum() - points[0].sales.sum()) / 1e-6
    assert points[0].sales_slope.sum(axis=0)[1] == pytest.approx(found, rel=1e-4)
    report = tune_plan(plan, tuning_request({**ONE_START, "sales": ["revenue", "hardware"]}))
    assert report.objective.sales_measure == "Revenue + Hardware"
    assert report.today.margin == pytest.approx(0.4 * report.today.sales - report.today.expected_cost)
    assert report.today.sales == pytest.approx(1.8 * sum(SIZES) * 100)


def test_margin_and_sales_are_not_added() -> None:
    found = fault(paid_on("revenue", "profit"), sales=["profit", "revenue"])
    assert (found.code, found.location.pointer) == ("tuning_sales_mixed", "/sales")
    assert describe(found, "en").startswith("Gross margin counts margin itself, Revenue counts sales")


def test_sales_that_nothing_moves_are_said() -> None:
    plan = paid_on("revenue", "hardware")
    tune = [{"component": "hardware", "parameter": "accelerator"}]
    report = tune_plan(plan, tuning_request({**ONE_START, "sales": "revenue", "tune": tune}))
    (notice,) = [one for one in report.notices if one.code == "tuning_sales_fixed"]
    assert "Nothing that may be turned changes the expected Revenue" in describe(notice, "en")
    assert describe(notice, "zh") != describe(notice, "en")
