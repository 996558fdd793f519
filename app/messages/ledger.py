"""Why a number is what it is, line by line: titles and sentences of a ledger."""

from __future__ import annotations

from collections.abc import Mapping

from app.messages.sentence import Sentence
from models.allocation.ledger import LedgerLine

TITLES: Mapping[LedgerLine, Sentence] = {
    LedgerLine.LAST_YEAR: Sentence("Last year", "上年"),
    LedgerLine.COMPANY_GROWTH: Sentence("Company growth", "公司整体增长"),
    LedgerLine.REFERENCE_BLEND: Sentence("Potential, forecast and other sources", "潜力、预测等参考来源"),
    LedgerLine.STRATEGIC_TILT: Sentence("Priorities", "战略优先"),
    LedgerLine.OVER_ASSIGNMENT: Sentence("Hedge", "加码"),
    LedgerLine.FLOORS_AND_CAPS: Sentence("Floors, caps and amounts", "上下限与金额限制"),
    LedgerLine.CAPACITY: Sentence("Capacity", "能力"),
    LedgerLine.SHARES_AND_MARGIN: Sentence("Shares and margin", "占比与毛利"),
    LedgerLine.DIFFICULTY: Sentence("Difficulty and fairness", "难度与公平"),
    LedgerLine.CARDINALITY: Sentence("Choice of what to carry", "经营项目取舍"),
    LedgerLine.OBJECTIVE_TERMS: Sentence("Other aims of the strategy", "策略的其他目标"),
    LedgerLine.COMMITMENTS_AND_HOLDS: Sentence("Commitments and fixed targets", "承诺与固定目标"),
    LedgerLine.ROUNDING: Sentence("Rounding", "取整"),
}

MORE: Mapping[LedgerLine, Sentence] = {
    LedgerLine.LAST_YEAR: Sentence("{node} sold {amount} last year.", "{node}上年销售 {amount}。"),
    LedgerLine.COMPANY_GROWTH: Sentence(
        "Growing like the whole company adds {amount}.", "按公司整体增速增长，增加 {amount}。"
    ),
    LedgerLine.REFERENCE_BLEND: Sentence(
        "What the plan starts from ({sources}) gives {node} {amount} more than last year's shares would.",
        "方案的起点（{sources}）与按上年占比分配相比，给{node}增加 {amount}。",
    ),
    LedgerLine.STRATEGIC_TILT: Sentence(
        "The company's priorities bring {amount} here.", "公司的战略优先级使此处增加 {amount}。"
    ),
    LedgerLine.OVER_ASSIGNMENT: Sentence(
        "A hedge over the plan is handed down: {amount} more.", "在计划之上加码下达，增加 {amount}。"
    ),
    LedgerLine.ROUNDING: Sentence("Rounding to whole steps adds {amount}.", "取整增加 {amount}。"),
}
"""What a line says that adds something. The lines of limits and aims are in `MOVES`."""

LESS: Mapping[LedgerLine, Sentence] = {
    LedgerLine.LAST_YEAR: Sentence(
        "{node} had {amount} more returns than sales last year.", "{node}上年退货超过销售 {amount}。"
    ),
    LedgerLine.COMPANY_GROWTH: Sentence(
        "Shrinking like the whole company takes {amount}.", "按公司整体降幅下降，减少 {amount}。"
    ),
    LedgerLine.REFERENCE_BLEND: Sentence(
        "What the plan starts from ({sources}) gives {node} {amount} less than last year's shares would.",
        "方案的起点（{sources}）与按上年占比分配相比，给{node}减少 {amount}。",
    ),
    LedgerLine.STRATEGIC_TILT: Sentence(
        "The company's priorities lie elsewhere and take {amount}.", "公司的战略优先级在其他方面，使此处减少 {amount}。"
    ),
    LedgerLine.OVER_ASSIGNMENT: Sentence(
        "What is handed down is {amount} less than the plan.", "下达数低于计划，减少 {amount}。"
    ),
    LedgerLine.ROUNDING: Sentence("Rounding to whole steps takes {amount}.", "取整减少 {amount}。"),
}

SUBJECTS: Mapping[LedgerLine, Sentence] = {
    LedgerLine.FLOORS_AND_CAPS: Sentence("Floors, caps and amounts", "上下限与金额限制"),
    LedgerLine.CAPACITY: Sentence("What people and teams can carry", "人员和团队的承载能力"),
    LedgerLine.SHARES_AND_MARGIN: Sentence("Rules on shares and margin", "占比与毛利规则"),
    LedgerLine.DIFFICULTY: Sentence("Rules on fair difficulty", "公平难度规则"),
    LedgerLine.CARDINALITY: Sentence("The choice of what to carry", "经营项目的取舍"),
    LedgerLine.OBJECTIVE_TERMS: Sentence("Other aims of the strategy ({terms})", "策略的其他目标（{terms}）"),
    LedgerLine.COMMITMENTS_AND_HOLDS: Sentence("Commitments and fixed targets", "承诺与固定目标"),
}

MOVES: Mapping[str, Sentence] = {
    "more": Sentence("{subject} bring {amount} here[[: {limits}]].", "{subject}使此处增加 {amount}[[：{limits}]]。"),
    "less": Sentence(
        "{subject} take {amount} from here[[: {limits}]].", "{subject}使此处减少 {amount}[[：{limits}]]。"
    ),
    "more_elsewhere": Sentence(
        "{subject} that hold others bring {amount} here.", "对其他对象起作用的{subject}使此处增加 {amount}。"
    ),
    "less_elsewhere": Sentence(
        "{subject} that hold others take {amount} from here.", "对其他对象起作用的{subject}使此处减少 {amount}。"
    ),
    "one_more": Sentence(
        "{subject} brings {amount} here[[: {limits}]].", "{subject}使此处增加 {amount}[[：{limits}]]。"
    ),
    "one_less": Sentence(
        "{subject} takes {amount} from here[[: {limits}]].", "{subject}使此处减少 {amount}[[：{limits}]]。"
    ),
}

NO_LAST_YEAR = Sentence("There is no last year to start from.", "没有上年数据作为起点。")
UNCHANGED = Sentence("Changes nothing here.", "对此处没有影响。")
HARDLY = Sentence("Changes hardly anything here.", "对此处几乎没有影响。")
COMPANY = Sentence("the company", "公司")
OWNED = Sentence("“{name}”[[ ({owner})]]", "“{name}”[[（{owner}）]]")

SOURCES: Mapping[str, Sentence] = {
    "history": Sentence("last year {share}", "上年 {share}"),
    "potential": Sentence("potential {share}", "潜力 {share}"),
    "forecast": Sentence("forecast {share}", "预测 {share}"),
    "equal": Sentence("equal parts {share}", "均分 {share}"),
    "capability": Sentence("capability {share}", "能力 {share}"),
}
