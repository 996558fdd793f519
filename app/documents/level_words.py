"""What people call a level of a dimension."""

from __future__ import annotations

from collections.abc import Mapping

from app.messages import Language
from app.messages.sentence import Sentence
from models.allocation.dimensions import Dimension

COMMON: Mapping[str, Sentence] = {
    "team": Sentence("Team", "团队"),
    "rep": Sentence("Person", "人员"),
    "region": Sentence("Region", "区域"),
    "product": Sentence("Product", "产品"),
    "product_line": Sentence("Product line", "产品线"),
    "segment": Sentence("Segment", "客群"),
}


def level_words(dimension: Dimension, level: str, language: Language) -> str:
    """The dimension's label for its leaves, a common word, or the level's name."""
    if level == dimension.levels[-1] and dimension.label != dimension.name:
        return dimension.label
    common = COMMON.get(level)
    return level.replace("_", " ").capitalize() if common is None else common.text(language)
