"""Member rows become a tree: levels found, priorities inherited, faults named."""

from __future__ import annotations

from models.allocation.dimensions import Dimension
from models.allocation.tree import MemberRow, build_dimension
from models.findings import Finding, FindingList, Location


def build(levels: str, *rows: str) -> tuple[Dimension | None, list[Finding]]:
    """Rows as "key < parent @ level", each part but the key optional."""
    findings = FindingList()
    found = [_row(number, text) for number, text in enumerate(rows)]
    dimension = build_dimension(
        "rep", "Rep", tuple(levels.split()), found, lambda row, column: Location(f"/{row}/{column}"), findings
    )
    return dimension, list(findings)


def _row(number: int, text: str) -> MemberRow:
    rest, _, level = text.partition("@")
    key, _, parent = rest.partition("<")
    return MemberRow(number, key.strip(), parent=parent.strip() or None, level=level.strip() or None)


def levels_of(levels: str, *rows: str) -> dict[str, str]:
    dimension, findings = build(levels, *rows)
    assert dimension is not None, [str(finding) for finding in findings]
    return {member.key: member.level for member in dimension.members}


def fault(levels: str, *rows: str) -> Finding:
    dimension, findings = build(levels, *rows)
    assert dimension is None
    assert len(findings) == 1, [str(finding) for finding in findings]
    return findings[0]


def test_a_flat_dimension_needs_no_levels() -> None:
    assert levels_of("rep", "b", "a") == {"a": "rep", "b": "rep"}


def test_levels_are_found_in_a_full_tree() -> None:
    found = levels_of("region team rep", "east", "t1 < east", "r1 < t1")
    assert found == {"east": "region", "t1": "team", "r1": "rep"}


def test_a_level_may_be_skipped() -> None:
    found = levels_of("region team rep", "east @ region", "t1 < east", "r1 < t1", "r2 < east")
    assert (found["t1"], found["r2"]) == ("team", "rep")


def test_a_stated_empty_team() -> None:
    assert levels_of("team rep", "t1 @ team", "r1 @ rep")["t1"] == "team"


def test_a_level_that_could_be_two() -> None:
    found = fault("region team rep", "t1", "r1 < t1")
    assert (found.code, found.facts["options"]) == ("level_needed", ("region", "team"))


def test_a_childless_member_without_parent_in_a_tree() -> None:
    assert fault("team rep", "t1 @ team", "r1 < t1", "r2").code == "level_needed"


def test_key_twice_names_the_first() -> None:
    found = fault("rep", "a", "b", "a")
    assert (found.code, found.location.pointer) == ("key_twice", "/2/key")
    assert found.facts == {"key": "a", "first": "/0/key"}


def test_unknown_parent_with_suggestion() -> None:
    found = fault("team rep", "team-east", "r1 < team-eats", "r2 < team-east")
    assert (found.code, found.facts["near"]) == ("unknown_parent", ["team-east"])


def test_unknown_level() -> None:
    assert fault("team rep", "t1 @ tean", "r1 < t1").facts["near"] == ["team"]


def test_a_loop_is_shown_once() -> None:
    found = fault("a b c", "x < z", "y < x", "z < y", "w < x")
    assert (found.code, found.facts["loop"]) == ("tree_loop", ["x", "z", "y", "x"])


def test_a_member_above_itself() -> None:
    assert fault("team rep", "t1 < t1").code == "tree_loop"


def test_a_parent_on_a_lower_level() -> None:
    found = fault("team rep", "r1 @ rep", "t1 < r1 @ team")
    assert found.facts == {"key": "t1", "level": "team", "parent": "r1", "parent_level": "rep"}


def test_a_parent_on_the_same_level() -> None:
    assert fault("team rep", "t1 @ team", "r1 < t1 @ rep", "r2 < r1").code == "parent_not_above"


def test_more_generations_than_levels_is_said_once() -> None:
    found = fault("rep", "east", "t1 < east", "r1 < t1")
    assert found.code == "too_few_levels"


def test_no_leaf() -> None:
    assert fault("team rep", "t1 @ team").code == "no_leaves"


def test_all_faults_at_once() -> None:
    codes = {finding.code for finding in build("team rep", "a @ x", "a", "b < c")[1]}
    assert codes == {"unknown_level", "key_twice", "unknown_parent"}


def test_priority_is_inherited_from_the_nearest_that_states_one() -> None:
    rows = [
        MemberRow(0, "east", priority=0.5),
        MemberRow(1, "t1", parent="east"),
        MemberRow(2, "r1", parent="t1"),
        MemberRow(3, "r2", parent="t1", priority=0.0),
    ]
    dimension = build_dimension("rep", "Rep", ("region", "team", "rep"), rows, lambda *_: Location(), FindingList())
    assert dimension is not None
    assert {member.key: member.priority for member in dimension.members} == {
        "east": 0.5,
        "t1": 0.5,
        "r1": 0.5,
        "r2": 0.0,
    }


def test_members_are_sorted_and_labelled_by_their_key() -> None:
    dimension, _ = build("rep", "b", "a")
    assert dimension is not None
    assert [(member.key, member.label) for member in dimension.members] == [("a", "a"), ("b", "b")]


def test_a_very_deep_chain_does_not_end_the_process() -> None:
    rows = ["m0", *(f"m{number} < m{number - 1}" for number in range(1, 3000))]
    assert build("team rep", *rows)[0] is None
