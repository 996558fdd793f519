"""Nodes that people ask about, by key or by label."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import scenarios
from models.allocation.chosen_node import ChosenNode, NodeName, find_node, find_person
from models.errors import InvalidInput
from scenarios.definition import load_scenario

EXAMPLES = Path(str(scenarios.__file__)).parent / "examples"
COMPANY = load_scenario(EXAMPLES / "company-en.scenario.yaml").problem


def found(*texts: str) -> ChosenNode:
    return find_node(COMPANY, NodeName.of(texts))


class TestFindNode:
    def test_no_name_is_the_company(self) -> None:
        assert found().is_company
        assert found().cells.all()

    def test_a_level_by_key_and_by_label_is_the_same_node(self) -> None:
        by_key, by_label = found("team=east_key"), found("team=East Key Accounts")
        assert by_key.keys == by_label.keys == ("east_key",)
        assert by_key.labels == ("East Key Accounts",)
        assert np.array_equal(by_key.cells, by_label.cells)
        assert 0 < by_key.cells.sum() < COMPANY.cells.count

    def test_a_crossing_is_the_common_part(self) -> None:
        region = found("region=east")
        product = found("product_line=software")
        both = found("region=east", "product_line=software")
        assert np.array_equal(both.cells, region.cells & product.cells)
        assert both.axes == ("region", "product_line")

    def test_an_attribute_is_a_node_without_a_level(self) -> None:
        node = found("lifecycle=new")
        assert node.levels == (None,)
        assert node.cells.any()

    def test_a_person_is_found_by_name_alone(self) -> None:
        assert np.array_equal(find_person(COMPANY, "Gu Simin").cells, found("rep=Gu Simin").cells)

    @pytest.mark.parametrize(
        ("texts", "code"),
        [
            (("region",), "node_without_member"),
            (("=East",), "node_without_member"),
            (("regoin=East",), "unknown_axis"),
            (("region=Atlantis",), "unknown_member"),
            (("region=east", "region=north"), "axis_twice"),
        ],
    )
    def test_what_does_not_exist_is_said(self, texts: tuple[str, ...], code: str) -> None:
        with pytest.raises(InvalidInput) as caught:
            found(*texts)
        assert [finding.code for finding in caught.value.findings] == [code]

    def test_members_that_never_meet_have_no_number(self) -> None:
        with pytest.raises(InvalidInput) as caught:
            found("rep=bai_yujie", "region=east")
        assert [finding.code for finding in caught.value.findings] == ["node_without_cells"]
