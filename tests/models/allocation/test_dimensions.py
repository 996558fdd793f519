"""Trees of members: lineage, ancestors and inherited facts."""

from __future__ import annotations

from models.allocation.dimensions import Member
from tests.support.problems import tree

SELLER = tree(
    "seller",
    ["region", "team", "rep"],
    Member("south", "South", "region", attributes={"climate": "warm", "tax": 1}),
    Member("beta", "Beta", "team", "south", attributes={"climate": "mild"}),
    Member("bob", "Bob", "rep", "beta"),
    Member("cia", "Cia", "rep", "south"),
)


def test_leaves_are_the_last_level_sorted_by_key() -> None:
    assert [leaf.key for leaf in SELLER.leaves] == ["bob", "cia"]
    assert dict(SELLER.leaf_index) == {"bob": 0, "cia": 1}


def test_lineage_runs_upward() -> None:
    assert [member.key for member in SELLER.lineage("bob")] == ["bob", "beta", "south"]


def test_an_ancestor_on_a_skipped_level_does_not_exist() -> None:
    assert SELLER.ancestor("bob", "team") is SELLER.by_key["beta"]
    assert SELLER.ancestor("cia", "team") is None
    assert SELLER.ancestor("cia", "rep") is SELLER.by_key["cia"]


def test_the_nearest_statement_is_inherited() -> None:
    assert (SELLER.attribute("bob", "climate"), SELLER.attribute("cia", "climate")) == ("mild", "warm")
    assert SELLER.attribute("bob", "tax") == 1
    assert SELLER.attribute("bob", "height") is None


def test_attribute_names_are_of_every_level() -> None:
    assert SELLER.attribute_names == {"climate", "tax"}
