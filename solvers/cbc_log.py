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
_RESULT = re.compile(r"^Result - (.+)$", re.MULTILINE)
_EARLY = re.compile(r"^(Problem is \w+|Pre-processing says infeasible or unbounded)", re.MULTILINE)
_NO_BOUND = 1e30

_PHRASES = (
    ("Optimal", TerminationCondition.OPTIMAL),
    ("Infeasible", TerminationCondition.INFEASIBLE),
    ("Problem is infeasible", TerminationCondition.INFEASIBLE),
    ("Problem proven infeasible", TerminationCondition.INFEASIBLE),
    ("Linear relaxation infeasible", TerminationCondition.INFEASIBLE),
    ("Pre-processing says infeasible or unbounded", TerminationCondition.INFEASIBLE),
    ("Unbounded", TerminationCondition.UNBOUNDED),
    ("Problem is unbounded", TerminationCondition.UNBOUNDED),
    ("Linear relaxation unbounded", TerminationCondition.UNBOUNDED),
    ("Stopped on difficulties", TerminationCondition.ERROR),
    ("Stopped on", TerminationCondition.INTERRUPTED),
    ("User ctrl-c", TerminationCondition.INTERRUPTED),
)
"""How CBC begins to say what; the exact kind of stop is found out afterwards."""
_STOPPED = (TerminationCondition.TIME_LIMIT, TerminationCondition.NODE_LIMIT, TerminationCondition.INTERRUPTED)


@dataclass(frozen=True)
class Verdict:
    """`holds`: the solution file has a point worth checking. `claims_optimal`: CBC vouches for it.

    `bound`: proven lower bound as printed, made safe for the digits that were not printed; offset included."""

    termination: TerminationCondition
    holds: bool
    claims_optimal: bool
    bound: float | None
    iterations: int | None


def read_verdict(words: str, log: str, *, is_integer: bool, asked: str | None) -> Verdict:
    """Interpret a run that ended by itself. `words`: an LP's header line, or `verdict_of_search` of the log. `asked`:
    the runner's "time" or "stop", None when the solver was left alone."""
    termination = _termination(words, log, is_integer=is_integer, asked=asked)
    claims_optimal = termination in (TerminationCondition.OPTIMAL, TerminationCondition.WITHIN_GAP)
    # A stopped simplex leaves a point that breaks rows; a stopped search without an incumbent leaves the relaxation.
    incumbent = is_integer and termination in _STOPPED and "No feasible solution found" not in log
    return Verdict(
        termination=termination,
        holds=claims_optimal or incumbent,
        claims_optimal=claims_optimal,
        bound=_bound(log) if is_integer else None,
        iterations=_iterations(log),
    )


def verdict_of_search(log: str) -> str:
    """What branch and bound concluded, from its log; "" when it did not. (CBC crashes when it is made to write the text
    solution of an integer program that it found infeasible early, so there is no header to read.)"""
    concluded = _RESULT.findall(log) or _EARLY.findall(log)
    return str(concluded[-1]) if concluded else ""


def tail(log: str, lines: int = 3) -> str:
    """The last lines that say something, for an error message."""
    spoken = [line.strip() for line in log.splitlines() if line.strip()]
    return " / ".join(spoken[-lines:])


def _termination(words: str, log: str, *, is_integer: bool, asked: str | None) -> TerminationCondition:
    """The first phrase that `words` begins with decides."""
    meant = (termination for phrase, termination in _PHRASES if words.startswith(phrase))
    termination = next(meant, TerminationCondition.ERROR)
    if termination is TerminationCondition.OPTIMAL and "within gap" in words:
        return TerminationCondition.WITHIN_GAP
    if termination is TerminationCondition.INFEASIBLE and is_integer:
        # CBC says so of some unbounded integer programs too.
        return TerminationCondition.INFEASIBLE_OR_UNBOUNDED
    return _why_stopped(log, asked) if termination in _STOPPED else termination


def _why_stopped(log: str, asked: str | None) -> TerminationCondition:
    """An LP's header says "iterations" for nearly everything, and its log says "node limit" when interrupted."""
    if asked == "stop":
        return TerminationCondition.INTERRUPTED
    if asked == "time" or "Stopped on time" in log:
        return TerminationCondition.TIME_LIMIT
    return TerminationCondition.NODE_LIMIT if "Exiting on maximum nodes" in log else TerminationCondition.INTERRUPTED


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
