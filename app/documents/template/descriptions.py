"""What the columns of a scenario workbook mean, in Chinese; the English words are the models' own descriptions."""

from __future__ import annotations

from collections.abc import Mapping

_SCENARIO: Mapping[str, str] = {
    "name": "场景名称，一行文字。",
    "title": "较长的标题，可不填。",
    "description": "对场景的说明，可不填。",
    "language": "名称所用的语言：zh 为中文，en 为英文。",
    "money.currency": "货币代码（ISO 4217），例如 CNY。",
    "money.unit": "金额单位：major 为元，thousand 为千元，ten_thousand 为万元，minor 为分。",
    "period": "计划期间，例如 2025。",
    "company_target.name": "公司目标的名称，可不填。",
    "company_target.owner": "公司目标的负责人。",
    "company_target.negotiable": "公司目标是否可以协商：是或否，默认为是。",
    "company_target.soft.penalty": "软目标：每偏离一个货币单位的代价；留空表示必须达到。",
    "company_target.amount": "公司目标金额。如目标是一个范围，请留空并填写下面两行。",
    "company_target.min_amount": "公司目标范围的下限。",
    "company_target.max_amount": "公司目标范围的上限。",
    "company_target.reference_amount": "目标为范围时，参考值的合计；默认为范围的中点。",
    "metric": "目标计量的是什么：amount 为金额，volume 为数量（台、吨等）；默认为金额。",
    "volume.unit": "一件的名称，例如 台、吨。",
    "volume.decimals": "数量可带的小数位数，例如吨为 3；默认为 0。",
    "over_assignment.dimension": "在哪个维度上加码下达，例如 rep；留空表示不加码。",
    "over_assignment.levels": "该层级的目标合计比上一层级多多少，例如 5%；每个层级一行，留空表示不加码。",
    "uncertainty.log_sd": "预测对数的标准差，用于未填写 forecast_log_sd 的单元，例如 0.25。",
    "uncertainty.company_loading": "单元与影响全公司的因素的相关系数，-1 到 1。",
    "uncertainty.region_loading": "单元与影响所在区域的因素的相关系数，-1 到 1。",
    "uncertainty.region_dimension": "哪些单元同属一个区域：维度、层级或属性；默认为名为 region 的。",
    "fairness.by": "比较谁的难度，例如 rep；默认为计划中的人员。",
    "fairness.peers": "与谁比较：层级或属性，例如 region；留空表示所有人一起比较。",
    "fairness.against": "目标与什么相比：forecast 预测、potential 潜力或 baseline 上年；默认有预测用预测，否则用潜力。",
    "fairness_certificate.characteristics": "难度不应取决于什么：size 规模、potential 潜力、tenure 工龄，"
    "或人员的数值属性；默认前三项（有数据时）。",
    "fairness_certificate.groups": "比较哪些群体的平均难度：层级、维度或属性，例如 team；默认为人员以外的所有层级。",
    "fairness_certificate.as_of": "工龄计算到哪一天，例如 2025-01-01；默认取工龄限制中的日期，否则取最晚的入职日期。",
    "fairness_certificate.max_slope": "特征每变化一个标准差时难度变化的上限，0.02 即 2 个百分点。",
    "fairness_certificate.max_rank_correlation": "难度与某个特征的秩相关系数的上限，0 到 1。",
    "fairness_certificate.max_gini": "难度的基尼系数的上限，0（完全相等）到 1。",
    "fairness_certificate.max_gap": "某个群体的平均难度与全体平均之差的上限，0.05 即 5 个百分点。",
    "fairness_certificate.max_deviation": "个人难度与同级之差的上限，0.1 即 10 个百分点。",
    "rounding.levels": "该层级更粗的取整步长，按金额单位，须为下级步长的整数倍；每个层级一行，留空表示不另取整。",
    "phasing.start": "计划年度的第一个月，例如 2025-01；留空表示不分月。",
    "phasing.ramp": "入职后头几个月的产出比例，用逗号分隔，例如 0.2, 0.5, 0.8。",
    "phasing.hire_date_attribute": "成员表中填写入职日期的列，默认为 hire_date。",
    "phasing.increment": "月度目标的取整步长，按金额单位；全年步长须为其整数倍；默认与全年相同。",
    "strategy": "默认使用的策略名称；不填则使用第一个策略。",
    "rounding.increment": "目标的取整步长，按金额单位；默认为一个货币单位（1 元）。",
    "options.solver": "求解器名称，默认 cbc。",
    "options.time_limit_seconds": "单次求解的最长时间（秒），默认 60。",
    "options.relative_gap": "允许与最优值的相对差距，默认 0.000001。",
}

