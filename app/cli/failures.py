"""Whatever ends a command badly, in words on standard error, with the exit code of the one table. No tracebacks."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from app.cli.atomic_file import CannotWrite
from app.cli.diagnosis_lines import DiagnosisPrinter
from app.cli.figures import Figures
from app.cli.voice import Voice
from app.documents.diagnosis import diagnosis_document
from app.interruption import interrupt_by_exception
from app.messages import describe, describe_place
from app.messages.errors import describe_error
from app.problems import MAX_FINDINGS, exit_code, problem_type
from models.allocation.problem import AllocationProblem
from models.errors import AllotError, Infeasible, InvalidInput
from models.findings import Finding
from scenarios.definition.read_files import noting_reads

BROKEN_PIPE_EXIT = 141


def guarded(voice: Voice, work: Callable[[Voice], int]) -> int:
    """The exit code of a command's work, whatever happens in it."""
    try:
        interrupt_by_exception()
        with noting_reads():
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
        DiagnosisPrinter(voice, Figures(problem.money, voice.language), voice.err).print(document)


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
