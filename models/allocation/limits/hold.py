"""Numbers that are fixed, with a reason and an owner."""

from __future__ import annotations

from typing import Literal

import numpy as np
from pydantic import Field

from models.allocation.limits.base import Limit
from models.allocation.limits.context import LimitContext
from models.allocation.limits.fields import NumberOrAttribute
from models.fields import Name


class Hold(Limit):
    """Fixed target: x(G) = amount. Needs a reason and an owner.

    Example: `where: {region: south}, amount: 340` fixes the south's 400 of last year at 340: its cells of 160 and 240
    get 85 %, 136 and 204.
    """

    kind: Literal["hold"]
    owner: Name = Field(description="Who fixed it.")
    reason: Name = Field(description="Why it is fixed; shown with the number.")
    amount: NumberOrAttribute = Field(
        description="The fixed target of each group in the money unit, or {attribute: …} of its member."
    )

    def apply(self, context: LimitContext) -> None:
        """One equality per group."""
        groups = context.groups(self)
        lower = context.group_values(self.amount, groups, -np.inf, "/amount", money=True)
        upper = context.group_values(self.amount, groups, np.inf, "/amount", money=True)
        context.emit(self, groups, context.sums(groups), lower, upper)
