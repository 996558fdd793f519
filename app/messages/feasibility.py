"""Which totals the limits allow the company and its nodes, and that there is a plan."""

from __future__ import annotations

from collections.abc import Mapping

from app.messages.language import Language
from app.messages.sentence import Sentence

FEASIBLE = Sentence("There is a plan that keeps all limits.", "存在满足所有限制的方案。")
INFEASIBLE = Sentence("No plan keeps all limits.", "没有方案能满足所有限制。")

NODE_RANGES: Mapping[str, Sentence] = {
    "between": Sentence("{node} can get between {low} and {high}.", "{node}可以得到 {low} 至 {high}。"),
    "fixed": Sentence("{node} gets {low}; the limits leave no choice.", "{node}只能得到 {low}，各项限制没有留下选择。"),
    "to": Sentence("{node} can get anything up to {high}.", "{node}最多可以得到 {high}。"),
    "from": Sentence("{node} can get anything from {low} upward.", "{node}至少得到 {low}，没有上限。"),
    "any": Sentence("{node} can get anything.", "{node}的数额不受限制。"),
    "none": Sentence(
        "{node} has no range yet: the limits allow no plan. Repair the scenario first.",
        "{node}目前没有可行范围：各项限制下没有方案，请先调整场景。",
    ),
}

WITHOUT_CHOICES = Sentence(
    "Rules about the number of items or a least target are not counted in this range; the true one may be narrower.",
    "该范围未计入项数与最小目标的规则，实际范围可能更窄。",
)


def node_range_words(kind: str, facts: Mapping[str, str], *, with_choices: bool, language: Language) -> str:
    """What a node can get; `kind` is a key of NODE_RANGES."""
    words = NODE_RANGES[kind].fill(facts, language)
    if with_choices:
        return words
    return f"{words} {WITHOUT_CHOICES.text(language)}" if language == "en" else words + WITHOUT_CHOICES.text(language)
