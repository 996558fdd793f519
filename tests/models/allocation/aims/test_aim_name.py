"""How aims are written, and what is refused."""

from __future__ import annotations

import pytest

from models.allocation.aims.aim_name import AIMS, LEVEL_AIMS, NODE_AIMS, aim_names, split_aims
from models.allocation.strategy import Term
from models.errors import InvalidInput


def test_amounts_are_names_of_terms() -> None:
    assert [name.term for name in aim_names(["fairness", "margin", "moved"])] == [
        Term.FAIRNESS,
        Term.PROFIT,
        Term.STABILITY,
    ]
    assert set(Term) == set(AIMS.values())


@pytest.mark.parametrize(
    ("text", "figure", "inside", "better"),
    [
        ("target[region=East]", "target", ("region=East",), 1),
        (" min:target[region=East, product=pump] ", "target", ("region=East", "product=pump"), -1),
        ("max:difficulty[rep=Ann]", "difficulty", ("rep=Ann",), 1),
        ("difficulty", "difficulty", (), -1),
        ("margin[region=East]", "margin", ("region=East",), 1),
        ("moved_from_history", "moved_from_history", (), -1),
        ("growth_range[region]", "growth_range", ("region",), -1),
    ],
)
def test_metrics(text: str, figure: str, inside: tuple[str, ...], better: int) -> None:
    name = aim_names(["fit", text])[1]
    assert (name.term, name.figure, name.inside, name.better) == (None, figure, inside, better)


def test_commas_in_brackets_divide_nothing() -> None:
    assert split_aims("fit, target[region=East, product=a]") == ("fit", "target[region=East, product=a]")


@pytest.mark.parametrize(
    ("names", "code", "pointer"),
    [
        ([], "frontier_aims_count", "/between"),
        (["fit"], "frontier_aims_count", "/between"),
        (["fit", "load", "profit", "moved"], "frontier_aims_count", "/between"),
        (["fit", "fairnes"], "frontier_aim_unknown", "/between/1"),
        (["fit", ""], "frontier_aim_unknown", "/between/1"),
        (["fit", "target[region=East"], "frontier_aim_unknown", "/between/1"),
        (["fit[region=East]", "load"], "frontier_aim_unknown", "/between/0"),
        (["fit", "fit"], "frontier_aim_twice", "/between/1"),
        (["profit", "fit", "margin"], "frontier_aim_twice", "/between/2"),
        (["target[a=b,c=d]", "min:target[c=d, a=b]"], "frontier_aim_twice", "/between/1"),
        (["fit", "difficulty_gini"], "frontier_aim_not_convex", "/between/1"),
        (["fit", "share[region=East]"], "frontier_aim_not_convex", "/between/1"),
        (["fit", "max:load"], "frontier_aim_one_way", "/between/1"),
        (["max:moved[a=b]", "fit"], "frontier_aim_one_way", "/between/0"),
    ],
)
def test_others_are_refused(names: list[str], code: str, pointer: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        aim_names(names)
    (finding,) = caught.value.findings
    assert (finding.code, finding.location.pointer) == (code, pointer)


def test_every_aim_can_be_asked_for() -> None:
    for name in (*NODE_AIMS, *LEVEL_AIMS):
        assert aim_names(["fit", f"{name}[region]"])[1].figure == name
