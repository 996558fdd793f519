"""All knobs of a plan as one vector: which parameters they are, and the plan and pay lines at any values of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from models.arrays import FloatArray
from models.incentives.components.base import Component, ComponentContext
from models.incentives.incentive_plan import IncentivePlan
from models.incentives.knob import Knob, LineSlope, TunedLine
from models.incentives.pay_class import PayClass, pay_class
from models.incentives.role_group import RoleGroup, Variant

MULTIPLIER = "multiplier"


@dataclass(frozen=True)
class Owner:
    """Where a knob stands: a group by key, one of its variants by name (None: the group itself), a component by name
    (None: the group's or variant's own multiplier)."""

    group: str
    variant: str | None
    component: str | None


@dataclass(frozen=True)
class PlanKnob:
    """A knob with its owner."""

    owner: Owner
    knob: Knob

    @property
    def name(self) -> str:
        """`group / variant / component / parameter`, without what it has not."""
        owner = self.owner
        parts = [owner.group, owner.variant, owner.component, self.knob.parameter]
        return " / ".join(part for part in parts if part is not None)


@dataclass(frozen=True)
class WeightSum:
    """Weights of one list of components that are turned: they keep their sum, and the last one, `dependent`, is what
    the others leave. `free`: positions of the others in the vector."""

    dependent: PlanKnob
    free: tuple[int, ...]
    total: float


@dataclass(frozen=True, eq=False)
class ClassLines:
    """The pay lines of a class at some values. `slopes` per line: derivatives by position in the vector."""

    pay_class: PayClass
    lines: tuple[TunedLine, ...]
    slopes: tuple[Mapping[int, LineSlope], ...]


@dataclass(frozen=True, eq=False)
class PlanKnobs:
    """`knobs` in the order of the vector x (K,); `weight_sums`: weights that follow from others."""

    plan: IncentivePlan
    knobs: tuple[PlanKnob, ...]
    weight_sums: tuple[WeightSum, ...]
    _positions: dict[tuple[Owner, str], int] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._positions.update({(one.owner, one.knob.parameter): at for at, one in enumerate(self.knobs)})

    @property
    def today(self) -> FloatArray:
        """Today's values, shape (K,)."""
        return np.array([one.knob.today for one in self.knobs])

    def dependent_weights(self, values: FloatArray) -> FloatArray:
        """Weights that follow from the others, one per weight sum."""
        return np.array([one.total - float(values[list(one.free)].sum()) for one in self.weight_sums])

    def rounded(self, values: FloatArray) -> FloatArray:
        """Values that can be published: multiples of each knob's step, within the bounds."""
        steps = np.array([one.knob.step for one in self.knobs])
        digits = np.array([max(0, round(-np.log10(step))) for step in steps], dtype=np.int64)
        near = np.round(values / steps) * steps
        exact = [round(float(value), int(places)) for value, places in zip(near, digits, strict=True)]
        lower, upper = (np.array([getattr(one.knob, side) for one in self.knobs]) for side in ("lower", "upper"))
        return np.asarray(np.clip(np.array(exact), lower, upper), dtype=np.float64)

    def turned_groups(self, values: FloatArray) -> tuple[RoleGroup, ...]:
        """The role groups with the knobs at these values, as documents state them."""
        stated = self._stated(values)
        groups = {pay.group.key: pay.group for pay in self.plan.classes}
        return tuple(_turned_group(group, stated, self._context(1.0)) for group in groups.values())

    def turned_plan(self, values: FloatArray) -> IncentivePlan:
        """The plan with the knobs at these values: what statements, costs and simulations work on."""
        groups = self.turned_groups(values)
        money, measures = self.plan.money, self.plan.measures
        classes = [
            pay_class(group, variant, money, measures) for group in groups for variant in (None, *group.variants)
        ]
        return replace(self.plan, classes=tuple(classes))

    def class_lines(self, values: FloatArray) -> tuple[ClassLines, ...]:
        """The pay lines of every class, in the plan's order, with their derivatives after the vector."""
        stated = self._stated(values)
        return tuple(self._lines_of(one, stated) for one in self.plan.classes)

    def _stated(self, values: FloatArray) -> dict[Owner, dict[str, float]]:
        stated: dict[Owner, dict[str, float]] = {}
        for one, value in zip(self.knobs, values.tolist(), strict=True):
            stated.setdefault(one.owner, {})[one.knob.parameter] = value
        for weights, value in zip(self.weight_sums, self.dependent_weights(values).tolist(), strict=True):
            stated.setdefault(weights.dependent.owner, {})["weight"] = value
        return stated

    def _context(self, multiplier: float) -> ComponentContext:
        return ComponentContext(self.plan.money, self.plan.measures, multiplier)

    def _lines_of(self, one: PayClass, stated: Mapping[Owner, Mapping[str, float]]) -> ClassLines:
        owner = multiplier_owner(one.group, one.variant)
        multiplier = stated.get(owner, {}).get(MULTIPLIER, one.multiplier)
        context = self._context(multiplier)
        lines: list[TunedLine] = []
        slopes: list[Mapping[int, LineSlope]] = []
        for component in one.group.components_of(one.variant):
            whose = component_owner(one.group, one.variant, component)
            for tuned in component.tuned_lines(context, _values_of(whose, stated)):
                found = self._slopes(whose, tuned)
                place = self._positions.get((owner, MULTIPLIER))
                if place is not None and tuned.line.is_weighted:
                    found[place] = LineSlope.of_factor(tuned.line.function, tuned.line.factor / multiplier)
                lines.append(tuned)
                slopes.append(found)
        return ClassLines(one, tuple(lines), tuple(slopes))

    def _slopes(self, whose: Owner, tuned: TunedLine) -> dict[int, LineSlope]:
        places = {
            parameter: self._positions.get((_owner_of(whose, parameter), parameter)) for parameter in tuned.slopes
        }
        found = {place: tuned.slopes[parameter] for parameter, place in places.items() if place is not None}
        for weights in self.weight_sums:
            if weights.dependent.owner == _owner_of(whose, "weight"):
                less = LineSlope.of_factor(tuned.line.function, -tuned.slopes["weight"].factor)
                found |= dict.fromkeys(weights.free, less)
        return found


