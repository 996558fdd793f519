"""What tables and sentences of a tuning call things: signs, points, conditions, caps, people's groups."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from typing import Any

import pytest
from openpyxl import load_workbook

from app.documents.tuning.analysis_tables import sensitivity_table
from app.documents.tuning.cells import Cell, cell_text
from app.documents.tuning.document import tuning_document
from app.documents.tuning.files import tuning_bytes
from app.documents.tuning.tables import conditions_table, parameters_table, people_table
from app.messages import Language, describe
from models.findings import Finding, Location
from scenarios.incentives.cost_report import NoClosedForm
from scenarios.incentives.definition import read_plan
from scenarios.incentives.definition.plan_document import IncentivePlanDocument
from scenarios.incentives.tuning.tuning_result import (
    BudgetPrice,
    ConditionAt,
    ConditionKind,
    KnobName,
    Objective,
    ParameterChange,
    ParameterRange,
    RestoredParameter,
    TuningReport,
)
from tests.support.tuning_reports import ACCELERATOR, HEADROOM, PLAN, THRESHOLD, spread, tuning_report

LANGUAGES: tuple[Language, ...] = ("en", "zh")


def curve_report() -> TuningReport:
    """Of two thirds less is better: the wanted cost curve."""
    report = tuning_report(objective=Objective("cost_curve", False, False, "Revenue", 0.3))
    assert report.tuned is not None
    return replace(
        report,
        today=replace(report.today, objective=0.15),
        tuned=replace(report.tuned, objective=0.06),
        restored=tuple(replace(one, loss=0.09, loss_adapted=None) for one in report.restored),
        price=BudgetPrice(1e-9, 200_000.0, 0.004986, binding=True),
    )


def rows_of(table: Any, language: Language) -> list[list[str]]:
    return [[cell_text(cell, language) for cell in row] for row in table.rows]


@pytest.mark.parametrize(
    ("language", "price", "back"),
    [
        (
            "en",
            "With the next 2,000 CNY in the budget the deviation from the wanted cost curve falls by 0.004986.",
            "(put back: +0.09)",
        ),
        ("zh", "预算每再增加 2,000 元，与期望成本曲线的偏离度减少 0.004986。", "（改回：+0.09）"),
    ],
)
def test_where_less_is_better_signs_turn_round(language: Language, price: str, back: str) -> None:
    document = tuning_document(curve_report(), None, language)
    assert price in document["summary"]
    assert any(back in line for line in document["summary"])
    assert rows_of(parameters_table(document, language), language)[1][7] == "+0.09"
    assert not any("quared" in line or "平方" in line for line in document["summary"])


def test_where_more_is_better_putting_back_takes_away() -> None:
    document = tuning_document(tuning_report(), None, "en")
    assert rows_of(parameters_table(document, "en"), "en")[1][7] == "−7,000"


@pytest.mark.parametrize(
    ("language", "note", "conclusion"),
    [
        ("en", "no longer keeps a condition: “expected cost”, “nobody worse off”", "the tuned plan misses “"),
        ("zh", "改回后将不再满足条件：“预期成本”、“员工不受损”", "调优方案不再满足“"),
    ],
)
def test_a_broken_condition_is_named_apart(language: Language, note: str, conclusion: str) -> None:
    document = tuning_document(tuning_report(), None, language)
    assert note in rows_of(parameters_table(document, language), language)[0][-1]
    case = document["sensitivity"][0] | {"turns": ["breaks"]}
    said = rows_of(sensitivity_table({**document, "sensitivity": [case]}, language), language)[0][-1]
    assert conclusion in said


def test_what_counts_most_is_said_where_it_was_worked_out() -> None:
    assert any(line.startswith("What counts most") for line in tuning_document(tuning_report(), None, "en")["summary"])
    said = tuning_document(tuning_report(restored=()), None, "en")["summary"]
    assert any(line.startswith("Turned furthest: Reps / Revenue bonus: accelerator 2 → 2.5") for line in said)
    assert not any("What counts most" in line for line in said)


@pytest.mark.parametrize(
    ("language", "sentence", "note"),
    [
        ("en", "Reps / Revenue bonus 250 % → 262 %.", "cap 250.0 % → 262.0 %"),
        ("zh", "由于封顶余量也参与调优，封顶随之变动：Reps / Revenue bonus 250% → 262%。", "封顶 250.0% → 262.0%"),
    ],
)
def test_a_cap_that_moves_is_stated(language: Language, sentence: str, note: str) -> None:
    """Also where its room stays and only the slope before it is turned."""
    report = tuning_report()
    moved = tuple(
        replace(one, today=1.1, tuned=1.1, cap=(2.5, 2.62)) if one.name == HEADROOM else one
        for one in report.parameters
    )
    document = tuning_document(replace(report, parameters=moved), None, language)
    assert any(sentence in line for line in document["summary"])
    assert note in rows_of(parameters_table(document, language), language)[2][-1]
    assert document["parameters"][2]["cap"] == [2.5, 2.62]


def test_the_curves_reach_their_caps() -> None:
    """250 % is reached at 193 % today, and earlier with the steeper accelerator."""
    document = tuning_document(tuning_report(), spread(), "en")
    (curve,) = document["curves"]
    assert (curve["cap_today"], curve["cap_tuned"]) == (2.5, 2.5)
    for name in ("today", "tuned"):
        assert curve[name][-1]["pay"] == curve[name][-2]["pay"] == 2.5
    assert "The cap stays at 250 %." in tuning_bytes(document, tuning_report().money, ".html", "en").decode()


def test_differences_of_shares_are_points() -> None:
    assert cell_text(Cell(0.048, "points_change"), "en") == "+4.8 pp"
    assert cell_text(Cell(-0.02, "points_change"), "zh") == "−2.0 个百分点"
    assert cell_text(Cell(0.048, "share_change"), "en") == "+4.8 %"
    document = tuning_document(tuning_report(), spread(), "en")
    assert rows_of(parameters_table(document, "en"), "en")[0][4] == "−2.0 pp"
    book = load_workbook(io.BytesIO(tuning_bytes(document, tuning_report().money, ".xlsx", "en")))
    cell = book["Parameters"]["E2"]
    assert cell.value == pytest.approx(-2) and 'pp"' in cell.number_format


@pytest.mark.parametrize("language", LANGUAGES)
def test_people_stand_under_their_groups_label(language: Language) -> None:
    report = tuning_report()
    keyed = tuple(replace(one, pay_class="rep") for one in report.people)
    document = tuning_document(replace(report, people=keyed), None, language)
    assert {row[1] for row in rows_of(people_table(document, language), language)} == {"Reps"}
    assert {one["group"] for one in document["people"]} == {"rep"}


def test_rules_that_are_only_simulated_have_names() -> None:
    finding = Finding("tuning_corrected", Location(), {"parts": [str(one) for one in NoClosedForm]})
    english, chinese = describe(finding, "en"), describe(finding, "zh")
    assert "caps on a person's whole pay, gates, pay by a whole pool" in english and "closed form" not in english
    assert "个人奖金总额封顶、门槛、按团队或区域整体计奖" in chinese and "闭式解" not in chinese
    assert not any(word in chinese for word in ("cap", "gate", "pool", "sum", "draw"))


@pytest.mark.parametrize(
    ("unit", "said", "budget"),
    [("ten_thousand", "61.61 万元", "60.1234 万元"), ("thousand", "616.07 千元", "601.234 千元")],
)
def test_expectations_of_larger_units_have_few_digits(unit: str, said: str, budget: str) -> None:
    """616,066.86 CNY: nobody reads six decimals; the budget stands as it was stated."""
    report = tuning_report(price=None)
    assert report.tuned is not None
    loaded = read_plan(json.dumps({**PLAN, "money": {"currency": "CNY", "unit": unit}}).encode(), "json")
    tuned = replace(report.tuned, expected_cost=61_606_686.0)
    stated = replace(report, loaded=loaded, tuned=tuned, budget=60_123_400.0)
    document = tuning_document(stated, None, "zh")
    assert f"预算 {budget}，" in document["summary"][1]
    assert f"调优后 {said}" in document["summary"][1]
    page = tuning_bytes(document, loaded.plan.money, ".html", "zh").decode()
    assert not re.search(r"\.[0-9]{5,} [万千]元", page)


def test_percentages_of_chinese_sentences_have_no_blank() -> None:
    report = tuning_report()
    document = tuning_document(report, spread(), "zh")
    tables = [parameters_table(document, "zh"), people_table(document, "zh"), sensitivity_table(document, "zh")]
    texts = [*document["summary"], *(text for table in tables for row in rows_of(table, "zh") for text in row)]
    assert any("%" in text for text in texts) and not any(" %" in text for text in texts)
    assert any("超出概率 45.0%（现行 33.0%）" in text for text in document["summary"])


@pytest.mark.parametrize(
    ("language", "gain", "unharmed", "harmed"),
    [
        (
            "en",
            "The one person of the plan gains expected pay.",
            "Counting risk and effort, Ann is not worse off than today.",
            "Counting risk and effort, Ann is worse off than today.",
        ),
        (
            "zh",
            "方案中仅有的一人预期奖金增加。",
            "计入风险与努力成本后，Ann较现行方案未受损。",
            "计入风险与努力成本后，Ann较现行方案受损。",
        ),
    ],
)
def test_a_plan_of_one_person(language: Language, gain: str, unharmed: str, harmed: str) -> None:
    report = tuning_report()
    (check,) = (replace(one, people=1, watched=1, worst="Ann") for one in report.checks)
    alone = replace(report, people=report.people[:1], checks=(check,))
    said = tuning_document(alone, None, language)["summary"]
    assert gain in said and unharmed in said
    hurt = replace(alone, checks=(replace(check, broken=1),))
    assert harmed in tuning_document(hurt, None, language)["summary"]


def test_what_a_share_brings_is_said_of_one_point() -> None:
    """1,593,847.50 CNY for all of it is 15,938.48 for one percentage point."""
    share = ConditionAt(
        ConditionKind.SHARE_AT_LEVEL, "rep / revenue / target ≥", False, False, 0.2, 0.3, 0.2, True, 159_384_750.0
    )
    budget = tuning_report().conditions[0]
    document = tuning_document(tuning_report(conditions=(budget, share)), None, "en")
    assert document["conditions"][1]["price"] == 1_593_847.5
    table = conditions_table(document, "en")
    assert [column.head for column in table.columns][-1] == "One unit, or 1 pp of a share, more brings"
    assert [row[-1] for row in rows_of(table, "en")] == ["1.4", "15,938"]


@pytest.mark.parametrize(
    ("language", "heads", "note"),
    [
        ("en", ("Change of results, weighted by pay", "Change of sales"), "The changes of sales are those of Revenue"),
        ("zh", ("业绩变化（按奖金加权）", "销售变化"), "“销售变化”指Revenue，合计等于预期销售的变化"),
    ],
)
def test_people_have_their_sales(language: Language, heads: tuple[str, str], note: str) -> None:
    report = tuning_report()
    people = (*report.people[:2], replace(report.people[2], sales=(0.0, 0.0)))
    document = tuning_document(replace(report, people=people), spread(), language)
    table = people_table(document, language)
    at = [[column.head for column in table.columns].index(head) for head in heads]
    assert [[row[place] for place in at] for row in rows_of(table, language)] == [
        ["−1.0%" if language == "zh" else "−1.0 %", "−10,000"],
        ["0.0%" if language == "zh" else "0.0 %", "–"],
        ["+5.0%" if language == "zh" else "+5.0 %", "+50,000"],
    ]
    assert note in tuning_bytes(document, report.money, ".html", language).decode()


def test_ends_of_ranges_can_be_published() -> None:
    """Steps of a thousandth, rounded inwards; never past the tuned value."""
    ranges = (ParameterRange(ACCELERATOR, 2.10012, 2.5, 2.93986), ParameterRange(THRESHOLD, 0.77999, 0.78, 0.7800004))
    document = tuning_document(tuning_report(ranges=ranges), None, "en")
    found = [(one["low"], one["high"]) for one in document["ranges"]]
    assert found == [(2.101, 2.939), (0.78, 0.78)]


@pytest.mark.parametrize(
    ("language", "said", "note"),
    [
        ("en", "factor of the rates 1 → 2.157, rates 0.2 % → 0.4314 % (put back: −900 CNY)", "rates 0.2 % → 0.4314 %"),
        ("zh", "费率倍数 1 → 2.157，费率 0.2% → 0.4314%（改回：−900 元）", "费率 0.2% → 0.4314%"),
    ],
)
def test_a_factor_stands_beside_its_rates(language: Language, said: str, note: str) -> None:
    name = KnobName("rep", None, "sold", "rate_factor")
    report = tuning_report(restored=(RestoredParameter(name, 90_000.0, 0.0, (), None),))
    plan = {**PLAN, "groups": [{**PLAN["groups"][0], "components": [commission(0.002)]}]}
    loaded = read_plan(json.dumps(plan).encode(), "json")
    tuned = {**plan, "groups": [{**PLAN["groups"][0], "components": [commission(0.004314)]}]}
    change = ParameterChange(name, 1.0, 2.157, 0.25, 4.0, 0.001, follows=False, at_bound=None)
    document = tuning_document(
        replace(report, loaded=loaded, document=IncentivePlanDocument.model_validate(tuned), parameters=(change,)),
        None,
        language,
    )
    assert any(said in line for line in document["summary"])
    assert note in rows_of(parameters_table(document, language), language)[0][-1]
    assert document["parameters"][0]["rates"] == {"today": [0.002], "tuned": [0.004314]}


def commission(rate: float) -> dict[str, Any]:
    """One rate for everything that is sold."""
    tiers = [{"from": 0, "rate": rate}]
    return {"kind": "commission", "name": "sold", "measure": "revenue", "rates": {"tiers": tiers}}


@pytest.mark.parametrize(
    ("language", "said", "unsaid"),
    [
        ("en", "conditions of the whole company by 0.4 and those of the region by 0.4", "loading"),
        ("zh", "受全公司共同因素影响的程度 0.4、受所在区域共同因素影响的程度 0.4", "载荷"),
    ],
)
def test_what_results_have_in_common_is_said_in_words(language: Language, said: str, unsaid: str) -> None:
    last = tuning_document(tuning_report(), None, language)["summary"][-1]
    assert said in last and unsaid not in last
