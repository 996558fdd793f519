"""Answers to the example of an incentive plan, for the interface's documentation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

TINY_PAYOUT: Mapping[str, Any] = {
    "schema": "allot.payout/1",
    "name": "Tiny incentive plan",
    "plan_period": "2026",
    "plan_hash": "sha256:2d24581046b0e6b1c8a9c2dfa06ea16fd3cd91361f3bac7963b3d6bc2c323836",
    "through": "2026-12",
    "months": 12,
    "money": {"currency": "CNY", "unit": "major"},
    "what_if": None,
    "total": {
        "target_incentive": 24000,
        "incentive_to_date": 24000,
        "components": 28800,
        "cap_cut": 0,
        "clawback": 0,
        "earned": 28800,
        "paid": 28800,
        "held": 0,
        "balance": 0,
        "later": 0,
        "forfeited": 0,
        "people": 1,
        "waiting": 0,
    },
    "groups": [
        {
            "group": "rep",
            "label": "rep",
            "people": 1,
            "target_incentive": 24000,
            "incentive_to_date": 24000,
            "components": 28800,
            "cap_cut": 0,
            "clawback": 0,
            "earned": 28800,
            "paid": 28800,
            "held": 0,
            "balance": 0,
            "later": 0,
            "forfeited": 0,
        }
    ],
    "components": [
        {"group": "rep", "component": "revenue bonus", "label": "revenue bonus", "people": 1, "earned": 28800}
    ],
    "payments": [
        {
            "day": "2027-01-15",
            "through": "2026-12",
            "people": 1,
            "advance": 28800,
            "top_up": 0,
            "held": 0,
            "paid": 28800,
        }
    ],
    "later": [],
    "people": [
        {
            "person": "ann",
            "label": "Ann",
            "group": "rep",
            "variant": None,
            "target_incentive": 24000,
            "incentive_to_date": 24000,
            "components": 28800,
            "cap_cut": 0,
            "clawback": 0,
            "earned": 28800,
            "paid": 28800,
            "held": 0,
            "balance": 0,
            "later": 0,
            "forfeited": 0,
            "rate": 1.2,
        }
    ],
    "statements": [
        {
            "statement_hash": "sha256:5d465eb09d7be3db4c2859c4910565e6dbe8119cb7e2ebc73d7a667554e8cc6f",
            "person": "ann",
            "label": "Ann",
            "group": "rep",
            "group_label": "rep",
            "variant": None,
            "months": 12,
            "through": "2026-12",
            "ote": 60000,
            "pay_mix": 0.4,
            "active_months": 12.0,
            "left": None,
            "target_incentive": 24000,
            "incentive_to_date": 24000,
            "lines": [
                {
                    "component": "revenue bonus",
                    "label": "revenue bonus",
                    "item": None,
                    "measures": ["revenue"],
                    "basis": "attainment",
                    "pool": None,
                    "actual": 1100000.0,
                    "target": 1000000.0,
                    "number": 1.1,
                    "knot": 1.0,
                    "height": 1.0,
                    "slope": 2.0,
                    "value": 1.2,
                    "share": 1.0,
                    "base": 24000,
                    "gates": [],
                    "gate_factor": 1.0,
                    "pay": 28800,
                    "sentence": "revenue: 1,100,000 of 1,000,000 = 110 %; from 100 % on: 100 % + 2 × "
                    "10 % = 120 %; 24,000 × 100 % × 120 % = 28,800",
                    "period_pay": [28800],
                    "earned": 28800,
                    "periods": [],
                    "curve": [
                        {"at": 0.0, "pay": 0},
                        {"at": 0.8, "pay": 0},
                        {"at": 0.8, "pay": 12000},
                        {"at": 1.0, "pay": 24000},
                        {"at": 1.2, "pay": 33600},
                        {"at": 1.93333333333, "pay": 60000},
                        {"at": 2.0, "pay": 60000},
                    ],
                }
            ],
            "gates": [
                {
                    "label": "satisfied",
                    "number": 0.9,
                    "least": 0.7,
                    "factor": 0.9,
                    "passed": True,
                    "sentence": "satisfied: 0.9 is at least 0.7, so pay stays whole.",
                }
            ],
            "by_period": False,
            "components": 28800,
            "cap": None,
            "cap_cut": 0,
            "clawback": 0,
            "taken_back": None,
            "earned": 28800,
            "paid": 28800,
            "held": 0,
            "payments": [
                {
                    "day": "2027-01-15",
                    "first": "2026-01",
                    "last": "2026-12",
                    "earned": 28800,
                    "advance": 28800,
                    "top_up": 0,
                    "held": 0,
                    "paid": 28800,
                    "balance": 0,
                }
            ],
            "later": [],
            "forfeited": [],
            "sentences": ["Target incentive: 60,000 × 40 % = 24,000.", "Earned: 28,800."],
        }
    ],
    "notices": [],
}

TINY_PAYOUT_CSV = """\
person,label,group,variant,component,item,actual,target,number,value,share,base,gate_factor,pay
ann,Ann,rep,,revenue bonus,,1100000,1000000,1.1,1.2,1,24000,1,28800
"""
