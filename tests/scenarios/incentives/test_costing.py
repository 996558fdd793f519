"""The cost of a plan before launch: both ways side by side, which decides, years, shares, and what is refused."""

from __future__ import annotations

import json
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from models.errors import InvalidInput
from models.findings import Location
from models.incentives.cost.assumptions import CostAssumptions
from scenarios.incentives.cost_report import CostReport, NoClosedForm
from scenarios.incentives.costing import CostQuestion, cost_of
from scenarios.incentives.definition import load_plan, read_plan
from scenarios.incentives.definition.loaded_plan import LoadedPlan

EXAMPLE = Path(__file__).parents[3] / "scenarios" / "examples" / "incentives" / "company-en.plan.yaml"
OVER = CostAssumptions(company_loading=0.9, region_loading=0.9)
CURVE = {"threshold": 0.8, "pay_at_threshold": 0.5, "accelerator": 2, "excellence": 1.2, "beyond": 1.5, "cap": 2.5}
SIMPLE: dict[str, Any] = {
    "schema": "allot.incentive-plan/1",
    "name": "simple",
    "period": "2026",
    "money": {"currency": "CNY"},
    "margin_rate": 0.4,
    "measures": [{"name": "revenue"}],
    "groups": [
        {
            "key": "rep",
            "pay_mix": 0.5,
            "components": [
                {"kind": "quota_bonus", "name": "revenue", "measure": "revenue", "weight": 1, "curve": CURVE}
            ],
        }
    ],
    "people": [{"key": f"p{index}", "group": "rep", "ote": 120000} for index in range(4)],
    "targets": [
        {"person": f"p{index}", "measure": "revenue", "target": 1000000, "forecast": 1000000, "forecast_log_sd": 0.25}
        for index in range(4)
    ],
}


def simple(**changes: Any) -> LoadedPlan:
    """The simple plan with other parts; `group` changes its group."""
    document = deepcopy(SIMPLE)
    document["groups"][0] |= changes.pop("group", {})
    return read_plan(json.dumps({**document, **changes}).encode(), "json")


@cache
def example() -> CostReport:
    return cost_of(load_plan(EXAMPLE), CostQuestion(draws=4000))


def test_golden_mean_and_risk() -> None:
    report = cost_of(simple(), CostQuestion(draws=4000, budget=240000))
    # 4 people with a target incentive of 60,000 on the curve of .87701341 at (1, .25): less than Σ TI = 240,000.
    assert report.figures.mean.closed == pytest.approx(4 * 6_000_000 * 0.87701341, rel=1e-8)
    assert report.target_incentive == 24_000_000
    assert report.why_simulated == () and report.expected == report.figures.mean.closed
    assert report.over_budget is not None and report.over_budget.closed == pytest.approx(0.36, abs=0.03)
    assert report.over_budget.simulated.holds(report.over_budget.closed, 0.02)
    sales = report.cost_of_sales
    assert sales is not None and sales.of_sales == pytest.approx(report.expected / 400_000_000)
    assert sales.of_margin == pytest.approx(sales.of_sales / 0.4)
    first = report.classes[0].levels
    assert [level.level for level in first] == ["threshold", "target", "excellence"]
    shares = [level.share.closed for level in first]
    assert shares == pytest.approx([0.7786299040, 0.4502617752, 0.1964732083], abs=1e-9)


def test_both_ways_agree_where_a_closed_form_exists() -> None:
    report = cost_of(simple(), CostQuestion(draws=20_000, seed=5))
    for figure in vars(report.figures).values():
        assert figure.simulated.holds(figure.closed, 0.01 * figure.closed)
    (component,) = report.classes[0].components
    assert component.figures == report.classes[0].figures


@pytest.mark.parametrize(
    ("group", "why"),
    [
        ({}, ()),
        ({"cap_multiple": 1.0}, (NoClosedForm.CAP,)),
        ({"advances": {"every": "month", "draw": {"amount": 4000, "recoverable": False}}}, (NoClosedForm.DRAW,)),
        ({"advances": {"every": "month", "draw": {"amount": 4000}}}, ()),
    ],
)
def test_why_simulation_decides(group: dict[str, Any], why: tuple[NoClosedForm, ...]) -> None:
    report = cost_of(simple(group=group), CostQuestion(draws=2000))
    assert report.why_simulated == report.classes[0].why_simulated == why
    mean = report.figures.mean
    assert report.expected == (mean.simulated.value if why else mean.closed)
    if why == (NoClosedForm.CAP,):
        assert report.expected < 0.9 * mean.closed
    if why == (NoClosedForm.DRAW,):
        assert report.expected > 1.05 * mean.closed


