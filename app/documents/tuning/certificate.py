"""A certificate that was worked out again, as a document."""

from __future__ import annotations

from typing import Any

from app.documents.tuning.certificate_part import certificate_part, certificate_verdict
from app.documents.tuning.figures import TuningFigures
from app.messages import Language
from scenarios.incentives.definition.loaded_plan import LoadedPlan
from scenarios.incentives.tuning.certificate import Certificate


def certificate_document(loaded: LoadedPlan, certificate: Certificate, language: Language) -> dict[str, Any]:
    """The document of `allot certify` and `POST /v1/certificates`."""
    money = loaded.plan.money
    return {
        "schema": "allot.certificate/1",
        "name": loaded.plan.name,
        "plan_period": str(loaded.document.period),
        "money": {"currency": money.currency, "unit": money.unit.value},
        "verdict": certificate_verdict(certificate, money, language),
        **certificate_part(certificate, TuningFigures(money, in_money=True)),
    }
