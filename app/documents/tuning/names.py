"""What people call the parameters and conditions of a tuning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.messages import Language
from app.messages.tuning import CONDITIONS, LEVELS, PARAMETERS
from models.incentives.incentive_plan import IncentivePlan
from scenarios.incentives.tuning.tuning_result import ConditionKind, KnobName

SHARES = frozenset({"weight", "threshold", "pay_at_threshold", "excellence", "headroom"})
"""Parameters that people read as percentages."""

TAKES_PART, PAY_OF = " takes part", "pay of "
"""What names of conditions on single people have behind or before the person's key."""


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
            return words if person is None else f"{words} ({person})"
        several = kind in (ConditionKind.SHARE_AT_LEVEL, ConditionKind.NEUTRALITY, ConditionKind.WEIGHTS)
        return f"{words} ({self._which(name)})" if several else words

    def _which(self, name: str) -> str:
        """A condition's own name with its level in words; `≥` or `≤` at its end says which side it is."""
        head, mark, side = name.rpartition(" ") if name[-1:] in "≥≤" else (name, "", "")
        *before, last = head.split(" / ")
        words = LEVELS[last].text(self.language) if last in LEVELS else last
        return " / ".join([*before, words]) + mark + side

    def _parts(self, group: str, variant: str | None, component: str | None) -> list[str]:
        parts = [self._groups.get(group, group), *([variant] if variant else [])]
        if component is not None:
            own = self._components.get((group, variant or "", component))
            parts.append(own or self._components.get((group, "", component), component))
        return parts
