"""Equal difficulty among peers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from models.allocation.dimensions import Member
from models.allocation.formulation import limit_rows
from models.allocation.limits import parity as module
from models.allocation.limits.parity import Parity
from models.errors import TooLarge
from tests.models.allocation.limits.contract import FamilyContract, Golden, block_of, columns
from tests.support.problems import amounts, flat, tree, two_by_two
from tests.support.solving import exact_yuan, findings_of, plan_of


def parity(**fields: Any) -> Parity:
    return Parity(kind="parity", name="alike", **{"by": "region", "tolerance": 0.36, **fields})


class TestParity(FamilyContract):
    family = Parity
    # Forecast of the east 250 of 1,000: its equal share of the target is 250, give or take 0.36 · 250 = 90.
    columns = columns(forecast=amounts([100, 350, 150, 400]))
    satisfied = parity(tolerance=0.8)
    tight = parity(tolerance=0.6)
    violated = parity()
    golden = Golden(
        [[0.75, -0.25, 0.75, -0.25], [-0.75, 0.25, -0.75, 0.25]],
        [-0.09, -0.27],
        [0.09, 0.27],
        keys=[("east",), ("west",)],
    )

    def test_it_needs_to_know_whose(self) -> None:
        with pytest.raises(ValidationError) as refused:
            parity(by=[])
        assert refused.value.errors()[0]["type"] == "difficulty_without_by"

    def test_no_tolerance_makes_everybody_alike(self) -> None:
        assert self.exact(parity(tolerance=0)) == pytest.approx([62.5, 250, 187.5, 500])

    @pytest.mark.parametrize("against", ["potential", "baseline"])
    def test_against_other_columns(self, against: str) -> None:
        # Last year's shares are the reference: everybody is alike already.
        assert self.exact(parity(against=against, tolerance=0)) == pytest.approx([100, 200, 300, 400])


class TestPeers:
    def test_only_peers_are_compared(self) -> None:
        # Three shops of team one and one of team two: the fourth has nobody to be compared with.
        shops = tree(
            "shop",
            ["team", "shop"],
            Member("t1", "t1", "team"),
            Member("t2", "t2", "team"),
            *(Member(f"s{place}", f"s{place}", "shop", "t1" if place < 3 else "t2") for place in range(4)),
        )
        limit = parity(by="shop", peers="team", against="baseline", tolerance=0.1)
        problem = two_by_two(1000, limits=[limit], dimensions=(flat("all", ["x"]), shops))
        problem.cells.members[:] = [[0, 0, 0, 0], [0, 1, 2, 3]]
        block = block_of(problem)
        assert (block.axes, block.keys) == (("shop",), (("s0",), ("s1",), ("s2",)))

    def test_by_person_and_peer_group_where_people_have_several(self) -> None:
        # Each region is compared within each product: a east with a west, b east with b west.
        problem = two_by_two(1000, limits=[parity(peers="product", against="baseline")])
        block = block_of(problem)
        assert block.axes == ("region", "product")
        np.testing.assert_allclose(
            block.matrix.toarray(),
            [[2 / 3, -1 / 3, 0, 0], [0, 0, 4 / 7, -3 / 7], [-2 / 3, 1 / 3, 0, 0], [0, 0, -4 / 7, 3 / 7]],
        )

    def test_wrong_peers_are_found_where_they_stand(self) -> None:
        (finding,) = findings_of(two_by_two(1000, limits=[parity(peers="regoin", against="baseline")]))
        assert (finding.code, finding.location.pointer) == ("unknown_axis", "/limits/0/peers/0")

    def test_nobody_to_compare_with(self) -> None:
        rows = limit_rows(two_by_two(1000, limits=[parity(peers="region", against="baseline")]))
        assert ([notice.code for notice in rows.notices], len(rows.blocks)) == (["parity_without_peers"], 1)

    @pytest.mark.parametrize("nothing", [None, 0])
    def test_people_without_a_forecast_are_listed(self, nothing: float | None) -> None:
        forecast = amounts([nothing, 300, nothing, 380])
        dimensions = (flat("product", ["a", "b"]), flat("region", ["east", "west"]))
        rows = limit_rows(two_by_two(1000, limits=[parity()], dimensions=dimensions, forecast=forecast))
        left_out, alone = rows.notices
        assert (left_out.code, left_out.facts["members"]) == ("people_left_out", ["east"])
        assert alone.code == "parity_without_peers"

    def test_those_left_out_count_on_neither_side(self) -> None:
        limit = parity(by=["product", "region"], tolerance=0)
        problem = two_by_two(1000, limits=[limit], forecast=amounts([None, 100, 100, 200]))
        plan = exact_yuan(plan_of(problem))
        assert plan[1] == pytest.approx(plan[2])
        assert plan[3] == pytest.approx(2 * plan[1])
        np.testing.assert_allclose(block_of(problem).matrix.toarray()[:, 0], 0.0)

    def test_too_many_comparisons_are_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(module, "MOST_ENTRIES", 7)
        with pytest.raises(TooLarge) as refused:
            limit_rows(two_by_two(1000, limits=[parity(against="baseline")]))
        assert (refused.value.what, refused.value.actual, refused.value.ceiling) == ("entries", 8, 7)
