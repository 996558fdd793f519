"""A comparison as a tidy CSV table: one row per node and strategy."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from app.documents.plan_table import safe_text

COLUMNS = (
    "strategy",
    "strategy_label",
    "outcome",
    "by",
    "key",
    "label",
    "target",
    "base_target",
    "difference",
    "rate",
    "reason",
)
JOIN = " × "


def comparison_csv(document: Mapping[str, Any]) -> bytes:
    """Rows of the company first, then of every cut; a strategy without a plan has one row with its reason. UTF-8 with
    a byte-order mark, so that Excel reads Chinese; CRLF; texts that would start a formula are quoted with an
    apostrophe; an empty field is not zero."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in comparison_rows(document):
        writer.writerow([_written(value) for value in row])
    return ("\ufeff" + buffer.getvalue()).encode("utf-8")


def comparison_rows(document: Mapping[str, Any]) -> Iterator[Sequence[str | Decimal | int | float | None]]:
    """The rows, in the order of `COLUMNS`."""
    strategies = {one["name"]: one for one in document["strategies"]}
    base = None if document["base"] is None else strategies[document["base"]]["target"]
    for one in document["strategies"]:
        head = (one["name"], one["label"], one["outcome"])
        if base is None or one["target"] is None:
            yield (*head, None, None, None, None, None, None, None, one["reason"] and one["reason"]["code"])
            continue
        difference = one["target"] - base
        rate = float(difference / base) if base else None
        yield (*head, "company", "", "", one["target"], base, difference, rate, None)
    heads = [(name, strategies[name]["label"], strategies[name]["outcome"]) for name in document["plans"]]
    for cut in document["cuts"]:
        by = JOIN.join(cut["by"])
        for node in cut["nodes"]:
            names = (by, JOIN.join(node["key"]), JOIN.join(node["label"]))
            for place, head in enumerate(heads):
                numbers = (node["targets"][place], node["targets"][0], node["differences"][place])
                yield (*head, *names, *numbers, node["rates"][place], None)


def _written(value: str | Decimal | int | float | None) -> str:
    if value is None:
        return ""
    return safe_text(value) if isinstance(value, str) else f"{value:f}" if isinstance(value, Decimal) else str(value)
