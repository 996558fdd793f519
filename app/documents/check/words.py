"""What every form of a check's report says in the same words: the sum of it, regressions, the outcome of a case."""

from __future__ import annotations

from collections.abc import Iterator

from app.checks.row import CheckRow
from app.checks.run import CheckReport
from app.messages import Language
from app.messages.amounts import percent_words
from app.messages.checks import OUTCOMES, REPORT, STATUSES, figure_words
from models.findings import Fact
from scenarios.checking.baseline import Comparison, Regression
from scenarios.checking.judgement import Status


def word(key: str, language: Language, facts: dict[str, Fact] | None = None) -> str:
    """A text of reports."""
    return REPORT[key].fill(facts or {}, language)


def sum_words(report: CheckReport, language: Language) -> str:
    """How many cases passed, and what became of the others."""
    counts, total = report.counts, len(report.rows)
    passed = counts.get(Status.PASSED, 0)
    if passed == total:
        return word("one_passed" if total == 1 else "all_passed", language, {"count": total})
    others = [
        word("status_count", language, {"count": count, "status": STATUSES[status.value].text(language)})
        for status, count in counts.items()
        if status is not Status.PASSED
    ]
    return word("some", language, {"passed": passed, "count": total, "others": others})


def outcome_words(row: CheckRow, language: Language) -> str:
    """What came of the solve; empty where nothing was solved."""
    return "" if row.outcome is None else OUTCOMES[row.outcome].text(language)


def case_words(row: CheckRow) -> str:
    """A case as reports call it: file and name."""
    return f"{row.file} · {row.name}" if row.name else row.file


def regression_words(one: Regression, language: Language) -> str:
    """One regression as a sentence."""
    case = one.case.replace("#", " · ", 1)
    if one.figure == "outcome":
        sides = (one.before, one.now)
        before, now = (word("nothing", language) if side is None else _outcome(side, language) for side in sides)
        return word("worse_outcome", language, {"case": case, "before": before, "now": now})
    facts: dict[str, Fact] = {
        "case": case,
        "figure": one.figure,
        "before": figure_words(one.before),
        "now": word("nothing", language) if one.now is None else figure_words(one.now),
        "rate": "" if one.rate is None else percent_words(round(one.rate, 4)),
        "allowed": percent_words(one.allowed),
    }
    return word("worse_line", language, facts)


def comparison_words(comparison: Comparison, language: Language) -> Iterator[str]:
    """What is new and gone against the baseline, and whether something is worse."""
    count = len(comparison.regressions)
    yield word("worse_count" if count else "none_worse", language, {"count": count})
    for key, cases in (("new", comparison.new), ("gone", comparison.gone)):
        if cases:
            yield word(key, language, {"cases": [case.replace("#", " · ", 1) for case in cases]})


def _outcome(side: str | float, language: Language) -> str:
    return OUTCOMES[str(side)].text(language) if side in OUTCOMES else str(side)
