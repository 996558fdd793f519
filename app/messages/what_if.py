"""What holds a number, what would move it, where more money would go, and how firm the number is, in words."""

from __future__ import annotations

from collections.abc import Mapping

from app.messages.sentence import Sentence

HOLDING: Mapping[str, Sentence] = {
    "floor": Sentence(
        "“{name}”[[ for {group}]]: at least {bound}[[ — owner: {owner}]]",
        "“{name}”[[（{group}）]]：不低于 {bound}[[——负责人：{owner}]]",
    ),
    "cap": Sentence(
        "“{name}”[[ for {group}]]: at most {bound}[[ — owner: {owner}]]",
        "“{name}”[[（{group}）]]：不超过 {bound}[[——负责人：{owner}]]",
    ),
    "fixed": Sentence(
        "“{name}”[[ for {group}]]: fixed at {bound}[[ — owner: {owner}]]",
        "“{name}”[[（{group}）]]：固定为 {bound}[[——负责人：{owner}]]",
    ),
    "gap": Sentence("“{name}”: {gap}[[ — owner: {owner}]]", "“{name}”：{gap}[[——负责人：{owner}]]"),
    "not_carried": Sentence(
        "“{name}”: {group} is not carried[[ — owner: {owner}]]", "“{name}”：{group} 不设目标[[——负责人：{owner}]]"
    ),
}

CHANGES: Mapping[str, Sentence] = {
    "floor": Sentence(
        "If the floor of “{name}”[[ for {group}]] were {after} instead of {before}",
        "如果“{name}”[[（{group}）]]的下限是 {after} 而不是 {before}",
    ),
    "cap": Sentence(
        "If the cap of “{name}”[[ for {group}]] were {after} instead of {before}",
        "如果“{name}”[[（{group}）]]的上限是 {after} 而不是 {before}",
    ),
    "fixed": Sentence(
        "If “{name}”[[ for {group}]] were {after} instead of {before}",
        "如果“{name}”[[（{group}）]]是 {after} 而不是 {before}",
    ),
    "company": Sentence(
        "If the company target were {after} instead of {before}", "如果公司目标是 {after} 而不是 {before}"
    ),
}

EFFECTS: Mapping[str, Sentence] = {
    "more": Sentence("{change}, {node} would get {amount} more.", "{change}，{node}将增加 {amount}。"),
    "less": Sentence("{change}, {node} would get {amount} less.", "{change}，{node}将减少 {amount}。"),
    "little": Sentence("{change}, {node} would hardly change.", "{change}，{node}几乎不变。"),
    "impossible": Sentence("{change}, no plan would keep all limits.", "{change}，将没有任何方案能满足所有限制。"),
}

NEXT: Mapping[str, Sentence] = {
    "share": Sentence(
        "Of the next {delta} of company target, {node} would carry {amount} ({share}).",
        "公司目标再增加 {delta} 时，{node}将承担 {amount}（{share}）。",
    ),
    "less": Sentence(
        "If the company target rose by {delta}, {node} would carry {amount} less.",
        "公司目标再增加 {delta} 时，{node}反而减少 {amount}。",
    ),
    "little": Sentence(
        "If the company target rose by {delta}, {node} would hardly change.",
        "公司目标再增加 {delta} 时，{node}几乎不变。",
    ),
    "company": Sentence(
        "If the company target rose by {delta}, it would go here:", "公司目标再增加 {delta} 时的去向："
    ),
    "impossible": Sentence(
        "The company target cannot rise by {delta}: no plan would keep all limits.",
        "公司目标无法再增加 {delta}：没有任何方案能满足所有限制。",
    ),
}

RANGE: Mapping[str, Sentence] = {
    "between": Sentence(
        "Between {low} and {high} in plans within {share} of the best.",
        "在与最优方案相差 {share} 以内的方案中，介于 {low} 与 {high} 之间。",
    ),
    "fixed": Sentence(
        "{low} in every plan within {share} of the best.", "在与最优方案相差 {share} 以内的所有方案中均为 {low}。"
    ),
    "tie": Sentence(
        "The number stands where it does by a hair: other plans that are practically as good set it quite differently. "
        "There is room to talk about it.",
        "这个数字并非唯一合理：还有几乎同样好的方案会给出明显不同的数字，可以商量。",
    ),
    "choice": Sentence("Only plans that carry the same items were compared.", "只比较了经营项目相同的方案。"),
}

OPEN = Sentence(
    "The time did not suffice to find out {what}. Allow more time and ask again.",
    "时间不够，没有得出{what}。请增加时间后再问。",
)

OPEN_PARTS: Mapping[str, Sentence] = {
    "counterfactuals": Sentence("what would move the number", "哪些变化会影响该数字"),
    "some_counterfactuals": Sentence("everything that would move the number", "会影响该数字的全部变化"),
    "next_amount": Sentence("where more money would go", "新增金额的去向"),
    "range": Sentence("how firm the number is", "该数字有多确定"),
    "prices": Sentence("what a step of each limit is worth", "各项限制每一步的价值"),
}
"""Parts of an explanation for which the time did not suffice."""
