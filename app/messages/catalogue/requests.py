"""Requests to the service and its settings: values that do not fit."""

from __future__ import annotations

from collections.abc import Mapping

from app.messages.sentence import Sentence

REQUESTS: Mapping[str, Sentence] = {
    "setting_invalid": Sentence(
        en="{variable} is “{value}”; a whole number of at least {least} is needed. Correct the environment variable, "
        "or remove it for the default.",
        zh="{variable} 的值为“{value}”；应为不小于 {least} 的整数。请更正该环境变量，或删除它以使用默认值。",
    ),
    "axis_twice": Sentence(
        en="“{name}” is asked for twice, perhaps under two names. Name two different levels, dimensions or attributes.",
        zh="“{name}”被重复指定（名称可能不同）。请指定两个不同的层级、维度或属性。",
    ),
    "too_many_axes": Sentence(
        en="A roll-up crosses at most {most} levels, dimensions or attributes, and {count} are asked for. Leave some "
        "out; for more detail, use the plan's cells.",
        zh="汇总最多可交叉 {most} 个层级、维度或属性，而指定了 {count} 个。请减少数量；如需更细，请使用方案中的单元。",
    ),
    "period_without_months": Sentence(
        en="The plan of this scenario has no months, so it cannot be summed by {period}. Add the section that phases "
        "the plan, or ask for the year.",
        zh="该场景的方案没有分月数据，无法按 {period} 汇总。请在场景中添加分月设置，或按 year 汇总。",
    ),
    "parameter_invalid": Sentence(
        en="The parameter “{field}” cannot be used as it is.[[ Allowed are {known}.]] Correct it, or leave it out.",
        zh="参数“{field}”无法使用。[[可用的值：{known}。]]请更正，或不填该参数。",
    ),
}
