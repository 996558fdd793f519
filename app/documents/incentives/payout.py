"""Writes a pay run as the document of `payout_schema`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from app.documents.amounts import amount, amounts, significant
from app.documents.incentives.figures import PayFigures
from app.documents.incentives.statement_number import statement_hash
from app.documents.incentives.statement_part import statement_part
from app.documents.plan import finding_document
from app.messages.language import Language
from models.history.calendar import month_text
from models.incentives.statement import Statement
from models.units import Money
from scenarios.incentives.pay_columns import AMOUNTS, component_sums, day_sums, later_sums
from scenarios.incentives.pay_request import PayAnswer


def payout_document(answer: PayAnswer, language: Language) -> dict[str, Any]:
    """JSON-ready values; amounts are Decimals in the plan's unit. Sentences are in `language`."""
    run = answer.run
    plan, loaded, money = run.plan, run.loaded, run.plan.money
    figures = PayFigures(plan, language)
    document: dict[str, Any] = {
        "schema": "allot.payout/1",
        "name": plan.name,
        "plan_period": loaded.document.period,
        "plan_hash": loaded.plan_hash,
        "through": month_text(plan.first_month + run.actuals.through - 1),
        "months": run.actuals.through,
        "money": {"currency": money.currency, "unit": str(money.unit)},
        "what_if": _what_if(answer),
        **_sums(answer),
        "people": _people(answer),
        "statements": [_statement(answer, figures, statement) for statement in answer.statements],
        "notices": [finding_document(finding, language) for finding in run.notices],
    }
    document["statements"] = [
        {"statement_hash": statement_hash(document, part), **part} for part in document["statements"]
    ]
    return document


def _statement(answer: PayAnswer, figures: PayFigures, statement: Statement) -> dict[str, Any]:
    """A year that is assumed has no payments: nothing says how it falls on periods."""
    part = statement_part(figures, statement)
    return part if answer.what_if is None else {**part, "payments": []}


def _what_if(answer: PayAnswer) -> dict[str, Any] | None:
    asked, plan = answer.what_if, answer.run.plan
    if asked is None:
        return None
    return {
        "person": plan.roster.keys[answer.persons[0]],
        "at": {name: significant(at) for name, at in asked.at.items()},
        "every": significant(asked.every),
        "ladder": [{"at": significant(one.at), "earned": amount(plan.money, one.earned)} for one in asked.ladder],
    }


def _sums(answer: PayAnswer) -> dict[str, Any]:
    """Everything that is summed over people."""
    run, columns = answer.run, answer.columns
    plan, money, people = run.plan, run.plan.money, answer.columns.people
    through = plan.first_month - 1
    waiting = int(np.count_nonzero(run.places[:, 0] < 0)) if answer.what_if is None else 0
    return {
        "total": {**_written(money, columns.sums()), "people": int(people.size), "waiting": waiting},
        "groups": _groups(answer),
        "components": [
            {
                "group": one.group,
                "component": one.component,
                "label": one.label,
                "people": one.people,
                "earned": amount(money, one.earned),
            }
            for one in component_sums(run, people)
        ],
        "payments": [
            {
                "day": one.day.isoformat(),
                "through": month_text(through + one.months),
                "people": one.people,
                **{name: amount(money, getattr(one, name)) for name in ("advance", "top_up", "held", "paid")},
            }
            for one in ([] if answer.what_if else day_sums(run, people))
        ],
        "later": [
            {
                "day": one.day.isoformat(),
                "element": one.element,
                "people": one.people,
                "amount": amount(money, one.amount),
                "present_value": amount(money, round(one.present_value)),
            }
            for one in later_sums(run, people)
        ],
    }


def _groups(answer: PayAnswer) -> list[dict[str, Any]]:
    plan, columns = answer.run.plan, answer.columns
    keys = np.array([one.group.key for one in plan.classes])[plan.roster.pay_class[columns.people]]
    found = []
    for group in answer.run.loaded.document.groups:
        chosen = np.flatnonzero(keys == group.key)
        if chosen.size:
            sums = _written(plan.money, columns.sums(chosen))
            found.append({"group": group.key, "label": group.shown, "people": int(chosen.size), **sums})
    return found


def _people(answer: PayAnswer) -> list[dict[str, Any]]:
    """One row per person."""
    plan, columns = answer.run.plan, answer.columns
    roster, people = plan.roster, columns.people.tolist()
    about = [(one.group.key, None if one.variant is None else one.variant.name) for one in plan.classes]
    classes = roster.pay_class.tolist()
    earned, incentive = columns.amounts["earned"], columns.amounts["incentive_to_date"]
    rates = np.divide(earned, incentive, out=np.full(len(people), np.nan), where=incentive > 0).tolist()
    written = [amounts(plan.money, columns.amounts[name].tolist()) for name in AMOUNTS]
    rows = []
    for person, rate, *own in zip(people, rates, *written, strict=True):
        group, variant = about[classes[person]]
        head = {"person": roster.keys[person], "label": roster.labels[person], "group": group, "variant": variant}
        rows.append(
            {**head, **dict(zip(AMOUNTS, own, strict=True)), "rate": significant(rate) if rate == rate else None}
        )
    return rows


def _written(money: Money, sums: Mapping[str, int]) -> dict[str, Any]:
    return {name: amount(money, minor) for name, minor in sums.items()}
