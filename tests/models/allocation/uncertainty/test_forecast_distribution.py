"""Distributions of cells: defaults, what members state, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from models.allocation.dimensions import Dimension, Member
from models.allocation.problem import AllocationProblem
from models.allocation.statement_error import StatementError
from models.allocation.uncertainty import Uncertainty, forecast_distribution
from tests.support.problems import amounts, flat, tree, two_by_two


def problem(dimensions: tuple[Dimension, ...] | None = None, **uncertainty: Any) -> AllocationProblem:
    """Forecasts of 10, 20, 30 and none, thousands; the second states its spread."""
    built = two_by_two(
        1000,
        dimensions=dimensions,
        forecast=amounts([10_000, 20_000, 30_000, None]),
        forecast_log_sd=np.array([np.nan, 0.5, np.nan, np.nan]),
    )
    return replace(built, uncertainty=Uncertainty(**uncertainty))


def with_members(product: dict[str, Any], region: dict[str, Any]) -> tuple[Dimension, ...]:
    return (flat("product", ["a", "b"], **product), flat("region", ["east", "west"], **region))


def test_defaults() -> None:
    found = forecast_distribution(problem())
    np.testing.assert_array_equal(found.mean, [10, 20, 30, np.nan])
    np.testing.assert_array_equal(found.log_sd, [0.25, 0.5, 0.25, 0.25])
    np.testing.assert_array_equal(found.company_loading, [0.4] * 4)
    np.testing.assert_array_equal(found.region_loading, [0.4] * 4)
    np.testing.assert_array_equal(found.region, [0, 1, 0, 1])
    np.testing.assert_array_equal(found.present, [True, True, True, False])


def test_members_state_their_own() -> None:
    dimensions = with_members({"a": {"company_loading": 0.7}}, {"west": {"region_loading": 0.1}})
    found = forecast_distribution(problem(dimensions))
    np.testing.assert_array_equal(found.company_loading, [0.7, 0.7, 0.4, 0.4])
    np.testing.assert_array_equal(found.region_loading, [0.4, 0.1, 0.4, 0.1])


def test_the_region_may_be_a_level() -> None:
    shops = tree(
        "shop",
        ["region", "shop"],
        Member("n", "n", "region"),
        Member("s1", "s1", "shop", "n"),
        Member("s2", "s2", "shop"),
    )
    found = forecast_distribution(problem((flat("product", ["a", "b"]), shops)))
    np.testing.assert_array_equal(found.region, [0, -1, 0, -1])
    np.testing.assert_array_equal(found.region_loading, [0.4, 0, 0.4, 0])  # without a region it is the cell's own


def test_the_region_may_be_named() -> None:
    found = forecast_distribution(problem(region_dimension="product"))
    np.testing.assert_array_equal(found.region, [0, 0, 1, 1])


def test_without_regions_there_is_no_regional_factor() -> None:
    found = forecast_distribution(problem((flat("product", ["a", "b"]), flat("shop", ["s1", "s2"]))))
    np.testing.assert_array_equal(found.region, [-1] * 4)
    np.testing.assert_array_equal(found.region_loading, [0.0] * 4)


@pytest.mark.parametrize(
    ("product", "region", "code"),
    [
        ({"a": {"company_loading": 1.2}}, {}, "loading_out_of_range"),
        ({"a": {"company_loading": "high"}}, {}, "attribute_not_a_number"),
        ({"a": {"company_loading": 0.2}}, {"west": {"company_loading": 0.3}}, "attribute_differs"),
        ({"a": {"company_loading": 0.95}}, {}, "loadings_over_one"),
    ],
)
def test_loadings_without_sense_are_refused(product: dict[str, Any], region: dict[str, Any], code: str) -> None:
    with pytest.raises(StatementError) as refused:
        forecast_distribution(problem(with_members(product, region)))
    assert refused.value.code == code


def test_squares_may_add_up_to_one() -> None:
    forecast_distribution(problem(company_loading=0.6, region_loading=0.8))


def test_an_unknown_region_dimension() -> None:
    with pytest.raises(StatementError) as refused:
        forecast_distribution(problem(region_dimension="regoin"))
    assert (refused.value.code, refused.value.path) == ("unknown_axis", "/uncertainty/region_dimension")
