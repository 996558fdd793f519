"""Comparisons: strategies that do not make one."""

from __future__ import annotations

from collections.abc import Mapping

from app.messages.sentence import Sentence

COMPARISONS: Mapping[str, Sentence] = {
    "one_strategy": Sentence(
        en="A comparison needs at least two strategies, and there is only “{name}”. Name another one[[: {others}]], or "
        "write one into the scenario.",
        zh="比较至少需要两个策略，目前只有“{name}”。请再指定一个[[：{others}]]，或在场景中添加策略。",
    ),
    "strategy_twice": Sentence(
        en="“{name}” is named twice. Name each strategy once.",
        zh="“{name}”被重复指定。请每个策略只写一次。",
    ),
}
