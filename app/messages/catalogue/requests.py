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
    "node_without_member": Sentence(
        en="“{text}” does not say which number is meant. Write LEVEL=MEMBER, for example region=East; give several for "
        "a crossing.",
        zh="“{text}”没有说明指的是哪个数字。请写成“层级=成员”，例如 region=East；交叉项可写多个。",
    ),
    "node_without_cells": Sentence(
        en="Nobody has a target for {node} together. Name members that sell together, or leave one of them out.",
        zh="{node} 的组合下没有任何目标。请指定确有目标的组合，或去掉其中一个成员。",
    ),
    "person_and_node": Sentence(
        en="Both a person (“{person}”) and a node are asked for. Ask for one of them; a person within something else "
        "is a crossing, for example rep=… together with product=….",
        zh="同时指定了人员“{person}”和节点。请只指定其中一个；人员与其他维度的交叉请写成节点，"
        "例如 rep=… 加 product=…。",
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
    "parameter_missing": Sentence(
        en="The parameter “{field}” is missing, and the answer depends on it. Add it to the address.",
        zh="缺少必填的参数“{field}”。请在地址中添加该参数。",
    ),
    "parameter_whole": Sentence(
        en="The parameter “{field}” must be a whole number[[, at least {low}]][[, at most {high}]]. Correct it.",
        zh="参数“{field}”应为整数[[，不小于 {low}]][[，不大于 {high}]]。请更正。",
    ),
    "parameter_number": Sentence(
        en="The parameter “{field}” must be a number[[, at least {low}]][[, at most {high}]]. Correct it.",
        zh="参数“{field}”应为数值[[，不小于 {low}]][[，不大于 {high}]]。请更正。",
    ),
    "parameter_yes_no": Sentence(
        en="The parameter “{field}” must be true or false. Correct it, or leave it out.",
        zh="参数“{field}”应为 true 或 false。请更正，或不填该参数。",
    ),
    "parameter_entries": Sentence(
        en="The parameter “{field}” is given too often or not often enough[[: at least {low} times]]"
        "[[, at most {high} times]]. Correct how often it is given.",
        zh="参数“{field}”的填写次数不符合要求[[：至少 {low} 次]][[，至多 {high} 次]]。请更正次数。",
    ),
    "parameter_too_long": Sentence(
        en="A value of the parameter “{field}” is too long: at most {high} characters are allowed. Shorten it.",
        zh="参数“{field}”的值过长：最多允许 {high} 个字符。请缩短。",
    ),
    "parameter_unknown": Sentence(
        en="There is no parameter “{field}” here.[[ Did you mean {near}?]][[ Known are {known}.]] Correct its name, or "
        "leave it out.",
        zh="此处没有参数“{field}”。[[是否想写 {near}？]][[可用的参数：{known}。]]请更正名称，或不填该参数。",
    ),
    "parameter_twice": Sentence(
        en="The parameter “{field}” is given more than once, so one of its values would be lost. Give it once.",
        zh="参数“{field}”出现了多次，会丢失其中的值。请只填一次。",
    ),
    "body_not_unpacked": Sentence(
        en="The body is said to be packed as {coding}, but cannot be unpacked: {reason}. Pack the whole body once, or "
        "send it without a Content-Encoding.",
        zh="请求体标明以 {coding} 压缩，但无法解压：{reason}。请将完整的请求体压缩一次，或不使用 Content-Encoding。",
    ),
    "form_malformed": Sentence(
        en="The form cannot be read: {reason}. Let your client build the form, boundaries included, and send it whole.",
        zh="无法读取表单：{reason}。请由客户端库生成表单（包括分隔符），并完整发送。",
    ),
    "form_part_unnamed": Sentence(
        en="Part {position} of the form has no name. Call the document's part “scenario” or “plan”, "
        "as the address asks, and each table's “tables”.",
        zh="表单的第 {position} 个部分没有名称。"
        "请按该地址的要求将文档部分命名为“scenario”或“plan”，将各表格部分命名为“tables”。",
    ),
    "form_scenario_missing": Sentence(
        en="The form has no part “{part}”.[[ It has {found}.]] Add the document under that name.",
        zh="表单缺少“{part}”部分。[[现有：{found}。]]请以该名称添加文档。",
    ),
    "form_part_twice": Sentence(
        en="“{name}” was sent twice, so one of the two would be lost. Send it once.",
        zh="“{name}”提交了两次，其中一个会丢失。请只提交一次。",
    ),
    "form_file_unnamed": Sentence(
        en="A part “{part}” has no file name, so the document cannot name it. Send it as a file, or call the part by "
        "the name that the document uses.",
        zh="有一个“{part}”部分没有文件名，文档无法引用它。请以文件形式提交，或将该部分命名为文档中使用的名称。",
    ),
}
