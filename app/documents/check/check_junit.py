"""A check as JUnit XML: what CI systems show as a list of tests."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from xml.etree import ElementTree

from app.checks.row import CheckRow
from app.checks.run import CheckReport
from app.documents.check.words import case_words, outcome_words, regression_words
from app.messages import Language
from scenarios.checking.judgement import Status

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML document may hold."""

_FAILURES = (Status.BROKEN, Status.INFEASIBLE)
"""Cases that were decided, and not as expected; all others that did not pass are errors."""


def check_junit(report: CheckReport, language: Language, *, timings: bool = False) -> bytes:
    """The report: a suite per file, a test per case; a case that is worse than the baseline fails too."""
    worse: dict[str, list[str]] = {}
    for one in () if report.comparison is None else report.comparison.regressions:
        worse.setdefault(one.case, []).append(regression_words(one, language))
    root = ElementTree.Element("testsuites", {"name": "allot check"})
    for file, rows in groupby(report.rows, key=lambda row: row.file):
        suite = ElementTree.SubElement(root, "testsuite", {"name": _clean(file)})
        for row in rows:
            _case(suite, row, worse.get(row.case, ()), language, timings)
        _count(suite, suite.findall("testcase"))
    _count(root, root.findall("testsuite/testcase"))
    ElementTree.indent(root)
    text: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _case(suite: ElementTree.Element, row: CheckRow, worse: Sequence[str], language: Language, timings: bool) -> None:
    attributes = {"classname": _clean(row.file), "name": _clean(row.name or row.file)}
    if timings and row.seconds is not None:
        attributes["time"] = f"{row.seconds:.3f}"
    test = ElementTree.SubElement(suite, "testcase", attributes)
    complaints = [*row.complaints(language), *worse]
    kind = row.status.value if row.status is not Status.PASSED else "regression" if worse else ""
    if kind:
        tag = "failure" if row.status in (*_FAILURES, Status.PASSED) else "error"
        first = complaints[0] if complaints else outcome_words(row, language)
        result = ElementTree.SubElement(test, tag, {"type": kind, "message": _clean(first)})
        result.text = _clean("\n".join([*complaints, *row.reasons, *row.help]))
    elif row.outcome is not None:
        ElementTree.SubElement(test, "system-out").text = _clean(f"{case_words(row)}: {outcome_words(row, language)}")


def _count(element: ElementTree.Element, tests: Sequence[ElementTree.Element]) -> None:
    element.set("tests", str(len(tests)))
    element.set("failures", str(sum(test.find("failure") is not None for test in tests)))
    element.set("errors", str(sum(test.find("error") is not None for test in tests)))


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("�", text)
