"""Requests that cannot be tuned: code, place and words."""

from __future__ import annotations

from typing import Any

import pytest

from app.messages import describe
from models.errors import InvalidInput
from models.findings import Finding
from scenarios.incentives.definition.loaded_plan import LoadedPlan
from scenarios.incentives.tuning.certifying import certify
from scenarios.incentives.tuning.tuning_document import TuningRequest, tuning_request
from scenarios.incentives.tuning.tuning_question import tuning_question
from tests.scenarios.incentives.tuning.plans import DOCUMENT, QUICK, loaded


def faults(request: object, plan: LoadedPlan | None = None) -> list[Finding]:
    with pytest.raises(InvalidInput) as refused:
        tuning_question(plan or loaded(), tuning_request(request))
    return list(refused.value.findings)


WANTED = {"growth": 1, "cost_rate": 1}
LEVEL = {"kind": "share_at_level", "level": "threshold", "least": 0.5}


@pytest.mark.parametrize(
    ("request_", "code", "pointer", "words"),
    [
        ({"tune": [{"group": "reps"}]}, "tuning_name_unknown", "/tune/0/group", "Did you mean rep?"),
        ({"tune": [{"component": "x"}]}, "tuning_name_unknown", "/tune/0/component", "revenue"),
        ({"tune": [{"variant": "x"}]}, "tuning_name_unknown", "/tune/0/variant", "“x”"),
        ({"keep": [{"component": "x"}]}, "tuning_name_unknown", "/keep/0/component", "revenue"),
        ({"tune": [{"parameter": "weight"}]}, "tuning_nothing_to_tune", "/tune", "single weight"),
        ({"tune": [{"parameter": "amount"}]}, "tuning_selects_nothing", "/tune/0", "“amount”"),
        (
            {"tune": [{"parameter": "threshold", "lower": 0.9, "upper": 0.6}]},
            "tuning_bounds_crossed",
            "/tune/0/upper",
            "0.6",
        ),
        (
            {"tune": [{"parameter": "threshold", "lower": 0.85}]},
            "tuning_bounds_without_today",
            "/tune/0",
            "Today “rep / revenue / threshold” is 0.8",
        ),
        (
            {"tune": [{"parameter": "threshold", "upper": 1.2}]},
            "tuning_bounds_impossible",
            "/tune/0/upper",
            "0.99",
        ),
        ({"keep": [{}]}, "tuning_nothing_to_tune", "/keep", "No parameter is left"),
        ({"sales": "profit"}, "measure_unknown", "/sales", "revenue"),
        ({"sales": "visits"}, "sales_not_money", "/sales", "visits"),
        ({"budget": 0.001}, "amount_too_fine", "/budget", "0.001"),
        ({"conditions": [{"kind": "tail_cost", "amount": 0.001}]}, "amount_too_fine", "/conditions/0/amount", "0.001"),
        (
            {"budget": 158000, "conditions": [{"kind": "expected_cost", "amount": 170000}]},
            "tuning_budget_twice",
            "/budget",
            "158,000",
        ),
        (
            {"conditions": [{"kind": "participation"}], "participation": "none"},
            "tuning_participation_both",
            "/conditions/0",
            "participation",
        ),
        (
            {"conditions": [{"kind": "tail_cost", "amount": 1000}, {"kind": "tail_cost", "amount": 2000}]},
            "tuning_condition_twice",
            "/conditions/1",
            "tail_cost",
        ),
        (
            {"objective": {"kind": "cost_curve", "points": [WANTED, {"growth": 1.1, "cost_rate": 1}, WANTED]}},
            "tuning_growth_twice",
            "/objective/points/2/growth",
            "Point 1 of the list says already what a growth of 1 should cost",
        ),
        (
            {"conditions": [{**LEVEL, "group": "reps", "component": "revenue"}]},
            "tuning_name_unknown",
            "/conditions/0/group",
            "Did you mean rep?",
        ),
        (
            {"conditions": [{**LEVEL, "group": "rep", "component": "sales"}]},
            "tuning_name_unknown",
            "/conditions/0/component",
            "revenue",
        ),
        (
            {"conditions": [{"kind": "neutrality", "attribute": "height"}]},
            "tuning_attribute_alike",
            "/conditions/0",
            "“height”",
        ),
        (
            {"uncertainty": {"company_loading": 0.9, "region_loading": 0.9}},
            "loadings_leave_nothing",
            "/uncertainty/company_loading",
            "0.95",
        ),
        ({"uncertainty": {"region": "land"}}, "region_attribute_unknown", "/uncertainty/region", "land"),
    ],
)
def test_is_refused(request_: dict[str, Any], code: str, pointer: str, words: str) -> None:
    (fault,) = faults(request_)
    assert (fault.code, fault.location.pointer) == (code, pointer)
    assert words in describe(fault, "en")
    assert describe(fault, "zh") != describe(fault, "en")


