"""What every command that works on a scenario shares: what is asked for, how it is read, and how it is answered."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

from app.cli.atomic_file import check_writable, write_whole
from app.cli.failures import print_failure
from app.cli.plan_request import PlanRequest
from app.cli.voice import Voice
from app.json_text import json_bytes
from app.problems import exit_code, problem_document
from app.settings import Settings
from app.solver_choice import usable_backend
from models.allocation.strategy import Strategy
from models.errors import AllotError, Infeasible, UnknownResource
from scenarios.definition import Scenario, load_scenario
from scenarios.incentives.definition import LoadedPlan, load_plan
from solvers.base import SolverBackend, SolverOptions

T = TypeVar("T")


class Answered(Protocol):
    """Where a command's answer goes. None: to no file."""

    @property
    def out(self) -> Path | None:
        """Where the answer is written too."""

    @property
    def as_json(self) -> bool:
        """Whether standard output holds one document, whatever happens."""


class Asked(Answered, Protocol):
    """The part of a request that all commands on scenarios have. None: what the scenario says."""

    @property
    def file(self) -> Path:
        """The scenario."""

    @property
    def solver(self) -> str | None:
        """Name of the solver."""

    @property
    def seconds(self) -> float | None:
        """Longest time."""


class InALanguage(Protocol):
    """A document that says which language its labels are in."""

    @property
    def language(self) -> str:
        """`en` or `zh`."""


D = TypeVar("D", bound=InALanguage)


@dataclass(frozen=True)
class SolveRequest:
    """What was asked for. None: what the scenario says. `out` ends in .json, .csv or .xlsx.
    `range_seconds`: how long to work out how firm the numbers of a workbook are; None: not at all."""

    file: Path
    strategy: str | None
    solver: str | None
    seconds: float | None
    out: Path | None
    as_json: bool
    range_seconds: float | None = None


def opened(voice: Voice, asked: Asked, work: Callable[[Scenario], T]) -> tuple[Scenario, T]:
    """The scenario of a command, and what `work` makes of it. With `--json` an error is first printed as the problem
    that REST would answer with. Raises AllotError, CannotWrite."""
    return opened_as(voice, asked, lambda: load_scenario(asked.file), work)


def opened_plan(
    voice: Voice, asked: PlanRequest, work: Callable[[LoadedPlan], T], *, needs_actuals: bool = False
) -> tuple[LoadedPlan, T]:
    """The incentive plan of a command, and what `work` makes of it; only payouts need its actuals. Raises AllotError,
    CannotWrite."""

    def load() -> LoadedPlan:
        return load_plan(asked.file, asked.actuals, allocation=asked.allocation, needs_actuals=needs_actuals)

    return opened_as(voice, asked, load, work)


def opened_as(voice: Voice, asked: Answered, load: Callable[[], D], work: Callable[[D], T]) -> tuple[D, T]:
    """A document that `load` reads, and what `work` makes of it, as `opened` does. That the answer cannot be written
    is found out before anything is read, that it would take the place of what was read before the work. Raises
    AllotError, CannotWrite."""
    with problems_as_json(voice, asked):
        if asked.out is not None:
            check_writable(asked.out)
        document = load()
        voice.document = document.language
        if asked.out is not None:
            check_writable(asked.out)
        return document, work(document)


def deliver(
    voice: Voice,
    asked: Answered,
    document: dict[str, Any],
    as_file: Callable[[str], bytes],
    show: Callable[[], None],
) -> int:
    """Write the answer where asked, `as_file` by the file's ending, then print it as JSON or `show` it; exit code 0.

    The file comes first: what cannot be written is not announced as done. Raises CannotWrite.
    """
    if asked.out is not None:
        with problems_as_json(voice, asked):
            write_whole(asked.out, as_file(asked.out.suffix.lower()))
    if asked.as_json:
        print_json(document)
    else:
        show()
    if asked.out is not None:
        voice.line(voice.word("written", file=str(asked.out)), voice.err)
    return 0


@contextmanager
def problems_as_json(voice: Voice, asked: Answered) -> Iterator[None]:
    """With `--json` an error of the work within is first printed as the problem that REST would answer with."""
    try:
        yield
    except AllotError as error:
        if asked.as_json:
            print_json(problem_document(error, voice.language))
        raise


def backend_and_options(scenario: Scenario, asked: Asked) -> tuple[SolverBackend, SolverOptions]:
    """The solver of a command and how it runs. Raises SolverUnavailable, UnknownResource."""
    settings = Settings.from_environment()
    options = SolverOptions(
        time_limit_seconds=asked.seconds or scenario.options.time_limit_seconds,
        relative_gap=scenario.options.relative_gap,
        memory_limit_bytes=settings.solver_memory_bytes,
        stop=threading.Event(),  # with one, a solver that runs in this process can be interrupted
    )
    return usable_backend(settings, asked.solver or scenario.options.solver), options


def without_plan(voice: Voice, scenario: Scenario, strategy: Strategy, error: AllotError, asked: Asked) -> int:
    """Say why there is no plan; the exit code."""
    if asked.as_json:
        document = problem_document(error, voice.language, scenario.problem)
        if isinstance(error, Infeasible):
            facts = {"outcome": "infeasible", "scenario_hash": scenario.scenario_hash, "strategy": strategy.name}
            document = document | facts
        print_json(document)
    print_failure(voice, error, scenario.problem)
    return exit_code(error)


def chosen_strategy(scenario: Scenario, name: str | None) -> Strategy:
    """The named strategy, or the scenario's own. Raises UnknownResource."""
    chosen = scenario.default_strategy if name is None else name
    if chosen not in scenario.strategies:
        raise UnknownResource("strategy", chosen, list(scenario.strategies))
    return scenario.strategies[chosen]


def print_json(document: dict[str, Any]) -> None:
    """One document on standard output."""
    sys.stdout.buffer.write(json_bytes(document) + b"\n")
    sys.stdout.buffer.flush()
