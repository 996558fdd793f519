"""Mix: the share of a part in its whole."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from models.allocation.formulation import limit_rows
from models.allocation.limits.share_limit import ShareLimit
from tests.models.allocation.limits.contract import EAST, FamilyContract, Golden, block_of
from tests.support.solving import findings_of


def share(**fields: Any) -> ShareLimit:
    return ShareLimit(kind="share_limit", name="mix", **fields)


class TestShareLimit(FamilyContract):
    family = ShareLimit
    # The east has 400 of 1000; 340 of 1000 is a share of 0.34: 0.66 of the east against 0.34 of the west.
    satisfied = share(where=EAST, max_share=0.5)
    tight = share(where=EAST, max_share=0.4)
    violated = share(where=EAST, max_share=0.34)
    golden = Golden([[0.66, -0.34, 0.66, -0.34]], [-np.inf], [0])

    def test_a_floor_presses_upward(self) -> None:
        plan = self.exact(share(where={"region": "west"}, min_share=0.66))
        assert plan == pytest.approx([85, 220, 255, 440], abs=1e-6)

    def test_a_fixed_share_is_one_equality(self) -> None:
        block = block_of(self.problem(share(where=EAST, min_share=0.34, max_share=0.34)))
        assert (block.lower.tolist(), block.upper.tolist()) == ([0], [0])
        assert block.matrix.toarray()[0] == pytest.approx([0.66, -0.34, 0.66, -0.34])

    @pytest.mark.parametrize("by", [(), ("region",), ("product", "region")])
    def test_a_part_that_is_its_own_whole_is_refused(self, by: tuple[str, ...]) -> None:
        (finding,) = findings_of(self.problem(share(by=by, max_share=0.5)))
        assert (finding.code, finding.location.pointer) == ("share_of_itself", "/limits/0")

    def test_two_sides_are_two_rows(self) -> None:
        rows = limit_rows(self.problem(share(where=EAST, min_share=0.1, max_share=0.34)))
        assert [block.matrix.toarray()[0].tolist() for block in rows.blocks[1:]] == [
            pytest.approx([0.9, -0.1, 0.9, -0.1]),
            pytest.approx([0.66, -0.34, 0.66, -0.34]),
        ]

    def test_the_whole_is_the_same_by_group(self) -> None:
        # Product a at most 20 % of every region.
        block = block_of(self.problem(share(where={"product": "a"}, by="region", max_share=0.2)))
        np.testing.assert_allclose(block.matrix.toarray(), [[0.8, 0, -0.2, 0], [0, 0.8, 0, -0.2]])
        assert block.keys == (("east",), ("west",))

    def test_of_names_another_whole(self) -> None:
        # b east at most half of the east.
        limit = share(where={"product": "b", "region": "east"}, of=EAST, max_share=0.5)
        np.testing.assert_allclose(block_of(self.problem(limit)).matrix.toarray(), [[-0.5, 0, 0.5, 0]])

    def test_the_part_may_lie_outside_the_whole(self) -> None:
        # The west at most twice the east... as a share of one: the west at most all of the east.
        limit = share(where={"region": "west"}, of=EAST, max_share=1)
        np.testing.assert_allclose(block_of(self.problem(limit)).matrix.toarray(), [[-1, 1, -1, 1]])

    def test_groups_without_a_part_are_skipped_with_a_notice(self) -> None:
        rows = limit_rows(self.problem(share(where={"product": "a", "region": "east"}, by="region", max_share=0.2)))
        (notice,) = rows.notices
        assert (notice.code, notice.facts["group"]) == ("share_without_part", "west")
        assert rows.blocks[1].keys == (("east",),)

    @pytest.mark.parametrize(
        ("of", "code", "pointer"),
        [
            ({"region": "eest"}, "unknown_member", "/limits/0/of/region"),
            ({"regio": "east"}, "unknown_axis", "/limits/0/of/regio"),
        ],
    )
    def test_findings_about_the_whole_have_its_place(self, of: dict[str, str], code: str, pointer: str) -> None:
        (finding,) = findings_of(self.problem(share(where=EAST, of=of, max_share=0.5)))
        assert (finding.code, finding.location.pointer) == (code, pointer)

    @pytest.mark.parametrize(
        ("fields", "code"),
        [({}, "limit_without_number"), ({"min_share": 0.2, "max_share": 0.1}, "floor_over_cap")],
    )
    def test_statements_without_sense_are_refused(self, fields: dict[str, Any], code: str) -> None:
        with pytest.raises(ValidationError) as refused:
            share(**fields)
        assert refused.value.errors()[0]["type"] == code
