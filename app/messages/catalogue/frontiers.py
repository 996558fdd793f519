"""Frontiers: aims that cannot be traded against each other."""

from __future__ import annotations

from collections.abc import Mapping

from app.messages.sentence import Sentence

FRONTIERS: Mapping[str, Sentence] = {
    "frontier_aim_twice": Sentence(
        en="“{name}” and “{other}” are one and the same aim, so there is nothing to trade. Name two different ones.",
        zh="“{name}”与“{other}”是同一个目标，无从取舍。请指定两个不同的目标。",
    ),
    "frontier_aim_unknown": Sentence(
        en="There is no aim “{name}”.[[ Did you mean {near}?]] Known are {known}.",
        zh="没有目标“{name}”。[[是否想写 {near}？]]可用的有：{known}。",
    ),
    "frontier_aim_without_data": Sentence(
        en="“{name}” is the same for every plan, because the scenario has no numbers for it. Add them, or choose "
        "another aim.[[ What “{term}” needs: docs/terms.md.]]",
        zh="场景中没有“{name}”所需的数据，所有方案在这一目标上都相同。请补充数据或选择其他目标。"
        "[[“{term}”需要的数据见 docs/terms.md。]]",
    ),
    "frontier_aims_count": Sentence(
        en="A frontier lies between two or three aims, not {count}. Choose them from {known}.",
        zh="前沿需要两个或三个目标，现有 {count} 个。可选：{known}。",
    ),
}
