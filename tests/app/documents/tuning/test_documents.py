"""What a tuning says, from hand-made results: both languages, every outcome, the page in a browser, the workbook."""

from __future__ import annotations

import io
import json
import os
import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from app.documents.tuning.certificate_part import certificate_verdict
from app.documents.tuning.document import tuning_document
from app.documents.tuning.files import tuning_bytes
from app.documents.tuning.names import PlanNames
from app.documents.tuning.schema import TuningResultDocument
from app.json_text import json_bytes
from app.messages import Language
from scenarios.incentives.tuning.cost_spread import CostSpread, cost_spread
from scenarios.incentives.tuning.tuning_document import ANALYSES, tuning_request
from scenarios.incentives.tuning.tuning_result import BlockingRule, ConditionKind, Outcome, Refusal, TuningReport, Turn
from tests.support.tuning_reports import (
    certificate,
    infeasible_report,
    refused_report,
    spread,
    three_people,
    tuning_report,
)

CHROMIUM = shutil.which("chromium")
LANGUAGES: tuple[Language, ...] = ("en", "zh")
REPORTS: tuple[tuple[TuningReport, CostSpread | None], ...] = (
    (tuning_report(), spread()),
    (tuning_report(outcome=Outcome.UNCHANGED), None),
    (tuning_report(outcome=Outcome.UNCERTIFIED, certificate=certificate(three_people(), 7_300_000.0)), spread()),
    (tuning_report(skipped=("price", *ANALYSES), price=None, frontier=None, outcome=Outcome.CUT_OFF), None),
    (infeasible_report(), None),
    (refused_report(), spread()),
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("report", "costs"), REPORTS)
def test_every_outcome_is_a_document(report: TuningReport, costs: CostSpread | None, language: Language) -> None:
    document = tuning_document(report, costs, language)
    TuningResultDocument.model_validate_json(json_bytes(document))
    for suffix in (".html", ".xlsx", ".json"):
        first = tuning_bytes(document, report.money, suffix, language)
        assert first == tuning_bytes(document, report.money, suffix, language)


def test_what_was_asked_can_be_asked_again() -> None:
    """A budget is a number in the answer too, so that the certificate of the answer can be worked out from it."""
    request = tuning_request({"budget": 740000.5, "conditions": [{"kind": "tail_cost", "amount": 900000}]})
    written = json_bytes(tuning_document(replace(tuning_report(), request=request), None, "en"))
    assert tuning_request(json.loads(written, parse_float=Decimal)["request"]) == request


def test_the_most_important_comes_first() -> None:
    said = tuning_document(tuning_report(), spread(), "en")["summary"]
    assert said[0] == (
        "3 of 4 parameters change. Expected margin less pay goes from 830,000 CNY to 839,000 CNY (+9,000 CNY)."
    )
    assert said[1].startswith("Expected pay 69,000 CNY today, 71,500 CNY tuned, with a budget of 72,000 CNY")
    assert said[2].startswith("What counts most: Reps / Revenue bonus: accelerator 2 → 2.5 (put back: −7,000 CNY)")
    assert said[3] == "Expected pay rises for 2 of 3 people and falls for 1, most of all for Bo </script> (−1,000 CNY)."
    assert any(
        line.startswith("Warning: with elasticity of effort η at 0.21 (−30.0 %) the tuned plan is no better")
        for line in said
    )
    assert "The next 1,000 CNY in the budget bring 1,380 CNY of expected margin less pay." in said
    assert said[-1].startswith("All of this rests on assumptions about people")
    assert not any("global" in line for line in said)


def test_it_says_when_the_conclusion_stands() -> None:
    cases = tuning_report().sensitivity[1:2]
    said = tuning_document(tuning_report(sensitivity=cases), None, "zh")["summary"]
    assert any("结论不变" in line for line in said) and not any("警告" in line for line in said)


def test_it_says_what_is_missed_most_where_assumptions_are_off() -> None:
    report = tuning_report()
    less = replace(report.sensitivity[0].misses[0], by=10_000.0)
    only = replace(report.sensitivity[1], misses=(less,), turns=(Turn.BREAKS,))
    report = replace(report, sensitivity=(report.sensitivity[0], only))
    (said,) = [line for line in tuning_document(report, None, "en")["summary"] if "can miss what is asked" in line]
    assert said.endswith(
        "“expected cost” by 300 CNY with elasticity of effort η at 0.21 (−30.0 %); in other cases by less: 1; “least "
        "expected pay” (people concerned: 1; at most 0.2 % of target incentive) with elasticity of effort η at 0.21 "
        "(−30.0 %)."
    )
    alone = tuning_document(replace(report, sensitivity=(only,)), None, "zh")["summary"]
    assert any("调优方案仍优于现行方案" in line for line in alone)
    assert any("当努力弹性（η）为 0.39（+30.0%）时，“预期成本”（相差 100 元）。" in line for line in alone)


def test_it_says_what_today_breaks() -> None:
    report = tuning_report()
    budget = replace(report.conditions[0], today=7.5e6)
    said = tuning_document(replace(report, conditions=(budget,)), None, "en")["summary"]
    assert "Today's plan breaks what is asked: expected cost 75,000 CNY, limit 72,000 CNY." in said[2]


def test_what_is_in_the_way() -> None:
    said = tuning_document(infeasible_report(), None, "en")["summary"]
    assert "no proof that none exists" in said[0]
    assert "is 54,000 CNY; the budget allows 30,000 CNY." in said[1]
    assert said[1].endswith("the budget must be at least 54,500 CNY.")
    assert said[2].startswith("In the way: expected cost, missed by 24,000 CNY")


