"""`allot check`: many scenarios against what is expected of them, for CI."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from rich import box
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from app.checks.case_task import CaseRules, CaseTask
from app.checks.run import CheckReport, run_checks, usable_cores
from app.cli.atomic_file import check_writable, write_whole
from app.cli.voice import Voice, harmless
from app.documents.check.check_json import check_document
from app.documents.check.check_junit import check_junit
from app.documents.check.check_markdown import check_markdown
from app.documents.check.check_text import closing_lines, detail_lines, text_lines
from app.documents.check.words import case_words, outcome_words, word
from app.json_text import json_bytes
from app.messages.checks import STATUSES
from app.problems import USAGE_EXIT
from app.settings import Settings
from models.allocation.better import CARD_FIGURES
from models.findings import near_names
from scenarios.checking.baseline import Allowance, Baseline, baseline_document, compare, load_baseline
from scenarios.checking.case_paths import NothingToCheck, find_paths
from scenarios.checking.judgement import Status
from scenarios.definition import Ceilings

Format = Literal["text", "json", "junit", "markdown"]


@dataclass(frozen=True)
class CheckRequest:
    """What was asked for. `solver`, `seconds`, `jobs`, files: None where nothing was. `worse`: allowances as written,
    `1%` or `terms.fairness=1%`."""

    patterns: tuple[str, ...]
    solver: str | None
    seconds: float | None
    jobs: int | None
    form: Format
    out: Path | None
    baseline: Path | None
    write_baseline: Path | None
    worse: tuple[str, ...]
    timings: bool


class _Misused(Exception):
    """Options that make no sense, in words."""


def check_files(voice: Voice, request: CheckRequest) -> int:
    """Solve, compare, report; the exit code of the report. Raises what `guarded` puts in words."""
    try:
        paths = find_paths(request.patterns)
        allowances = tuple(_allowance(voice, text) for text in request.worse)
        if allowances and request.baseline is None:
            raise _Misused(voice.word("worse_without_baseline"))
    except NothingToCheck as nothing:
        voice.line(voice.word("nothing_to_check", patterns=list(nothing.patterns)), voice.err)
        return USAGE_EXIT
    except _Misused as misused:
        voice.line(str(misused), voice.err)
        return USAGE_EXIT
    for file in (request.out, request.write_baseline):
        if file is not None:
            check_writable(file)
    before = None if request.baseline is None else load_baseline(request.baseline, Ceilings())
    rules = CaseRules(Settings.from_environment(), voice.language, request.solver, request.seconds)
    with _progress(voice) as done:
        rows = run_checks(paths, rules, request.jobs or usable_cores(), done)
    report = _compared(CheckReport(rows), request, before, allowances)
    _deliver(voice, request, report)
    return report.exit_code


def _compared(
    report: CheckReport, request: CheckRequest, before: Baseline | None, allowances: tuple[Allowance, ...]
) -> CheckReport:
    if before is None or request.baseline is None:
        return report
    return replace(report, comparison=compare(before, report.measured(), allowances), baseline=request.baseline.name)


def _deliver(voice: Voice, request: CheckRequest, report: CheckReport) -> None:
    """Write the report where asked; without a file it goes to standard output in its form, else as text."""
    if request.write_baseline is not None:
        write_whole(request.write_baseline, json_bytes(baseline_document(report.measured())) + b"\n")
    if request.out is not None:
        write_whole(request.out, _bytes(voice, request, report))
    if request.out is None and request.form != "text":
        sys.stdout.buffer.write(_bytes(voice, request, report))
        sys.stdout.buffer.flush()
    else:
        _show(voice, request, report)
    for file in (request.out, request.write_baseline):
        if file is not None:
            voice.line(voice.word("written", file=str(file)), voice.err)


def _bytes(voice: Voice, request: CheckRequest, report: CheckReport) -> bytes:
    language, timings = voice.language, request.timings
    match request.form:
        case "json":
            return json_bytes(check_document(report, language, timings=timings)) + b"\n"
        case "junit":
            return check_junit(report, language, timings=timings)
        case "markdown":
            return check_markdown(report, language, timings=timings).encode()
        case _:
            return "".join(f"{harmless(line)}\n" for line in text_lines(report, language, timings=timings)).encode()


def _show(voice: Voice, request: CheckRequest, report: CheckReport) -> None:
    """The report for people: a table on a terminal, elsewhere lines that can be searched."""
    if not voice.out.is_terminal:
        for line in text_lines(report, voice.language, timings=request.timings):
            voice.line(line)
        return
    voice.out.print(_table(voice, report, request.timings))
    for row in report.rows:
        lines = list(detail_lines(row, voice.language))
        if lines:
            voice.title(f"\n{case_words(row)}")
        for line in lines:
            voice.item("  ", line)
    voice.out.print()
    for line in closing_lines(report, voice.language):
        voice.line(line, style="green" if report.exit_code == 0 else "bold red")


def _table(voice: Voice, report: CheckReport, timings: bool) -> Table:
    heads = ("result", "case", "outcome", *(("seconds",) if timings else ()))
    table = Table(*(word(head, voice.language) for head in heads), box=box.SIMPLE_HEAD, pad_edge=False)
    for row in report.rows:
        style = "green" if row.status is Status.PASSED else "bold red"
        cells = [
            Text(STATUSES[row.status.value].text(voice.language), style=style),
            Text(harmless(case_words(row))),
            Text(outcome_words(row, voice.language)),
        ]
        if timings:
            cells.append(Text("" if row.seconds is None else f"{row.seconds:.1f}", justify="right"))
        table.add_row(*cells)
    return table


@contextmanager
def _progress(voice: Voice) -> Iterator[Callable[[CaseTask], None]]:
    """How many cases are done, while somebody is watching; nothing where standard error is no terminal."""
    if not voice.err.is_terminal:
        yield lambda _task: None
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    count = 0
    with Progress(*columns, console=voice.err, transient=True) as bar:
        task = bar.add_task(voice.word("checking", count=0), total=None)

        def done(_: CaseTask) -> None:
            nonlocal count
            count += 1
            bar.update(task, description=voice.word("checking", count=count))

        yield done


def _allowance(voice: Voice, text: str) -> Allowance:
    """From `1%`, `0.01` or `terms.fairness=1%`. Raises _Misused."""
    figure, has_figure, written = text.rpartition("=")
    figure, written = figure.strip(), written.strip()
    percent = written.endswith(("%", "％"))
    try:
        rate = float(written[:-1] if percent else written) / (100.0 if percent else 1.0)
    except ValueError:
        rate = -1.0
    if not 0.0 <= rate < float("inf"):
        raise _Misused(voice.word("worse_form", text=text[:60]))
    if has_figure and figure not in CARD_FIGURES:
        near = near_names(figure, list(CARD_FIGURES))
        raise _Misused(voice.word("worse_figure", name=figure[:60], near=near, known=list(CARD_FIGURES)))
    return Allowance(rate, figure or None)
