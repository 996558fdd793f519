"""A check as plain lines: one per case, what is wrong below it, the sum at the end."""

from __future__ import annotations

from collections.abc import Iterator

from app.checks.row import CheckRow
from app.checks.run import CheckReport
from app.documents.check.words import case_words, comparison_words, outcome_words, regression_words, sum_words, word
from app.messages import Language
from app.messages.checks import STATUSES
from scenarios.checking.judgement import Status


def text_lines(report: CheckReport, language: Language, *, timings: bool = False) -> Iterator[str]:
    """The whole report."""
    for row in report.rows:
        yield _case_line(row, language, timings)
        yield from (f"    {line}" for line in detail_lines(row, language))
    yield from closing_lines(report, language)


def detail_lines(row: CheckRow, language: Language) -> Iterator[str]:
    """What is wrong with a case, and what would help; nothing where it passed."""
    if row.status is Status.PASSED:
        return
    yield from row.complaints(language)
    yield from row.reasons
    yield from (word("help_line", language, {"text": line}) for line in row.help)


def closing_lines(report: CheckReport, language: Language) -> Iterator[str]:
    """The comparison with a baseline, then the sum."""
    if report.comparison is not None:
        yield from (regression_words(one, language) for one in report.comparison.regressions)
        yield from comparison_words(report.comparison, language)
    yield sum_words(report, language)


def _case_line(row: CheckRow, language: Language, timings: bool) -> str:
    status = STATUSES[row.status.value].text(language)
    parts = [f"{status}: {case_words(row)}", outcome_words(row, language)]
    if timings and row.seconds is not None:
        parts.append(f"{row.seconds:.1f} s")
    return " · ".join(part for part in parts if part)
