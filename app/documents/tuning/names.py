"""What people call the parameters and conditions of a tuning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from app.messages import Language
from app.messages.tuning import PARAMETERS
from app.messages.tuning_conditions import AT_LEVEL, CONDITIONS, NEUTRAL_TO, SIDES, WHICH
from models.incentives.incentive_plan import IncentivePlan
from scenarios.incentives.tuning.tuning_result import ConditionKind, KnobName

SHARES = frozenset({"weight", "threshold", "pay_at_threshold", "excellence", "headroom"})
"""Parameters that people read as percentages."""

TAKES_PART, PAY_OF = " takes part", "pay of "
"""What names of conditions on single people have behind or before the person's key."""

NEUTRAL, SIZE, WEIGHT = "neutral to ", "size", " / weight"
"""What names of neutrality begin with, and what stands there for the usual size; what names of weights end with."""


@dataclass(frozen=True)
class PlanNames:
    """Labels of one plan. `_groups` and `_people` by key, `_classes` by name, `_components` by group, variant ("" for
    the group itself) and name."""

    language: Language
    _groups: Mapping[str, str] = field(repr=False)
    _components: Mapping[tuple[str, str, str], str] = field(repr=False)
    _people: Mapping[str, str] = field(repr=False)
    _classes: Mapping[str, str] = field(repr=False)

    @classmethod
    def of(cls, plan: IncentivePlan, language: Language) -> PlanNames:
        """Those of its role groups."""
        groups = {one.group.key: one.group for one in plan.classes}
        components: dict[tuple[str, str, str], str] = {}
        for group in groups.values():
            for component in group.components:
                components[group.key, "", component.name] = component.shown
            for variant in group.variants:
                for component in variant.components:
                    components[group.key, variant.name, component.name] = component.shown
        people = dict(zip(plan.roster.keys, plan.roster.labels, strict=True))
        classes = {
            one.name: one.group.shown if one.variant is None else f"{one.group.shown} / {one.variant.name}"
            for one in plan.classes
        }
        return cls(language, {key: group.shown for key, group in groups.items()}, components, people, classes)

    def pay_class(self, name: str) -> str:
        """Group and variant of a person: `Account reps / new markets`."""
        return self._classes.get(name, name)

    def where(self, name: KnobName) -> str:
        """Group, variant and component: `Account reps / new markets / Revenue bonus`."""
        return " / ".join(self._parts(name.group, name.variant, name.component))

    def parameter(self, name: KnobName) -> str:
        """With the parameter: `Account reps / Revenue bonus: accelerator`."""
        mark = "：" if self.language == "zh" else ": "
        return f"{self.where(name)}{mark}{PARAMETERS[name.parameter].text(self.language)}"

    def condition(self, kind: ConditionKind, name: str) -> str:
        """In words; of conditions of which there are several also which one, of those on single people whose."""
        words = CONDITIONS[kind.value].text(self.language)
        if kind in (ConditionKind.PARTICIPATION, ConditionKind.LEAST_EXPECTED_PAY):
            person = self._people.get(name.removesuffix(TAKES_PART).removeprefix(PAY_OF))
            return self._which(words, [] if person is None else [person])
        bare, _, mark = name.rpartition(" ")
        side = [SIDES[mark].text(self.language)] if mark in SIDES else []
        if kind is ConditionKind.SHARE_AT_LEVEL:
            place, _, level = bare.rpartition(" / ")
            return self._which(AT_LEVEL[level].text(self.language), [self._places.get(place, place), *side])
        if kind is ConditionKind.NEUTRALITY:
            attribute = bare.removeprefix(NEUTRAL)
            if attribute != SIZE:
                words = NEUTRAL_TO.fill({"attribute": attribute}, self.language)
            return self._which(words, side)
        if kind is ConditionKind.WEIGHTS:
            place = bare.removesuffix(WEIGHT)
            return self._which(words, [self._places.get(place, place), *side])
        return words

    def _which(self, condition: str, parts: Sequence[str]) -> str:
        """With what tells it from others of its kind."""
        which = ("，" if self.language == "zh" else ", ").join(parts)
        return WHICH.fill({"condition": condition, "which": which}, self.language) if parts else condition

    @cached_property
    def _places(self) -> Mapping[str, str]:
        """Components in words by their names in conditions: `rep / new / revenue`."""
        return {
            " / ".join(part for part in key if part): " / ".join(self._parts(key[0], key[1] or None, key[2]))
            for key in self._components
        }

    def _parts(self, group: str, variant: str | None, component: str | None) -> list[str]:
        parts = [self._groups.get(group, group), *([variant] if variant else [])]
        if component is not None:
            own = self._components.get((group, variant or "", component))
            parts.append(own or self._components.get((group, "", component), component))
        return parts
