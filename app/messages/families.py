"""Kinds of limits as people call them."""

from __future__ import annotations

from collections.abc import Mapping

from app.messages.language import Language
from app.messages.sentence import Sentence

FAMILIES: Mapping[str, Sentence] = {
    "company_total": Sentence("the company target", "公司目标"),
    "growth_limit": Sentence("growth limits", "增长限制"),
    "amount_limit": Sentence("amount limits", "金额限制"),
    "share_limit": Sentence("shares of the mix", "结构占比"),
    "capacity": Sentence("capacities", "能力上限"),
    "difficulty_band": Sentence("bands of difficulty", "难度区间"),
    "attainability": Sentence("chances of reaching a target", "目标达成概率"),
    "margin": Sentence("margins", "毛利要求"),
    "parity": Sentence("equal difficulty among peers", "同组难度均衡"),
    "neutrality": Sentence("difficulty independent of size or tenure", "难度与规模、资历无关"),
    "market_share": Sentence("market shares", "市场份额"),
    "commitment": Sentence("commitments", "自下而上的承诺"),
    "hold": Sentence("fixed targets", "固定目标"),
    "cardinality": Sentence("numbers of items per person", "每人承担的项数"),
}


def family_words(kind: str, language: Language) -> str:
    """What people call a kind of limit; a kind that nobody named by its own name."""
    found = FAMILIES.get(kind)
    return kind.replace("_", " ") if found is None else found.text(language)
