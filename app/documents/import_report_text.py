"""The import report as Markdown for people, in English or Chinese."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from app.messages.amounts import change_words, money_words
from app.messages.findings import at_place, describe_place
from app.messages.import_report import FIELDS, HEADINGS, RULES, SOURCES, SUMMARY
from app.messages.language import Language
from models.findings import Fact, Location
from models.units import Money

MOST_ROWS = 200
"""Rows of one table in the text; the JSON report holds all of them."""

_SPECIAL = str.maketrans({"|": "\\|", "\n": " ", "\r": " ", "<": "&lt;", "`": "'"})


def import_report_text(report: Mapping[str, Any], money: Money, language: Language) -> str:
    """The report of `import_report` as text."""
    return _Text(report, money, language).text()


class _Text:
    """Writes the sections one after the other."""

    def __init__(self, report: Mapping[str, Any], money: Money, language: Language) -> None:
        self._report, self._money, self._language = report, money, language

    def text(self) -> str:
        """All sections."""
        parts = [
            f"# {HEADINGS['title'].fill({'name': _plain(self._report['name'])}, self._language)}",
            self._section(
                "summary", "\n".join(f"- {line}" for line in summary_lines(self._report, self._money, self._language))
            ),
            self._section("quality", self._quality()),
            self._section("columns", self._table(["column", "cells", "rule"], self._rows("columns"))),
            self._section(
                "starts",
                self._table(["member", "start", "source", "months", "actual", "annualised"], self._start_rows()),
            ),
            self._section("proxies", self._table(["member", "rule", "amount", "behind", "reason"], self._proxy_rows())),
            self._section(
                "one_offs", self._table(["row", "amount", "members", "score", "excluded", "reason"], self._deal_rows())
            ),
            self._section("growth", self._growth()),
            self._section("seasonality", self._seasonality()),
            self._section("uncertainty", self._uncertainty()),
            self._section("rates", self._table(["product", "margin", "price"], self._rate_rows())),
            self._section("inputs", self._table(["file", "rows"], self._rows("inputs"))),
        ]
        return "\n\n".join(parts) + "\n"

    def _section(self, key: str, body: str) -> str:
        return f"## {HEADINGS[key].text(self._language)}\n\n{body or HEADINGS['nothing'].text(self._language)}"

    def _field(self, key: str) -> str:
        return FIELDS[key].text(self._language)

    def _amount(self, amount: Decimal | None) -> str:
        return "" if amount is None else f"{amount:,f}"

    def _rows(self, key: str) -> list[list[str]]:
        names = {"columns": ("column", "cells", "rule"), "inputs": ("file", "rows")}[key]
        return [
            [f"{row[name]:,}" if isinstance(row[name], int) else row[name] for name in names]
            for row in self._report[key]
        ]

    def _table(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
        if not rows:
            return ""
        lines = [[self._field(name) for name in header], ["---"] * len(header), *rows[:MOST_ROWS]]
        text = "\n".join("| " + " | ".join(_plain(field) for field in line) + " |" for line in lines)
        return text + (f"\n\n… {len(rows) - MOST_ROWS:,}" if len(rows) > MOST_ROWS else "")

    def _quality(self) -> str:
        lines = []
        for one in self._report["quality"]:
            place = describe_place(Location(file=one["file"], column=one["column"]), self._language)
            lines.append(f"- {at_place(_plain(place), _plain(one['message']), self._language)}")
        return "\n".join(lines)

    def _start_rows(self) -> list[list[str]]:
        return [
            [
                one["member"],
                one["start"],
                SOURCES[one["source"]].text(self._language),
                f"{one['months']:g}",
                self._amount(one["actual"]),
                self._amount(one["annualised"]) or "–",
            ]
            for one in self._report["starts"]
        ]

    def _proxy_rows(self) -> list[list[str]]:
        return [
            [
                one["member"],
                RULES[one["rule"]].text(self._language),
                self._amount(one["amount"]),
                "; ".join(f"{peer['member']} {self._amount(peer['amount'])}" for peer in one["peers"]),
                one["reason"] or "",
            ]
            for one in self._report["proxies"]
        ]

    def _deal_rows(self) -> list[list[str]]:
        return [
            [
                str(one["row"]),
                self._amount(one["amount"]),
                " × ".join(one["members"]),
                f"{one['score']:g}",
                self._field("yes" if one["excluded"] else "no"),
                one["reason"] or "",
            ]
            for one in self._report["one_offs"]
        ]

    def _growth(self) -> str:
        growth = self._report["growth"]
        years = growth["years"]
        before = [None, *(year["amount"] for year in years[:-1])]
        yearly = [
            [year["year"], self._amount(year["amount"]), change_words(float(year["amount"] / old) - 1) if old else "–"]
            for year, old in zip(years, before, strict=True)
        ]
        series = [
            [
                " × ".join(one["members"]),
                "–" if one["observed"] is None else f"{one['observed']:+.3f}",
                f"{one['weight']:.2f}",
                f"{one['expected']:+.3f}",
                f"{one['log_sd']:.3f}",
            ]
            for one in growth["series"]
        ]
        tables = [
            self._table(["year", "amount", "growth"], yearly),
            self._table(["series", "observed", "weight", "expected", "log_sd"], series),
        ]
        return "\n\n".join(table for table in tables if table)

    def _seasonality(self) -> str:
        found = self._report["seasonality"]
        header = [self._field("group"), self._field("weight"), *(f"m{month:02d}" for month in range(1, 13))]
        rows = [[self._field("company"), "", *(f"{float(share) * 100:.1f}" for share in found["company"])]]
        rows += [
            [
                " × ".join(one["members"]),
                f"{one['weight']:.2f}",
                *(f"{float(share) * 100:.1f}" for share in one["shares"]),
            ]
            for one in found["groups"][:MOST_ROWS]
        ]
        lines = [header, ["---"] * len(header), *rows]
        return "\n".join("| " + " | ".join(_plain(field) for field in line) + " |" for line in lines)

    def _uncertainty(self) -> str:
        rows = [
            [
                self._field(one["part"]),
                "–" if one["raw"] is None else f"{one['raw']:.3f}",
                str(one["count"]),
                f"{one['default']:.2f}",
                f"{one['used']:.3f}",
            ]
            for one in self._report["uncertainty"]["parts"]
        ]
        return self._table(["part", "raw", "count", "default", "used"], rows)

    def _rate_rows(self) -> list[list[str]]:
        return [
            [
                one["product"],
                "–" if one["margin_rate"] is None else f"{one['margin_rate'] * 100:.1f} %",
                self._amount(one["unit_price"]) or "–",
            ]
            for one in self._report["rates"]
        ]


def summary_lines(report: Mapping[str, Any], money: Money, language: Language) -> list[str]:
    """The numbers that everybody wants first, one sentence each."""
    base = report["baseline"]

    def words(amount: Decimal) -> str:
        return money_words(amount, money, language)

    facts: dict[str, Fact] = {
        "year": base["year"],
        "rows": f"{base['rows']:,}",
        "cells": f"{base['cells']:,}",
        "actual": words(base["actual"]),
        "excluded": words(base["excluded"]) if base["excluded"] else "",
    }
    lines = [SUMMARY["base"].fill(facts, language)]
    if base["too_short"]:
        lines.append(SUMMARY["short"].fill({"amount": words(base["too_short"])}, language))
    if base["annualised"]:
        facts = {"amount": words(base["annualised"]), "baseline": words(base["baseline"])}
        lines.append(SUMMARY["annualised"].fill(facts, language))
    if base["proxies"]:
        facts = {"amount": words(base["proxies"]), "comparable": words(base["comparable"])}
        lines.append(SUMMARY["proxies"].fill(facts, language))
    both = report["growth"]["like_for_like"]
    if both is not None and both["growth_rate"] is not None:
        rate = change_words(both["growth_rate"])
        facts = {"rate": rate, "before": words(both["before"]), "after": words(both["after"])}
        lines.append(SUMMARY["like_for_like"].fill(facts, language))
    for target in report["targets"]:
        growth = change_words(target["growth_rate"])
        facts = {"name": target["name"] or "", "amount": words(target["amount"]), "growth": growth}
        lines.append(SUMMARY["target"].fill(facts, language))
    return lines


def _plain(text: str) -> str:
    return text.translate(_SPECIAL)
