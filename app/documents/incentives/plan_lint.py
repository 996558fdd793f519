"""The lint of an incentive plan as a document, with its sentences."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import numpy as np

from app.documents.amounts import amount, known_significant, significant
from app.documents.incentives.lint_words import LintWords
from app.documents.plan import finding_document
from app.messages import Language
from app.messages.plan_lint import FINDINGS, NEEDED, NOT_LOOKED, RULES
from models.incentives.incentive_plan import IncentivePlan
from models.incentives.lint.finding import CountedIn, LintFinding, Severity
from models.incentives.lint.plan_lint import LintReport
from models.incentives.rounded import whole_minor
from models.units import Money
from scenarios.incentives.definition import LoadedPlan

MINOR = "_minor"
"""Numbers of a finding whose name ends so are minor units of money."""


def plan_lint_document(loaded: LoadedPlan, report: LintReport, language: Language) -> dict[str, Any]:
    """The document of `allot lint` and `POST /v1/plan-lints`."""
    plan, assumed = loaded.plan, report.assumptions
    return {
        "schema": "allot.plan_lint/1",
        "name": plan.name,
        "plan_period": str(loaded.document.period),
        "money": {"currency": plan.money.currency, "unit": plan.money.unit.value},
        "plan_hash": loaded.plan_hash,
        "assumptions": {
            "margin_rate": plan.margin_rate if assumed.margin_rate is None else assumed.margin_rate,
            "ratchet_rate": assumed.ratchet_rate,
            "next_year": assumed.next_year,
            "shift_share": assumed.shift_share,
        },
        "errors": report.count(Severity.ERROR),
        "warnings": report.count(Severity.WARNING),
        "notes": report.count(Severity.NOTE),
        "findings": [_finding(plan, finding, language) for finding in report.findings],
        "not_looked": [_not_looked(rule, need, language) for rule, need in report.not_looked.items()],
        "empty_groups": list(report.empty_classes),
        "notices": [finding_document(notice, language) for notice in loaded.notices],
    }


def _not_looked(rule: str, need: str, language: Language) -> dict[str, Any]:
    facts = {"rule": RULES[rule].text(language), "need": NEEDED[need].text(language)}
    return {"rule": rule, "needs": need, "sentence": NOT_LOOKED.fill(facts, language)}


def _finding(plan: IncentivePlan, finding: LintFinding, language: Language) -> dict[str, Any]:
    subject, stretch = finding.subject, finding.stretch
    money = exact_amount(plan.money, finding.money_minor)
    numbers = {name: exact_amount(plan.money, value) for name, value in finding.numbers.items() if MINOR in name}
    numbers |= {name: Decimal(repr(significant(value))) for name, value in finding.numbers.items() if MINOR not in name}
    advised, words = FINDINGS[finding.code], LintWords(plan, finding, money, numbers, language)
    return {
        "rule": finding.rule,
        "code": finding.code,
        "severity": finding.severity.value,
        "group": subject.group,
        "variant": subject.variant,
        "components": list(subject.components),
        "measure": subject.measure,
        "counted_in": stretch.counted_in.value,
        "low": _place(plan.money, stretch.counted_in, stretch.low),
        "high": None if stretch.high is None else _place(plan.money, stretch.counted_in, stretch.high),
        "amount": money,
        "share": None if money is None else known_significant(finding.share),
        "people": known_significant(stretch.people),
        "people_share": known_significant(stretch.people_share),
        "numbers": _named(numbers),
        "who": words.who,
        "sentence": advised.said.fill(words.facts(), language),
        "advice": advised.advice.text(language),
    }


def exact_amount(money: Money, minor: float | None) -> Decimal | None:
    """A computed amount, rounded to the minor unit; None for none, or one without end."""
    if minor is None or not np.isfinite(minor):
        return None
    return amount(money, int(whole_minor(np.array(minor))))


def _named(numbers: Mapping[str, Decimal | None]) -> dict[str, Decimal | None]:
    return {name.removesuffix(MINOR): value for name, value in numbers.items()}


def _place(money: Money, counted_in: CountedIn, number: float) -> Decimal | float | None:
    return exact_amount(money, number) if counted_in is CountedIn.MONEY else significant(number)
