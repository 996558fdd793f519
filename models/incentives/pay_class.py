"""Pay classes: a role group with one of its variants, worked out to pay lines. Everybody is in exactly one."""

from __future__ import annotations

from dataclasses import dataclass, replace

from models.findings import Fact
from models.incentives.components.base import ComponentContext, ComponentError
from models.incentives.measure import Measure
from models.incentives.pay_line import Measured, PayGate, PayLine
from models.incentives.role_group import RoleGroup, Variant
from models.incentives.settlement.advances import Advances, PaidBy
from models.units import AmountError, Money


@dataclass(frozen=True)
class PayClass:
    """Rules of some people: `pay_mix`, lines, gates, and caps (`cap_multiple` of the target incentive, `cap_minor`).

    `group` and `variant` are where they come from, with everything about settlement and the long term.
    """

    group: RoleGroup
    variant: Variant | None
    pay_mix: float
    multiplier: float
    lines: tuple[PayLine, ...]
    gates: tuple[PayGate, ...]
    cap_multiple: float | None
    cap_minor: int | None

    @property
    def name(self) -> str:
        """The group's key, with the variant's name where there is one."""
        return self.group.key if self.variant is None else f"{self.group.key} / {self.variant.name}"

    @property
    def shown(self) -> str:
        """The same as people call it: the group's label, with the variant's name."""
        return self.group.shown if self.variant is None else f"{self.group.shown} / {self.variant.name}"

    @property
    def has_cap(self) -> bool:
        """Whether a person's pay is capped as a whole."""
        return self.cap_multiple is not None or self.cap_minor is not None

    @property
    def is_settled(self) -> bool:
        """Whether the year's pay is that of the year as a whole, and not of its periods one by one."""
        advances = self.group.advances
        return advances.paid_by is PaidBy.CUMULATIVE or advances.true_up

    def paid_at_once(self) -> PayClass:
        """The same rules with the year's pay in one payment: no advances, no draws."""
        own = self.group.advances
        once = Advances(delay_months=own.delay_months, pay_day=own.pay_day)
        return replace(self, group=self.group.model_copy(update={"advances": once}))

    @property
    def looks_at(self) -> tuple[Measured, ...]:
        """Every number that lines and gates look at, once."""
        return tuple(dict.fromkeys([*(line.measured for line in self.lines), *(gate.measured for gate in self.gates)]))

    def gates_of(self, line: PayLine) -> tuple[int, ...]:
        """Positions of the gates that act on a line."""
        return tuple(index for index, gate in enumerate(self.gates) if gate.holds(line))


def pay_class(group: RoleGroup, variant: Variant | None, money: Money, measures: tuple[Measure, ...]) -> PayClass:
    """The rules of a group, or of one of its variants.

    Raises ComponentError with the path from the group: `measure_unknown` and what else does not fit the plan, and
    AmountError for a cap that cannot be held.
    """
    own = None if variant is None else variant.multiplier
    multiplier = group.multiplier if own is None else own
    context = ComponentContext(money, measures, multiplier)
    lines: list[PayLine] = []
    gates: list[PayGate] = []
    components = group.components_of(variant)
    for component in components:
        try:
            lines += component.lines(context)
            gates += component.gates(context)
        except ComponentError as error:
            path = [*_path(group, variant, component.name), *error.path]
            raise ComponentError(error.code, path, error.facts) from None
        except AmountError as error:
            facts: dict[str, Fact] = {"value": str(error.amount), "digits": money.written_digits}
            path = [*_path(group, variant, component.name), "amount"]
            raise ComponentError(f"amount_{error.reason}", path, facts) from None
    _check_gates(group, variant, gates, {line.component for line in lines})
    mix = None if variant is None else variant.pay_mix
    cap = None if variant is None else variant.cap_multiple
    return PayClass(
        group=group,
        variant=variant,
        pay_mix=group.pay_mix if mix is None else mix,
        multiplier=multiplier,
        lines=tuple(lines),
        gates=tuple(gates),
        cap_multiple=group.cap_multiple if cap is None else cap,
        cap_minor=None if group.cap_amount is None else money.to_minor(group.cap_amount),
    )


def _check_gates(group: RoleGroup, variant: Variant | None, gates: list[PayGate], paying: set[str]) -> None:
    for gate in gates:
        strangers = [name for name in gate.components if name not in paying]
        if strangers:
            facts = {"name": strangers[0], "known": sorted(paying)}
            raise ComponentError("component_unknown", [*_path(group, variant, gate.component), "components"], facts)


def _path(group: RoleGroup, variant: Variant | None, name: str) -> list[str | int]:
    """From the group to the component of that name, in the variant where that has its own."""
    if variant is not None:
        for index, component in enumerate(variant.components):
            if component.name == name:
                return ["variants", group.variants.index(variant), "components", index]
    return ["components", [component.name for component in group.components].index(name)]
