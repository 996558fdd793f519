"""The benchmark of tuning still runs, and finite differences say what the analytic gradients say."""

from __future__ import annotations

import numpy as np
import pytest

from tests.benchmarks.tuning import Differenced, main, program_of


def test_every_way_runs(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--people", "5", "--tuned", "4", "--starts", "1", "--workers", "1"])
    said = capsys.readouterr().out
    assert "finite differences" in said and "differential evolution" in said


def test_differences_are_the_gradients() -> None:
    program = program_of(5, is_with_tail=False)
    values = program.model.knobs.today + 1e-3
    exact, near = program.evaluate(values), Differenced(program).evaluate(values)
    assert near.gradient == pytest.approx(exact.gradient, rel=1e-3, abs=1e-3 * float(np.abs(exact.gradient).max()))