def test_deferral_by_year() -> None:
    deferral = {"share": 0.4, "vesting": [{"after_years": 1, "share": 0.5}, {"after_years": 3, "share": 0.5}]}
    plan = simple(group={"deferral": deferral}, long_term={"discount_rate": 0.1, "leaver_rate": 0.2})
    report = cost_of(plan, CostQuestion(draws=200))
    years = report.classes[0].years
    expected = report.expected
    assert [(year.years, year.kind) for year in years] == [(0, "pay"), (1, "deferred"), (3, "deferred")]
    # Paid once, in the January after the plan year; the parts of a year are rates of the whole.
    assert [year.year for year in years] == [year.year for year in report.years] == [2027, 2028, 2030]
    assert years[1].figures.p95.closed == pytest.approx(0.2 * (report.figures.p95.closed or 0))
    assert report.years[1].figures.cvar95.closed == pytest.approx(0.2 * (report.figures.cvar95.closed or 0), rel=1e-6)
    assert [year.promised for year in years] == pytest.approx([0.6 * expected, 0.2 * expected, 0.2 * expected])
    worth = [0.6, 0.2 * 0.8 / 1.1, 0.2 * 0.8**3 / 1.1**3]
    assert [year.present_value for year in years] == pytest.approx([share * expected for share in worth])
    assert report.present_value == pytest.approx(sum(worth) * expected)


def test_the_example_has_everything() -> None:
    report = example()
    assert report.why_simulated == (NoClosedForm.CAP, NoClosedForm.GATE, NoClosedForm.POOL)
    assert sum(one.people for one in report.classes) == report.plan.roster.count
    assert report.expected == pytest.approx(sum(one.expected for one in report.classes), rel=1e-9)
    assert report.figures.mean.closed == pytest.approx(report.expected, rel=0.01)
    assert report.figures.cvar95.closed == pytest.approx(report.figures.cvar95.simulated.value, rel=0.04)
    assert {year.kind for one in report.classes for year in one.years} == {"pay", "deferred", "long_term"}
    correlation = report.classes[0].performance.rank_correlation
    assert correlation is not None and 0.8 < correlation <= 1.0
    assert report.present_value > report.expected * 0.9


def test_the_same_question_has_the_same_answer() -> None:
    again = cost_of(load_plan(EXAMPLE), CostQuestion(draws=4000))
    assert again.figures == example().figures and again.over_budget == example().over_budget
    assert again.classes == example().classes


def test_more_common_risk_means_a_longer_tail() -> None:
    tails = [
        cost_of(simple(), CostQuestion(CostAssumptions(company_loading=loading), draws=100)).figures.cvar95.closed
        for loading in (0.0, 0.4, 0.85)
    ]
    assert tails == sorted(tails) and tails[2] > 1.2 * tails[0]


def test_without_spread() -> None:
    report = cost_of(simple(log_sd=0, targets=_targets(forecast_log_sd=0.0)), CostQuestion(draws=100))
    # Everybody exactly on target is paid the whole target incentive.
    assert report.figures.mean.closed == pytest.approx(24_000_000)
    assert report.figures.cvar95.closed == pytest.approx(24_000_000)
    assert report.figures.p95.simulated.value == pytest.approx(24_000_000)
    assert [notice.code for notice in report.notices] == ["cost_without_regions", "cost_without_spread"]


def test_exactly_on_target_is_on_target_both_ways() -> None:
    rows = [
        {**row, "target": amount, "forecast": amount, "forecast_log_sd": 0.0}
        for row, amount in zip(SIMPLE["targets"], (49, 1_000_003, 123_456.78, 7), strict=True)
    ]
    (group,) = cost_of(simple(log_sd=0, targets=rows), CostQuestion(draws=100)).classes
    shares = [(level.share.closed, level.share.simulated.value) for level in group.levels]
    assert shares == [(1.0, 1.0), (1.0, 1.0), (0.0, 0.0)]
    assert group.figures.mean.simulated.value == pytest.approx(24_000_000)


