"""Role groups: people who are paid by the same rules, with variants for markets that need another incentive."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, Field, model_validator
from pydantic_core import PydanticCustomError

from models.fields import STRICT, Listed, Name, Number, Rate, WhereField
from models.incentives.components.base import Component
from models.incentives.components.families import ComponentFamily
from models.incentives.long_term.families import LongTermFamily
from models.incentives.settlement.advances import Advances
from models.incentives.settlement.deferral import Clawback, Deferral

SUM_SLACK = 1e-9

ComponentList = Annotated[tuple[ComponentFamily, ...], Listed]
Share = Annotated[Rate, Field(ge=0, le=1)]
Multiple = Annotated[Rate, Field(gt=0, le=1000)]


def _not_under_target(value: float) -> float:
    if value < 1:
        raise PydanticCustomError("cap_under_target", "", {"value": value})
    return value


CapMultiple = Annotated[Multiple, AfterValidator(_not_under_target)]


class Variant(BaseModel):
    """Other parameters for people with certain attributes: new markets, regions that are still built up.

    Components replace those of the same name and add those of a new one; what is not stated stays as in the group.
    """

    model_config = STRICT

    name: Name = Field(description="What people call the variant.")
    where: WhereField = Field(min_length=1, description="Attributes of people, e.g. {market: [new]}.")
    pay_mix: Share | None = Field(default=None, description="As in the group.")
    multiplier: Multiple | None = Field(default=None, description="As in the group.")
    cap_multiple: CapMultiple | None = Field(default=None, description="As in the group.")
    components: ComponentList = Field(default=(), max_length=50, description="Components that differ.")


class RoleGroup(BaseModel):
    """A role: how much of the pay is variable, by which components, when it is paid and what is promised for later.

    Pay of one person = min(cap, gates · multiplier · target incentive · Σ weight · curve + commissions + SPIFFs), with
    target incentive = OTE · pay mix · months / 12.
    """

    model_config = STRICT

    key: Name = Field(description="What people's `group` column calls it.")
    label: Name | None = Field(default=None, description="What people call it. Default: its key.")
    pay_mix: Share = Field(description="Variable part of the OTE (on-target earnings): 0.4 of 150,000 is 60,000.")
    multiplier: Multiple = Field(default=1.0, description="Multiplier α of everything that pays a share of it.")
    cap_multiple: CapMultiple | None = Field(
        default=None,
        description="Most pay of a person as a multiple of the target incentive, 1 or more. Default: none.",
    )
    cap_amount: Number | None = Field(
        default=None, gt=0, description="Most pay of a person, money unit. Default: none."
    )
    components: ComponentList = Field(min_length=1, max_length=50, description="What is paid for.")
    variants: Annotated[tuple[Variant, ...], Listed] = Field(
        default=(), max_length=50, description="Other parameters for some; at most one may fit a person."
    )
    advances: Advances = Field(default=Advances(), description="When it is paid. Default: once, after the year.")
    deferral: Deferral | None = Field(default=None, description="What is held back. Default: nothing.")
    clawback: Clawback | None = Field(default=None, description="What is taken back. Default: nothing.")
    long_term: Annotated[tuple[LongTermFamily, ...], Listed] = Field(
        default=(), max_length=20, description="Long-service award, co-investment, phantom shares."
    )

    @model_validator(mode="after")
    def _sound(self) -> Self:
        for components in (self.components, self.long_term, self.variants, *(v.components for v in self.variants)):
            _no_name_twice([component.name for component in components])
        _weights_add_up(self.components, "")
        for variant in self.variants:
            _weights_add_up(self.components_of(variant), variant.name)
        return self

    @property
    def shown(self) -> str:
        """Its label, or its key."""
        return self.label or self.key

    def amounts(self) -> Iterator[tuple[tuple[str | int, ...], Decimal]]:
        """Amounts of money outside of components, money unit, each with the path to it."""
        draw, deferral = self.advances.draw, self.deferral
        if self.cap_amount is not None:
            yield ("cap_amount",), self.cap_amount
        if draw is not None:
            yield ("advances", "draw", "amount"), draw.amount
        if deferral is not None and deferral.least_pay is not None:
            yield ("deferral", "least_pay"), deferral.least_pay
        for index, element in enumerate(self.long_term):
            for path, amount in element.amounts():
                yield ("long_term", index, *path), amount

    def components_of(self, variant: Variant | None) -> tuple[ComponentFamily, ...]:
        """The components of a variant: its own in the place of the group's."""
        if variant is None:
            return self.components
        own = {component.name: component for component in variant.components}
        kept = [own.pop(component.name, component) for component in self.components]
        return (*kept, *own.values())


def _no_name_twice(names: Sequence[str]) -> None:
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise PydanticCustomError("component_twice", "", {"names": twice})


def _weights_add_up(components: Sequence[Component], variant: str) -> None:
    shares = [component.share for component in components if component.share is not None]
    if shares and abs(sum(shares) - 1) > SUM_SLACK:
        # A fact without text leaves out the part of the sentence that speaks of a variant.
        raise PydanticCustomError("weights_sum", "", {"total": round(sum(shares), 9), "variant": variant})
