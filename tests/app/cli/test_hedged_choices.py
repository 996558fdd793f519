"""Alternatives, frontiers, break-evens and comparisons under over-assignment: the plan's own numbers."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.app.cli.conftest import CHINESE, EXAMPLES, Allot, Ended, allot_with

STRATEGIES = ("--strategy", "balanced", "--strategy", "growth")


@pytest.fixture(scope="module")
def hedged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The smallest example without what people can carry; they get half as much again."""
    text = (EXAMPLES / "tiny.scenario.yaml").read_text("utf-8")
    head, _, rest = text.partition("  - kind: capacity")
    _, _, tail = rest.partition("rounding:")
    for field in ("min_growth_rate", "min_share"):
        head = head.replace(f"    {field}", f"    basis: plan\n    {field}")
    path = tmp_path_factory.mktemp("hedged") / "hedged.scenario.yaml"
    hedge = "over_assignment: {dimension: rep, levels: {rep: 0.5}}\n"
    path.write_text(f"{head}rounding:{tail}{hedge}", "utf-8")
    return path


def said(*arguments: str | Path) -> Any:
    """A document that a command prints."""
    ended = allot_with(*arguments, "--json")
    assert ended.code == 0, ended.err
    return json.loads(ended.out, parse_float=Decimal)


@pytest.fixture(scope="module")
def published(hedged: Path) -> dict[str, Decimal]:
    """What the plan publishes, by person and region."""
    found = said("solve", hedged)["rollups"]
    nodes = [node for rollup in found for node in rollup["nodes"] if len(node["key"]) == 1]
    return {node["key"][0]: node["target"] for node in nodes}


@pytest.mark.parametrize("by", ["rep", "region"])
class TestTheOwnPlan:
    def test_among_alternatives(self, hedged: Path, published: dict[str, Decimal], by: str) -> None:
        nodes = said("alternatives", hedged, "--by", by)["nodes"]
        assert {node["key"][0]: node["own"] for node in nodes}.items() <= published.items()

    def test_in_a_comparison(self, hedged: Path, published: dict[str, Decimal], by: str) -> None:
        (cut,) = said("compare", hedged, *STRATEGIES, "--by", by)["cuts"]
        assert {node["key"][0]: node["targets"][0] for node in cut["nodes"]}.items() <= published.items()
        assert cut["over_assignment"] == (Decimal("0.5") if by == "rep" else 0)

    def test_adds_up_on_a_frontier(self, hedged: Path, by: str) -> None:
        found = said("frontier", hedged, "--between", "fit,strategic", "--points", "3", "--by", by)
        for point in found["points"]:
            assert sum(point["targets"]) == 4800 * (Decimal("1.5") if by == "rep" else 1)


class TestAimsAreOfThePlan:
    @pytest.mark.parametrize(("node", "axis"), [("region=North", "region"), ("rep=Ann", "rep")])
    def test_the_target_of_a_node(self, hedged: Path, node: str, axis: str) -> None:
        aims = ("--between", f"fit,target[{node}]", "--points", "3", "--by", axis)
        found = said("frontier", hedged, *aims)
        place = next(place for place, one in enumerate(found["nodes"]) if one["label"] == [node.partition("=")[2]])
        for point in found["points"]:
            assert abs(point["values"][1] - point["targets"][place]) <= 10
            assert abs(point["losses"][1] * -4800 - point["values"][1]) < 1

    def test_growth(self, hedged: Path) -> None:
        found = said(
            "frontier", hedged, "--between", "fit,growth_rate[region=North]", "--points", "3", "--by", "region"
        )
        for point in found["points"]:
            assert float(point["values"][1]) == pytest.approx(float(point["targets"][0]) / 1900 - 1, abs=0.006)

    def test_targets_by_priority(self, hedged: Path) -> None:
        found = said("frontier", hedged, "--between", "fit,strategic_volume", "--points", "3", "--by", "product")
        valves = next(place for place, one in enumerate(found["nodes"]) if one["key"] == ["valve"])
        for point in found["points"]:
            assert float(point["values"][1]) == pytest.approx(0.3 * float(point["targets"][valves]), abs=3)


def test_break_evens_compare_published_targets(hedged: Path, published: dict[str, Decimal]) -> None:
    found = said("break-even", hedged, "--node", "rep=Ann", "--against", "region=south", "--from", "0.5", "--to", "1")
    ann, south = found["start"]["targets"]
    assert abs(ann - published["ann"]) <= 10 and abs(south - published["south"]) <= 10


def test_prices_are_shares_of_the_company_target(hedged: Path) -> None:
    prices = said("compare", hedged, *STRATEGIES, "--prices")["prices"]
    costly = [line["price"] for line in prices["terms"] if line["price"]["loss"]]
    assert costly
    for price in costly:
        assert float(price["amount"]) == pytest.approx(4800 * float(price["loss"]))


def test_what_changes_hands_is_plan_money(hedged: Path) -> None:
    found = said("compare", hedged, *STRATEGIES, "--by", "product")
    risen = sum(max(node["differences"][1], 0) for node in found["cuts"][0]["nodes"])
    assert 0 < risen <= found["strategies"][1]["moved"]["moved"] <= 1.5 * float(risen)


class TestWhoCarriesIt:
    NOTE = "Targets by person carry the over-assignment: together they are 50.0 % above the company target."
    MOVES = "What changes hands counts the plan, without over-assignment."

    def test_on_the_screen(self, hedged: Path, allot: Allot) -> None:
        lines = allot("compare", hedged, *STRATEGIES, "--by", "rep").lines
        assert lines.count(self.NOTE) == 2 and self.MOVES in lines
        assert self.NOTE not in allot("compare", hedged, *STRATEGIES, "--by", "region").lines
        chinese = allot_with("compare", hedged, *STRATEGIES, "--by", "rep", "--lang", "zh", environment=CHINESE)
        assert "各Person的目标含加码，合计比公司目标高 50.0 %。" in chinese.lines

    def test_in_files(self, hedged: Path, allot: Allot, tmp_path: Path) -> None:
        page, book = tmp_path / "c.html", tmp_path / "c.xlsx"
        assert allot("compare", hedged, *STRATEGIES, "--out", page).code == 0
        assert page.read_text("utf-8").count(self.NOTE) == 2 and self.MOVES in page.read_text("utf-8")
        assert allot("compare", hedged, *STRATEGIES, "--out", book).code == 0
        people = load_workbook(book)["By person"]
        assert str(people["A2"].value).endswith(self.NOTE)
        assert ["Total, with over-assignment", 7200] in [[row[0], row[1]] for row in people.values]
        assert ["Total", 4800] in [[row[0], row[1]] for row in load_workbook(book)["By region"].values]

    def test_nobody_without_over_assignment(self, hedged: Path, tmp_path: Path, allot: Allot) -> None:
        plain = tmp_path / "plain.scenario.yaml"
        plain.write_text(hedged.read_text("utf-8").partition("over_assignment:")[0], "utf-8")
        ended: Ended = allot("compare", plain, *STRATEGIES, "--by", "rep")
        assert ended.code == 0 and "over-assignment" not in ended.out
