"""The sections of a tuning's page: sentences, tables, and the numbers of the charts beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.documents.comparison.report_parts import Block, Column, Section, Table
from app.documents.tuning.analysis_tables import curve_table, distribution_table, frontier_table, sensitivity_table
from app.documents.tuning.cells import TuningTable, cell_text
from app.documents.tuning.tables import (
    blocking_table,
    certificate_table,
    checks_table,
    conditions_table,
    parameters_table,
    people_table,
    plans_table,
    search_table,
)
from app.messages import Language
from app.messages.amounts import expected_words, percent_words, unit_words
from app.messages.tuning import NOTES, OBJECTIVES, WORDS
from models.findings import Fact
from models.units import Money

MOST_PEOPLE = 100
MOST_BARS = 24
MOST_CURVES = 12


@dataclass
class TuningPage:
    """Writes one tuning document; `charts` grows as sections are made."""

    document: Mapping[str, Any]
    money: Money
    language: Language
    charts: list[dict[str, Any]] = field(default_factory=list)

    def sections(self) -> list[Section]:
        """All that the document has, the most important first."""
        *said, assumed = self.document["summary"]
        notices = [notice["message"] for notice in self.document["notices"]]
        return [
            Section("short", self._word("short"), said, [Block("", None, self._table(self._plans()))]),
            Section("assumptions", self._word("assumptions"), [assumed, *notices], []),
            *self._blocking(),
            *self._parameters(),
            *self._cost(),
            *self._people(),
            *self._frontier(),
            *self._sensitivity(),
            *self._conditions(),
            *self._search(),
        ]

    def _word(self, key: str, **facts: Fact) -> str:
        return WORDS[key].fill(facts, self.language)

    def _note(self, key: str, **facts: Fact) -> str:
        return NOTES[key].fill(facts, self.language)

    def _plans(self) -> TuningTable:
        return plans_table(self.document, self.language)

    def _table(self, table: TuningTable) -> Table:
        columns = []
        for place, column in enumerate(table.columns):
            kinds = {row[place].kind for row in table.rows}
            shown = "text" if column.is_text else "signed" if kinds == {"gain"} else "number"
            columns.append(Column(column.head, shown))  # type: ignore[arg-type]
        return Table(columns, [[cell_text(cell, self.language) for cell in row] for row in table.rows])

    def _within(self) -> str:
        """What counts as as good: an amount where it is known."""
        tolerance = self.document["ranges_tolerance"]
        if tolerance is None:
            return self._word("of_gain", share=percent_words(self.document["request"]["within"], self.language))
        if not self.document["objective"]["in_money"]:
            return f"{tolerance:.4g}"
        return expected_words(tolerance, self.money, self.language)

    def _blocking(self) -> Iterator[Section]:
        table = blocking_table(self.document, self.language)
        if table.rows:
            yield Section("blocking", self._word("blocking"), (), [Block("", None, self._table(table))])

    def _parameters(self) -> Iterator[Section]:
        table = parameters_table(self.document, self.language)
        if not table.rows or self.document["tuned"] is None:
            return
        blocks = [Block("", None, self._table(table), [self._note("parameters", within=self._within())])]
        for curve in self.document["curves"][:MOST_CURVES]:
            chart = self._lines(
                [self._series(name, [[p["at"], p["pay"]] for p in curve[name]]) for name in ("today", "tuned")],
                x=(self._word("attainment"), True),
                y=(self._word("pay"), True),
            )
            title = f"{self._word('curves')} · {curve['label']}"
            corners = self._table(curve_table(curve, self.language))
            blocks.append(Block(title, chart, corners, [self._note("curves"), *self._caps(curve)]))
        yield Section("parameters", self._word("parameters"), (), blocks)

    def _caps(self, curve: Mapping[str, Any]) -> Iterator[str]:
        caps = [curve[name] for name in ("cap_today", "cap_tuned")]
        today, tuned = (None if cap is None else percent_words(cap, self.language) for cap in caps)
        if today is not None and today == tuned:
            yield self._note("cap_stays", cap=today)
        elif today is not None and tuned is not None:
            yield self._note("cap_moves", today=today, tuned=tuned)

    def _cost(self) -> Iterator[Section]:
        spread = self.document["distribution"]
        certificate = certificate_table(self.document["certificate"], self.language)
        blocks: list[Block] = []
        if spread is not None:
            edges = [float(edge) for edge in spread["edges"]]
            series = [self._series(name, _steps(edges, spread[name]), kind="area") for name in ("today", "tuned")]
            budget = self.document["budget"]
            marks = [] if budget is None else [{"x": float(budget), "name": self._word("budget")}]
            chart = self._lines(series, x=(self._unit("cost"), False), y=("", True), marks=marks, from_zero=True)
            note = self._note("distribution", draws=f"{spread['draws']:,}")
            blocks.append(Block("", chart, self._table(distribution_table(self.document, self.language)), [note]))
        if certificate.rows:
            note = self._note("certificate")
            blocks.append(Block(self._word("certificate"), None, self._table(certificate), [note]))
        if blocks:
            yield Section("cost", self._word("distribution"), (), blocks)

    def _people(self) -> Iterator[Section]:
        people = self.document["people"]
        if not people:
            return
        table = people_table(self.document, self.language, most=MOST_PEOPLE)
        notes = [self._note("people", measure=self.document["objective"]["sales_measure"])]
        if len(people) > MOST_PEOPLE:
            notes.append(self._word("more_people", shown=MOST_PEOPLE, count=f"{len(people):,}"))
        ordered = sorted(people, key=lambda one: -abs(one["pay_change"]))[:MOST_BARS]
        ordered.sort(key=lambda one: one["pay_change"])
        chart = self._bars([one["label"] for one in ordered], [float(one["pay_change"]) for one in ordered])
        yield Section(
            "people", self._word("people"), notes, [Block(self._word("pay_change"), chart, self._table(table))]
        )

    def _frontier(self) -> Iterator[Section]:
        frontier = self.document["frontier"]
        if frontier is None:
            return
        found = [point for point in frontier["points"] if point["objective"] is not None]
        found.sort(key=lambda point: point["expected_cost"])
        series = [
            self._series("best", [_of(point) for point in found]),
            self._series("today", [_of(frontier["today"])], kind="points"),
            self._series("tuned", [_of(frontier["tuned"])], kind="points"),
        ]
        motivation = OBJECTIVES["motivation"].text(self.language)
        chart = self._lines(series, x=(self._unit("expected_cost"), False), y=(motivation, False))
        table = self._table(frontier_table(self.document, self.language))
        yield Section("frontier", self._word("frontier"), [self._note("frontier")], [Block(motivation, chart, table)])

    def _sensitivity(self) -> Iterator[Section]:
        table = sensitivity_table(self.document, self.language)
        if table.rows:
            block = Block("", None, self._table(table))
            yield Section("sensitivity", self._word("sensitivity"), [self._note("sensitivity")], [block])

    def _conditions(self) -> Iterator[Section]:
        blocks: list[Block] = []
        for table in (conditions_table(self.document, self.language), checks_table(self.document, self.language)):
            if table.rows:
                blocks.append(Block(self._word(table.name) if blocks else "", None, self._table(table)))
        if blocks:
            yield Section("conditions", self._word("conditions"), (), blocks)

    def _search(self) -> Iterator[Section]:
        table = search_table(self.document, self.language)
        if table.rows:
            yield Section("search", self._word("search"), (), [Block("", None, self._table(table))])

    def _unit(self, word: str) -> str:
        return f"{self._word(word)} ({unit_words(self.money, self.language)})"

    def _series(self, name: str, points: Sequence[Sequence[float]], kind: str = "line") -> dict[str, Any]:
        dashed = kind == "line" and name == "today"
        return {"name": self._word(name), "points": list(points), "kind": kind, "dashed": dashed}

    def _lines(
        self,
        series: Sequence[Mapping[str, Any]],
        x: tuple[str, bool],
        y: tuple[str, bool],
        marks: Sequence[Mapping[str, Any]] = (),
        *,
        from_zero: bool = False,
    ) -> int:
        """The number of a chart of lines and points; axes: name, and whether they show shares."""
        chart = {"x_name": x[0], "x_shares": x[1], "y_name": y[0], "y_shares": y[1], "y_from_zero": from_zero}
        self.charts.append({"kind": "lines", "series": list(series), "marks": list(marks), **chart})
        return len(self.charts) - 1

    def _bars(self, names: Sequence[str], values: Sequence[float]) -> int:
        series = [{"name": self._word("pay_change"), "values": list(values)}]
        self.charts.append({"kind": "bars", "signed": True, "categories": list(names), "series": series})
        return len(self.charts) - 1


def _steps(edges: Sequence[float], shares: Sequence[float]) -> list[list[float]]:
    """Corners of a line that holds each bin's share up to the next edge."""
    return [[edge, share] for edge, share in zip(edges, [shares[0], *shares], strict=True)]


def _of(point: Mapping[str, Any]) -> list[float]:
    return [float(point["expected_cost"]), float(point["motivation"])]
