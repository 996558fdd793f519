"""Expectations that cannot be checked: figures that do not exist, case files that lead nowhere."""

from __future__ import annotations

from collections.abc import Mapping

from app.messages.sentence import Sentence

EXPECTATIONS: Mapping[str, Sentence] = {
    "baseline_missing": Sentence(
        en="There is no baseline “{file}” that can be read. Write one with --write-baseline, or correct the path.",
        zh="没有可读取的基线文件“{file}”。请用 --write-baseline 写出基线，或更正路径。",
    ),
    "case_of_case": Sentence(
        en="“{name}” is a case file itself. Name the scenario that it is about: a case file leads to a scenario, "
        "never to another case file.",
        zh="“{name}”本身就是用例文件。请指定它所针对的场景：用例文件只能指向场景，不能指向另一个用例文件。",
    ),
    "expectation_contradicts": Sentence(
        en="“{first}” and “{second}” cannot both be expected: only a plan has figures, and only a contradiction has "
        "reasons. Remove one of them, or make two expectations of them.",
        zh="“{first}”与“{second}”不能同时预期：只有方案才有指标，只有矛盾才有原因。请删除其一，或拆成两条预期。",
    ),
    "expectation_twice": Sentence(
        en="Two expectations are called “{name}”, so reports could not tell them apart. Give one of them another "
        "“name”.",
        zh="有两条预期都叫“{name}”，报告中将无法区分。请为其中一条另写“name”。",
    ),
    "figure_malformed": Sentence(
        en="“{text}” does not name a figure. Write a name such as margin_rate, or a figure of a node such as "
        "target[region=East].",
        zh="“{text}”不是指标名称。请写指标名，例如 margin_rate；或节点的指标，例如 target[region=East]。",
    ),
    "figure_unknown": Sentence(
        en="There is no figure “{name}”.[[ Did you mean {near}?]] Known here are {known}.",
        zh="没有指标“{name}”。[[是否想写 {near}？]]此处可用的有：{known}。",
    ),
    "scenario_kind_unknown": Sentence(
        en="“{file}” is no scenario. Name a file that ends with one of {known}.",
        zh="“{file}”不是场景文件。请指定以下扩展名之一的文件：{known}。",
    ),
    "scenario_missing": Sentence(
        en="There is no scenario “{scenario}”, seen from the folder of this file.[[ Did you mean {near}?]] Correct the "
        "path.",
        zh="从本文件所在文件夹看，没有场景“{scenario}”。[[是否想写 {near}？]]请更正路径。",
    ),
}
