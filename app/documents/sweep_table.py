"""A sweep as a tidy table: one row per point, or per point and node where targets were asked for; CSV and Parquet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from app.documents.plan_table import safe_text
from app.documents.scorecard import CARD_COLUMNS

Cell = str | int | float | Decimal | None

TEXTS = ("outcome", "reason", "reason_limit", "reason_pointer", "reason_against", "scenario_hash", "plan_hash")
SEVERAL = "; "
"""Between the names of several limits."""

AMOUNTS = ("target", "moved_from_base", "moved", "reason_amount", "node_target")


def sweep_columns(document: Mapping[str, Any]) -> list[str]:
    """The columns' names: the parameters go by their pointers."""
    parameters = [item["pointer"] for item in document["parameters"]]
    names = [
        *("point", *parameters, "outcome", "target", "moved_from_base", "loss"),
        *(*CARD_COLUMNS, *(f"loss_{term}" for term in _terms(document))),
        *("reason", "reason_limit", "reason_pointer", "reason_against", "reason_amount"),
        *("scenario_hash", "plan_hash"),
    ]
    nodes = _node_columns(document, names)
    return [*names, *nodes, *(["node_target"] if nodes else [])]


def sweep_rows(document: Mapping[str, Any], reason: str = "code") -> Iterator[list[Cell]]:
    """The rows of a sweep document, in the order of the columns. A point without a plan has one row; its `reason` is
    the code or the message."""
    terms = _terms(document)
    for row in document["rows"]:
        head = _point(row, terms, reason)
        if not document["by"]:
            yield head
        elif row["targets"] is None:
            yield [*head, *[None] * (2 * len(document["by"]) + 1)]
        else:
            for node, target in zip(document["nodes"], row["targets"], strict=True):
                names = [text for pair in zip(node["key"], node["label"], strict=True) for text in pair]
                yield [*head, *names, target]


def sweep_csv(document: Mapping[str, Any]) -> bytes:
    """UTF-8 with a byte-order mark, so that Excel reads Chinese; CRLF; texts that would start a formula are quoted
    with an apostrophe; an empty field is not zero."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([safe_text(name) for name in sweep_columns(document)])
    for row in sweep_rows(document):
        writer.writerow([_written(value) for value in row])
    return ("\ufeff" + buffer.getvalue()).encode("utf-8")


def sweep_parquet(document: Mapping[str, Any]) -> bytes:
    """The same table with types: amounts as decimals, parameters and measures as floats."""
    import pyarrow as arrow
    from pyarrow import parquet

    names, rows = sweep_columns(document), list(sweep_rows(document))
    texts = text_columns(document)
    columns = {}
    for place, name in enumerate(names):
        values = [row[place] for row in rows]
        if name == "point":
            columns[name] = arrow.array(values, arrow.int64())
        elif name in texts:
            columns[name] = arrow.array(values, arrow.string())
        elif name in AMOUNTS:
            exact = [None if value is None else Decimal(value) for value in values]
            columns[name] = arrow.array(exact, arrow.decimal128(38, 6))
        else:
            columns[name] = arrow.array([None if value is None else float(value) for value in values], arrow.float64())
    buffer = io.BytesIO()
    parquet.write_table(arrow.table(columns), buffer)
    return buffer.getvalue()


def text_columns(document: Mapping[str, Any]) -> frozenset[str]:
    """The columns that hold texts."""
    return frozenset((*TEXTS, *node_columns(document)))


def node_columns(document: Mapping[str, Any]) -> list[str]:
    """Key and label of every axis."""
    return _node_columns(document, sweep_columns({**document, "by": []}))


def _node_columns(document: Mapping[str, Any], taken: Sequence[str]) -> list[str]:
    """Key and label of every axis; axes that are called as another column is are told apart."""
    axes = [f"node_{axis}" if axis in taken else axis for axis in document["by"]]
    return [name for axis in axes for name in (axis, f"{axis}_label")]


def _terms(document: Mapping[str, Any]) -> list[str]:
    """Terms of the objective that any point has a loss of."""
    return sorted({term for row in document["rows"] for term in (row["scorecard"] or {}).get("terms", {})})


def _point(row: Mapping[str, Any], terms: list[str], told: str) -> list[Cell]:
    card = row["scorecard"] or {}
    reason = row["reason"] or {}
    losses = card.get("terms", {})
    return [
        *(row["point"], *row["values"], row["outcome"], row["target"], row["moved_from_base"], card.get("loss")),
        *(card.get(name) for name in CARD_COLUMNS),
        *(losses.get(term) for term in terms),
        *(reason.get(told), SEVERAL.join(reason.get("limits", [])) or None),
        *(reason.get(name) for name in ("pointer", "against", "amount")),
        *(row["scenario_hash"], row["plan_hash"]),
    ]


def _written(value: Cell) -> str:
    if value is None:
        return ""
    return safe_text(value) if isinstance(value, str) else f"{value:f}" if isinstance(value, Decimal) else str(value)
