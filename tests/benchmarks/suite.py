"""Runs contenders side by side on instances: their repetitions alternate, so that a busy moment hits all alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.contender import Contender
from tests.benchmarks.contenders import CBC
from tests.benchmarks.instances import WARM_CELLS, Instance
from tests.benchmarks.measurement import Memory, Result, Run
from tests.benchmarks.paths import prepare
from tests.benchmarks.process import BrokenError, ContenderProcess, TooSlowError

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Plan:
    """How to measure: repetitions at most, and seconds that one repetition may take."""

    repetitions: int
    limit_seconds: float


@dataclass
class _Lane:
    """One contender on one instance, as it goes."""

    who: Contender
    wanted: int
    process: ContenderProcess | None = None
    runs: list[Run] = field(default_factory=list)
    memory: Memory | None = None
    stopped: str = ""

    @property
    def is_due(self) -> bool:
        return self.process is not None and not self.stopped and len(self.runs) < self.wanted


def measure(instance: Instance, contenders: Sequence[Contender], plan: Plan, work: Path, tell: Tell) -> list[Result]:
    """All contenders on one instance; files go to `work`."""
    folder, warm = work / instance.name, work / f"{instance.family.name}-warm"
    for one, cells in ((warm, WARM_CELLS), (folder, instance.cells)):
        if not one.is_dir():
            one.mkdir()
            Instance(instance.family, cells, instance.seed).write(one)
            tell(f"{instance.name}: preparing")
            prepare(one, CBC)
    lanes = [
        _Lane(who, who.repetitions(instance.cells, plan.repetitions))
        for who in contenders
        if instance.cells <= who.most_cells
    ]
    with ExitStack() as stack:
        for lane in lanes:
            lane.process = stack.enter_context(ContenderProcess(lane.who, warm, folder))
        while any(lane.is_due for lane in lanes):
            for lane in lanes:
                if lane.is_due:
                    _step(lane, plan, instance, tell)
    return [Result(lane.who.name, instance.name, tuple(lane.runs), lane.memory, lane.stopped) for lane in lanes]


def _step(lane: _Lane, plan: Plan, instance: Instance, tell: Tell) -> None:
    """One repetition; the last one ends the process."""
    assert lane.process is not None
    try:
        run = lane.process.run(plan.limit_seconds)
        lane.runs.append(run)
        tell(f"{instance.name}: {lane.who.name} {run.seconds:.3f} s ({run.answer})")
        if len(lane.runs) == lane.wanted:
            lane.memory = lane.process.memory()
    except TooSlowError:
        lane.stopped = f"not within {plan.limit_seconds:.0f} s"
    except BrokenError as error:
        lane.stopped = f"failed: {error}"
    if lane.stopped:
        tell(f"{instance.name}: {lane.who.name} {lane.stopped}")
        lane.process.__exit__(None, None, None)
