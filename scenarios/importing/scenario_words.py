"""Words that an import writes into a scenario, in its language: names of limits, labels, comments."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Pair(NamedTuple):
    """The same text in English and Chinese."""

    en: str
    zh: str

    def text(self, language: str) -> str:
        """The text in one language."""
        return self.zh if language == "zh" else self.en


DIMENSION_LABELS: Mapping[str, Mapping[str, str]] = {
    "product": {"en": "Product", "zh": "产品"},
    "region": {"en": "Region", "zh": "区域"},
    "segment": {"en": "Segment", "zh": "客群"},
    "person": {"en": "Person", "zh": "人员"},
}

WORDS: Mapping[str, Pair] = {
    "head": Pair(
        "Written by allot import; edit it freely. Where every number came from stands in the import report.",
        "由 allot import 生成，可自由修改。每个数字的来源见导入报告。",
    ),
    "balanced": Pair("Balanced", "均衡"),
    "momentum": Pair("Momentum", "顺势"),
    "person_limit": Pair("floor and cap per person", "个人目标上下限"),
    "product_limit": Pair("growth band per product", "产品增长区间"),
    "region_limit": Pair("growth band per region", "区域增长区间"),
    "owner": Pair("sales operations", "销售运营部"),
    "product_owner": Pair("product management", "产品管理部"),
    "region_owner": Pair("regional management", "区域管理部"),
    "team": Pair("Team", "团队"),
}

COMMENTS: Mapping[str, Pair] = {
    "dimensions": Pair("The axes of the plan and their members.", "计划的维度及成员。"),
    "cells": Pair(
        "One row per combination that gets a target. baseline: last year, late starts brought to a full year; empty:\n"
        "no history, then potential is what the proxy rule gives.",
        "每个需要目标的组合一行。baseline：上年销售额，年中入职已年化；为空表示没有历史，此时 potential 来自替代规则。",
    ),
    "company_target": Pair("What all targets add up to.", "所有目标之和。"),
    "limits": Pair(
        "Rules that the targets keep. Change the numbers, the owners, or take a rule out.",
        "目标须遵守的规则。可修改数字、负责人，或删除某条规则。",
    ),
    "person": Pair(
        "Every person within {floor} and {cap} of last year[[, and never above {most}]]. The amounts stand in the\n"
        "people table (columns floor and cap): edit single people there.",
        "每人目标在上年的 {floor} 至 {cap} 之间[[，且不超过 {most}]]。金额在人员表的 floor、cap 两列，可逐人修改。",
    ),
    "band": Pair(
        "Around the company's growth of {growth}: {below} points below to {above} points above.",
        "围绕公司增长率 {growth}：低 {below} 至高 {above} 个百分点。",
    ),
    "strategies": Pair(
        "What makes a plan good: shares of last year, potential and forecast in what a cell gets before limits.",
        "怎样的方案算好：限制之前，上年、潜力与预测在参考值中的占比。",
    ),
    "phasing": Pair("Shape of the year, from the history.", "年内节奏，来自历史。"),
    "uncertainty": Pair(
        "How far sales may lie from the forecast, from the history.", "销售与预测可能的偏差，来自历史。"
    ),
    "rounding": Pair("Step of published targets.", "公布目标的取整单位。"),
}


def words(key: str, language: str) -> str:
    """One of the words."""
    return WORDS[key].text(language)
