"""The installed command as a process: start-up time, pipes, full devices, interrupts."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import psutil
import pytest

from app.interruption import interrupted_words
from tests.app.cli.conftest import ENGLISH, EXAMPLES, Allot

ALLOT = Path(sys.executable).with_name("allot")
TINY = EXAMPLES / "tiny.scenario.yaml"
HEAVY = ("numpy", "numba", "scipy", "pulp", "highspy", "fastapi", "pydantic", "rich")


def start(*arguments: str | Path, group: bool = False, **environment: str) -> subprocess.Popen[str]:
    """The command with pipes, as a shell would start it in the foreground. `group`: in a process group of its own."""
    return subprocess.Popen(
        [str(ALLOT), *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **ENGLISH, **environment},
        start_new_session=group,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )


class TestStartUp:
    def test_help_imports_nothing_heavy(self) -> None:
        code = f"import sys, app.cli.main; print([name for name in {HEAVY!r} if name in sys.modules])"
        ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert ended.stdout.strip() == "[]"

    def test_help(self) -> None:
        out, err = start("--help").communicate()
        assert err == ""
        assert all(name in out for name in ("solve", "validate", "schema", "generate", "serve", "Exit codes"))


class TestStreams:
    def test_json_only(self) -> None:
        out, err = start("solve", TINY, "--json").communicate()
        assert json.loads(out)["outcome"] == "optimal"
        assert err == ""

    def test_a_reader_that_leaves_early_is_no_failure_of_ours(self) -> None:
        process = start("solve", TINY)
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == ""
        process.stderr.close()
        assert process.wait() == 141

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
    @pytest.mark.parametrize("arguments", [("solve", str(TINY)), ("schema", "plan")])
    def test_full_device(self, arguments: tuple[str, ...]) -> None:
        with Path("/dev/full").open("w") as full:
            command = [str(ALLOT), *arguments]
            ended = subprocess.run(
                command, stdout=full, stderr=subprocess.PIPE, text=True, env={**os.environ, **ENGLISH}, check=False
            )
        assert ended.returncode == 7
        assert "No space left on device" in ended.stderr
        assert "Traceback" not in ended.stderr


@pytest.mark.processes
class TestInterrupt:
    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_ctrl_c_during_the_imports(self, language: Literal["en", "zh"]) -> None:
        process = start("solve", TINY, "--lang", language)
        _wait_for(process, lambda watched: "multiarray" in _mapped(watched), "imported numpy")
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
        assert (process.returncode, out, err.strip()) == (130, "", interrupted_words(language))

    @pytest.mark.parametrize("solver", ["cbc", "highs"])
    def test_ctrl_c_ends_the_solver_too(self, allot: Allot, tmp_path: Path, solver: str) -> None:
        path, temporary = tmp_path / "large.scenario.yaml", tmp_path / "temporary"
        temporary.mkdir()
        allot("generate", "--cells", "60000", "--tight", "0.8", "--out", path)
        process = start("solve", path, "--solver", solver, "--json", TMPDIR=str(temporary))
        family = _wait_for_solving(process, solver)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
        assert (process.returncode, out) == (130, "")
        assert err.strip() == "Interrupted; nothing was written."
        _, alive = psutil.wait_procs(family, timeout=5)
        assert alive == []
        assert list(temporary.iterdir()) == []

    def test_ctrl_c_while_a_sweep_s_processes_begin(self, tmp_path: Path) -> None:
        """It goes to the whole group, as from a keyboard; no process may answer but the command."""
        out = tmp_path / "table.csv"
        varied = ("--vary", "/company_target/amount=4750:4850:2000", "--jobs", "2")
        process = start("sweep", TINY, *varied, "--out", out, "--lang", "en", group=True)
        _wait_for(process, lambda watched: any(map(_is_fork_server, watched.children())), "begun processes")
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=60)
        assert process.returncode == 130 and "Traceback" not in err
        assert "Interrupted after" in err and out.exists()


def _is_fork_server(process: psutil.Process) -> bool:
    try:
        return any("forkserver" in word for word in process.cmdline())
    except psutil.NoSuchProcess:
        return False


def _wait_for_solving(process: subprocess.Popen[str], solver: str) -> list[psutil.Process]:
    """Processes below the command once it solves the large program: CBC with a model of its own, or HiGHS's thread,
    the only one beside the first, as BLAS has none of its own."""
    family: list[psutil.Process] = []

    def solving(watched: psutil.Process) -> bool:
        family[:] = watched.children(recursive=True)
        return any(map(_is_old_cbc, family)) if solver == "cbc" else watched.num_threads() > 1

    _wait_for(process, solving, "solved")
    return family


def _wait_for(process: subprocess.Popen[str], reached: Callable[[psutil.Process], bool], what: str) -> None:
    """Wait until the running command has reached a state."""
    watched = psutil.Process(process.pid)
    deadline = time.monotonic() + 60.0
    while time.monotonic() < deadline and process.poll() is None:
        if reached(watched):
            return
        time.sleep(0.01)
    process.kill()
    raise AssertionError(f"the command was not seen to have {what}")


def _mapped(process: psutil.Process) -> str:
    """Names of the libraries that a process has loaded."""
    return " ".join(mapped.path for mapped in process.memory_maps())


def _is_old_cbc(process: psutil.Process) -> bool:
    """A CBC that runs longer than the micro programs of the conformance suite do."""
    try:
        return process.name() == "cbc" and process.cpu_times().user > 0.1
    except psutil.NoSuchProcess:
        return False
