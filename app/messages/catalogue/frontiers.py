"""Frontiers: aims that cannot be traded against each other."""

from __future__ import annotations

from collections.abc import Mapping

from app.messages.sentence import Sentence

_POSSIBLE = Sentence(
    en="Choose a term ({known}), an amount ({amounts}), a figure of a node such as target[region=East] ({figures}), or "
    "one between the nodes of a level such as growth_range[region] ({ranges}).",
    zh="可选：目标项（{known}）、金额（{amounts}）、节点指标如 target[region=East]（{figures}），"
    "或层级内各节点之间的指标如 growth_range[region]（{ranges}）。",
)
"""What a frontier can lie between, at the end of every refusal."""

FRONTIERS: Mapping[str, Sentence] = {
    "frontier_aim_not_convex": Sentence(
        en="No frontier can be drawn for “{name}”: it is neither linear nor convex in the targets, or it is worked out "
        "only after them. " + _POSSIBLE.en,
        zh="无法以“{name}”作为前沿的目标：它不是目标数的线性或凸函数，或要在目标数确定之后才能算出。" + _POSSIBLE.zh,
    ),
    "frontier_aim_one_way": Sentence(
        en="“{name}” has one good way only: leave out “min:” or “max:”. They stand before {known}.",
        zh="“{name}”只有一个改善方向，请去掉“min:”或“max:”；它们只能写在 {known} 之前。",
    ),
    "frontier_aims_clash": Sentence(
        en="“{name}” and “{other}” draw the same cells to different amounts, which one program cannot do. Give them "
        "nodes that share no cells, or choose another aim.",
        zh="“{name}”与“{other}”把同一单元拉向不同的数额，无法在同一模型中处理。"
        "请限定为互不重叠的节点，或选择其他目标。",
    ),
    "frontier_aim_twice": Sentence(
        en="“{name}” and “{other}” are one and the same aim, so there is nothing to trade. Name two different ones.",
        zh="“{name}”与“{other}”是同一个目标，无从取舍。请指定两个不同的目标。",
    ),
    "frontier_aim_unknown": Sentence(
        en=f"There is no aim “{{name}}”.[[ Did you mean {{near}}?]] {_POSSIBLE.en}",
        zh="没有目标“{name}”。[[是否想写 {near}？]]" + _POSSIBLE.zh,
    ),
    "frontier_aim_without_data": Sentence(
        en="“{name}” is the same for every plan, because the scenario has no numbers for it. Add them, or choose "
        "another aim.[[ What “{term}” needs: docs/terms.md.]]",
        zh="场景中没有“{name}”所需的数据，所有方案在这一目标上都相同。请补充数据或选择其他目标。"
        "[[“{term}”需要的数据见 docs/terms.md。]]",
    ),
    "frontier_aims_count": Sentence(
        en=f"A frontier lies between two or three aims, not {{count}}. {_POSSIBLE.en}",
        zh="前沿需要两个或三个目标，现有 {count} 个。" + _POSSIBLE.zh,
    ),
}
