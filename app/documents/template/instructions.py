"""The first sheet of a template: how to fill it in, in business words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.cells import cell_len

from app.documents.template.sheet_writing import ScenarioBook
from app.documents.workbook.book import HEADING, SUBTITLE, TITLE, WRAPPED, put_text
from app.messages import Language

LINE_WIDTH = 120
"""Characters of a line; longer ones are wrapped."""

Part = tuple[str, Sequence[str]]

_TITLES: Mapping[Language, tuple[str, str]] = {
    "en": (
        "Sales targets: how to fill in this workbook",
        "Keep the names of sheets and columns; everything else is yours.",
    ),
    "zh": ("销售目标分配：填写说明", "请保留工作表名称和列名，其余内容均可修改。"),
}

_PARTS: Mapping[Language, Sequence[Part]] = {
    "en": (
        (
            "In five steps",
            (
                "1. scenario: the year, the currency and the unit of every amount, and the company target.",
                "2. dimensions and members: product lines, regions, teams, people. Any further column of members is a "
                "fact that limits can use, such as lifecycle or quota_cap.",
                "3. cells: one row for every combination that gets a target, with last year's sales and what you know "
                "about the coming year. Leave unknown numbers blank: blank is not zero.",
                "4. limits: what must hold. One row each; the columns that a kind does not use stay blank.",
                "5. strategies: what a good plan is. Save, then: allot validate FILE.xlsx, allot solve FILE.xlsx "
                "--out plan.xlsx.",
            ),
        ),
        (
            "When you need more",
            (
                "Months: fill in phasing.start in the scenario sheet, and in seasonality the shape of the year, one "
                "row for all or one per product, region or person.",
                "Hedges: over_assignment.dimension, and per level what its targets add up to beyond the level above.",
                "Coarser steps: rounding.levels.team and the like. Pieces instead of money: metric = volume.",
                "Order of importance: in strategies, tiers such as strategic > fairness > fit, stability.",
            ),
        ),
        (
            "How to write limits",
            (
                "where picks cells: region=East,South; lifecycle=new. Every condition must hold; a comma means “or”. "
                "Blank means all cells.",
                "by repeats the limit: region gives one limit per region; region, product_line one per pair.",
                "{quota_cap} in an amount means: the value that each member states in the column quota_cap.",
                "penalty makes a limit soft: it may be broken at that price. Blank: it must hold.",
            ),
        ),
        (
            "Kinds of limits and their columns",
            (
                "growth_limit: min_growth_rate, max_growth_rate, include_new. Against last year.",
                "amount_limit: min_amount, max_amount. Floors and caps in money.",
                "share_limit: min_share, max_share, of. The share of some cells in a whole.",
                "capacity: amount, measure, per, each_month. What people or teams carry by year or month; needs by.",
                "margin: min_amount or min_rate. Least margin.",
                "commitment: below_rate, above_rate. Near what was committed.",
                "hold: amount, reason, owner. A fixed target.",
                "market_share: min_share, max_share. The target as a share of the market.",
                "difficulty_band: min_difficulty, max_difficulty, against. How far a target may be from the forecast.",
                "attainability: min_probability. How likely people are to reach their target, at least.",
                "parity: tolerance, peers, against. Nobody's target much harder or easier than their peers'.",
                "neutrality: tolerance, z, as_of. Targets do not get harder with size, potential or tenure.",
                "Where people get more than the plan, basis says which number a limit means: assigned or plan.",
            ),
        ),
        (
            "Numbers",
            (
                "Rates are fractions: 0.05 or 5%. Amounts are in the scenario sheet's unit, without currency signs.",
                "Codes such as 000123 must be texts: format the column as text before typing.",
                "Formulas are fine; their saved results are read. Do not merge cells.",
            ),
        ),
    ),
    "zh": (
        (
            "五步完成",
            (
                "1. 场景：计划年度、货币和金额单位，以及公司目标。",
                "2. 维度与成员：产品线、区域、团队、人员。成员表的其他列是限制可用的属性，例如 lifecycle、quota_cap。",
                "3. 单元：每个需要目标的组合一行，填写上年销售额和对本期的了解。未知的数字请留空：空白不等于零。",
                "4. 限制：必须满足的规则，每条一行；该种类用不到的列留空。",
                "5. 策略：什么是好的方案。保存后运行 allot validate 文件.xlsx，再运行 allot solve 文件.xlsx。",
            ),
        ),
        (
            "更多需要",
            (
                "分月：在“场景”表填写 phasing.start，在“季节性”表填写年内节奏，全体一行，或按产品、区域、人员各一行。",
                "加码：填写 over_assignment.dimension，以及各层级目标合计比上一层级多多少。",
                "更粗的取整：rounding.levels.team 等。按数量而非金额计划：metric 填 volume。",
                "重要程度：在“策略”表的 tiers 中填写，例如 strategic > fairness > fit, stability。",
            ),
        ),
        (
            "限制的写法",
            (
                "where 选择单元：region=East,South; lifecycle=new。各条件须同时满足，逗号表示“或”；留空表示全部单元。",
                "by 表示分别适用：region 为每个区域一条；region, product_line 为每个组合一条。",
                "金额列中的 {quota_cap} 表示：取每个成员在 quota_cap 列中的值。",
                "penalty 使限制变为软限制：可以按该代价违反；留空表示必须满足。",
            ),
        ),
        (
            "限制的种类与所用的列",
            (
                "growth_limit 增长限制：min_growth_rate、max_growth_rate、include_new，与上年相比。",
                "amount_limit 金额限制：min_amount、max_amount，金额的下限和上限。",
                "share_limit 份额限制：min_share、max_share、of，一部分单元在整体中的占比。",
                "capacity 能力限制：amount、measure、per、each_month，个人或团队全年或每月的承载能力，必须填写 by。",
                "margin 毛利限制：min_amount 或 min_rate，最低毛利。",
                "commitment 承诺：below_rate、above_rate，接近承诺额。",
                "hold 固定目标：amount、reason、owner。",
                "market_share 市场份额：min_share、max_share，目标占市场的比例。",
                "difficulty_band 难度区间：min_difficulty、max_difficulty、against，目标与预测可相差多少。",
                "attainability 可达成性：min_probability，每人目标的达成概率至少为多少。",
                "parity 同级公平：tolerance、peers、against，任何人的目标都不比同级难太多或易太多。",
                "neutrality 中性：tolerance、z、as_of，难度不随规模、潜力或司龄变化。",
                "有加码时，basis 说明限制针对哪个数字：assigned 下达的目标，或 plan 计划数。",
            ),
        ),
        (
            "数字",
            (
                "比率写成小数或百分数：0.05 或 5%。金额按“场景”表中的单位填写，不带货币符号。",
                "000123 这样的编号必须是文本：请先将该列设为文本格式再输入。",
                "可以使用公式，读取其保存的结果。请不要合并单元格。",
            ),
        ),
    ),
}


def write_instructions(book: ScenarioBook) -> None:
    """The sheet, to be read and printed."""
    sheet: Any = book.book.sheet(book.title_of("instructions"))
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, LINE_WIDTH, book.book.format(WRAPPED))
    title, subtitle = _TITLES[book.language]
    sheet.set_row(0, 26)
    put_text(sheet, 0, 0, title, book.book.format(TITLE))
    put_text(sheet, 1, 0, subtitle, book.book.format(SUBTITLE))
    row = 3
    for heading, lines in _PARTS[book.language]:
        put_text(sheet, row, 0, heading, book.book.format(HEADING))
        for line in lines:
            row += 1
            sheet.set_row(row, 30 if cell_len(line) > LINE_WIDTH else 16)
            put_text(sheet, row, 0, line, book.book.format(WRAPPED))
        row += 2
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
