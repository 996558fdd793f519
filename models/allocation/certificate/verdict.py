"""The verdict of a fairness certificate: what is kept, what is not and by how much, what nobody can know."""

from __future__ import annotations

from collections.abc import Iterator

from models.allocation.certificate.association import LEAST_TRIPLE
from models.allocation.certificate.certificate import Check, FairnessCertificate
from models.allocation.certificate.rules import CheckKind, Missing
from models.findings import Fact, Finding, Location

SECTION = "/fairness_certificate"
_CODES: dict[CheckKind, str] = {
    CheckKind.SLOPE: "certificate_slope",
    CheckKind.RANK_CORRELATION: "certificate_rank_correlation",
    CheckKind.GINI: "certificate_gini",
    CheckKind.GAP: "certificate_gap",
    CheckKind.DEVIATION: "certificate_deviation",
}

DIGITS = 4
"""Decimals of values in sentences."""


def verdict(found: FairnessCertificate) -> tuple[Finding, ...]:
    """The findings, the most important first: thresholds that are exceeded, those that could not be checked, whether
    all are kept, and who was left out."""
    return (*_basis(found), *_exceeded(found), *_unchecked(found), *_summary(found), *_left_out(found))


def _basis(found: FairnessCertificate) -> Iterator[Finding]:
    column = found.people.against
    if found.missing is Missing.NO_DATA:
        yield Finding("certificate_without_measure", Location(pointer=SECTION), {"column": column})
    if found.missing is Missing.TOO_FEW:
        person = " × ".join(found.people.keys[0])
        yield Finding("certificate_one_person", Location(pointer=SECTION), {"person": person})


def _exceeded(found: FairnessCertificate) -> Iterator[Finding]:
    for check in found.checks:
        if check.is_kept is False and check.value is not None:
            facts: dict[str, Fact] = {"value": round(check.value, DIGITS), "most": check.most}
            yield Finding(_CODES[check.kind], _at(check), facts | _subject(check))


def _unchecked(found: FairnessCertificate) -> Iterator[Finding]:
    """Why a threshold could not be checked; where nobody can be compared that is said once."""
    if found.missing is not None:
        return
    for check in found.checks:
        if check.is_kept is not None:
            continue
        if check.kind is CheckKind.GAP:
            yield Finding("certificate_without_groups", _at(check), {})
        elif check.kind is CheckKind.DEVIATION:
            yield Finding("certificate_without_peers", _at(check), {})
        else:
            yield _characteristic(found, check)


def _characteristic(found: FairnessCertificate, check: Check) -> Finding:
    if check.missing is Missing.NO_SPREAD:
        return Finding("certificate_no_spread", _at(check), {"name": check.subject})
    count = next(one.count for one in found.associations if one.characteristic == check.subject)
    least = LEAST_TRIPLE if check.kind is CheckKind.RANK_CORRELATION else 2
    return Finding("certificate_too_few", _at(check), {"name": check.subject, "count": count, "least": least})


def _summary(found: FairnessCertificate) -> Iterator[Finding]:
    count = found.people.count
    if not found.checks:
        yield Finding("certificate_without_thresholds", Location(pointer=SECTION), {"count": count})
    elif found.passed:
        facts = {"count": count, "checks": len(found.checks)}
        yield Finding("certificate_kept", Location(pointer=SECTION), facts)


def _left_out(found: FairnessCertificate) -> Iterator[Finding]:
    people = found.people
    if people.left_out and people.count:
        names = list(people.left_out_labels)
        facts: dict[str, Fact] = {"count": len(names), "members": names, "column": people.against}
        yield Finding("certificate_left_out", Location(pointer=SECTION), facts)


def _at(check: Check) -> Location:
    return Location(pointer=f"{SECTION}/max_{check.kind.value}")


def _subject(check: Check) -> dict[str, Fact]:
    if check.kind in (CheckKind.SLOPE, CheckKind.RANK_CORRELATION):
        return {"name": check.subject}
    return {} if check.kind is CheckKind.GINI else {"who": check.subject}
