"""The path of every peer: our reader and formulation, then its own model, solver and answer."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import numpy as np

from models.allocation.linearisation import FIRST_SPREAD, Linearisation, linearise
from models.allocation.separable import SeparableProgram
from models.arrays import FloatArray
from scenarios.definition.loading import load_scenario
from scenarios.stopwatch import Stopwatch
from tests.benchmarks.formulated import formulated
from tests.benchmarks.instances import scenario_of
from tests.benchmarks.measurement import Run
from tests.benchmarks.verdict import Verdict, judge

Lean = Callable[[Linearisation, Stopwatch], FloatArray]
"""Builds and solves the lean linear program: values of its columns."""
Exact = Callable[[SeparableProgram, Stopwatch], FloatArray]
"""Builds and solves the quadratic program itself: x per cell."""


class NotStatedError(Exception):
    """The peers' quadratic models leave a term out that this scenario has."""


def lean_by(module: str, function: str = "solve") -> Callable[[Path], Run]:
    """The path of a peer that solves the lean linear program: the segments of our first one, 15 % around the reference.

    Making the segments counts as formulating, as it does for Allot.
    """

    def run(folder: Path) -> Run:
        solve: Lean = _function(module, function)
        watch = Stopwatch()
        with watch.phase("parse"):
            scenario = load_scenario(scenario_of(folder))
        with watch.phase("formulate"):
            formulation = formulated(scenario)
            program = formulation.program
            lean = linearise(program, program.reference, FIRST_SPREAD)
        values = solve(lean, watch)
        with watch.phase("read"):
            targets = lean.targets(values)[: program.n_cells]
        seconds = watch.elapsed
        return _run(seconds, watch, judge(scenario, formulation, targets, folder))

    return run


def exact_by(module: str, function: str = "solve") -> Callable[[Path], Run]:
    """The path of a peer that solves the quadratic program itself. Raises NotStatedError."""

    def run(folder: Path) -> Run:
        solve: Exact = _function(module, function)
        watch = Stopwatch()
        with watch.phase("parse"):
            scenario = load_scenario(scenario_of(folder))
        with watch.phase("formulate"):
            formulation = formulated(scenario)
        _require_plain(formulation.program)
        targets = solve(formulation.program, watch)
        seconds = watch.elapsed
        return _run(seconds, watch, judge(scenario, formulation, targets, folder))

    return run


def _function(module: str, function: str) -> Callable[..., FloatArray]:
    """Imported only here: our own environment has none of these libraries."""
    found: Callable[..., FloatArray] = getattr(import_module(f"tests.benchmarks.peers.{module}"), function)
    return found


def _require_plain(program: SeparableProgram) -> None:
    if program.n_auxiliary or program.shortfall is not None or not np.isinf(program.penalty).all():
        raise NotStatedError("soft limits, fairness and attainability have no quadratic model here")


def _run(seconds: float, watch: Stopwatch, verdict: Verdict) -> Run:
    return Run(seconds, dict(watch.phases), verdict.words, verdict.facts())
