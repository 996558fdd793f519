"""What the lint of an incentive plan says: what it found, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from app.messages.sentence import Sentence


class Advised(NamedTuple):
    """What is so, and what to do."""

    said: Sentence
    advice: Sentence


_SHIFTED = (
    "reporting {moved} of the sales of period {from_period} in period {to_period} earns {money} more[[, {share} of the "
    "target incentive]]; in a year on target a shift earns {at_target}.",
    "把第 {from_period} 期销售的 {moved} 改报在第 {to_period} 期可多得 {money}[[，占目标奖金的 {share}]]；全年达标时"
    "挪动可多得 {at_target}。",
)
_SETTLE = Sentence(
    "Settle with the annual pay and recover advances (`true_up: true`, `recoverable: true`).",
    "按全年结果清算并可追回预付（`true_up: true`、`recoverable: true`）。",
)
_THERE = (
    "[[ Expected there: {people_share} of the people ({people}).]]",
    "[[预计 {people_share}的人（{people} 人）在此。]]",
)
_NEAR = (
    "[[ Expected within 1 % of it: {people_share} of the people ({people}).]]",
    "[[预计 {people_share}的人（{people} 人）落在其上下 1% 之内。]]",
)
_NO_JUMP = Sentence(
    "Start with less pay there and let it rise more steeply from there on.",
    "降低该处的起付额，改为自此以更大的斜率上升。",
)

FINDINGS: Mapping[str, Advised] = {
    "cliff_jump": Advised(
        Sentence(
            "{what}: at {low} pay jumps by {money}[[, {share} of the target incentive]]." + _NEAR[0],
            "{what}：在 {low} 处奖金跳升 {money}[[，占目标奖金的 {share}]]。" + _NEAR[1],
        ),
        _NO_JUMP,
    ),
    "cliff_tier": Advised(
        Sentence(
            "{what}: at {low} the higher rate counts for all sales, and pay jumps by {money}[[, {share} of the target "
            "incentive]]." + _NEAR[0],
            "{what}：达到 {low} 时全部销售改按更高费率计提，奖金跳升 {money}[[，占目标奖金的 {share}]]。" + _NEAR[1],
        ),
        Sentence(
            "Let each rate count for its own tier (`mode: marginal`).",
            "改为分段计提（`mode: marginal`），各档费率只作用于本档销售。",
        ),
    ),
    "cliff_steps": Advised(
        Sentence(
            "{what}: pay rises in {count} jumps, {total} together; the largest, {money}[[ or {share} of the target "
            "incentive]], is at {low}." + _NEAR[0],
            "{what}：奖金分 {count} 次跳升，合计 {total}；最大一次在 {low}，为 {money}[[（目标奖金的 {share}）]]。"
            + _NEAR[1],
        ),
        Sentence(
            "Join the points by lines (`steps: false`), or let each rate count for its own tier (`mode: marginal`).",
            "各点之间改为直线（`steps: false`），或改为分段计提（`mode: marginal`）。",
        ),
    ),
    "cliff_gate": Advised(
        Sentence(
            "{what}: below {low} only {kept} is left of {held}; on target that takes {money}[[, {share} of the target "
            "incentive]]." + _NEAR[0],
            "{what}：低于 {low} 时，{held}只剩 {kept}；达标者为此失去 {money}[[，占目标奖金的 {share}]]。" + _NEAR[1],
        ),
        Sentence(
            "Take less away, or make it a component with a weight and a curve of its own.",
            "减小扣减比例，或改为有自身权重和曲线的组成部分。",
        ),
    ),
    "dead_zone_below": Advised(
        Sentence("{what}: below {high} nothing is earned." + _THERE[0], "{what}：低于 {high} 没有奖金。" + _THERE[1]),
        Sentence(
            "Lower the threshold, so that people who are behind still gain by each sale.",
            "降低起付点，使落后者每一笔销售仍有收益。",
        ),
    ),
    "dead_zone_flat": Advised(
        Sentence(
            "{what}: {range} pay stays as it is[[; {more} more such stretches on the curve]]." + _THERE[0],
            "{what}：{range}奖金不变[[；曲线上另有 {more} 段如此]]。" + _THERE[1],
        ),
        Sentence("Let pay rise throughout, if gently.", "让奖金全程上升，哪怕平缓。"),
    ),
    "dead_zone_beyond": Advised(
        Sentence(
            "{what}: from {low} on nothing more is earned." + _THERE[0],
            "{what}：达到 {low} 之后不再增加奖金。" + _THERE[1],
        ),
        Sentence(
            "Go on with a lower slope in the place of the cap: people who reach it save orders for the next year.",
            "以较低斜率代替封顶：到顶的人会把订单留到下一年。",
        ),
    ),
    "dead_zone_cap": Advised(
        Sentence(
            "The cap of a person, {money}, is reached at about {low} of all targets; from there on nothing is earned.",
            "个人封顶 {money} 约在各项目标均达成 {low} 时触及，此后不再有奖金。",
        ),
        Sentence(
            "Raise `cap_multiple` or `cap_amount`, or lower the slopes so that it is reached later.",
            "提高 `cap_multiple` 或 `cap_amount`，或降低斜率，使封顶更晚触及。",
        ),
    ),
    "falling_pay": Advised(
        Sentence(
            "{what}: {range} pay is below what fewer sales had earned[[, by up to {money}]][[ ({share} of the target "
            "incentive)]]." + _THERE[0],
            "{what}：{range}奖金反而低于销售更少时[[，最多少 {money}]][[（目标奖金的 {share}）]]。" + _THERE[1],
        ),
        Sentence(
            "Let the curve or the rates rise, or let each rate count for its own tier (`mode: marginal`).",
            "让曲线或费率保持上升，或改为分段计提（`mode: marginal`）。",
        ),
    ),
    "marginal_pay": Advised(
        Sentence(
            "{measure}, {range}: one more {currency} sold is paid with up to {marginal}, and brings a margin of "
            "{margin} ({held})." + _THERE[0],
            "{measure}，{range}：多售出 1 {currency}最多支付 {marginal}，而毛利仅为 {margin}（{held}）。" + _THERE[1],
        ),
        Sentence(
            "Lower the slope there, e.g. by a lower threshold, or the sum of what the components pay.",
            "降低该段斜率（例如降低起付点），或减少各组成部分的叠加。",
        ),
    ),
    "shifted_orders": Advised(
        Sentence(
            "{what}: in a year at {low}, " + _SHIFTED[0],
            "{what}：全年达成 {low} 时，" + _SHIFTED[1],
        ),
        _SETTLE,
    ),
    "shifted_orders_below": Advised(
        Sentence(
            "{what}: in a year just below {low}, " + _SHIFTED[0],
            "{what}：全年达成略低于 {low} 时，" + _SHIFTED[1],
        ),
        _SETTLE,
    ),
    "ratchet": Advised(
        Sentence(
            "{measure}, {range}: where {rate} of what is sold above target is added to the next target, one percent "
            "more earns {now} now and costs {later} next year." + _THERE[0],
            "{measure}，{range}：若超额部分的 {rate} 计入下年目标，多完成 1% 现在多得 {now}，下年却少得 {later}。"
            + _THERE[1],
        ),
        Sentence(
            "Let less of one good year enter the next target, or go on paying beyond the cap.",
            "减少单年超额计入下年目标的比例，或在封顶之外继续支付。",
        ),
    ),
}

RULES: Mapping[str, Sentence] = {
    "cliff": Sentence("cliff", "跳升"),
    "dead_zone": Sentence("dead zone", "死区"),
    "falling_pay": Sentence("falling pay", "奖金下降"),
    "marginal_pay": Sentence("pay above margin", "边际奖金高于毛利"),
    "shifted_orders": Sentence("shifted orders", "跨期挪单"),
    "ratchet": Sentence("ratchet", "棘轮"),
}

SEVERITIES: Mapping[str, Sentence] = {
    "error": Sentence("error", "错误"),
    "warning": Sentence("warning", "警告"),
    "note": Sentence("note", "提示"),
}

NEEDED: Mapping[str, Sentence] = {
    "margin_rate": Sentence(
        "state `margin_rate` in the plan, or --margin (REST: `margin`)",
        "请在计划中填写 `margin_rate`，或用 --margin（REST：`margin`）",
    ),
    "ratchet_rate": Sentence(
        "state with --ratchet (REST: `ratchet`) which share of the sales above target enters the next target",
        "请用 --ratchet（REST：`ratchet`）说明超额部分有多大比例计入下年目标",
    ),
}

COUNTS = Sentence(
    "errors: {errors}, warnings: {warnings}, notes: {notes}", "错误 {errors}，警告 {warnings}，提示 {notes}"
)
NOTES = Sentence("Notes", "提示")
NOT_LOOKED = Sentence("Not looked at: {rule}; {need}.", "未检查：{rule}；{need}。")
EMPTY = Sentence("Nobody is in {groups}: not looked at.", "{groups}中没有人，未检查。")
ACROSS = Sentence("from {low} to {high}", "{low}至 {high}")
ONWARD = Sentence("from {low} on", "{low}起")
"""Ranges within a sentence."""
