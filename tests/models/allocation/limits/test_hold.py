"""Fixed numbers of groups, with a reason and an owner."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from models.allocation.limits.fields import AttributeValueOf
from models.allocation.limits.hold import Hold
from tests.models.allocation.limits.contract import EAST, FamilyContract, Golden, block_of
from tests.support.problems import flat, two_by_two
from tests.support.solving import exact_yuan, plan_of


def hold(**fields: Any) -> Hold:
    return Hold(kind="hold", **{"name": "contract", "owner": "Board", "reason": "signed", "where": EAST, **fields})


class TestHold(FamilyContract):
    family = Hold
    satisfied = hold(amount=400)
    tight = hold(amount=400)
    violated = hold(amount=340)
    golden = Golden([[1, 0, 1, 0]], [0.34], [0.34])

    def test_it_fixes_upward_too(self) -> None:
        # The east at 460: the mirror, 400·1.15 and 600·0.9.
        assert self.exact(hold(amount=460)) == pytest.approx([115, 180, 345, 360], abs=1e-6)

    def test_one_cell(self) -> None:
        plan = self.exact(hold(where={"region": "west", "product": "b"}, amount=340))
        assert plan == pytest.approx([110, 220, 330, 340], abs=1e-6)

    def test_members_may_hold_the_amount(self) -> None:
        dimensions = (flat("product", ["a", "b"]), flat("region", ["east", "west"], east={"agreed": 340}))
        limit = hold(where={}, by="region", amount=AttributeValueOf(attribute="agreed"))
        problem = two_by_two(1000, limits=[limit], dimensions=dimensions)
        assert block_of(problem).keys == (("east",),)
        assert exact_yuan(plan_of(problem)) == pytest.approx([85, 220, 255, 440])

    @pytest.mark.parametrize("missing", ["owner", "reason"])
    def test_it_needs_owner_and_reason(self, missing: str) -> None:
        with pytest.raises(ValidationError) as refused:
            hold(amount=1, **{missing: None})
        assert refused.value.errors()[0]["loc"] == (missing,)
