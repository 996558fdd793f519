"""Ctrl-C while a command starts, and where code called back from C cannot raise."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from app.interruption import INTERRUPTED_EN, INTERRUPTED_EXIT, INTERRUPTED_ZH

RAISE = "signal.raise_signal(signal.SIGINT)"
DURING_A_CALLBACK = f"class Dying:\n def __del__(self): {RAISE}\nDying()\nprint('went on')"


def _ended(code: str) -> subprocess.CompletedProcess[str]:
    """The code after the beginning of a command, with the keyboard's handler."""
    before = "import signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\nfrom app.interruption import *"
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, "-c", f"{before}\n{code}"], env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ("end_at_once('en')", INTERRUPTED_EN),
        ("end_at_once('en')\nspeak_when_interrupted('zh')", INTERRUPTED_ZH),
    ],
)
@pytest.mark.parametrize("interrupt", [RAISE, DURING_A_CALLBACK])
def test_a_starting_command_ends_at_once_in_words(steps: str, said: str, interrupt: str) -> None:
    ended = _ended(f"{steps}\ntry:\n import os\nfinally:\n pass\n{interrupt}")
    assert (ended.returncode, ended.stdout, ended.stderr) == (INTERRUPTED_EXIT, "", f"{said}\n")


@pytest.mark.parametrize("interrupt", [RAISE, f"{DURING_A_CALLBACK}\nimport time\ntime.sleep(30)\nprint('slept')"])
def test_a_working_command_hears_it_as_an_exception_wherever_it_comes(interrupt: str) -> None:
    body = "\n".join(f" {line}" for line in interrupt.splitlines())
    begun = "end_at_once('en')\ninterrupt_by_exception()"
    ended = _ended(f"{begun}\ntry:\n{body}\nexcept KeyboardInterrupt:\n print('kept')")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.splitlines()[-1] == "kept"


@pytest.mark.parametrize("other", ["signal.SIG_IGN", "lambda *_: print('heard')"])
def test_whoever_decided_otherwise_is_left_alone(other: str) -> None:
    code = f"signal.signal(signal.SIGINT, {other})\nend_at_once('en')\nspeak_when_interrupted('zh')\n{RAISE}"
    ended = _ended(f"{code}\ninterrupt_by_exception()\n{RAISE}\nprint('went on')")
    assert ended.returncode == 0
    assert ended.stdout.splitlines()[-1] == "went on"
