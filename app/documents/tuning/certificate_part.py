"""The certificate of a tuned plan as part of a document."""

from __future__ import annotations

from typing import Any

from app.documents.amounts import significant
from app.documents.tuning.figures import TuningFigures
from app.messages import Language
from app.messages.amounts import compared_words, percent_words
from app.messages.tuning import WORDS
from app.messages.tuning_conditions import CONDITIONS
from app.messages.tuning_endings import ENDINGS
from models.findings import Fact
from models.units import Money
from scenarios.incentives.tuning.certificate import ENOUGH_DRAWS, Certificate, CertificateLine, Certified


def certificate_part(certificate: Certificate, figures: TuningFigures) -> dict[str, Any]:
    """Values, draws, and what was found of every ceiling."""
    return {
        "plan_hash": certificate.plan_hash,
        "values": {name: significant(value) for name, value in certificate.values},
        "draws": certificate.draws,
        "seed": certificate.seed,
        "holds": certificate.holds,
        "mean": figures.estimate(certificate.mean, in_money=True),
        "var95": figures.estimate(certificate.var95, in_money=True),
        "cvar95": figures.estimate(certificate.cvar95, in_money=True),
        "lines": [_line(line, figures) for line in certificate.lines],
    }


def certificate_verdict(certificate: Certificate, money: Money, language: Language) -> str:
    """Whether it holds, what is broken, and that it rests on few draws where it does."""
    facts: dict[str, Fact] = {"draws": f"{certificate.draws:,}", "seed": certificate.seed}
    few = ""
    if certificate.draws < ENOUGH_DRAWS:
        space = "" if language == "zh" else " "
        few = space + ENDINGS["few_draws"].fill({**facts, "enough": f"{ENOUGH_DRAWS:,}"}, language)
    if certificate.holds:
        return WORDS["certificate_holds"].fill(facts, language) + few
    broken = [broken_line(line, money, language) for line in certificate.lines if not line.holds]
    facts["what"] = "；".join(broken) if language == "zh" else "; ".join(broken)
    return WORDS["certificate_fails"].fill(facts, language) + few


def broken_line(line: CertificateLine, money: Money, language: Language) -> str:
    """What a ceiling was held against, in words."""

    def words(value: float) -> str:
        if line.about is Certified.OVER_BUDGET:
            return percent_words(round(value, 4), language)
        return compared_words(TuningFigures(money, in_money=True).amount(value) or money.from_minor(0), money, language)

    facts: dict[str, Fact] = {
        "what": CONDITIONS[line.about.value].text(language),
        "found": words(line.found.value),
        "high": words(line.found.high),
        "ceiling": words(line.ceiling),
    }
    return WORDS["line_broken"].fill(facts, language)


def _line(line: CertificateLine, figures: TuningFigures) -> dict[str, Any]:
    is_share = line.about is Certified.OVER_BUDGET
    return {
        "about": line.about.value,
        "ceiling": figures.measured(line.ceiling, in_money=not is_share),
        **(figures.estimate(line.found, in_money=not is_share) or {}),
        "holds": line.holds,
        "level": line.level,
        "amount": figures.amount(line.amount),
    }
