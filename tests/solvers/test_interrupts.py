"""Interrupts while processes begin: the one that waits hears them afterwards, the others never."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from solvers.interrupts import interrupts_held

CHILD = "import sys, time; print('there', flush=True); time.sleep(float(sys.argv[1]))"


def test_comes_afterwards() -> None:
    reached = False
    with pytest.raises(KeyboardInterrupt), interrupts_held():
        signal.raise_signal(signal.SIGINT)
        reached = True
    assert reached and signal.getsignal(signal.SIGINT) is signal.default_int_handler
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, set())


def test_without_one_nothing_comes() -> None:
    with interrupts_held():
        pass
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.processes
@pytest.mark.parametrize("held", [True, False])
def test_a_process_that_begins_meanwhile_hears_none(*, held: bool) -> None:
    command = [sys.executable, "-c", CHILD, "0.5"]
    if held:
        with interrupts_held():
            process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    else:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None and process.stdout.readline() == "there\n"
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert (process.returncode == 0, "Traceback" in err) == (held, not held)
