"""Every broken incentive plan: what is said, where, and in which words. Never a traceback, a hang, a silent number."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from app.documents.incentives.payout_files import check_page
from app.messages import describe
from models.errors import InvalidInput
from models.findings import Finding
from models.incentives.finding_codes import INCENTIVE_PAY, INCENTIVE_ROWS, INCENTIVE_RULES
from scenarios.incentives.definition import load_plan, read_plan
from scenarios.incentives.pay_request import PayRequest, answer_pay
from scenarios.incentives.paying import pay, pay_if
from tests.malformed.cases import HERE, Case, address, cases, line
from tests.scenarios.incentives.test_score_scales import marked
from tests.support.plan_documents import loaded, paid, plan_document, with_tables

FOLDER = "plans"
CASES = cases(FOLDER)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.path.name)
def test_is_refused_in_words(case: Case) -> None:
    with pytest.raises(InvalidInput) as refused:
        pay(load_plan(case.path))
    found = refused.value.findings
    assert [(one.code, address(one.location), line(one)) for one in found] == [
        (expected.code, expected.at, expected.line) for expected in case.findings
    ]
    for finding, expected in zip(found, case.findings, strict=True):
        assert expected.en and describe(finding, "en").startswith(expected.en)
        assert expected.zh and describe(finding, "zh").startswith(expected.zh)


def test_every_file_has_its_entry() -> None:
    assert {path for path in (HERE / FOLDER).iterdir() if path.suffix == ".yaml" and path.stem != "index"} == {
        case.path for case in CASES
    }


def _worked(person: Mapping[str, Any], targets: Sequence[Mapping[str, Any]] | None = None) -> Sequence[Finding]:
    """What is told of Ann, who has results in every month, and is there for less than the year."""
    changes: dict[str, Any] = {
        "people": [{"key": "ann", "group": "rep", "ote": 150000, **person}],
        "actuals": [{"person": "ann", "period": str(month), "revenue": 100_000} for month in range(1, 13)],
    }
    return paid(plan_document(changes if targets is None else {**changes, "targets": targets})).notices


def _before_hire() -> Sequence[Finding]:
    return _worked({"hired": "2026-04"})


def _after_leaving() -> Sequence[Finding]:
    return _worked({"left": "2026-09"})


def _outside_months() -> Sequence[Finding]:
    return _worked({"months": 6})


def _target_before_hire() -> Sequence[Finding]:
    quarters = [
        {"person": "ann", "measure": "revenue", "period": f"Q{number}", "target": 300_000} for number in (1, 2, 3, 4)
    ]
    found = _worked({"hired": "2026-04"}, quarters)
    return [one for one in found if one.code == "target_before_hire"]


def _column_alike() -> Sequence[Finding]:
    table = b"key,group,ote,hire_date\nann,rep,150000,2026-06\n"
    return with_tables(plan_document({}), {"people.csv": table}).notices


def _refused(attempt: Callable[[], object]) -> Sequence[Finding]:
    with pytest.raises(InvalidInput) as refused:
        attempt()
    return refused.value.findings


def _too_early() -> Sequence[Finding]:
    rows = [{"person": "ann", "period": "1", "revenue": 100_000}]
    return paid(plan_document({"actuals": rows}, {"advances": {"every": "quarter"}})).notices


def _other_unit() -> Sequence[Finding]:
    return paid(plan_document({"actuals": [{"person": "ann", "revenue": 12_000_000}]})).notices


def _value_of_nobody() -> Sequence[Finding]:
    people = [{"key": "ann", "group": "rep", "ote": 150000, "attributes": {"market": "new"}}]
    return loaded(plan_document({"people": people}, {"variants": [{"name": "v", "where": {"market": "nwe"}}]})).notices


def _mark_in_percent() -> Sequence[Finding]:
    return marked([0.89, 89, 0.8, 89])


def _gate_in_percent() -> Sequence[Finding]:
    return marked([0.89, 0.85, 0.8, 0.9], least=85)


def _nothing_known() -> Sequence[Finding]:
    components = [
        {"kind": "commission", "name": "c", "measure": "revenue", "rates": {"tiers": [{"from": 0, "rate": 0.1}]}}
    ]
    return pay_if(loaded(plan_document({"targets": []}, {"components": components})), "ann", {})[0].notices


def _what_if_without_target() -> Sequence[Finding]:
    components = [
        {"kind": "commission", "name": "c", "measure": "revenue", "rates": {"tiers": [{"from": 0, "rate": 0.1}]}}
    ]
    plan = loaded(plan_document({"targets": []}, {"components": components}))
    return _refused(lambda: pay_if(plan, "ann", {"revenue": 1.1}))


def _asked(persons: tuple[str, ...], at: tuple[str, ...]) -> Sequence[Finding]:
    return _refused(lambda: answer_pay(loaded(plan_document({})), PayRequest(persons, at)))


def _no_attainment() -> Sequence[Finding]:
    return _asked(("ann",), ("a lot",))


def _twice() -> Sequence[Finding]:
    return _asked(("ann",), ("revenue=1.1", "revenue=120%"))


def _of_nobody() -> Sequence[Finding]:
    return _asked((), ("1.1",))


def _page_of_nobody() -> Sequence[Finding]:
    return _refused(lambda: check_page(answer_pay(loaded(plan_document({})), PayRequest())))


def _workbook() -> Sequence[Finding]:
    return _refused(lambda: read_plan(b"", "xlsx", "plan.xlsx"))


def _plan_as_csv() -> Sequence[Finding]:
    return _refused(lambda: load_plan(Path("plan.csv")))


def _actuals_of_another_name() -> Sequence[Finding]:
    return _refused(lambda: load_plan(HERE / FOLDER / "actuals-needed.plan.yaml", Path("sales.csv")))


def _year_of_periods() -> Sequence[Finding]:
    advances = {"every": "quarter", "paid_by": "period", "true_up": False}
    return pay_if(loaded(plan_document({}, {"advances": advances})), "ann", {})[0].notices


def _actuals_as_text() -> Sequence[Finding]:
    return _refused(lambda: load_plan(HERE / FOLDER / "actuals-needed.plan.yaml", Path("actuals.txt")))


BESIDE: Sequence[tuple[Callable[[], Sequence[Finding]], str, str, str]] = (
    (
        _too_early,
        "period_not_over",
        "Group “rep” is paid every 3 months, but actuals end after month 1",
        "组“rep”每 3 个月",
    ),
    (
        _other_unit,
        "attainment_implausible",
        "“ann” reached 1000 % in “revenue”",
        "“ann”在“revenue”的达成率为 1000%",
    ),
    (
        _value_of_nobody,
        "variant_value_of_nobody",
        "Nobody has “nwe” as their market, so the variant “v” pays no one for it. Did you mean new? People have new.",
        "没有人的“market”为“nwe”，方案“v”的这一条件目前无人符合。是否想写 new？人员现有取值为 new。",
    ),
    (
        _mark_in_percent,
        "score_implausible",
        "“ann” has a mark of 89 in 2026-04 – 2026-06 (and such ones in 2 periods in all), while most are about 0.89.",
        "“ann”在 2026-04 – 2026-06 的 mark 为 89（共 2 个期间如此），而多数约为 0.89。",
    ),
    (
        _before_hire,
        "actuals_before_hire",
        "“ann” joined in 2026-04: what 2026-01 – 2026-03 state of revenue does not count. If",
        "“ann”于 2026-04 入职，2026-01 – 2026-03 的 revenue 不计入。",
    ),
    (
        _after_leaving,
        "actuals_after_leaving",
        "“ann” left in 2026-09: what 2026-10 – 2026-12 state of revenue does not count. If",
        "“ann”于 2026-09 离职，2026-10 – 2026-12 的 revenue 不计入。",
    ),
    (
        _outside_months,
        "actuals_outside_months",
        "“ann” has 6 months in the plan year, taken to end with 2026-06, but what 2026-07 – 2026-12 state of revenue",
        "“ann”在计划年度在职 6 个月，按截至 2026-06 处理，而 2026-07 – 2026-12 也填有 revenue，已全部计入。",
    ),
    (
        _target_before_hire,
        "target_before_hire",
        "“ann” joined in 2026-04: the target of revenue stated for 2026-01 – 2026-03 does not count.",
        "“ann”于 2026-04 入职，2026-01 – 2026-03 的 revenue 目标不计入。",
    ),
    (
        _column_alike,
        "person_column_alike",
        "The column “hire_date” is taken as a fact of people. If hired is meant, rename it",
        "“hire_date”列按人员的自定义属性处理。若实为 hired，请更改列名",
    ),
    (
        _gate_in_percent,
        "score_scale",
        "“g” reads mark from 85 on, while most marks are about 0.85. Taken as written; check",
        "“g”对 mark 的要求自 85 起，而多数评分约为 0.85。",
    ),
    (_nothing_known, "nothing_assumed", "“ann” has neither a target nor a forecast of revenue", "“ann”的 revenue 既无"),
    (
        _what_if_without_target,
        "attainment_without_target",
        "“ann” has no target for revenue",
        "“ann”没有 revenue 的目标",
    ),
    (
        _workbook,
        "plan_file_kind",
        "An incentive plan is read from JSON, YAML, not from “plan.xlsx”",
        "激励方案须为 JSON、YAML",
    ),
    (_no_attainment, "attainment_form", "“a lot” is no attainment from 0 to 10", "“a lot”不是可假设的达成率"),
    (_twice, "attainment_twice", "“revenue=120%” assumes an attainment that was already", "“revenue=120%”所假设"),
    (_of_nobody, "what_if_person", "What if asks about exactly one person, but 0 are named", "假设测算只针对一个人"),
    (
        _page_of_nobody,
        "statement_person",
        "A page holds the statement of exactly one person, but 0",
        "一页只能是一个人",
    ),
    (_plan_as_csv, "plan_file_kind", "An incentive plan is read from .yaml, .yml, .json", "激励方案须为 .yaml"),
    (
        _actuals_of_another_name,
        "actuals_file_missing",
        "The file “sales.csv”, given as ACTUALS, was not found. Correct the path.",
        "未找到作为 ACTUALS 给出的文件“sales.csv”。请更正路径。",
    ),
    (
        _year_of_periods,
        "what_if_by_period",
        "Group “rep” is paid period by period without a settlement at the end of the year, but",
        "组“rep”逐期计发，年末不再清算，此处按全年整体测算。",
    ),
    (_actuals_as_text, "table_file_kind", "“actuals.txt” is no table that is read here", "“actuals.txt”不是可读取"),
)
"""What is said beside a plan's own faults: notices, what-if, other files."""


@pytest.mark.parametrize(("attempt", "code", "en", "zh"), BESIDE, ids=lambda value: getattr(value, "__name__", ""))
def test_is_said_in_words(attempt: Callable[[], Sequence[Finding]], code: str, en: str, zh: str) -> None:
    (finding,) = attempt()
    assert finding.code == code
    assert describe(finding, "en").startswith(en)
    assert describe(finding, "zh").startswith(zh)


def test_every_code_is_met() -> None:
    """Whoever adds a code shows a plan, or an attempt, that it is said of."""
    met = {expected.code for case in CASES for expected in case.findings} | {code for _, code, _, _ in BESIDE}
    assert {*INCENTIVE_RULES, *INCENTIVE_ROWS, *INCENTIVE_PAY} - met == set()
