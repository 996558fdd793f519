"""Difficulty by hand: who is compared with whom, against what."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.allocation.difficulty import compared, difficulty
from models.allocation.difficulty_basis import DifficultyBasis, DifficultyMeasure
from models.allocation.nodes import NodeIndex, people, people_level
from models.allocation.objective import term_losses
from models.allocation.statement_error import StatementError
from models.allocation.strategy import Term
from tests.support.problems import PLAIN, amounts, flat, two_by_two
from tests.support.solving import formulation_of

FORECAST = amounts([100, 100, 100, None])
"""a east, a west, b east; b west has none."""

TARGETS = np.array([0.11, 0.09, 0.13, 0.5])
"""Thousands: 110, 90, 130 and 500 yuan."""


def by(*axes: str, peers: tuple[str, ...] = (), against: DifficultyMeasure | None = None) -> DifficultyBasis:
    return DifficultyBasis(axes, peers, against)


def test_target_over_forecast_of_the_cells_that_state_one() -> None:
    found = difficulty(two_by_two(forecast=FORECAST), by("region"))
    assert found is not None
    assert found.keys == (("east",), ("west",))
    assert found.of(TARGETS) == pytest.approx([240 / 200, 90 / 100])
    # Together 330 over 300: 1.1.
    assert found.deviation(TARGETS) == pytest.approx([0.1, -0.2])


def test_peers_are_compared_among_themselves() -> None:
    found = difficulty(two_by_two(forecast=FORECAST), by("region", peers=("product",)))
    assert found is not None
    assert found.keys == (("a", "east"), ("a", "west"), ("b", "east"))
    assert found.deviation(TARGETS) == pytest.approx([0.1, -0.1, 0.0])
    assert compared(found).tolist() == [True, True, False]


def test_the_loss_is_the_mean_and_the_worst() -> None:
    form = formulation_of(replace(two_by_two(forecast=FORECAST), difficulty_basis=by("region")), PLAIN)
    assert term_losses(form.terms, TARGETS)[Term.FAIRNESS] == pytest.approx(0.15 + 0.2)


def test_against_last_year() -> None:
    found = difficulty(two_by_two(forecast=FORECAST), by("region", against=DifficultyMeasure.BASELINE))
    assert found is not None
    assert found.measure == pytest.approx([0.4, 0.6])


def test_without_data_there_is_none() -> None:
    problem = two_by_two(potential=amounts([None] * 4))
    assert difficulty(problem, by("region")) is None
    form = formulation_of(problem, PLAIN)
    assert {Term.FAIRNESS, Term.ATTAINABILITY, Term.LOAD, Term.PROFIT, Term.STABILITY} == set(form.terms.absent())
    assert set(term_losses(form.terms, TARGETS)) == {Term.FIT, Term.STRATEGIC}


@pytest.mark.parametrize(("basis", "path"), [(by("regio"), "/by/0"), (by(peers=("regio",)), "/peers/0")])
def test_unknown_axes_are_named_where_they_stand(basis: DifficultyBasis, path: str) -> None:
    with pytest.raises(StatementError) as refused:
        difficulty(two_by_two(forecast=FORECAST), basis)
    assert (refused.value.code, refused.value.path) == ("unknown_axis", path)


def test_people_are_those_with_a_hire_date_and_not_the_many_articles() -> None:
    dimensions = (flat("product", ["a", "b"]), flat("region", ["east", "west"], east={"hire_date": "2020-01-01"}))
    problem = two_by_two(dimensions=dimensions)
    assert people_level(problem) == ("region", "region")
    assert people(problem, NodeIndex(problem)).levels == ("region",)
    assert people_level(two_by_two()) == ("product", "product")
