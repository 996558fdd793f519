"""Every finding code that stands in the source, and which facts come with it, read from the syntax tree."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[3]
PACKAGES = ("models", "scenarios", "app")

_POSITION_OF_CODE = {
    "StatementError": 0,
    "DataError": 0,
    "PydanticCustomError": 0,
    "notice": 0,
    "Finding": 0,
    "_find": 0,
    "_malformed": 0,
    "_refused": 0,
    "_RefusedJson": 0,
    "_RefusedYaml": 0,
    "NumberRefused": 0,
    "WorkbookRefused": 0,
    "TableRefused": 0,
    "ComponentError": 0,
    "PeriodRefused": 0,
    "add": 0,
    "add_for_rows": 2,
    "_report": 3,
}
"""Calls that take a code, and at which position."""

_AMOUNT_REASONS = ("too_fine", "too_large")
"""Reasons of AmountError that documents can cause; the code is `amount_` and the reason."""


def finding_codes() -> set[str]:
    """Codes given to the calls above, assigned to a variable called `code`, or mapped from pydantic's types."""
    codes = {f"amount_{reason}" for reason in _AMOUNT_REASONS}
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            codes |= set(_codes_in(ast.parse(path.read_text(encoding="utf-8"))))
    return {code for code in codes if code.isidentifier()}


def stated_facts() -> list[tuple[str, frozenset[str]]]:
    """(code, names of the facts) of every call that writes both down in place."""
    found = []
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and _called(node) in _POSITION_OF_CODE and _is_finding_call(node):
                    facts = _facts_of(node)
                    position = _POSITION_OF_CODE[_called(node)]
                    if facts is not None and len(node.args) > position:
                        found += [(code, facts) for code in _texts(node.args[position]) if code.isidentifier()]
    return found


def _facts_of(node: ast.Call) -> frozenset[str] | None:
    if _called(node) == "_report":  # adds the value by itself
        return None
    if _called(node) in ("StatementError", "DataError", "notice"):
        return frozenset(keyword.arg for keyword in node.keywords if keyword.arg is not None)
    last = node.args[-1] if node.args else None
    if isinstance(last, ast.Dict):
        return frozenset(key.value for key in last.keys if isinstance(key, ast.Constant))
    return None


def _codes_in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            position = _POSITION_OF_CODE.get(_called(node))
            if position is not None and len(node.args) > position and _is_finding_call(node):
                yield from _texts(node.args[position])
        elif isinstance(node, ast.Assign) and any(_name(target) == "code" for target in node.targets):
            yield from _texts(node.value)
        elif isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Call | ast.Dict):
            target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
            if _name(target) == "_CODES":
                yield from _mapped(node.value)


def _is_finding_call(node: ast.Call) -> bool:
    """`add` is also what sets do: only one with a code and a place counts."""
    return _called(node) != "add" or len(node.args) + len(node.keywords) >= 2


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else _name(node.func)


def _name(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def _texts(node: ast.AST) -> Iterator[str]:
    """The texts that an expression can be: a constant, or either branch of a choice."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)


def _mapped(node: ast.expr) -> Iterator[str]:
    dictionary = node.args[0] if isinstance(node, ast.Call) else node
    assert isinstance(dictionary, ast.Dict)
    for value in dictionary.values:
        yield from _texts(value)
