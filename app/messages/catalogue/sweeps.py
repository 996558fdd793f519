"""Sweeps: numbers of the scenario that cannot be varied, and designs that are not complete."""

from __future__ import annotations

from collections.abc import Mapping

from app.messages.sentence import Sentence

SWEEPS: Mapping[str, Sentence] = {
    "pointer_form": Sentence(
        en="“{written}” is not a place in the scenario. Write the path with slashes from the top, for example "
        "/company_target/amount.",
        zh="“{written}”不是场景中的位置。请从顶层开始用斜杠写出路径，例如 /company_target/amount。",
    ),
    "pointer_fixed": Sentence(
        en="“{written}” cannot be varied: members, cells and everything else in “{section}” stay as they are.[[ Did "
        "you mean {near}?]] Choose a number in one of {known}.",
        zh="“{written}”不能改变：“{section}”中的成员、单元等内容保持不变。[[是否想写 {near}？]]"
        "请选择以下部分中的数值：{known}。",
    ),
    "pointer_unknown": Sentence(
        en="The scenario has no place “{written}”: there is no “{part}”.[[ Did you mean {near}?]] Correct the path.[[ "
        "Known there are {known}.]]",
        zh="场景中没有“{written}”：找不到“{part}”。[[是否想写 {near}？]]请更正路径。[[该处可用的有：{known}。]]",
    ),
    "pointer_ambiguous": Sentence(
        en="Several limits are called “{name}”, so “{written}” does not say which. Write its number "
        "instead: {options}.",
        zh="有多项限制名为“{name}”，“{written}”无法确定是哪一项。请改用序号：{options}。",
    ),
    "pointer_not_a_number": Sentence(
        en="What stands at “{written}” is {value}, not a number that can be varied. Choose a place that holds a "
        "number, or write one there first.",
        zh="“{written}”处是 {value}，不是可以改变的数值。请选择写有数值的位置，或先在该处填写数值。",
    ),
    "pointer_twice": Sentence(
        en="“{written}” is varied twice. Name each place once, with all of its values.",
        zh="“{written}”被重复改变。请每个位置只写一次，并列出全部取值。",
    ),
    "pointer_other_strategy": Sentence(
        en="This belongs to the strategy “{other}”, but “{strategy}” is solved, so it would change nothing. Solve the "
        "strategy “{other}”, or vary a number of “{strategy}”.",
        zh="该数值属于策略“{other}”，而求解的是“{strategy}”，改变它不起作用。请改为求解“{other}”，"
        "或改变“{strategy}”的数值。",
    ),
    "sweep_without_parameters": Sentence(
        en="Nothing is varied. Name at least one number of the scenario with its values.",
        zh="没有要改变的数值。请至少指定场景中的一个数值及其取值。",
    ),
    "sweep_part_missing": Sentence(
        en="The form has no part “sweep”.[[ It has {found}.]] Add what is to be varied under that name, "
        "as JSON or YAML.",
        zh="表单缺少“sweep”部分。[[现有：{found}。]]请以该名称添加要改变的数值（JSON 或 YAML）。",
    ),
    "sweep_points_missing": Sentence(
        en="The design “{design}” draws its points, but not how many. Say how many points you want.",
        zh="设计“{design}”会随机抽取各点，但未说明数量。请指定点数。",
    ),
    "sweep_points_given": Sentence(
        en="The number of points of the design “{design}” follows from the values. Leave it out, or draw points with "
        "“random” or “latin-hypercube”.",
        zh="设计“{design}”的点数由取值决定。请不要指定点数，或使用 random、latin-hypercube 抽取各点。",
    ),
    "sweep_steps_missing": Sentence(
        en="The design “{design}” needs single values, but “{pointer}” has an open range. Add how many steps it has, "
        "for example 0:1:5, or list the values.",
        zh="设计“{design}”需要具体取值，而“{pointer}”只给出了范围。请补充步数（例如 0:1:5），或列出各取值。",
    ),
    "vary_digits": Sentence(
        en="“{text}” has more digits than a table keeps. Write values of at most 15 digits.",
        zh="“{text}”的位数超出表格可保留的范围。数值最多写 15 位。",
    ),
    "vary_malformed": Sentence(
        en="“{text}” cannot be read. Write a place, an equals sign and values of at most 15 digits, as in "
        "/company_target/amount=900,950 or …=900:1000:5 (from, to, how many).",
        zh="无法读取“{text}”。请写成“位置=取值”，数值最多 15 位，例如 /company_target/amount=900,950 或 …=900:1000:5"
        "（起点、终点、个数）。",
    ),
    "vary_values_or_range": Sentence(
        en="Give either a list of values, or a range with “from” and “to”. Remove the one that you do not need.",
        zh="请给出取值列表，或用 from 和 to 给出范围，二者取一。请删除不需要的一种。",
    ),
}
