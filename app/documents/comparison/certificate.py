"""A fairness certificate as documents write it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.documents.amounts import amount
from app.documents.comparison.certificate_words import group_labels, subjects, verdict_message
from app.documents.plan import finding_document, known
from app.messages import Language
from models.allocation.certificate.association import Association
from models.allocation.certificate.certificate import Check, FairnessCertificate
from models.allocation.certificate.group_gaps import GroupGap
from models.allocation.certificate.verdict import verdict
from models.allocation.certificate.worst_cases import Case
from models.allocation.problem import AllocationProblem
from models.units import Money


def certificate_part(
    found: FairnessCertificate, problem: AllocationProblem, strategy: str, language: Language
) -> dict[str, Any]:
    """The certificate of one strategy's plan; null where something cannot be computed, with the reason beside it."""
    money, groups = problem.money, group_labels(found, problem, language)
    names = subjects(found, problem, groups, language)
    return {
        "strategy": strategy,
        "passed": found.passed,
        "against": found.people.against,
        "people": found.people.count,
        "left_out": [list(key) for key in found.people.left_out],
        "mean": _optional(found.mean),
        "spread": _optional(found.spread),
        "gini": _optional(found.gini),
        "missing": None if found.missing is None else str(found.missing),
        "verdict": [
            {**finding_document(finding, language), "message": verdict_message(finding, names, language)}
            for finding in verdict(found)
        ],
        "checks": [_check(check, names) for check in found.checks],
        "associations": [_association(one) for one in found.associations],
        "gaps": [_gap(gap, groups) for gap in found.gaps],
        "hardest": [_case(case, money) for case in found.hardest],
        "easiest": [_case(case, money) for case in found.easiest],
    }


def _check(check: Check, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "kind": str(check.kind),
        "subject": check.subject,
        "label": names[check.subject],
        "value": _optional(check.value),
        "most": known(check.most),
        "kept": check.is_kept,
        "missing": None if check.missing is None else str(check.missing),
    }


def _association(found: Association) -> dict[str, Any]:
    return {
        "characteristic": found.characteristic,
        "people": found.count,
        "slope": _optional(found.slope),
        "low": _optional(found.low),
        "high": _optional(found.high),
        "rank_correlation": _optional(found.rank_correlation),
        "p_value": _optional(found.p_value),
        "missing": None if found.missing is None else str(found.missing),
        "rank_missing": None if found.rank_missing is None else str(found.rank_missing),
    }


def _gap(gap: GroupGap, groups: Mapping[str, str]) -> dict[str, Any]:
    return {
        "by": gap.axis,
        "by_label": groups[gap.axis],
        "key": gap.key,
        "label": gap.label,
        "people": gap.count,
        "mean": known(gap.mean),
        "gap": known(gap.gap),
    }


def _case(case: Case, money: Money) -> dict[str, Any]:
    return {
        "key": list(case.key),
        "label": case.label,
        "peer_group": list(case.peer_group),
        "target": amount(money, case.target),
        "difficulty": known(case.difficulty),
        "peers": known(case.peers),
        "deviation": known(case.deviation),
    }


def _optional(value: float | None) -> float | None:
    return None if value is None else known(value)
