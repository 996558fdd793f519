"""Field types of limits: values held by a member, selectors, soft sides."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, Discriminator, Field, Tag
from pydantic_core import PydanticCustomError

from models.fields import STRICT, Name, Number, Rate


class AttributeValueOf(BaseModel):
    """A value that each group's member holds as an attribute, e.g. `{attribute: quota_cap}`."""

    model_config = STRICT

    attribute: Name = Field(description="Attribute of the members named in `by`; members without it have no limit.")


def _number_or_attribute(value: object) -> str:
    return "attribute" if isinstance(value, dict | AttributeValueOf) else "number"


NumberOrAttribute = Annotated[
    Annotated[Number, Tag("number")] | Annotated[AttributeValueOf, Tag("attribute")],
    Discriminator(_number_or_attribute),
]


class Soft(BaseModel):
    """A limit that may be broken at a price."""

    model_config = STRICT

    penalty: Annotated[Rate, Field(gt=0, le=1e6)] = Field(
        description="Loss per currency unit of violation (per piece in a plan of volumes), in units of the company "
        "target: breaking the limit by 1 % of the company target costs 0.01 × penalty. The fit of a plan usually costs "
        "0.01 to 0.1 in total. Where a limit counts something else, the violation is told in targets of the cell that "
        "counts most per currency unit."
    )


def check_sides(limit: BaseModel, floor: str, cap: str) -> None:
    """A limit with two optional sides states one of them, and no floor above its cap. Sides that members hold as an
    attribute are compared where they are applied. Raises PydanticCustomError: `limit_without_number`,
    `floor_over_cap`."""
    low, high = getattr(limit, floor), getattr(limit, cap)
    if low is None and high is None:
        raise PydanticCustomError("limit_without_number", "one of the two sides is needed")
    if isinstance(low, float | Decimal) and isinstance(high, float | Decimal) and low > high:
        facts = {"floor": str(low), "cap": str(high)}
        raise PydanticCustomError("floor_over_cap", "the floor is above the cap", facts)
