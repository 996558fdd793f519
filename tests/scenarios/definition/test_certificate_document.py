"""The section `fairness_certificate`: what is written becomes the rules of the certificate."""

from __future__ import annotations

from datetime import date

from models.allocation.certificate.rules import CertificateRules, CheckKind
from tests.support.documents import read, sound


def test_without_it_nothing_is_asked() -> None:
    assert read(sound()).certificate_rules == CertificateRules()
    assert CertificateRules().asked == ("size", "potential", "tenure")


def test_everything_written() -> None:
    section = {
        "characteristics": ["size", "capacity"],
        "groups": "team",
        "as_of": "2025-01-01",
        "max_slope": 0.02,
        "max_rank_correlation": 0.3,
        "max_gini": 0.05,
        "max_gap": 0.04,
        "max_deviation": 0.1,
    }
    document = {**sound(), "fairness": {"by": ["rep"]}, "fairness_certificate": section}
    rules = read(document).certificate_rules
    assert rules.asked == ("size", "capacity")
    assert (rules.groups, rules.as_of) == (("team",), date(2025, 1, 1))
    assert rules.most == {
        CheckKind.SLOPE: 0.02,
        CheckKind.RANK_CORRELATION: 0.3,
        CheckKind.GINI: 0.05,
        CheckKind.GAP: 0.04,
        CheckKind.DEVIATION: 0.1,
    }
