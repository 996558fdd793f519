"""What every limit family has: a name people know, an owner, a selection, and whether it may be negotiated."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Literal

from pydantic import BaseModel, Field

from models.allocation.limits.context import LimitContext
from models.allocation.limits.fields import Soft
from models.fields import STRICT, Name, NameList, WhereField
from models.units import Metric

METRIC = "What is counted: amount, money; volume, pieces, by the cells' `unit_price`. Default: the scenario's metric."
"""What the field `metric` says, in every family that has one."""


class Limit(BaseModel, ABC):
    """A rule about the targets of some cells. Families add a `kind`, their numbers, and `apply`."""

    model_config = STRICT

    name: Name = Field(description="What people call this limit; shown wherever it binds.")
    owner: Name | None = Field(default=None, description="Who may change it.")
    negotiable: bool = Field(
        default=True, description="False for hard facts (law, signed contracts): never proposed for change."
    )
    soft: Soft | None = Field(
        default=None,
        description="`{penalty: 0.3}`: may be broken at a price, 0.3 of loss per currency unit; absent: never.",
    )
    where: WhereField = Field(
        default_factory=dict,
        description="Which cells: members, levels or attributes, e.g. {region: [East], lifecycle: new}. Empty: all.",
    )
    unless: WhereField = Field(
        default_factory=dict,
        description="Which of these cells it leaves out, written like `where`: all that {region: [East]} selects. "
        "Empty: none.",
    )
    by: NameList = Field(
        default=(),
        description="One limit per combination that exists, e.g. [region, product_line]. Empty: one in all.",
    )
    basis: Literal["assigned", "plan"] = Field(
        default="assigned",
        description="Which numbers it speaks of where targets are over-assigned: `assigned`, what the deepest level "
        "named in `by` or `where` carries (people, when none is named), or `plan`, what adds up to the company target.",
    )

    @property
    def counts(self) -> Metric | None:
        """What the limit's own amounts count: money or pieces, whatever the plan counts; None: what the plan counts."""
        return None

    def money_fields(self) -> tuple[str, ...]:
        """Fields that hold money: those whose name ends in `amount`, unless the family says otherwise."""
        return tuple(name for name in type(self).model_fields if name.endswith("amount"))

    @abstractmethod
    def apply(self, context: LimitContext) -> None:
        """Emit this limit's rows. Raises StatementError when it does not fit the cells or members."""
