"""What a tuning says of its plan when people are not as assumed."""

from __future__ import annotations

from collections.abc import Mapping

from app.messages.sentence import Sentence

OTHERWISE: Mapping[str, Sentence] = {
    "stays_better": Sentence(
        "The tuned plan stays better than today's with every assumption about people 30 % lower and higher, as far as "
        "tried.",
        "各项人员假设分别上下浮动 30% 时（在已测试的范围内），调优方案仍优于现行方案。",
    ),
    "largest": Sentence(
        "“{assumption}” cannot be more than {value}[[ ({change})]]: nothing higher was tried.",
        "“{assumption}”最大只能为 {value}[[（{change}）]]，未测试更高的取值。",
    ),
    "nothing": Sentence(
        "“{assumption}” is assumed to be 0, and 30 % of nothing is nothing: no other value of it was tried.",
        "“{assumption}”设为 0，0 的 30% 仍为 0，因此未测试其他取值。",
    ),
    "misses": Sentence(
        "Warning: if an assumption about people is 30 % off, the tuned plan can miss what is asked: {what}.",
        "警告：若某项人员假设偏差 30%，调优方案可能不再满足要求：{what}。",
    ),
    "misses_item": Sentence(
        "{miss} with {assumption} at {value} ({change})[[; in other cases by less: {others}]]",
        "当{assumption}为 {value}（{change}）时，{miss}[[；另有 {others} 种情形相差较小]]",
    ),
}
"""Sentences of the summary."""

MISSES: Mapping[str, Sentence] = {
    "plan": Sentence("“{condition}” by {by}", "“{condition}”（相差 {by}）"),
    "people": Sentence(
        "“{condition}” (people concerned: {people}; at most {by} of target incentive)",
        "“{condition}”（涉及 {people} 人，最多相差目标奖金的 {by}）",
    ),
}
"""What the tuned plan does not keep under another assumption, in the middle of a sentence."""
