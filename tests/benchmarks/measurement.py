"""What one run of one contender gave, and how runs are summed up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from statistics import median

MEBIBYTE = 2**20


@dataclass(frozen=True)
class Run:
    """One repetition. `seconds`: wall clock of the whole path; `phases`: its parts. `answer`: how right it was."""

    seconds: float
    phases: dict[str, float]
    answer: str
    facts: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Memory:
    """Bytes. `idle`: the warm process before the work; `own`: its highest later; `tree`: highest sum with children,
    looked at ten times a second."""

    idle: int
    own: int
    tree: int


@dataclass(frozen=True)
class Result:
    """All repetitions of one contender on one instance, or why there are none (`stopped`)."""

    contender: str
    instance: str
    runs: tuple[Run, ...]
    memory: Memory | None
    stopped: str = ""

    @property
    def seconds(self) -> float | None:
        """Median wall clock; None without a finished run."""
        return median(run.seconds for run in self.runs) if self.runs else None

    def phase(self, name: str) -> float:
        """Median seconds of a phase over the runs, 0 where it does not occur."""
        return median(run.phases.get(name, 0.0) for run in self.runs) if self.runs else 0.0

    def fact(self, name: str) -> float | None:
        """A number that the first run reported."""
        return self.runs[0].facts.get(name) if self.runs else None

    @property
    def answer(self) -> str:
        """What the runs said of their answers; every different word once."""
        return ", ".join(dict.fromkeys(run.answer for run in self.runs))

    def document(self) -> dict[str, object]:
        """For the JSON file."""
        return {**asdict(self), "seconds": self.seconds, "phases": {name: self.phase(name) for name in self._phases()}}

    def _phases(self) -> Sequence[str]:
        return list(dict.fromkeys(name for run in self.runs for name in run.phases))
