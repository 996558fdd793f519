"""Pay runs: what is needed, statements that add up, and what-if."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import scenarios
from models.errors import InvalidInput, UnknownResource
from scenarios.incentives.definition import load_plan
from scenarios.incentives.paying import PayRun, pay, pay_if
from tests.support.plan_documents import BONUS, loaded, paid, plan_document, rows, statement_of

EXAMPLE = Path(scenarios.__file__).parent / "examples" / "incentives" / "company-en.plan.yaml"
GATE = {"kind": "gate", "name": "g", "measure": "mark", "least": 0.7, "factor": 0.5}
MARKED = [{"name": "revenue"}, {"name": "mark", "counts": "score"}]


@pytest.fixture(scope="module")
def example() -> PayRun:
    """The company of the examples, its year over."""
    return pay(load_plan(EXAMPLE))


class TestStatements:
    def test_of_all_people_sum_to_the_total(self, example: PayRun) -> None:
        statements = [example.statement_of(person) for person in range(example.plan.roster.count)]
        assert sum(statement.earned for statement in statements if statement) == example.total_minor > 0

    def test_add_up_line_by_line(self, example: PayRun) -> None:
        for person in range(example.plan.roster.count):
            statement = example.statement_of(person)
            assert statement is not None
            assert statement.components == sum(line.pay for line in statement.lines)
            assert statement.earned == statement.components - statement.cap_cut - statement.clawback
            assert sum(period.advance for period in statement.periods) == statement.earned
            deferred = sum(later.amount for later in statement.later if later.element is None)
            assert sum(period.held for period in statement.periods) == deferred
            for period in statement.periods:
                assert period.paid == period.advance + period.top_up - period.held

    def test_derive_every_line(self, example: PayRun) -> None:
        """factor · scale · (height + slope · (z − knot)) · gates is the pay, to the fen."""
        for person in range(example.plan.roster.count):
            statement = example.statement_of(person)
            assert statement is not None
            for told in statement.lines:
                piece, z = told.piece, told.number
                assert z is not None
                value = piece.height + (piece.slope * (z - piece.knot) if piece.slope else 0.0)
                assert told.pay == pytest.approx(told.line.factor * told.scale * value * told.gate_factor, abs=0.51)
                if told.target is not None:
                    assert told.actual is not None and z == told.actual / told.target

    def test_are_dated(self, example: PayRun) -> None:
        quarters = [str(period.day) for period in statement_of(example, "gu_simin").periods]
        assert quarters == ["2026-04-15", "2026-07-15", "2026-10-15", "2027-01-15"]
        deferred = [later for later in statement_of(example, "guo_wei").later if later.element is None]
        assert [(later.years, str(later.day)) for later in deferred] == [
            (1, "2028-01-15"),
            (2, "2029-01-15"),
            (3, "2030-01-15"),
        ]

    def test_value_later_payments_today(self, example: PayRun) -> None:
        """Who is still there, 0.9 a year, at 6 %."""
        for later in statement_of(example, "guo_wei").later:
            assert later.present_value == pytest.approx(later.amount * (0.9 / 1.06) ** later.years)

    def test_draw_the_curve_through_the_pay(self, example: PayRun) -> None:
        line = statement_of(example, "gu_simin").lines[0]
        x, y = np.array(line.curve).T
        assert line.number is not None
        reached = line.line.function.value(np.array(line.number))
        assert np.interp(line.number, x, y) == pytest.approx(float(reached))

    def test_of_what_is_not_known_yet_pay_nothing_and_close_nothing(self) -> None:
        document = plan_document(
            {
                "measures": MARKED,
                "people": [{"key": "ann", "group": "rep", "ote": 150000, "hired": "2026-06"}],
                "actuals": [
                    {"person": "ann", "period": "Q1", "revenue": None},
                    {"person": "ann", "period": "Q2", "revenue": 100_000, "mark": 0.6},
                ],
            },
            {"components": [BONUS, GATE], "advances": {"every": "quarter"}},
        )
        settlement = paid(document).settlements[0]
        first, second = settlement.entitlements
        assert first.earned.tolist() == [0] and np.isnan(first.payout.numbers).all()
        assert first.payout.gate_factors.tolist() == [[1.0]] and second.payout.gate_factors.tolist() == [[0.5]]


class TestNeeded:
    def lacks(self, document: dict[str, Any]) -> list[tuple[str, object]]:
        """(person and measures, periods) of what is missing, field by field or row by row."""
        with pytest.raises(InvalidInput) as refused:
            paid(document)
        assert {finding.code for finding in refused.value.findings} <= {"actual_missing", "actual_row_missing"}
        return [
            (f"{fault.facts['person']} {fault.facts.get('measure') or fault.facts['measures']}", fault.facts["periods"])
            for fault in refused.value.findings
        ]

    def test_a_mark_once_before_each_payment(self) -> None:
        rules = {"components": [BONUS, GATE], "advances": {"every": "quarter"}}
        document = plan_document(
            {"measures": MARKED, "actuals": rows({"revenue": [1] * 12, "mark": [None, 0.8, *[None] * 10]})}, rules
        )
        assert statement_of(paid(document)).months == 12
        rules["advances"] = {"every": "quarter", "paid_by": "period"}
        assert self.lacks(plan_document({k: document[k] for k in ("measures", "actuals")}, rules)) == [
            ("ann mark", ["2026-04 – 2026-12"])
        ]

    def test_what_was_cancelled_where_it_is_taken_back(self) -> None:
        document = plan_document(
            {"measures": [{"name": "revenue"}, {"name": "cancelled"}]},
            {"clawback": {"measure": "cancelled", "of": "revenue"}},
        )
        assert self.lacks(document) == [("ann cancelled", ["2026-01 – 2026-12"])]

    def test_nothing_that_nobody_is_paid_by(self) -> None:
        document = plan_document({"measures": MARKED})
        assert statement_of(paid(document)).earned == 6_000_000

    def test_of_a_pool_the_numbers_of_all_with_a_target(self) -> None:
        people = [{"key": key, "group": "rep", "ote": 1, "attributes": {"team": "a"}} for key in ("ann", "bob", "boss")]
        document = plan_document(
            {
                "people": people,
                "targets": [{"person": key, "measure": "revenue", "target": 1} for key in ("ann", "bob")],
                "actuals": [{"person": "ann", "revenue": 1}],
            },
            {"components": [{**BONUS, "pool": "team"}]},
        )
        assert self.lacks(document) == [("bob ['revenue']", ["2026-01 – 2026-12"])]


class TestPayIf:
    @settings(max_examples=40)
    @given(st.integers(1, 10**10), st.integers(1, 99))
    def test_a_threshold_is_reached_by_its_own_attainment(self, fen: int, hundredths: int) -> None:
        threshold = hundredths / 100
        curve = {"threshold": threshold, "pay_at_threshold": 0.5}
        document = plan_document(
            {"targets": [{"person": "ann", "measure": "revenue", "target": fen / 100}]},
            {"components": [{**BONUS, "curve": curve}]},
        )
        run, _ = pay_if(loaded(document), "ann", {"revenue": threshold})
        assert statement_of(run).earned == 3_000_000

    def test_pays_the_year_at_once(self) -> None:
        run, position = pay_if(loaded(plan_document({}, {"advances": {"every": "month"}})), "ann", {}, every=1.2)
        assert position == 0 and [period.paid for period in statement_of(run).periods] == [7_200_000]

    def test_counts_no_advances_and_no_draws(self) -> None:
        """Of a draw that is kept, one quarter's would be added to a year that earned nothing."""
        draw = {"amount": 5000, "recoverable": False}
        rules = {"advances": {"every": "quarter", "share": 0.5, "recoverable": False, "draw": draw}}
        run, _ = pay_if(loaded(plan_document({}, rules)), "ann", {}, every=0.0)
        told = statement_of(run)
        assert (told.earned, told.paid, run.notices) == (0, 0, ())
        assert run.plan.classes[0].group.advances.draw is not None

    @pytest.mark.parametrize("true_up", [True, False])
    def test_of_periods_paid_one_by_one_is_told(self, true_up: bool) -> None:
        advances = {"every": "quarter", "paid_by": "period", "true_up": true_up}
        run, _ = pay_if(loaded(plan_document({}, {"label": "Reps", "advances": advances})), "ann", {}, every=1.1)
        told = [(note.code, note.facts["group"]) for note in run.notices]
        assert told == ([] if true_up else [("what_if_by_period", "Reps")])
        assert statement_of(run).lines[0].periods == ()

    def test_needs_no_actuals(self) -> None:
        run, _ = pay_if(loaded(plan_document({"actuals": None})), "ann", {"revenue": 0.5})
        assert statement_of(run).earned == 3_000_000

    def test_without_target_or_forecast_closes_no_gate_and_says_so(self) -> None:
        document = plan_document({"measures": MARKED}, {"components": [BONUS, GATE]})
        run, _ = pay_if(loaded(document), "ann", {})
        assert statement_of(run).earned == 6_000_000
        assert [(note.code, note.facts["measure"]) for note in run.notices] == [("nothing_assumed", "mark")]

    def test_takes_a_forecast_where_there_is_no_target(self) -> None:
        document = plan_document({"measures": MARKED}, {"components": [BONUS, GATE]})
        document["targets"] = [*document["targets"], {"person": "ann", "measure": "mark", "forecast": 0.6}]
        run, _ = pay_if(loaded(document), "ann", {})
        assert (statement_of(run).earned, run.notices) == (3_000_000, ())

    def test_knows_whom_it_is_asked_about(self) -> None:
        with pytest.raises(UnknownResource) as refused:
            pay_if(loaded(plan_document({})), "anne", {})
        assert refused.value.known == ("ann",)

    def test_names_the_keys_of_a_shared_label(self) -> None:
        people = [{"key": key, "label": "Li", "group": "rep", "ote": 1} for key in ("a", "b")]
        targets = [{"person": key, "measure": "revenue", "target": 1} for key in ("a", "b")]
        with pytest.raises(UnknownResource) as refused:
            pay_if(loaded(plan_document({"people": people, "targets": targets, "actuals": None})), "Li", {})
        assert refused.value.known == ("a", "b")

    def test_refuses_measures_that_are_none(self) -> None:
        with pytest.raises(InvalidInput) as refused:
            pay_if(loaded(plan_document({})), "ann", {"margin": 1})
        assert [finding.code for finding in refused.value.findings] == ["measure_unknown"]


class TestPaidRuns:
    def test_wait_for_the_first_period(self) -> None:
        document = plan_document({"actuals": rows({"revenue": [100_000] * 2})}, {"advances": {"every": "quarter"}})
        run = paid(document)
        assert (run.settlements, run.total_minor, run.statement_of(0)) == ((), 0, None)
        assert [notice.code for notice in run.notices] == ["period_not_over"]

    def test_are_the_same_however_rows_stand(self) -> None:
        keys = [f"p{index}" for index in range(6)]
        people = [{"key": key, "group": "rep", "ote": 1000 * at + 0.5} for at, key in enumerate(keys)]
        targets = [{"person": key, "measure": "revenue", "target": 7 + at} for at, key in enumerate(keys)]
        actuals = [{"person": key, "revenue": 3 * at} for at, key in enumerate(keys)]
        one = paid(plan_document({"people": people, "targets": targets, "actuals": actuals}))
        turned = {"people": people[::-1], "targets": targets[::-1], "actuals": actuals[::-1]}
        other = paid(plan_document(turned))
        assert [statement_of(one, key).earned for key in keys] == [statement_of(other, key).earned for key in keys]
        assert one.loaded.plan_hash == other.loaded.plan_hash
