"""Which cells a limit speaks of, and how it repeats."""

from __future__ import annotations

import numpy as np
import pytest

from models.allocation.dimensions import Member
from models.allocation.selection import Selection, WhereValue
from models.allocation.statement_error import StatementError
from tests.support.problems import flat, tree

PRODUCT = flat(
    "product", ["bike", "cap", "helmet"], bike={"lifecycle": "mature"}, cap={"lifecycle": "new", "vip": True}
)
SELLER = tree(
    "seller",
    ["region", "team", "rep"],
    Member("north", "North", "region", attributes={"climate": "cold"}),
    Member("south", "South", "region", attributes={"climate": "warm"}),
    Member("alpha", "Alpha", "team", "north"),
    Member("beta", "Beta", "team", "south", attributes={"climate": "mild", "lifecycle": "old"}),
    Member("ann", "Ann", "rep", "alpha"),
    Member("bob", "Bob", "rep", "beta"),
    Member("cia", "Cia", "rep", "south", attributes={"grade": 2}),  # no team: reports to the region
)
# Cells:           0     1      2      3     4       5
MEMBERS = np.array([[0, 1, 2, 0, 1, 2], [0, 0, 1, 1, 2, 2]])
#                  bike  cap   helmet bike  cap   helmet × ann ann bob bob cia cia
SELECTION = Selection((PRODUCT, SELLER), MEMBERS)
EVERYTHING = np.ones(6, dtype=np.bool_)


def cells(**where: WhereValue) -> list[int]:
    return np.flatnonzero(SELECTION.where(where)).tolist()


def groups(*by: str) -> dict[tuple[str, ...], list[int]]:
    found = SELECTION.groups(by, EVERYTHING)
    return {key: np.flatnonzero(found.code == place).tolist() for place, key in enumerate(found.keys)}


def refusal(**where: WhereValue) -> StatementError:
    with pytest.raises(StatementError) as refused:
        SELECTION.where(where)
    return refused.value


class TestWhere:
    def test_no_selector_means_all_cells(self) -> None:
        assert cells() == [0, 1, 2, 3, 4, 5]

    def test_a_leaf(self) -> None:
        assert cells(product="bike") == [0, 3]

    def test_several_members_are_either_or(self) -> None:
        assert cells(product=["bike", "cap"]) == [0, 1, 3, 4]

    def test_several_names_are_both_and(self) -> None:
        assert cells(product="bike", seller="ann") == [0]

    def test_a_dimension_takes_members_of_any_level(self) -> None:
        assert cells(seller="south") == [2, 3, 4, 5]
        assert cells(seller=["alpha", "cia"]) == [0, 1, 4, 5]

    def test_a_level(self) -> None:
        assert cells(team="beta") == [2, 3]

    def test_an_attribute(self) -> None:
        assert cells(grade=2) == [4, 5]
        assert cells(vip=True) == [1, 4]

    def test_an_attribute_is_inherited_unless_the_member_states_its_own(self) -> None:
        assert cells(climate="cold") == [0, 1]
        assert cells(climate="mild") == [2, 3]
        assert cells(climate="warm") == [4, 5]

    def test_a_dotted_name_decides_between_dimensions(self) -> None:
        assert cells(**{"product.lifecycle": "new"}) == [1, 4]
        assert cells(**{"seller.lifecycle": "old"}) == [2, 3]

    def test_a_leaf_that_skips_a_level_is_not_on_it(self) -> None:
        assert cells(team=["alpha", "beta"]) == [0, 1, 2, 3]

    def test_unknown_axis_suggests_the_nearest(self) -> None:
        error = refusal(prodcut="bike")
        assert (error.code, error.path) == ("unknown_axis", "/where/prodcut")
        assert error.facts["near"] == ["product"]

    def test_unknown_member_suggests_the_nearest(self) -> None:
        error = refusal(product=["bike", "helmit"])
        assert (error.code, error.path) == ("unknown_member", "/where/product")
        assert (error.facts["name"], error.facts["near"]) == ("helmit", ["helmet"])

    def test_unknown_attribute_value_suggests_the_nearest(self) -> None:
        error = refusal(climate="warmm")
        assert (error.code, error.facts["near"]) == ("unknown_member", ["warm"])

    def test_a_member_of_another_level_is_unknown_on_this_one(self) -> None:
        assert refusal(team="south").code == "unknown_member"

    def test_a_name_with_two_meanings_is_ambiguous(self) -> None:
        error = refusal(lifecycle="new")
        assert (error.code, error.path) == ("ambiguous_axis", "/where/lifecycle")
        assert error.facts["options"] == ["product.lifecycle", "seller.lifecycle"]

    def test_selecting_no_cell_is_an_error(self) -> None:
        error = refusal(product="helmet", seller="ann")
        assert (error.code, error.path) == ("empty_selection", "/where")


def test_a_dimension_comes_before_an_attribute_of_the_same_name() -> None:
    other = flat("shop", ["x", "y"], x={"product": "cap"})
    selection = Selection((PRODUCT, other), np.array([[0, 1, 2], [0, 1, 1]]))
    assert selection.axis("product", "").dimension == 0
    assert selection.where({"shop.product": "cap"}).tolist() == [True, False, False]


class TestBy:
    def test_without_by_there_is_one_group(self) -> None:
        assert groups() == {(): [0, 1, 2, 3, 4, 5]}

    def test_by_dimension_means_its_leaves(self) -> None:
        assert groups("product") == {("bike",): [0, 3], ("cap",): [1, 4], ("helmet",): [2, 5]}
        assert groups("seller") == groups("rep")

    def test_by_level(self) -> None:
        assert groups("region") == {("north",): [0, 1], ("south",): [2, 3, 4, 5]}

    def test_by_crossing_has_only_what_exists(self) -> None:
        assert groups("region", "product") == {
            ("north", "bike"): [0],
            ("north", "cap"): [1],
            ("south", "bike"): [3],
            ("south", "cap"): [4],
            ("south", "helmet"): [2, 5],
        }

    def test_by_attribute(self) -> None:
        assert groups("climate") == {("cold",): [0, 1], ("mild",): [2, 3], ("warm",): [4, 5]}

    def test_cells_that_skip_a_level_are_in_no_group(self) -> None:
        assert groups("team") == {("alpha",): [0, 1], ("beta",): [2, 3]}

    def test_only_masked_cells_are_grouped(self) -> None:
        found = SELECTION.groups(("region",), SELECTION.where({"product": "helmet"}))
        assert found.keys == (("south",),)
        assert found.code.tolist() == [-1, -1, 0, -1, -1, 0]

    def test_an_empty_mask_has_no_groups(self) -> None:
        assert SELECTION.groups((), ~EVERYTHING).count == 0

    def test_an_unknown_axis_is_named_with_its_place(self) -> None:
        with pytest.raises(StatementError) as refused:
            groups("region", "produkt")
        assert (refused.value.code, refused.value.path) == ("unknown_axis", "/by/1")
        assert refused.value.facts["near"] == ["product"]

    def test_an_ambiguous_axis_is_named_with_its_place(self) -> None:
        with pytest.raises(StatementError) as refused:
            groups("lifecycle")
        assert (refused.value.code, refused.value.path) == ("ambiguous_axis", "/by/0")


def test_every_usable_name_is_listed_once() -> None:
    names = SELECTION.names
    assert names == ["product", "lifecycle", "vip", "seller", "region", "team", "rep", "climate", "grade"]