@pytest.mark.parametrize(("budget", "helps"), [(3_000_000.0, True), (None, False)])
def test_that_no_budget_helps_does_not_contradict_what_does(budget: float | None, helps: bool) -> None:
    """One condition relaxed alone is enough, a larger budget is not; without a budget nothing is said of it."""
    report = infeasible_report()
    assert report.infeasible is not None
    rule = BlockingRule(ConditionKind.TAIL_COST, "tail 0.95", True, 10_000.0, 0.1, 10_000.0)
    found = replace(report.infeasible, budget=budget, least_cost=None, least_budget=None, blocking=(rule,))
    said = tuning_document(replace(report, infeasible=found), None, "en")["summary"]
    assert any("larger budget alone does not help" in sentence for sentence in said) == helps
    assert any("relaxed by 100 CNY alone" in sentence for sentence in said)
    assert not any("exclude" in sentence for sentence in said)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"outcome": Outcome.UNCERTIFIED, "certificate": None}, ("no time left", "没有时间")),
        ({"outcome": Outcome.UNCERTIFIED}, ("so little room", "余量过小")),
        ({"outcome": Outcome.REFUSED, "refusal": Refusal.SLACK}, ("slack of at most 10 %", "不超过 10%")),
    ],
)
def test_how_it_ended_is_said_as_it_was(changes: dict[str, Any], words: tuple[str, str]) -> None:
    for language, word in zip(("en", "zh"), words, strict=True):
        said = tuning_document(tuning_report(**changes), None, language)["summary"]  # type: ignore[arg-type]
        assert word in said[0]


def test_a_trap_is_no_answer() -> None:
    said = tuning_document(refused_report(), None, "en")["summary"]
    assert said[0].startswith("This is no answer and must not be published")


@pytest.mark.parametrize(
    ("kind", "name", "english", "chinese"),
    [
        (
            ConditionKind.SHARE_AT_LEVEL,
            "rep / revenue / threshold ≥",
            "share of people at the threshold or above (Reps / Revenue bonus, lower limit)",
            "达到起付点的人数占比（Reps / Revenue bonus，下限）",
        ),
        (
            ConditionKind.SHARE_AT_LEVEL,
            "rep / revenue / target ≤",
            "share of people at the target or above (Reps / Revenue bonus, upper limit)",
            "达到目标的人数占比（Reps / Revenue bonus，上限）",
        ),
        (
            ConditionKind.NEUTRALITY,
            "neutral to size ≤",
            "pay independent of size (upper limit)",
            "奖金与规模无关（上限）",
        ),
        (
            ConditionKind.NEUTRALITY,
            "neutral to tenure ≥",
            "pay independent of “tenure” (lower limit)",
            "奖金与“tenure”无关（下限）",
        ),
        (
            ConditionKind.WEIGHTS,
            "rep / revenue / weight ≥",
            "weights within their bounds (Reps / Revenue bonus, lower limit)",
            "权重在范围内（Reps / Revenue bonus，下限）",
        ),
        (ConditionKind.PARTICIPATION, "ann takes part", "nobody worse off (Ann)", "员工不受损（Ann）"),
        (ConditionKind.PARTICIPATION, "", "nobody worse off", "员工不受损"),
        (ConditionKind.TAIL_COST, "tail 0.95", "mean cost of the worst cases", "最差情形平均成本"),
    ],
)
def test_conditions_in_words(kind: ConditionKind, name: str, english: str, chinese: str) -> None:
    plan = three_people().plan
    assert PlanNames.of(plan, "en").condition(kind, name) == english
    assert PlanNames.of(plan, "zh").condition(kind, name) == chinese


def test_a_verdict_in_words() -> None:
    loaded = three_people()
    money = loaded.plan.money
    assert "every ceiling is kept" in certificate_verdict(certificate(loaded), money, "en")
    broken = certificate_verdict(certificate(loaded, 7_300_000.0), money, "en")
    assert "BROKEN" in broken and "95 % interval up to 73,000 CNY), ceiling 72,000 CNY" in broken


def test_the_workbook() -> None:
    document = tuning_document(tuning_report(), spread(), "zh")
    book = load_workbook(io.BytesIO(tuning_bytes(document, tuning_report().money, ".xlsx", "zh")))
    names = ["摘要", "参数", "奖金曲线", "人员", "成本分布", "成本与激励力度前沿", "敏感性", "验证"]
    assert book.sheetnames == names
    assert book["人员"]["A2"].value == "Bo </script>" and book["人员"]["F2"].value == -1000
    assert [len(book[name]._charts) for name in ("奖金曲线", "成本分布", "成本与激励力度前沿")] == [1, 1, 1]


def test_shares_of_years_add_up() -> None:
    import numpy as np

    found = cost_spread(np.arange(1000.0), np.full(1000, 500.0), 1)
    assert len(found.edges) == len(found.today) + 1
    assert sum(found.today) == pytest.approx(1) and max(found.tuned) == 1


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's chromium (apt-get install chromium)")
@pytest.mark.parametrize("language", LANGUAGES)
def test_in_a_browser(tmp_path: Path, language: Language) -> None:
    sync_api = pytest.importorskip("playwright.sync_api")
    path = tmp_path / "tuning.html"
    path.write_bytes(
        tuning_bytes(tuning_document(tuning_report(), spread(), language), tuning_report().money, ".html", language)
    )
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"], env=dict(os.environ))
        page = browser.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on("request", lambda request: faults.append(request.url) if request.url.startswith("http") else None)
        page.goto(path.as_uri())
        charts = page.locator("[data-chart] canvas")
        assert charts.count() == 4 and faults == []
        assert page.locator("main section").first.get_attribute("id") == "short"
        tables = page.locator("[data-chart] ~ .scroll table")
        assert tables.count() == 4
        browser.close()
