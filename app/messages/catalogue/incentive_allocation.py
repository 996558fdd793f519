"""Targets of an incentive plan that come from an allocation."""

from __future__ import annotations

from collections.abc import Mapping

from app.messages.sentence import Sentence

INCENTIVE_ALLOCATION: Mapping[str, Sentence] = {
    "allocation_source": Sentence(
        en="An allocation is either a `file` or the `plan` itself. Give one of the two fields {fields}.",
        zh="目标分解方案要么以 `file` 给出，要么以 `plan` 直接给出。请在 {fields} 中填写其一。",
    ),
    "allocation_not_a_plan": Sentence(
        en="This is no plan of targets that can be read: “{where}” is missing in it or not of the expected form. Give "
        "what `allot solve … --out plan.json` wrote, as it was written.",
        zh="这不是可读取的目标方案：其中“{where}”缺失或格式不符。请提供 `allot solve … --out plan.json` 生成的原文件。",
    ),
    "allocation_currency": Sentence(
        en="The allocation is in {currency}, the incentive plan in {expected}. Both need one currency.",
        zh="目标方案的币种为 {currency}，激励方案为 {expected}。两者须使用同一币种。",
    ),
    "allocation_dimension_unknown": Sentence(
        en="The allocation has no dimension “{name}”. Known are {known}. Use one of them.",
        zh="目标方案没有维度“{name}”。可用的有：{known}。请改用其中之一。",
    ),
    "allocation_counts": Sentence(
        en="The allocation counts {counts}, but measure “{measure}” does not. Leave out its `cells`, or change "
        "`counts`.",
        zh="目标方案的计量为 {counts}，而指标“{measure}”不是。请删除其 `cells`，或修改 `counts`。",
    ),
    "allocation_year": Sentence(
        en="The allocation is of {period}, this plan of {expected}: its targets are those of another year. Give the "
        "allocation of this plan's year, or correct `period` or `start`.",
        zh="目标方案属于 {period}，而本方案为 {expected}，其目标属于另一年度。请提供本年度的目标方案，"
        "或更正 `period` 或 `start`。",
    ),
    "allocation_period": Sentence(
        en="The allocation is called “{period}”, this plan “{expected}”. Check that both are of the same year.",
        zh="目标方案的期间为“{period}”，本方案为“{expected}”。请核对两者是否为同一年度。",
    ),
    "allocation_cell_members": Sentence(
        en="Row {position} of the allocation's `cells` does not have exactly the members {known}, as its first row "
        "does. Give the file as `allot solve … --out plan.json` wrote it.",
        zh="目标方案 `cells` 第 {position} 行的维度与首行不一致，应恰好为 {known}。"
        "请提供 `allot solve … --out plan.json` 生成的原文件。",
    ),
    "allocation_cell_twice": Sentence(
        en="“{cell}” stands in the allocation's `cells` more than once (row {position}), so its target would count "
        "twice. Keep one row.",
        zh="目标方案的 `cells` 中“{cell}”重复出现（第 {position} 行），其目标会被重复计入。请只保留一行。",
    ),
    "allocation_cell_negative": Sentence(
        en="“{cell}” of the allocation (row {position} of its `cells`) has {value}, which is below zero. Targets are "
        "zero or more: correct the number.",
        zh="目标方案中“{cell}”（`cells` 第 {position} 行）为 {value}，小于零。目标不得为负，请更正。",
    ),
    "allocation_months_sum": Sentence(
        en="The months of “{cell}” in the allocation (row {position} of its `cells`) add up to {sum}, but its target "
        "is {target}. Correct one of them.",
        zh="目标方案中“{cell}”（`cells` 第 {position} 行）各月合计为 {sum}，而全年目标为 {target}。请更正其一。",
    ),
    "allocation_member_unknown": Sentence(
        en="The allocation has no “{name}” in {dimension}, so nobody would have a target of it.[[ Did you mean "
        "{near}?]] Known are {known}. Use one of them.",
        zh="目标方案的维度“{dimension}”中没有“{name}”，无人会有相应目标。[[是否想写 {near}？]]"
        "可用的有：{known}。请改用其中之一。",
    ),
    "allocation_forecast_assumed": Sentence(
        en="Where no forecast of “{measure}” is stated, people of the allocation are expected to reach what they carry "
        "of the company target, {percent} % of their targets. Enter `forecast` in `targets` to expect something else.",
        zh="未填写“{measure}”预测的，按目标方案中其承担的公司目标（不含加码）作为预期，为其目标合计的 {percent}%。"
        "如预期不同，请在 `targets` 中填写 `forecast`。",
    ),
    "allocation_forecast_base": Sentence(
        en="For {count} of {total} cells the scenario states no forecast: under every strategy, what “{strategy}” "
        "plans for them is expected. Enter `forecast` in the cells, or in `targets` of the incentive plan, to expect "
        "something else.",
        zh="场景中有 {count} 个单元（共 {total} 个）未填写预测：各策略下均以“{strategy}”为其安排的数额作为预期。"
        "如预期不同，请在单元中或激励方案的 `targets` 中填写 `forecast`。",
    ),
    "allocation_forecast_taken": Sentence(
        en="Of “{measure}”, {count} people have no forecast of their own: the forecasts of their cells are expected of "
        "them. Enter `forecast` in `targets` to expect something else.",
        zh="有 {count} 人未填写“{measure}”的预测，按其单元的预测作为预期。"
        "如预期不同，请在 `targets` 中填写 `forecast`。",
    ),
    "allocation_gives_nothing": Sentence(
        en="The allocation gives {count} of its people nothing of “{measure}”: their target and forecast of it are "
        "taken as zero. Enter them in `targets` where that is wrong.",
        zh="目标方案中有 {count} 人未分到“{measure}”，其目标与预测均按零处理。如有不符，请在 `targets` 中填写。",
    ),
    "allocation_measure_taken": Sentence(
        en="No measure says by `cells` what it counts of the allocation: all of it was taken as the target of "
        "“{measure}”.",
        zh="没有指标以 `cells` 注明对应目标方案的哪些部分：已全部作为“{measure}”的目标。",
    ),
    "allocation_nobody": Sentence(
        en="Nobody of this plan is in the allocation, so its targets give nobody anything. The allocation's people, by "
        "“{dimension}”: {names}. The plan's: {people}. Use the plan of these people, or give people the same keys.",
        zh="本方案中没有任何人出现在目标方案中，目标无从分配。目标方案（维度“{dimension}”）中的人员：{names}；本方案中的人员："
        "{people}。请改用这些人员的激励方案，或统一双方的人员代码。",
    ),
    "allocation_people_keep": Sentence(
        en="Not in the allocation, so their own targets stay: {count} of this plan's people: {names}.",
        zh="本方案中有 {count} 人不在目标方案中，保留其原有目标：{names}。",
    ),
    "allocation_people_unknown": Sentence(
        en="Left out, because this plan does not have them, {count} of the allocation's people: {names}.",
        zh="目标方案中有 {count} 人不在本方案中，未计入：{names}。",
    ),
}