@pytest.mark.parametrize(
    ("request_", "pointer"),
    [
        ({"budget": -1}, "/budget"),
        ({"budget": "much"}, "/budget"),
        ({"starts": 0}, "/starts"),
        ({"tune": [{"parameter": "slope"}]}, "/tune/0/parameter"),
        ({"time_limit_seconds": 0}, "/time_limit_seconds"),
        ({"objective": {"kind": "joy"}}, "/objective/kind"),
        ({"response": {"elasticity": 0}}, "/response/elasticity"),
        ({"participation": "some"}, "/participation"),
        ({"budgets": 1}, "/budgets"),
    ],
)
def test_is_malformed(request_: dict[str, Any], pointer: str) -> None:
    assert pointer in [fault.location.pointer for fault in faults(request_)]


def test_is_no_object() -> None:
    assert [fault.code for fault in faults(None)] == ["document_empty"]
    assert [fault.code for fault in faults([])] == ["document_without_fields"]


@pytest.mark.parametrize("budget", [None, 0])
def test_without_a_budget_anywhere(budget: int | None) -> None:
    (fault,) = faults({}, loaded(budget=budget))
    assert (fault.code, fault.location.pointer) == ("tuning_without_budget", "/budget")


def test_margin_that_is_counted_is_margin() -> None:
    margin = loaded(measures=[{"name": "revenue", "margin": True}, {"name": "visits", "counts": "units"}])
    assert tuning_question(margin, tuning_request({})).margin_rate == 1.0
    (fault,) = faults({"objective": {"kind": "margin_less_cost", "margin_rate": 0.4}}, margin)
    assert (fault.code, fault.location.pointer) == ("tuning_margin_counted", "/objective/margin_rate")
    assert "State `margin_rate: 1`" in describe(fault, "en")
    stated = tuning_question(margin, tuning_request({"objective": {"kind": "margin_less_cost", "margin_rate": 1}}))
    assert stated.margin_rate == 1.0
    assert tuning_question(loaded(), tuning_request({})).margin_rate == 0.4


def test_forecasts_of_zero() -> None:
    (fault,) = faults({}, loaded(targets=[{**row, "forecast": 0} for row in DOCUMENT["targets"]]))
    assert (fault.code, fault.location.pointer) == ("cost_forecasts_zero", "/targets")


def test_a_ceiling_on_the_tail_is_budget_enough() -> None:
    plan = loaded(budget=None)
    question = tuning_question(plan, tuning_request({"conditions": [{"kind": "tail_cost", "amount": 200_000}]}))
    assert question.budget_minor is None


def test_without_any_spread_nothing_can_be_tuned() -> None:
    assert [fault.code for fault in faults({}, loaded(log_sd=0))] == ["tuning_without_spread"]


def test_without_forecasts() -> None:
    rows = [{"person": "p0", "measure": "revenue", "target": 1_000_000}]
    found = faults({}, loaded(targets=[*rows, *DOCUMENT["targets"][1:]]))
    assert [fault.code for fault in found] == ["forecast_missing"]


def test_too_many_draws_for_the_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scenarios.incentives.tuning.tuning_question.MOST_NUMBERS", 6 * 100_000)
    assert [fault.location.pointer for fault in faults({})] == ["/certificate_draws"]


def test_a_certificate_of_other_values() -> None:
    request = TuningRequest.model_validate(tuning_request(QUICK))
    values = {"rep / multiplier": 1.0, "rep / revenue / threshold": 0.8, "rep / revenue / accelerator": 2.0}
    with pytest.raises(InvalidInput) as refused:
        certify(loaded(), request, {**values, "rep / bonus": 1.0})
    assert [fault.code for fault in refused.value.findings] == ["certificate_values"]
    with pytest.raises(InvalidInput) as refused:
        certify(loaded(), request, values | {"rep / multiplier": 3.0})
    assert [fault.code for fault in refused.value.findings] == ["certificate_value_outside"]
