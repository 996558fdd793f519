"""Limits: numbers, selectors and the data they need; notices about limits without effect."""

from __future__ import annotations

from collections.abc import Mapping

from app.messages.sentence import Sentence

_NUMBERS: Mapping[str, Sentence] = {
    "number_or_range": Sentence(
        en="The company target is either one amount or a range. Write “amount” alone, or both “min_amount” and "
        "“max_amount”.",
        zh="公司目标应为一个数额或一个区间。请只写 amount，或同时写 min_amount 和 max_amount。",
    ),
    "company_total_selects": Sentence(
        en="The company target always speaks of the whole company. Remove “where” and “by”; for a part of the company, "
        "add an amount limit.",
        zh="公司目标总是针对整个公司。请删除 where 和 by；若只针对一部分，请添加金额限制（amount_limit）。",
    ),
    "target_not_positive": Sentence(
        en="The company target must be above zero. Enter the amount that all targets together should reach.",
        zh="公司目标必须大于零。请填写所有目标合计应达到的数额。",
    ),
    "floor_over_cap": Sentence(
        en="The floor[[ of {floor}]][[ for {group}]] is above the cap[[ of {cap}]]. Lower the floor or raise the cap.",
        zh="[[{group} 的]]下限[[ {floor} ]]高于上限[[ {cap}]]。请降低下限或提高上限。",
    ),
    "limit_without_number": Sentence(
        en="This limit states neither a least nor a largest value, so it limits nothing. State at least one of the "
        "two.",
        zh="该限制既没有下限也没有上限，因此不起作用。请至少填写其中一个。",
    ),
    "margin_amount_or_rate": Sentence(
        en="A margin limit needs either “min_amount” or “min_rate”. Keep one of the two.",
        zh="毛利限制需要 min_amount 或 min_rate 之一。请只保留一个。",
    ),
    "capacity_without_by": Sentence(
        en="It is not said whose capacity this is. Add “by”, for example by: [rep].",
        zh="没有说明是谁的能力上限。请添加 by，例如 by: [rep]。",
    ),
    "cardinality_without_number": Sentence(
        en="This limit says neither how many units a group may carry nor how small a target may be. Enter “max_count”, "
        "“min_amount” or both.",
        zh="该限制既没有说明每组最多几项，也没有说明目标最小为多少。请填写 max_count、min_amount，或两者都填。",
    ),
    "cardinality_without_count": Sentence(
        en="“max_count” needs to know whose units are counted and what they are. Add “by” and “count”, for example "
        "by: [rep], count: [product_line].",
        zh="max_count 需要说明统计谁的、统计什么。请添加 by 和 count，例如 by: [rep]，count: [product_line]。",
    ),
    "cardinality_without_effect": Sentence(
        en="“{name}” allows {count} units per group, and no group has more than {fullest} to begin with: the number "
        "limits nothing. Lower “max_count”, or remove it.",
        zh="“{name}”允许每组最多 {count} 项，而任何一组本来就不超过 {fullest} 项，"
        "因此不起作用。请降低 max_count，或删除它。",
    ),
    "increment_over_target": Sentence(
        en="Targets would be rounded to steps of {increment}, but the company target is only {target}. Choose a "
        "smaller increment.",
        zh="取整步长为 {increment}，而公司目标只有 {target}。请选择更小的步长。",
    ),
    "amount_too_fine": Sentence(
        en="{value} is finer than the currency's smallest coin. Write at most {digits} decimals.",
        zh="{value} 比该货币的最小单位还小。请最多保留 {digits} 位小数。",
    ),
    "amount_too_large": Sentence(
        en="{value} is larger than any amount that can be planned exactly. Check the money unit of the document.",
        zh="{value} 超出了可精确计划的最大金额。请检查文档的金额单位。",
    ),
}

