"""How many different things somebody carries, and that none of them is a crumb."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal, Self

import numpy as np
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from models.allocation.limits.base import Limit
from models.allocation.limits.choice_block import ChoiceBlock
from models.allocation.limits.context import LimitContext
from models.allocation.limits.fields import NumberOrAttribute
from models.allocation.selection import Groups
from models.arrays import IntArray
from models.fields import Count, NameList


class Cardinality(Limit):
    """Of each group at most `max_count` units carry a target, and a target that is not zero is at least `min_amount`:
    Σ_u z(u) ≤ max_count, x(u) = 0 where z(u) = 0, x(u) ≥ min_amount where z(u) = 1, z(u) ∈ {0, 1}.

    The groups are those of `by` (a person), the units of a group its parts by `count` (the person's product lines).
    Without `count` the groups are the units themselves, and only `min_amount` applies. A unit with a fixed target or a
    floor of its own is carried in any case. Which units are carried is decided by an integer program, so this limit
    takes longer to solve than others and bounds of a plan with it have no price.

    Soft form: `min_amount` stays hard, and each unit beyond `max_count` costs what `penalty` says for the money of an
    average target, the company's leaf total over the number of cells.

    Example: last year Ann sold 50 of pumps, 150 of valves and 200 of motors. `by: [rep], count: [product], max_count:
    2` and the same total of 400: to give up the pumps costs least, and valves and motors grow alike, to 171 and 229.
    With `min_amount: 60` instead of a `max_count` pumps are worth keeping at 60, and the others give up 10 together.
    """

    kind: Literal["cardinality"]
    count: NameList = Field(
        default=(),
        description="What is counted in each group: dimensions, levels or attributes, e.g. [product_line]. Empty: the "
        "groups of `by` are the units.",
    )
    max_count: Annotated[Count, Field(ge=1)] | None = Field(
        default=None, description="Largest number of units with a target in each group; needs `by` and `count`."
    )
    min_amount: NumberOrAttribute | None = Field(
        default=None,
        description="Least target of a unit that has one, in the document's unit, or {attribute: …} of its member.",
    )

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.max_count is None and self.min_amount is None:
            raise PydanticCustomError("cardinality_without_number", "max_count or min_amount is needed")
        if self.max_count is not None and not (self.by and self.count):
            raise PydanticCustomError("cardinality_without_count", "max_count needs `by` and `count`")
        if isinstance(self.min_amount, Decimal) and self.min_amount <= 0:
            facts = {"value": str(self.min_amount), "bound": "0"}
            raise PydanticCustomError("number_not_above", "min_amount must be above zero", facts)
        return self

    def apply(self, context: LimitContext) -> None:
        """One unit per combination of `by` and `count` that exists."""
        mask = context.mask(self)
        groups = context.groups(self, mask)
        context.groups_by(self.count, mask, "/count")  # a wrong name is found where it stands
        axes = (*self.by, *(name for name in self.count if name not in self.by))
        units = context.groups_by(axes, mask)
        least = context.group_values(self.min_amount, units, 0.0, "/min_amount", money=True)
        owner = _owners(units, groups)
        fullest = int(np.bincount(owner, minlength=1).max()) if units.count else 0
        if self.max_count is not None and fullest <= self.max_count:
            context.notice("cardinality_without_effect", name=self.name, count=self.max_count, fullest=fullest)
        factor = context.factor(self, axes)
        context.emit_choice(
            ChoiceBlock(
                identity=context.identity(self),
                axes=units.axes,
                keys=units.keys,
                unit=units.code,
                group_axes=groups.axes,
                group_keys=groups.keys,
                group=owner,
                max_count=self.max_count,
                least=np.maximum(least, 0.0) * factor,
                penalty=np.inf if self.soft is None else self.soft.penalty,
                factor=factor,
            )
        )


def _owners(units: Groups, groups: Groups) -> IntArray:
    """The group of each unit."""
    owner = np.zeros(units.count, dtype=np.int64)
    inside = units.code >= 0
    owner[units.code[inside]] = groups.code[inside]
    return owner
