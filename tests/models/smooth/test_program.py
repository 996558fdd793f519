"""The smooth program: its parts refuse nonsense, and programs made from programs have the right derivatives."""

from __future__ import annotations

from functools import partial
from math import inf, nan

import numpy as np
import pytest
from scipy.optimize import approx_fprime

from models.arrays import FloatArray
from models.program import ProgramError
from models.smooth.program import Condition, SmoothProgram, Variable, shortfalls
from models.smooth.variations import ElasticProgram, FurthestCondition, FurthestVariable, RelaxedProgram
from tests.support.smooth_programs import CONTRACTS, Budget

VARIATIONS = {
    "as it is": lambda program: program,
    "relaxed": partial(RelaxedProgram, index=0, amount=0.25),
    "elastic": ElasticProgram,
    "furthest condition": partial(FurthestCondition, index=1),
    "furthest variable": partial(FurthestVariable, index=1, sign=-1.0, ceiling=0.0),
}


def inner_point(program: SmoothProgram) -> FloatArray:
    return np.array([variable.lower + 0.37 * variable.width for variable in program.variables])


def assert_derivatives(program: SmoothProgram, values: FloatArray) -> None:
    at = program.evaluate(values)

    def numbers(x: FloatArray) -> FloatArray:
        found = program.evaluate(x)
        return np.array([found.objective, *found.slacks])

    steps = np.array([1e-6 * variable.width for variable in program.variables])
    rates = approx_fprime(values, numbers, steps).reshape(1 + len(at.slacks), len(values))
    size = 1 + np.abs(rates).max()
    assert at.gradient == pytest.approx(rates[0], abs=1e-4 * size)
    assert at.jacobian == pytest.approx(rates[1:], abs=1e-4 * size)


@pytest.mark.parametrize("name", CONTRACTS)
def test_the_models_derivatives_are_those_of_finite_differences(name: str) -> None:
    assert_derivatives(CONTRACTS[name], inner_point(CONTRACTS[name]))


@pytest.mark.parametrize("name", VARIATIONS)
def test_derivatives_of_programs_made_from_a_program(name: str) -> None:
    varied = VARIATIONS[name](Budget(budget=0.5, least=0.4, total=1.0))
    assert_derivatives(varied, inner_point(varied))
    at = varied.evaluate(inner_point(varied))
    assert len(at.slacks) == len(varied.conditions)


def test_an_elastic_start_satisfies_everything() -> None:
    program = Budget(budget=0.5, least=0.4, total=1.0)
    start = ElasticProgram(program).start(np.array([0.0, 0.9]))
    assert start == pytest.approx([0.0, 0.9, 0.4, 0.8, 0.05])
    assert (ElasticProgram(program).evaluate(start).slacks >= -1e-15).all()


def test_a_relaxed_condition_gains_its_amount_and_no_other_moves() -> None:
    program = Budget()
    x = np.array([0.2, 0.3])
    gained = RelaxedProgram(program, 1, 0.25).evaluate(x).slacks - program.evaluate(x).slacks
    assert gained == pytest.approx([0.0, 0.25, 0.0])


def test_shortfalls_are_in_scales() -> None:
    assert shortfalls(Budget(), np.array([-2.0, -2.0, 2.0])) == pytest.approx([2.0, 4.0, 0.0])


@pytest.mark.parametrize(("lower", "upper"), [(1.0, 0.0), (nan, 1.0), (0.0, nan), (-inf, 0.0), (inf, inf)])
def test_bounds_that_do_not_fit(lower: float, upper: float) -> None:
    with pytest.raises(ProgramError, match="variable rate"):
        Variable("rate", lower, upper)


@pytest.mark.parametrize("scale", [0.0, -1.0, nan, inf])
def test_scales_that_are_none(scale: float) -> None:
    with pytest.raises(ProgramError, match="condition budget"):
        Condition("budget", scale)
