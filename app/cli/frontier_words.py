"""What the command line says about frontiers and alternatives."""

from __future__ import annotations

from collections.abc import Mapping

from app.messages.sentence import Sentence

FRONTIERS: Mapping[str, Sentence] = {
    "tracing": Sentence("finding the points …", "正在求各点……"),
    "frontier_between": Sentence("Frontier between {aims} · strategy: {strategy}", "前沿：{aims} · 策略：{strategy}"),
    "frontier_point": Sentence("Point", "点"),
    "frontier_rate": Sentence("Exchange rate", "交换比率"),
    "frontier_moved": Sentence("Moved up or down", "增减合计"),
    "frontier_own": Sentence("own plan", "现方案"),
    "frontier_knee": Sentence(
        "Knee: point {point}. It gives up {given} of the range of {first} and has {got} of the range of {second}; "
        "beyond it, giving up as much again brings less.",
        "拐点：第 {point} 点。“{first}”已让出变动范围的 {given}，“{second}”已得到变动范围的 {got}；"
        "此后同样的让步，换来的改善变少。",
    ),
    "frontier_straight": Sentence(
        "There is no knee: every step costs about the same.", "没有明显拐点：每一步的代价大致相同。"
    ),
    "frontier_uncontested": Sentence(
        "There is nothing to trade: one plan is best for every aim.",
        "没有取舍：同一方案在各目标上都最好。",
    ),
    "frontier_efficient": Sentence(
        "Proven: no plan within the limits is better in both aims by more than {share} of their ranges. Each end is "
        "the best that any plan can be for its aim.",
        "已证明：在各项限制内，没有方案能在两个目标上同时改善超过其变动范围的 {share}。"
        "两端分别是各目标所能达到的最优。",
    ),
    "frontier_optimal": Sentence(
        "No plan within the limits is better in every aim. At the ends of the other aims the fit still weighs {fit}.",
        "在各项限制内，没有方案能在每个目标上都更好。在其他目标的端点，贴近参考值仍占权重 {fit}。",
    ),
    "frontier_weighed": Sentence(
        "Beside the dearest aim the fit weighs {fit} in every point, the ends too; with a smaller --fit, plans go "
        "further.",
        "每一点（包括端点）中，贴近参考值相对最重目标的权重为 {fit}；调小 --fit 可让方案走得更远。",
    ),
    "frontier_stopped_interrupted": Sentence(
        "Interrupted; the points so far are kept.", "已中断，已求得的点予以保留。"
    ),
    "frontier_stopped_time_limit": Sentence("Out of time; the points so far are kept.", "已超时，已求得的点予以保留。"),
    "searching": Sentence("looking for other plans …", "正在寻找其他方案……"),
    "alternatives_head": Sentence(
        "Other plans within {share} of the best score · strategy: {strategy}",
        "与最优得分相差不超过 {share} 的其他方案 · 策略：{strategy}",
    ),
    "alternatives_none": Sentence(
        "The limits and the score leave no other plan: this one stands alone.", "限制与得分不容许其他方案：现方案唯一。"
    ),
    "alternatives_line": Sentence(
        "Plan {plan}: {side} for {node}. Moves {moved} up or down; people with another target: {people}; gives up "
        "{used} of the {share} of score that it may.",
        "方案 {plan}：{node}{side}。增减合计 {moved}，涉及 {people} 人；得分最多可让出 {share}，已让出其中的 {used}。",
    ),
    "alternatives_more": Sentence("more", "增加"),
    "alternatives_less": Sentence("less", "减少"),
    "alternatives_plan": Sentence("Plan {plan}", "方案 {plan}"),
    "alternatives_rest": Sentence(
        "The {shown} nodes that differ most of {count}; --out writes all.",
        "共 {count} 个节点，仅列出差别最大的 {shown} 个；用 --out 可全部写出。",
    ),
}
