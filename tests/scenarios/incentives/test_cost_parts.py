"""What the cost of a plan is made of: its lines, the years in which it is paid, and what it leaves out."""

from __future__ import annotations

from typing import Any

import pytest

from scenarios.incentives.costing import CostQuestion, cost_of
from tests.scenarios.incentives.test_costing import SIMPLE, simple

COMMISSION = {
    "kind": "commission",
    "name": "sales",
    "measure": "revenue",
    "rates": {"tiers": [{"from": 0, "rate": 0.01}]},
}


@pytest.mark.parametrize(
    ("changes", "kinds"),
    [
        ({"cap_multiple": 1.0}, ["component", "component", "cap"]),
        (
            {"advances": {"every": "month", "draw": {"amount": 4000, "recoverable": False}}},
            ["component", "component", "draw"],
        ),
        ({"advances": {"every": "month", "draw": {"amount": 4000}}}, ["component", "component"]),
    ],
)
def test_lines_add_up_to_the_cost(changes: dict[str, Any], kinds: list[str]) -> None:
    components = [*SIMPLE["groups"][0]["components"], COMMISSION]
    report = cost_of(simple(group={"components": components, **changes}), CostQuestion(draws=4000))
    (group,) = report.classes
    assert [one.kind.value for one in group.components] == kinds
    means = [one.figures.mean for one in group.components]
    assert sum(mean.simulated.value for mean in means) == pytest.approx(report.figures.mean.simulated.value)
    assert sum(mean.closed or 0.0 for mean in means) == pytest.approx(report.figures.mean.closed)
    for one in group.components[:2]:
        for figure in vars(one.figures).values():
            assert figure.simulated.holds(figure.closed, 0.02 * figure.closed)
    for one in group.components[2:]:
        assert one.figures.mean.closed is None and abs(one.figures.mean.simulated.value) > 1e5
        assert one.figures.p50.simulated.value * (1 if one.kind.value == "draw" else -1) >= 0


def test_years_of_payment_add_up_and_have_distributions() -> None:
    deferral = {"share": 0.4, "least_pay": 50000, "vesting": [{"after_years": 2, "share": 1}]}
    invested = {"kind": "co_investment", "name": "project", "share": 0.1, "match_rate": 0.5, "years": 2}
    advances = {"every": "quarter", "share": 0.8}
    plan = simple(group={"deferral": deferral, "advances": advances, "long_term": [invested]})
    report = cost_of(plan, CostQuestion(draws=4000))
    pay, rest, deferred, match = report.classes[0].years
    assert [(one.year, one.kind) for one in (pay, rest, deferred, match)] == [
        (2026, "pay"),
        (2027, "pay"),
        (2029, "deferred"),
        (2029, "long_term"),
    ]
    assert pay.promised + rest.promised + deferred.promised == pytest.approx(report.expected)
    # By September 0.8 · 9/12 of the pay is paid: 60 %, less what is held back of the few who are above 50,000 by then.
    assert 0.95 * 0.6 * report.expected < pay.promised < 0.6 * report.expected
    assert pay.figures.mean.closed is None and pay.figures.p50.simulated.low < pay.figures.p50.simulated.high
    # 10 % of the pay at 1.5 less the stake; a distribution of its own, as wide as the pay's.
    assert match.promised == pytest.approx(0.05 * report.expected, rel=1e-6)
    assert match.figures.p95.closed == pytest.approx(0.05 * (report.figures.p95.closed or 0.0), rel=1e-6)
    years = {one.year: one for one in report.years}
    assert list(years) == [2026, 2027, 2029] and years[2029].promised == deferred.promised + match.promised
    whole, parts = years[2029].figures, (deferred.figures, match.figures)
    assert whole.mean.simulated.value == pytest.approx(sum(one.mean.simulated.value for one in parts))
    assert whole.mean.closed is None and whole.p95.simulated.value > whole.p50.simulated.value


@pytest.mark.parametrize(
    ("group", "code"),
    [
        ({"advances": {"every": "quarter", "paid_by": "period", "true_up": False}}, "cost_by_period"),
        ({"advances": {"every": "quarter", "paid_by": "period", "recoverable": False}}, "cost_advances_kept"),
        ({"advances": {"every": "month", "recoverable": False}}, "cost_advances_kept"),
        ({"advances": {"every": "month", "draw": {"amount": 4000, "recoverable": False}}}, "cost_draw_evenly"),
        ({"clawback": {"measure": "revenue", "of": "revenue"}}, "cost_without_clawback"),
        ({"advances": {"every": "quarter", "paid_by": "period"}}, None),
        ({"advances": {"every": "year", "paid_by": "period", "true_up": False, "recoverable": False}}, None),
        ({"advances": {"every": "quarter", "recoverable": False}, "components": [COMMISSION]}, None),
    ],
)
def test_what_the_year_leaves_out_is_said_first(group: dict[str, Any], code: str | None) -> None:
    notices = cost_of(simple(group=group), CostQuestion(draws=100)).notices
    assert [notice.code for notice in notices] == [*([code] if code else []), "cost_without_regions"]
    if code:
        assert notices[0].facts == {"groups": ["rep"]}
