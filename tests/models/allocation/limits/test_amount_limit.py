"""Floors and caps in money, and amounts that members hold as attributes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from models.allocation.dimensions import Dimension, Member
from models.allocation.limits.amount_limit import AmountLimit
from models.allocation.limits.fields import AttributeValueOf
from tests.models.allocation.limits.contract import EAST, FamilyContract, Golden, block_of
from tests.support.problems import flat, tree, two_by_two
from tests.support.solving import exact_yuan, findings_of, plan_of


def amount(**fields: Any) -> AmountLimit:
    return AmountLimit(kind="amount_limit", name="east", **fields)


class TestAmountLimit(FamilyContract):
    family = AmountLimit
    satisfied = amount(where=EAST, max_amount=500)
    tight = amount(where=EAST, max_amount=400)
    violated = amount(where=EAST, max_amount=340)
    golden = Golden([[1, 0, 1, 0]], [-np.inf], [0.34])

    def test_a_floor_presses_upward(self) -> None:
        # West at least 660: the mirror of the east at most 340.
        plan = self.exact(amount(where={"region": "west"}, min_amount=660))
        assert plan == pytest.approx([85, 220, 255, 440], abs=1e-6)

    def test_by_repeats_it_for_every_group(self) -> None:
        block = block_of(self.problem(amount(by=["product", "region"], max_amount=350)))
        assert list(block.keys) == [("a", "east"), ("a", "west"), ("b", "east"), ("b", "west")]
        np.testing.assert_array_equal(block.matrix.toarray(), np.eye(4))

    def test_a_cap_on_one_cell(self) -> None:
        # b west at most 340; the other 660 go to the others in their proportion 100 : 200 : 300.
        assert self.exact(amount(where={"region": "west", "product": "b"}, max_amount=340)) == pytest.approx(
            [110, 220, 330, 340], abs=1e-6
        )

    def test_floor_and_cap_may_be_equal(self) -> None:
        assert self.exact(amount(where=EAST, min_amount=340, max_amount=340)) == pytest.approx([85, 220, 255, 440])

    @pytest.mark.parametrize(
        ("fields", "code"),
        [({}, "limit_without_number"), ({"min_amount": 2, "max_amount": 1}, "floor_over_cap")],
    )
    def test_statements_without_sense_are_refused(self, fields: dict[str, Any], code: str) -> None:
        with pytest.raises(ValidationError) as refused:
            amount(**fields)
        assert refused.value.errors()[0]["type"] == code

    @pytest.mark.parametrize(
        ("fields", "code", "pointer"),
        [
            ({"min_amount": 1.001}, "amount_too_fine", "/limits/0/min_amount"),
            ({"max_amount": 10**14}, "amount_too_large", "/limits/0/max_amount"),
            ({"max_amount": 1, "where": {"region": "eest"}}, "unknown_member", "/limits/0/where/region"),
            ({"max_amount": 1, "by": ["regio"]}, "unknown_axis", "/limits/0/by/0"),
        ],
    )
    def test_findings_have_their_place(self, fields: dict[str, Any], code: str, pointer: str) -> None:
        (finding,) = findings_of(self.problem(amount(**fields)))
        assert (finding.code, finding.location.pointer) == (code, pointer)


CAP = AttributeValueOf(attribute="cap")


def with_regions(**held: dict[str, Any]) -> tuple[Dimension, Dimension]:
    return flat("product", ["a", "b"]), flat("region", ["east", "west"], **held)


class TestAttributeValues:
    def test_each_member_holds_its_own_amount(self) -> None:
        dimensions = with_regions(east={"cap": 340}, west={"cap": 900.5})
        block = block_of(two_by_two(1000, limits=[amount(by="region", max_amount=CAP)], dimensions=dimensions))
        assert block.upper.tolist() == [0.34, 0.9005]

    def test_members_without_one_have_no_limit(self) -> None:
        problem = two_by_two(
            1000, limits=[amount(by="region", max_amount=CAP)], dimensions=with_regions(east={"cap": 340})
        )
        assert block_of(problem).keys == (("east",),)
        assert exact_yuan(plan_of(problem)) == pytest.approx([85, 220, 255, 440])

    def test_an_amount_is_inherited_from_above(self) -> None:
        region = tree(
            "region",
            ["country", "region"],
            Member("home", "Home", "country", attributes={"cap": 340}),
            Member("east", "East", "region", "home"),
            Member("west", "West", "region", "home", attributes={"cap": 900}),
        )
        dimensions = (flat("product", ["a", "b"]), region)
        block = block_of(two_by_two(1000, limits=[amount(by="region", max_amount=CAP)], dimensions=dimensions))
        assert block.upper.tolist() == [0.34, 0.9]

    @pytest.mark.parametrize(
        ("by", "held", "code"),
        [
            (["product"], {"cap": 340}, "attribute_not_in_by"),
            (["region"], {"cap": "much"}, "attribute_not_a_number"),
            (["region"], {"cap": True}, "attribute_not_a_number"),
            (["region"], {"cap": 0.001}, "amount_too_fine"),
            (["region"], {"floor": 1}, "attribute_not_in_by"),
        ],
    )
    def test_attributes_that_do_not_fit(self, by: list[str], held: dict[str, Any], code: str) -> None:
        limit = amount(by=by, max_amount=CAP)
        (finding,) = findings_of(two_by_two(1000, limits=[limit], dimensions=with_regions(east=held)))
        assert (finding.code, finding.location.pointer) == (code, "/limits/0/max_amount")

    def test_an_attribute_of_two_dimensions_is_ambiguous(self) -> None:
        dimensions = (flat("product", ["a", "b"], a={"cap": 1}), flat("region", ["east", "west"], east={"cap": 1}))
        limit = amount(by=["product", "region"], max_amount=CAP)
        (finding,) = findings_of(two_by_two(1000, limits=[limit], dimensions=dimensions))
        assert finding.code == "attribute_ambiguous"

    def test_an_attribute_that_no_selected_member_holds_is_an_error(self) -> None:
        limit = amount(by=["region"], where={"region": "west"}, max_amount=CAP)
        (finding,) = findings_of(two_by_two(1000, limits=[limit], dimensions=with_regions(east={"cap": 340})))
        assert finding.code == "attribute_held_by_nobody"

    def test_a_held_floor_above_a_held_cap_names_the_member(self) -> None:
        limit = amount(by="region", min_amount=AttributeValueOf(attribute="floor"), max_amount=CAP)
        dimensions = with_regions(east={"cap": 340, "floor": 300}, west={"cap": 340, "floor": 341})
        (finding,) = findings_of(two_by_two(1000, limits=[limit], dimensions=dimensions))
        assert (finding.code, finding.facts["group"]) == ("floor_over_cap", "west")
        assert (finding.facts["floor"], finding.facts["cap"]) == pytest.approx((341, 340))

    def test_every_limit_that_does_not_fit_is_reported(self) -> None:
        wrong = amount(by="nowhere", max_amount=1)
        found = findings_of(two_by_two(1000, limits=[wrong, amount(max_amount=9999), wrong]))
        assert [finding.location.pointer for finding in found] == ["/limits/0/by/0", "/limits/2/by/0"]