def multiplier_owner(group: RoleGroup, variant: Variant | None) -> Owner:
    """Whose multiplier a class uses: its variant's where that states one."""
    has_own = variant is not None and variant.multiplier is not None
    return Owner(group.key, variant.name if variant is not None and has_own else None, None)


def component_owner(group: RoleGroup, variant: Variant | None, component: Component) -> Owner:
    """Whose component a class uses: its variant's where that has one of this name."""
    own = () if variant is None else tuple(one.name for one in variant.components)
    return Owner(group.key, variant.name if variant is not None and component.name in own else None, component.name)


def all_knobs(plan: IncentivePlan) -> tuple[PlanKnob, ...]:
    """Every parameter of a plan that can be turned, of groups and variants that have people."""
    found: dict[tuple[Owner, str], PlanKnob] = {}
    for one, _ in plan.members():
        owner = multiplier_owner(one.group, one.variant)
        if any(line.is_weighted for line in one.lines):
            today = one.multiplier
            found[owner, MULTIPLIER] = PlanKnob(owner, Knob(MULTIPLIER, today, 0.5 * today, 1.5 * today, 0.001))
        for component in one.group.components_of(one.variant):
            whose = component_owner(one.group, one.variant, component)
            for knob in component.knobs():
                if knob.parameter != "weight" or _shares_weights(one.group):
                    owner = _owner_of(whose, knob.parameter)
                    found.setdefault((owner, knob.parameter), PlanKnob(owner, knob))
    return tuple(found.values())


def plan_knobs(plan: IncentivePlan, chosen: Sequence[PlanKnob]) -> PlanKnobs:
    """The chosen knobs as a vector. Of a group's chosen weights the last one follows from the others; a single one
    cannot move and is left out."""
    by_list: dict[str, list[PlanKnob]] = {}
    for one in chosen:
        if one.knob.parameter == "weight":
            by_list.setdefault(one.owner.group, []).append(one)
    dependent = {weights[-1].owner: weights for weights in by_list.values()}
    kept = tuple(one for one in chosen if one.knob.parameter != "weight" or one.owner not in dependent)
    places = {(one.owner, one.knob.parameter): at for at, one in enumerate(kept)}
    sums = [
        WeightSum(
            dependent=weights[-1],
            free=tuple(places[one.owner, "weight"] for one in weights[:-1]),
            total=sum(one.knob.today for one in weights),
        )
        for weights in by_list.values()
        if len(weights) > 1
    ]
    return PlanKnobs(plan, kept, tuple(sums))


def _turned_group(
    group: RoleGroup, stated: Mapping[Owner, Mapping[str, float]], context: ComponentContext
) -> RoleGroup:
    own = stated.get(Owner(group.key, None, None), {})
    variants = tuple(_turned_variant(group, variant, stated, context) for variant in group.variants)
    components = _turned(group.key, None, group.components, stated, context)
    update: dict[str, object] = {"components": components, "variants": variants}
    return group.model_copy(update=update | ({MULTIPLIER: own[MULTIPLIER]} if MULTIPLIER in own else {}))


def _turned_variant(
    group: RoleGroup, variant: Variant, stated: Mapping[Owner, Mapping[str, float]], context: ComponentContext
) -> Variant:
    own = stated.get(Owner(group.key, variant.name, None), {})
    update: dict[str, object] = {"components": _turned(group.key, variant.name, variant.components, stated, context)}
    return variant.model_copy(update=update | ({MULTIPLIER: own[MULTIPLIER]} if MULTIPLIER in own else {}))


def _turned(
    group: str,
    variant: str | None,
    components: Sequence[Component],
    stated: Mapping[Owner, Mapping[str, float]],
    context: ComponentContext,
) -> tuple[Component, ...]:
    return tuple(one.turned(_values_of(Owner(group, variant, one.name), stated), context) for one in components)


def _owner_of(whose: Owner, parameter: str) -> Owner:
    """Whose knob a parameter of a component follows: weights are the group's, also of components that a variant has in
    their place, because all weights of a variant add up to 1 with those it takes over."""
    return Owner(whose.group, None, whose.component) if parameter == "weight" else whose


def _values_of(whose: Owner, stated: Mapping[Owner, Mapping[str, float]]) -> dict[str, float]:
    """Values of all knobs of a component."""
    weight = stated.get(_owner_of(whose, "weight"), {}).get("weight")
    return {**stated.get(whose, {}), **({} if weight is None else {"weight": weight})}


def _shares_weights(group: RoleGroup) -> bool:
    """Whether every variant weighs its components as the group does; else the group's weights stay as they are."""
    own = {component.name: component.share for component in group.components}
    return all(
        component.share == own.get(component.name) for variant in group.variants for component in variant.components
    )