_DIMENSIONS: Mapping[str, str] = {
    "name": "维度的代码，单元表以它作为列名，例如 region。",
    "label": "维度的显示名称，例如 区域。",
    "levels": "从上到下的层级，用逗号分隔，例如 team, rep；只有一层时可不填。",
}

_MEMBERS: Mapping[str, str] = {
    "dimension": "成员所属的维度。",
    "key": "成员的代码，在维度内唯一；单元和筛选条件都用它。",
    "label": "成员的显示名称，默认为代码。",
    "parent": "上级成员的代码；最上层留空。",
    "level": "所在层级；只有一种可能时可不填。",
    "priority": "战略优先级，-1 到 1；不填则沿用上级的值，否则为 0。",
}

_CELLS: Mapping[str, str] = {
    "baseline": "上年（可比期间）销售额；没有历史请留空，0 表示确实没有销售。",
    "potential": "本期可实现的销售潜力。",
    "market": "本期市场规模。",
    "forecast": "本期销售预测的均值。",
    "commitment": "自下而上承诺的金额。",
    "hold": "固定目标，必须填写原因。",
    "previous": "上一次发布的目标。",
    "forecast_log_sd": "预测值对数的标准差，0 到 5。",
    "margin_rate": "毛利率，例如 0.3 或 30%。",
    "unit_price": "一件的价格（元）；不填则用成员属性 unit_price。",
    "effort": "每一货币单位（元）占用的能力（工时、拜访次数）。",
    "priority": "单元自身的战略优先级，-1 到 1，与成员的优先级相加。",
    "hold_reason": "固定目标的原因，会与数字一起显示。",
}