def test_forecasts_of_zero_are_not_said_to_have_no_spread() -> None:
    report = cost_of(simple(targets=_targets(forecast=0)), CostQuestion(draws=100))
    assert [notice.code for notice in report.notices] == ["cost_without_regions", "cost_forecasts_zero"]
    some = _targets(forecast=0)[:3] + _targets()[3:]
    codes = [notice.code for notice in cost_of(simple(targets=some), CostQuestion(draws=100)).notices]
    assert codes == ["cost_without_regions"]


def test_cost_over_margin_itself() -> None:
    measures = [{"name": "margin", "margin": True}, {"name": "revenue"}]
    rows = [*_targets(), *({**row, "measure": "margin", "forecast": 300000} for row in _targets())]
    plan = simple(measures=measures, targets=rows)
    sales = cost_of(plan, CostQuestion(draws=100)).cost_of_sales
    assert sales is not None and sales.measure == "revenue" and sales.of_margin == pytest.approx(sales.of_sales / 0.4)
    margin = cost_of(plan, CostQuestion(draws=100, sales="margin")).cost_of_sales
    assert margin is not None and margin.sales == 4 * 300000_00 and margin.of_margin == margin.of_sales


def test_only_stated_margin_changes_the_plans_hash() -> None:
    plans = [simple(measures=[{"name": "revenue", **more}]) for more in ({}, {"margin": False}, {"margin": True})]
    first, same, other = [plan.plan_hash for plan in plans]
    assert first == same != other


def test_actuals_are_not_opened() -> None:
    document = json.dumps({**SIMPLE, "actuals": {"table": "actuals.csv"}}).encode()
    assert read_plan(document, "json", tables={}, needs_actuals=False).actuals is None
    with pytest.raises(InvalidInput) as refused:
        read_plan(document, "json", tables={})
    assert [finding.code for finding in refused.value.findings] == ["table_missing"]


def test_an_attainment_of_a_million() -> None:
    report = cost_of(simple(targets=_targets(forecast=10**12)), CostQuestion(draws=100))
    assert report.figures.mean.closed == 4 * 6_000_000 * 2.5
    assert report.figures.p95.simulated.value == pytest.approx(4 * 6_000_000 * 2.5, abs=1)
    assert {notice.code for notice in report.notices} == {"forecast_implausible", "cost_without_regions"}


def _targets(**changes: Any) -> list[dict[str, Any]]:
    return [{**row, **changes} for row in SIMPLE["targets"]]


def test_a_missing_forecast_is_not_zero() -> None:
    rows = _targets()
    del rows[2]["forecast"]
    with pytest.raises(InvalidInput) as refused:
        cost_of(simple(targets=rows), CostQuestion(draws=100))
    (finding,) = refused.value.findings
    assert (finding.code, finding.location.pointer) == ("forecast_missing", "/targets/2/forecast")
    assert finding.facts == {"person": "p2", "measure": "revenue", "component": "revenue"}


@pytest.mark.parametrize(
    ("question", "code", "parameter"),
    [
        (CostQuestion(draws=2_000_000_000), "draws_too_many", "draws"),
        (CostQuestion(OVER), "loadings_leave_nothing", "company_loading"),
        (CostQuestion(CostAssumptions(region="province")), "region_attribute_unknown", "region"),
        (CostQuestion(sales="profit"), "measure_unknown", "sales"),
        (CostQuestion(sales="mark"), "sales_not_money", "sales"),
        (CostQuestion(budget=-1.0), "number_below_minimum", "budget"),
        (CostQuestion(budget=1.001), "amount_too_fine", "budget"),
        (CostQuestion(budget=1e30), "amount_too_large", "budget"),
        (CostQuestion(budget=float("nan")), "not_finite", "budget"),
    ],
)
def test_what_is_refused(question: CostQuestion, code: str, parameter: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        cost_of(simple(measures=[*SIMPLE["measures"], {"name": "mark", "counts": "score"}]), question)
    found = [(finding.code, finding.location) for finding in refused.value.findings]
    assert found == [(code, Location(parameter=parameter))]
