"""One comparison as its sheets see it: its document, words in one language, and the base's plan for units and names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from app.documents.comparison.figures import labels_by_name, level_in_words
from app.documents.comparison.words import word
from app.documents.workbook.plan_view import PlanView
from app.messages import Language
from models.findings import Fact


@dataclass(frozen=True, eq=False)
class ComparisonView:
    """`plan`: the view of the base, whose unit and rounding step all plans share."""

    plan: PlanView
    document: Mapping[str, Any]

    @property
    def language(self) -> Language:
        """The language of the workbook."""
        return self.plan.language

    def word(self, key: str, **facts: Fact) -> str:
        """A text of comparisons."""
        return word(key, self.language, **facts)

    @cached_property
    def labels(self) -> dict[str, str]:
        """What people call each strategy."""
        return labels_by_name(self.document)

    @property
    def plans(self) -> Sequence[str]:
        """The names of the strategies that have a plan, the base first."""
        names: Sequence[str] = self.document["plans"]
        return names

    @cached_property
    def plan_labels(self) -> list[str]:
        """What people call them."""
        return [self.labels[name] for name in self.plans]

    def level(self, cut: Mapping[str, Any]) -> str:
        """What people call a cut, as it stands in a sentence."""
        return level_in_words(cut, self.language)

    def note(self, *sentences: str) -> str:
        """What stands below the heading of a sheet."""
        return ("" if self.language == "zh" else " ").join([self.plan.note, *sentences])
