"""A fairness certificate's verdict for people: characteristics, groups and numbers as they are called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from app.documents.comparison.nodes import cut_labels
from app.documents.comparison.words import word
from app.messages import Language, describe
from models.allocation.certificate.certificate import FairnessCertificate
from models.allocation.certificate.people_difficulty import labels as people_labels
from models.allocation.problem import AllocationProblem
from models.allocation.rollup import cut_of
from models.findings import Fact, Finding

CHARACTERISTICS = ("size", "potential", "tenure")
IN_POINTS = ("certificate_slope", "certificate_gap", "certificate_deviation")
"""Verdicts whose numbers are told in percentage points of difficulty."""

CHECKS_IN_POINTS = ("slope", "gap", "deviation")
"""Thresholds of the same kind."""

POINT_DIGITS, NUMBER_DIGITS = 2, 4


def subject_words(name: str, language: Language) -> str:
    """What people call a characteristic; other subjects speak for themselves."""
    return word(name, language) if name in CHARACTERISTICS else name


def points_head(name: str, language: Language) -> str:
    """The head of a column, or the label of a threshold, whose numbers are percentage points of difficulty."""
    return word("in_points", language, name=name)


def in_points(value: float | None) -> float | None:
    """A distance of difficulties in percentage points."""
    return None if value is None else 100.0 * value


def group_labels(found: FairnessCertificate, problem: AllocationProblem, language: Language) -> dict[str, str]:
    """What people call the axes of the groups."""
    axes = dict.fromkeys(gap.axis for gap in found.gaps)
    return {axis: cut_labels(problem, cut_of(problem, (axis,)), language)[0] for axis in axes}


def subjects(
    found: FairnessCertificate, problem: AllocationProblem, labels: Mapping[str, str], language: Language
) -> dict[str, str]:
    """What people call the subjects of the checks, by how the certificate names them; and the column, and a person who
    is alone in it."""
    names = {check.subject: subject_words(check.subject, language) for check in found.checks}
    names[found.people.against] = word(found.people.against, language)
    if len(found.people.keys) == 1:
        (key,) = found.people.keys
        names[" × ".join(key)] = people_labels(problem, found.people.axes, key)
    for gap in found.gaps:
        by = labels[gap.axis] if language == "zh" else labels[gap.axis].lower()
        names[f"{gap.axis} {gap.label}"] = f"{by} {gap.label}"
    return names


def verdict_message(finding: Finding, names: Mapping[str, str], language: Language) -> str:
    """One sentence of the verdict."""
    facts: dict[str, Fact] = dict(finding.facts)
    for key in ("name", "who", "person", "column"):
        if key in facts:
            facts[key] = names.get(str(facts[key]), facts[key])
    scale, digits = (100.0, POINT_DIGITS) if finding.code in IN_POINTS else (1.0, NUMBER_DIGITS)
    for key in ("value", "most"):
        number = facts.get(key)
        if isinstance(number, int | float):
            facts[key] = f"{round(scale * number, digits):g}".replace("-", "−")
    return describe(replace(finding, facts=facts), language)
