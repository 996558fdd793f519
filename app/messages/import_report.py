"""What an import report says besides its findings: headings, and the rule behind every column."""

from __future__ import annotations

from collections.abc import Mapping

from app.messages.sentence import Sentence

HEADINGS: Mapping[str, Sentence] = {
    "title": Sentence("Import report: {name}", "导入报告：{name}"),
    "summary": Sentence("In short", "概要"),
    "columns": Sentence("Where every number comes from", "每个数字的来源"),
    "starts": Sentence("Starts within the base year", "基年内入职（开业）"),
    "proxies": Sentence("Stand-ins for missing history", "无历史者的替代值"),
    "one_offs": Sentence("Deals that stand out", "疑似一次性大单"),
    "growth": Sentence("Growth", "增长"),
    "seasonality": Sentence("Shape of the year", "年内节奏"),
    "uncertainty": Sentence("Spread of the forecast", "预测的离散程度"),
    "rates": Sentence("Margins and unit prices", "毛利率与单价"),
    "quality": Sentence("What to look at in the data", "数据质量提示"),
    "inputs": Sentence("Tables", "数据表"),
    "nothing": Sentence("None.", "无。"),
}

FIELDS: Mapping[str, Sentence] = {
    "file": Sentence("file", "文件"),
    "rows": Sentence("rows", "行数"),
    "column": Sentence("column", "列"),
    "cells": Sentence("cells", "单元数"),
    "rule": Sentence("rule", "规则"),
    "member": Sentence("who", "对象"),
    "start": Sentence("start", "起始日"),
    "source": Sentence("known from", "来源"),
    "months": Sentence("months active", "在岗月数"),
    "actual": Sentence("sales", "实际销售额"),
    "annualised": Sentence("full year", "年化后"),
    "amount": Sentence("amount", "金额"),
    "behind": Sentence("made of", "依据"),
    "reason": Sentence("reason", "原因"),
    "row": Sentence("row", "行"),
    "members": Sentence("cell", "单元"),
    "score": Sentence("score", "得分"),
    "excluded": Sentence("left out", "已剔除"),
    "year": Sentence("year", "年度"),
    "growth": Sentence("growth", "增长率"),
    "series": Sentence("series", "序列"),
    "observed": Sentence("observed", "观察值"),
    "weight": Sentence("own weight", "自身权重"),
    "expected": Sentence("expected", "预期"),
    "log_sd": Sentence("log-sd", "对数标准差"),
    "group": Sentence("group", "组"),
    "months_seen": Sentence("months with sales", "有销售的月数"),
    "part": Sentence("part", "部分"),
    "raw": Sentence("history alone", "仅历史"),
    "count": Sentence("growth rates", "增长率个数"),
    "default": Sentence("default", "默认值"),
    "used": Sentence("used", "采用值"),
    "product": Sentence("product", "产品"),
    "margin": Sentence("margin", "毛利率"),
    "price": Sentence("unit price", "单价"),
    "yes": Sentence("yes", "是"),
    "no": Sentence("no", "否"),
    "months_header": Sentence("month {number}", "第 {number} 月"),
    "company": Sentence("company", "公司"),
    "region": Sentence("region", "区域"),
    "own": Sentence("own", "自身"),
}

SOURCES: Mapping[str, Sentence] = {
    "mapping": Sentence("the mapping", "映射文件"),
    "hire_date": Sentence("the hire date", "入职日期"),
    "first_sale": Sentence("the first month with a sale", "首个有销售的月份"),
}

RULES: Mapping[str, Sentence] = {
    "mean_of_peers": Sentence("mean of named peers", "指定同类人员的均值"),
    "mean_of_team": Sentence("mean of the team", "团队均值"),
    "amount": Sentence("stated amount", "指定金额"),
}

SUMMARY: Mapping[str, Sentence] = {
    "base": Sentence(
        "{year}: {actual} from {rows} rows in {cells} cells.[[ Left out as one-off: {excluded}.]]",
        "{year}：{rows} 行，合计 {actual}，分布在 {cells} 个单元。[[作为一次性大单剔除：{excluded}。]]",
    ),
    "annualised": Sentence(
        "Late starts brought to a full year add {amount}: baseline {baseline}.",
        "年中起始者年化后增加 {amount}：基数 {baseline}。",
    ),
    "short": Sentence(
        "Sales of members with too short a history, {amount}, are not in the baseline; their stand-ins are.",
        "历史过短者的销售额 {amount} 不计入基数，改用替代值。",
    ),
    "proxies": Sentence(
        "Stand-ins for members without history add {amount}: comparable year {comparable}.",
        "无历史者的替代值增加 {amount}：可比年度 {comparable}。",
    ),
    "target": Sentence(
        "Company target[[ “{name}”]]: {amount}, {growth} on the comparable year.",
        "公司目标[[“{name}”]]：{amount}，较可比年度 {growth}。",
    ),
    "like_for_like": Sentence(
        "People who were there in both years grew by {rate} ({before} to {after}).",
        "两年均在岗的人员增长 {rate}（{before} 至 {after}）。",
    ),
}

COLUMNS: Mapping[str, Sentence] = {
    "baseline": Sentence(
        "exact sum of column “{amount}” over the {rows} rows of {year}, by {dimensions}; for {starts} late starts "
        "divided by the share of the year that was active (by {by})",
        "{year} 的 {rows} 行中“{amount}”列按 {dimensions} 精确求和；{starts} "
        "个年中起始者除以在岗期占全年的比例（按{by}）",
    ),
    "potential": Sentence(
        "the baseline where there is one; for {members} members without history what their proxy rule gives, divided "
        "as their peers' sales are",
        "有基数的取基数；{members} 个无历史者取替代规则的结果，并按同类人员的销售结构分摊",
    ),
    "forecast": Sentence(
        "baseline × exp(expected growth of its series); expected growth = damping {damping} × (mean + own weight × "
        "(observed − mean)); for stand-ins the amount itself",
        "基数 × exp(所属序列的预期增长)；预期增长 = 阻尼 {damping} ×（均值 + 自身权重 ×（观察值 − 均值））；"
        "替代值则取其本身",
    ),
    "forecast_log_sd": Sentence(
        "√(company² + region² + own²) of the spread below; for stand-ins with an own part of twice the default",
        "√（公司² + 区域² + 自身²），见下文；替代值的自身部分取默认值的两倍",
    ),
    "margin_rate": Sentence(
        "1 − Σ “{cost}” ÷ Σ “{amount}” of the cell; its product's where the cell states no cost ({from_product} cells)",
        "单元内 1 − Σ“{cost}” ÷ Σ“{amount}”；没有成本的单元取其产品的毛利率（{from_product} 个）",
    ),
    "previous": Sentence(
        "last targets of {people} people, divided as their comparable year is",
        "{people} 人的上次目标，按可比年度的结构分摊",
    ),
}

BY: Mapping[str, Sentence] = {
    "months": Sentence("equal months", "等分的月份"),
    "seasonality": Sentence("the company's seasonality", "公司的季节性"),
    "none": Sentence("nothing: sales are left as they are", "不调整"),
}
