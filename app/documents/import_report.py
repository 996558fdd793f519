"""The import report as JSON-ready values: where every number came from, and what to look at."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

from app.documents.plan import finding_document
from app.messages.import_report import BY, COLUMNS
from app.messages.language import Language
from models.findings import Fact
from models.history.calendar import month_text
from models.history.seasonality import SHARE_UNITS
from models.history.uncertainty import DEFAULT_COMPANY_SD, DEFAULT_OWN_SD, DEFAULT_REGION_SD
from scenarios.importing.base_year import calendar_of
from scenarios.importing.history import History
from scenarios.importing.run import Import

SCHEMA = "allot.import-report/1"


def import_report(found: Import, language: Language) -> dict[str, Any]:
    """The whole report; amounts are Decimals in the document's unit."""
    history = found.history
    transactions = history.transactions
    return {
        "schema": SCHEMA,
        "name": history.mapping.name,
        "period": history.plan_label,
        "money": {"currency": history.money.currency, "unit": str(history.money.unit)},
        "inputs": [{"file": one.name, "rows": one.rows, "sha256": one.sha256 or None} for one in found.inputs],
        "months": {
            "first": month_text(int(transactions.month.min())),
            "last": month_text(int(transactions.month.max())),
        },
        "baseline": _baseline(history),
        "targets": [
            {
                "name": one.name or None,
                "amount": history.money.from_minor(one.minor),
                "growth_rate": _rate(one.ratio - 1),
            }
            for one in found.targets
        ],
        "columns": _columns(history, language),
        "starts": _starts(history),
        "proxies": _proxies(history),
        "one_offs": _one_offs(history),
        "growth": _growth(history),
        "seasonality": _seasonality(history),
        "uncertainty": _uncertainty(history),
        "rates": _rates(history),
        "quality": [
            finding_document(finding, language) | {"file": finding.location.file, "column": finding.location.column}
            for finding in found.quality.findings
        ],
    }


def _baseline(history: History) -> dict[str, Any]:
    base, money = history.base, history.money
    excluded = sum(deal.amount for deal in history.one_offs.deals if deal.excluded and _in_base(history, deal.row))
    known = int(base.actual[base.known].sum())
    actual = int(base.actual.sum())
    return {
        "year": calendar_of(history.mapping).label(history.mapping.years.base),
        "rows": int((base.cell_of_row >= 0).sum()),
        "cells": base.count,
        "actual": money.from_minor(actual),
        "excluded": money.from_minor(excluded),
        "too_short": money.from_minor(actual - known),
        "annualised": money.from_minor(int(base.baseline[base.known].sum()) - known),
        "baseline": money.from_minor(history.cells.baseline),
        "proxies": money.from_minor(history.cells.comparable - history.cells.baseline),
        "comparable": money.from_minor(history.cells.comparable),
    }


def _in_base(history: History, row: int) -> bool:
    found = history.transactions
    calendar = calendar_of(history.mapping)
    place = int((found.row == row).argmax())
    return calendar.year_of(int(found.month[place])) == history.mapping.years.base


def _columns(history: History, language: Language) -> list[dict[str, Any]]:
    """Per column of the cells table its rule, and how many cells state it."""
    mapping, cells = history.mapping, history.cells.cells
    facts: dict[str, dict[str, Fact]] = {
        "baseline": {
            "amount": mapping.columns.amount,
            "rows": int((history.base.cell_of_row >= 0).sum()),
            "year": calendar_of(mapping).label(mapping.years.base),
            "dimensions": [dimension.name for dimension in mapping.dimensions],
            "starts": sum(start.enough for start in history.base.starts),
            "by": BY[mapping.annualise.by].text(language),
        },
        "potential": {"members": len(history.proxies)},
        "forecast": {"damping": round(history.outlook.growth.damping, 4)},
        "forecast_log_sd": {},
        "margin_rate": {
            "cost": mapping.columns.cost or "",
            "amount": mapping.columns.amount,
            "from_product": int(history.rates.from_product.sum()),
        },
        "previous": {"people": len(history.previous) - len(history.cells.previous_lost)},
    }
    counts = {
        "baseline": sum(cell.baseline is not None for cell in cells),
        "potential": sum(cell.comparable > 0 for cell in cells),
        "forecast": sum(cell.forecast is not None for cell in cells),
        "forecast_log_sd": sum(cell.forecast is not None and cell.log_sd is not None for cell in cells),
        "margin_rate": sum(cell.margin is not None for cell in cells),
        "previous": sum(cell.previous is not None for cell in cells),
    }
    return [
        {"column": name, "cells": counts[name], "rule": COLUMNS[name].fill(facts[name], language)}
        for name in COLUMNS
        if counts[name]
    ]