_SELECTORS: Mapping[str, Sentence] = {
    "unknown_axis": Sentence(
        en="There is no dimension, level or attribute called “{name}”.[[ Did you mean {near}?]] Correct "
        "the name. Known are {known}.",
        zh="没有名为“{name}”的维度、层级或属性。[[是否想写 {near}？]]请更正名称。可用的有：{known}。",
    ),
    "ambiguous_axis": Sentence(
        en="“{name}” exists in several dimensions. Say which one is meant: {options}.",
        zh="“{name}”存在于多个维度中。请写明是哪一个：{options}。",
    ),
    "unknown_member": Sentence(
        en="“{name}” is not known here.[[ Did you mean {near}?]] Correct the name, or add the member.[[ Known are "
        "{known}.]]",
        zh="此处没有“{name}”。[[是否想写 {near}？]]请更正名称，或添加该成员。[[可用的有：{known}。]]",
    ),
    "unknown_number": Sentence(
        en="There is no number called “{name}” to be neutral to.[[ Did you mean {near}?]] Correct the name, or enter "
        "the attribute for the members in “by”. Known are {known}.",
        zh="没有名为“{name}”的数值可供比较。[[是否想写 {near}？]]请更正名称，或为 by 中的成员填写该属性。"
        "可用的有：{known}。",
    ),
    "empty_selection": Sentence(
        en="No cell matches all of these conditions, so the limit would do nothing. Loosen the conditions, or remove "
        "the limit.",
        zh="没有任何单元同时满足这些条件，该限制不会起作用。请放宽条件，或删除该限制。",
    ),
    "attribute_not_in_by": Sentence(
        en="The attribute “{attribute}” is held by no dimension named in “by”[[ ({by})]]. Add the dimension or level "
        "whose members hold it to “by”.",
        zh="by[[（{by}）]]中的维度都没有属性“{attribute}”。请在 by 中加入拥有该属性的维度或层级。",
    ),
    "attribute_ambiguous": Sentence(
        en="Several dimensions in “by” hold the attribute “{attribute}”[[ ({by})]]. Rename the attribute in one of "
        "them.",
        zh="by[[（{by}）]]中有多个维度拥有属性“{attribute}”。请重命名其中一个维度的该属性。",
    ),
    "attribute_not_a_number": Sentence(
        en="“{attribute}” of “{member}” is not a number. Enter a plain number, or leave it empty.",
        zh="“{member}”的属性“{attribute}”不是数字。请填写数字，或留空。",
    ),
    "attribute_held_by_nobody": Sentence(
        en="None of the members concerned holds the attribute “{attribute}”, so the limit would do nothing. Enter it "
        "for at least one member, or remove the limit.",
        zh="相关成员都没有填写属性“{attribute}”，该限制不会起作用。请至少为一个成员填写，或删除该限制。",
    ),
}

_FAIRNESS: Mapping[str, Sentence] = {
    "difficulty_without_by": Sentence(
        en="It is not said whose difficulty is compared. Add “by”, for example by: [rep].",
        zh="没有说明比较谁的目标难度。请添加 by，例如 by: [rep]。",
    ),
    "tenure_without_date": Sentence(
        en="Tenure changes with time, and it is not said on which day it counts. Add “as_of”, for example the first "
        "day of the plan year: as_of: '2025-01-01'.",
        zh="司龄随时间变化，但没有说明以哪一天为准。请添加 as_of，例如计划年度的第一天：as_of: '2025-01-01'。",
    ),
    "not_a_date": Sentence(
        en="“{value}” is not a date. Write year, month and day, such as 2025-01-01.",
        zh="“{value}”不是日期。请按年、月、日填写，例如 2025-01-01。",
    ),
    "attribute_not_a_date": Sentence(
        en="“{attribute}” of “{member}” is “{value}”, which is not a date. Write year, month and day, such as "
        "2021-07-01.",
        zh="“{member}”的属性“{attribute}”为“{value}”，不是日期。请按年、月、日填写，例如 2021-07-01。",
    ),
    "neutrality_without_spread": Sentence(
        en="“{z}” is the same for all {count} people who can be compared, so difficulty cannot depend on it. Choose "
        "another “z”, widen “where”, or remove the limit.",
        zh="可比较的 {count} 人的“{z}”都相同，目标难度不可能取决于它。请换用其他 z，扩大 where 范围，或删除该限制。",
    ),
    "attribute_differs": Sentence(
        en="{cell} gets two different values of “{attribute}” from its members: {first} and {second}. Keep it at one "
        "of the members.",
        zh="{cell} 的成员给出了两个不同的“{attribute}”：{first} 和 {second}。请只在其中一个成员处填写。",
    ),
    "loading_out_of_range": Sentence(
        en="“{attribute}” of “{member}” is {value}. It is a correlation: write a number from -1 to 1.",
        zh="“{member}”的“{attribute}”为 {value}。它是相关系数：请填写 -1 到 1 之间的数。",
    ),
    "loadings_over_one": Sentence(
        en="The loadings {company} on the company and {region} on the region[[ of {cell}]] explain more than all of "
        "the ups and downs: their squares add up to more than 1. Lower one of them.",
        zh="[[{cell} 的]]公司因子载荷 {company} 与区域因子载荷 {region} 的平方和大于 1，超过了全部波动。"
        "请降低其中一个。",
    ),
}