_LIMITS: Mapping[str, str] = {
    "kind": "限制的种类。各种类用到的列不同，见“说明”。",
    "name": "限制的名称，起作用时会显示。",
    "owner": "谁可以修改它；固定目标（hold）必填。",
    "negotiable": "是否可以协商：是或否，默认为是。法律或合同规定的请填否。",
    "soft.penalty": "软限制：每违反一个货币单位的代价，例如 0.3；留空表示不得违反。",
    "unless": "其中不适用的单元，写法同 where，例如 region=East；留空表示没有。",
    "where": "针对哪些单元，例如 region=East,South; lifecycle=new；留空表示全部。",
    "by": "按哪些维度或层级分别适用，例如 region, product_line；留空表示合并为一组。",
    "min_growth_rate": "最低增长率，例如 -0.05 表示最多下降 5%。",
    "max_growth_rate": "最高增长率，例如 0.3 表示最多增长 30%。",
    "include_new": "是否计入没有上年销售额的单元：是或否，默认为否。",
    "min_amount": "金额下限；或 {属性名}，取每个成员自己的值。",
    "max_amount": "金额上限；或 {属性名}，取每个成员自己的值。",
    "of": "份额所对应的整体，写法与 where 相同；留空表示同组的全部单元。",
    "min_share": "最低份额，例如 0.2 或 20%。",
    "max_share": "最高份额。",
    "measure": "能力的衡量方式：money 为金额，effort 为工作量。",
    "amount": "能力上限或固定目标的数额；或 {属性名}，取每个成员自己的值。",
    "min_rate": "最低平均毛利率。",
    "below_rate": "目标最多可低于承诺的比例；留空表示不限。",
    "above_rate": "目标最多可高于承诺的比例；留空表示不限。",
    "basis": "有加码时针对哪些数字：assigned 为下达的目标（默认），plan 为计划数。",
    "metric": "计量的是什么：amount 为金额，volume 为数量（按 unit_price 折算）；默认与场景相同。",
    "per": "能力是全年的（year）还是每个整月的（month，须填写 phasing）；默认为全年。",
    "each_month": "按月的能力是否每个月都要满足：是或否，默认为是；否则只看全年。",
    "against": "目标与什么相比：forecast 预测、potential 潜力或 baseline 上年。",
    "min_difficulty": "难度下限：目标与预测之比，例如 0.9 表示至少为预测的 90%。",
    "max_difficulty": "难度上限：例如 1.1 表示最多高出预测 10%。",
    "min_probability": "目标达成概率的下限，例如 0.6。",
    "tolerance": "难度允许相差多少，例如 0.05 表示 5 个百分点。",
    "peers": "与谁比较：层级、维度或属性，例如 team；留空表示所有人一起比较。",
    "z": "难度不得随什么变化：size 规模、potential 潜力、tenure 司龄，或成员的某个数值属性。",
    "as_of": "计算司龄的日期，例如 2025-01-01。",
    "reason": "固定的原因，会与数字一起显示。",
    "count": "每组中统计什么，例如 product_line；留空表示 by 的各组本身就是被统计的项。",
    "max_count": "每组最多可以有几项带有目标，例如每人最多 5 条产品线；须同时填写 by 和 count。",
}

_STRATEGIES: Mapping[str, str] = {
    "name": "策略的代码，只用文字、数字和下划线。",
    "label": "策略的显示名称。",
    "reference.history": "参考值中上年销售额的占比；各来源合计为 1。",
    "reference.potential": "参考值中潜力的占比。",
    "reference.forecast": "参考值中预测的占比。",
    "reference.equal": "参考值中平均分配的占比。",
    "reference.capability": "参考值中按人员能力分配的占比。",
    "strategic_intensity": "战略强度，0 到 10：优先级对参考值的影响程度，默认 0.5。",
    "weights.fit": "贴近参考值的权重，默认 1；至少为其他权重合计的十分之一。",
    "weights.strategic": "高优先级单元销售额的权重，默认 0.1。",
    "weights.profit": "毛利的权重，默认 0.1。",
    "weights.stability": "与上次目标保持接近的权重，默认 0.05。",
    "weights.fairness": "同级之间难度公平的权重，默认 0。",
    "weights.attainability": "目标可达成的权重：预计达不成的部分越少越好，默认 0。",
    "weights.load": "能力占用均衡的权重，默认 0。",
    "normalise": "payoff 表示把各权重换算到同一尺度，权重相同则分量相同；none 表示不换算（默认）。",
    "tiers": "按重要程度依次优化，例如 strategic > fairness > fit, stability；留空表示一起优化。",
    "tier_tolerance": "前一级可为后面的让出多少（占其幅度的比例），默认 0.01。",
}

_SEASONALITY: Mapping[str, str] = {
    "key": "该行适用于哪些单元；留空表示没有其他行的全部单元。",
    "month": "该自然月的占比，或上年该月的销售额；不得为负。",
}

CHINESE: Mapping[str, Mapping[str, str]] = {
    "scenario": _SCENARIO,
    "dimensions": _DIMENSIONS,
    "members": _MEMBERS,
    "cells": _CELLS,
    "limits": _LIMITS,
    "strategies": _STRATEGIES,
    "seasonality": _SEASONALITY,
}
"""By the sheet's English name and the field's dotted name."""


def description(sheet: str, dotted: str, english: str, zh: bool) -> str:
    """What a column means; English where the Chinese words are not there yet."""
    return CHINESE.get(sheet, {}).get(dotted, english) if zh else english
