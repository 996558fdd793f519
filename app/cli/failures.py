"""Whatever ends a command badly, in words on standard error, with the exit code of the one table. No tracebacks."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from app.cli.atomic_file import CannotWrite
from app.cli.figures import Figures
from app.cli.voice import Voice
from app.documents.diagnosis import diagnosis_document
from app.messages import describe, describe_place
from app.messages.errors import describe_error
from app.problems import MAX_FINDINGS, exit_code, problem_type
from models.allocation.problem import AllocationProblem
from models.errors import AllotError, Infeasible, InvalidInput
from models.findings import Finding

MOST_CHANGES = 12
BROKEN_PIPE_EXIT = 141


def guarded(voice: Voice, work: Callable[[Voice], int]) -> int:
    """The exit code of a command's work, whatever happens in it."""
    try:
        code = work(voice)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt as interrupt:
        voice.line(voice.word("interrupted"), voice.err)
        return exit_code(interrupt)
    except BrokenPipeError:
        _drop_output()  # whoever read our output has had enough
        return BROKEN_PIPE_EXIT
    except OSError as error:
        _drop_output()
        print_failure(voice, CannotWrite(Path(voice.word("output")), error.strerror or str(error)))
        return exit_code(error)
    except Exception as error:  # noqa: BLE001 - a planner is told in words, never by a traceback
        print_failure(voice, error)
        return exit_code(error)


def _drop_output() -> None:
    """Standard output cannot be written to: what is still in its buffer must not be tried again on the way out."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def print_failure(voice: Voice, error: Exception, problem: AllocationProblem | None = None) -> None:
    """The error on standard error. With the `problem` of an Infeasible: reasons and repairs."""
    voice.title(problem_type(error).title.text(voice.language), voice.err, "bold red")
    voice.line(_summary(voice, error), voice.err)
    if isinstance(error, InvalidInput):
        _print_findings(voice, error.findings)
    if isinstance(error, Infeasible) and problem is not None:
        document = diagnosis_document(error.diagnosis, problem, voice.language)
        _DiagnosisPrinter(voice, Figures(problem.money, voice.language)).print(document)


def _summary(voice: Voice, error: Exception) -> str:
    if isinstance(error, AllotError):
        return describe_error(error, voice.language)
    if isinstance(error, CannotWrite):
        return voice.word("cannot_write", file=str(error.path), reason=error.reason)
    return voice.word("unexpected", kind=type(error).__name__, reason=str(error)[:300])


def _print_findings(voice: Voice, findings: Sequence[Finding]) -> None:
    for finding in findings[:MAX_FINDINGS]:
        place = describe_place(finding.location, voice.language)
        if place:
            voice.line(f"\n{place}", voice.err, "bold")
        voice.item("  ", describe(finding, voice.language), voice.err)
    if len(findings) > MAX_FINDINGS:
        voice.line(voice.word("more_findings", count=len(findings) - MAX_FINDINGS), voice.err)


class _DiagnosisPrinter:
    """Reasons, repairs and the range that would fit, each under its heading."""

    def __init__(self, voice: Voice, figures: Figures) -> None:
        self._voice, self._figures = voice, figures

    def print(self, document: dict[str, Any]) -> None:
        """All of it."""
        together = [document[name] for name in ("together", "choices") if document[name] is not None]
        if document["reasons"] or together:
            self._heading("reasons")
        for reason in (*document["reasons"], *together):
            self._say("  • ", f"{reason['message']}")
        if document["repairs"]:
            self._heading("repairs")
        for number, repair in enumerate(document["repairs"], start=1):
            self._repair(number, repair)
        if document["hard_conflict"] is not None:
            self._heading("conflict")
            self._say("  • ", f"{document['hard_conflict']['message']}")
            self._changes(document["hard_conflict"]["changes"])
        if document["feasible_range"] is not None:
            self._heading("range")
            self._say("  • ", f"{document['feasible_range']['message']}")

    def _repair(self, number: int, repair: dict[str, Any]) -> None:
        """One change as a sentence; several as a list, each with its owner."""
        changes = repair["changes"]
        if len(changes) == 1:
            words = self._voice.word("change", change=repair["message"], owner=changes[0]["limit"]["owner"] or "")
            self._say(f"  {number}. ", words)
            return
        kind = "keeps_target" if repair["keeps_target"] else "changes_both"
        own = "money" if self._figures.money.pieces is None else "volume"
        amounts = [change["amount"] for change in changes if change["quantity"] == own]
        total = self._figures.with_unit(sum(amounts)) if len(amounts) == len(changes) else ""
        self._say(f"  {number}. ", self._voice.word(kind, count=len(changes), total=total))
        self._changes(changes)

    def _changes(self, changes: Sequence[dict[str, Any]]) -> None:
        for change in changes[:MOST_CHANGES]:
            owner = change["limit"]["owner"] or ""
            self._say("     – ", self._voice.word("change", change=change["message"], owner=owner))
        if len(changes) > MOST_CHANGES:
            self._say("       ", self._voice.word("more_changes", count=len(changes) - MOST_CHANGES))

    def _heading(self, key: str) -> None:
        self._voice.line(f"\n{self._voice.word(key)}", self._voice.err, "bold")

    def _say(self, mark: str, text: str) -> None:
        self._voice.item(mark, text, self._voice.err)
