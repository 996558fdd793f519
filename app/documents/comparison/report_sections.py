"""The sections of a comparison report: titles, sentences, tables, and the numbers of the charts beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from app.documents.comparison.alike import alike_reasons
from app.documents.comparison.certificate_blocks import certificate_blocks
from app.documents.comparison.figures import (
    best_places,
    binding_counts,
    hedged_cut,
    hedged_moves,
    joined,
    labels_by_name,
    level_in_words,
    regret_sentences,
    score_lines,
    value_texts,
)
from app.documents.comparison.in_short import in_short
from app.documents.comparison.numbers import NOTHING, amount_texts, rate_words
from app.documents.comparison.pay import pay_notes
from app.documents.comparison.price_lines import change_text, free_lines, measure_heads, priced_lines, shown_measures
from app.documents.comparison.report_parts import Block, Column, Section, Table
from app.documents.comparison.turn_lines import quiet_dials, turn_lines, turn_notes
from app.documents.comparison.words import word
from app.messages import Language
from app.messages.strategy import share_words
from models.findings import Fact

MOST_IN_CHART = 16
MOST_ROWS = 300
"""Nodes of one level that a chart or a table shows, the largest first."""

MOST_CROSSINGS, MOST_CROSSED = 12, 40
"""Crossings of two levels in a report, and nodes of each: those that differ most. A mail has no room for all."""

Chart = dict[str, Any]


@dataclass
class ReportWriter:
    """Writes one comparison document; `charts` grows as sections are made."""

    document: Mapping[str, Any]
    language: Language
    charts: list[Chart] = field(default_factory=list)

    def sections(self) -> list[Section]:
        """All of them, the most important first; without any plan the reasons alone."""
        found = [self._scores(), *self._reasons()]
        if self.document["base"] is None:
            return found
        return [
            self._short(),
            *found,
            *self._changes(),
            *self._levels(),
            self._binding(),
            *self._regret(),
            *self._prices(),
            *self._turns(),
            Section(
                "certificate", self._word("certificate"), (), tuple(certificate_blocks(self.document, self.language))
            ),
        ]

    def _word(self, key: str, **facts: Fact) -> str:
        return word(key, self.language, **facts)

    @property
    def _labels(self) -> dict[str, str]:
        return labels_by_name(self.document)

    def _plan_columns(self, kind: Literal["number", "signed"] = "number") -> list[Column]:
        return [Column(self._labels[name], kind) for name in self.document["plans"]]

    def _chart(self, kind: str, categories: Sequence[str], series: Mapping[str, Sequence[Any]], *, signed: bool) -> int:
        numbers = [
            {"name": name, "values": [None if value is None else float(value) for value in values]}
            for name, values in series.items()
        ]
        self.charts.append({"kind": kind, "signed": signed, "categories": list(categories), "series": numbers})
        return len(self.charts) - 1

    def _scores(self) -> Section:
        strategies = self.document["strategies"]
        columns = [Column(self._word("measure")), *(Column(one["label"], "number") for one in strategies)]
        lines = score_lines(self.document, self.language)
        rows = [[line.label, *value_texts(line)] for line in lines]
        best = frozenset((row, 1 + place) for row, line in enumerate(lines) for place in best_places(line))
        blocks = [Block("", None, Table(columns, rows, best))]
        moved = [one for one in strategies if one["moved"] is not None and one["name"] != self.document["base"]]
        if moved:
            values = [one["moved"]["moved"] for one in moved]
            names = [one["label"] for one in moved]
            chart = self._chart("bars", names, {self._word("moved_from_base"): values}, signed=False)
            table = Table(
                [Column(self._word("strategy")), Column(self._word("moved_from_base"), "number")],
                [list(pair) for pair in zip(names, amount_texts(values), strict=True)],
            )
            blocks.append(Block(self._word("moved_chart"), chart, table))
        notes = [
            *([self._word("best_marked")] if best else []),
            *hedged_moves(self.document, self.language),
            *pay_notes(self.document, self.language),
        ]
        return Section("scores", self._word("title"), notes, blocks)

    def _short(self) -> Section:
        lines = score_lines(self.document, self.language)
        return Section("short", self._word("short"), in_short(self.document, lines, self.language), ())

    def _reasons(self) -> list[Section]:
        alike = alike_reasons(self.document)
        if not alike:
            return []
        blocks = [Block(joined(labels, self.language), None, None, messages) for labels, messages in alike]
        return [Section("reasons", self._word("reason"), (), blocks)]

    def _changes(self) -> list[Section]:
        """Of the people, or of the cut that was asked for."""
        for changes in self.document["changes"][:1]:
            blocks = [self._change(changes, one) for one in changes["strategies"] if one["gains"] or one["losses"]]
            if blocks:
                title = self._word("changes", level=level_in_words(changes, self.language))
                return [Section("changes", title, hedged_cut(changes, self.language), blocks)]
        return []

    def _change(self, changes: Mapping[str, Any], one: Mapping[str, Any]) -> Block:
        shown = [*one["gains"], *reversed(one["losses"])]
        names = [" × ".join(change["label"]) for change in shown]
        difference = [change["difference"] for change in shown]
        chart = self._chart("bars", names, {self._word("difference"): difference}, signed=True)
        heads = [Column(self._word("before"), "number"), Column(self._word("after"), "number")]
        signed = [Column(self._word("difference"), "signed"), Column(self._word("rate"), "signed")]
        rows = zip(
            names,
            amount_texts([change["before"] for change in shown]),
            amount_texts([change["after"] for change in shown]),
            amount_texts(difference, signed=True),
            [rate_words(change["rate"]) for change in shown],
            strict=True,
        )
        level = Column(" × ".join(changes["by_labels"]))
        return Block(self._labels[one["strategy"]], chart, Table([level, *heads, *signed], [list(row) for row in rows]))

    def _levels(self) -> list[Section]:
        cuts = self.document["cuts"]
        shown = cuts if len(cuts) == 1 else [cut for cut in cuts if len(cut["by"]) == 1 and len(cut["nodes"]) > 1]
        crossings = [] if len(cuts) == 1 else [cut for cut in cuts if len(cut["by"]) > 1 and len(cut["nodes"]) > 1]
        blocks = [*map(self._cut, shown), *map(self._crossing, crossings[:MOST_CROSSINGS])]
        return [Section("levels", self._word("targets"), (), blocks)] if blocks else []

    def _cut(self, cut: Mapping[str, Any]) -> Block:
        nodes = sorted(cut["nodes"], key=lambda node: -node["targets"][0])
        plans = self.document["plans"]
        names = [" × ".join(node["label"]) for node in nodes]
        drawn = nodes[:MOST_IN_CHART]
        series = {self._labels[plan]: [node["targets"][place] for node in drawn] for place, plan in enumerate(plans)}
        chart = self._chart("columns", names[:MOST_IN_CHART], series, signed=False)
        notes = hedged_cut(cut, self.language)
        if len(nodes) > MOST_ROWS:
            notes.append(self._word("more_rows", shown=MOST_ROWS, count=len(nodes)))
        return Block(self._cut_title(cut), chart, self._cut_table(cut, nodes[:MOST_ROWS]), notes)

    def _crossing(self, cut: Mapping[str, Any]) -> Block:
        """Of two levels, the nodes that differ most first."""
        nodes = sorted(cut["nodes"], key=lambda node: (-max(map(abs, node["differences"])), -node["targets"][0]))
        notes = hedged_cut(cut, self.language)
        if len(nodes) > MOST_CROSSED:
            notes.append(self._word("more_differences", shown=MOST_CROSSED, count=len(nodes)))
        return Block(self._cut_title(cut), None, self._cut_table(cut, nodes[:MOST_CROSSED]), notes, folded=True)

    def _cut_title(self, cut: Mapping[str, Any]) -> str:
        return self._word("level_head", level=level_in_words(cut, self.language))

    def _cut_table(self, cut: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> Table:
        plans = self.document["plans"]
        columns = [Column(" × ".join(cut["by_labels"])), Column(self._labels[plans[0]], "number")]
        texts = [[" × ".join(node["label"]) for node in rows], amount_texts([node["targets"][0] for node in rows])]
        for place, plan in enumerate(plans[1:], start=1):
            label = self._labels[plan]
            columns += [Column(label, "number"), Column(self._word("difference_of", strategy=label), "signed")]
            columns.append(Column(self._word("rate_of", strategy=label), "signed"))
            texts.append(amount_texts([node["targets"][place] for node in rows]))
            texts.append(amount_texts([node["differences"][place] for node in rows], signed=True))
            texts.append([rate_words(node["rates"][place]) for node in rows])
        return Table(columns, [list(row) for row in zip(*texts, strict=True)])

    def _binding(self) -> Section:
        columns = [Column(self._word("limit_name")), Column(self._word("owner")), *(self._plan_columns())]
        rows = [
            [name, owner or NOTHING, *(side or NOTHING for side in sides)]
            for name, owner, sides in binding_counts(self.document, self.language)
        ]
        title = self._word("binding")
        if not rows:
            return Section("binding", title, (self._word("no_binding"),), ())
        return Section("binding", title, (self._word("binding_groups"),), (Block("", None, Table(columns, rows)),))

    def _regret(self) -> list[Section]:
        regret = self.document["regret"]
        if len(self.document["plans"]) < 2:
            return []
        columns = [Column(self._word("standard")), *self._plan_columns()]
        rows = [
            [self._labels[name], *(share_words(value) for value in row)]
            for name, row in zip(self.document["plans"], regret["loss"], strict=True)
        ]
        notes = regret_sentences(self.document, self.language)
        return [Section("regret", self._word("regret"), notes, (Block("", None, Table(columns, rows)),))]

    def _prices(self) -> list[Section]:
        prices = self.document["prices"]
        if prices is None:
            return []
        lines = priced_lines(prices)
        measures = shown_measures(lines)
        costs, moved = [self._word("price_loss"), self._word("price_amount")], self._word("price_moved")
        heads = [*costs, *measure_heads(self.document, measures, self.language), moved]
        columns = [Column(self._word("price_subject")), *(Column(head, "number") for head in heads)]
        rows = [self._price(line, measures) for line in lines]
        known = [line for line in lines if line["price"] is not None]
        labels = [line["label"] for line in known]
        amounts = {self._word("price_amount"): [line["price"]["amount"] for line in known]}
        chart = self._chart("bars", labels, amounts, signed=False) if known else None
        free = [line["label"] for line in free_lines(prices)]
        notes = [
            self._word("prices_mean"),
            *([self._word("price_free", limits=joined(free, self.language))] if free else []),
        ]
        if not lines:
            return [Section("prices", self._price_title(), (*notes, self._word("price_none")), ())]
        return [Section("prices", self._price_title(), notes, (Block("", chart, Table(columns, rows)),))]

    def _turns(self) -> list[Section]:
        turns = self.document["break_evens"]
        if turns is None:
            return []
        columns = [
            Column(self._word("turn_dial")),
            Column(self._word("turn_stands"), "number"),
            Column(self._word("turn_value"), "number"),
            Column(self._word("turn_said")),
        ]
        rows = [[one.dial, f"{one.stands:g}", f"{one.value:.3g}", one.sentence] for one in turn_lines(turns)]
        table = [Block("", None, Table(columns, rows))] if rows else []
        below = Block("", None, None, tuple(quiet_dials(turns, self.language)))
        title = self._word("turns", strategy=self._labels[turns["strategy"]])
        return [Section("break-even", title, turn_notes(turns, self.language), [*table, below])]

    def _price_title(self) -> str:
        return self._word("prices", strategy=self._labels[self.document["prices"]["strategy"]])

    def _price(self, line: Mapping[str, Any], measures: Sequence[str]) -> list[str]:
        price = line["price"]
        if price is None:
            unknown = self._word("price_unknown", outcome=self._word(line["outcome"]))
            return [line["label"], unknown, *[NOTHING] * (len(measures) + 2)]
        (moved,) = amount_texts([price["moved"]["moved"]])
        given = [change_text(line, name) for name in measures]
        return [line["label"], share_words(price["loss"]), f"{price['amount']:,.2f}".replace("-", "−"), *given, moved]
