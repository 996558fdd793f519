"""The conformance suite on the actual solvers, check by check."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.errors import SolverUnavailable, UnknownResource
from models.program import LinearProgram
from models.solution import Solution
from solvers import registry
from solvers.base import Capabilities, SolverBackend, SolverOptions
from solvers.cbc import CbcBackend, bundled_binary
from solvers.cbc_process import Transfer
from solvers.conformance_checks import CHECKS, Check
from solvers.highs import HighsBackend
from solvers.micro_programs import awkward_program


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
def test_check(check: Check, backend: SolverBackend) -> None:
    check(backend)


@pytest.mark.parametrize("check", ["dual_signs", "single_variable_row", "ranges", "free_variables", "awkward"])
def test_cbc_conforms_through_mps_too(check: str) -> None:
    CHECKS[check](CbcBackend(transfer=Transfer.MPS))


def test_without_presolve_highs_conforms_too() -> None:
    for check in ("dual_signs", "single_variable_row", "ranges", "awkward"):
        CHECKS[check](HighsBackend(presolve=False))


class Liar:
    """A backend that calls every program infeasible."""

    name = "liar"
    capabilities = Capabilities(integers=True, duals=True, warm_start=False, memory_limit=False)

    def version(self) -> str:
        return "0"

    def availability(self) -> str | None:
        return None

    def solve(self, program: LinearProgram, options: SolverOptions) -> Solution:  # noqa: ARG002
        raise RuntimeError("no idea")


def test_a_backend_that_fails_is_not_offered() -> None:
    with pytest.raises(SolverUnavailable, match=r"conformance suite .*lp_stopped_by_time: raised RuntimeError"):
        registry.ensure_usable(Liar())


def test_the_registry_knows_its_names() -> None:
    assert registry.backend_names() == ("cbc", "highs")
    assert registry.get_backend().name == registry.default == "cbc"
    assert registry.get_backend("highs").name == "highs"
    with pytest.raises(UnknownResource, match="no solver named 'gurobi'; known: cbc, highs"):
        registry.get_backend("gurobi")


class TestBadBinaries:
    def test_missing(self, tmp_path: Path) -> None:
        gone = CbcBackend(tmp_path / "cbc")
        assert "no CBC binary at" in (gone.availability() or "")
        with pytest.raises(SolverUnavailable, match="no CBC binary at"):
            registry.ensure_usable(gone)

    def test_not_executable(self, tmp_path: Path) -> None:
        path = tmp_path / "cbc"
        path.write_text("not a program")
        path.chmod(0o600)
        assert "is not executable" in (CbcBackend(path).availability() or "")

    def test_not_cbc(self, tmp_path: Path) -> None:
        path = tmp_path / "cbc"
        path.write_text("#!/bin/sh\necho hello\n")
        path.chmod(0o700)
        assert "does not introduce itself as CBC" in (CbcBackend(path).availability() or "")

    def test_not_a_program(self, tmp_path: Path) -> None:
        path = tmp_path / "cbc"
        path.write_text("")
        path.chmod(0o700)
        assert CbcBackend(path).availability() is not None

    def test_does_not_read_the_binary_format(self, tmp_path: Path) -> None:
        """A build without -restoreModel falls back to MPS by itself."""
        path = tmp_path / "cbc"
        path.write_text(
            '#!/bin/sh\nfor word in "$@"; do [ "$word" = -restoreModel ] && exit 3; done\n'
            f'exec "{bundled_binary()}" "$@"\n'
        )
        path.chmod(0o700)
        backend = CbcBackend(path)
        assert backend.availability() is None
        CHECKS["dual_signs"](backend)
        answer = backend.solve(awkward_program()[0], SolverOptions())
        assert answer.report.options["transfer"] == "mps"
