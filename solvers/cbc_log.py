"""Reads CBC's own words: the first line of its text solution, and its log. Two answers come out of them: why it
stopped, and whether its file holds anything that may be used."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from models.solution import TerminationCondition

_BOUND = re.compile(r"^Lower bound:\s+(\S+)$", re.MULTILINE)
_BEST_POSSIBLE = re.compile(r"^Cbc0005I .*\(best possible (\S+)\)", re.MULTILINE)
_LP_ITERATIONS = re.compile(r"objective \S+ - (\d+) iterations")
_MIP_ITERATIONS = re.compile(r"^Total iterations:\s+(\d+)$", re.MULTILINE)
_NO_BOUND = 1e30


@dataclass(frozen=True)
class Verdict:
    """`holds`: the solution file has a point worth checking. `claims_optimal`: CBC vouches for it.

    `bound`: proven lower bound as printed, made safe for the digits that were not printed; offset included."""

    termination: TerminationCondition
    holds: bool
    claims_optimal: bool
    bound: float | None
    iterations: int | None


def read_verdict(header: str, log: str, *, is_integer: bool, asked: str | None) -> Verdict:
    """Interpret a run that ended by itself. `asked` is the runner's "time" or "stop", None when it was left alone."""
    termination = _termination(header, log, is_integer=is_integer, asked=asked)
    claims_optimal = termination in (TerminationCondition.OPTIMAL, TerminationCondition.WITHIN_GAP)
    # A stopped simplex leaves a point that breaks rows; a stopped search without an incumbent leaves the relaxation.
    incumbent = is_integer and header.startswith("Stopped") and "no integer solution" not in header
    return Verdict(
        termination=termination,
        holds=claims_optimal or (incumbent and "No feasible solution found" not in log),
        claims_optimal=claims_optimal,
        bound=_bound(log) if is_integer else None,
        iterations=_iterations(log),
    )


def tail(log: str, lines: int = 3) -> str:
    """The last lines that say something, for an error message."""
    spoken = [line.strip() for line in log.splitlines() if line.strip()]
    return " / ".join(spoken[-lines:])


def _termination(header: str, log: str, *, is_integer: bool, asked: str | None) -> TerminationCondition:
    match header.split(" ")[0]:
        case "Optimal":
            within = "within gap" in header
            return TerminationCondition.WITHIN_GAP if within else TerminationCondition.OPTIMAL
        case "Infeasible" | "Integer":
            # Of integer programs CBC says "Infeasible" also when they are unbounded.
            return TerminationCondition.INFEASIBLE_OR_UNBOUNDED if is_integer else TerminationCondition.INFEASIBLE
        case "Unbounded":
            return TerminationCondition.UNBOUNDED
        case "Stopped":
            return _why_stopped(header, log, asked)
        case _:
            return TerminationCondition.ERROR


def _why_stopped(header: str, log: str, asked: str | None) -> TerminationCondition:
    """The header says "iterations" for nearly everything, and the log says "node limit" of an interrupted LP."""
    if asked == "stop":
        return TerminationCondition.INTERRUPTED
    if asked == "time" or "Stopped on time" in header or "Stopped on time limit" in log:
        return TerminationCondition.TIME_LIMIT
    if "Exiting on maximum nodes" in log:
        return TerminationCondition.NODE_LIMIT
    return TerminationCondition.ERROR if "difficulties" in header else TerminationCondition.INTERRUPTED


def _bound(log: str) -> float | None:
    """The larger of the two printed bounds, each lowered by half of its last printed place."""
    printed = _BOUND.findall(log)[-1:] + _BEST_POSSIBLE.findall(log)[-1:]
    safe = [float(text) - 0.5 * _last_place(text) for text in printed]
    known = [bound for bound in safe if abs(bound) < _NO_BOUND]
    return max(known, default=None)


def _last_place(text: str) -> float:
    exponent = Decimal(text).as_tuple().exponent
    return float(Decimal(10) ** exponent) if isinstance(exponent, int) else 0.0


def _iterations(log: str) -> int | None:
    found = _LP_ITERATIONS.findall(log) or _MIP_ITERATIONS.findall(log)
    return int(found[-1]) if found else None
