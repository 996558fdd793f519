"""Strategies: defaults, weights that make sense, references that can be drawn."""

from __future__ import annotations

from typing import Any

import pytest

from models.allocation.strategy import ReferenceSource
from tests.support.documents import findings_of, only, read, sound, with_cells


def with_strategy(**strategy: Any) -> dict[str, Any]:
    return {**sound(), "strategies": {"bold": strategy}}


def test_without_strategies_there_is_a_balanced_one() -> None:
    scenario = read(sound())
    strategy = scenario.strategies[scenario.default_strategy]
    assert strategy.name == "balanced"
    assert strategy.reference == {ReferenceSource.HISTORY: 0.625, ReferenceSource.POTENTIAL: 0.37499999999999994}
    assert scenario.strategy_label("balanced") == "Balanced"
    assert list(scenario.strategies) == ["balanced", "growth", "profit", "fairness", "continuity"]


@pytest.mark.parametrize(
    ("row", "sources"),
    [
        ({"baseline": 1}, {ReferenceSource.HISTORY: 1.0}),
        ({"forecast": 1}, {ReferenceSource.FORECAST: 1.0}),
        ({"commitment": 1}, {ReferenceSource.EQUAL: 1.0}),
    ],
)
def test_the_default_reference_uses_what_is_there(row: dict[str, Any], sources: dict[ReferenceSource, float]) -> None:
    assert read(with_cells(row)).strategies["balanced"].reference == sources


def test_the_first_strategy_is_the_default() -> None:
    document = {**sound(), "strategies": {"growth": {"label": "增长"}, "balanced": {}}}
    scenario = read(document)
    assert (scenario.default_strategy, scenario.strategy_label("growth")) == ("growth", "增长")
    assert read({**document, "strategy": "balanced"}).default_strategy == "balanced"


def test_an_unknown_strategy() -> None:
    found = only(findings_of({**sound(), "strategies": {"growth": {}}, "strategy": "grow"}))
    assert (found.code, found.facts["near"]) == ("unknown_strategy", ["growth"])


@pytest.mark.parametrize(
    ("strategy", "code", "pointer"),
    [
        ({"reference": {"history": 0.6, "potential": 0.3}}, "blend_not_one", "/reference"),
        ({"reference": {"history": 1.5, "potential": -0.5}}, "number_above_maximum", "/reference/history"),
        ({"reference": {"histroy": 1}}, "field_unknown", "/reference/histroy"),
        ({"reference": {}}, "blend_not_one", "/reference"),
        ({"weights": {"fit": -1}}, "number_below_minimum", "/weights/fit"),
        ({"weights": {"fit": 0, "strategic": 0, "profit": 0, "stability": 0}}, "weights_all_zero", "/weights"),
        ({"weights": {"fit": 0.1, "strategic": 2}}, "fit_weight_too_small", "/weights"),
        ({"weights": {"fit": 0}}, "fit_weight_too_small", "/weights"),
        ({"strategic_intensity": 11}, "number_above_maximum", "/strategic_intensity"),
        ({"reference": {"forecast": 1}}, "cell_without_source", "/reference"),
        ({"reference": {"potential": 1}}, "cell_without_source", "/reference"),
    ],
)
def test_faults(strategy: dict[str, Any], code: str, pointer: str) -> None:
    found = findings_of(with_strategy(**strategy))[0]
    assert (found.code, found.location.pointer) == (code, f"/strategies/bold{pointer}")


def test_a_reference_of_sources_that_no_cell_has() -> None:
    document = {**with_cells({"commitment": 1}), "strategies": {"bold": {"reference": {"forecast": 1}}}}
    assert only(findings_of(document)).facts == {"sources": ["forecast"]}


def test_the_fit_weight_is_explained() -> None:
    found = only(findings_of(with_strategy(weights={"fit": 0.1, "strategic": 2, "profit": 0, "stability": 0})))
    assert found.facts == {"fit": 0.1, "least": 0.2}


def test_shares_may_miss_one_by_rounding() -> None:
    reference = {"history": 0.1, "potential": 0.2, "equal": 0.7}
    assert len(read(with_strategy(reference=reference)).strategies["bold"].reference) == 3
