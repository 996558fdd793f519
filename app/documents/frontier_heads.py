"""Heads of a frontier's table in workbooks, with measures as comparisons call them; CSV keeps the names of columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.documents.comparison.words import word
from app.documents.scorecard import CARD_COLUMNS
from app.messages.aims import aim_amount_words, aim_words
from app.messages.language import Language
from app.messages.sentence import Sentence

HEADS: Mapping[str, Sentence] = {
    "frontier": Sentence("Frontier", "前沿"),
    "point": Sentence("Point", "点"),
    "knee": Sentence("Knee", "拐点"),
    "outcome": Sentence("Outcome", "结果"),
    "optimal": Sentence("optimal", "最优"),
    "feasible": Sentence("feasible", "可行"),
    "efficient_within": Sentence("Beaten by at most", "最多可再改善"),
    "exchange_rate": Sentence("Exchange rate", "交换比率"),
    "target": Sentence("Target", "目标合计"),
    "moved_from_own": Sentence("Moved up or down from own plan", "较现方案增减合计"),
    "node_target": Sentence("Node's target", "节点目标"),
    "own": Sentence("Own plan", "现方案"),
    "loss": Sentence("Loss: {name}", "损失：{name}"),
    "weight": Sentence("Weight: {name}", "权重：{name}"),
    "key": Sentence("{name} (key)", "{name}（代码）"),
}


def head(name: str, language: Language, facts: Mapping[str, str] | None = None) -> str:
    """A head by its name."""
    return HEADS[name].fill(facts or {}, language)


def frontier_heads(
    document: Mapping[str, Any], header: Sequence[str], axes: Sequence[str], language: Language
) -> list[str]:
    """The heads of a frontier's columns, whose names are `header`; `axes`: what people call the axes of its nodes."""
    words = {name: head(name, language) for name in header if name in HEADS}
    for aim in document["aims"]:
        words[f"loss_{aim['name']}"] = head("loss", language, {"name": aim_words(aim, language)})
        words[f"value_{aim['name']}"] = aim_amount_words(aim, language)
        words[f"weight_{aim['name']}"] = head("weight", language, {"name": aim_words(aim, language)})
    words |= {f"card_{name}": word(name, language) for name in CARD_COLUMNS}
    for axis, label in zip(document["by"], axes, strict=True):
        words[axis], words[f"{axis}_label"] = head("key", language, {"name": label}), label
    return [words.get(name, name) for name in header]
