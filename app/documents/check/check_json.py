"""A check as one JSON document: the same bytes for the same input, unless timings are asked for."""

from __future__ import annotations

from typing import Any

from app.checks.row import CheckRow
from app.checks.run import CheckReport
from app.documents.check.check_schema import SCHEMA
from app.documents.check.words import regression_words
from app.messages import Language
from scenarios.checking.baseline import Comparison


def check_document(report: CheckReport, language: Language, *, timings: bool = False) -> dict[str, Any]:
    """The report as JSON-ready values; amounts are Decimals in each scenario's unit."""
    document = {
        "schema": SCHEMA,
        "passed": report.exit_code == 0,
        "exit_code": report.exit_code,
        "counts": {status.value: count for status, count in report.counts.items()},
        "cases": [_case(row, timings) for row in report.rows],
    }
    if report.comparison is None:
        return document
    return {**document, "comparison": _comparison(report.comparison, report.baseline or "", language)}


def _case(row: CheckRow, timings: bool) -> dict[str, Any]:
    seconds = {"seconds": None if row.seconds is None else round(row.seconds, 3)} if timings else {}
    return {
        "file": row.file,
        "name": row.name,
        "status": row.status.value,
        "exit_code": row.exit_code,
        "expected": row.expected,
        "outcome": row.outcome,
        "strategy": row.strategy,
        "scenario_hash": row.scenario_hash,
        "plan_hash": row.plan_hash,
        "solver": row.solver,
        "figures": dict(row.figures),
        "expectations": [
            {
                "kind": mark.kind,
                "subject": mark.subject,
                "passed": mark.passed,
                "operator": mark.operator,
                "expected": mark.expected,
                "actual": mark.actual,
                "tolerance": mark.tolerance,
                "message": mark.message,
            }
            for mark in row.marks
        ],
        "problem": row.problem,
        **seconds,
    }


def _comparison(comparison: Comparison, baseline: str, language: Language) -> dict[str, Any]:
    return {
        "baseline": baseline,
        "regressions": [
            {
                "case": one.case,
                "figure": one.figure,
                "before": one.before,
                "now": one.now,
                "rate": one.rate,
                "allowed": one.allowed,
                "message": regression_words(one, language),
            }
            for one in comparison.regressions
        ],
        "new": list(comparison.new),
        "gone": list(comparison.gone),
    }
