"""Heads of the tables of frontiers and alternatives in workbooks; CSV files keep the names of the columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.messages.aims import aim_amount_words, aim_words
from app.messages.language import Language
from app.messages.sentence import Sentence

HEADS: Mapping[str, Sentence] = {
    "frontier": Sentence("Frontier", "前沿"),
    "alternatives": Sentence("Alternatives", "备选方案"),
    "point": Sentence("Point", "点"),
    "knee": Sentence("Knee", "拐点"),
    "outcome": Sentence("Outcome", "结果"),
    "optimal": Sentence("optimal", "最优"),
    "feasible": Sentence("feasible", "可行"),
    "efficient_within": Sentence("Beaten by at most", "最多可再改善"),
    "exchange_rate": Sentence("Exchange rate", "交换比率"),
    "target": Sentence("Target", "目标合计"),
    "moved_from_own": Sentence("Moved up or down from own plan", "较现方案增减合计"),
    "node_target": Sentence("Node's target", "节点目标"),
    "own": Sentence("Own plan", "现方案"),
    "loss": Sentence("Loss: {name}", "损失：{name}"),
    "value": Sentence("{name}", "{name}"),
    "weight": Sentence("Weight: {name}", "权重：{name}"),
    "label": Sentence("{name} (name)", "{name}（名称）"),
    "plan_more": Sentence("Plan {plan}: more for {node}", "方案 {plan}：{node}增加"),
    "plan_less": Sentence("Plan {plan}: less for {node}", "方案 {plan}：{node}减少"),
    "card_growth_rate": Sentence("Growth", "增长率"),
    "card_like_for_like_rate": Sentence("Like-for-like growth", "同口径增长率"),
    "card_strategic_share": Sentence("Share with priority", "战略优先占比"),
    "card_margin_rate": Sentence("Margin rate", "毛利率"),
    "card_difficulty_mean": Sentence("Mean difficulty", "平均难度"),
    "card_difficulty_spread": Sentence("Spread of difficulty", "难度标准差"),
    "card_difficulty_gini": Sentence("Gini of difficulty", "难度基尼系数"),
    "card_moved": Sentence("Moved up or down from last targets", "较上次目标增减合计"),
    "card_at_limit_share": Sentence("Cells at a limit", "触及限制的单元占比"),
    "card_likely_share": Sentence("People likely to attain", "可能达成的人员占比"),
    "card_company_probability": Sentence("Company attains", "公司达成概率"),
    "card_utilisation_mean": Sentence("Mean use of capacity", "平均能力占用"),
    "card_utilisation_worst": Sentence("Greatest use of capacity", "最高能力占用"),
}


def head(name: str, language: Language, facts: Mapping[str, str] | None = None) -> str:
    """A head by its name."""
    return HEADS[name].fill(facts or {}, language)


def frontier_heads(document: Mapping[str, Any], header: list[str], language: Language) -> list[str]:
    """The heads of a frontier's columns, whose names are `header`; axes keep theirs."""
    words = {name: head(name, language) for name in header if name in HEADS}
    for aim in document["aims"]:
        words[f"loss_{aim['name']}"] = head("loss", language, {"name": aim_words(aim, language)})
        words[f"value_{aim['name']}"] = aim_amount_words(aim, language)
        words[f"weight_{aim['name']}"] = head("weight", language, {"name": aim_words(aim, language)})
    return _with_axes(document, header, words, language)


def alternatives_heads(document: Mapping[str, Any], header: list[str], language: Language) -> list[str]:
    """The heads of an alternatives table, whose columns are called `header`; axes keep their names."""
    plans = [
        head(f"plan_{one['direction']}", language, {"plan": str(one["plan"]), "node": one["label"]})
        for one in document["alternatives"]
    ]
    first = len(header) - len(plans)
    own = {"own": head("own", language)}
    return [*_with_axes(document, header[:first], own, language), *plans]


def _with_axes(
    document: Mapping[str, Any], header: list[str], words: Mapping[str, str], language: Language
) -> list[str]:
    axes = {f"{axis}_label": head("label", language, {"name": axis}) for axis in document["by"]}
    return [axes.get(name) or words.get(name, name) for name in header]
