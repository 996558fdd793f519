"""A check as a Markdown summary: a table of all cases, and for each contradiction the smallest change that helps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.checks.row import CheckRow
from app.checks.run import CheckReport
from app.documents.check.words import case_words, comparison_words, outcome_words, regression_words, sum_words, word
from app.messages import Language
from app.messages.checks import STATUSES
from scenarios.checking.judgement import Status

_MARKUP = re.compile(r"([\\`*_\[\]<>|~#])")
_MARKS = {True: "✅", False: "❌"}


def check_markdown(report: CheckReport, language: Language, *, timings: bool = False) -> str:
    """The report as GitHub and GitLab show it."""
    return "\n".join(_lines(report, language, timings)) + "\n"


def _lines(report: CheckReport, language: Language, timings: bool) -> Iterator[str]:
    yield f"## {word('title', language)}"
    yield ""
    yield f"{_MARKS[report.exit_code == 0]} {escaped(sum_words(report, language))}"
    yield ""
    yield from _table(report, language, timings)
    yield from _contradictions(report.rows, language)
    if report.comparison is not None:
        yield ""
        yield f"### {word('worse', language)}"
        yield ""
        yield from (f"- {escaped(regression_words(one, language))}" for one in report.comparison.regressions)
        yield from (f"- {escaped(line)}" for line in comparison_words(report.comparison, language))


def _table(report: CheckReport, language: Language, timings: bool) -> Iterator[str]:
    heads = ["result", "case", "outcome", "details", *(["seconds"] if timings else [])]
    yield "| " + " | ".join(word(head, language) for head in heads) + " |"
    yield "|" + "---|" * len(heads)
    for row in report.rows:
        status = f"{_MARKS[row.status is Status.PASSED]} {STATUSES[row.status.value].text(language)}"
        complaints = "" if row.status is Status.PASSED else " ".join(row.complaints(language))
        cells = [status, case_words(row), outcome_words(row, language), complaints]
        if timings:
            cells.append("" if row.seconds is None else f"{row.seconds:.1f}")
        yield "| " + " | ".join(escaped(cell) for cell in cells) + " |"


def _contradictions(rows: Sequence[CheckRow], language: Language) -> Iterator[str]:
    """Reasons and the smallest change of every case without a plan, wanted or not."""
    for row in rows:
        if not row.reasons and not row.help:
            continue
        yield ""
        yield f"### {word('no_plan', language)}: {escaped(case_words(row))}"
        yield ""
        yield from (f"- {escaped(line)}" for line in row.reasons)
        yield from (f"- **{word('help', language)}**: {escaped(line)}" for line in row.help)


def escaped(text: str) -> str:
    """The text as Markdown shows it, on one line."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
