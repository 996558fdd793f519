"""What got worse since: directions, allowances, cases that are new and gone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.json_text import json_bytes
from models.errors import InvalidInput
from scenarios.checking.baseline import Allowance, Baseline, BaselineCase, baseline_document, compare, load_baseline
from scenarios.definition import Ceilings


def case(outcome: str | None = "optimal", **figures: float | None) -> BaselineCase:
    return BaselineCase(outcome=outcome, figures={name.replace("__", "."): value for name, value in figures.items()})


def baseline(**cases: BaselineCase) -> Baseline:
    return Baseline.model_validate({"schema": "allot.baseline/1", "cases": cases})


def worse(before: BaselineCase, now: BaselineCase, *allowances: Allowance) -> list[str]:
    return [one.figure for one in compare(baseline(a=before), {"a": now}, allowances).regressions]


class TestDirections:
    @pytest.mark.parametrize(
        ("figure", "up", "down"),
        [
            ("margin_rate", False, True),
            ("strategic_share", False, True),
            ("company_probability", False, True),
            ("loss", True, False),
            ("terms__fairness", True, False),
            ("difficulty_gini", True, False),
            ("moved", True, False),
            ("utilisation_mean", False, False),
            ("like_for_like_rate", False, False),
        ],
    )
    def test_more_or_less_is_worse(self, figure: str, up: bool, down: bool) -> None:
        before = case(**{figure: 0.5})
        assert bool(worse(before, case(**{figure: 0.6}))) is up
        assert bool(worse(before, case(**{figure: 0.4}))) is down
        assert worse(before, before) == []

    def test_a_negative_loss_that_rises_is_worse(self) -> None:
        assert worse(case(loss=-0.03), case(loss=-0.02)) == ["loss"]
        assert worse(case(loss=-0.03), case(loss=-0.04)) == []


class TestAllowances:
    def test_of_more_than_one_percent(self) -> None:
        one = Allowance(0.01)
        assert worse(case(terms__fairness=0.2), case(terms__fairness=0.2019), one) == []
        assert worse(case(terms__fairness=0.2), case(terms__fairness=0.2021), one) == ["terms.fairness"]

    def test_the_figures_own_goes_before_the_general_one(self) -> None:
        allowances = (Allowance(0.1, "loss"), Allowance(0.01))
        before, now = case(loss=1.0, moved=100), case(loss=1.05, moved=105)
        assert worse(before, now, *allowances) == ["moved"]

    def test_noise_is_no_change(self) -> None:
        assert worse(case(loss=1.0), case(loss=1.0 + 5e-7)) == []
        assert worse(case(loss=1.0), case(loss=1.0 + 5e-6)) == ["loss"]

    def test_from_nothing_everything_is_worse(self) -> None:
        found = compare(baseline(a=case(at_limit_share=0.0)), {"a": case(at_limit_share=0.1)}, (Allowance(0.5),))
        assert [(one.figure, one.rate) for one in found.regressions] == [("at_limit_share", None)]

    @given(before=st.floats(0.01, 100), now=st.floats(0.01, 100), rate=st.floats(0, 1))
    def test_a_larger_allowance_never_finds_more(self, before: float, now: float, rate: float) -> None:
        strict = worse(case(loss=before), case(loss=now), Allowance(rate))
        assert len(worse(case(loss=before), case(loss=now), Allowance(rate * 2))) <= len(strict)


class TestOutcomes:
    @pytest.mark.parametrize(
        ("before", "now", "is_worse"),
        [
            ("optimal", "feasible", True),
            ("feasible", "optimal", False),
            ("optimal", "infeasible", True),
            ("optimal", None, True),
            ("infeasible", "optimal", False),
            ("infeasible", "infeasible", False),
            (None, "optimal", False),
        ],
    )
    def test_from_the_best(self, before: str | None, now: str | None, is_worse: bool) -> None:
        assert bool(worse(case(before), case(now))) is is_worse

    def test_a_lost_plan_is_one_regression(self) -> None:
        assert worse(case(loss=1.0, moved=3), case("infeasible")) == ["outcome"]

    def test_a_figure_that_is_no_longer_known(self) -> None:
        found = compare(baseline(a=case(margin_rate=0.3)), {"a": case()})
        assert [(one.figure, one.now) for one in found.regressions] == [("margin_rate", None)]


def test_new_and_gone_cases_are_named_and_no_regressions() -> None:
    found = compare(baseline(a=case(), c=case(), b=case()), {"d": case(), "b": case()})
    assert (found.regressions, found.new, found.gone) == ((), ("d",), ("a", "c"))


class TestFiles:
    def test_what_is_written_is_read(self, tmp_path: Path) -> None:
        cases = {"b#x": case(loss=-0.1), "a#y": case("infeasible")}
        path = tmp_path / "baseline.json"
        path.write_bytes(json_bytes(baseline_document(cases)))
        assert dict(load_baseline(path, Ceilings()).cases) == cases
        assert list(load_baseline(path, Ceilings()).cases) == ["a#y", "b#x"]

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("", "json_malformed"),
            ("[]", "document_without_fields"),
            ('{"schema": "allot.baseline/2", "cases": {}}', "not_one_of"),
            ('{"schema": "allot.baseline/1"}', "field_missing"),
            ('{"schema": "allot.baseline/1", "cases": {"a": {"outcome": null}}}', "field_missing"),
            ('{"schema": "allot.baseline/1", "cases": {"a": {"outcome": null, "figures": {"loss": "x"}}}}', "number"),
            (
                '{"schema": "allot.baseline/1", "cases": {"a": {"figures": {"loss": NaN}}}}',
                "not_finite",
            ),
        ],
    )
    def test_that_are_no_baselines(self, tmp_path: Path, text: str, code: str) -> None:
        path = tmp_path / "baseline.json"
        path.write_text(text)
        with pytest.raises(InvalidInput) as refused:
            load_baseline(path, Ceilings())
        assert code in refused.value.findings[0].code
        assert refused.value.findings[0].location.file == "baseline.json"

    def test_that_are_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(InvalidInput) as refused:
            load_baseline(tmp_path / "none.json", Ceilings())
        assert refused.value.findings[0].code == "baseline_missing"
