"""Figures by name: those of the score card, and of every node, against sums by hand."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import pytest

from app.documents.plan import plan_document
from models.allocation.better import CARD_FIGURES, Better
from models.allocation.figures import NODE_FIGURES, FigureName, card_figures, figure_of
from models.allocation.plan import Plan
from models.errors import InvalidInput
from scenarios.allocation import AllocationResult, allocate
from scenarios.definition import Scenario, load_scenario
from solvers.base import SolverOptions
from solvers.registry import get_backend
from tests.app.cli.conftest import EXAMPLES


@cache
def solved(name: str) -> tuple[Scenario, AllocationResult]:
    scenario = load_scenario(EXAMPLES / f"{name}.scenario.yaml")
    strategy = scenario.strategies[scenario.default_strategy]
    return scenario, allocate(scenario.problem, strategy, get_backend(), SolverOptions())


def plan_of(name: str) -> Plan:
    return solved(name)[1].raise_for_outcome()


class TestNames:
    @pytest.mark.parametrize(
        ("text", "written"),
        [
            ("margin_rate", "margin_rate"),
            (" target[ region = East ] ", "target[region=East]"),
            ("share[product=pump,region=north]", "share[product=pump, region=north]"),
        ],
    )
    def test_are_read_and_written(self, text: str, written: str) -> None:
        assert FigureName.of(text).text == written

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("", "figure_malformed"),
            ("target[]", "figure_malformed"),
            ("target[a=b][c=d]", "figure_malformed"),
            ("[region=East]", "figure_malformed"),
            ("targets", "figure_unknown"),
            ("terms.fair", "figure_unknown"),
            ("moved[region=East]", "figure_unknown"),
            ("target[East]", "node_without_member"),
            ("target[region=]", "node_without_member"),
        ],
    )
    def test_that_mean_nothing_are_refused(self, text: str, code: str) -> None:
        with pytest.raises(InvalidInput) as refused:
            FigureName.of(text)
        assert [finding.code for finding in refused.value.findings] == [code]


class TestScoreCard:
    @pytest.mark.parametrize("name", ["tiny", "fairness", "volumes"])
    def test_figures_are_those_of_the_plan_document(self, name: str) -> None:
        scenario, result = solved(name)
        card = plan_document(scenario, result, "en")["scorecard"]
        flat = {
            **{key: card[key] for key in card if key != "terms"},
            **{f"terms.{k}": v for k, v in card["terms"].items()},
        }
        found = card_figures(plan_of(name))
        assert {key: value for key, value in found.items() if value is not None} == {
            key: value for key, value in flat.items() if value is not None
        }
        assert list(found) == list(CARD_FIGURES)

    def test_better_is_more_less_or_neither(self) -> None:
        assert set(CARD_FIGURES.values()) == {Better.HIGHER, None, Better.LOWER}
        assert all(CARD_FIGURES[name] is Better.LOWER for name in CARD_FIGURES if name.startswith("terms."))


class TestNodes:
    def test_targets_are_sums_of_the_published_cells(self) -> None:
        plan = plan_of("tiny")
        scenario, result = solved("tiny")
        cells = plan_document(scenario, result, "en")["cells"]
        for region in ("north", "south"):
            expected = sum(cell["target"] for cell in cells if cell["members"]["region"] == region)
            assert figure_of(plan, FigureName.of(f"target[region={region}]")) == expected

    @pytest.mark.slow
    @pytest.mark.parametrize("figure", ["target", "hedge", "plan", "growth_rate", "share", "difficulty", "baseline"])
    def test_of_over_assigned_teams_are_those_of_the_roll_up(self, figure: str) -> None:
        scenario, result = solved("company-en")
        rollups = plan_document(scenario, result, "en")["rollups"]
        teams = next(part for part in rollups if part["levels"] == ["team"])
        for node in teams["nodes"]:
            found = figure_of(plan_of("company-en"), FigureName.of(f"{figure}[team={node['key'][0]}]"))
            assert found == node[figure]

    def test_labels_and_attributes_name_nodes_too(self) -> None:
        plan = plan_of("tiny")
        assert figure_of(plan, FigureName.of("target[region=North]")) == figure_of(
            plan, FigureName.of("target[region=north]")
        )
        assert figure_of(plan, FigureName.of("cells[lifecycle=new]")) == 2

    def test_of_the_company_without_brackets(self) -> None:
        plan = plan_of("tiny")
        assert figure_of(plan, FigureName.of("target")) == Decimal(4800)
        assert figure_of(plan, FigureName.of("baseline")) == Decimal(4400)
        assert figure_of(plan, FigureName.of("share")) == 1.0

    def test_what_no_cell_states_is_not_known(self) -> None:
        plan = plan_of("tiny")
        assert figure_of(plan, FigureName.of("baseline[lifecycle=new]")) is None
        assert figure_of(plan, FigureName.of("previous")) is None

    @pytest.mark.parametrize("figure", NODE_FIGURES)
    def test_every_one_has_a_value_or_none(self, figure: str) -> None:
        found = figure_of(plan_of("company-en"), FigureName.of(f"{figure}[region=east]"))
        assert found is not None
