"""Processes that answer, hang, die and multiply; none is left behind."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable

import psutil
import pytest

from scenarios.checking.processes import Answer, Further, Limit, Message, NoAnswer, ProcessRules, run_tasks

pytestmark = [pytest.mark.processes, pytest.mark.usefixtures("forkserver")]

Send = Callable[[Message[str, str]], None]
RULES = ProcessRules(jobs=2, start_seconds=60.0)


def work(task: str, send: Send) -> None:
    """What the task is called is what it does."""
    kind, _, rest = task.partition(" ")
    if kind == "hang":
        send(Limit(0.2, label=f"called {rest}"))
        time.sleep(600)
    if kind == "die":
        send(Limit(60.0, label=f"called {rest}"))
        os.kill(os.getpid(), signal.SIGKILL)
    if kind == "leave":
        os._exit(3)
    if kind == "split":
        send(Further(tuple(f"say {word}" for word in rest.split())))
    if kind == "ignore":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        send(Limit(0.2))
        time.sleep(600)
    send(Answer(rest.upper()))


def children() -> list[psutil.Process]:
    """Everything below this process but the server that forks and the one that counts resources."""
    return [one for one in psutil.Process().children(recursive=True) if _is_task(one)]


def _is_task(process: psutil.Process) -> bool:
    parent = process.parent()
    return parent is not None and parent.pid != os.getpid()


class TestAnswers:
    def test_of_every_task(self) -> None:
        found = run_tasks(work, [f"say {word}" for word in "abcde"], RULES)
        assert found == {f"say {word}": word.upper() for word in "abcde"}

    def test_of_tasks_that_come_up_in_others(self) -> None:
        found = run_tasks(work, ["split b c"], RULES)
        assert found == {"split b c": "B C", "say b": "B", "say c": "C"}

    def test_each_is_told_as_it_ends(self) -> None:
        told: list[str] = []
        run_tasks(work, ["say a", "say b"], RULES, told.append)
        assert sorted(told) == ["say a", "say b"]

    def test_no_more_at_once_than_allowed(self) -> None:
        most = 0

        def done(_: str) -> None:
            nonlocal most
            most = max(most, len(children()))

        run_tasks(work, [f"say {number}" for number in range(6)], ProcessRules(jobs=1, start_seconds=60.0), done)
        assert most <= 1


class TestNoAnswer:
    def test_one_that_hangs_is_ended(self) -> None:
        found = run_tasks(work, ["hang a", "say b"], RULES)
        assert found == {"hang a": NoAnswer(seconds=0.2, label="called a"), "say b": "B"}

    def test_one_that_never_states_its_limit_is_ended_too(self) -> None:
        rules = ProcessRules(jobs=1, start_seconds=0.0)
        assert run_tasks(work, ["say a"], rules) == {"say a": NoAnswer(seconds=0.0)}

    def test_one_that_does_not_listen_is_ended_too(self) -> None:
        assert run_tasks(work, ["ignore"], RULES) == {"ignore": NoAnswer(seconds=0.2)}

    def test_one_that_is_killed(self) -> None:
        assert run_tasks(work, ["die a", "say b"], RULES) == {
            "die a": NoAnswer(code=-signal.SIGKILL, label="called a"),
            "say b": "B",
        }

    def test_one_that_leaves(self) -> None:
        assert run_tasks(work, ["leave"], RULES) == {"leave": NoAnswer(code=3)}

    def test_none_is_left_behind(self) -> None:
        run_tasks(work, ["hang a", "die b", "ignore"], RULES)
        assert children() == []


def test_an_interrupt_ends_all() -> None:
    def interrupt(_: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_tasks(work, ["say a", "leave", "hang b"], RULES, interrupt)
    _, alive = psutil.wait_procs(children(), timeout=5)
    assert alive == []
