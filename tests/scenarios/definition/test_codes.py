"""The list of finding codes is complete: the project's own source is the witness."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import models
import scenarios
from models.allocation.certificate.verdict import _CODES as VERDICTS
from models.finding_codes import CODES
from scenarios.definition.schema_findings import _CODES as PYDANTIC_CODES

RAISERS = {
    "StatementError", "DataError", "PydanticCustomError", "Finding", "add", "notice", "_find", "_report",
    "add_for_rows", "_RefusedYaml", "_RefusedJson", "_malformed", "_refused", "NumberRefused", "WorkbookRefused",
    "TableRefused", "ComponentError", "PeriodRefused",
}  # fmt: skip
COMPUTED = {"amount_too_fine", "amount_too_large", *PYDANTIC_CODES.values(), *VERDICTS.values()}
"""Codes that no call names: they are put together, or mapped from pydantic's types or kinds of thresholds."""

NOT_CODES = {"amount_not_finite"}


def literals(call: ast.Call) -> Iterator[str]:
    """Texts that look like codes among the first four arguments; both sides of a conditional count."""
    for argument in call.args[:4]:
        for node in ast.walk(argument) if isinstance(argument, ast.IfExp) else [argument]:
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and "_" in node.value:
                yield node.value


def assigned_codes(tree: ast.AST) -> Iterator[str]:
    """`code = "a" if … else "b"`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "code" for t in node.targets):
            yield from (
                inner.value
                for inner in ast.walk(node.value)
                if isinstance(inner, ast.Constant)
                and isinstance(inner.value, str)
                and inner.value not in ("type", "amount_")
            )


@cache
def codes_in_source() -> frozenset[str]:
    found: set[str] = set()
    for package in (models, scenarios):
        for path in Path(str(package.__file__)).parent.rglob("*.py"):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            found.update(assigned_codes(tree))
            for node in ast.walk(tree):
                if isinstance(node, ast.Call):
                    function = node.func
                    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
                    if name in RAISERS:
                        found.update(text for text in literals(node) if text.isidentifier())
    return frozenset(found)


FIELD_NAMES = {"hold_reason", "most_pay"}


def test_every_code_of_the_source_is_listed() -> None:
    assert codes_in_source() - set(CODES) - FIELD_NAMES == set()


def test_every_listed_code_is_used() -> None:
    assert set(CODES) - codes_in_source() - COMPUTED == {"surrogate"} - codes_in_source()


def test_mapped_codes_are_listed() -> None:
    assert set(PYDANTIC_CODES.values()) <= set(CODES)
    assert not NOT_CODES & set(CODES)
