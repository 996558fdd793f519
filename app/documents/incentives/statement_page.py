"""One person's statement as a page to print: self-contained, in Chinese or English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from markupsafe import Markup

from app.documents.incentives.curve_svg import curve_svg
from app.documents.incentives.figures import PayFigures
from app.documents.incentives.statement_words import later_reasons, period_reasons, statement_sentences, stretch
from app.documents.incentives.what_if_words import assumed_words, rate_words
from app.documents.incentives.words import word
from app.documents.page_templates import own_text, page_environment
from app.messages.language import Language
from scenarios.incentives.pay_request import PayAnswer

MANY_ROWS = 10
"""Rows of tables from which on a sheet of paper needs smaller curves and tighter rows, as with payments by month."""

ABOUT_WHAT_IF = frozenset(("nothing_assumed", "what_if_by_period"))
"""Notices that the person of a what-if is told."""


@dataclass(frozen=True)
class PageTable:
    """A table of texts; the columns from `numbers` on are numbers."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: int


def statement_page(answer: PayAnswer, document: Mapping[str, Any], language: Language) -> bytes:
    """The page's bytes, from a payout document with one statement: the same for the same document and language."""
    writer = _PageWriter(answer, document, language)
    text = page_environment().get_template("statement.html.j2").render(writer.parts(), style=own_text("statement.css"))
    return text.encode()


class _PageWriter:
    """The parts of one page."""

    def __init__(self, answer: PayAnswer, document: Mapping[str, Any], language: Language) -> None:
        self._answer, self._document, self._language = answer, document, language
        self._figures = PayFigures(answer.run.plan, language)
        self._one: Mapping[str, Any] = document["statements"][0]
        self._word = partial(word, language=language)

    def parts(self) -> dict[str, Any]:
        """What the template fills in."""
        one, document = self._one, self._document
        asked, tables = document["what_if"], self._tables()
        through = self._word("through", through=one["through"])
        kind = self._word("title" if asked is None else "what_if_title")
        variant = [] if one["variant"] is None else [one["variant"]]
        return {
            "language": self._language,
            "kind": kind,
            "title": f"{kind} · {one['label']} · {document['plan_period']}",
            "name": one["label"],
            "about": [f"{one['group_label']}", *variant, one["person"]],
            "plan": [document["name"], f"{document['plan_period']} · {through}"],
            "unit": self._word("amounts_in", unit=self._figures.unit),
            "assumed": [] if asked is None else self._assumed(asked),
            "tiles": self._tiles(),
            "lines_title": self._word("line"),
            "lines": [self._line(line) for line in one["lines"]],
            "gates": [(gate["sentence"], gate["passed"]) for gate in one["gates"]],
            "sums": self._sums(),
            "sentences": statement_sentences(self._figures, self._answer.statements[0], sums=False),
            "curves_title": self._word("curves"),
            "curves": self._curves(),
            "tables": tables,
            "is_long": sum(len(table.rows) for table in tables) > MANY_ROWS,
            "notes": later_reasons(self._figures, one["later"]) if one["later"] else [],
            "hint": self._word("hint"),
            "number": one["statement_hash"],
        }

    def _assumed(self, asked: Mapping[str, Any]) -> list[str]:
        """What is assumed, and what that leaves open."""
        assumed = assumed_words(asked, self._answer.run.plan, self._language)
        notices = [notice["message"] for notice in self._document["notices"] if notice["code"] in ABOUT_WHAT_IF]
        return [self._word("assumed", assumed=assumed), *notices]

    def _amount(self, value: Decimal | int) -> str:
        return self._figures.amount(self._figures.money.to_minor(Decimal(value)))

    def _tiles(self) -> list[tuple[str, str, str]]:
        """The numbers that matter most: word, amount, and a smaller text below."""
        one, rate = self._one, self._document_rate()
        # What is assumed has not been paid.
        earned, paid = ("earned", "paid") if self._document["what_if"] is None else ("earned_if", "paid_if")
        is_whole = one["incentive_to_date"] == one["target_incentive"]
        tiles = [
            (
                self._word("target_incentive" if is_whole else "incentive_to_date"),
                self._amount(one["incentive_to_date"]),
                "",
            ),
            (self._word(earned), self._amount(one["earned"]), rate),
        ]
        if one["held"] or self._document["what_if"] is None:
            tiles.append((self._word(paid), self._amount(one["paid"]), ""))
        if one["held"]:
            tiles.append((self._word("held"), self._amount(one["held"]), ""))
        return tiles

    def _document_rate(self) -> str:
        row = next(row for row in self._document["people"] if row["person"] == self._one["person"])
        if row["rate"] is None:
            return ""
        joined = "{word} {rate}" if self._language == "zh" else "{rate} {word}"
        return joined.format(rate=rate_words(row["rate"], self._language), word=self._word("rate"))

    def _line(self, line: Mapping[str, Any]) -> tuple[str, list[str], str]:
        sentences = [line["sentence"], *period_reasons(self._language, line["periods"])]
        return _name(line), sentences, self._amount(line["earned"])

    def _sums(self) -> list[tuple[str, str]]:
        """What the lines come to, and what it becomes."""
        one = self._one
        sums = [("components", one["components"])]
        sums += [(name, -one[name]) for name in ("cap_cut", "clawback") if one[name]]
        return [(self._word(name), self._amount(value)) for name, value in [*sums, ("earned", one["earned"])]]

    def _curves(self) -> list[tuple[str, Markup]]:
        """Drawings of the lines that bend or jump somewhere, and of those that rise."""
        shown = [line for line in self._one["lines"] if len(line["curve"]) > 1]
        return [(_name(line), curve_svg(line, self._language, _name(line))) for line in shown]

    def _tables(self) -> list[PageTable]:
        one, asked = self._one, self._document["what_if"]
        tables = []
        if asked is not None:
            # As one row: a page has more room to the right than below.
            rungs = [self._word("attainment"), *(rate_words(rung["at"], self._language) for rung in asked["ladder"])]
            row = [self._word("earned"), *(self._amount(rung["earned"]) for rung in asked["ladder"])]
            tables.append(PageTable(self._word("ladder"), rungs, [row], 1))
        optional = [name for name in ("top_up", "held", "balance") if any(row[name] for row in one["payments"])]
        names = ["earned", "advance", *optional, "paid"]
        heads = {"earned": "earned_by_then", "paid": "handed_out"}
        rows = [
            [row["day"], stretch(row["first"], row["last"]), *(self._amount(row[name]) for name in names)]
            for row in one["payments"]
        ]
        if rows:
            titles = self._heads("day", "period", *(heads.get(name, name) for name in names))
            tables.append(PageTable(self._word("by_day"), titles, rows, 2))
        if one["later"]:
            rows = [
                [
                    row["day"],
                    row["element"] or self._word("deferred_pay"),
                    self._amount(row["amount"]),
                    self._amount(row["present_value"]),
                ]
                for row in one["later"]
            ]
            titles = self._heads("day", "element", "amount", "present_value")
            tables.append(PageTable(self._word("later_payments"), titles, rows, 2))
        return tables

    def _heads(self, *names: str) -> list[str]:
        return [self._word(name) for name in names]


def _name(line: Mapping[str, Any]) -> str:
    return str(line["label"]) if line["item"] is None else f"{line['label']} · {line['item']}"