_DATA: Mapping[str, Sentence] = {
    "capacity_without_effort": Sentence(
        en="{count} cells state no effort, the first is {cell}; without it the capacity used cannot be counted. Fill "
        "in “effort”, or measure the capacity in money.",
        zh="有 {count} 个单元没有填写工作量，第一个是 {cell}，因此无法计算能力占用。请填写 effort，"
        "或改用金额衡量能力。",
    ),
    "unit_price_missing": Sentence(
        en="{count} cells have no price of a piece, the first is {cell}; without it money and pieces cannot be turned "
        "into each other. Fill in “unit_price” of the cell or of its product, or narrow the limit's “where”.",
        zh="有 {count} 个单元没有单价，第一个是 {cell}，因此金额与数量无法换算。请在单元或其产品处填写 unit_price，"
        "或缩小该限制的 where 范围。",
    ),
    "unit_price_not_positive": Sentence(
        en="The price of a piece of “{member}” is {value}. Enter a price above zero, or leave it empty.",
        zh="“{member}”的单价为 {value}。请填写大于零的单价，或留空。",
    ),
    "margin_without_rate": Sentence(
        en="{count} cells state no margin rate, the first is {cell}; without it the margin cannot be counted. Fill in "
        "“margin_rate”, or narrow the limit's “where”.",
        zh="有 {count} 个单元没有填写毛利率，第一个是 {cell}，因此无法计算毛利。请填写 margin_rate，或缩小该限制的 "
        "where 范围。",
    ),
}

_NOTICES: Mapping[str, Sentence] = {
    "growth_without_base": Sentence(
        en="“{name}” skips {group}: its sales last year are zero or negative, so there is no growth rate. Add an "
        "amount or share limit if it needs one.",
        zh="“{name}”跳过了 {group}：去年销售额为零或负数，无法计算增长率。如需限制，请添加金额或份额限制。",
    ),
    "growth_limit_without_effect": Sentence(
        en="“{name}” limits nothing: none of its groups has sales last year. Check its “where”, or remove it.",
        zh="“{name}”不起作用：其中没有任何一组有去年的销售额。请检查 where，或删除该限制。",
    ),
    "commitment_without_effect": Sentence(
        en="“{name}” limits nothing: none of its cells states a commitment. Enter commitments, or remove it.",
        zh="“{name}”不起作用：其中没有任何单元填写承诺额。请填写承诺额，或删除该限制。",
    ),
    "share_of_itself": Sentence(
        en="“{name}” compares cells with themselves: their share is always 100 %. Say with “of” what the whole "
        "is, or choose a wider “by” (none: the whole company).",
        zh="“{name}”把单元与其自身比较，份额永远是 100 %。请用 of 指定整体，或选择更宽的 by（不填 by 即全公司）。",
    ),
    "cells_left_out": Sentence(
        en="“{name}” does not count cells without “{column}”, {count} in all, the first is {cell}: neither their "
        "targets nor anything else of them. Enter their “{column}”, or narrow the limit's “where”.",
        zh="“{name}”不计入 {count} 个没有填写 {column} 的单元，第一个是 {cell}：它们在两侧都不计算。请填写 {column}，"
        "或缩小该限制的 where 范围。",
    ),
    "group_left_out": Sentence(
        en="“{name}” skips {group}: it states no {column} above zero to measure its target against. Enter its "
        "“{column}”, or leave it out of the limit's “where”.",
        zh="“{name}”跳过了 {group}：没有大于零的 {column} 可与目标比较。请填写 {column}，或在该限制的 where 中排除它。",
    ),
    "limit_without_data": Sentence(
        en="“{name}” limits nothing: none of its cells states a {column}. Enter “{column}”, or remove it.",
        zh="“{name}”不起作用：其中没有任何单元填写 {column}。请填写 {column}，或删除该限制。",
    ),
    "parity_without_peers": Sentence(
        en="“{name}” limits nothing: nobody in it has a peer to be compared with. Widen “where” or “peers”, or remove "
        "it.",
        zh="“{name}”不起作用：其中没有任何人有可比较的同级。请扩大 where 或 peers 的范围，或删除该限制。",
    ),
    "people_left_out": Sentence(
        en="“{name}” leaves out {members} ({count} in all): “{column}”[[ or “{other}”]] is missing there. Enter it, or "
        "leave them out of the limit's “where”.",
        zh="“{name}”不计入 {members}（共 {count} 项）：缺少 {column}[[ 或 {other}]]。请补充，"
        "或在该限制的 where 中排除。",
    ),
    "share_without_part": Sentence(
        en="“{name}” skips {group}: nothing in it can count towards the share. Check the limit's “where” if that is "
        "not intended.",
        zh="“{name}”跳过了 {group}：其中没有可计入份额的单元。如非本意，请检查该限制的 where。",
    ),
}

LIMITS: Mapping[str, Sentence] = {**_NUMBERS, **_SELECTORS, **_FAIRNESS, **_DATA, **_NOTICES}
