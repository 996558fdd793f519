"""Why one number is what it is, as an Excel workbook of one sheet."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from rich.cells import cell_len

from app.documents.ledger_words import node_words
from app.documents.workbook.book import HEADING, TEXT, WRAPPED, Book, put_text
from app.documents.workbook.plan_view import PlanView
from app.documents.workbook.sheet_names import free_name
from app.documents.workbook.tables import HEADER_ROW, TableColumn, Value, put_title, set_up_print, write_table
from app.messages import Language
from scenarios.allocation import AllocationResult
from scenarios.definition import Scenario
from scenarios.explanation import Explanation

LINE_HEIGHT = 14.0
WIDTHS = (34.0, 16.0, 16.0, 100.0)


def explanation_workbook(
    scenario: Scenario, result: AllocationResult, explanation: Explanation, document: dict[str, Any], language: Language
) -> bytes:
    """The file's bytes, from a ledger document in the same language: the same for the same plan."""
    book = Book(language)
    view = PlanView(scenario, result, explanation.plan, language)
    node = node_words(explanation.node, language)
    sheet = book.sheet(free_name(book, node))
    put_title(view, book, sheet, node[0].upper() + node[1:], view.note)
    for place, width in enumerate(WIDTHS):
        sheet.set_column(place, place, width, book.format())
    end = _write_lines(view, book, sheet, document)
    for head, sentences in _blocks(view, document):
        end = _write_block(book, sheet, end + 1, head, sentences)
    sheet.freeze_panes(HEADER_ROW + 1, 1)
    sheet.hide_gridlines(2)
    set_up_print(view, sheet, HEADER_ROW)
    return book.close()


def _write_lines(view: PlanView, book: Book, sheet: Any, document: dict[str, Any]) -> int:
    """The lines, and their sum as a formula beside the published number; the row after them."""
    columns = [
        TableColumn(view.word("ledger_line")),
        TableColumn(view.word("adds"), "number"),
        TableColumn(view.word("so_far"), "number"),
        TableColumn(view.word("reason"), "wrapped"),
    ]
    rows: list[list[Value]] = [
        [line["title"], line["amount"], line["so_far"], line["sentence"]] for line in document["lines"]
    ]
    total: list[Value] = [view.word("target"), None, document["target"], ""]
    end = write_table(view, book, sheet, HEADER_ROW, columns, rows, [total])
    style = book.format(TEXT, {"bold": True, "top": 1}, number=view.amount_format)
    cells = f"B{HEADER_ROW + 2}:B{HEADER_ROW + 1 + len(rows)}"
    for offset, line in enumerate(document["lines"], start=HEADER_ROW + 1):
        sheet.set_row(offset, _height(line["sentence"], WIDTHS[-1]))
    sheet.write_formula(end - 1, 1, f"=ROUND(SUM({cells}),6)", style, float(document["target"]))
    return end


def _blocks(view: PlanView, document: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """What stands below the lines: a heading and its sentences; blocks without any are left out."""
    found = [
        ("holding", [item["sentence"] for item in document["holding"]]),
        ("would_move", [item["sentence"] for item in document["counterfactuals"] or ()]),
        ("more_of", _next(document["next_amount"], view.language)),
        ("firm", [document["range"]["sentence"]] if document["range"] else []),
        ("still_open", document["open"]),
    ]
    return [(view.word(head), sentences) for head, sentences in found if sentences]


def _next(part: dict[str, Any] | None, language: Language) -> list[str]:
    if part is None:
        return []
    comma = "、" if language == "zh" else ", "
    levels = [
        comma.join(f"{' × '.join(node['label'])} {node['amount'].normalize():,f}" for node in level["nodes"])
        for level in part["by"]
    ]
    return [part["sentence"], *(line for line in levels if line)]


def _write_block(book: Book, sheet: Any, row: int, head: str, sentences: Sequence[str]) -> int:
    put_text(sheet, row, 0, head, book.format(HEADING))
    style = book.format(WRAPPED)
    for offset, sentence in enumerate(sentences, start=row + 1):
        sheet.merge_range(offset, 0, offset, len(WIDTHS) - 1, "", style)
        put_text(sheet, offset, 0, sentence, style)
        sheet.set_row(offset, _height(sentence, sum(WIDTHS)))
    return row + 1 + len(sentences)


def _height(text: str, width: float) -> float:
    """Height of a row in which a text of this many characters to the line stands whole."""
    return LINE_HEIGHT * max(math.ceil(cell_len(text) / width), 1) + 2.0
