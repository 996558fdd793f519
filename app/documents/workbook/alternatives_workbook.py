"""Alternatives as an Excel workbook: what each plan is and what it gives up, then the targets beside the own plan's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.documents.comparison.figures import hedged_cut
from app.documents.comparison.nodes import cut_labels
from app.documents.workbook.book import SHARE, Book
from app.documents.workbook.tidy_sheet import Cell, tidy_sheet
from app.messages import Language
from app.messages.sentence import Sentence
from models.allocation.rollup import cut_of
from models.findings import Fact
from scenarios.definition import Scenario

WORDS: Mapping[str, Sentence] = {
    "summary": Sentence("Alternatives", "备选方案"),
    "targets": Sentence("Targets", "目标"),
    "plan": Sentence("Plan", "方案"),
    "own": Sentence("Own plan", "现方案"),
    "what": Sentence("What it favours", "侧重"),
    "more": Sentence("more for {node}", "{node}增加"),
    "less": Sentence("less for {node}", "{node}减少"),
    "moved": Sentence("Moved up or down from own plan", "较现方案增减合计"),
    "people": Sentence("People with another target", "目标有变的人数"),
    "used": Sentence("Gives up, of the {share} of score that it may", "得分让出（占最多可让出的 {share}）"),
    "limits": Sentence("Limits after rounding", "取整后的限制"),
    "kept": Sentence("all kept", "全部满足"),
    "missed": Sentence("missed by rounding", "因取整略有超出"),
    "cut_off": Sentence("The search ended early; the plans so far are kept.", "搜索提前结束，已找到的方案予以保留。"),
    "target_of": Sentence("Plan {plan}: {what}", "方案 {plan}：{what}"),
    "total": Sentence("Total", "合计"),
    "key": Sentence("{name} (key)", "{name}（代码）"),
}


def alternatives_workbook(scenario: Scenario, document: Mapping[str, Any], language: Language) -> bytes:
    """The file's bytes, from an alternatives document."""
    book = Book(language)
    _summary(book, scenario, document)
    _targets(book, scenario, document)
    return book.close()


def _word(book: Book, key: str, **facts: Fact) -> str:
    return WORDS[key].fill(facts, book.language)


def _what(book: Book, one: Mapping[str, Any]) -> str:
    return _word(book, one["direction"], node=one["label"])


def _summary(book: Book, scenario: Scenario, document: Mapping[str, Any]) -> None:
    used = _word(book, "used", share=f"{100.0 * document['within']:g} %")
    header = [*(_word(book, key) for key in ("plan", "what", "moved", "people")), used, _word(book, "limits")]
    rows: list[list[Cell]] = [[_word(book, "own"), "", 0, 0, 0.0, ""]]
    for one in document["alternatives"]:
        limits = _word(book, "kept" if one["keeps_limits"] else "missed")
        rows.append([one["plan"], _what(book, one), one["moved"], one["people_moved"], one["used"], limits])
    notes = [] if document["complete"] else [_word(book, "cut_off")]
    name = _word(book, "summary")
    sheet = tidy_sheet(book, name, scenario, document, header, rows, notes=notes, formats={4: SHARE})
    sheet.set_column(1, 5, 24.0, book.format())


def _targets(book: Book, scenario: Scenario, document: Mapping[str, Any]) -> None:
    """A row per node, its label first; the total is of the nodes that are listed."""
    cut = cut_of(scenario.problem, document["by"])
    labels = cut_labels(scenario.problem, cut, book.language)
    plans = [_word(book, "target_of", plan=one["plan"], what=_what(book, one)) for one in document["alternatives"]]
    header = [*labels, _word(book, "own"), *plans, *(_word(book, "key", name=label) for label in labels)]
    rows: list[list[Cell]] = [
        [*node["label"], node["own"], *node["targets"], *node["key"]] for node in document["nodes"]
    ]
    columns = [[node["own"], *node["targets"]] for node in document["nodes"]]
    sums = [sum(values) for values in zip(*columns, strict=True)]
    total: list[Cell] = [_word(book, "total"), *[""] * (len(labels) - 1), *sums, *[""] * len(labels)]
    over = scenario.problem.over_assigned(cut.dimensions, cut.levels)
    notes = hedged_cut({"by_labels": labels, "over_assignment": over}, book.language)
    sheet = tidy_sheet(book, _word(book, "targets"), scenario, document, header, rows, [total], notes=notes)
    sheet.freeze_panes(3, len(labels))