def _starts(history: History) -> list[dict[str, Any]]:
    return [
        {
            "member": one.member,
            "start": one.day.isoformat(),
            "source": one.source,
            "months": one.months,
            "actual": history.money.from_minor(one.actual),
            "annualised": history.money.from_minor(one.annualised) if one.enough else None,
        }
        for one in history.base.starts
    ]


def _proxies(history: History) -> list[dict[str, Any]]:
    return [
        {
            "member": one.member,
            "rule": one.rule,
            "amount": history.money.from_minor(one.amount),
            "peers": [{"member": name, "amount": history.money.from_minor(amount)} for name, amount in one.parts],
            "cells": len(one.cells),
            "reason": one.reason or None,
        }
        for one in history.proxies
    ]


def _one_offs(history: History) -> list[dict[str, Any]]:
    return [
        {
            "row": one.row,
            "amount": history.money.from_minor(one.amount),
            "members": list(one.members),
            "score": one.score,
            "excluded": one.excluded,
            "reason": one.reason or None,
        }
        for one in history.one_offs.deals
    ]


def _growth(history: History) -> dict[str, Any]:
    outlook, money = history.outlook, history.money
    calendar = calendar_of(history.mapping)
    years = [
        {"year": calendar.label(year), "amount": money.from_minor(total)}
        for year, total in zip(outlook.years, outlook.totals, strict=True)
    ]
    both = outlook.like_for_like
    growth = outlook.growth
    return {
        "years": years,
        "like_for_like": None
        if both is None
        else {
            "before": money.from_minor(both[0]),
            "after": money.from_minor(both[1]),
            "growth_rate": _rate(both[1] / both[0] - 1) if both[0] > 0 else None,
        },
        "mean_log_growth": _rate(growth.mean),
        "damping": _rate(growth.damping),
        "between_variance": _rate(growth.between_variance),
        "series": [
            {
                "members": list(key),
                "observed": _number(float(growth.observed[place])),
                "weight": _rate(float(growth.weight[place])),
                "expected": _rate(float(growth.expected[place])),
                "log_sd": _rate(float(log_sd)),
            }
            for place, (key, log_sd) in enumerate(zip(outlook.keys, outlook.uncertainty.log_sd(), strict=True))
        ],
    }


def _seasonality(history: History) -> dict[str, Any]:
    found = history.shapes
    return {
        "dimensions": [history.mapping.dimensions[place].name for place in found.dimensions],
        "company": [Decimal(int(share)) / SHARE_UNITS for share in found.shapes.company],
        "groups": [
            {
                "members": list(key),
                "weight": _rate(float(found.shapes.weight[place])),
                "months_seen": int(found.shapes.observed[place]),
                "shares": [Decimal(int(share)) / SHARE_UNITS for share in found.shapes.shares[place]],
            }
            for place, key in enumerate(found.keys)
        ],
    }


def _uncertainty(history: History) -> dict[str, Any]:
    found = history.outlook.uncertainty
    used = (found.company, found.region, found.pooled_own)
    defaults = (DEFAULT_COMPANY_SD, DEFAULT_REGION_SD, DEFAULT_OWN_SD)
    parts = [
        {
            "part": name,
            "raw": _number(math.sqrt(max(found.raw[place], 0.0)) if found.counts[place] else math.nan),
            "count": found.counts[place],
            "default": defaults[place],
            "used": _rate(used[place]),
        }
        for place, name in enumerate(("company", "region", "own"))
    ]
    company, region = found.loadings
    return {
        "parts": parts,
        "log_sd": _rate(found.typical_log_sd),
        "company_loading": _rate(company),
        "region_loading": _rate(region),
    }


def _rates(history: History) -> list[dict[str, Any]]:
    rates = history.rates
    return [
        {
            "product": name,
            "margin_rate": rates.product_margin.get(name),
            "unit_price": history.money.from_minor(round(rates.product_price[name]))
            if name in rates.product_price
            else None,
        }
        for name in sorted({*rates.product_margin, *rates.product_price})
    ]


def _rate(value: float) -> float:
    return round(float(value), 6)


def _number(value: float) -> float | None:
    return None if math.isnan(value) else round(value, 6)
